"""Characters with their places → lines of text: a row of a table on one line, its cells parted by TAB."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from tenmatsu.evidence.pdf.page import Box, Char

CELL_GAP, WORD_GAP, WORD_GAP_WIDE = 0.9, 0.2, 0.45
"""In heights of the type: between cells; between words of Latin letters; of Japanese, which is set wider."""

_WIDE_BLANK = re.compile(r"[ \u3000]{4,}")


def lines_of(chars: Iterable[Char]) -> list[str]:
    """The lines in reading order, whichever way most of the text runs: a page written downwards gives its columns
    from the right."""
    placed = [char for char in chars if char.text]
    turn = _TURNS[_direction(placed)]
    rows = _rows([(turn(char.cell), char.text) for char in placed])
    return [line for row in rows if (line := _line(row).strip(" "))]


_TURNS: dict[str, Callable[[Box], Box]] = {
    "right": lambda box: box,
    "down": lambda box: (box[1], -box[2], box[3], -box[0]),
    "up": lambda box: (-box[3], box[0], -box[1], box[2]),
    "left": lambda box: (-box[2], -box[3], -box[0], -box[1]),
}
"""Boxes turned so that lines run to the right and follow one another downwards."""


def _direction(chars: list[Char]) -> str:
    """Where the next character of a line mostly stands."""
    steps = {"right": 8, "down": 0, "up": 0, "left": 0}
    for one, other in pairwise(chars):
        size = max(min(one.cell[2] - one.cell[0], one.cell[3] - one.cell[1]), 1.0)
        across, down = other.cell[0] - one.cell[0], other.cell[1] - one.cell[1]
        if abs(across) < 0.3 * size and 0.3 * size < abs(down) < 2.5 * size:
            steps["down" if down > 0 else "up"] += 1
        elif abs(down) < 0.3 * size and 0.3 * size < abs(across) < 2.5 * size:
            steps["right" if across > 0 else "left"] += 1
    most = max(steps, key=lambda way: steps[way])
    return most if steps[most] > 2 * steps["right"] - 8 else "right"


def _rows(placed: list[tuple[Box, str]]) -> list[list[tuple[Box, str]]]:
    placed.sort(key=lambda one: (one[0][1] + one[0][3], one[0][0]))
    rows: list[list[tuple[Box, str]]] = []
    middle = tall = 0.0
    for box, text in placed:
        centre, height = (box[1] + box[3]) / 2, box[3] - box[1]
        if rows and centre - middle <= 0.45 * min(max(tall, 0.5), max(height, 0.5)):
            rows[-1].append((box, text))
            middle += (centre - middle) / len(rows[-1])
        else:
            rows.append([(box, text)])
            middle, tall = centre, height
    return rows


def _line(row: list[tuple[Box, str]]) -> str:
    row.sort(key=lambda one: one[0][0])
    out: list[str] = []
    last: Box | None = None
    for box, text in row:
        if last is not None:
            size = max(box[3] - box[1], 0.5)
            if out[-1] == text and abs(box[0] - last[0]) < 0.15 * size:  # bold by printing twice
                continue
            out.append(_between(out[-1], text, (box[0] - last[2]) / size))
        out.append(text)
        last = box
    return _WIDE_BLANK.sub("\t", "".join(out))


def _between(before: str, after: str, gap: float) -> str:
    if gap > CELL_GAP:
        return "\t"
    if not before.strip() or not after.strip():
        return ""
    latin = before.isascii() and after.isascii()
    return " " if gap > (WORD_GAP if latin else WORD_GAP_WIDE) else ""
