"""Runs of digits in groups, with their check digits asked for all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

_MARK = "-./:,_#"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start` to `end` of the folded text; `digits` without what groups them."""

    start: int
    end: int
    text: str
    digits: str


def runs(plain: str, pattern: re.Pattern[str]) -> Iterator[Run]:
    """Every match that is no part of a longer number, word or decimal."""
    for found in pattern.finditer(plain):
        if alone(plain, found.start(), found.end()):
            yield Run(found.start(), found.end(), found[0], re.sub(r"[\s-]", "", found[0]))


def alone(plain: str, start: int, end: int) -> bool:
    """No ASCII letter or digit touches it, also not across a single hyphen, point or slash."""
    left, right = plain[max(0, start - 2) : start], plain[end : end + 2]
    return not _joined(left[::-1]) and not _joined(right)


def _joined(beside: str) -> bool:
    if not beside or not beside[0].isascii():
        return False
    if beside[0].isalnum():
        return True
    return beside[0] in _MARK[:3] + "_" and len(beside) > 1 and beside[1].isascii() and beside[1].isdigit()


def passing(found: list[Run], check: Callable[[pl.Series], pl.Series]) -> list[bool]:
    """Which runs pass a check digit of pii/digits.py."""
    return check(pl.Series([one.digits for one in found], dtype=pl.String)).to_list() if found else []


@lru_cache(maxsize=1 << 15)
def passes(check: Callable[[pl.Series], pl.Series], text: str) -> bool:
    """The same for one number."""
    return bool(check(pl.Series([text], dtype=pl.String))[0])
