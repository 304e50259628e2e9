"""Lists of names that speak of the same persons, told by how many names they share.

Two lists of strangers share some n · m · 1e-6 of their full names. Where they share a hundred times what the commonest
names of Japan would give (n · m · CHANCE), five names at least and a third of the shorter list, they are lists of one
group of persons (pupils, members, staff), and a name that each of them holds once is one person. It is as good as that:
`probable`, so that the upper bound stands on their not being joined (docs/decisions/people-lists-of-names.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

CHANCE = 4e-6
"""How often two strangers bear one full name, taken generously."""
BEYOND = 100
"""How many times more than chance would give two lists must share."""
PART = 3
"""... and at least one in so many names of the shorter list."""
FEW = 5
"""Fewer names in common are no pattern."""
LONGEST = int(1 / (BEYOND * CHANCE))
"""A longer list shares that much with none: 2,500 names."""

Keep = Callable[[str, npt.NDArray[Any]], None]


def write(records: Sequence[Path], nodes: int, keep: Keep) -> None:
    """Keep, for each node, `overlap` (uint64: equal for equal names of lists that overlap, else 0) and `overlap.list`
    (int32: its list, from 1), and `overlap.pairs` (int64: first · 2^31 + second, the lists that overlap, in order)."""
    codes, lists = np.zeros(nodes, np.uint64), np.zeros(nodes, np.int32)
    found = _names(records)
    pairs = _pairs(found) if found is not None else np.zeros(0, np.int64)
    if found is not None and len(pairs):
        some = np.unique(np.concatenate((pairs >> 31, pairs & 0x7FFFFFFF)))
        held = found.filter((pl.col("times") == 1) & pl.col("list").is_in(pl.Series(some).implode()))
        at = held["node"].to_numpy()
        codes[at], lists[at] = held["name"].hash().to_numpy() | np.uint64(1), held["list"].to_numpy()
    keep("overlap", codes)
    keep("overlap.list", lists)
    keep("overlap.pairs", np.concatenate((np.zeros(1, np.int64), pairs)))


def _names(records: Sequence[Path]) -> pl.DataFrame | None:
    """node, list, name and how many times the list holds it, of the lists that are short enough; None without two."""
    whole = pl.when(pl.col("given").is_not_null()).then("name")
    spoken = pl.when(pl.col("reading_given").is_not_null()).then("reading")
    frames, first = [], 0
    for path in records:
        held = pl.scan_parquet(path, glob=False).select("item", name=pl.coalesce(whole, spoken))
        sizes = held.group_by("item").len().collect()
        short = sizes.filter(pl.col("len").is_between(FEW, 4 * LONGEST))["item"]
        if len(short):
            rows = held.with_row_index("node", first).filter(pl.col("item").is_in(short.implode()))
            named = rows.filter(pl.col("name").is_not_null()).with_columns(pl.col("node").cast(pl.Int64))
            frames.append(named.collect())
        first += int(sizes["len"].sum())
    each = pl.concat(frames) if frames else pl.DataFrame()
    if not len(each):
        return None
    each = each.with_columns(n=pl.col("name").n_unique().over("item"), times=pl.len().over("item", "name"))
    each = each.filter(pl.col("n").is_between(FEW, LONGEST))
    return each.with_columns(list=pl.col("item").rank("dense").cast(pl.Int32)) if each["item"].n_unique() > 1 else None


def _pairs(each: pl.DataFrame) -> npt.NDArray[np.int64]:
    """The pairs of lists that overlap."""
    once = each.select("list", "name", "n").unique()
    common = pl.len().over("name") <= MOST
    held = once.filter(common & (pl.len().over("name") > 1))
    met = held.join(held, on="name", suffix="_b").filter(pl.col("list") < pl.col("list_b"))
    counted = met.group_by("list", "list_b").agg(k=pl.len(), n=pl.first("n"), m=pl.first("n_b"))
    least = pl.max_horizontal(
        pl.lit(float(FEW)), pl.min_horizontal("n", "m") / PART, pl.col("n") * pl.col("m") * (BEYOND * CHANCE)
    )
    joint = counted.filter(pl.col("k") >= least).select(pl.col("list").cast(pl.Int64) * 2**31 + pl.col("list_b"))
    return np.sort(joint.to_series().to_numpy())


MOST = 64
"""A name in more lists than this (the signature under every letter) tells nothing of two of them."""
