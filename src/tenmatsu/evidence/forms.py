"""Forms: a label and its value beside it, again and again. They are running text, one pair a line, and no table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from tenmatsu.evidence.dialect import Dialect, sample_records, sentences
from tenmatsu.evidence.labels import ends_as_label, is_word
from tenmatsu.evidence.layout import trimmed

Grid = Sequence[Sequence[str]]

_PAIR = re.compile(r"[\s・●○■□◆◇*\-]*[^\s:：,，\d][^:：,，]{0,20}[:：](?!//)\s*\S")


def filled(rows: Grid) -> list[list[str]]:
    """The rows that hold anything, without empty cells at their ends."""
    return [cells for cells in (trimmed(row) for row in rows) if cells]


def is_label(cell: str, words: frozenset[str]) -> bool:
    """Whether a cell names what stands beside it rather than being it."""
    text = cell.strip().rstrip(":：")
    if not text or len(text) > 30:
        return False
    return is_word(text, words) or (len(text) > 2 and ends_as_label(text) and not re.search(r"\d", text))


def is_form(rows: Grid, words: frozenset[str]) -> bool:
    """Label, value (and label, value beside them) in most rows."""
    body = filled(rows)
    pairs = [pair for cells in body for pair in zip_longest(cells[::2], cells[1::2], fillvalue="") if any(pair)]
    if not pairs or max(len(cells) for cells in body) > 6:
        return False
    labels = [label for label, value in pairs if value and is_label(label, words)]
    alike = sum(is_label(value, words) for _, value in pairs)
    return len(set(labels)) >= 2 and len(labels) >= 0.6 * len(pairs) and alike <= 0.25 * len(pairs)


def as_lines(rows: Grid, words: frozenset[str]) -> str:
    """A table that is no list as running text: `氏名: 山田太郎` for forms, else cells parted by TAB,
    or, where one has lines of its own (a table for the layout), on lines of their own."""
    body = filled(rows)
    if is_form(body, words):
        return "\n".join(_pairs(body))
    if len(body) == 2 and len(body[0]) == len(body[1]) > 1 and all(is_label(cell, words) for cell in body[0]):
        return "\n".join(_pairs([list(pair) for pair in zip(*body, strict=True)]))
    return "\n".join(("\n" if any("\n" in cell for cell in cells) else "\t").join(cells) for cells in body)


def labelled_pairs(cells: list[str]) -> list[str]:
    """`label: value` for each pair of cells in a row of a form."""
    return list(_pairs([cells]))


def _pairs(rows: Iterable[list[str]]) -> Iterator[str]:
    for cells in rows:
        for label, value in zip(cells[::2], [*cells[1::2], ""], strict=False):
            name, shown = _one_line(label).rstrip(":："), _one_line(value)
            if name or shown:
                yield f"{name}: {shown}" if name and shown else name or shown


def _one_line(cell: str) -> str:
    return " ".join(cell.split("\n"))


def reads_as_form(text: bytes, dialect: Dialect, whole: bool, words: frozenset[str]) -> bool:
    """Whether delimited text is no table: pairs of label and value, or, where nothing is delimited, sentences."""
    rows = [cells for _, cells in sample_records(text, dialect.delimiter, whole, 300) if any(map(str.strip, cells))]
    if dialect.width >= 2:
        return is_form(rows, words)
    pairs = sum(bool(_PAIR.match(cells[0])) for cells in rows)
    return bool(rows) and (pairs >= 0.5 * len(rows) or sentences(rows))


def labelled(piece: str, delimiter: str) -> str:
    """Delimited pairs as `氏名: 山田太郎`, line for line."""
    return "\n".join(_line(line, delimiter) for line in piece.split("\n"))


def _line(line: str, delimiter: str) -> str:
    try:
        cells = next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return line
    return "\t".join(_pairs([trimmed(cells)]))
