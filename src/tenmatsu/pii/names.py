"""Names of persons in running text, with exact places.

The rules of `name_rules` (labels, honorifics, Latin letters) and a conditional random field over characters make their
claims; none overlaps another. Honorifics and titles are no part of a name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from tenmatsu.pii import name_rules


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Characters `start` to `end` (exclusive) of a text are a name of a person; `score` 0…1; `by` what found it."""

    start: int
    end: int
    score: float
    by: str


def persons(text: str) -> list[NameSpan]:
    """Every name of a person in `text`, sorted by place, none overlapping another."""
    folded = _fold(text)
    found = [*name_rules.labelled(folded), *name_rules.honoured(folded), *name_rules.latin(folded)]
    found += name_rules.listed(folded)
    return _settle(found)


def _settle(found: Iterable[tuple[int, int, float, str]]) -> list[NameSpan]:
    """The surer first, then the longer."""
    kept: list[NameSpan] = []
    for start, end, score, by in sorted(found, key=lambda one: (-one[2], one[0] - one[1], one[0])):
        if all(end <= other.start or start >= other.end for other in kept):
            kept.append(NameSpan(start, end, score, by))
    return sorted(kept, key=lambda one: one.start)


class _Single(dict[int, int]):
    """Code point → code point, where NFKC gives one character; anything else stays: places stay true."""

    def __missing__(self, code: int) -> int:
        form = unicodedata.normalize("NFKC", chr(code))
        self[code] = ord(form) if len(form) == 1 else code
        return self[code]


_SINGLE = _Single()


def _fold(text: str) -> str:
    return text.translate(_SINGLE)
