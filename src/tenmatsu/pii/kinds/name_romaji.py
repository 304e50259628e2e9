"""Names in Latin letters, Japanese or not: YAMADA TARO, Taro Yamada, YAMADA/TARO MR."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "ローマ字 氏名ローマ字 氏名(ローマ字) 氏名(英字) 氏名英字 氏名(英語) 英字氏名 英語名 英文氏名 英文名 英名 "
    "ローマ字氏名 ローマ字名 名前ローマ字 名前(ローマ字) お名前(ローマ字) お名前ローマ字 お名前(英字) "
    "お名前(半角英字) 姓ローマ字 姓(ローマ字) 名ローマ字 名(ローマ字) ローマ字姓 ローマ字(姓) ローマ字(名) "
    "姓(英字) 名(英字) 英字姓 英字名 氏名(アルファベット) アルファベット氏名 氏名(欧文) 欧文氏名 旅券氏名 "
    "パスポート氏名 パスポート名 パスポート記載名 旅券記載氏名 ローマ字表記 英語表記 カード名義 カード名義人 "
    "カード会員名 カード名義人名 搭乗者氏名 外国人氏名 名義(ローマ字) romaji name_romaji nameromaji romaji_name "
    "romajiname roman_name romanname name_roman nameroman name_en nameen english_name englishname name_english "
    "nameenglish en_name enname eiji eijishimei eijimei shimei_eiji shimei_romaji shimeiromaji shimei_en "
    "romajishimei rm_nm name_alphabet namealphabet alphabetname latin_name latinname name_latin passport_name "
    "passportname name_on_passport nameonpassport cardholder cardholder_name cardholdername card_holder cardname "
    "name_on_card nameoncard sei_romaji seiromaji mei_romaji meiromaji romaji_sei romajisei romaji_mei romajimei "
    "last_name_romaji lastnameromaji first_name_romaji firstnameromaji last_name_en lastnameen first_name_en "
    "firstnameen last_name_roman lastnameroman first_name_roman firstnameroman family_name_en familynameen "
    "given_name_en givennameen surname_en lastnameenglish firstnameenglish eng_nm engnm nm_en nmen kanaroman roma "
    "romanized_name romanizedname name_romanized "
)


def looks(look: Look) -> float:
    seen = look.roman
    alone = max(seen.family, seen.given)
    return min(
        0.95,
        max(1.2 * seen.full + 0.1 * seen.split * (seen.full > 0.1), alone if alone > 0.5 else 0.0) * (1 - look.company),
    )


def allows(look: Look) -> float:
    return look.rate(_SHAPE) * (1 - look.company)


_SHAPE = r"^[\p{Latin}][\p{Latin}'’. ,/\-]{1,60}$"


KIND = Kind(
    word="name_romaji",
    ja="氏名ローマ字",
    en="name in Latin letters",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(_SHAPE),
    hits=(
        ("", "YAMADA TARO", "SATO HANAKO", "SUZUKI KENTA"),
        ("", "Taro Yamada", "Hanako Sato", "Kenta Suzuki"),
        ("ローマ字", "YAMADA/TARO MR", "OHNO/YUKI MS"),
    ),
    misses=(("", "Standard Plan", "Premium Plan", "Light Plan"), ("商品名", "Wireless Mouse", "Desk Lamp")),
)
