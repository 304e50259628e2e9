"""Where the records of one table go: a Parquet file, or the few rows that a locator asks for."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

Cells = Sequence["str | None"]
ROWS = 20_000


class Enough(Exception):
    """The rows that were asked for have been seen."""


def schema(columns: int) -> pa.Schema:
    """`row`, `line`, `c1` … `cN`, `extra`: see model.Table."""
    cells = [(f"c{at}", pa.string()) for at in range(1, columns + 1)]
    return pa.schema([("row", pa.int64()), ("line", pa.int64()), *cells, ("extra", pa.string())])


class Sink(Protocol):
    """Takes records in order and numbers them from 1."""

    rows: int

    def write(self, lines: pa.Array, cells: Sequence[pa.Array], extra: pa.Array | None = None) -> None:
        """Records as columns: N string arrays, the line each record starts at, cells beyond the N-th as JSON."""

    def close(self) -> str:
        """The path of what was written."""


class ParquetSink:
    """Streams batches to a private Parquet file."""

    def __init__(self, path: Path, columns: int, header: tuple[str, ...] | None) -> None:
        self.path, self.columns, self.header, self.rows = path, columns, header, 0
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self._schema = schema(columns)
        # dates and names repeat: dictionaries pay; statistics of text columns are never read
        self._writer = pq.ParquetWriter(
            self._file, self._schema, compression="zstd", compression_level=1, write_statistics=["row", "line"]
        )

    def write(self, lines: pa.Array, cells: Sequence[pa.Array], extra: pa.Array | None = None) -> None:
        count = len(lines)
        number = pa.array(range(self.rows + 1, self.rows + count + 1), pa.int64())
        beyond = extra if extra is not None else pa.nulls(count, pa.string())
        self._writer.write_table(pa.Table.from_arrays([number, lines, *cells, beyond], schema=self._schema))
        self.rows += count

    def close(self) -> str:
        self._writer.close()
        self._file.close()
        return str(self.path)


class Nowhere:
    """Takes the records of a table that is not asked for."""

    rows = 0

    def write(self, lines: pa.Array, cells: Sequence[pa.Array], extra: pa.Array | None = None) -> None:
        self.rows += len(lines)

    def close(self) -> str:
        return ""


class WindowSink:
    """Keeps the records first … last and says Enough after them."""

    def __init__(self, columns: int, header: tuple[str, ...] | None, window: tuple[int, int]) -> None:
        self.columns, self.header, self.rows = columns, header, 0
        self.first, self.last = window
        self.kept: list[tuple[int, int, list[str | None]]] = []

    def write(self, lines: pa.Array, cells: Sequence[pa.Array], extra: pa.Array | None = None) -> None:
        start, count = self.rows, len(lines)
        self.rows += count
        for at in range(max(self.first - start - 1, 0), min(self.last - start, count)):
            row = [column[at].as_py() for column in cells]
            more = extra[at].as_py() if extra is not None else None
            while row and row[-1] is None:
                row.pop()
            self.kept.append((start + at + 1, lines[at].as_py(), [*row, *(json.loads(more) if more else ())]))
        if self.rows >= self.last:
            raise Enough(self)

    def close(self) -> str:
        raise Enough(self)


class Rows:
    """Gathers records given one by one and hands them to a sink in batches of 20,000."""

    def __init__(self, sink: Sink, columns: int) -> None:
        self.sink, self.columns, self.ragged = sink, columns, 0
        self._cells: list[list[str | None]] = []
        self._lines: list[int] = []
        self._extra: list[str | None] = []

    def add(self, line: int, cells: Cells, *, whole: bool = False) -> None:
        """One record; a short one is filled with null, what is beyond the last column is kept as `extra`.
        `whole`: the format has no short rows (a sheet), so that missing cells are no fault."""
        width = self.columns
        row, extra = list(cells), None
        if len(row) != width:
            self.ragged += not whole
            extra = json.dumps(row[width:], ensure_ascii=False) if len(row) > width else None
            row = row[:width] + [None] * (width - len(row))
        self._cells.append(row)
        self._lines.append(line)
        self._extra.append(extra)
        if len(self._lines) >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Hand over what was gathered."""
        if not self._lines:
            return
        columns = [pa.array(values, pa.string()) for values in zip(*self._cells, strict=True)]
        lines, extra = pa.array(self._lines, pa.int64()), pa.array(self._extra, pa.string())
        self._cells, self._lines, self._extra = [], [], []
        self.sink.write(lines, columns, extra)

    def close(self) -> str:
        """The path of what was written."""
        self.flush()
        return self.sink.close()
