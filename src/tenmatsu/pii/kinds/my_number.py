"""個人番号: 12 digits of which the last one checks; a column is one when nearly all of it passes."""

from __future__ import annotations

from tenmatsu.pii import digits
from tenmatsu.pii.kind import Kind
from tenmatsu.pii.look import Look

HEADERS = (
    "マイナンバー 個人番号 個人番号(マイナンバー) マイナンバー(個人番号) マイナンバーカード番号 社会保障番号 "
    "本人個人番号 扶養親族個人番号 配偶者個人番号 個人番号12桁 my_number mynumber my_no myno mynum "
    "individual_number individualnumber kojin_bango kojinbango kojin_no kojinbangou mynumber_no kojin_number "
    "mainanba mai_number national_id nationalid "
)


def looks(look: Look) -> float:
    mine, other = look.my_number, look.licence
    if mine < 0.6 or mine < other - 0.02:
        return 0.0
    return min(0.97, mine * (0.75 if look.distinct == 1 else 0.88 if look.distinct == 2 else 0.97))


def allows(look: Look) -> float:
    if look.n > 5 and look.licence > 0.8 and look.my_number < 0.4:
        return 0.0
    return look.bare_rate(r"^[0-9]{12}$") + 0.9 * look.bare_rate(
        r"^[0-9*xX]{4}[0-9*xX]{4}[0-9*xX]{4}$|^第?[0-9]{11,12}号?$"
    ) * (look.numeric < 0.5)


KIND = Kind(
    word="my_number",
    ja="マイナンバー",
    en="My Number",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=digits.my_number,
    hits=(("", "123456789018", "983205673214"), ("マイナンバー", "1234 5678 9018", "9832-0567-3214")),
    misses=(("注文番号", "123456789019", "983205673215"), ("", "309012345620", "309012345620")),
)
