# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Payment card numbers (ISO/IEC 7812): issuer prefix, length and Luhn digit; also masked ones."""

from __future__ import annotations

import polars as pl

from tenmatsu.pii import digits
from tenmatsu.pii.kind import Kind
from tenmatsu.pii.look import Look

HEADERS = (
    "カード番号 クレジットカード番号 クレジット番号 クレカ番号 クレジットカード カードno カード番号(クレジット) "
    "決済カード番号 支払カード番号 カード番号下4桁 カード下4桁 カード番号(下4桁) カード番号下四桁 "
    "クレジットカードno クレカ card card_no cardno card_num cardnum card_number cardnumber credit_card creditcard "
    "credit_card_no creditcardno credit_card_number creditcardnumber credit_no creditno cc cc_no ccno cc_num "
    "ccnum cc_number ccnumber pan kado_no kadobango cardbango card_last4 cardlast4 last4 card_pan credit_num "
    "payment_card "
)
SAYS = "カード番号/トークン "


def looks(look: Look) -> float:
    masked = look.rate(_MASKED)
    return 0.98 * max(look.card, 0.95 * masked)


def allows(look: Look) -> float:
    return max(look.bare_rate(r"^[0-9]{13,19}$"), look.rate(_MASKED), 0.9 * look.rate(r"^[0-9]{4}$"))


def valid(cells: pl.Series) -> pl.Series:
    return digits.luhn(cells) & digits.issuer(cells)


_MASKED = r"^[0-9*xX#●]{4}[- ]?[0-9*xX#●]{2,4}[*xX#●]{1,2}[- ]?[*xX#●]{4}[- ]?[0-9]{3,4}$|^[*xX#●]{8,12}[0-9]{4}$|^[0-9]{6}[*xX#●]{4,9}[0-9]{4}$"


KIND = Kind(
    word="card",
    ja="カード番号",
    en="payment card number",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=valid,
    hits=(("", "4111 1111 1111 1111", "5555-5555-5555-4444"), ("カード番号", "4111111111111111", "378282246310005")),
    misses=(("", "4111 1111 1111 1112", "5555-5555-5555-4445"), ("注文番号", "4111111111111112", "4111111111111113")),
    says=tuple(SAYS.split()),
)
