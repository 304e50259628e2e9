"""SQL dumps: INSERT statements (mysqldump, MariaDB, SQLite, SQL Server scripts) and COPY blocks (pg_dump), streamed.

Each table becomes `dump.sql!customers`. Column names come from the statement's own list, else from CREATE TABLE. NULL
becomes ''. Backslash escapes hold in MySQL's dialect and in E'…' only, as the standard has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.evidence.decoding import Decoder, Undecodable, blocks, encoding_of_file, reconsidered
from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.sink import Rows, Sink
from tenmatsu.evidence.sqltext import (
    INSERT,
    Statement,
    copy_cells,
    create_columns,
    names_in,
    table_name,
    values_pattern,
)

_TELLS = re.compile(
    r"^[ \t]*(INSERT\s+(IGNORE\s+)?INTO\s|INSERT\s+\[|REPLACE\s+INTO\s|COPY\s.+\sFROM\s+stdin|CREATE\s+TABLE\s)",
    re.I | re.M,
)
_DUMP = re.compile(
    r"-- (MySQL|MariaDB|PostgreSQL database|phpMyAdmin|SQLite|Dump)|SQL Dump|HeidiSQL|PRAGMA foreign_keys", re.I
)
_MYSQL = re.compile(r"MySQL|MariaDB|phpMyAdmin|ENGINE=|INSERT (?:IGNORE )?INTO `|\\'")
_POSTGRES = re.compile(r"PostgreSQL database|standard_conforming_strings = on|nextval\(", re.I)
_NEXT = re.compile(INSERT + r"|COPY\s+(?P<copy>[^\n;]+?)\s+FROM\s+stdin[^\n]*;|CREATE\s+(?:\w+\s+)?TABLE\s", re.I)
_OPEN = 3000
_LONGEST = 32 << 20


def claims(head: Head) -> int:
    """Statements of a dump at line starts, and the suffix .sql or a dump tool's signature."""
    text = head.start.decode(encoding_of(head.start) or "latin-1", "ignore")
    if not _TELLS.search(text):
        return 45 if head.suffix == ".sql" and _DUMP.search(text) else 0
    return 45 if head.suffix in (".sql", ".dump", ".dmp") or _DUMP.search(text) else 15


def read(source: Source) -> Iterator[Found]:
    """Every table that is created or filled."""
    encoding = encoding_of_file(source.open) or "utf-8"
    try:
        yield from _Dump(source, Decoder(encoding), encoding).found()
    except Undecodable as failure:
        other = reconsidered(source.open, encoding, failure.sample)
        decoder = Decoder(other or encoding)
        decoder.tolerant = other is None
        yield from _Dump(source, decoder, other or encoding).found()


class _Dump:
    """One pass over a dump: text in, records to one place for each table."""

    def __init__(self, source: Source, decoder: Decoder, encoding: str) -> None:
        self.source, self.decoder, self.encoding = source, decoder, encoding
        self.tables: dict[str, tuple[Sink, Rows, tuple[str, ...] | None]] = {}
        self.created: dict[str, tuple[str, ...]] = {}
        self.faults: dict[str, int] = {}
        self.text, self.line, self.counted = "", 1, 0
        start = source.head.start.decode(encoding, "ignore")
        self.backslash = bool(_MYSQL.search(start)) and not _POSTGRES.search(start)
        self.value = values_pattern(self.backslash)

    def found(self) -> Iterator[Found]:
        self.parts = blocks(self.source.open, self.decoder, 1 << 20)
        self.last = False
        self._more()
        at = 0
        while (statement := self._next(at)) is not None:
            at = self._statement(statement)
        yield from self._results()

    def _more(self, keep: int = 0) -> bool:
        """Take in the next block, forget the text before `keep`."""
        if self.last:
            return False
        block, self.last = next(self.parts)
        self.line += self.text.count("\n", self.counted, keep) if keep > self.counted else 0
        self.counted = 0
        self.text = self.text[keep:] + block.decode("utf-8", "replace")
        return True

    def _line(self, at: int) -> int:
        if at > self.counted:
            self.line += self.text.count("\n", self.counted, at)
            self.counted = at
        return self.line

    def _next(self, at: int) -> re.Match[str] | None:
        """The next statement of interest at the start of a line or behind a semicolon."""
        while True:
            for match in _NEXT.finditer(self.text, at):
                before = self.text[max(0, match.start() - 80) : match.start()].rstrip(" \t")
                if (not before or before[-1] in ";\n\r") and (match.end() < len(self.text) - 2000 or self.last):
                    return match
                if match.end() >= len(self.text) - 2000 and not self.last:
                    at = match.start()
                    break
            else:
                at = max(at, len(self.text) - 2000)
            if not self._more(at):
                return None
            at = 0

    def _statement(self, match: re.Match[str]) -> int:
        if match["copy"]:
            return self._copy(match)
        if match["table"]:
            return self._insert(match)
        created = create_columns(self.text, match.end())
        if created:
            name, columns = created
            self.created[name] = columns
            if self.source.wants(name):
                self._table(name, columns, len(columns))
        return match.end()

    def _table(self, name: str, columns: tuple[str, ...] | None, width: int) -> Rows:
        if name not in self.tables:
            if len(self.tables) >= _OPEN:
                raise ValueError
            sink = self.source.table(name, width, columns)
            self.tables[name] = (sink, Rows(sink, width), columns)
        return self.tables[name][1]

    def _insert(self, match: re.Match[str]) -> int:
        name = table_name(match["table"])
        listed = names_in(match["columns"]) if match["columns"] else self.created.get(name)
        statement, at = Statement(self.value, self.backslash), match.end()
        wanted = self.source.wants(name)
        while True:
            cells, end = statement.tuple_at(self.text, at)
            if cells is None and end < 0 and not self.last and len(self.text) - at < _LONGEST:
                self._line(at)
                self._more(at)
                at = 0
                continue
            if cells is None:
                rest = end < 0 and bool(self.text[at : at + 100].strip(" \t\r\n,;"))
                self.faults[name] = self.faults.get(name, 0) + rest
                return max(at + rest, end)
            if wanted:
                self._add(name, listed, cells, self._line(at))
            at = end

    def _add(self, name: str, listed: tuple[str, ...] | None, cells: list[str | None], line: int) -> None:
        rows = self._table(name, self.created.get(name) or listed, len(self.created.get(name) or listed or cells))
        header = self.tables[name][2]
        if listed and header and listed != header:
            by_name = dict(zip(listed, cells, strict=False))
            cells = [by_name.get(label) for label in header]
            rows.add(line, cells, whole=True)
        else:
            rows.add(line, cells)

    def _copy(self, match: re.Match[str]) -> int:
        target = re.match(r"(?P<name>[^(]+?)\s*(?:\((?P<columns>.*)\))?\s*$", match["copy"], re.S)
        name = table_name(target["name"]) if target else "copy"
        columns = names_in(target["columns"]) if target and target["columns"] else self.created.get(name)
        wanted = self.source.wants(name)
        at = self.text.find("\n", match.end()) + 1 or len(self.text)
        while True:
            end = self.text.find("\n", at)
            if end < 0:
                self._line(at)
                if self._more(at):
                    at = 0
                    continue
                end = len(self.text)
            row = self.text[at:end].rstrip("\r")
            if row == "\\." or at >= len(self.text):
                return min(end + 1, len(self.text))
            if wanted:
                self._add(name, columns, copy_cells(row), self._line(at))
            at = end + 1

    def _results(self) -> Iterator[Found]:
        for name, (sink, rows, header) in self.tables.items():
            notes = {"ragged_rows": rows.ragged} if rows.ragged else {}
            path = rows.close()
            yield Sheet(path, sink.rows, rows.columns, header, name, self.encoding, notes)
        for name, count in self.faults.items():
            if count:
                yield Fault("rows of an INSERT that break off or are not understood", name, None)
        if self.decoder.undecodable:
            yield Fault(
                f"{self.decoder.undecodable} bytes are no characters in {self.encoding}: they are kept as \\xNN"
            )
        if not self.tables:
            yield Fault("no table is created or filled in it", rows=0)


READER = Reader("sqldump", "application/sql", claims, read)
