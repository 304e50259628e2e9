"""Headers of two lines: merged cells that were exported (連絡先,,  above  電話,メール), or each column named twice.

One label for each column comes of them: the upper with the lower behind it (保護者 + 氏名).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tenmatsu.evidence.header import shape_of
from tenmatsu.evidence.labels import ends_as_label, is_identifier, is_word

_TYPE = re.compile(
    r"(n?var)?n?char2?(acter( varying)?)?(\s*\(.*\))?|(tiny|small|big)?int(eger)?(\(\d+\))?|string|str|text|clob|"
    r"number(\(.*\))?|numeric(\(.*\))?|decimal(\(.*\))?|float|double|real|date(time)?\d?|timestamp.*|time|bool(ean)?|文字列?|数値|日付|整数|"
    r"(全角|半角)(\d+文字.*|英数字?|カナ)?|必須|任意",
    re.IGNORECASE,
)


def below(upper: Sequence[str], lower: Sequence[str], body: Sequence[Sequence[str]], words: frozenset[str]) -> bool:
    """Whether the line under a header is a part of it; `body` the lines under both."""
    filled = [cell for cell in lower if cell]
    if not filled or len(lower) > len(upper) or list(upper) == list(lower) or not body:
        return False
    if all(_TYPE.fullmatch(cell) for cell in filled) and len(filled) >= 0.6 * len(upper):
        return True
    named = sum(_names(cell, words) for cell in filled)
    typed = any(shape_of(cell) in ("mail", "date", "clock", "number", "digits", "url") for cell in filled)
    if typed or any(cell in row for row in body for cell in filled) or len(set(filled)) < len(filled):
        return False
    if named >= 0.8 * len(filled) and len(filled) >= 0.8 * len(upper):
        return len(filled) > 2
    gaps = [at for at, cell in enumerate(lower) if cell and not upper[at]]
    return bool(gaps) and all(len(cell) <= 12 for cell in filled) and named >= 0.3 * len(filled)


def above(upper: Sequence[str], header: Sequence[str]) -> bool:
    """Whether the line over a header groups its columns: it names two groups or more, and labels come twice."""
    filled = [cell for cell in header if cell]
    return len(upper) == len(header) and sum(map(bool, upper)) > 1 and len(set(filled)) < len(filled)


def _names(cell: str, words: frozenset[str]) -> bool:
    return is_word(cell, words) or is_identifier(cell) or ends_as_label(cell)


def joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """One label for each column of two lines. Two whole lines say the same twice: the upper is kept."""
    high = list(upper)
    low = list(lower) + [""] * (len(high) - len(lower))
    if all(high) or all(_TYPE.fullmatch(cell) for cell in low if cell):
        return tuple(high)
    group, out = "", []
    for above, under in zip(high, low, strict=True):
        group = above or (group if under else "")
        out.append(under if group and under.startswith(group) else f"{group}{under}")
    return tuple(out)
