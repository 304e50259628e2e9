"""The cells of a table's rows: printed lines that belong to one record, and the text of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tenmatsu.evidence.pdf.columns import CLOSE, Block, Line, cut, lines_in, size_of
from tenmatsu.evidence.pdf.lines import lines_of
from tenmatsu.evidence.pdf.page import Box, Char, wide
from tenmatsu.evidence.pdf.ruled import Frame, cells_of

FULL, HALF, JUMP = 0.6, 0.85, 1.5
"""Share of filled cells by which a line is the main line of a record; in sizes of type: how near further lines are to
it when cells are centred on it; how much further records are apart than their lines."""
_WORD = re.compile(r"[A-Za-z]{2,}$|[A-Za-z]{2,},$")

Cells = list[list[Char]]


@dataclass
class Grid:
    """Rows of cells, each the characters that stand in it."""

    rows: list[Cells]

    def texts(self) -> list[list[str]]:
        """The text of every cell; rows without any are left away."""
        found = [[cell_text(cell) for cell in row] for row in self.rows]
        return [row for row in found if any(row)]

    def held(self) -> set[int]:
        """The `id`s of the characters."""
        return {id(char) for row in self.rows for cell in row for char in cell}

    def box(self) -> Box:
        """What the characters cover."""
        cells = [char.cell for row in self.rows for cell in row for char in cell]
        if not cells:
            return (0.0, 0.0, 0.0, 0.0)
        return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)

    def cut_above(self, count: int) -> None:
        """Leave away the first rows that hold something: titles, which stay text."""
        filled = [at for at, row in enumerate(self.rows) if any(cell_text(cell) for cell in row)]
        if count:
            self.rows = self.rows[filled[count] :]

    def merged(self, seams: Sequence[int]) -> Grid:
        """The same with the columns at `seams` put to the one on their left."""
        if not seams:
            return self
        rows = []
        for row in self.rows:
            cells: Cells = []
            for at, cell in enumerate(row):
                if at in seams:
                    cells[-1] = [*cells[-1], *cell]
                else:
                    cells.append(cell)
            rows.append(cells)
        return Grid(rows)


def cell_text(chars: Sequence[Char]) -> str:
    """The lines of a cell put together: words that broke at its border, sentences and addresses are whole again."""
    return joined(line.replace("\t", " ").strip() for line in lines_of(chars))


def joined(lines: Iterable[str]) -> str:
    """Lines of one cell as one."""
    text = ""
    for line in lines:
        text += (" " if text and line and _parted(text, line) else "") + line
    return text.strip()


def _parted(before: str, after: str) -> bool:
    """Whether a blank stands between two lines of a cell: between Latin words, unless they are one address."""
    if wide(before[-1]) or wide(after[0]):
        return False
    last, first = before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]
    if "@" in last or "@" in first or "://" in last or last.endswith(("-", "/", "_")) or first[0] in "-./@_":
        return False
    return bool(_WORD.search(last)) or not (last[-1].isdigit() and first[0].isdigit())


def in_frame(frame: Frame, chars: Sequence[Char]) -> Grid:
    """The rows of a ruled table; a band between two rules that holds several records is taken apart."""
    held = cells_of(frame, chars)
    width = len(frame.columns) - 1
    rows: list[Cells] = []
    for at in range(len(frame.rows) - 1):
        cells = [held.get((at, column), []) for column in range(width)]
        if not any(cells):
            continue
        every = [char for cell in cells for char in cell]
        if frame.rows[at + 1] - frame.rows[at] > 60 and _several(cells):
            size = size_of(every)
            rows += in_columns(Block(lines_in(every, size), list(frame.columns[1:-1])), size).rows
        else:
            rows.append(cells)
    return Grid(rows)


def _several(cells: Cells) -> bool:
    """Whether cells hold several records: as many lines in most of them."""
    counts = [len(lines_of(cell)) for cell in cells if cell]
    return (
        len(counts) >= 2 and max(counts) >= 4 and sum(count >= 0.9 * max(counts) for count in counts) * 2 > len(counts)
    )


def in_columns(block: Block, size: float) -> Grid:
    """The records of lines in columns: each has one main line, with most of its cells, and may have further ones."""
    cells = [cut(line, block.borders) for line in block.lines]
    filled = [[any(not char.blank for char in cell) for cell in row] for row in cells]
    width = len(block.borders) + 1
    main = [sum(row) >= max(2, FULL * width) for row in filled]
    first = sum(row[0] for row, full in zip(filled, main, strict=True) if full) >= 0.9 * sum(main)
    own = [full or (first and row[0] and sum(row) > 1) for row, full in zip(filled, main, strict=True)]
    owner = _by_gaps(block.lines, filled, size) or _owners(block.lines, own, size)
    rows: dict[int, Cells] = {}
    for at, row in enumerate(cells):
        whole = rows.setdefault(owner[at], [[] for _ in range(width)])
        for column, cell in enumerate(row):
            whole[column] += cell
    return Grid([rows[at] for at in sorted(rows)])


def _by_gaps(lines: Sequence[Line], filled: Sequence[Sequence[bool]], size: float) -> list[int] | None:
    """The first line of each record, where records stand clearly further apart than the lines within them."""
    gaps = [b.middle - a.middle for a, b in pairwise(lines)]
    steps = sorted(gaps)
    jumps = [(b / max(a, 0.1), (a + b) / 2) for a, b in pairwise(steps) if 0.3 * size < a <= CLOSE * size]
    ratio, border = max(jumps, default=(0.0, 0.0))
    if ratio < JUMP:
        return None
    owner = [0]
    for at, gap in enumerate(gaps, 1):
        owner.append(at if gap > border else owner[-1])
    groups = [[row for row, whose in zip(filled, owner, strict=True) if whose == at] for at in sorted(set(owner))]
    width = len(filled[0])
    full = sum(sum(map(any, zip(*group, strict=True))) >= FULL * width for group in groups)
    once = max(sum(sum(row[column] for row in group) == 1 for group in groups) for column in range(width))
    return owner if len(groups) >= 3 and min(full, once) >= 0.85 * len(groups) else None


def _owners(lines: Sequence[Line], own: Sequence[bool], size: float) -> list[int]:
    """For each line its main line: itself, the one above, or, where cells are centred, the nearest."""
    mains = [at for at, one in enumerate(own) if one]
    near = [
        min(mains, key=lambda other: abs(lines[other].middle - line.middle), default=at)
        for at, line in enumerate(lines)
    ]
    apart = [abs(lines[near[at]].middle - lines[at].middle) / size for at in range(len(lines))]
    centred = any(0 < far < HALF for at, far in enumerate(apart) if not own[at])
    found: list[int] = []
    for at, line in enumerate(lines):
        if own[at]:
            found.append(at)
            continue
        before = found[-1] if found else at
        reached = max((other for other in range(at) if found[other] == before), default=at)
        if centred:
            found.append(near[at] if apart[at] <= CLOSE else at)
        else:
            close = at > 0 and line.middle - lines[reached].middle <= CLOSE * size
            found.append(before if close else at)
    return found
