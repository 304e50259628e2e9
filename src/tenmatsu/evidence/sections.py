"""Several tables in one delimited file: where the next one begins, by its own header. 会員 …, blank line, 注文 …

A table begins where titles (lines of one cell) and then a line of labels stand, none of them the header of the table
before, with a record below or nothing. Only lines that are odd for the table before (blank, of one cell, of another
width) are looked at, so that a file of one table costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from tenmatsu.evidence.header import is_header, mostly_labels, shape_of
from tenmatsu.evidence.labels import ends_as_label, is_identifier, is_word
from tenmatsu.evidence.layout import Kind, Layout, Row, is_total, trimmed

LOOK = 1 << 16
AHEAD = 40
CHECKS = 20_000
_TITLES = 8


def begins(rows: Sequence[Row], known: Sequence[Sequence[str]], words: frozenset[str]) -> bool:
    """Whether another table begins with these lines; `known`: lines that label the tables before."""
    lines = [trimmed(row) for row in rows[:AHEAD]]
    while lines and not lines[0]:
        lines.pop(0)
    head = next((at for at, cells in enumerate(lines[: 2 * _TITLES]) if sum(map(bool, cells)) > 1), None)
    if head is None or sum(map(bool, lines[:head])) > _TITLES or lines[head] in known:
        return False
    if not labels(lines[head], words):
        return False
    blank = next((at for at in range(head + 1, len(lines)) if not lines[at]), len(lines))
    body = lines[head + 1 : blank]
    if not body:
        return len(lines[head]) > 2
    alike = sum(abs(len(cells) - len(lines[head])) <= 1 for cells in body[:5])
    return alike >= 0.5 * len(body[:5]) and is_header(lines[head], body, len(lines[head]), words)


def labels(cells: Sequence[str], words: frozenset[str]) -> bool:
    """Whether most cells name a column, all are different and none is a value."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or len(set(filled)) < len(filled) or is_total(cells, len(cells)):
        return False
    typed = any(shape_of(cell) in ("mail", "date", "clock", "number", "digits", "url") for cell in filled)
    return not typed and mostly_labels(filled, words, 0.6)


def may_begin(first: str, words: frozenset[str]) -> bool:
    """A quick look at the first cell of a line: a label, or a title with no digit that is short."""
    cell = first.strip().strip('\ufeff"#[]')
    if not cell or len(cell) > 40:
        return False
    return is_word(cell, words) or ends_as_label(cell) or is_identifier(cell) or shape_of(cell) in ("kanji", "latin")


def aside(rows: Sequence[Row], layout: Layout, ends: bool) -> bool:
    """Whether the lines below one of few cells show that it is no record: the header again, or (`ends`: they are all
    that is left) nothing but lines of one cell."""
    lines = [cells for cells in (trimmed(row) for row in rows) if cells]
    for cells in lines[:3]:
        if layout.judge(cells) is Kind.HEADER:
            return True
        if sum(map(bool, cells)) > max(1, layout.width // 3):
            break
    return ends and all(sum(map(bool, cells)) == 1 for cells in lines)


def first_section(rows: Sequence[Row], words: frozenset[str]) -> int:
    """How many of the lines belong to the first table of the file."""
    tabular, before = False, -1
    for at in range(1, len(rows)):
        above = trimmed(rows[at - 1])
        tabular = tabular or len(above) > 2 or (len(above) == 2 and labels(above, words))
        if not tabular:
            continue
        cells = trimmed(rows[at])
        odd = len(cells) < 2 or len(rows[at]) != len(rows[at - 1]) or (cells[0] == "" and len(cells) == 1)
        turn = odd and (not cells or may_begin(cells[0], words) or (rows[at][0] or "").startswith("\ufeff"))
        if turn and at != before and begins(rows[at:], [trimmed(row) for row in rows[:at]], words):
            return at
    return len(rows)
