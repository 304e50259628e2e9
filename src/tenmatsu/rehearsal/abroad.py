"""Guests from abroad: romaji names, passports' countries, couples on one e-mail address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from tenmatsu.rehearsal import lexicon
from tenmatsu.rehearsal.favourites import ABROAD
from tenmatsu.rehearsal.lexicon import Floats, Ints


@dataclass(frozen=True, slots=True)
class Foreign:
    """`family` and `given` name tables over all countries; `first[c]` and `last[c]` bound the rows of country c."""

    country: pl.Series
    code: pl.Series
    share: Floats
    family: pl.Series
    given: pl.Series
    family_range: Ints
    given_range: Ints


@cache
def foreign() -> Foreign:
    """The name tables; given names of two words are also combined (WEI + MING) where the country does so."""
    families = [_family_names(facts[1], facts[2].split()) for facts in ABROAD.values()]
    givens = [_given_names(facts[1], facts[3]) for facts in ABROAD.values()]
    return Foreign(
        pl.Series(list(ABROAD)),
        pl.Series([facts[1] for facts in ABROAD.values()]),
        np.cumsum([facts[0] for facts in ABROAD.values()]),
        pl.Series([name for names in families for name in names]),
        pl.Series([name for names in givens for name in names]),
        np.cumsum([0, *(len(names) for names in families)]).astype(np.int64),
        np.cumsum([0, *(len(names) for names in givens)]).astype(np.int64),
    )


def _family_names(code: str, words: list[str]) -> list[str]:
    """Thai family names are nearly unique: each first half with each second half."""
    if code != "THA":
        return words
    firsts, seconds = ([word.split("-")[at] for word in words] for at in (0, 1))
    return [first + second for first in firsts for second in seconds]


def _given_names(code: str, text: str) -> list[str]:
    words = text.split("|") if "|" in text else text.split()
    if code == "CHN":
        return words + [first + second.lower().upper() for first in words for second in words if first != second]
    if code in {"USA", "AUS", "GBR", "FRA"}:
        return words + [f"{first} {second}" for first in words for second in words if first != second]
    if code in {"KOR", "THA", "VNM"}:
        between = " " if code == "VNM" else ""
        firsts, seconds = ([word.split("-")[at] for word in words] for at in (0, 1))
        return [first + between + second for first in dict.fromkeys(firsts) for second in dict.fromkeys(seconds)]
    if code in {"TWN", "HKG"}:
        halves = sorted({half for word in words for half in word.replace("-", " ").split()})
        between = "-" if code == "TWN" else " "
        return words + [first + between + second for first in halves for second in halves if first != second]
    return words


def births(rng: np.random.Generator, number: int, middle: float, spread: float, ends: tuple[float, float]) -> Floats:
    """Days since 1970 around the year `middle`; those that fall outside the `ends` are spread evenly between them."""
    year = rng.normal(middle, spread, number)
    year = np.where((year < ends[0]) | (year > ends[1]), rng.uniform(*ends, number), year)
    days: Floats = (year - 1970.0) * 365.25
    return days


@dataclass(frozen=True, slots=True)
class Guests:
    """Parallel columns; `family` and `given` are rows of `foreign()`."""

    sex: Ints
    born: Ints
    family: Ints
    given: Ints
    house: Ints
    mail: Ints
    country: Ints


def guests(rng: np.random.Generator, number: int) -> Guests:
    """`number` guests, one in five travelling on the e-mail address of the one before."""
    words = foreign()
    alone = rng.random(number) >= 0.2
    if number:
        alone[0] = True
    lead = np.maximum.accumulate(np.where(alone, np.arange(number), 0))
    country = lexicon.draw(rng, words.share, number)[lead] if number else np.zeros(0, np.int64)
    born = births(rng, number, 1981.0, 11.0, (1935.0, 2013.0)).astype(np.int64)
    family = _within(rng, words.family_range, country)
    return Guests(
        rng.integers(0, 2, number),
        born,
        np.where(rng.random(number) < 0.5, family[lead], family) if number else family,
        _within(rng, words.given_range, country),
        np.cumsum(alone) - 1,
        np.where(rng.random(number) < 0.6, lead, np.arange(number)),
        country,
    )


def _within(rng: np.random.Generator, bounds: Ints, country: Ints) -> Ints:
    """A row of each one's own country, the first ones more often (the square of an even draw)."""
    low, high = bounds[country], bounds[country + 1]
    return low + ((high - low) * rng.random(len(country)) ** 1.6).astype(np.int64)
