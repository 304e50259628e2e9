"""Readings of full names, in katakana (also half width) or hiragana."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "フリガナ ふりがな 氏名カナ 氏名(カナ) 氏名カタカナ 氏名(フリガナ) 氏名フリガナ 氏名ふりがな 氏名(ふりがな) "
    "氏名かな 氏名(かな) 氏名(ﾌﾘｶﾞﾅ) カナ氏名 カナ名 カナ かな カナ名前 お名前カナ お名前(カナ) お名前(フリガナ) "
    "お名前フリガナ お名前(ふりがな) お名前ふりがな 名前カナ 名前(カナ) 名前(フリガナ) 名前かな 名前ふりがな "
    "名前(ふりがな) 名前フリガナ 読み 読み仮名 よみがな ヨミガナ 氏名読み 氏名ヨミ 氏名(ヨミ) 氏名(読み) ヨミ "
    "よみ シメイ しめい 氏名(半角カナ) 氏名(全角カナ) 顧客名カナ お客様名カナ 会員名カナ 患者カナ 患者名カナ "
    "生徒カナ 患者カナ氏名 契約者カナ 契約者名カナ 口座名義 口座名義カナ 口座名義(カナ) 口座名義人 口座名義人カナ "
    "口座名義人(カナ) 預金者名 名義人カナ 名義カナ 受取人名カナ 保護者カナ 保護者名カナ 予約者カナ 予約者名カナ "
    "宿泊者カナ 担当者カナ 氏名_カナ 被保険者カナ 漢字氏名カナ 社員名カナ name_kana namekana kana_name kananame "
    "kana kn_name kn_nm nm_kn nm_kana nmkana knm kana_nm kananm furigana hurigana yomi yomigana yomikata "
    "shimei_kana shimeikana kana_shimei kanashimei kn_shimei knshimei shimei_kn simei_kana simeikana cust_nm_kana "
    "cust_kana customer_kana fullnamekana full_name_kana kanafullname kana_full_name name_kn namekn name_furigana "
    "namefurigana name_ruby ruby phonetic_name namereading reading shimeiyomi account_name accountname "
    "account_holder accountholder koza_meigi kozameigi meiginin meigi katakana namekatakana name_yomi nameyomi "
    "name_phonetic namephonetic pronunciation name_hiragana namehiragana shimei_furigana shimeifurigana cst_nm_kn "
    "kaiin_kana "
)


def looks(look: Look) -> float:
    seen = look.kana
    return min(0.97, 1.25 * seen.full + (0.1 * seen.split if seen.full > 0.1 else 0.0))


def allows(look: Look) -> float:
    seen = look.kana
    return max(0.0, look.rate(_SHAPE) - 0.3 * max(0.0, max(seen.family, seen.given) - seen.full - seen.split))


_SHAPE = r"^[\p{Katakana}\p{Hiragana}ー・･\s-]{2,30}$"


KIND = Kind(
    word="name_kana",
    ja="氏名カナ",
    en="full name in kana",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_SHAPE),
    hits=(
        ("", "サトウ ハナコ", "スズキ イチロウ", "ﾀｶﾊｼ ｹﾝﾀ", "タナカ ミサキ"),
        ("フリガナ", "サトウハナコ", "スズキイチロウ"),
        ("氏名", "サトウ　ハナコ", "スズキ　イチロウ"),
    ),
    misses=(("商品名カナ", "スタンダード", "プレミアム"), ("", "スタンダード", "プレミアム", "ライト")),
)
