"""The facts of one case as the rules see them.

Rules read facts and nothing else. A fact is never overwritten: a later one supersedes an earlier one by naming it
(its key, its value, the instant it was recorded, or the fact's name for all earlier ones) and must say why.
What is not superseded stands, side by side with what contradicts it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tenmatsu.errors import InputError
from tenmatsu.law.moments import begins_with_moment
from tenmatsu.law.places import members_of
from tenmatsu.law.values import Interval, Moment, Said, split_moment
from tenmatsu.law.vocabulary import Value, name_of, read_value, term_of
from tenmatsu.model import Fact

HINT = "residents_hint"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of the day of knowing: when, which department, on what evidence.

    `stand_in`: nobody has recorded a day of knowing, and the day of discovery is taken in its place.
    """

    when: Moment
    who: str
    fact: Fact
    chosen: bool = False
    stand_in: bool = False


def key_of(fact: Fact) -> str:
    """Eight hexadecimal digits that name a fact in `supersedes`: what is said, from what, by whom.

    The moment of recording is no part of it: what case.toml and the register say bears the time of the file, which
    changes when a case is copied or case.toml is edited, and the same thing said twice is the same fact.
    """
    return _digest(fact.name, fact.value, fact.source, fact.by)


def keys_of(fact: Fact) -> tuple[str, str]:
    """The key, and the one that an older ledger may name: it held the moment of recording too."""
    return key_of(fact), _digest(fact.name, fact.value, fact.source, fact.by, fact.recorded.isoformat())


def _called(fact: Fact) -> tuple[str, ...]:
    return (*keys_of(fact), fact.value, fact.recorded.isoformat())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]


class Facts:
    """The facts of one case. `live` are those that nothing has superseded, in the order of recording.

    A ledger cannot be mended, so a fact that cannot be read, or supersedes without saying why, stops nothing: it is
    set aside in `faults` with the sentence that says what is wrong, and counts as never recorded (or as superseding
    nothing). `check` raises that sentence for whoever is about to record a fact.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.all = tuple(sorted(facts, key=lambda fact: fact.recorded.timestamp()))
        self.faults: list[tuple[Fact, str]] = []
        self._name: dict[int, str] = {}
        self._values: dict[int, Value] = {}
        for fact in self.all:
            self._take(fact)
        self._named = [(self._name[id(fact)], fact) for fact in self.all if id(fact) in self._name]
        gone = {id(old) for _, fact in self._named if fact.supersedes for old in self._replaced(fact)}
        self.live = tuple(fact for _, fact in self._named if id(fact) not in gone)
        self.superseded = tuple(fact for _, fact in self._named if id(fact) in gone)
        self._live: dict[str, list[tuple[Fact, Value]]] = {}
        for fact in self.live:
            self._live.setdefault(self._name[id(fact)], []).append((fact, self._values[id(fact)]))

    def check(self, facts: Iterable[Fact]) -> None:
        """InputError for the first of `facts` that could not be used as it stands."""
        asked = {id(fact) for fact in facts}
        for fact, sentence in self.faults:
            if id(fact) in asked:
                raise InputError(sentence)

    def _take(self, fact: Fact) -> None:
        try:
            name = name_of(fact.name)
            self._values[id(fact)] = self._read(name, fact)
            self._name[id(fact)] = name
        except InputError as error:
            self.faults.append((fact, str(error)))

    def _read(self, name: str, fact: Fact) -> Value:
        if term_of(name).candidates and fact.at is not None and not begins_with_moment(fact.value):
            return fact.at
        return read_value(name, fact.value)

    def _replaced(self, fact: Fact) -> list[Fact]:
        name, when, wanted = self._name[id(fact)], fact.recorded.timestamp(), str(fact.supersedes)
        others = [old for other, old in self._named if other == name and old is not fact]
        older = [old for old in others if old.recorded.timestamp() <= when]
        found = [old for old in older if wanted in (*_called(old), old.name, name)]
        # the time of case.toml is that of the file: what it says may seem later than the fact that replaces it
        found = found or [old for old in others if wanted in _called(old) and not old.supersedes]
        if not fact.note:
            self.faults.append((fact, f"the fact {name} supersedes an earlier one without saying why; give its note"))
            return []
        if not found:
            self.faults.append((fact, f"the fact {name} supersedes something that no earlier fact of that name is"))
        return found

    def of(self, name: str) -> tuple[tuple[Fact, Value], ...]:
        """The live facts of a name with their values; `residents.EU` gathers its members."""
        stem, _, place = name.partition(".")
        if place:
            return self._residents(stem, place)
        return tuple(self._live.get(name, ()))

    def was(self, name: str) -> tuple[tuple[Fact, Value], ...]:
        """The superseded facts of a name."""
        return tuple((fact, self._values[id(fact)]) for fact in self.superseded if self._name[id(fact)] == name)

    def value(self, name: str) -> Value:
        """The last live value, or None."""
        found = self.of(name)
        return found[-1][1] if found else None

    def moments(self, name: str) -> tuple[tuple[Fact, Moment], ...]:
        """The live moments of a name that are known."""
        return tuple((fact, value) for fact, value in self.of(name) if isinstance(value, date))

    def _residents(self, stem: str, place: str) -> tuple[tuple[Fact, Value], ...]:
        within = members_of(place)
        found = [self._one_place(pairs) for name, pairs in self._live.items() if _place_in(name, stem, within)]
        if not found:
            closed = tuple((fact, Interval(0, 0)) for fact in self._closing())
            return self._around(stem, place) or closed or self._hinted(within)
        low = sum(value.at_least for _, value in found)
        highs = [value.at_most for _, value in found]
        high = None if None in highs else sum(one for one in highs if one is not None)
        return ((found[0][0], Interval(low, high)),)

    def _one_place(self, pairs: list[tuple[Fact, Value]]) -> tuple[Fact, Interval]:
        """What the facts of one place say together: they speak of the same persons, so the widest reading, no sum."""
        spans = [(fact, value) for fact, value in pairs if isinstance(value, Interval)]
        low = max(value.at_least for _, value in spans)
        highs = [value.at_most for _, value in spans]
        high = None if None in highs else max(one for one in highs if one is not None)
        return next(fact for fact, value in spans if value.at_least == low), Interval(low, high)

    def _around(self, stem: str, place: str) -> tuple[tuple[Fact, Value], ...]:
        """A state of which only the whole is told: of 5 persons in the US between none and 5 live in California."""
        whole = self._live.get(f"{stem}.{place.partition('-')[0]}") if "-" in place else None
        if not whole:
            return ()
        fact, value = self._one_place(whole)
        return ((fact, Interval(0, value.at_most)),)

    def _hinted(self, within: frozenset[str]) -> tuple[tuple[Fact, Value], ...]:
        """Nothing is said, but data of the persons point there: nobody, or any number of them, may live there."""
        around = within | {one.partition("-")[0] for one in within}
        hints = [pair for name, pairs in self._live.items() if _place_in(name, HINT, around) for pair in pairs]
        whole = self._one_place(self._live["persons"])[1].at_most if "persons" in self._live else None
        return tuple((fact, Interval(0, whole)) for fact, value in hints if _may_hold(value))

    def _closing(self) -> list[Fact]:
        """Facts that close the list of places: nobody lives abroad, or the list covers everybody."""
        nobody = [fact for fact, value in self.of("residents_abroad") if value is Said.NO]
        somebody = [fact for fact, value in self.of("residents_abroad") if value is not Said.NO]
        complete = [fact for fact, value in self.of("residents_complete") if value is Said.YES]
        return complete or ([] if somebody else nobody)

    def places(self, place: str) -> tuple[str, ...]:
        """The places inside `place` where at least one person is said to live, sorted."""
        return tuple(one for one in self.all_places() if one in members_of(place))

    def all_places(self) -> tuple[str, ...]:
        """Every place where somebody is said to live, and where data point to while nobody has said it; sorted."""
        stems = ("residents",) if self._closing() else ("residents", HINT)
        ended = {name.partition(".")[2] for name in self._live if name.startswith("residents.")}
        return tuple(
            sorted(
                {
                    place
                    for name, pairs in self._live.items()
                    for stem, _, place in (name.partition("."),)
                    if place and stem in stems and (stem != HINT or place not in ended)
                    if any(_may_hold(value) for _, value in pairs)
                }
            )
        )

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every reading of the day of knowing, the chosen one first, then in order of time; where none is recorded the
        days of discovery, since whoever discovered it knew of it."""
        choice = [value for _, value in self.moments("known_choice")]
        found = []
        if not self.moments("known"):
            discovered = self.moments("discovered")
            return tuple(
                Candidate(value, "", fact, bool(choice) and value == choice[-1], stand_in=True)
                for fact, value in sorted(discovered, key=lambda pair: str(pair[1]))
            )
        for fact, value in self.moments("known"):
            moment, who = split_moment(fact.value)
            who = who if moment is not None or fact.at is None else fact.value
            found.append(Candidate(value, who, fact, chosen=bool(choice) and value == choice[-1]))
        return tuple(sorted(found, key=lambda one: (not one.chosen, str(one.when))))


def _place_in(name: str, stem: str, within: frozenset[str]) -> bool:
    return name.startswith(f"{stem}.") and name.partition(".")[2] in within


def _may_hold(value: Value) -> bool:
    return isinstance(value, Interval) and value.at_most != 0
