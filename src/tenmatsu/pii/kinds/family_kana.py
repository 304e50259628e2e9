# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Readings of surnames standing alone."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "名字フリガナ 苗字フリガナ 名字(フリガナ) 苗字(フリガナ) セイ せい 姓カナ 姓(カナ) 姓フリガナ 姓(フリガナ) 姓ふりがな 姓(ふりがな) 姓かな 姓(かな) カナ姓 カナ(姓) "
    "フリガナ(姓) フリガナ姓 ふりがな(姓) ふりがな姓 氏名カナ(姓) 氏名カナ姓 お名前カナ(姓) お名前(セイ) "
    "氏名(セイ) 名前(セイ) ご氏名(セイ) 姓ヨミ 姓読み 姓(ヨミ) 姓(全角カナ) 姓(ﾌﾘｶﾞﾅ) 苗字カナ 名字カナ "
    "苗字ふりがな 苗字(カナ) カナセイ フリガナ(セイ) ミョウジ フリガナセイ カナ氏 氏カナ last_name_kana "
    "lastnamekana kana_last_name kanalastname kana_last lname_kana lnamekana family_kana familykana "
    "family_name_kana familynamekana kana_family kanafamily sei_kana seikana kana_sei kanasei sei_kn seikn kn_sei "
    "knsei kana01 kana1 name_kana01 namesei_kana namekana1 name_sei_kana nameseikana last_kana lastkana "
    "surname_kana surnamekana last_nm_kana lastnmkana lastnamefurigana seifurigana sei_furigana "
    "familynamephonetic phonetic_last_name phoneticlastname lastnamephonetic last_name_furigana "
    "last_name_phonetic order_kana01 family_name_reading seiyomi sei_yomi last_name_reading lastnamereading "
    "kanafamilyname "
)


def looks(look: Look) -> float:
    seen = look.kana
    return min(0.94, 1.15 * seen.family) if seen.family > seen.given else 0.0


def allows(look: Look) -> float:
    return max(0.0, look.rate(_SHAPE) - look.kana.split)


_SHAPE = r"^[\p{Katakana}\p{Hiragana}ー-]{1,14}$"


KIND = Kind(
    word="family_kana",
    ja="姓カナ",
    en="family name in kana",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_SHAPE),
    hits=(
        ("", "サトウ", "スズキ", "タカハシ", "タナカ", "コバヤシ"),
        ("セイ", "サトウ", "スズキ"),
        ("フリガナ(姓)", "さとう", "すずき"),
    ),
    misses=(("", "ハナコ", "イチロウ", "ケンタ"), ("メイ", "ハナコ", "イチロウ")),
)
