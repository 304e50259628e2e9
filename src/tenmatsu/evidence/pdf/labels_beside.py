"""The labels left in view beside blackened values of a form: `氏名: ████`.

Without its label a hidden day is no birth and a hidden number no customer's. A label is no personal data; it goes
before the value behind it, so that the hidden line can be read as the form that it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tenmatsu.evidence.labels import is_word
from tenmatsu.evidence.pdf.headings import LONGEST
from tenmatsu.evidence.pdf.lines import CELL_GAP, slanted
from tenmatsu.evidence.pdf.page import Char, PageView

FAR = 12.0
"""Between a label and its value, in heights of the type."""
_PARTICLES = "はがもをの:：()（）「『 　"


def labels_beside(view: PageView, way: str, words: frozenset[str]) -> list[Char]:
    """The characters in view that label what is hidden in this way right behind them on their line."""
    placed = [char for char in view.chars if char.text and not slanted(char) and char.hidden in ("", way)]
    found: list[Char] = []
    for row in _rows(placed):
        if any(char.hidden for char in row) and not all(char.hidden for char in row):
            found += _labels(row, words)
    return found


def _labels(row: list[Char], words: frozenset[str]) -> Iterator[Char]:
    pieces = list(_pieces(row))
    for one, behind in pairwise(pieces):
        height = max(one[-1].cell[3] - one[-1].cell[1], 1.0)
        near = behind[0].cell[0] - one[-1].cell[2] <= FAR * height
        if not one[0].hidden and behind[0].hidden and near:
            yield from _label(one, words)


def _label(piece: list[Char], words: frozenset[str]) -> list[Char]:
    """The end of the piece that is a known label, with the particle or colon behind it."""
    text = "".join(char.text for char in piece)
    stem = text.rstrip(_PARTICLES)
    for begin in range(max(0, len(stem) - LONGEST), len(stem) - 1):
        if len(text) == len(piece) and is_word(stem[begin:], words) and not any(map(str.isdigit, stem[begin:])):
            return piece[begin:]
    return []


def _rows(chars: list[Char]) -> Iterator[list[Char]]:
    """The characters of each line from the left."""
    row: list[Char] = []
    for char in sorted(chars, key=lambda one: one.heart[1]):
        height = max(char.cell[3] - char.cell[1], 1.0)
        if row and abs(char.heart[1] - row[0].heart[1]) >= 0.5 * height:
            yield sorted(row, key=lambda one: one.cell[0])
            row = []
        row.append(char)
    yield sorted(row, key=lambda one: one.cell[0])


def _pieces(row: list[Char]) -> Iterator[list[Char]]:
    """Runs in view and hidden, parted also where cells are."""
    piece: list[Char] = []
    for char in row:
        height = max(char.cell[3] - char.cell[1], 1.0)
        apart = piece and char.cell[0] - piece[-1].cell[2] > CELL_GAP * height
        if piece and (apart or bool(char.hidden) != bool(piece[-1].hidden)):
            yield piece
            piece = []
        piece.append(char)
    if piece:
        yield piece
