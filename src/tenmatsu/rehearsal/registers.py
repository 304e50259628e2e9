"""The customer master in numbers: a row per registration; one person may have several, even at one site."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenmatsu.rehearsal.lexicon import Ints
from tenmatsu.rehearsal.population import Population
from tenmatsu.rehearsal.scenario import Figures

SAME_SITE = 0.12
"""Share of second registrations at the same site: true duplicates (assumed)."""
SITES = (0.545, 0.424, 0.031)
"""Share of first registrations at the home page, at the second site, at partners (assumed; all partners together
have about 500,000 customers, as was published)."""
HOME, SECOND, INBOUND, PARTNER = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Register:
    """Parallel columns over master rows in order of `number`, and `first` over persons: their first row, or -1."""

    owner: NDArray[np.int32]
    service: NDArray[np.int8]
    partner: NDArray[np.int8]
    number: Ints
    first: NDArray[np.int32]


def register(
    rng: np.random.Generator,
    figures: Figures,
    people: Population,
    exposed: NDArray[np.bool_],
    docomo: NDArray[np.bool_],
    owner: NDArray[np.int32],
    listed: NDArray[np.bool_],
) -> Register:
    """`figures.members` exposed members with `registrations_affected` rows, and outsiders with the rest.

    Guests, dトラベル customers and persons in a list of members (`listed` records) are always members.
    """
    sure = docomo.copy()
    sure[people.domestic :] = exposed[people.domestic :]
    sure[owner[listed]] = True
    maybe = rng.permutation(np.flatnonzero(exposed & ~sure))
    sure_ones = np.flatnonzero(sure)
    inside = np.concatenate([sure_ones, maybe[: max(figures.members - len(sure_ones), 0)]])
    outside = np.flatnonzero(~exposed)
    first_site = _first_sites(rng, people, docomo)
    rows_in = _rows(rng, inside, figures.registrations_affected, people.domestic)
    rows_out = _rows(rng, outside, figures.registrations - figures.registrations_affected, people.domestic)
    rows = np.concatenate([rows_in, rows_out]).astype(np.int32)
    again = np.concatenate([_repeated(len(inside), len(rows_in)), _repeated(len(outside), len(rows_out))])
    other = np.where(first_site[rows] == HOME, SECOND, HOME)
    move = again & (rng.random(len(rows)) >= SAME_SITE) & (rows < people.domestic)
    service = np.where(move, other, first_site[rows]).astype(np.int8)
    partner = np.where(service == PARTNER, np.where(docomo[rows], 1, rng.integers(2, 5, len(rows))), 0).astype(np.int8)
    order = rng.permutation(len(rows))
    number = 10_000_000 + np.cumsum(rng.integers(1, 90, len(rows)))
    first = np.full(len(people), -1, np.int32)
    owners = rows[order]
    first[owners[::-1]] = np.arange(len(rows), dtype=np.int32)[::-1]
    return Register(owners, service[order], partner[order], number, first)


def _rows(rng: np.random.Generator, persons: Ints, rows: int, domestic: int) -> Ints:
    """Each person once, then some who live in Japan again."""
    native = persons[persons < domestic]
    again = native[rng.integers(0, len(native), rows - len(persons))]
    return np.concatenate([persons, again])


def _repeated(persons: int, rows: int) -> NDArray[np.bool_]:
    return np.arange(rows) >= persons


def _first_sites(rng: np.random.Generator, people: Population, docomo: NDArray[np.bool_]) -> NDArray[np.int8]:
    site = rng.choice(np.array([HOME, SECOND, PARTNER], np.int8), len(people), p=SITES)
    site[docomo] = PARTNER
    site[people.domestic :] = INBOUND
    return site
