"""Invented persons as finished words: for rehearsals of up to some ten thousand persons.

Names fall as they do among people (`tenmatsu.rehearsal.lexicon`), so strangers with one name occur; numbers, mailboxes
and telephones belong to one person each. Domains are reserved ones (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from tenmatsu.rehearsal import chance, lexicon, places
from tenmatsu.rehearsal.contact import DOMAINS
from tenmatsu.rehearsal.lexicon import BUCKETS, Ints
from tenmatsu.rehearsal.passports import day_number

EPOCH = date(1970, 1, 1)
FLAT = 0.35
"""Share of persons whose address names a building (assumed)."""


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person. `romaji` is (family, given) in small letters; `phone` has hyphens."""

    number: int
    family: str
    given: str
    family_kana: str
    given_kana: str
    romaji: tuple[str, str]
    sex: str
    born: date
    email: str
    phone: str
    postcode: str
    address: str

    @property
    def name(self) -> str:
        """Family and given name with a narrow space."""
        return f"{self.family} {self.given}"

    @property
    def kana(self) -> str:
        """The reading in katakana."""
        return f"{self.family_kana} {self.given_kana}"


def cast(
    rng: np.random.Generator, size: int, *, born: tuple[date, date] = (date(1940, 1, 1), date(2004, 12, 31)),
    women: float = 0.5, distinct: bool = False, near: str = "",
) -> list[Person]:  # fmt: skip
    """`size` persons born between two days; `distinct` leaves no two with one name; `near` begins their prefectures."""
    found: list[Person] = []
    names: set[str] = set()
    key = int(rng.integers(0, 50_000))
    while len(found) < size:
        for one in _some(rng, max(size - len(found), 16), born, women, near, key):
            key += 1
            if len(found) < size and _writable(one) and not (distinct and one.name in names):
                names.add(one.name)
                found.append(one)
    return found


def _writable(one: Person) -> bool:
    """Whether cp932 and EUC-JP hold every character, so that the answer is what the files say."""
    try:
        (one.name + one.address).encode("cp932")
        (one.name + one.address).encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return True


def _some(
    rng: np.random.Generator, size: int, born: tuple[date, date], women: float, near: str, key: int
) -> list[Person]:
    surnames, givens = lexicon.surnames(), lexicon.givens()
    days = rng.integers(day_number(born[0]), day_number(born[1]) + 1, size)
    sex = (rng.random(size) < women).astype(np.int64)
    bucket = np.searchsorted(np.array(BUCKETS, float), 1970 + days / 365.25, side="right")
    weights = [*givens.weight[0], *givens.weight[1]]
    family = lexicon.draw(rng, surnames.weight, size)
    given = lexicon.group_draw(rng, weights, sex * (len(BUCKETS) + 1) + bucket)
    homes = _homes(rng, size, near)
    return [
        Person(
            key + at, surnames.kanji[int(family[at])], givens.kanji[int(given[at])],
            surnames.kana[int(family[at])], givens.kana[int(given[at])],
            (surnames.romaji[int(family[at])], givens.romaji[int(given[at])]),
            "男女"[int(sex[at])], EPOCH + timedelta(days=int(days[at])),
            _mailbox(rng, surnames.romaji[int(family[at])], givens.romaji[int(given[at])], key + at), phone(key + at),
            homes[at].postcode, homes[at].address,
        )
        for at in range(size)
    ]  # fmt: skip


def _mailbox(rng: np.random.Generator, family: str, given: str, key: int) -> str:
    """A mailbox that nobody else has: the key is part of it."""
    forms = (f"{given}.{family}{key}", f"{family}_{given[:1]}{key}", f"{given}{key}", f"{family[0]}{given}.{key}")
    local = forms[int(rng.integers(0, len(forms)))].replace("'", "").replace("-", "").replace(" ", "")
    return f"{local}@{DOMAINS[int(rng.integers(0, len(DOMAINS)))]}"


def phone(key: int) -> str:
    """A mobile number, another one for every key below 270 million."""
    number = int(chance.scattered(np.array([key]), 104_395_301, 270_000_000)[0])
    rest = f"{number % 90_000_000 + 10_000_000:08d}"
    return f"{('090', '080', '070')[number // 90_000_000]}-{rest[:4]}-{rest[4:]}"


class Home(NamedTuple):
    """A postcode with its hyphen, and the address in one line."""

    postcode: str
    address: str


def _homes(rng: np.random.Generator, size: int, near: str) -> list[Home]:
    table = places.towns()
    town = lexicon.draw(rng, table.weight, size)
    if near:
        local = table.prefecture.str.starts_with(near).arg_true().to_numpy()
        town = local[rng.integers(0, len(local), size)]
    return [_home(rng, int(one)) for one in town]


def _home(rng: np.random.Generator, town: int) -> Home:
    table = places.towns()
    chome, block, house, room = (int(rng.integers(1, top)) for top in (7, 30, 20, 12))
    kind = int(rng.integers(0, 3))
    if table.chome[town]:
        number = (f"{chome}-{block}-{house}", f"{chome}丁目{block}番{house}号", f"{chome}丁目{block}-{house}")[kind]
    else:
        number = (f"{block}-{house}", f"{block}番地{house}", f"{block}番地")[kind]
    flat = f" コーポ{table.town[int(rng.integers(0, len(table.town)))][:2]}{room * 101}" if rng.random() < FLAT else ""
    code = table.postcode[town]
    where = f"{table.prefecture[town]}{table.city[town]}{table.town[town]}"
    return Home(f"{code[:3]}-{code[3:]}", f"{where}{number}{flat}")


def order(rng: np.random.Generator, size: int) -> Ints:
    """0 … size-1 in random order."""
    return rng.permutation(size).astype(np.int64)
