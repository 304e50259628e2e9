"""Write-ahead logs of SQLite (`x.db-wal`): beside its database a log is read with it, alone it gives its rows."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

from tenmatsu.evidence.disks.sqlite_pages import Pages
from tenmatsu.evidence.disks.sqlite_wal import MAGICS, frames
from tenmatsu.evidence.reading import Child, Fault, Found, Head, Reader, Source

END = "-wal"
TOGETHER = "the log of the database beside it: what is committed in it was read with the database"
ALONE = "its database is not beside it: the rows of its pages are given, without the names of their tables"


def claims(head: Head) -> int:
    """By signature."""
    return 90 if head.start[:4] in MAGICS else 0


def read(source: Source) -> Iterator[Found]:
    """Rows that could be of persons, by the number of their columns; earlier states of a row are among them."""
    if source.path.endswith(END) and _is_base(Path(source.path.removesuffix(END))):
        yield Fault(TOGETHER)
        return
    yield Fault(ALONE)
    with source.open() as file:
        places = [one.place for one in frames(lambda at, count: os.pread(file.fileno(), count, at), source.size)]
        tables = Pages(places).tables(lambda at, count: os.pread(file.fileno(), count, at))
        for number, (labels, rows) in enumerate(tables, start=1):
            name = f"$carved/sqlite-{number:04d}.csv"
            if source.wants(name):
                distinct = dict.fromkeys(tuple(values) for _, values in rows)
                path, _ = source.spool(_line(cells) for cells in (labels, *distinct))
                yield Child(name, path, state="carved", notes=("recovered by sqlite-pages",))


def _is_base(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _line(cells: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "replace")


READER = Reader("sqlite_wal", "application/x-sqlite-wal", claims, read)
