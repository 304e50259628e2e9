"""Who stands in which file, and who is in the master: exact figures first, shares for the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenmatsu.errors import InputError
from tenmatsu.rehearsal import passports, registers
from tenmatsu.rehearsal.lexicon import Ints
from tenmatsu.rehearsal.passports import Passports
from tenmatsu.rehearsal.population import Population, populate
from tenmatsu.rehearsal.registers import Register
from tenmatsu.rehearsal.scenario import Figures, Noise, Scenario

INBOUND, DOCOMO, COMPANIONS, TRAVELLERS = "inbound", "docomo", "companions", "travellers"
AGAIN_PARTNER = 0.3
"""Share of further records of a partner's customer that are again at the partner (assumed)."""
REGULARS = 0.45
"""Share of persons who can have more than one record (assumed)."""
RENEWED = 0.03
"""Share of passports that replace another one in the evidence (assumed)."""
CHILD, ADULT = 13_870, 1_000
"""Days since 1970. Who was born after 2007 has no passport that ended long ago; who was born before 1972 may have."""
TRAVELLER_LIST = 0.7
"""Share of passports that stand in the travellers' list; the others stand in a booking (assumed)."""
PASSPORT_AGAIN = 0.4
"""Share of further bookings of a passport holder that carry the passport again (assumed)."""
MEMBERS_ONLY = ("members",)
"""Sources that list members only."""
COMPANION_BY_PLACE = (0.1, 0.9, 1.8, 1.8)
"""How often a companion's entry is the first, second, third, fourth of a household, against one another (assumed)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`owner[r]`, `file[r]`, `passport[r]` over evidence records in file order; `exposed[p]` over persons."""

    people: Population
    exposed: NDArray[np.bool_]
    owner: NDArray[np.int32]
    file: NDArray[np.int8]
    passport: NDArray[np.int32]
    passports: Passports
    register: Register


def scaled(figures: Figures, scale: float) -> Figures:
    """The figures at another scale, rounded; InputError when nothing would be left."""
    if not 0.0005 <= scale <= 4.0:
        raise InputError(
            f"--scale {scale}: a rehearsal can be written between 0.0005 and 4; give a scale in that range"
        )

    def at(number: int) -> int:
        return round(number * scale)

    return Figures(
        at(figures.records),
        at(figures.persons),
        at(figures.registrations),
        at(figures.registrations_affected),
        at(figures.members),
        at(figures.inbound),
        {name: at(number) for name, number in figures.partners.items()},
        max(at(figures.passports), 4),
        max(at(figures.passports_valid), 2),
    )


def plan(scenario: Scenario, figures: Figures, noise: Noise, rng: np.random.Generator) -> Plan:
    """The whole rehearsal in numbers."""
    outside = figures.registrations - figures.registrations_affected
    away = round(outside * 0.94)
    guests_away = round(away * 0.05)
    domestic = figures.persons - figures.inbound + away - guests_away
    people = populate(rng, domestic, figures.inbound + guests_away, noise.shared_email)
    exposed = np.zeros(len(people), bool)
    exposed[rng.permutation(domestic)[: figures.persons - figures.inbound]] = True
    exposed[domestic + rng.permutation(figures.inbound + guests_away)[: figures.inbound]] = True
    docomo = np.zeros(len(people), bool)
    native = np.flatnonzero(exposed[:domestic])
    docomo[rng.permutation(native)[: figures.partners.get("dトラベル", 0)]] = True
    owner = _owners(rng, np.flatnonzero(exposed), figures.records)
    source = _sources(rng, scenario, people, owner, docomo)
    held, passport = _passports(rng, scenario, figures, people, owner, source)
    file = _files(rng, scenario, source, passport >= 0)
    order = np.argsort(file, kind="stable")
    must = np.isin(source, [names_of(scenario).index(name) for name in (*MEMBERS_ONLY,)])
    entries = registers.register(rng, figures, people, exposed, docomo, owner, must)
    return Plan(people, exposed, owner[order], file[order], passport[order], held, entries)


def _owners(rng: np.random.Generator, exposed: Ints, records: int) -> NDArray[np.int32]:
    """Each exposed person once, then the regulars again, in random order."""
    regulars = rng.permutation(exposed)[: max(1, int(len(exposed) * REGULARS))]
    again = regulars[(len(regulars) * rng.random(records - len(exposed)) ** 1.25).astype(np.int64)]
    return rng.permutation(np.concatenate([exposed, again]).astype(np.int32))


def _first(owner: NDArray[np.int32], persons: int) -> NDArray[np.bool_]:
    """True at each person's first record."""
    at = np.full(persons, -1, np.int64)
    at[owner[::-1]] = np.arange(len(owner))[::-1]
    out = np.zeros(len(owner), bool)
    out[at[at >= 0]] = True
    return out


def _sources(
    rng: np.random.Generator,
    scenario: Scenario,
    people: Population,
    owner: NDArray[np.int32],
    docomo: NDArray[np.bool_],
) -> NDArray[np.int8]:
    """The number of each record's source in `_names`."""
    names = names_of(scenario)
    code = {name: at for at, name in enumerate(names)}
    shares = {name: share for name, share in scenario.sources.items() if name != COMPANIONS}
    weight = np.array(list(shares.values()))
    out = np.array([code[name] for name in shares], np.int8)[
        rng.choice(len(shares), len(owner), p=weight / weight.sum())
    ]
    place = people.place_in_house[owner]
    if COMPANIONS in code:
        likely = np.array(COMPANION_BY_PLACE)[place]
        likely *= scenario.sources[COMPANIONS] / likely.mean()
        out[rng.random(len(owner)) < likely] = code[COMPANIONS]
    at_partner = docomo[owner] & (_first(owner, len(people)) | (rng.random(len(owner)) < AGAIN_PARTNER))
    if DOCOMO in code:
        out[at_partner] = code[DOCOMO]
    out[owner >= people.domestic] = code[INBOUND]
    return out


def names_of(scenario: Scenario) -> list[str]:
    """The sources of a scenario, in order of its files."""
    return list(dict.fromkeys(layout.source for layout in scenario.files))


def _passports(
    rng: np.random.Generator,
    scenario: Scenario,
    figures: Figures,
    people: Population,
    owner: NDArray[np.int32],
    source: NDArray[np.int8],
) -> tuple[Passports, NDArray[np.int32]]:
    """The passports, and which of them (or -1) each record carries; moves records to the travellers' list in place."""
    names = names_of(scenario)
    bookings = [names.index(name) for name in ("home", "rurubu") if name in names]
    movable = rng.permutation(np.flatnonzero(np.isin(source, bookings)))
    current, old = _carriers(rng, figures.passports, owner, movable, people.born)
    carrier = np.concatenate([current, old])
    born = people.born[owner[carrier]].astype(np.int64)
    valid = _valid(rng, born[: len(current)], len(carrier), figures.passports_valid)
    held = passports.issue(rng, born, valid, scenario.brief.as_of, scenario.booked[1])
    out = np.full(len(owner), -1, np.int32)
    passport_of = np.full(len(people), -1, np.int32)
    passport_of[owner[current]] = np.arange(len(current))
    again = movable[(passport_of[owner[movable]] >= 0) & (rng.random(len(movable)) < PASSPORT_AGAIN)]
    out[again] = passport_of[owner[again]]
    out[carrier] = np.arange(len(carrier))
    carries = np.flatnonzero(out >= 0)
    listed = rng.random(len(carries)) < TRAVELLER_LIST
    source[carries] = np.where(listed, names.index(TRAVELLERS), names.index("home"))
    return held, out


def _carriers(
    rng: np.random.Generator, wanted: int, owner: NDArray[np.int32], movable: Ints, born: NDArray[np.int32]
) -> tuple[Ints, Ints]:
    """One record for each current passport, all of different persons, and one for each that was replaced.

    Replaced ones belong to adults who hold a current one and have a second record.
    """
    persons, first = np.unique(owner[movable], return_index=True)
    order = rng.permutation(len(persons))
    current = movable[first[order[: wanted - round(wanted * RENEWED)]]]
    rest = movable[
        np.isin(owner[movable], owner[current]) & ~np.isin(movable, current) & (born[owner[movable]] < ADULT)
    ]
    old = rest[np.unique(owner[rest], return_index=True)[1]][: wanted - len(current)]
    return movable[first[order[: wanted - len(old)]]], old


def _valid(rng: np.random.Generator, born: Ints, passports: int, wanted: int) -> Ints:
    """1 for `wanted` of the current passports (`born` of their holders): children first, whose first is still valid."""
    valid = np.zeros(passports, np.int64)
    rank = np.where(born > CHILD, -1.0, rng.random(len(born)))
    valid[np.argsort(rank, kind="stable")[:wanted]] = 1
    return valid


def _files(
    rng: np.random.Generator, scenario: Scenario, source: NDArray[np.int8], passport: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """The file of each record among those of its source, by share; a passport goes where there is a column for it."""
    out = np.zeros(len(source), np.int8)
    for number, name in enumerate(names_of(scenario)):
        files = [(at, layout) for at, layout in enumerate(scenario.files) if layout.source == name]
        apt = [one for one in files if any(column.field == "passport" for column in one[1].columns)]
        for among, which in ((files, ~passport), (apt or files, passport)):
            at = np.flatnonzero((source == number) & which)
            share = np.array([layout.share for _, layout in among])
            codes = np.array([code for code, _ in among], np.int8)
            out[at] = codes[rng.choice(len(among), len(at), p=share / share.sum())]
    return out
