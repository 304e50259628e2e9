"""Some thousand records of one file as whole numbers: whose they are, and what went wrong in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenmatsu.rehearsal import chance, lexicon
from tenmatsu.rehearsal.lexicon import Floats, Ints
from tenmatsu.rehearsal.passports import Passports
from tenmatsu.rehearsal.population import Population
from tenmatsu.rehearsal.scenario import Noise

Flags = NDArray[np.bool_]

AGENCY = 0.012
"""Share of records booked by a travel agency with its own e-mail and telephone, where agencies book (assumed)."""
AGENCY_SIZE = 260
"""Records per agency."""
DESK = 0.010
"""Share of records booked by a company's travel desk: its e-mail, telephone and address (assumed)."""
DESK_SIZE = 18
FAMILY_PHONE = 0.25
"""Share of records of household members that carry the head's mobile number (assumed)."""
ROMAJI_OLD = 0.08
"""Share of e-mail addresses still made from the surname before marriage (assumed)."""
VARIANT_OF_PLAIN = 0.01
"""Share of records that write a plain surname (高橋) in its variant form (髙橋), or read it otherwise (assumed)."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Parallel columns over some records of one layout. `agency` and `desk` are -1 where the person booked alone."""

    people: Population
    who: Ints
    style: Mapping[str, str]
    noise: Noise
    rng: np.random.Generator
    surname: Ints
    given: Ints
    given_kana: Ints
    kana_slip: Flags
    born: Ints
    moved: Ints
    mail_version: Ints
    phone_version: Ints
    agency: Ints
    desk: Ints
    booked: Ints
    passports: Passports
    passport: Ints
    member: Ints
    partner: Ints
    service: Ints
    partners: tuple[str, ...]
    services: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.who)

    @property
    def guest(self) -> Flags:
        """True where the person is a guest from abroad."""
        return self.who >= self.people.domestic


@dataclass(frozen=True, slots=True)
class Given:
    """What the plan of a file says of its records; `current` rows show what is true now, not what was before."""

    who: Ints
    passports: Passports
    passport: Ints
    member: Ints
    partner: Ints
    service: Ints
    partners: tuple[str, ...]
    services: tuple[str, ...]
    agents: bool
    booked: tuple[int, int]
    current: Flags | None = None


def chunk(
    people: Population, given: Given, style: Mapping[str, str], noise: Noise, rng: np.random.Generator, records: int
) -> Chunk:
    """The records of `given` with their errors drawn; `records` is the size of the whole rehearsal."""
    who, size = given.who, len(given.who)
    wrong = rng.random(size)
    slip_kanji, slip_kana = wrong < noise.given_slip / 2, wrong > 1 - noise.given_slip / 2
    native = who < people.domestic
    homophone = lexicon.givens().homophone
    own = people.given[who].astype(np.int64)
    past = np.ones(size, bool) if given.current is None else ~given.current
    safe = np.where(native, own, 0)
    booker = rng.random(size)
    return Chunk(
        people=people,
        who=who,
        style=style,
        noise=noise,
        rng=rng,
        surname=_surname(people, who, noise, rng, past),
        given=np.where(native & slip_kanji, homophone[safe], own),
        given_kana=own,
        kana_slip=slip_kana & native,
        born=_births(people.born[who].astype(np.int64), noise.birth_slip, rng),
        moved=((rng.random(size) < noise.moved) & past).astype(np.int64),
        mail_version=((rng.random(size) < noise.email_changed) & past).astype(np.int64),
        phone_version=((rng.random(size) < noise.phone_changed) & past).astype(np.int64),
        agency=_bookers(booker < AGENCY, AGENCY, AGENCY_SIZE, given.agents, native, rng, records),
        desk=_bookers(booker > 1 - DESK, DESK, DESK_SIZE, given.agents, native, rng, records),
        booked=rng.integers(given.booked[0], given.booked[1], size),
        passports=given.passports,
        passport=given.passport,
        member=given.member,
        partner=given.partner,
        service=given.service,
        partners=given.partners,
        services=given.services,
    )


def _bookers(
    chosen: Flags, share: float, each: int, agents: bool, native: Flags, rng: np.random.Generator, records: int
) -> Ints:
    number = max(3, round(records * share / each))
    which = (number * rng.random(len(chosen)) ** 1.5).astype(np.int64)
    return np.where(chosen & native & agents, which, -1)


def _surname(people: Population, who: Ints, noise: Noise, rng: np.random.Generator, past: Flags) -> Ints:
    own = people.surname[who].astype(np.int64)
    woman = (people.sex[who] == 1) & (who < people.domestic)
    own = np.where(woman & past & (rng.random(len(who)) < noise.renamed), people.old_surname[who], own)
    names = lexicon.surnames()
    native = who < people.domestic
    safe = np.where(native, own, 0)
    other = names.other[safe]
    rate = np.where(other < safe, noise.variant, VARIANT_OF_PLAIN)
    return np.where(native & (rng.random(len(who)) < rate), other, own)


def _births(born: Ints, rate: float, rng: np.random.Generator) -> Ints:
    """`born` with a share `rate` mistyped: one digit of the day, month or year, or day and month exchanged."""
    wrong = np.flatnonzero(rng.random(len(born)) < rate)
    out = born.copy()
    out[wrong] = mistyped(born[wrong], rng)
    return out


def mistyped(born: Ints, rng: np.random.Generator) -> Ints:
    """Each day with one digit wrong, or its day and month exchanged where that is a day."""
    year, month, day = civil(born)
    how = rng.integers(0, 6, len(born))
    sign = np.where(rng.random(len(born)) < 0.5, 1, -1)
    swap = (how == 0) & (day <= 12) & (day != month)
    year = year + np.where(how == 1, sign, 0) + np.where(how == 2, 10 * sign, 0)
    new_month = np.where(swap, day, np.where(how == 3, np.where(month == 12, 11, month + 1), month))
    day = np.where(swap, month, day)
    day = np.where(
        (how >= 4) | ((how == 0) & ~swap), np.where(day > 19, day - 10, day + np.where(day < 18, 10, 1)), day
    )
    return days(year, new_month, np.minimum(day, 28))


def civil(born: Ints) -> tuple[Ints, Ints, Ints]:
    """Year, month and day of days since 1970-01-01."""
    date = born.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    year = date.astype("datetime64[Y]").astype(np.int64) + 1970
    return year, month.astype(np.int64) % 12 + 1, (date - month).astype(np.int64) + 1


def days(year: Ints, month: Ints, day: Ints) -> Ints:
    """Days since 1970-01-01 of year, month and day."""
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64) + day - 1


def chosen(rng: np.random.Generator, size: int, share: float) -> Flags:
    """True for about `share` of `size`."""
    return rng.random(size) < share


def phone_owner(one: Chunk) -> Ints:
    """Whose mobile number stands in each record: the person's, or that of the head of the household."""
    place = np.where(one.guest, 0, one.people.place_in_house[one.who]).astype(np.int64)
    heads = one.rng.random(len(one)) < FAMILY_PHONE
    return one.who - np.where(heads, place, 0)


def uneven(one: Chunk, salt: int) -> Floats:
    """A number 0 … 1 that belongs to each person."""
    return chance.even(one.who, salt)
