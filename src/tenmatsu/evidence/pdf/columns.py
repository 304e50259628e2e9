"""Tables set without rules: columns are the corridors of white that run down between rows of several cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np

from tenmatsu.evidence.pdf.lines import rows_of
from tenmatsu.evidence.pdf.page import Char, wide

APART, CORRIDOR, CRACK, MANY = 0.8, 0.45, 0.15, 10
"""In sizes of type: a gap that parts cells of one row; the width of a corridor, and of one through `MANY` lines."""
BELOW = 3.2
"""In sizes of type: how far apart the rows of one table are at most, over the usual distance of its rows."""
CLOSE = 1.75
"""In sizes of type: how far the further lines of a cell are from one another."""
FINE = 4
"""Steps of a point."""


@dataclass(slots=True)
class Line:
    """One printed line: its characters, the middle of their height, and its pieces (left, right)."""

    chars: list[Char]
    middle: float
    pieces: list[tuple[float, float]]


@dataclass(slots=True)
class Block:
    """Lines that stand in columns; `borders` parts the columns (one less than there are); `narrow` are the columns
    (from 0) with a narrow corridor on their left."""

    lines: list[Line]
    borders: list[float]
    narrow: frozenset[int] = frozenset()


def size_of(chars: Sequence[Char]) -> float:
    """The size of the type: the width of full-width characters, else the height of the others."""
    full = [char.cell[2] - char.cell[0] for char in chars if wide(char.text)]
    if len(full) >= 10:
        return max(median(full), 2.0)
    return max(0.85 * median(char.cell[3] - char.cell[1] for char in chars), 2.0) if chars else 2.0


def lines_in(chars: Sequence[Char], size: float) -> list[Line]:
    """The printed lines from top to bottom."""
    found = []
    for row in rows_of(list(chars)):
        row.sort(key=lambda char: char.cell[0])
        pieces: list[tuple[float, float]] = []
        for char in row:
            if char.blank:
                continue
            if pieces and char.cell[0] - pieces[-1][1] <= APART * size:
                pieces[-1] = (pieces[-1][0], max(pieces[-1][1], char.cell[2]))
            else:
                pieces.append((char.cell[0], char.cell[2]))
        if pieces:
            found.append(Line(row, median(char.middle[1] for char in row if not char.blank), pieces))
    return found


def runs_of(lines: Sequence[Line], size: float) -> list[list[Line]]:
    """Runs of lines that stand close, those with a line of several cells."""
    runs: list[list[Line]] = [[]]
    steps = [b.middle - a.middle for a, b in pairwise(lines) if len(a.pieces) > 1 and len(b.pieces) > 1]
    usual = median(steps) if steps else 0.0
    for line in lines:
        if runs[-1] and line.middle - runs[-1][-1].middle > min(usual, 4 * size) + BELOW * size:
            runs.append([])
        runs[-1].append(line)
    return [run for run in runs if any(len(line.pieces) > 1 for line in run)]


def block_of(run: list[Line], size: float) -> Block | None:
    """The run with its corridors, without the lines at its ends that do not stand in them; None when it has none."""
    found = corridors(run, size) if len(run) >= 2 else []
    borders = [middle for middle, _ in found]
    kept = trimmed(run, borders, size)
    narrow = frozenset(at for at, (_, broad) in enumerate(found, 1) if broad < 1.2 * size)
    return Block(kept, borders, narrow) if found and len(kept) >= 2 else None


def trimmed(run: Sequence[Line], borders: Sequence[float], size: float) -> list[Line]:
    """The run without lines at its ends that cross a border or fill less than half of the columns."""
    least = (len(borders) + 1) / 2
    fits = [
        not crosses(line, borders, size) and sum(any(not c.blank for c in cell) for cell in cut(line, borders)) >= least
        for line in run
    ]
    if not any(fits):
        return []
    start, stop = fits.index(True), len(fits) - fits[::-1].index(True)
    while start and _near(run[start - 1], run[start], size) and not crosses(run[start - 1], borders, size):
        start -= 1
    while stop < len(run) and _hangs(run[stop], run[stop - 1], borders, size):
        stop += 1
    return list(run[start:stop])


def _hangs(line: Line, above: Line, borders: Sequence[float], size: float) -> bool:
    """Whether a line goes on with cells of the one above it: close, and with nothing in the first column."""
    if crosses(line, borders, size) or line.middle - above.middle > CLOSE * size:
        return False
    return line.middle - above.middle < 0.85 * size or line.pieces[0][0] > borders[0]


def _near(one: Line, other: Line, size: float) -> bool:
    return other.middle - one.middle < 0.85 * size


def corridors(lines: Sequence[Line], size: float) -> list[tuple[float, float]]:
    """Middle and width of the corridors that no line of several cells crosses (one of fifty may)."""
    counts = sorted(len(line.pieces) for line in lines if len(line.pieces) > 1)
    least = max(2.0, 0.6 * counts[len(counts) * 3 // 4]) if counts else 2.0
    main = [at for at, line in enumerate(lines) if len(line.pieces) >= least]
    if len(main) < 2:
        return []
    several = [lines[at] for at in main]
    left = min(line.pieces[0][0] for line in several)
    right = max(line.pieces[-1][1] for line in several)
    inked = _ink(several, left, right)
    narrow = (CRACK if len(several) >= MANY else CORRIDOR) * size * FINE
    clear, nearly = (_white(inked, may, narrow) for may in (0, len(several) // 50))
    found = nearly if len(nearly) > len(clear) else clear
    every = _ink(lines[main[0] : main[-1] + 1], left, right)  # further lines of cells are wider than main ones may be
    return [(left + (start + stop) / 2 / FINE, (stop - start) / FINE) for start, stop in _refined(found, every)]


def _ink(lines: Sequence[Line], left: float, right: float) -> Any:
    """How many lines ink each step from left to right."""
    inked = np.zeros(int((right - left) * FINE) + 2, np.int32)
    for line in lines:
        row = np.zeros(len(inked), np.bool_)
        for char in line.chars:
            if not char.blank:
                start, stop = round((char.cell[0] - left) * FINE), round((char.cell[2] - left) * FINE)
                row[max(0, start) : max(0, stop)] = True
        inked += row
    return inked


def _refined(found: Sequence[tuple[int, int]], inked: Any) -> list[tuple[int, int]]:
    """Each stretch narrowed to the widest part of it that the fewest lines ink."""
    out = []
    for start, stop in found:
        part = inked[start:stop]
        turns = np.flatnonzero(np.diff(np.concatenate(([0], (part == part.min()).astype(np.int8), [0])))).tolist()
        best = max(zip(turns[::2], turns[1::2], strict=True), key=lambda one: one[1] - one[0])
        out.append((start + best[0], start + best[1]))
    return out


def _white(inked: Any, may: int, least: float) -> list[tuple[int, int]]:
    """The stretches of at least `least` steps that no more than `may` lines ink, those at the sides left away."""
    turns = np.flatnonzero(np.diff(np.concatenate(([0], (inked <= may).astype(np.int8), [0])))).tolist()
    inner = len(inked) - 1
    return [
        (start, stop)
        for start, stop in zip(turns[::2], turns[1::2], strict=True)
        if stop - start >= least and start > 0 and stop < inner
    ]


def crosses(line: Line, borders: Sequence[float], size: float) -> bool:
    """Whether a character of the line stands on one of the borders."""
    return any(
        char.cell[0] + 0.1 * size < border < char.cell[2] - 0.1 * size
        for border in borders
        for char in line.chars
        if not char.blank
    )


def cut(line: Line, borders: Sequence[float]) -> list[list[Char]]:
    """The characters of each column."""
    cells: list[list[Char]] = [[] for _ in range(len(borders) + 1)]
    for char in line.chars:
        cells[sum(border < char.middle[0] for border in borders)].append(char)
    return cells
