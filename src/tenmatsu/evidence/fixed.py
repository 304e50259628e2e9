"""Listings of fixed width without any rule: a line of labels, and below it columns that begin where the labels do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tenmatsu.evidence.drawn import COUNT, DASHES, Lines, columns_of, cut
from tenmatsu.evidence.header import is_header
from tenmatsu.evidence.labels import ends_as_label, is_identifier, is_word
from tenmatsu.evidence.layout import is_total

SAMPLE = 60
_TITLES = 6
_RULE = re.compile(r"\s*[-=_─━＝*]{3,}\s*")
_LABEL = re.compile(r"\S+(?: \S+)*?(?= {2,}|\s*\Z)|\S+")


@dataclass(frozen=True)
class Fixed:
    """`skip` lines of titles, then the header; `spans` tell where fields begin, `wide` that kanji take two columns."""

    header: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    skip: int
    wide: bool

    def rows(self, lines: Lines) -> Iterator[tuple[int, list[str]]]:
        """The header, then each record, with its line."""
        while (line := lines.peek()) is not None:
            number, line = lines.take()
            if line.strip() and not COUNT.fullmatch(line) and not _RULE.fullmatch(line):
                yield number, cut(line, self.spans, self.wide)


def layout_of(lines: Sequence[str]) -> Fixed | None:
    """The columns of the first lines; None when they are no such listing (at least three columns and four records)."""
    filled = [(at, line) for at, line in enumerate(lines[:SAMPLE]) if line.strip() and not _RULE.fullmatch(line)]
    for place, (skip, line) in enumerate(filled[:_TITLES]):
        body = [below for _, below in filled[place + 1 :]]
        if "\t" in line or len(body) < 4:
            return None
        if skip + 1 < len(lines) and DASHES.fullmatch(lines[skip + 1]):
            return None
        labels = [(found.start(), found[0]) for found in _LABEL.finditer(line.rstrip())]
        if len(labels) >= 3 and all(_named(label) for _, label in labels):
            for wide in (True, False):
                if spans := _checked(line, labels, body, wide):
                    return Fixed(tuple(label for _, label in labels), spans, skip, wide)
            return None
    return None


@cache
def _named(label: str) -> bool:
    words: frozenset[str] = frozenset()
    return len(label) <= 20 and (is_word(label, words) or ends_as_label(label) or is_identifier(label))


def _checked(
    line: str, labels: list[tuple[int, str]], body: Sequence[str], wide: bool
) -> tuple[tuple[int, int], ...] | None:
    """Where fields begin: at a label or behind a gap near it that nearly all records share; most must agree."""
    places = columns_of(line) if wide else list(range(len(line) + 1))
    starts = [places[at] for at, _ in labels]
    cells = [_taken(one, wide) for one in body if not is_total([one.strip()], 3)]
    spans: list[tuple[int, int]] = [(0, 0)]
    for at in range(1, len(starts)):
        low = places[labels[at - 1][0] + len(labels[at - 1][1])]
        high = starts[at + 1] if at + 1 < len(starts) else starts[at] + 10
        edges = (*range(starts[at], low, -1), *range(starts[at] + 1, high))
        gap = next((edge for edge in edges if _clear(cells, edge)), None)
        if gap is None:
            return None
        spans.append((gap, gap))
    rows = [cut(one, spans, wide) for one in body]
    full = sum(sum(map(bool, row)) >= 0.6 * len(spans) for row in rows)
    names = [label for _, label in labels]
    good = full >= 0.8 * len(rows) and is_header(names, rows, len(names), frozenset())
    return tuple(spans) if good else None


def _clear(cells: list[frozenset[int]], edge: int) -> bool:
    """Whether nearly no record has a sign in the column before the edge."""
    return sum(edge - 1 in taken for taken in cells) <= 0.05 * len(cells)


def _taken(line: str, wide: bool) -> frozenset[int]:
    """The columns of a terminal that the signs of a line take."""
    places = columns_of(line) if wide else list(range(len(line) + 1))
    return frozenset(
        column
        for at, sign in enumerate(line)
        if not sign.isspace() or sign == "\u3000"
        for column in range(places[at], places[at + 1])
    )
