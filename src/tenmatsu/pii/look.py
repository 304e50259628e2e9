"""What the cells of one column look like: rates of patterns, check digits and dictionaries over a sample.

Everything is computed on first use and once; a rate is the share of the sampled cells that say anything.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tenmatsu.pii import dates, digits, words
from tenmatsu.pii.fold import bare, fold, said
from tenmatsu.pii.script import Kana, Kanji, Roman, kana, kanji, roman

MANY = 4000
"""Rates are taken over at most this many distinct cells, spread over the sample."""

CAP = 2000
"""Dictionaries are asked in Python for at most this many distinct cells."""

FEW = 500


class Look:
    """One column's sample. `cells` is the column as it stands, null where a row has no such cell."""

    def __init__(self, cells: pl.Series, today: date) -> None:
        self.today = np.datetime64(today, "D")
        self.folded = fold(cells.fill_null(""))
        kept = self.folded.filter(said(self.folded))
        counts = kept.value_counts(name="n") if len(kept) else pl.DataFrame({kept.name: kept, "n": []})
        self.n = len(kept)
        self.rows = len(cells)
        self.distinct = len(counts)
        thin = counts.gather_every(max(1, -(-len(counts) // MANY)))
        self.values: pl.Series = thin.to_series(0)
        self.weights: NDArray[np.float64] = thin["n"].to_numpy().astype(float)
        self._rates: dict[str, float] = {}

    @property
    def unique(self) -> float:
        """Distinct cells among those that say anything; 0 when there are none."""
        return self.distinct / self.n if self.n else 0.0

    def share(self, mask: pl.Series | NDArray[np.bool_]) -> float:
        """The share of cells for which `mask`, one value for each distinct cell, holds."""
        hits = np.asarray(mask.fill_null(False).to_numpy() if isinstance(mask, pl.Series) else mask)
        return float(self.weights[hits].sum() / self.weights.sum()) if self.n else 0.0

    def rate(self, pattern: str) -> float:
        """The share of cells with the pattern."""
        if pattern not in self._rates:
            self._rates[pattern] = self.share(self._found(pattern)) if self.n else 0.0
        return self._rates[pattern]

    def _found(self, pattern: str) -> pl.Series | NDArray[np.bool_]:
        """RE2 for a few cells, since a call costs less there; Rust's for many, since a cell does."""
        if len(self.values) > FEW:
            return self.values.str.contains(pattern)
        return np.asarray(pc.match_substring_regex(self._arrow, pattern=pattern).to_numpy(zero_copy_only=False))

    @cached_property
    def _arrow(self) -> pa.Array:
        return pa.array(self.values.to_list(), type=pa.string())

    @cached_property
    def bare(self) -> pl.Series:
        return bare(self.values)

    def bare_rate(self, pattern: str) -> float:
        return self.share(self.bare.str.contains(pattern)) if self.n else 0.0

    @cached_property
    def numeric(self) -> float:
        """The share of cells that are digits alone, apart from blanks and hyphens."""
        return self.bare_rate(r"^[0-9]+$")

    @cached_property
    def han(self) -> float:
        return self.rate(r"\p{Han}")

    @cached_property
    def japanese(self) -> float:
        return self.rate(r"[\p{Han}\p{Hiragana}\p{Katakana}]")

    @cached_property
    def length(self) -> float:
        """Mean length in characters."""
        return (
            float((self.values.str.len_chars().to_numpy() * self.weights).sum() / self.weights.sum()) if self.n else 0.0
        )

    @cached_property
    def same_length(self) -> float:
        """The share of the commonest length."""
        if not self.n:
            return 0.0
        return float(np.bincount(self.bare.str.len_chars().to_numpy(), self.weights).max() / self.weights.sum())

    @cached_property
    def my_number(self) -> float:
        return self.share(digits.my_number(self.bare)) if self.numeric > 0.3 else 0.0

    @cached_property
    def licence(self) -> float:
        return self.share(digits.licence(self.bare)) if self.numeric > 0.3 else 0.0

    @cached_property
    def insurer(self) -> float:
        return self.share(digits.insurer(self.bare)) if self.numeric > 0.3 else 0.0

    @cached_property
    def card(self) -> float:
        if self.numeric < 0.3:
            return 0.0
        return self.share(digits.luhn(self.bare) & digits.issuer(self.bare))

    @cached_property
    def corporate(self) -> float:
        return self.share(digits.corporate(self.bare)) if self.rate(r"^T?[0-9]{13}$") > 0.3 else 0.0

    @cached_property
    def postcode(self) -> float:
        """The share of cells that are a postcode of Japan, with or without the hyphen (or a zero that Excel lost)."""
        if self.bare_rate(r"^〒?[0-9]{6,7}$") < 0.3:
            return 0.0
        return self.share(words.is_postcode(self.bare.str.strip_prefix("〒").str.zfill(7)))

    @cached_property
    def days(self) -> NDArray[np.datetime64]:
        """The day that each distinct cell states, NaT for none."""
        if self.rate(r"[0-9〇一二三四五六七八九十元]") < 0.3:
            return np.full(len(self.values), np.datetime64("NaT", "D"))
        return dates.days(self.values)

    @cached_property
    def dated(self) -> float:
        """The share of cells that state a day between 1868 and 2100."""
        year = self.days.astype("datetime64[Y]").astype(float) + 1970
        return self.share(~np.isnat(self.days) & (year >= 1868) & (year <= 2100))

    @cached_property
    def timed(self) -> float:
        """The share of cells with a time of day; midnight is none, since programs add it to days."""
        return self.rate(dates.TIMED) - self.rate(dates.MIDNIGHT)

    @cached_property
    def years(self) -> NDArray[np.float64]:
        """The year, as a fraction, of each cell that states a day; repeated cells count once."""
        known = self.days[~np.isnat(self.days)]
        return known.astype("datetime64[D]").astype(float) / 365.2425 + 1970

    @cached_property
    def _few(self) -> tuple[list[str], NDArray[np.float64]]:
        step = max(1, -(-len(self.values) // CAP))
        return self.values.gather_every(step).to_list(), self.weights[::step]

    @cached_property
    def kanji(self) -> Kanji:
        return kanji(*self._few) if self.han > 0.2 else Kanji()

    @cached_property
    def kana(self) -> Kana:
        return kana(*self._few) if self.rate(r"^[\p{Katakana}\p{Hiragana}ー・\s]+$") > 0.3 else Kana()

    @cached_property
    def roman(self) -> Roman:
        return roman(*self._few) if self.rate(r"^[A-Za-z][A-Za-z' .,/\-]*$") > 0.3 else Roman()

    @cached_property
    def place(self) -> tuple[float, float]:
        """The shares of cells that are a 市区町村 alone, and a 町域 alone."""
        if self.han < 0.3:
            return 0.0, 0.0
        cells, weights = self._few
        total = float(weights.sum())
        city, town = (
            sum(w for cell, w in zip(cells, weights, strict=True) if cell in known)
            for known in (words.cities(), words.towns())
        )
        return city / total, town / total

    @cached_property
    def company(self) -> float:
        return self.rate(COMPANY)

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The plain numbers among the distinct cells (1,234 and ¥1,234円 too)."""
        text = self.values.str.replace_all(r"[,¥\\円]", "").str.strip_chars()
        return text.cast(pl.Float64, strict=False).drop_nulls().to_numpy()


COMPANY = (
    r"株式会社|有限会社|合同会社|合資会社|合名会社|\(株\)|\(有\)|\(同\)|㈱|㈲|社団法人|財団法人|医療法人|学校法人|独立行政法人|宗教法人|社会福祉法人|協同組合|生協|"
    r"(?i:\b(inc|ltd|llc|corp|corporation|company|gmbh|plc)\b|co\.,? ?ltd)"
)
