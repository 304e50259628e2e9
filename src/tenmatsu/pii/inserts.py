"""INSERT statements pasted into running text (a dump in a mail, a log): each value under its column's label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.header import Label
from tenmatsu.pii.label_words import read

_INSERT = re.compile(r"(?i:insert\s+(?:ignore\s+)?into)\s+[^\s(]{1,80}\s*\(([^()]{3,600})\)\s*(?i:values)\s*(?=\()")
_TUPLE = re.compile(r"\s*,?\s*\(")
_VALUE = re.compile(r"\s*(?:N?'((?:[^'\\]|''|\\.)*)'|\"([^\"]*)\"|([^,()']{1,60}))\s*(,|\))")


def cells(plain: str) -> Iterator[tuple[Label, int, int]]:
    """(label, first character, the one behind the last) of every value of every INSERT with its columns named."""
    for statement in _INSERT.finditer(plain):
        labels = [read(name.strip(' `"[]\n\r\t')) for name in statement[1].split(",")]
        at = statement.end()
        while opening := _TUPLE.match(plain, at):
            row, at = _row(plain, opening.end())
            if len(row) != len(labels):
                break
            yield from ((label, *place) for label, place in zip(labels, row, strict=True) if place[1] > place[0])


def _row(plain: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """The places of the values of one tuple, and what follows it; none when it does not close."""
    places: list[tuple[int, int]] = []
    while value := _VALUE.match(plain, at):
        places.append(value.span(next(group for group in (1, 2, 3) if value[group] is not None)))
        at = value.end()
        if value[4] == ")":
            return places, at
    return [], at
