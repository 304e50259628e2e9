"""The number of persons as an interval: best, at least, at most.

best        the persons of the list: every good link joins
at_most     only sure links join, plus the wrong joins that are to be expected even among these
at_least    best, less the joins that the links left apart are expected to be: each pair in doubt counts with its odds,
            taken generously (GENEROUS), and pairs of common names that were never weighed are estimated from a sample

The odds of doubtful pairs were found to be too small rather than too large (bench/README.md), hence the generosity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tenmatsu.people import edges as edge
from tenmatsu.people.features import Features, runs
from tenmatsu.people.resolve import Resolution
from tenmatsu.people.weigh import Scale

GENEROUS = 0.5
"""Added to the log10 odds of a doubtful pair when it is asked how many may be one person after all."""
SAMPLE = 300_000
GROUPED = {"name": 5, "reading": 4}
"""Names held by more nodes than this made no pairs by themselves (people/candidates.py)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Persons: best estimate, and the bounds within which the truth is to be expected."""

    best: int
    at_least: int
    at_most: int


def interval(found: Resolution) -> Interval:
    """The interval of persons among the records of a resolution."""
    records = found.features.records
    best = _distinct(found.best[:records])
    sure = _distinct(found.sure[:records])
    if not best:
        return Interval(0, 0, 0)
    missed = _doubted(found) + _unweighed(found)
    wrong = _wrong(found)
    low = best - missed - 2 * missed**0.5
    joined = records - sure
    high = max(sure, best) + max(2 * wrong + 2 * wrong**0.5, min(_faint(found), 5 + joined / 1000))
    least = min(best, max(int(np.floor(low)), 1))
    return Interval(best, least, min(max(best, round(high)), records))


def _distinct(labels: npt.NDArray[Any]) -> int:
    """How many different nodes stand in `labels`: a mark on each, since sorting eight millions takes seconds."""
    seen = np.zeros(labels.max(initial=-1) + 1, np.bool_)
    seen[labels] = True
    return int(np.count_nonzero(seen))


def _chance(weight: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    odds: npt.NDArray[np.float64] = 10.0 ** np.clip(weight.astype(np.float64), -6, 6)
    return odds / (1 + odds)


def _doubted(found: Resolution) -> float:
    """Joins expected among pairs of persons in doubt; each pair of persons counts once, by its best pair of records."""
    links, labels, records = found.edges, found.best, found.features.records
    left, right = labels[links.a], labels[links.b]
    apart = np.flatnonzero((left != right) & (left < records) & (right < records))
    low, high = np.minimum(left[apart], right[apart]), np.maximum(left[apart], right[apart])
    order = np.lexsort((-links.weight[apart], high, low))
    low, high, weight = low[order], high[order], links.weight[apart][order]
    if not len(low):
        return 0.0
    first = np.concatenate(([True], (low[1:] != low[:-1]) | (high[1:] != high[:-1])))
    low, high, chance = low[first], high[first], _chance(weight[first] + GENEROUS)
    return _at_most_one_each(high, chance)


def _at_most_one_each(high: npt.NDArray[Any], chance: npt.NDArray[np.float64]) -> float:
    """A person merges away at most once: the chances of its pairs are summed, but never above one."""
    ends, at = np.unique(high, return_inverse=True)
    summed = np.bincount(at, weights=chance, minlength=len(ends))
    return float(np.minimum(summed, 1.0).sum())


def _unweighed(found: Resolution) -> float:
    """Joins expected among records of one common name that share nothing else, and so were never weighed.

    For two records of one person the share `q` that agrees on the name alone is what the rates of `same` say of the
    fields that pairs of one name can be compared on at all. So `found * q / (1 - q)` pairs are missing beside the found
    ones; those of which both records are in the master have met there already.
    """
    features = found.features
    scale = Scale(features, found.rates)
    labels = found.best[: features.records]
    in_master = np.isin(labels, found.best[features.records :])
    apart = 1 - float(np.mean(in_master)) ** 2
    total = 0.0
    for field, cap in GROUPED.items():
        low, high, pairs = _sampled(features, field, cap)
        if pairs < LEAST:
            continue
        weights = scale.weigh(low, high)
        alone = (labels[low] != labels[high]) & (weights.weight < edge.JOINS)
        same = sum(weights.parts[name][0] for name in COMPARED)
        q = float(np.mean((10.0 ** np.asarray(same, np.float64))[alone])) if alone.any() else 0.0
        common = np.asarray(features.count(field)[: features.records]) > cap
        sizes = np.bincount(labels[common], minlength=1).astype(np.float64)
        total = max(total, float((sizes * (sizes - 1) / 2).sum()) * q / max(1 - q, 0.5))
    return total * apart * 10**GENEROUS / 2


COMPARED = ("birth_date", "email", "phone", "address", "together")
LEAST = 1000


def _sampled(features: Features, field: str, cap: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any], int]:
    """A sample of record pairs of one common value, and how many such pairs there are."""
    codes = np.asarray(features[field][: features.records])
    live = np.flatnonzero((codes != 0) & (np.asarray(features.count(field)[: features.records]) > cap))
    order = live[np.argsort(codes[live], kind="stable")]
    starts, lengths = runs(codes[order])
    weights = lengths.astype(np.float64) * (lengths - 1) / 2
    pairs = float(weights.sum())
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), 0
    random = np.random.default_rng(20160614)
    size = int(min(SAMPLE, pairs))
    group = np.searchsorted(np.cumsum(weights), random.random(size) * pairs, side="right").clip(0, len(starts) - 1)
    one = (random.random(size) * lengths[group]).astype(np.int64)
    other = (random.random(size) * (lengths[group] - 1)).astype(np.int64)
    other += other >= one
    first, second = order[starts[group] + one], order[starts[group] + other]
    return np.minimum(first, second), np.maximum(first, second), int(pairs)


def _faint(found: Resolution) -> int:
    """Records that no overwhelming link holds: a few may always be joined wrongly (two of one name in one house)."""
    links, labels, records = found.edges, found.sure, found.features.records
    used = (labels[links.a] == labels[links.b]) & (links.weight >= OVERWHELMING) & (links.a < records)
    strong = np.zeros(len(labels), np.bool_)
    strong[links.a[used]] = strong[links.b[used]] = True
    several = np.bincount(labels[:records], minlength=records)[labels[:records]] > 1
    return int(np.count_nonzero(several & ~strong[:records]))


OVERWHELMING = 3.5
"""log10 odds beyond which a link is not doubted."""


def _wrong(found: Resolution) -> float:
    """Joins among the sure links that are expected to be wrong."""
    links, labels, records = found.edges, found.sure, found.features.records
    used = (labels[links.a] == labels[links.b]) & (links.weight >= edge.SURE) & ~links.lone & (links.b < records)
    sizes = np.bincount(labels[:records], minlength=records)
    members = np.maximum(sizes[labels[links.a[used]]], 2)
    return float(((1 - _chance(links.weight[used])) * 2 / members).sum())
