"""A block of pairs of nodes, field by field: what is known, what is equal, and the sums of the three explanations."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tenmatsu.people.features import Features
from tenmatsu.people.weights import BIT, ELSEWHERE, Floats, Rates, Three, Weights, odds

Nodes = npt.NDArray[np.int64]


class Population:
    """All nodes of a case, among whom a pair is weighed."""

    def __init__(self, features: Features, rates: Rates) -> None:
        self.features = features
        self.rates = rates
        self.size = float(max(features.nodes, 1))
        self.counted = self.size + ELSEWHERE
        self._arrays: dict[str, npt.NDArray[Any]] = {}

    def at(self, name: str, nodes: Nodes) -> npt.NDArray[Any]:
        """A field of some nodes; the arrays stay open from one block of pairs to the next."""
        if name not in self._arrays:
            self._arrays[name] = self.features[name]
        found: npt.NDArray[Any] = self._arrays[name][nodes]
        return found


class Pair:
    """The running sums of the three explanations for a block of pairs."""

    def __init__(self, among: Population, a: Nodes, b: Nodes) -> None:
        self.among, self.rates, self.a, self.b = among, among.rates, a, b
        self.same, self.household, self.strangers = (np.zeros(len(a), np.float32) for _ in range(3))
        self.mask = np.zeros(len(a), np.uint32)
        self.against = np.zeros(len(a), np.uint32)
        self.independent = np.zeros(len(a), np.int8)
        self.sole = np.zeros(len(a), np.bool_)
        self.desk = np.zeros(len(a), np.bool_)
        self.both_scripts = np.zeros(len(a), np.bool_)
        self.parts: dict[str, Three] = {}
        self.floor = np.full(len(a), -np.inf, np.float32)
        self.ceiling = np.full(len(a), np.inf, np.float32)

    def at_least(self, where: npt.NDArray[np.bool_], weight: Any) -> None:
        """What needs no second ground: the pair weighs so much, whatever the fields say of it, and may join."""
        self.floor = np.where(where, np.maximum(self.floor, np.float32(weight)), self.floor).astype(np.float32)
        self.sole |= where

    def exactly(self, where: npt.NDArray[np.bool_], weight: float) -> None:
        """The same, but the pair weighs no more than that either."""
        self.at_least(where, weight)
        self.ceiling = np.where(where, np.float32(weight), self.ceiling).astype(np.float32)

    def compare(self, field: str, other: str | None = None) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """(both known, equal) for a field, or for one field on the left against another on the right."""
        left, right = self.among.at(field, self.a), self.among.at(other or field, self.b)
        known = (left != 0) & (right != 0)
        return known, known & (left == right)

    def either_known(self, field: str) -> npt.NDArray[np.bool_]:
        """At least one side holds a value."""
        known: npt.NDArray[np.bool_] = (self.among.at(field, self.a) != 0) | (self.among.at(field, self.b) != 0)
        return known

    def share(self, field: str) -> Floats:
        """Share of nodes that hold the left node's value (the right one's where the left has none)."""
        left, right = (self.among.at(f"{field}.count", nodes) for nodes in (self.a, self.b))
        share: Floats = (np.maximum(np.maximum(left, right), 2) / self.among.counted).astype(np.float32)
        return share

    def holders(self, field: str) -> npt.NDArray[np.int32]:
        """How many given names are known under the e-mail or telephone of either side."""
        left, right = (self.among.at(f"{field}.names", nodes) for nodes in (self.a, self.b))
        held: npt.NDArray[np.int32] = np.maximum(left, right)
        return held

    def add(self, name: str, same: Any, household: Any, strangers: Any) -> None:
        """Add one field's log10 likelihoods."""
        logs = [
            np.log10(np.maximum(np.broadcast_to(np.asarray(one, np.float32), self.same.shape), np.float32(1e-12)))
            for one in (same, household, strangers)
        ]
        for total, one in zip((self.same, self.household, self.strangers), logs, strict=True):
            total += one
        self.parts[name] = (logs[0], logs[1], logs[2])

    def agree(self, bit: str, where: npt.NDArray[np.bool_]) -> None:
        self.mask |= np.where(where, BIT[bit], np.uint32(0))

    def differ(self, bit: str, where: npt.NDArray[np.bool_]) -> None:
        self.against |= np.where(where, BIT[bit], np.uint32(0))

    def done(self) -> Weights:
        rates, among = self.rates, self.among
        records = among.features.records
        masters = (self.a >= records).astype(np.int8) + (self.b >= records).astype(np.int8)
        partners = np.log10(np.asarray((*rates.partners, rates.registered_twice), np.float32))[masters]
        totals = (
            self.same + partners,
            self.household + np.float32(np.log10(rates.household)),
            self.strangers + np.float32(np.log10(among.size)),
        )
        weight = np.minimum(np.maximum(odds(*totals), self.floor), self.ceiling)
        return Weights(
            weight, self.mask, self.against, self.independent, self.sole, self.both_scripts, totals, self.parts
        )


def pick(*cases: tuple[Any, Any], otherwise: Any = 1.0) -> Floats:
    values = [np.asarray(value, np.float32) for _, value in cases]
    picked: Floats = np.select([where for where, _ in cases], values, np.float32(otherwise)).astype(np.float32)
    return picked
