"""Records of one document that bear one full name: a line of its table and what its text says, or lines of two tables.

Within a text a full name is one person already (pii/gather.py). A reader parts a document into its text (`letter.pdf`)
and its tables (`letter.pdf!table1`), and the name of the addressee is still that of the line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

TABLE = r"!table\d+$"
"""What a reader calls the tables of a document."""


Keep = Callable[[str, npt.NDArray[Any]], None]


def write(records: Sequence[Path], nodes: int, keep: Keep) -> None:
    """Keep, for each node, `beside` (uint64: equal for records of one document and name that stand in several of its
    parts, each time once; else 0) and `beside.rows` (int32: how many names the document holds)."""
    codes, rows = np.zeros(nodes, np.uint64), np.zeros(nodes, np.int32)
    found = _found(records)
    if found is not None:
        at = found["node"].to_numpy()
        codes[at], rows[at] = found["code"].to_numpy(), found["rows"].to_numpy()
    keep("beside", codes)
    keep("beside.rows", rows)


def _found(records: Sequence[Path]) -> pl.DataFrame | None:
    document = pl.col("item").str.replace(TABLE, "")
    tabled = [
        pl.scan_parquet(path, glob=False).filter(pl.col("item").str.contains(TABLE)).select(document).unique().collect()
        for path in records
    ]
    documents = pl.concat(tabled)["item"].unique() if tabled else pl.Series([], dtype=pl.String)
    if not len(documents):
        return None
    frames, first = [], 0
    for path in records:
        whole = pl.scan_parquet(path, glob=False).select("item", "name", "given", document=document)
        named = whole.with_row_index("node", first).filter(
            pl.col("document").is_in(documents.implode()) & pl.col("name").is_not_null() & pl.col("given").is_not_null()
        )
        frames.append(named.with_columns(pl.col("node").cast(pl.Int64)).collect())
        first += int(pl.scan_parquet(path, glob=False).select(pl.len()).collect().item())
    each = pl.concat(frames).with_columns(rows=pl.len().over("document").cast(pl.Int32))
    once = each.filter((pl.len().over("item", "name") == 1) & (pl.len().over("document", "name") > 1))
    return once.with_columns(code=pl.concat_str("document", pl.lit("\n"), "name").hash())
