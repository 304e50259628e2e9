"""Parquet: the columns of the result itself under their own names, for programs; nothing is changed in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tenmatsu.documents.apart import paths
from tenmatsu.documents.format import Cover, Format, Written
from tenmatsu.documents.listing import Listing
from tenmatsu.documents.result import quoted


def write(connection: duckdb.DuckDBPyConnection, listings: Sequence[Listing], cover: Cover, to: Path) -> Written:
    """One list to the file itself; lists by segment to a folder, and the file is their table of contents."""
    files = paths(listings, to) if cover.apart else [to]
    for listing, file in zip(listings, files, strict=True):
        connection.execute(f"copy ({listing.plain}) to {quoted(str(file))} (format parquet, compression zstd)")
    if not cover.apart:
        return Written((to,))
    contents = {
        "segment": pa.array([one.title[0] for one in listings], pa.string()),
        "value": pa.array([one.title[1] for one in listings], pa.string()),
        "persons": pa.array([one.persons for one in listings], pa.int64()),
        "file": pa.array([f"{to.stem}/{file.name}" for file in files], pa.string()),
    }
    pq.write_table(pa.table(contents), to)
    return Written((to, *files))


FORMAT = Format(".parquet", write, neutral=False)
