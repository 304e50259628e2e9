"""The people of the stranger's world: households, twins, namesakes, moves, and the numbers that each keeps."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from stranger_errors import Slips
from stranger_words import FLAVOURS, Words, check_digits

NOISE = {"clean": 0.06, "base": 1.0, "noisy": 3.0}


@dataclass
class House:
    family: tuple[str, str]
    address: tuple[str, str, str, str, str]
    line: str
    mail: str


@dataclass
class Person:
    number: int
    house: House
    family: tuple[str, str]
    given: tuple[str, str]
    sex: int
    born: date
    mobile: str
    mail: str
    old: House
    former: tuple[str, str]
    ids: dict[str, str] = field(default_factory=dict)


class World:
    """Everybody there is, drawn from one random source."""

    def __init__(self, seed: int, records: int, noise: str) -> None:
        self.rng = random.Random(seed)
        rng = self.rng
        self.words = Words(rng)
        self.flavour = rng.choice(sorted(FLAVOURS))
        self.facts = FLAVOURS[self.flavour]
        self.level = NOISE[noise]
        self.slips = Slips(rng, self.level, self.words)
        self.again = rng.choice((0.0, 0.15, 0.35, 0.6))
        self.persons: list[Person] = []
        self.used: set[str] = set()
        self.has_master = False
        wanted = max(2, int(records / (1 + self.again) * 1.12))
        while len(self.persons) < wanted:
            self.household(rng.choices((1, 2, 3, 4, 5), self.facts.sizes)[0])
        self.persons = self.persons[:wanted]

    def fresh(self, make) -> str:
        """A value that nobody has had yet."""
        while (value := make()) in self.used:
            pass
        self.used.add(value)
        return value

    def house(self, family: tuple[str, str]) -> House:
        words = self.words
        return House(family, words.address(), self.fresh(words.landline), self.fresh(lambda: words.mail(family, None)))

    def household(self, size: int) -> None:
        rng, words = self.rng, self.words
        house = self.house(words.family())
        oldest = date(1930, 1, 1) + timedelta(days=rng.randrange(0, 27000))
        twins = size >= 3 and rng.random() < 0.02
        for place in range(size):
            sex = rng.randrange(2)
            born = self.birthday(place, oldest)
            given = words.given(sex, born.year)
            if twins and place == size - 1:
                born, sex = self.persons[-1].born, self.persons[-1].sex
                given = words.like(self.persons[-1].given, sex)
            elif place >= 2 and rng.random() < 0.03:
                given = words.namesake(self.persons[-place].given, sex)
            family = house.family if rng.random() > 0.03 else words.family()
            shared = place and rng.random() < self.facts.shared_mail
            mail = house.mail if shared else self.fresh(lambda f=family, g=given: words.mail(f, g))
            self.persons.append(
                Person(
                    len(self.persons) + 1,
                    house,
                    family,
                    given,
                    sex,
                    born,
                    self.fresh(words.mobile),
                    mail,
                    house,
                    words.family() if sex else family,
                )
            )
        if rng.random() < 0.3:
            moved = self.house(house.family)
            for person in self.persons[-size:]:
                person.old = moved

    def birthday(self, place: int, oldest: date) -> date:
        """When the member at `place` of a household was born; at a school all are pupils."""
        rng = self.rng
        if self.flavour == "school":
            return date(2010, 4, 2) + timedelta(days=rng.randrange(0, 3280))
        later = 0 if place == 0 else rng.randrange(-1500, 3000) if place == 1 else rng.randrange(8000, 14000)
        return min(oldest + timedelta(days=later), date(2025, 3, 1) - timedelta(days=rng.randrange(0, 4000)))

    def named(self, person: Person, kind: str) -> str:
        """A number that this person keeps: patient number, My Number, card …"""
        if kind not in person.ids:
            made = check_digits(kind, self.rng)
            person.ids[kind] = made if kind == "card_expiry" else self.fresh(lambda: check_digits(kind, self.rng))
        return person.ids[kind]
