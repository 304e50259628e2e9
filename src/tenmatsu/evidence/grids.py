"""Tables inside documents: lists of records become tables, forms become lines of running text. Never both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tenmatsu.evidence.forms import Grid, filled, is_form, labelled_pairs
from tenmatsu.evidence.layout import SAMPLE, Kind, Layout, layout_of, trimmed
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Sheet, Source
from tenmatsu.evidence.sink import Rows


def tabular(
    source: Source,
    rows: Iterator[tuple[int, list[str]]],
    name: str,
    hidden: bool,
    hidden_columns: tuple[int, ...] = (),
    layout: Layout | None = None,
) -> Iterator[Found]:
    """A grid of cells as a table: the layout from the first rows unless it is given, the rest streamed."""
    first: list[tuple[int, list[str]]] = []
    for row in rows:
        first.append(row)
        if len(first) >= SAMPLE:
            break
    layout = layout or layout_from(first, source.words)
    if layout is None:
        yield Fault("the sheet is empty", name, 0)
        return
    if source.window is None and not name.endswith("~hidden"):
        yield from _titles(first, layout, name, hidden)
    sink = source.table(name, layout.width, layout.header)
    out, counted = Rows(sink, layout.width), dict(layout.notes)
    for at, (line, cells) in enumerate(_chain(first, rows)):
        if at < layout.before_data:
            continue
        kind = layout.judge(cells)
        if kind is Kind.DATA:
            beyond = len(trimmed(cells)) > layout.width
            out.add(line, cells if beyond else cells[: layout.width], whole=True)
            counted["ragged_rows"] = counted.get("ragged_rows", 0) + beyond
        else:
            counted[kind.value] = counted.get(kind.value, 0) + 1
    path = out.close()
    kept = {key: number for key, number in counted.items() if number}
    unseen = tuple(at for at in hidden_columns if at <= layout.width)
    yield Sheet(path, sink.rows, layout.width, layout.header, name, None, kept, hidden, unseen)


def _titles(first: list[tuple[int, list[str]]], layout: Layout, name: str, hidden: bool) -> Iterator[Found]:
    """The lines above a header, which are no records: who made the list, whom it is for, what it holds."""
    above = [labelled_pairs([cell for cell in trimmed(cells) if cell]) for _, cells in first[: layout.skip]]
    text = "\n".join("\t".join(cells) for cells in above if cells)
    yield from passages(text, (("table", name), ("note", "titles")), None, hidden)


def layout_from(first: list[tuple[int, list[str]]], words: frozenset[str]) -> Layout | None:
    """The layout that the first rows show; None when they are all empty."""
    width = max((len(trimmed(cells)) for _, cells in first), default=0)
    return layout_of([cells[:width] for _, cells in first], words, width) if width else None


def _chain(
    first: list[tuple[int, list[str]]], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield from first
    yield from rows


def is_list(rows: Grid, words: frozenset[str]) -> bool:
    """Whether the rows are records, two at least: under a header, or of one width and short cells without one."""
    body = filled(rows)
    width = max(map(len, body), default=0)
    if len(body) < 3 or width < 2 or is_form(body, words):
        return False
    cells = [cell for row in body for cell in row if cell]
    if sum(len(cell) > 80 for cell in cells) > 0.3 * len(cells):
        return False
    layout = layout_of([row + [""] * (width - len(row)) for row in body], words, width)
    full = sum(sum(map(bool, row)) > 0.5 * width for row in body)
    if layout.header is not None:
        return len(body) - layout.before_data >= 2
    return width >= 3 and len(body) >= 5 and full >= 0.8 * len(body)


def parted(
    source: Source,
    rows: Grid,
    part: str,
    hidden_rows: frozenset[int] = frozenset(),
    hidden_columns: tuple[int, ...] = (),
) -> Iterator[Found]:
    """A list as a table; its hidden rows as a second one, `part~hidden`, under the same header: no row is in both."""
    numbered = [(at, list(row)) for at, row in enumerate(rows, 1)]
    if not hidden_rows or len(hidden_rows) >= len(numbered):
        if source.wants(part):
            yield from tabular(source, iter(numbered), part, bool(hidden_rows), hidden_columns)
        return
    layout = layout_from(numbered[:SAMPLE], source.words)
    for name, hidden in ((part, False), (f"{part}~hidden", True)):
        kept = list(of_kind(iter(numbered), layout, frozenset(at + 1 for at in hidden_rows), hidden))
        if layout and source.wants(name) and len(kept) > layout.before_data:
            yield from tabular(source, iter(kept), name, hidden, hidden_columns, layout)


def of_kind(
    rows: Iterator[tuple[int, list[str]]], layout: Layout | None, hidden_rows: frozenset[int], hidden: bool
) -> Iterator[tuple[int, list[str]]]:
    """The rows above the data, and of the others those that are hidden, or those that are not."""
    for at, (line, cells) in enumerate(rows):
        if (layout and at < layout.before_data) or (line in hidden_rows) is hidden:
            yield line, cells


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A list with what its cells hide put back where a whole row or column hides it; `left` what is hidden besides."""

    rows: list[list[str]]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[int, ...]
    left: list[str]


def uncovered(shown: Grid, behind: Grid, words: frozenset[str]) -> Uncovered | None:
    """The list behind what is seen of it; None when it is no list even then. `behind`: what each cell hides."""
    whole = [[a or b for a, b in zip(row, under, strict=True)] for row, under in zip(shown, behind, strict=True)]
    if not is_list(whole, words):
        return None
    gone = [
        [not a and bool(b) for a, b in zip(row, under, strict=True)] for row, under in zip(shown, behind, strict=True)
    ]
    rows = {at for at, row in enumerate(whole) if any(gone[at]) and not any(shown[at])}
    columns = _columns(whole, gone, rows)
    grid, left = [], []
    for at, row in enumerate(whole):
        here = at in rows
        grid.append([cell if here or not gone[at][c] or c + 1 in columns else "" for c, cell in enumerate(row)])
        kept = (c for c, text in enumerate(behind[at]) if text and not (gone[at][c] and (here or c + 1 in columns)))
        left += [behind[at][c] for c in kept]
    return Uncovered(grid, frozenset(rows), columns, left)


def _columns(whole: Grid, gone: list[list[bool]], rows: set[int]) -> tuple[int, ...]:
    """The columns (from 1) of which, below the first row, nearly every filled cell is hidden in rows that are seen."""
    seen = [at for at in range(1, len(whole)) if at not in rows]
    found = []
    for column in range(max(map(len, whole), default=0)):
        states = [gone[at][column] for at in seen if column < len(whole[at]) and whole[at][column]]
        if len(states) >= 1 and sum(states) >= 0.8 * len(states):
            found.append(column + 1)
    return tuple(found)
