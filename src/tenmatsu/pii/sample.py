"""Rows of a table's Parquet file: a sample spread over it, and the whole column by column in batches."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tenmatsu.errors import EvidenceError
from tenmatsu.model import Table

SAMPLE = 20_000
GROUPS = 10
BATCH = 1 << 17


def names(table: Table) -> list[str]:
    """The columns of cells, c1 … cN."""
    return [f"c{at}" for at in range(1, table.columns + 1)]


def sample(table: Table, rows: int = SAMPLE) -> pl.DataFrame:
    """At most about `rows` rows, from up to ten places of the file; all of a small file."""
    with _open(table) as file:
        total = file.metadata.num_rows
        if total <= rows:
            return _frame(file.read(columns=names(table)), table)
        groups = file.metadata.num_row_groups
        if groups < GROUPS:
            return pl.concat(_thinned(file, table, rows / total))
        picked = sorted({round(at * (groups - 1) / (GROUPS - 1)) for at in range(GROUPS)})
        return pl.concat(_first(file, table, group, rows // len(picked)) for group in picked)


def _thinned(file: pq.ParquetFile, table: Table, share: float) -> Iterator[pl.DataFrame]:
    for batch in file.iter_batches(batch_size=BATCH, columns=names(table)):
        frame = _frame(pa.Table.from_batches([batch]), table)
        wanted = max(1, round(len(frame) * share))
        runs = max(1, wanted // 100)
        step = max(1, len(frame) // runs)
        index = pl.int_range(len(frame), eager=True)
        yield frame.filter(index % step < -(-wanted // runs))


def _first(file: pq.ParquetFile, table: Table, group: int, rows: int) -> pl.DataFrame:
    batch = next(file.iter_batches(batch_size=rows, row_groups=[group], columns=names(table)))
    return _frame(pa.Table.from_batches([batch]), table)


def batches(table: Table, columns: list[str]) -> Iterator[pl.DataFrame]:
    """The whole file in frames of 131,072 rows: some tens of MB at a time."""
    with _open(table) as file:
        for batch in file.iter_batches(batch_size=BATCH, columns=columns):
            yield _frame(pa.Table.from_batches([batch]), table)


def _open(table: Table) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(table.path)
    except (OSError, pa.ArrowInvalid) as error:
        raise EvidenceError(
            f"{table.item}: the rows read from it are gone or damaged; run investigate --fresh"
        ) from error


def _frame(rows: pa.Table, table: Table) -> pl.DataFrame:
    frame = pl.from_arrow(rows)
    assert isinstance(frame, pl.DataFrame)
    return frame.select(pl.col(name).cast(pl.String) for name in frame.columns)
