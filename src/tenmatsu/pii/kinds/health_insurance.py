"""Health insurance: 保険者番号 (8 or 6 digits with a check digit), 記号, 番号, 枝番."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "保険者番号 被保険者番号 被保険者証番号 被保険者証記号 被保険者記号 被保険者証記号番号 保険証番号 保険証記号 "
    "保険証記号番号 保険証 健康保険証番号 健康保険番号 健康保険証 健康保険記号 健康保険証記号 健康保険証記号番号 "
    "記号・番号 枝番 保険証枝番 被保険者枝番 国保番号 国民健康保険番号 公費負担者番号 公費受給者番号 受給者番号 "
    "介護保険番号 介護保険被保険者番号 後期高齢者医療被保険者番号 健保番号 健保記号 健康保険被保険者番号 保険者no "
    "被保険者no 組合員証番号 医療証番号 保険記号 保険番号 保険者 健康保険被保険者証番号 health_insurance "
    "healthinsurance health_insurance_no healthinsuranceno health_insurance_number healthinsurancenumber "
    "insurance_card_no insurancecardno insurer_no insurerno insurer_number insurernumber hokensha_no hokenshano "
    "hokensha_bango hokenshabango hokensho hokensho_no hokensyo hokensho_bango hihokensha_no hihokenshabango "
    "hihokensha_bango kenpo kenpo_no kenkohoken kenko_hoken insured_no insuredno insured_number insurednumber "
    "insurance_symbol insurancesymbol insurance_no insuranceno insurance_number insurancenumber hoken_no hokenno "
    "hoken_kigo hoken_bango insured_symbol branch_no_hi edaban insurer_code insurercode insurance_card hokenjano "
)
SAYS = "記号番号 記号 番号 資格記号 kigo "


def looks(look: Look) -> float:
    known = look.bare_rate(r"^(0[1-4]|0[67]|3[1-4]|39|63|67|7[2-5])(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{4}$")
    passed = look.insurer * (known > 0.8)
    return (
        0.0
        if passed < 0.8 or (look.dated > 0.8 and look.distinct < 5)
        else 0.9 * passed * (0.6 if look.distinct < 2 else 1.0)
    )


def allows(look: Look) -> float:
    written = look.rate(r"^[\p{Han}\p{Hiragana}\p{Katakana}A-Za-z0-9・\s-]{1,16}$")
    employment = look.rate(r"^[0-9]{11}$|^[0-9]{4}-[0-9]{6}-[0-9]$")
    return max(look.bare_rate(r"^[0-9]{1,10}$"), 0.9 * max(0.0, written - employment))


KIND = Kind(
    word="health_insurance",
    ja="健康保険",
    en="health insurance",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"^[0-9]{1,12}$|^[\p{Han}\p{Hiragana}\p{Katakana}A-Za-z0-9・\s-]{1,16}$"),
    hits=(
        ("", "33120015", "33120015", "06132013", "06132013"),
        ("保険者番号", "33120015", "138057"),
        ("被保険者証記号", "12", "345"),
    ),
    misses=(("注文番号", "33120016", "33120017"), ("", "33120016", "33120017", "33120018")),
    says=tuple(SAYS.split()),
)
