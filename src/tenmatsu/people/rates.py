"""Rates of slips, moves and changes in these very data, measured on pairs that are sure without the field in question.

A pair that is one person beyond doubt by name, birth and telephone shows, whatever its e-mails say, how often one
person's e-mails differ. So a messy file lowers what a difference counts, and nobody sets it by hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tenmatsu.people.weigh import Scale
from tenmatsu.people.weights import BIT, Rates, Weights

SURE = 2.5
LEAST = 100
BOUNDS = {
    "given": (0.85, 0.998), "family": (0.90, 0.995), "birth_date": (0.85, 0.995), "sex": (0.98, 0.999),
    "email": (0.45, 0.97), "phone": (0.45, 0.97), "address": (0.40, 0.97),
}  # fmt: skip
FULL_NAME = BIT["name"] | BIT["name_kana"] | BIT["name_reading"]
NAMES = {"given": FULL_NAME | BIT["given_name"] | BIT["given_kana"], "family": FULL_NAME | BIT["family_name"]}

Nodes = npt.NDArray[np.int64]


def measure(scale: Scale, low: Nodes, high: Nodes, times: float) -> Rates:
    """Rates from a sample of candidate pairs, each standing for `times` pairs; few sure pairs keep what is assumed."""
    weights = scale.weigh(low, high)
    measured: dict[str, Any] = {}
    for name, (least, most) in BOUNDS.items():
        rate = _rate(weights, name)
        if rate is not None:
            measured[name] = float(np.clip(rate, least, most))
    measured["numbers"] = _numbers(scale, weights)
    measured["slip"] = _slip(weights, scale.rates.slip)
    if "birth_date" in measured:
        measured["birth_near"] = _near(weights)
    measured["nothing_shared"] = _nothing_shared(weights)
    measured["partners"] = _partners(scale, high, weights, times)
    return replace(scale.rates, **measured)


def _without(weights: Weights, *names: str) -> npt.NDArray[np.bool_]:
    """Pairs that stay sure when what these fields say is left out."""
    sure: npt.NDArray[np.bool_] = weights.without(*names) > SURE
    return sure


def _rate(weights: Weights, name: str) -> float | None:
    sure = _without(weights, name) & (weights.parts[name][0] != 0)
    if np.count_nonzero(sure) < LEAST:
        return None
    bits = NAMES.get(name, BIT[name] if name in BIT else np.uint32(0))
    return float(np.mean((weights.mask[sure] & bits) != 0))


def _numbers(scale: Scale, weights: Weights) -> dict[str, tuple[float, float]]:
    """How often one person's records agree on a number that both hold: nearly always in one house, less across two."""
    found = dict(scale.rates.numbers)
    for name, (_, household) in scale.rates.numbers.items():
        rate = _rate(weights, name) if name in weights.parts else None
        if rate is not None:
            found[name] = (float(np.clip(rate, 0.3, 0.997)), household)
    return found


def _slip(weights: Weights, assumed: float) -> float:
    """How often kanji and reading of the given name are known on both sides and only one of the two agrees."""
    sure = _without(weights, "given") & weights.both_scripts
    if np.count_nonzero(sure) < LEAST:
        return assumed
    kanji = (weights.mask & (BIT["name"] | BIT["given_name"])) != 0
    spoken = (weights.mask & (BIT["name_kana"] | BIT["name_reading"] | BIT["given_kana"])) != 0
    return float(np.clip(np.mean((kanji ^ spoken)[sure]), 0.004, 0.15))


def _near(weights: Weights) -> float:
    """Of the days of birth that differ, most differ by one slip."""
    sure = _without(weights, "birth_date") & (weights.parts["birth_date"][0] != 0)
    other = ((weights.mask | weights.against) & BIT["birth_date"]) != 0
    return float(np.clip(np.mean(~other[sure]) if sure.any() else 0.0, 0.002, 0.12))


def _partners(scale: Scale, high: Nodes, weights: Weights, times: float) -> tuple[float, float]:
    """Expected records, and master rows, of the same person for one record."""
    chance = 1 / (1 + 10 ** -np.clip(weights.weight, -6, 6))
    to_master = high >= scale.features.records
    records = max(scale.features.records, 1)
    others, members = 2 * chance[~to_master].sum() * times / records, chance[to_master].sum() * times / records
    return float(np.clip(others, 0.02, 3.0)), float(np.clip(members, 0.02, 1.2))


def _nothing_shared(weights: Weights) -> tuple[float, float, float]:
    """How often one person's records share none of the one, two or three contacts that both of them hold."""
    fields = (BIT["email"], BIT["phone"], BIT["address"])
    sure = _without(weights, "email", "phone", "address", "together", "namesake")
    against = np.sum([(weights.against & bit) != 0 for bit in fields], axis=0)
    agree = np.sum([(weights.mask & bit) != 0 for bit in (*fields, BIT["postcode"])], axis=0)
    found: list[float] = []
    for count, assumed in enumerate((0.18, 0.06, 0.03), 1):
        here = sure & (against + agree == count)
        rate = float(np.mean(agree[here] == 0)) if np.count_nonzero(here) >= LEAST else assumed
        found.append(float(np.clip(rate, 0.01, 0.5)))
    return found[0], min(found[:2]), min(found)
