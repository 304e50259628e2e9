"""SQLite databases, opened read only and immutable: every table, `x.db!customers`, in the order of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from urllib.parse import quote

from tenmatsu.evidence.astext import text_of
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.sink import Rows

MAGIC = b"SQLite format 3\x00"


def claims(head: Head) -> int:
    """By signature."""
    return 90 if head.start.startswith(MAGIC) else 0


def read(source: Source) -> Iterator[Found]:
    """Every ordinary table; views are left away, they hold nothing of their own."""
    base = sqlite3.connect(f"file:{quote(source.path)}?mode=ro&immutable=1", uri=True)
    base.text_factory = bytes
    try:
        query = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid"
        names = [_text(name) for (name,) in base.execute(query)]
        if not names:
            yield Fault("the database holds no tables", rows=0)
        for name in names:
            if source.wants(name):
                yield from _table(source, base, name)
    finally:
        base.close()


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
