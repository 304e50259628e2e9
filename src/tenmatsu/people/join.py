"""From weighed pairs to persons: components, and a guard that takes apart what contradicts itself.

Edges join nodes into components. A component in which two given names, sexes, days of birth or identity numbers stand
side by side, or in which a person has said *different*, is taken apart and built up again from its strongest edge
down; two halves are joined only when what all their members say together speaks for one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    "residence_card", "employee_id",
)  # fmt: skip
LARGE = 12
LARGEST = 300
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
    order = np.argsort(labels, kind="stable")
    starts, lengths = runs(labels[order])
    several = lengths > 1
    if not several.any():
        return np.zeros(0, np.int64)
    inside = np.repeat(several, lengths)
    members = order[inside]
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
    suspect = np.zeros(len(labels), bool)
    suspect[suspects] = True
    members = np.flatnonzero(suspect[labels])
    members = members[np.argsort(labels[members], kind="stable")]
    starts, lengths = runs(labels[members])
    decided = _decided(verdicts)
    inner = joining.where(suspect[labels[joining.a]])
    for block in _blocks(starts, lengths):
        groups = [members[start : start + length] for start, length in block]
        weights = _inside(scale, groups, inner, labels)
        for group in groups:
            _rebuild(group, weights, labels, decided, scale.features.records)


def _blocks(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> Iterable[list[tuple[int, int]]]:
    """Groups of components whose inner pairs together are some hundred thousand."""
    block: list[tuple[int, int]] = []
    pairs = 0
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        block.append((start, length))
        pairs += length * length // 2
        if pairs > edge.CHUNK:
            yield block
            block, pairs = [], 0
    if block:
        yield block


Pairs = dict[tuple[int, int], float]


def _inside(scale: Scale, groups: Sequence[npt.NDArray[Any]], inner: Edges, labels: Labels) -> Pairs:
    """Weights of all pairs inside each group; of very large ones, of the joining edges alone."""
    low, high = [], []
    for group in groups:
        if len(group) <= LARGEST:
            left, right = np.triu_indices(len(group), 1)
            low.append(group[left])
            high.append(group[right])
    weights: Pairs = {}
    if low:
        a, b = np.concatenate(low).astype(np.int64), np.concatenate(high).astype(np.int64)
        found = scale.weigh(a, b).weight
        weights = dict(zip(zip(a.tolist(), b.tolist(), strict=True), found.tolist(), strict=True))
    for group in groups:
        if len(group) > LARGEST:
            here = inner.where(labels[inner.a] == labels[group[0]])
            pairs = zip(here.a.tolist(), here.b.tolist(), strict=True)
            weights |= dict(zip(pairs, here.weight.tolist(), strict=True))
    return weights


def _decided(verdicts: Verdicts) -> Pairs:
    same = {(min(pair), max(pair)): 1000.0 for pair in verdicts.same}
    return same | {(min(pair), max(pair)): -1000.0 for pair in verdicts.different}


def _rebuild(group: npt.NDArray[Any], weights: Pairs, labels: Labels, decided: Pairs, records: int) -> None:
    """Join the members of one group again, strongest pair first, halves only when their sum speaks for it.

    Two master rows are two persons until they themselves look like one who registered twice.
    """
    names = group.tolist()
    cluster = {node: [node] for node in names}
    home = {node: node for node in names}
    inner = {pair: decided.get(pair, weights.get(pair, 0.0)) for pair in _pairs_of(names, weights)}
    for (a, b), weight in sorted(inner.items(), key=lambda item: (-item[1], item[0])):
        if weight < edge.JOINS:
            break
        left, right = home[a], home[b]
        if left == right or _between(cluster[left], cluster[right], inner) <= 0:
            continue
        if _two_members(cluster[left], cluster[right], inner, records):
            continue
        first, second = min(left, right), max(left, right)
        cluster[first] += cluster.pop(second)
        for node in cluster[first]:
            home[node] = first
    for node in names:
        labels[node] = home[node]


def _pairs_of(names: list[int], weights: Pairs) -> Iterable[tuple[int, int]]:
    if len(names) <= LARGEST:
        return ((a, b) for at, a in enumerate(names) for b in names[at + 1 :])
    inside = set(names)
    return (pair for pair in weights if pair[0] in inside and pair[1] in inside)


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
            total += weight if abs(weight) >= 1000 else max(WEAK, min(STRONG, weight))
    return total
