"""Lists in a PDF as tables: found page by page, with rules or without, and joined over the pages that they run through.

What becomes a table is left away from the text of its page: nothing is told twice. What is no list (a form, a layout in
columns) and what holds hidden text stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tenmatsu.evidence.dialect import sentences
from tenmatsu.evidence.forms import is_form
from tenmatsu.evidence.grids import is_list, layout_from, tabular
from tenmatsu.evidence.header import shape_of
from tenmatsu.evidence.labels import is_word
from tenmatsu.evidence.layout import SAMPLE
from tenmatsu.evidence.pdf.columns import Block, Line, block_of, crosses, lines_in, runs_of, size_of, trimmed
from tenmatsu.evidence.pdf.lines import direction_of, slanted
from tenmatsu.evidence.pdf.page import Box, PageView
from tenmatsu.evidence.pdf.rows import Grid, in_columns, in_frame, joined
from tenmatsu.evidence.pdf.ruled import Frame, frames
from tenmatsu.evidence.pdf.rules import rules_of
from tenmatsu.evidence.reading import Found, Source

SAME, FEWEST, TYPED = 5.0, 12, 0.6
"""Points by which the columns of one table differ from page to page; characters of a page that may hold a table;
share of a column's cells that have one shape."""
_PLAIN = frozenset({"kanji", "kana", "hira", "latin", "empty"})


@dataclass
class Listed:
    """One table so far: `rows` as (page, cells); its columns' borders, and whether they are ruled."""

    borders: tuple[float, ...]
    ruled: bool
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    seams: tuple[int, ...] = ()

    def goes_on(self, page: int, rows: list[list[str]]) -> None:
        """The rows of its next page. A row that the page's end cut in two has no first cell there."""
        again = int(bool(rows) and rows[0] == self.rows[0][1])
        if len(rows) > again and not rows[again][0] and self.rows[-1][1][0] and len(rows[again]) > 1:
            cells = self.rows[-1][1]
            cells[:] = [joined([one, other]) for one, other in zip(cells, rows[again], strict=True)]
            del rows[again]
        self.rows += [(page, cells) for cells in rows]


class Tables:
    """The lists of one document. `words`: labels of headers that are known."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self.found: list[Listed] = []
        self._open: Listed | None = None

    def take(self, view: PageView, page: int) -> set[int]:
        """Find the lists of a page; the `id`s of the characters that stand in them."""
        seen = [char for char in view.chars if not char.hidden and not slanted(char)]
        unseen = [char.middle for char in view.chars if char.hidden and not char.blank]
        last, self._open = self._open, None
        if sum(not char.blank for char in seen) < FEWEST or direction_of(seen) != "right":
            return set()
        rules = rules_of(view)
        taken: set[int] = set()
        for frame in frames(rules):
            grid = in_frame(frame, seen)
            if not _holds(frame.box, unseen) and self._ruled(frame, grid, page, last):
                taken |= grid.held()
                last = None
        rest = [char for char in seen if id(char) not in taken]
        if not rest or all(char.blank for char in rest):
            return taken
        size = size_of(rest)
        for run in runs_of(lines_in(rest, size), size):
            grown = self._further(run, size, page, last, unseen)
            taken |= grown or self._unruled(run, size, page, unseen)
            last = None if grown else last
        return taken

    def tables(self, source: Source) -> Iterator[Found]:
        """What was found, as `table1`, `table2` …; the `line` of a row is its page."""
        for number, one in enumerate(self.found, 1):
            if source.wants(name := f"table{number}"):
                yield from tabular(source, iter(one.rows), name, False)

    def _ruled(self, frame: Frame, grid: Grid, page: int, last: Listed | None) -> bool:
        if last and last.ruled and _alike(last.borders, frame.columns):
            self._open = last
            last.goes_on(page, grid.texts())
            return True
        rows = grid.texts()
        if len(rows) < 2 or not (is_list(rows, self.words) or self._begins(rows)):
            return False
        grid.cut_above(self._titles(rows))
        self._add(Listed(frame.columns, True), grid, page)
        return True

    def _further(
        self, run: list[Line], size: float, page: int, last: Listed | None, unseen: Sequence[tuple[float, float]]
    ) -> set[int]:
        """The run as the continuation of the last page's table."""
        if last is None or last.ruled:
            return set()
        run = trimmed(run, last.borders, size)
        if sum(crosses(line, last.borders, size) for line in run) > len(run) // 20:
            return set()
        grid = in_columns(Block(run, list(last.borders)), size).merged(last.seams)
        rows = grid.texts()
        if _holds(grid.box(), unseen) or 2 * sum(map(_half_full, rows)) < len(rows) or is_form(rows, self.words):
            return set()
        self._open = last
        last.goes_on(page, rows)
        return grid.held()

    def _unruled(self, run: list[Line], size: float, page: int, unseen: Sequence[tuple[float, float]]) -> set[int]:
        block = block_of(run, size)
        if block is None:
            return set()
        grid = in_columns(block, size)
        rows = grid.texts()
        if _holds(grid.box(), unseen) or sentences(rows) or not is_list(rows, self.words):
            return set()
        layout = layout_from([(page, cells) for cells in rows[:SAMPLE]], self.words)
        if layout is None or not (layout.header or _typed(rows)):
            return set()
        if layout.width == 2 and not all(is_word(label, self.words) for label in layout.header or ("",)):
            return set()
        seams = tuple(at for at, label in enumerate(layout.header or ()) if at and not label and at in block.narrow)
        grid.cut_above(layout.skip)
        self._add(Listed(tuple(block.borders), False, seams=seams), grid.merged(seams), page)
        return grid.held()

    def _add(self, listed: Listed, grid: Grid, page: int) -> None:
        listed.rows = [(page, cells) for cells in grid.texts()]
        self.found.append(listed)
        self._open = listed

    def _titles(self, rows: list[list[str]]) -> int:
        layout = layout_from([(0, cells) for cells in rows[:SAMPLE]], self.words)
        return layout.skip if layout else 0

    def _begins(self, rows: list[list[str]]) -> bool:
        """A ruled table of which this page shows the header and one record only."""
        layout = layout_from([(0, cells) for cells in rows], self.words)
        return bool(layout and layout.header and layout.width >= 3 and len(rows) == layout.before_data + 1)


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= SAME for a, b in zip(one, other, strict=True))


def _holds(box: Box, points: Sequence[tuple[float, float]]) -> bool:
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points)


def _half_full(cells: Sequence[str]) -> bool:
    return 2 * sum(map(bool, cells)) >= len(cells)


def _typed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column is full of numbers, dates or addresses of one shape: columns of prose have none."""
    for column in zip(*rows, strict=True):
        shapes = [shape_of(cell) for cell in column if cell]
        if any(shapes.count(kind) >= max(3, TYPED * len(rows)) for kind in set(shapes) - _PLAIN):
            return True
    return False
