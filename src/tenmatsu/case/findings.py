"""findings.parquet: every piece of personal data, where it stands, and the record that it belongs to.

Findings of running text are all there. Those of tables are written by columns; beyond MOST records in tables they are
left out, since each would say again what columns.csv and the record's own row say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tenmatsu.case.chapters import Parts
from tenmatsu.case.intake import Taken
from tenmatsu.model import NOT_PERSONAL, Locator, Table, TypedColumn

MOST = 1_000_000
SCHEMA = pa.schema(
    [
        ("item", pa.string()), ("locator", pa.string()), ("kind", pa.string()), ("value", pa.string()),
        ("hidden", pa.bool_()), ("record_id", pa.int64()), ("score", pa.float32()), ("place", pa.string()),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the evidence as its result shows it, with its typed columns and the number of its first record."""

    item: str
    table: Table
    columns: Sequence[TypedColumn]
    first: int
    records: int


def sheets(evidence: Sequence[Taken], typed: Sequence[Sequence[TypedColumn]], parts: Parts) -> list[Sheet]:
    """The tables in their order, which is that of the blocks; those without records have none."""
    tables = [(one.shown(table.item), table) for one in evidence for table in one.tables]
    found, at = [], 0
    for (item, table), columns, (_, _, count) in zip(tables, typed, parts.blocks, strict=False):
        found.append(Sheet(item, table, columns, at, count))
        at += count
    return found


def write(evidence: Sequence[Taken], tables: Sequence[Sheet], parts: Parts, found: Path, to: Path) -> None:
    """Write findings.parquet at `to`; `found` is the folder of the step that searched the running text."""
    at = sum(one.records for one in tables)
    starts: dict[tuple[str, int], int] = {}
    for item, row, count in parts.blocks[len(tables) :]:
        starts |= {(item, row + number): at + number for number in range(count)}
        at += count
    with pq.ParquetWriter(to, SCHEMA, compression="zstd") as writer:
        if sum(one.records for one in tables) <= MOST:
            for one in tables:
                for frame in _of_table(one):
                    writer.write_table(frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(SCHEMA))
        for each in evidence:
            path = found / f"found-{each.number}.parquet"
            if path.is_file():
                _of_text(path, starts, writer)


def _of_table(one: Sheet) -> Iterator[pl.DataFrame]:
    """One frame for each column that holds personal data."""
    if not one.records:
        return
    held = pl.read_parquet(one.table.path)
    header = one.table.header or ()
    for column in one.columns:
        name = f"c{column.position}"
        if column.kind in NOT_PERSONAL or name not in held.columns:
            continue
        label = header[column.position - 1] if column.position <= len(header) and header[column.position - 1] else name
        before, after = str(Locator(one.item, (("row", "\0"), ("col", label)))).split("\0")
        hidden = one.table.hidden or column.position in one.table.hidden_columns
        yield held.filter(pl.col(name).fill_null("").str.strip_chars(" 　") != "").select(
            pl.lit(one.item).alias("item"),
            pl.format("{}{}{}", pl.lit(before), pl.col("row"), pl.lit(after)).alias("locator"),
            pl.lit(column.kind).alias("kind"),
            pl.col(name).alias("value"),
            pl.lit(hidden).alias("hidden"),
            (pl.col("row") - 1 + one.first).cast(pl.Int64).alias("record_id"),
            pl.lit(column.confidence, pl.Float32).alias("score"),
            pl.lit(None, pl.String).alias("place"),
        )


def _of_text(path: Path, starts: Mapping[tuple[str, int], int], writer: pq.ParquetWriter) -> None:
    for batch in pq.ParquetFile(path).iter_batches(batch_size=50_000):
        rows = batch.to_pydict()
        owners = [
            None if row is None else starts.get((item, row))
            for item, row in zip(rows["item"], rows["row"], strict=True)
        ]
        columns = [pa.array(owners, pa.int64()) if name == "record_id" else rows[name] for name in SCHEMA.names]
        arrays = [
            one if isinstance(one, pa.Array) else pa.array(one, kind)
            for one, kind in zip(columns, SCHEMA.types, strict=True)
        ]
        writer.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA))
