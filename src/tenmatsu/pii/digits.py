# ruff: noqa: E501 (tables of facts are kept whole)
"""Check digits over whole columns: numpy, one value a row. Every function takes strings and gives a Boolean a row.

Cells are taken without blanks and hyphens; a cell of another length is False. The formulas and worked examples:
個人番号 総務省令85号5条 (12345678901 → 8); 運転免許証 (309012345 6 → 2); 保険者番号 (3312001 → 5); ISO/IEC 7812 (Luhn);
法人番号 財務省令70号2条 (835678256246 → 5 in front); machine-readable zone ICAO 9303 (TR1234567 → 2).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tenmatsu.pii.fold import bare

Matrix = NDArray[np.int64]
Mask = NDArray[np.bool_]

COMMISSIONS = (*range(10, 15), *range(20, 26), 30, *range(40, 56), *range(60, 66), *range(70, 75), *range(80, 85), *range(90, 98))  # fmt: skip
SCHEMES = (1, 2, 3, 4, 6, 7, 31, 32, 33, 34, 39, 63, 67, 72, 73, 74, 75)


def _over(cells: pl.Series, lengths: tuple[int, ...], test: Callable[[Matrix], Mask]) -> pl.Series:
    plain = bare(cells)
    answer = np.zeros(len(plain), dtype=bool)
    for length in lengths:
        at = plain.str.contains(rf"^[0-9]{{{length}}}$").fill_null(False).to_numpy()
        if not at.any():
            continue
        text = str(plain.filter(pl.Series(at)).str.join("").item()).encode("ascii")
        matrix = (np.frombuffer(text, dtype=np.uint8).reshape(-1, length) - 48).astype(np.int64)
        answer[at] = test(matrix)
    return pl.Series(answer)


def my_number(cells: pl.Series) -> pl.Series:
    """個人番号: 12 digits, the last one checks; one digit repeated (000000000000) is none."""
    return _over(cells, (12,), _my_number)


def _my_number(digits: Matrix) -> Mask:
    rest = digits[:, :11] @ np.array([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    check = np.where(rest <= 1, 0, 11 - rest)
    return np.asarray((check == digits[:, 11]) & (digits != digits[:, :1]).any(axis=1))


def licence(cells: pl.Series) -> pl.Series:
    """運転免許証: 12 digits, the 11th checks, the first two name a commission that exists."""
    return _over(cells, (12,), _licence)


def _licence(digits: Matrix) -> Mask:
    rest = digits[:, :10] @ np.array([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    known = np.isin(digits[:, 0] * 10 + digits[:, 1], COMMISSIONS)
    return np.asarray(((11 - rest) % 10 == digits[:, 10]) & known)


def insurer(cells: pl.Series) -> pl.Series:
    """保険者番号: 8 digits (scheme, prefecture, 3, check) or the 6 of 国民健康保険 (prefecture, 3, check)."""
    return _over(cells, (6, 8), _insurer)


def _insurer(digits: Matrix) -> Mask:
    place = digits[:, -6] * 10 + digits[:, -5]
    scheme = digits[:, 0] * 10 + digits[:, 1]
    known = np.isin(scheme, SCHEMES) if digits.shape[1] == 8 else np.ones(len(digits), dtype=bool)
    return _luhn(digits) & known & (place >= 1) & (place <= 47)


def luhn(cells: pl.Series) -> pl.Series:
    """Any 13 to 19 digits whose last one checks."""
    return _over(cells, tuple(range(13, 20)), _luhn)


def _luhn(digits: Matrix) -> Mask:
    doubled = digits.copy()
    doubled[:, -2::-2] *= 2
    doubled -= 9 * (doubled > 9)
    return np.asarray((doubled.sum(axis=1) % 10 == 0) & (digits != digits[:, :1]).any(axis=1))


def corporate(cells: pl.Series) -> pl.Series:
    """法人番号: 13 digits, the first one checks. It names an organisation, not a person."""
    return _over(cells.str.replace(r"^T", ""), (13,), _corporate)


def _corporate(digits: Matrix) -> Mask:
    rest = digits[:, 1:] @ np.array([2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9
    return np.asarray(9 - rest == digits[:, 0])


def mrz(cells: pl.Series) -> pl.Series:
    """Second line of a passport's machine-readable zone: number, birth date and expiry each with its check digit."""
    fits = cells.str.contains(
        r"^[A-Z0-9<]{9}[0-9][A-Z<]{3}[0-9]{6}[0-9][MFX<][0-9]{6}[0-9][A-Z0-9<]{14,16}$"
    ).fill_null(False)
    return pl.Series([bool(fit) and _mrz(text) for fit, text in zip(fits, cells, strict=True)], dtype=pl.Boolean)


def _mrz(line: str) -> bool:
    return all(_zone(line[a:b]) == line[b] for a, b in ((0, 9), (13, 19), (21, 27)))


def _zone(text: str) -> str:
    values = ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".find(char) for char in text)
    return str(sum(max(value, 0) * (7, 3, 1)[at % 3] for at, value in enumerate(values)) % 10)


def issuer(cells: pl.Series) -> pl.Series:
    """13 to 19 digits that begin as a major payment card does and have that brand's length."""
    pattern = (
        r"^(4[0-9]{12}([0-9]{3}){0,2}|(5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
        r"|35(2[89]|[3-8][0-9])[0-9]{12}|3[47][0-9]{13}|3(0[0-5]|[689][0-9])[0-9]{11,13}|(6011|6[245][0-9]{2})[0-9]{12}|(50|5[6-8])[0-9]{10,14}"
        r"|1800[0-9]{11}|2131[0-9]{11})$"
    )
    return bare(cells).str.contains(pattern).fill_null(False)
