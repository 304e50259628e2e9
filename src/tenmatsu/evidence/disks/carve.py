"""Rows of delimited text in room that belongs to no file, put together as tables of one shape.

    free room → runs of lines (text_rows) → a vote on each (row_shapes) → one item for each shape, rows by place

An item's extents are the rows themselves: each row has its place on the disk, and the content is read from there.
"""

from __future__ import annotations

import bisect
import csv
import itertools
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from tenmatsu.evidence.disks.disk_file import DiskFile, from_extents, from_file
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.row_shapes import Shape, fits, rows_fit, rows_in, shape_of
from tenmatsu.evidence.disks.sqlite_pages import Pages
from tenmatsu.evidence.disks.text_rows import SECTOR, Runs, runs_in
from tenmatsu.model import State, Unread

CARVED = "$carved"
PEEK = 3 << 10
GLANCE = 512
MOST_RUNS = 2_000_000
"""Runs kept in memory, some 200 bytes each; a disk with more is one of text all over."""
LONGEST_HALF = 4096
Read = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that stand together on the disk; `half`: the first part of a row whose rest is the next run."""

    start: int
    end: int
    rows: int
    delimiter: str
    count: int
    form: str
    half: bool = False

    @property
    def key(self) -> tuple[str, int, bool]:
        return self.delimiter, self.count, self.form == "narrow"


@dataclass(slots=True)
class Group:
    """Runs of one shape."""

    shape: Shape
    runs: list[Run] = field(default_factory=list)
    headed: set[Run] = field(default_factory=set)

    @property
    def rows(self) -> int:
        return sum(run.rows for run in self.runs)


def carve_rows(read: Read, regions: Iterable[tuple[int, int]], into: Path | None = None) -> Iterator[DiskFile | Unread]:
    """One item for each shape of table among the rows in `regions` (start, end in bytes of the volume).

    Rows of SQLite pages are written as CSV into the folder `into`, each with its place on the volume.
    """
    pages, regions = Pages(), list(regions)
    found = (each for start, end in regions for each in runs_in(read, start, end, pages.watch))
    runs = list(itertools.islice((run for each in found for run in _each(each)), MOST_RUNS))
    if len(runs) == MOST_RUNS:
        yield Unread("", f"more than {MOST_RUNS} runs of lines in free room: what stands behind them was not looked at")
    yield from _tables(read, _touching(runs), regions)
    if into:
        yield from _databases(read, pages, into)


def _tables(read: Read, runs: list[Run], regions: list[tuple[int, int]]) -> Iterator[DiskFile]:
    groups: defaultdict[tuple[str, int, bool], list[Group]] = defaultdict(list)
    left = []
    for whole in runs:
        run = whole
        if run.rows > 2 and run.key in groups and _known(read, groups[run.key], run):
            continue
        shape, run = _shaped(read, run) if run.rows > 1 else (None, run)
        if shape is None:
            left.append(run)
            continue
        _grouped(groups[run.key], shape, run)
    for run in left:
        if run.key in groups:
            _single(read, groups[run.key], run)
    every = [group for same in groups.values() for group in _merged(same)]
    _rejoin(read, every, regions)
    for number, group in enumerate(sorted(every, key=lambda group: group.runs[0].start), start=1):
        yield _item(read, group, number)


def _each(found: Runs) -> Iterator[Run]:
    marks = found.delimiter.tobytes().decode("ascii")
    columns = zip(
        found.start.tolist(), found.end.tolist(), found.rows.tolist(), marks, found.count.tolist(), strict=True
    )
    return (Run(*one, found.form) for one in columns)


def _touching(runs: Iterable[Run]) -> list[Run]:
    """The runs in order of place, those that touch and are alike made one."""
    out: list[Run] = []
    for run in sorted(runs, key=lambda run: run.start):
        last = out[-1] if out else None
        if last and last.end == run.start and last.key == run.key and last.form == run.form:
            out[-1] = Run(last.start, run.end, last.rows + run.rows, last.delimiter, last.count, last.form)
        else:
            out.append(run)
    return out


def _sample(read: Read, run: Run) -> bytes:
    """The first rows, and some from the middle of a long run; whole lines."""
    size = run.end - run.start
    if size <= 2 * PEEK:
        return read(run.start, size)
    newline = {"utf-16-le": b"\n\0", "utf-16-be": b"\0\n"}.get(run.form, b"\n")
    head, middle = read(run.start, PEEK), read(run.start + size // 4 * 2, PEEK)
    if run.form == "narrow":
        middle = middle[middle.find(newline) + 1 :]
    return head[: head.rfind(newline) + len(newline)] + middle[: middle.rfind(newline) + len(newline)]


def _shaped(read: Read, run: Run) -> tuple[Shape | None, Run]:
    """The shape of a run. Its first line may begin with the end of another file: then it begins at the next sector."""
    shape = shape_of(_sample(read, run), run.delimiter, run.count, run.form)
    if shape is not None or run.rows < 3:
        return shape, run
    border, behind = (run.start // SECTOR + 1) * SECTOR, _line_end(read, run)
    later = replace(run, start=border) if border < behind else replace(run, start=behind, rows=run.rows - 1)
    shape = shape_of(_sample(read, later), run.delimiter, run.count, run.form) if later.start < run.end else None
    return shape, (later if shape else run)


def _known(read: Read, same: list[Group], run: Run) -> bool:
    """Whether the first rows of a run are those of a shape that is proven; a quick way past the vote."""
    raw = read(run.start, min(GLANCE, run.end - run.start))
    newline = "\n".encode(run.form if run.form != "narrow" else "ascii")
    raw = raw[: raw.rfind(newline) + len(newline)]
    group = next((one for one in same if fits(raw, run.count, one.shape, 3)), None)
    if group is None or (group.shape.encoding == "ascii" and not raw.isascii()):
        return False
    group.runs.append(run)
    return True


def _grouped(same: list[Group], shape: Shape, run: Run) -> None:
    group = next((one for one in same if one.shape.like(shape)), None)
    if group is None:
        group = Group(shape)
        same.append(group)
    if group.shape.encoding == "ascii" and shape.encoding != "ascii":
        group.shape = shape
    group.runs.append(run)
    if shape.header:
        group.headed.add(run)


def _single(read: Read, same: list[Group], run: Run) -> None:
    """One row or two alone: taken when they fit a shape that others have proven."""
    raw = _sample(read, run)
    rows: dict[str, list[list[str]]] = {}
    for group in same:
        encoding = group.shape.encoding
        if encoding not in rows:
            rows[encoding] = rows_in(raw, run.count, group.shape)
        if rows_fit(rows[encoding], group.shape):
            group.runs.append(run)
            return


def _rejoin(read: Read, groups: list[Group], regions: list[tuple[int, int]]) -> None:
    """Add the rows that were cut where one free region ends, when their rest begins the next one.

    Files that were written in turns alternate on the disk: what lies between belongs to another file.
    """
    placed = sorted(((run, group) for group in groups for run in group.runs), key=lambda one: one[0].start)
    starts = [run.start for run, _ in placed]
    shortened: dict[Run, Run] = {}
    for (start, end), (next_start, next_end) in itertools.pairwise(regions):
        before, after = bisect.bisect_left(starts, end) - 1, bisect.bisect_left(starts, next_start)
        if before < 0 or after >= len(placed):
            continue
        (last, group), (first, other) = placed[before], placed[after]
        if group is other and start <= last.start and last.end < end and next_start <= first.start < next_end:
            head = replace(last, start=last.end, end=end, rows=1, half=True)
            tail = replace(first, start=next_start, end=first.start, rows=0)
            if first.start == next_start:  # cut inside the first cell: the rest looks like a whole row
                tail = replace(tail, end=_line_end(read, first))
            if _is_row(read, group, head, tail):
                group.runs += (head, tail)
                if first.start < tail.end:
                    shortened[first] = replace(first, start=tail.end, rows=first.rows - 1)
    for group in groups if shortened else ():
        group.runs = [run for one in group.runs if (run := shortened.get(one, one)).start < run.end]


def _line_end(read: Read, run: Run) -> int:
    """Behind the first line of a run."""
    newline = "\n".encode(run.form if run.form != "narrow" else "ascii")
    at = read(run.start, min(LONGEST_HALF, run.end - run.start)).find(newline)
    return run.start + at + len(newline) if at >= 0 else run.end


def _is_row(read: Read, group: Group, head: Run, tail: Run) -> bool:
    """Whether two halves make one row of the group's shape."""
    if max(head.end - head.start, tail.end - tail.start) > LONGEST_HALF:
        return False
    raw = read(head.start, head.end - head.start) + read(tail.start, tail.end - tail.start)
    newline = "\n".encode(head.form if head.form != "narrow" else "ascii")
    return raw.count(newline) == 1 and raw.endswith(newline) and fits(raw, head.count, group.shape)


def _merged(same: list[Group]) -> list[Group]:
    """Groups that turned out to be alike, once their encodings were known."""
    out: list[Group] = []
    for group in sorted(same, key=lambda one: -one.rows):
        home = next((one for one in out if one.shape.like(group.shape)), None)
        if home is None:
            out.append(group)
        else:
            home.runs += group.runs
            home.headed |= group.headed
    return out


def _item(read: Read, group: Group, number: int) -> DiskFile:
    """The rows as a file: runs with a header first, then by place; a line end where a run has none of its own."""
    runs = sorted(group.runs, key=lambda run: (run not in group.headed, run.start))
    encoding = "utf-8" if group.shape.encoding == "ascii" else group.shape.encoding
    newline = "\n".encode(encoding)
    extents, at = [], 0
    for run in runs:
        extents.append(Extent(at, run.start, run.end - run.start))
        at += run.end - run.start
        if not run.half and not read(run.end - len(newline), len(newline)).endswith((newline, "\r".encode(encoding))):
            at += len(newline)
    kind = "tsv" if group.shape.delimiter == "\t" else "csv"
    return DiskFile(
        path=f"{CARVED}/rows-{number:04d}.{kind}",
        size=at,
        state=State.CARVED,
        method="rows",
        source=from_extents(read, tuple(extents), newline),
        extents=tuple(extents),
        blocks=len(np.unique([one.start // 512 for one in extents])),
        media_type="text/tab-separated-values" if kind == "tsv" else "text/csv",
        encoding=encoding,
        notes=(_told(group, len(runs)),),
    )


def _databases(read: Read, pages: Pages, into: Path) -> Iterator[DiskFile]:
    for number, (labels, rows) in enumerate(pages.tables(read), start=1):
        path = into / f"pages-{os.urandom(8).hex()}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(("disk_offset", *labels))
            out.writerows((str(offset), *values) for offset, values in rows)
        yield DiskFile(
            path=f"{CARVED}/sqlite-{number:04d}.csv",
            size=path.stat().st_size,
            state=State.CARVED,
            method="sqlite-pages",
            source=from_file(path),
            media_type="text/csv",
            encoding="utf-8",
            notes=(f"{len(rows)} rows out of SQLite pages in free room; disk_offset is the byte of the volume",),
        )


def _told(group: Group, places: int) -> str:
    return (
        f"{group.rows} rows in {places} places of free room, {len(group.shape.columns)} columns; "
        "name, times and owner are lost, and other rows of the same file may be gone"
    )
