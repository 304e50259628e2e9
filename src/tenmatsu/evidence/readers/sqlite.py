"""SQLite databases, never written to: every table, `x.db!customers`, then the rows that were deleted from it.

A write-ahead log or a rollback journal beside the file belongs to it: the two are copied and brought together there, so
that what was committed is read. Deleted rows become members, `x.db!$carved/customers.csv`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tenmatsu.evidence.astext import text_of
from tenmatsu.evidence.disks.sqlite_carved import CARVED, carved_rows
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.sink import Rows

MAGIC = b"SQLite format 3\x00"
LOG, JOURNAL = "-wal", "-journal"
SMALLEST = 512
"""A log or journal that is not longer holds no page."""


def claims(head: Head) -> int:
    """By signature."""
    return 90 if head.start.startswith(MAGIC) else 0


def read(source: Source) -> Iterator[Found]:
    """Every ordinary table; views are left away, they hold nothing of their own."""
    with contextlib.ExitStack() as kept:
        path, mode = source.path, "mode=ro&immutable=1"
        if _beside(source.path):
            try:
                path, mode = kept.enter_context(_copied(source)), "mode=rw"
            except OSError as error:
                yield Fault(f"the log beside the database was not read: it cannot be copied ({error.strerror})")
        base = kept.enter_context(contextlib.closing(_opened(path, mode)))
        query = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid"
        names = [_text(name) for (name,) in base.execute(query)]
        if not names:
            yield Fault("the database holds no tables", rows=0)
        for name in names:
            if source.wants(name):
                yield from _table(source, base, name)
        if source.part is None or source.part.startswith(CARVED):
            yield from carved_rows(source, base, path)


def _beside(path: str) -> list[str]:
    """The log and the journal that lie beside a database, links left out."""
    return [end for end in (LOG, JOURNAL) if _regular(path + end)]


def _regular(path: str) -> bool:
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size > SMALLEST


@contextlib.contextmanager
def _copied(source: Source) -> Iterator[str]:
    """A private copy of the database with what lies beside it; removed afterwards."""
    copy = Path(source.into) / f"member-{os.urandom(12).hex()}"
    try:
        for end in ("", *_beside(source.path)):
            shutil.copyfile(source.path + end, f"{copy}{end}", follow_symlinks=False)
        yield str(copy)
    finally:
        for end in ("", LOG, JOURNAL, "-shm"):
            Path(f"{copy}{end}").unlink(missing_ok=True)


def _opened(path: str, mode: str) -> sqlite3.Connection:
    base = sqlite3.connect(f"file:{quote(path)}?{mode}", uri=True)
    base.text_factory = bytes
    if "rw" in mode:
        base.execute("pragma wal_checkpoint(truncate)").fetchall()  # what is committed goes to its place in the copy
    return base


def _text(value: bytes | str) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value


def _table(source: Source, base: sqlite3.Connection, name: str) -> Iterator[Found]:
    quoted = '"' + name.replace('"', '""') + '"'
    try:
        cursor = base.execute(f"select * from {quoted}")  # noqa: S608  a name from the file itself, quoted
    except sqlite3.Error as error:
        yield Fault(f"the table cannot be read ({type(error).__name__})", name)
        return
    header = tuple(_text(column[0]) for column in cursor.description)
    sink = source.table(name, len(header), header)
    out, number, fault = Rows(sink, len(header)), 0, None
    try:
        for values in cursor:
            number += 1
            out.add(
                number,
                [_text(value) if isinstance(value, bytes) and _is_text(value) else text_of(value) for value in values],
            )
    except sqlite3.Error as error:
        fault = f"damaged after {number} rows ({type(error).__name__})"
    yield Sheet(out.close(), sink.rows, len(header), header, name)
    if fault:
        yield Fault(fault, name)


def _is_text(value: bytes) -> bool:
    """With text_factory = bytes text and blobs come alike: what holds NULs is a blob."""
    return b"\0" not in value


READER = Reader("sqlite", "application/vnd.sqlite3", claims, read)
