"""Numbers of nobody: payment cards with prefixes kept for tests (ISO/IEC 7812), and 個人番号, with check digits."""

from __future__ import annotations

import numpy as np

from tenmatsu.rehearsal import chance

PREFIXES = ("400000", "424242", "555555", "222300", "353011")
"""Of test numbers that payment services publish (Visa 4000 00, 4242 42; Mastercard 5555 55, 2223 00; JCB 3530 11)."""


def card(key: int) -> str:
    """16 digits in groups; another number for every key below a thousand million."""
    number = int(chance.scattered(np.array([key]), 7_368_787, 999_999_937)[0])
    body = f"{PREFIXES[key % len(PREFIXES)]}{number:09d}"
    whole = body + luhn(body)
    return "-".join(whole[at : at + 4] for at in range(0, 16, 4))


def luhn(body: str) -> str:
    """The digit that makes `body` pass (each second digit from the right doubled)."""
    total = 0
    for at, digit in enumerate(reversed(body)):
        twice = int(digit) * (2 if at % 2 == 0 else 1)
        total += twice - 9 if twice > 9 else twice
    return str(-total % 10)


def my_number(body: str) -> str:
    """個人番号 of 11 digits with its twelfth (平成26年総務省令第85号5条)."""
    total = sum(int(digit) * (at + 2 if at < 6 else at - 4) for at, digit in enumerate(reversed(body)))
    rest = total % 11
    return body + str(0 if rest <= 1 else 11 - rest)
