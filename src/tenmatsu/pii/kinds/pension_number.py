"""基礎年金番号: 4 and 6 digits. No check digit is published."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches, share

HEADERS = (
    "基礎年金番号 年金番号 年金手帳番号 基礎年金no 年金手帳 年金証書番号 厚生年金番号 基礎年金 年金手帳の番号 "
    "厚生年金被保険者番号 pension_number pensionnumber pension_no pensionno basic_pension_number "
    "basicpensionnumber nenkin nenkin_no nenkinno nenkinbango kiso_nenkin kisonenkin kisonenkinbango "
    "kiso_nenkin_no nenkin_bango pension pension_id kiso_nenkin_bango "
)

KIND = Kind(
    word="pension_number",
    ja="基礎年金番号",
    en="basic pension number",
    headers=tuple(HEADERS.split()),
    looks=share(r"^[0-9]{4}-[0-9]{6}$", 0.92),
    allows=lambda look: look.bare_rate(r"^[0-9]{9,10}$|^[0-9]{14}$|^[0-9]{4}$|^[0-9]{6}$"),
    valid=matches(r"^[0-9]{4}-?[0-9]{6}$"),
    hits=(("", "1234-567890", "4321-098765"), ("基礎年金番号", "1234567890", "4321098765")),
    misses=(("電話番号", "0312345678", "0612345678"), ("注文番号", "1234567890", "1234567891")),
)
