"""Invented persons as columns of whole numbers: households, kin who look alike, and what each person was before.

Eight million persons take about 80 bytes each; words are looked up only when a file is written.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenmatsu.rehearsal import abroad, lexicon, places
from tenmatsu.rehearsal.lexicon import BUCKETS, Floats, Ints

HOUSEHOLD = (0.55, 0.27, 0.10, 0.08)
"""Share of households with 1, 2, 3, 4 persons among the customers (assumed)."""
TWINS = 0.012
"""Share of third and fourth members born on one day with the one before them (assumed; in Japan one birth in 100)."""
NAMESAKES = 0.03
"""Share of first sons' names that sound like the father's (assumed)."""
STRANGERS = 0.0002
"""Share of persons who get the full name and birthday of an unrelated person, over what chance brings (assumed)."""
FAMILY_MAIL = 0.5
"""Of those who are not head of a household: share without an own address, times shared_email / 0.3 (assumed)."""
OTHER_SURNAME = 0.04
"""Share of household members with another surname (assumed)."""
LATEST = 16700.0
"""Nobody is born after 2015-09 (days since 1970)."""
DAY0 = np.datetime64("1970-01-01", "D")


@dataclass(slots=True)
class Population:
    """Parallel columns over persons; the first `domestic` live in Japan, the rest are guests from abroad.

    `born` counts days from 1970-01-01. `mail` names the person whose address is used, `house` whose landline.
    The columns that begin with `old_` hold what was true before a marriage or a move.
    """

    domestic: int
    sex: NDArray[np.int8]
    born: NDArray[np.int32]
    surname: NDArray[np.int32]
    given: NDArray[np.int32]
    old_surname: NDArray[np.int32]
    house: NDArray[np.int32]
    place_in_house: NDArray[np.int8]
    mail: NDArray[np.int32]
    town: NDArray[np.int32]
    old_town: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.sex)


def populate(rng: np.random.Generator, domestic: int, guests: int, shared_email: float) -> Population:
    """`domestic` persons in households, then `guests` from abroad."""
    home = _households(rng, domestic)
    away = abroad.guests(rng, guests)
    surnames, givens = lexicon.surnames(), lexicon.givens()
    house, place = home
    sex, born = _sexes_and_births(rng, house, place)
    surname = _surnames(rng, house, surnames.weight)
    given = _givens(rng, sex, born, givens)
    _likenesses(rng, sex, born, given, place, givens)
    mail = _mailboxes(rng, house, place, shared_email)
    everywhere = lexicon.draw(rng, places.towns().weight, int(house[-1]) + 1)
    old = surname.copy()
    women = np.flatnonzero(sex == 1)
    old[women] = lexicon.draw(rng, surnames.weight, len(women))
    town = everywhere[house]
    _strangers(rng, surname, given, born, sex)
    return Population(
        domestic,
        np.concatenate([sex, away.sex]).astype(np.int8),
        np.concatenate([born, away.born]).astype(np.int32),
        np.concatenate([surname, away.family]).astype(np.int32),
        np.concatenate([given, away.given]).astype(np.int32),
        np.concatenate([old, away.family]).astype(np.int32),
        np.concatenate([house, house[-1] + 1 + away.house]).astype(np.int32),
        np.concatenate([place, np.zeros(guests)]).astype(np.int8),
        np.concatenate([mail, domestic + away.mail]).astype(np.int32),
        np.concatenate([town, away.country]).astype(np.int32),
        np.concatenate([lexicon.draw(rng, places.towns().weight, domestic), away.country]).astype(np.int32),
    )


def _households(rng: np.random.Generator, persons: int) -> tuple[Ints, Ints]:
    sizes = rng.choice(4, size=persons, p=HOUSEHOLD) + 1
    ends = np.cumsum(sizes)
    last = int(np.searchsorted(ends, persons)) + 1
    house = np.repeat(np.arange(last), sizes[:last])[:persons]
    starts = ends[:last] - sizes[:last]
    return house, np.arange(persons) - starts[house]


def _sexes_and_births(rng: np.random.Generator, house: Ints, place: Ints) -> tuple[Ints, Ints]:
    homes = int(house[-1]) + 1
    head_sex = (rng.random(homes) < 0.42).astype(np.int64)
    head_born = abroad.births(rng, homes, 1969.0, 13.0, (1926.0, 1997.9))
    anyone = (rng.random(len(house)) < 0.5).astype(np.int64)
    sex = np.where(place == 0, head_sex[house], np.where(place == 1, 1 - head_sex[house], anyone))
    spouse = rng.normal(1.5, 4.0, len(house)) * 365.25
    child = rng.uniform(23.0, 38.0, len(house)) * 365.25
    after = np.where(place == 0, 0.0, np.where(place == 1, spouse, child))
    born = head_born[house] + after
    born = np.where(born > LATEST, LATEST - rng.uniform(0.0, 18.0 * 365.25, len(house)), born)
    return sex, born.astype(np.int64)


def _surnames(rng: np.random.Generator, house: Ints, weight: Floats) -> Ints:
    surname = lexicon.draw(rng, weight, int(house[-1]) + 1)[house]
    other = np.flatnonzero(rng.random(len(house)) < OTHER_SURNAME)
    surname[other] = lexicon.draw(rng, weight, len(other))
    return surname


def _givens(rng: np.random.Generator, sex: Ints, born: Ints, givens: lexicon.Givens) -> Ints:
    year = 1970 + born / 365.25
    bucket = np.searchsorted(np.array(BUCKETS, float), year, side="right")
    weights = [*givens.weight[0], *givens.weight[1]]
    return lexicon.group_draw(rng, weights, sex * (len(BUCKETS) + 1) + bucket)


def _likenesses(
    rng: np.random.Generator, sex: Ints, born: Ints, given: Ints, place: Ints, givens: lexicon.Givens
) -> None:
    """Twins (one birthday, names that begin alike) and sons whose names sound like the father's, in place."""
    later = np.flatnonzero(place == 3)
    twins = later[rng.random(len(later)) < TWINS * 4]
    born[twins] = born[twins - 1]
    sex[twins] = sex[twins - 1]
    given[twins] = givens.sibling[given[twins - 1]]
    sons = np.flatnonzero((place == 2) & (sex == 0))
    sons = sons[sex[sons - 2] == 0]
    sons = sons[rng.random(len(sons)) < NAMESAKES]
    given[sons] = givens.homophone[given[sons - 2]]


def _mailboxes(rng: np.random.Generator, house: Ints, place: Ints, shared: float) -> Ints:
    people = np.arange(len(house))
    heads = people - place
    own = rng.random(len(house)) >= FAMILY_MAIL * shared / 0.3 * np.where(place >= 2, 1.6, 1.0)
    return np.where((place == 0) | own, people, heads)


def _strangers(rng: np.random.Generator, surname: Ints, given: Ints, born: Ints, sex: Ints) -> None:
    pairs = int(len(surname) * STRANGERS)
    left, right = rng.integers(0, len(surname), pairs), rng.integers(0, len(surname), pairs)
    for column in (surname, given, born, sex):
        column[left] = column[right]
