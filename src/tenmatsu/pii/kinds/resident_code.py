"""住民票コード: 11 digits. The last one checks, but its formula is not published: without a header nothing tells it."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches, nothing

HEADERS = (
    "住民票コード 住民票cd 住民票番号 住民票no 住基コード 住基cd 住基番号 住民基本台帳コード 住民基本台帳番号 "
    "住民票コード番号 resident_code residentcode resident_record_code residentrecordcode residence_record_code "
    "resident_registration_code residentregistrationcode basic_resident_register_code juminhyo juminhyo_code "
    "juminhyocode juminhyo_cd juminhyocd juminhyo_no juminhyo_bango juki_code jukicode juki_cd jukicd "
)

KIND = Kind(
    word="resident_code",
    ja="住民票コード",
    en="resident record code",
    headers=tuple(HEADERS.split()),
    looks=nothing,
    allows=lambda look: look.bare_rate(r"^[0-9]{10,11}$"),
    valid=matches(r"^[0-9]([- ]?[0-9]){10}$"),
    hits=(
        ("住民票コード", "12345678901", "50123456789"),
        ("JUMINHYO_CD", "09012345678", "12345678901"),
        ("住民票コード(11桁)", "1234-5678-901", "5012-3456-789"),
    ),
    misses=(
        ("電話番号", "09012345678", "08011112222"),
        ("住民票コード", "佐藤花子", "鈴木一郎"),
        ("住民コード", "0000012345", "0000012346"),
        ("注文番号", "12345678901", "50123456789"),
    ),
)
