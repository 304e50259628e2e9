"""The rows that were deleted from an SQLite database, as members `$carved/customers.csv`, without those that live."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tenmatsu.evidence.disks.sqlite_forms import dropped_forms, forms_of
from tenmatsu.evidence.disks.sqlite_free import Base, Form, Lost, Read, deleted_rows, page_rows_of
from tenmatsu.evidence.disks.sqlite_wal import frames
from tenmatsu.evidence.reading import Child, Fault, Source

CARVED = "$carved"
MOST_ROWS = 500_000
NOTE = "recovered by sqlite-free: deleted rows, or earlier states of rows; others may be overwritten"
Known = dict[Form, dict[tuple[str, ...], Lost]]


def carved_rows(source: Source, base: sqlite3.Connection, path: str) -> Iterator[Child | Fault]:
    """A member for each table of which deleted rows were found. `path` is the database as it was opened.

    Where a log was brought into a copy of it (`path` is not the item's), older states of the pages are searched too: in
    the item and in the frames of the log.
    """
    if base.execute("pragma encoding").fetchone()[0] not in (b"UTF-8", "UTF-8"):
        yield Fault("deleted rows were not looked for: the database keeps its text in UTF-16", CARVED)
        return
    try:
        found, whole = _found(source, base, path)
        _without_live(base, found)
    except (sqlite3.Error, ValueError, IndexError, OSError) as error:
        yield Fault(f"deleted rows were not looked for: the pages are damaged ({type(error).__name__})", CARVED)
        return
    for form, rows in found.items():
        name = f"{CARVED}/{form.name.replace('/', '_')}.csv"
        if rows and source.wants(name):
            member, fault = source.spool(_csv(form, rows))
            yield Child(name, member, state="carved", notes=(NOTE,))
            if fault:
                yield Fault(f"read in part only: {fault}", name)
    if not whole:
        yield Fault("deleted rows were looked for in a part of the unused room only: there is too much of it", CARVED)


def _found(source: Source, base: sqlite3.Connection, path: str) -> tuple[Known, bool]:
    """Rows by table, each set of values once; whether all room was searched."""
    with _Reader(path) as read_now:
        now = Base(read_now.read, Path(path).stat().st_size)
        live = forms_of(base)
        forms = live + [one for one in dropped_forms(now) if one.name not in {form.name for form in live}]
        found: Known = {form: {} for form in forms}
        rows = [deleted_rows(now, forms)]
        if path != source.path:
            rows.append(_older(source.path, now, forms))
        total = 0
        for several in rows:
            for row in several:
                total += row.key not in found[row.form]
                if total > MOST_ROWS:
                    return found, False
                found[row.form].setdefault(row.key, row)
        return found, now.left >= 0


def _older(path: str, now: Base, forms: list[Form]) -> Iterator[Lost]:
    """Rows in earlier states of the pages that a log has written: in the database itself and in the log's frames."""
    log = f"{path}-wal"
    if not Path(log).exists():
        return
    changed = set()
    with _Reader(log) as read_log:
        for frame in frames(read_log.read, Path(log).stat().st_size):
            changed.add(frame.page)
            page = read_log.read(frame.place, now.page_size)
            if page != now.page(frame.page) and len(page) == now.page_size:
                yield from page_rows_of(page, now, frame.page, forms)
    with _Reader(path) as read_old:
        for number in sorted(changed):
            page = read_old.read((number - 1) * now.page_size, now.page_size)
            if len(page) == now.page_size and page != now.page(number):
                yield from page_rows_of(page, now, number, forms)


class _Reader:
    """`read(offset, n)` over a file, closed at the end."""

    def __init__(self, path: str) -> None:
        self.handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        self.read: Read = lambda offset, count: os.pread(self.handle, count, offset)

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)


def _without_live(base: sqlite3.Connection, found: Known) -> None:
    """Take out the rows whose values are in the table today."""
    base.text_factory = lambda raw: raw.decode("utf-8", "replace")
    for form, rows in found.items():
        if not rows or not form.root:
            continue
        quoted = '"' + form.name.replace('"', '""') + '"'
        columns = ",".join('"' + one.replace('"', '""') + '"' for one in form.columns)
        for values in base.execute(f"select {columns} from {quoted}"):  # noqa: S608  names of the file itself, quoted
            rows.pop(tuple(_plain(value) for k, value in enumerate(values) if k != form.alias), None)
    base.text_factory = bytes


def _plain(value: object) -> str:
    """A value as the search for deleted rows writes it: nothing for NULL and for blobs."""
    if value is None or isinstance(value, bytes):
        return ""
    return repr(value) if isinstance(value, float) else str(value)


def _csv(form: Form, rows: dict[tuple[str, ...], Lost]) -> Iterator[bytes]:
    """A table of delimited text; `database_page` is where a row was found."""
    yield _line(("database_page", *form.columns))
    for row in rows.values():
        yield _line((str(row.page), *row.values))


def _line(cells: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "replace")
