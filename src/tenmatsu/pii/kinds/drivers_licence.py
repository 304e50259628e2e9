"""運転免許証: commission 2, year 2, serial 6, check 1, re-issues 1."""

from __future__ import annotations

from tenmatsu.pii import digits
from tenmatsu.pii.kind import Kind
from tenmatsu.pii.look import Look

HEADERS = (
    "免許 運免番号 "
    "免許証番号 運転免許証番号 運転免許番号 免許番号 運転免許証 免許証 運転免許 免許証no 運転免許no 運転免許証no "
    "自動車免許番号 drivers_license driverslicense driver_license driverlicense driver_license_no driverlicenseno "
    "drivers_licence driverslicence licence_no licenceno license_no licenseno license_number licensenumber "
    "licence_number driving_license drivinglicense menkyo menkyo_no menkyono menkyosho menkyosho_no menkyobango "
    "untenmenkyo unten_menkyo menkyosyo dl_no dlno drivers_license_number driver_license_number "
    "driverlicensenumber "
)


def looks(look: Look) -> float:
    mine, other = look.licence, look.my_number
    if mine < 0.6 or mine < other - 0.02:
        return 0.0
    return min(0.97, mine * (0.75 if look.distinct == 1 else 0.88 if look.distinct == 2 else 0.97))


def allows(look: Look) -> float:
    if look.n > 5 and look.my_number > 0.8 and look.licence < 0.4:
        return 0.0
    return look.bare_rate(r"^[0-9]{12}$") + 0.9 * look.bare_rate(
        r"^[0-9*xX]{4}[0-9*xX]{4}[0-9*xX]{4}$|^第?[0-9]{11,12}号?$"
    ) * (look.numeric < 0.5)


KIND = Kind(
    word="drivers_licence",
    ja="運転免許証番号",
    en="driver's licence",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=digits.licence,
    hits=(
        ("", "309012345620", "300000000910", "300000000400"),
        (
            "免許証番号",
            "309012345620",
        ),
    ),
    misses=(("", "123456789018", "983205673214"), ("注文番号", "123456789012", "123456789013")),
)
