"""Readings of given names standing alone."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "メイ めい 名カナ 名(カナ) 名フリガナ 名(フリガナ) 名ふりがな 名(ふりがな) 名かな 名(かな) カナ(名) "
    "フリガナ(名) フリガナ名 ふりがな(名) ふりがな名 氏名カナ(名) 氏名カナ名 お名前カナ(名) お名前(メイ) "
    "氏名(メイ) 名前(メイ) ご氏名(メイ) 名ヨミ 名読み 名(ヨミ) 名(全角カナ) 名(ﾌﾘｶﾞﾅ) カナメイ フリガナ(メイ) "
    "フリガナメイ 下の名前カナ 下の名前(カナ) first_name_kana firstnamekana kana_first_name kanafirstname "
    "kana_first fname_kana fnamekana given_kana givenkana given_name_kana givennamekana kana_given kanagiven "
    "mei_kana meikana kana_mei kanamei mei_kn meikn kn_mei knmei kana02 kana2 name_kana02 namemei_kana namekana2 "
    "name_mei_kana namemeikana first_kana firstkana first_nm_kana firstnmkana firstnamefurigana meifurigana "
    "mei_furigana givennamephonetic phonetic_first_name phoneticfirstname firstnamephonetic first_name_furigana "
    "first_name_phonetic order_kana02 given_name_reading meiyomi mei_yomi first_name_reading firstnamereading "
    "kanagivenname "
)


def looks(look: Look) -> float:
    seen = look.kana
    return min(0.94, 1.1 * seen.given) if seen.given >= seen.family else 0.0


def allows(look: Look) -> float:
    return max(0.0, look.rate(_SHAPE) - look.kana.split)


_SHAPE = r"^[\p{Katakana}\p{Hiragana}ー-]{1,14}$"


KIND = Kind(
    word="given_kana",
    ja="名カナ",
    en="given name in kana",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_SHAPE),
    hits=(("", "ハナコ", "イチロウ", "ケンタ", "ミサキ", "ショウタ"), ("メイ", "ハナコ", "イチロウ")),
    misses=(("", "サトウ", "スズキ", "タカハシ"),),
)
