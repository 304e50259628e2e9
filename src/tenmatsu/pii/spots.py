"""What is found in running text: claims on a stretch of it, and which of several claims on one stretch is believed."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

LABEL, CHECK, CONTEXT, SHAPE, HINT = 5.0, 4.0, 3.0, 2.0, 1.0
"""How strongly a claim is founded: a label says it, a check digit holds, words around it, its shape, a guess."""

ASIDE = frozenset({"other", "date", "amount"})
"""Kinds that hold a stretch of text against other claims, and are not reported."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of personal data in a text: characters `start` to `end` (exclusive) of the original.

    `normal` is a form for comparing, `score` 0…1, `by` the rule; `role` whose it is (`self`, `staff`, `guardian` …).
    """

    kind: str
    start: int
    end: int
    value: str
    normal: str
    score: float
    by: str
    role: str = "self"


@dataclass(frozen=True, slots=True)
class Claim:
    """A finder's word on characters `start` to `end` of the folded text; the greater `weight` is believed."""

    kind: str
    start: int
    end: int
    normal: str
    score: float
    by: str
    weight: float
    role: str = "self"


@dataclass(frozen=True, slots=True)
class Finder:
    """One kind in running text. `needs`: the finder is asked only where one of these stands in the text ('' = always).
    `find` gets the folded text and yields its claims in any order. `numeric`: only stretches around
    five digits or marks between digits are shown to it."""

    word: str
    needs: tuple[str, ...]
    find: Callable[[str], Iterator[Claim]]
    numeric: bool = False


def settle(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that stand: the better founded first, then the longer; none overlaps another. Sorted by place."""
    order = sorted(claims, key=lambda one: (-one.weight, one.start - one.end, -one.score, one.start))
    held: list[tuple[int, int]] = []
    kept: list[Claim] = []
    for one in order:
        at = bisect_left(held, (one.start, one.end))
        if (at and held[at - 1][1] > one.start) or (at < len(held) and held[at][0] < one.end):
            continue
        insort(held, (one.start, one.end))
        kept.append(one)
    return sorted((one for one in kept if one.kind not in ASIDE), key=lambda one: one.start)


def near(plain: str, start: int, end: int, words: Iterable[str], before: int = 40, after: int = 12) -> bool:
    """Whether one of the words stands in the window: by substring, since Japanese has no boundaries of words."""
    window = plain[max(0, start - before) : end + after]
    return any(word in window for word in words)


def free(plain: str, start: int, end: int) -> bool:
    """Whether neither neighbour is an ASCII letter or digit; kana and kanji may touch."""
    left, right = plain[start - 1 : start], plain[end : end + 1]
    return not (left.isascii() and left.isalnum()) and not (right.isascii() and right.isalnum())
