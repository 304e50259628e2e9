"""From weighed pairs to persons: components, and a guard that takes apart what contradicts itself.

Edges join nodes into components. A component in which two given names, sexes, days of birth or identity numbers stand
side by side, or in which a person has said *different*, is taken apart and built up again from its strongest edge
down; two halves are joined only when what all their members say together speaks for one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tenmatsu.people import edges as edge
from tenmatsu.people.edges import Edges
from tenmatsu.people.features import DAYS, SEXES, Features, runs
from tenmatsu.people.weigh import Scale

Labels = npt.NDArray[np.int32]
CONTRADICTING = (
    "given", "reading_given", DAYS, SEXES, "passport", "my_number", "drivers_licence", "pension_number",
    "residence_card", "employment_insurance", "resident_code", "employee_id",
)  # fmt: skip
LARGE = 12
LARGEST = 300
DECIDED = 1000.0
"""The weight of a human decision: more than all pairs of a group together."""
STRONG, WEAK = 8.0, -6.0
"""One pair never weighs more than this when halves are compared."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Human decisions as pairs of nodes."""

    same: tuple[tuple[int, int], ...] = ()
    different: tuple[tuple[int, int], ...] = ()


def components(nodes: int, a: npt.NDArray[Any], b: npt.NDArray[Any]) -> Labels:
    """For each node the smallest node of its component."""
    graph = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(nodes, nodes))
    _, label = connected_components(graph, directed=False)
    first = np.full(label.max(initial=-1) + 1, nodes, np.int32)
    np.minimum.at(first, label, np.arange(nodes, dtype=np.int32))
    return np.asarray(first[label], np.int32)


def persons(scale: Scale, joining: Edges, verdicts: Verdicts) -> Labels:
    """The person (smallest node) of each node, from the edges that may join and what people have decided."""
    features = scale.features
    same = np.array(verdicts.same, np.int64).reshape(-1, 2)
    a, b = np.concatenate((joining.a, same[:, 0])), np.concatenate((joining.b, same[:, 1]))
    labels = components(features.nodes, a, b)
    suspects = _suspects(features, labels, verdicts)
    if len(suspects):
        _take_apart(scale, joining, labels, suspects, verdicts)
    return labels


def _suspects(features: Features, labels: Labels, verdicts: Verdicts) -> npt.NDArray[np.int64]:
    """Labels of components that contradict themselves, are large, or that a person has cut."""
    sizes = np.bincount(labels)
    members = np.flatnonzero(sizes[labels] > 1)
    if not len(members):
        return np.zeros(0, np.int64)
    members = members[np.argsort(labels[members], kind="stable")]
    starts, lengths = runs(labels[members])
    bad = lengths > LARGE
    for field in CONTRADICTING:
        values = features[field][members]
        low, high = _extremes(values, starts)
        bad |= (low != high) & (high != 0)
    masters = np.add.reduceat((members >= features.records).astype(np.int32), starts)
    bad |= masters > 1
    found = labels[members[starts[bad]]].astype(np.int64)
    cut = [labels[left] for left, right in verdicts.different if labels[left] == labels[right]]
    return np.unique(np.concatenate((found, np.array(cut, np.int64))))


def _extremes(values: npt.NDArray[Any], starts: npt.NDArray[np.int64]) -> tuple[Any, Any]:
    """Smallest and largest known value of each run (largest of the type and 0 where none is known)."""
    most = np.iinfo(values.dtype).max
    low = np.minimum.reduceat(np.where(values == 0, most, values), starts)
    high = np.maximum.reduceat(values, starts)
    return np.where(high == 0, 0, low), high


def _take_apart(
    scale: Scale, joining: Edges, labels: Labels, suspects: npt.NDArray[np.int64], verdicts: Verdicts
) -> None:
    """Look at every inner pair of the suspects; those in which some pair speaks against the rest are built up again."""
    suspect = np.zeros(len(labels), bool)
    suspect[suspects] = True
    members = np.flatnonzero(suspect[labels])
    members = members[np.argsort(labels[members], kind="stable")]
    starts, lengths = runs(labels[members])
    decided = _decided(verdicts)
    judged = np.array(sorted({node for pair in decided for node in pair}), np.int64)
    records = scale.features.records
    for size in np.unique(lengths).tolist():
        groups = members[starts[lengths == size][:, None] + np.arange(size)]
        if size > LARGEST:
            inner = joining.where(suspect[labels[joining.a]])
            for group in groups:
                _rebuild(group, _large(group, inner, labels), labels, decided, records)
            continue
        step = max(1, edge.CHUNK // (size * (size - 1) // 2))
        for start in range(0, len(groups), step):
            _judge_block(scale, groups[start : start + step], labels, decided, judged)


def _judge_block(
    scale: Scale, groups: npt.NDArray[np.int64], labels: Labels, decided: Pairs, judged: npt.NDArray[np.int64]
) -> None:
    """Groups of one size: weigh all inner pairs at once, rebuild only where the members do not all agree."""
    left, right = np.triu_indices(groups.shape[1], 1)
    a, b = groups[:, left], groups[:, right]
    weights = scale.weigh(a.ravel(), b.ravel()).weight.reshape(a.shape)
    torn = (weights < edge.JOINS).any(axis=1) | np.isin(groups, judged).any(axis=1)
    for at in np.flatnonzero(torn).tolist():
        pairs = zip(a[at].tolist(), b[at].tolist(), strict=True)
        inner = dict(zip(pairs, weights[at].tolist(), strict=True))
        _rebuild(groups[at], inner, labels, decided, scale.features.records)


Pairs = dict[tuple[int, int], float]


def _large(group: npt.NDArray[Any], inner: Edges, labels: Labels) -> Pairs:
    """The joining edges of a very large group; its other pairs are not looked at."""
    here = inner.where(labels[inner.a] == labels[group[0]])
    pairs = zip(here.a.tolist(), here.b.tolist(), strict=True)
    return dict(zip(pairs, here.weight.tolist(), strict=True))


def _decided(verdicts: Verdicts) -> Pairs:
    same = {(min(pair), max(pair)): DECIDED for pair in verdicts.same}
    return same | {(min(pair), max(pair)): -DECIDED for pair in verdicts.different}


def _rebuild(group: npt.NDArray[Any], weights: Pairs, labels: Labels, decided: Pairs, records: int) -> None:
    """Join the members of one group again, strongest pair first, halves only when their sum speaks for it.

    Two master rows are two persons until they themselves look like one who registered twice.
    """
    names = group.tolist()
    cluster = {node: [node] for node in names}
    home = {node: node for node in names}
    inside = set(names)
    inner = weights | {pair: weight for pair, weight in decided.items() if pair[0] in inside and pair[1] in inside}
    for (a, b), weight in sorted(inner.items(), key=lambda item: (-item[1], item[0])):
        if weight < edge.JOINS:
            break
        left, right = home[a], home[b]
        if left == right or _between(cluster[left], cluster[right], inner) <= 0:
            continue
        if weight < DECIDED and _two_members(cluster[left], cluster[right], inner, records):
            continue
        first, second = min(left, right), max(left, right)
        cluster[first] += cluster.pop(second)
        for node in cluster[first]:
            home[node] = first
    for node in names:
        labels[node] = home[node]


def _two_members(left: list[int], right: list[int], inner: Pairs, records: int) -> bool:
    """Both halves hold master rows, and no two of these look like one person."""
    ours, theirs = [node for node in left if node >= records], [node for node in right if node >= records]
    if not ours or not theirs:
        return False
    return max(inner.get((min(a, b), max(a, b)), 0.0) for a in ours for b in theirs) < edge.JOINS


def _between(left: list[int], right: list[int], inner: Pairs) -> float:
    """What all pairs across two halves say together."""
    total = 0.0
    for a in left:
        for b in right:
            weight = inner.get((a, b) if a < b else (b, a), 0.0)
            total += weight if abs(weight) >= DECIDED else max(WEAK, min(STRONG, weight))
    return total
