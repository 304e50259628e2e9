"""Characters with their places → lines of text: a row of a table on one line, its cells parted by TAB."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from statistics import median

from tenmatsu.evidence.pdf.page import Box, Char, wide

CELL_GAP, WORD_GAP, WORD_GAP_WIDE = 0.9, 0.2, 0.45
"""In heights of the type: between cells; between words of Latin letters; of Japanese, which may be set wider."""
NARROW, SET_CLOSE = 0.14, 0.05
"""A gap between ideographs that is a blank where the line is set close otherwise: 山田 太郎 written without a blank."""

_WIDE_BLANK = re.compile(r"[ \u3000]{4,}")


def lines_of(chars: Iterable[Char]) -> list[str]:
    """The lines in reading order, whichever way most of the text runs: a page written downwards gives its columns
    from the right."""
    every = [char for char in chars if char.text]
    placed = [char for char in every if not slanted(char)]
    turn = _TURNS[direction_of(placed)]
    lines = _lined([(turn(char.cell), char.text) for char in placed])
    for angle in dict.fromkeys(_angle(char) for char in every if slanted(char)):
        lines += _lined([(_upright(char, angle), char.text) for char in every if _angle(char) == angle])
    return lines


def slanted(char: Char) -> bool:
    """Whether it stands askew on the page, as a watermark does: no character of the lines that it crosses."""
    return _angle(char) != 0


def _angle(char: Char) -> int:
    """Degrees, in steps of two."""
    return 2 * round(char.by.slant / 2) if char.by else 0


def _upright(char: Char, angle: int) -> Box:
    """The cell of a slanted character after the page has been turned until it stands upright. The box of a slanted
    square of side a is a(|sin| + |cos|) wide."""
    sine, cosine = math.sin(math.radians(-angle)), math.cos(math.radians(-angle))
    x, y = (char.cell[0] + char.cell[2]) / 2, (char.cell[1] + char.cell[3]) / 2
    across, down = x * cosine - y * sine, x * sine + y * cosine
    around, side = char.cell[2] - char.cell[0], abs(sine)
    tall = (char.cell[3] - char.cell[1] + around) / 2 / (side + cosine) * (1 if wide(char.text) else 4 / 3)
    half = tall / 2 if wide(char.text) else tall / 4
    return across - half, down - tall / 2, across + half, down + tall / 2


def _lined(placed: list[tuple[Box, str]]) -> list[str]:
    return [line for row in _rows(placed) if (line := _line(row).strip(" "))]


_TURNS: dict[str, Callable[[Box], Box]] = {
    "right": lambda box: box,
    "down": lambda box: (box[1], -box[2], box[3], -box[0]),
    "up": lambda box: (-box[3], box[0], -box[1], box[2]),
    "left": lambda box: (-box[2], -box[3], -box[0], -box[1]),
}
"""Boxes turned so that lines run to the right and follow one another downwards."""


def direction_of(chars: list[Char]) -> str:
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
    return [[placed[at] for at in row] for row in _clustered([box for box, _ in placed])]


def rows_of(chars: list[Char]) -> list[list[Char]]:
    """The characters of each printed line, from the top; text that runs to the right is meant."""
    return [[chars[at] for at in row] for row in _clustered([char.cell for char in chars])]


def _clustered(boxes: list[Box]) -> list[list[int]]:
    """The positions of the boxes of each line."""
    order = sorted(range(len(boxes)), key=lambda at: (boxes[at][1] + boxes[at][3], boxes[at][0]))
    rows: list[list[int]] = []
    middle = tall = 0.0
    for at in order:
        box = boxes[at]
        centre, height = (box[1] + box[3]) / 2, box[3] - box[1]
        if rows and centre - middle <= 0.45 * min(max(tall, 0.5), max(height, 0.5)):
            rows[-1].append(at)
            middle += (centre - middle) / len(rows[-1])
        else:
            rows.append([at])
            middle, tall = centre, height
    return rows


def _line(row: list[tuple[Box, str]]) -> str:
    row.sort(key=lambda one: one[0][0])
    size = max(median(box[3] - box[1] for box, _ in row), 0.5)
    gap_wide = _wide_gap(row, size)
    out: list[str] = []
    last: Box | None = None
    for box, text in row:
        if last is not None:
            if out[-1] == text and abs(box[0] - last[0]) < 0.15 * size:  # bold by printing twice
                continue
            out.append(_between(out[-1], text, (box[0] - last[2]) / size, gap_wide))
        out.append(text)
        last = box
    return _WIDE_BLANK.sub("\t", "".join(out))


def _wide_gap(row: list[tuple[Box, str]], size: float) -> float:
    """The gap from which ideographs of this line are parted: small where most of them touch."""
    gaps = sorted(abs(b[0] - a[2]) for (a, one), (b, other) in pairwise(row) if wide(one) and wide(other))
    return NARROW if len(gaps) > 1 and gaps[(len(gaps) - 1) // 2] < SET_CLOSE * size else WORD_GAP_WIDE


def _between(before: str, after: str, gap: float, gap_wide: float) -> str:
    if gap > CELL_GAP:
        return "\t"
    if not before.strip() or not after.strip():
        return ""
    close = before.isascii() and after.isascii()
    if not close and not (wide(before) and wide(after)):
        gap_wide = WORD_GAP_WIDE
    return " " if gap > (WORD_GAP if close else gap_wide) else ""
