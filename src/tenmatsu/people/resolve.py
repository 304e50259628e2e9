"""Records and decisions in, persons out: candidates, weights measured on the data, components, guard, count."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tenmatsu.people import candidates, edges, join, rates
from tenmatsu.people.edges import Edges
from tenmatsu.people.features import Features
from tenmatsu.people.join import Labels, Verdicts
from tenmatsu.people.weigh import Scale
from tenmatsu.people.weights import Rates

SAMPLE = 400_000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Resolution:
    """`best` and `sure`: for each node the smallest node of its person, by all good edges, by the sure ones alone.

    `edges` holds every pair that was weighed as at least a doubt; `rates` what was measured on the data.
    """

    best: Labels
    sure: Labels
    edges: Edges
    rates: Rates
    features: Features


def resolve(features: Features, scratch: Path, verdicts: Verdicts, progress: Progress | None = None) -> Resolution:
    """Find the persons among the nodes of `features`; `scratch` holds candidate pairs while it works."""
    tell = progress or (lambda _step, _done, _total: None)
    buckets = candidates.write(features, scratch, progress=lambda done, total: tell("candidates", done, total))
    scale = Scale(features, _rates(features, buckets))
    found = edges.weigh_all(scale, buckets, lambda done, total: tell("weigh", done, total))
    found = edges.without(found, verdicts.different, features.nodes)
    with ThreadPoolExecutor(2) as pool:
        best, sure = pool.map(
            lambda least: join.persons(scale, found.where((found.weight >= least) & ~found.lone), verdicts),
            (edges.JOINS, edges.SURE),
        )
    for path in buckets:
        path.unlink()
    return Resolution(best, sure, found, scale.rates, features)


def _rates(features: Features, buckets: list[Path]) -> Rates:
    """Measured twice: the second time on pairs that the first measure calls sure."""
    total = sum(len(np.load(path, mmap_mode="r")) for path in buckets)
    found = Rates()
    if not total:
        return found
    low, high = edges.sample(buckets, features.nodes, SAMPLE)
    for _ in range(2):
        found = rates.measure(Scale(features, found), low, high, total / len(low))
    return found
