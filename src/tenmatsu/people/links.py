"""What joins records, as files: links between records, matches to master rows, pairs left to a person's judgement."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from tenmatsu.people import edges as edge
from tenmatsu.people.edges import Edges
from tenmatsu.people.resolve import Resolution

REVIEW = 100_000
"""The most doubtful pairs that a queue holds; the count of all of them is in summary.json."""


def members(resolution: Resolution) -> npt.NDArray[np.int64]:
    """For each record node the master node of its person (the best supported one), or -1."""
    labels, records = resolution.best, resolution.features.records
    chosen = np.full(len(labels), -1, np.int64)
    nodes = np.arange(records, len(labels))
    held = nodes[labels[nodes] < records]
    chosen[labels[held][::-1]] = held[::-1]
    links = resolution.edges
    real = links.where((links.b >= records) & (labels[links.a] == labels[links.b]) & (links.weight >= edge.JOINS))
    if len(real):
        support = (
            pl.DataFrame({"person": labels[real.a], "master": real.b, "weight": real.weight})
            .group_by("person", "master").agg(pl.col("weight").sum())
            .sort("weight", "master", descending=[False, True])
        )  # fmt: skip
        chosen[support["person"].to_numpy()] = support["master"].to_numpy()
    return chosen[labels[:records]]


def registrations(resolution: Resolution) -> pl.DataFrame:
    """Every master row of a person that has records: `person_id`, `at` (position among the master rows)."""
    records = resolution.features.records
    labels = resolution.best[records:]
    at = np.flatnonzero(labels < records)
    return pl.DataFrame({"person_id": labels[at].astype(np.int64), "at": at})


def write(resolution: Resolution, member_ids: pl.Series, to: Path) -> int:
    """Write links.parquet, matches.parquet and review.parquet into `to`; answer how many pairs are in doubt.

    `member_ids` holds the id of each master node, in order.
    """
    records = resolution.features.records
    links, labels = resolution.edges, resolution.best
    one = labels[links.a] == labels[links.b]
    joined = links.where(one & (links.weight >= edge.JOINS) & ~links.lone)
    _links(joined, member_ids, records, to)
    doubt = links.where(~one & (links.weight >= edge.DOUBT) & (links.b < records))
    order = np.argsort(-doubt.weight, kind="stable")[:REVIEW]
    queue = doubt.where(np.sort(order))
    frame = pl.DataFrame({"record_a": queue.a, "record_b": queue.b, "reason": _reasons(queue), "weight": queue.weight})
    frame.cast({"record_a": pl.Int64, "record_b": pl.Int64}).write_parquet(to / "review.parquet")
    return len(doubt)


def _links(joined: Edges, member_ids: pl.Series, records: int, to: Path) -> None:
    words = _words(joined.mask)
    frame = pl.DataFrame(
        {"record_a": joined.a, "b": joined.b, "rule": words, "weight": joined.weight},
        schema_overrides={"record_a": pl.Int64, "b": pl.Int64},
    )
    sure = pl.when(pl.col("weight") >= edge.SURE).then(pl.lit("sure")).otherwise(pl.lit("probable"))
    frame = frame.with_columns(sure.alias("strength"))
    to_master = frame.filter(pl.col("b") >= records).with_columns(at=(pl.col("b") - records).cast(pl.Int64))
    matches = to_master.select(
        pl.col("record_a").alias("record_id"),
        member_ids.gather(to_master["at"]).alias("member_id"),
        "rule", "strength", "weight",
    )  # fmt: skip
    matches.write_parquet(to / "matches.parquet")
    direct = frame.filter(pl.col("b") < records).rename({"b": "record_b"})
    direct = direct.with_columns(via=pl.lit(None, pl.String))
    columns = ["record_a", "record_b", "rule", "strength", "weight", "via"]
    bridged = _bridged(matches, direct).select(columns)
    pl.concat([direct.select(columns), bridged]).write_parquet(to / "links.parquet")


def _bridged(matches: pl.DataFrame, direct: pl.DataFrame) -> pl.DataFrame:
    """Two records that match one master row are one person: a link by way of that member."""
    several = matches.filter(pl.len().over("member_id") > 1).sort("record_id")
    first = several.group_by("member_id", maintain_order=True).first().rename(
        {"record_id": "record_a", "weight": "weight_a", "rule": "rule_a"}
    ).select("member_id", "record_a", "weight_a", "rule_a")  # fmt: skip
    pairs = several.join(first, on="member_id").filter(pl.col("record_id") != pl.col("record_a"))
    pairs = pairs.select(
        "record_a",
        pl.col("record_id").alias("record_b"),
        rule="master: " + pl.col("rule_a") + " | " + pl.col("rule"),
        weight=pl.min_horizontal("weight", "weight_a"),
        via=pl.col("member_id"),
    )
    sure = pl.when(pl.col("weight") >= edge.SURE).then(pl.lit("sure")).otherwise(pl.lit("probable"))
    return pairs.join(direct, on=["record_a", "record_b"], how="anti").with_columns(sure.alias("strength"))


def _words(masks: npt.NDArray[np.uint32]) -> pl.Series:
    """The rule of each mask (there are few distinct ones)."""
    distinct, at = np.unique(masks, return_inverse=True)
    return pl.Series([edge.rule(int(mask)) for mask in distinct], dtype=pl.String).gather(at)


def _reasons(queue: Edges) -> pl.Series:
    both = (queue.mask.astype(np.uint64) << np.uint64(32)) | queue.against.astype(np.uint64)
    distinct, at = np.unique(both, return_inverse=True)
    reasons = [_reason(int(one >> np.uint64(32)), int(one & np.uint64(0xFFFFFFFF))) for one in distinct]
    words = pl.Series(reasons, dtype=pl.String).gather(at)
    torn = pl.Series(queue.weight >= edge.JOINS)
    return words.zip_with(~torn, "contradicted in its group; " + words)


def _reason(mask: int, against: int) -> str:
    alike, apart = edge.rule(mask), edge.rule(against)
    return f"agree: {alike or 'nothing'}" + (f"; differ: {apart}" if apart else "")
