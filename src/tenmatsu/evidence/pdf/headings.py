"""The headings above blackened columns of a table: without them a hidden number says nothing of what it is.

The row of labels is what stands openly above the first hidden row and over its columns. A label is no personal data;
it goes before the hidden rows so that they can be read as the table that they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tenmatsu.evidence.labels import is_word
from tenmatsu.evidence.pdf.lines import CELL_GAP, slanted
from tenmatsu.evidence.pdf.page import Char, PageView

LEAST_ROWS = 2
LONGEST = 14
"""Characters of a label at most."""

Cell = tuple[float, float, str]
"""Left, right and text of a cell."""


def heading(view: PageView, way: str, words: frozenset[str]) -> str | None:
    """The labels over the columns of the text hidden in this way, parted by TAB; None where there are none. One of
    them at least is a known label (of `words`): the short line above two blackened ones may be a name."""
    rows = _rows(char for char in view.chars if char.hidden == way and not slanted(char))
    several = [cells for _, cells in rows if len(cells) > 1] or [cells for _, cells in rows]
    columns = _columns(several)
    if len(rows) < LEAST_ROWS or not columns:
        return None
    top = rows[0][0]
    above = [cells for at, cells in _rows(char for char in view.chars if not char.hidden) if at < top - 2]
    for cells in reversed(above[-6:]):
        labels = [_over(column, cells) for column in columns]
        if sum(map(bool, labels)) * 2 > len(columns) and any(is_word(label, words) for label in labels if label):
            return "\t".join(labels)
    return None


def _over(column: tuple[float, float], cells: Sequence[Cell]) -> str:
    """The label that stands over a column: short, and not a number."""
    found = [text for left, right, text in cells if left < column[1] and right > column[0]]
    label = found[0] if len(found) == 1 else ""
    return label if len(label) <= LONGEST and not any(sign.isdigit() for sign in label) else ""


def _columns(rows: Sequence[Sequence[Cell]]) -> list[tuple[float, float]]:
    """Where the cells stand over one another: spans that overlap are one column."""
    found: list[tuple[float, float]] = []
    for left, right, _ in sorted(cell for cells in rows for cell in cells):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _rows(chars: Iterable[Char]) -> list[tuple[float, list[Cell]]]:
    """(middle from the top, cells) of each row."""
    rows: list[list[Char]] = []
    for char in sorted((one for one in chars if not one.blank), key=lambda one: one.middle[1]):
        height = max(char.cell[3] - char.cell[1], 1.0)
        if rows and abs(char.middle[1] - rows[-1][0].middle[1]) < 0.5 * height:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [(row[0].middle[1], _cells(row)) for row in rows]


def _cells(row: list[Char]) -> list[Cell]:
    cells: list[Cell] = []
    for char in sorted(row, key=lambda one: one.cell[0]):
        height = max(char.cell[3] - char.cell[1], 1.0)
        if cells and char.cell[0] - cells[-1][1] <= CELL_GAP * height:
            left, right, text = cells[-1]
            cells[-1] = (left, max(right, char.cell[2]), text + char.text)
        else:
            cells.append((char.cell[0], char.cell[2], char.text))
    return cells
