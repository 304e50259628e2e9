"""在留カード and 特別永住者証明書: two letters, eight digits, two letters."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches, share

HEADERS = (
    "在留カード番号 在留カード 在留カードno 在留番号 特別永住者証明書番号 特別永住者証明書 外国人登録番号 "
    "外国人登録証番号 在留カードナンバー 在留カード等番号 residence_card residencecard residence_card_no "
    "residencecardno residence_card_number residencecardnumber zairyu zairyu_card zairyucard zairyu_no zairyuno "
    "zairyu_card_no zairyucardno zairyukado alien_registration zairyu_kado rc_no zairyu_card_number "
)
_SHAPE = r"^[A-Z]{2}[0-9]{8}[A-Z]{2}$"

KIND = Kind(
    word="residence_card",
    ja="在留カード番号",
    en="residence card number",
    headers=tuple(HEADERS.split()),
    looks=share(_SHAPE, 0.98),
    allows=share(r"^[A-Z]{2}[0-9]{8}[A-Z]{2}$|^[A-Z]{0,2}[0-9]{8,11}[A-Z]{0,2}$"),
    valid=matches(_SHAPE),
    hits=(
        ("", "AB12345678CD", "UH87654321EA"),
        (
            "在留カード番号",
            "AB12345678CD",
        ),
    ),
    misses=(("", "AB1234567", "TR1234567", "MK7654321"),),
)
