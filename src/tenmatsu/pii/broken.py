"""Numbers that a line's end breaks in two (`090-1234-` / `5678`), also in a quoted mail: read as if on one line.

Only what spans the break is claimed, and only what says so itself: a check digit, a telephone number's plan, a label
with a shape of its own. Two numbers below one another are two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tenmatsu.pii.finders import (
    card,
    drivers_licence,
    employment_insurance,
    my_number,
    pension_number,
    phone,
    residence_card,
    resident_code,
)
from tenmatsu.pii.spots import Claim

_DASH = "‐‑‒–—―−─━ーｰ－﹣˗₋"
_BREAK = re.compile(
    rf"(?<=[0-9A-Z({_DASH}-])[ \t]*\r?\n(?:[>|][>| \t]*|[ \t\u3000]*)(?=[{_DASH}(0-9-]|[A-Z]{{2}}(?![A-Za-z]))"
)
_PIECE = re.compile(r"[0-9][-() 0-9A-Z]*$")
_FINDERS = (
    card.FINDER,
    my_number.FINDER,
    drivers_licence.FINDER,
    pension_number.FINDER,
    residence_card.FINDER,
    employment_insurance.FINDER,
    resident_code.FINDER,
    phone.FINDER,
)
_BEFORE, _BEHIND, _LEAST = 60, 30, 11


def claims(plain: str) -> Iterator[Claim]:
    """Claims over a line's end."""
    for gap in _BREAK.finditer(plain):
        low = max(plain.rfind("\n", 0, gap.start()) + 1, gap.start() - _BEFORE)
        high = _line_end(plain, gap.end())
        before, behind = plain[low : gap.start()], plain[gap.end() : min(high, gap.end() + _BEHIND)]
        if before[-1:] in _DASH:
            before = before[:-1] + "-"
        if behind[:1] in _DASH:
            behind = "-" + behind[1:]
        piece = _PIECE.search(before)
        if not piece or (piece.start() == 0 and not before.endswith("-") and not behind.startswith("-")):
            continue  # a number alone on its line, above another one
        yield from _over(before, behind, low, gap)


def _over(before: str, behind: str, low: int, gap: re.Match[str]) -> Iterator[Claim]:
    whole, edge = before + behind, len(before)
    for finder in _FINDERS:
        if not any(word in whole for word in finder.needs):
            continue
        for one in finder.find(whole):
            long = sum(char.isdigit() for char in whole[one.start : one.end]) >= _LEAST
            long |= one.kind == "phone" and whole[one.start : edge].count("-") > 1
            if one.start < edge < one.end and one.kind == finder.word and (long or "-" in whole[edge - 1 : edge + 1]):
                end = gap.end() + one.end - edge
                yield replace(one, start=low + one.start, end=end, by=f"{one.by}, over two lines")


def _line_end(plain: str, start: int) -> int:
    found = plain.find("\n", start)
    return len(plain) if found < 0 else found
