"""The chain of links by which the records of one person hang together: a spanning tree of the strongest ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

MASTER = "master: "


@dataclass(frozen=True, slots=True)
class Link:
    """A line of links.parquet, or a verdict (`rule` decision). `via`: the member through whose row the two are one."""

    left: int
    right: int
    rule: str
    strength: str
    weight: float | None
    via: str | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule; by way of the master, the rule of the left record and that of the right one."""
        return tuple(self.rule.removeprefix(MASTER).split(" | ")) if self.via is not None else (self.rule,)


def links_of(result: Path, ids: Sequence[int]) -> list[Link]:
    """All links among some records, strongest first."""
    path = result / "links.parquet"
    if not path.is_file():
        return []
    inside = pl.col("record_a").is_in(list(ids)) & pl.col("record_b").is_in(list(ids))
    columns = ("record_a", "record_b", "rule", "strength", "weight", "via")
    found = pl.scan_parquet(path, glob=False).filter(inside).select(*columns).collect()
    links = [Link(*row) for row in found.iter_rows()]
    return sorted(links, key=lambda one: (-(one.weight or 0), one.via is not None, one.left, one.right))


def spanning(ids: Sequence[int], links: Iterable[Link]) -> tuple[list[Link], list[list[int]]]:
    """The links that are needed to hold the records together, in the order given, and the parts that then remain."""
    home = {one: one for one in ids}
    parts = {one: [one] for one in ids}
    used = []
    for link in links:
        left, right = home[link.left], home[link.right]
        if left == right:
            continue
        used.append(link)
        for one in parts[right]:
            home[one] = left
        parts[left] += parts.pop(right)
    return used, [sorted(part) for _, part in sorted(parts.items())]
