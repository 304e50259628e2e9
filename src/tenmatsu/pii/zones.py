"""Stretches of a text around something rare, so that a costly pattern is not tried at every character."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"[0-9][-0-9. ()/]{4}")
BEFORE, AFTER = 120, 70


def numbers(plain: str) -> list[tuple[int, int]]:
    """The stretches around every number that is longer than a year, joined where they touch."""
    found: list[tuple[int, int]] = []
    for one in _NUMBER.finditer(plain):
        low, high = max(0, one.start() - BEFORE), min(len(plain), one.end() + AFTER)
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], high
        else:
            found.append((low, high))
    return found


def matches(
    pattern: re.Pattern[str], plain: str, anchor: re.Pattern[str], before: int, after: int
) -> Iterator[re.Match[str]]:
    """The pattern's matches within `before` and `after` characters of an anchor; what is behind the edge stays seen."""
    low = high = -1
    for found in anchor.finditer(plain):
        if found.start() - before > high:
            if high > low:
                yield from pattern.finditer(plain, low, high)
            low = max(0, found.start() - before, high)
        high = min(len(plain), found.end() + after)
    if high > low:
        yield from pattern.finditer(plain, low, high)
