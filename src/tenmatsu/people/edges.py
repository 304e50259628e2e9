"""Weighed pairs that are worth remembering, and what each of them stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tenmatsu.people.weigh import Scale
from tenmatsu.people.weights import BIT, BITS

CHUNK = 400_000
THREADS = 2
JOINS = 0.6
"""log10 odds from which a pair joins two records in the best estimate: 4 to 1."""
SURE = 2.0
"""log10 odds from which the join is sure: 100 to 1."""
DOUBT = -1.3
"""log10 odds down to which a pair is still worth a person's look: 1 to 20."""

BY_ITSELF = (
    BIT["passport"] | BIT["my_number"] | BIT["pension_number"] | BIT["drivers_licence"] | BIT["residence_card"]
    | BIT["employment_insurance"] | BIT["resident_code"]
)  # fmt: skip
"""Numbers that can belong to one person only."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of nodes (a < b) with their weight, the bits that agree and those that plainly differ."""

    a: npt.NDArray[np.int32]
    b: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float32]
    mask: npt.NDArray[np.uint32]
    against: npt.NDArray[np.uint32]
    lone: npt.NDArray[np.bool_]

    def where(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> Edges:
        """Some of the edges."""
        return Edges(
            self.a[chosen], self.b[chosen], self.weight[chosen], self.mask[chosen], self.against[chosen],
            self.lone[chosen],
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.a)


def join(parts: Sequence[Edges]) -> Edges:
    """Several sets of edges as one."""
    fields = ("a", "b", "weight", "mask", "against", "lone")
    return Edges(*(np.concatenate([getattr(part, name) for part in parts]) for name in fields))


def weigh_all(scale: Scale, buckets: Sequence[Path], progress: Callable[[int, int], None] | None = None) -> Edges:
    """Weigh every candidate pair and keep those from DOUBT upward."""
    kept: list[Edges] = [_empty()]
    total = sum(len(np.load(path, mmap_mode="r")) for path in buckets)
    done = 0
    blocks = chunks(buckets, scale.features.nodes)
    with ThreadPoolExecutor(THREADS) as pool:
        while some := list(islice(blocks, 2 * THREADS)):
            kept += pool.map(lambda pair: weigh(scale, pair[0], pair[1], DOUBT), some)
            done += sum(len(low) for low, _ in some)
            if progress:
                progress(done, total)
    return join(kept)


def without(links: Edges, pairs: Sequence[tuple[int, int]], nodes: int) -> Edges:
    """The edges but those between these pairs of nodes: what a person has settled is no longer in doubt."""
    if not pairs:
        return links
    settled = np.array([min(pair) * nodes + max(pair) for pair in pairs], np.int64)
    return links.where(~np.isin(links.a.astype(np.int64) * nodes + links.b, settled))


def chunks(
    buckets: Sequence[Path], nodes: int, size: int = CHUNK
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """The pairs of the buckets, block by block."""
    for path in buckets:
        codes = np.load(path, mmap_mode="r")
        for start in range(0, len(codes), size):
            low, high = np.divmod(np.asarray(codes[start : start + size]), nodes)
            yield low, high


def sample(buckets: Sequence[Path], nodes: int, size: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """About `size` pairs, evenly spread over all of them (the same ones on every run)."""
    total = sum(len(np.load(path, mmap_mode="r")) for path in buckets)
    stride = max(1, total // max(size, 1))
    found = [np.asarray(np.load(path, mmap_mode="r")[::stride]) for path in buckets]
    low, high = np.divmod(np.concatenate(found), nodes)
    return low, high


def weigh(scale: Scale, low: npt.NDArray[np.int64], high: npt.NDArray[np.int64], least: float) -> Edges:
    """The edges among given pairs whose weight is at least `least`."""
    found = scale.weigh(low, high)
    keep = found.weight >= least
    lone = (found.independent < 2) & ((found.mask & BY_ITSELF) == 0) & ~found.sole
    return Edges(
        low[keep].astype(np.int32), high[keep].astype(np.int32), found.weight[keep], found.mask[keep],
        found.against[keep], lone[keep],
    )  # fmt: skip


def _empty() -> Edges:
    none = np.zeros(0)
    return Edges(
        none.astype(np.int32), none.astype(np.int32), none.astype(np.float32), none.astype(np.uint32),
        none.astype(np.uint32), none.astype(np.bool_),
    )  # fmt: skip


def rule(mask: int) -> str:
    """The words of an agreement mask: `name+birth_date+email`."""
    return "+".join(name for bit, name in enumerate(BITS) if mask >> bit & 1)
