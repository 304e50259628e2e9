"""Passports: which are in the evidence, when they were issued, and which are valid on the day.

Rule: a number that begins with T was issued for ten years, one that begins with M for five; persons under 20 on the day
of issue got five years only (旅券法 as in force in 2016). A passport is valid through the day with the same month and
day, that many years later. No passport here ends within a month of the day that is asked for, so that no reading of
the last day changes the count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from tenmatsu.rehearsal import chance
from tenmatsu.rehearsal.lexicon import Ints
from tenmatsu.rehearsal.population import DAY0

FIRST_TEN_YEARS = 9439
"""1995-11-05 in days: five- and ten-year passports begin."""
LETTERS = "HKRSZG"
MARGIN = 31


@dataclass(frozen=True, slots=True)
class Passports:
    """Parallel columns over passports. `issued` in days; `years` 5 or 10."""

    issued: Ints
    years: Ints
    valid: Ints

    def valid_on(self, day: date) -> int:
        """How many are valid on a day, by the rule above."""
        return int((self.issued + np.where(self.years == 10, 3652, 1826) >= day_number(day)).sum())

    def number(self, at: Ints) -> pl.Series:
        """Numbers of the passports `at`: T or M, a letter, seven digits, no two alike."""
        first = pl.Series(["M", "T"]).gather((self.years[at] == 10).astype(np.int64))
        second = pl.Series(list(LETTERS)).gather(at % len(LETTERS))
        digits = pl.Series(chance.scattered(at, 6_700_417, 9_000_000) + 1_000_000).cast(pl.String)
        return pl.select(pl.concat_str([first.alias("a"), second.alias("b"), digits.alias("c")])).to_series()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return int((np.datetime64(day, "D") - DAY0).astype(int))


def issue(rng: np.random.Generator, born: Ints, valid: Ints, as_of: date, last: date) -> Passports:
    """A passport for each holder (`born` in days), valid on `as_of` or not as `valid` says, issued by `last`."""
    today, latest = day_number(as_of), day_number(last)
    adult_since = born + int(20.01 * 365.25)
    ten_fits = np.where(valid == 1, adult_since < latest - 200, adult_since < today - 3653 - 2 * MARGIN - 100)
    ten = ten_fits & (rng.random(len(born)) < np.where(adult_since < today - 3653, 0.62, 0.75))
    years = np.where(ten, 10, 5)
    reach = np.where(ten, 3653, 1827)
    low_valid = np.maximum(today - reach + MARGIN, np.where(ten, adult_since, born + 90))
    low_old = np.maximum(np.maximum(today - reach - 2200, FIRST_TEN_YEARS), np.where(ten, adult_since, born + 90))
    low = np.where(valid == 1, low_valid, low_old)
    high = np.where(valid == 1, latest, today - reach - MARGIN)
    issued = low + (np.maximum(high - low, 1) * rng.random(len(born))).astype(np.int64)
    return Passports(issued, years, valid)
