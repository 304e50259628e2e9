"""The words that invented persons are made of: surnames with head-counts, given names by decade, foreign names.

Surnames and given names: japanese-personal-name-dataset (MIT). Surname head-counts are the data set's; it holds the
1,999 most frequent, about four fifths of the people, and the rest is composed of common first and second halves. The
weights of given names are assumed: each decade's favourites carry an eighth, the others fall off like Zipf's law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import japanese_personal_name_dataset as names
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tenmatsu.rehearsal.favourites import FAVOURITES, HALVES, SECOND_HALVES
from tenmatsu.rehearsal.kana import katakana, romaji

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

VARIANTS = {
    "髙": "高", "﨑": "崎", "邊": "辺", "邉": "辺", "齋": "斎", "齊": "斉", "澤": "沢",
    "濵": "浜", "濱": "浜", "嶋": "島", "廣": "広", "櫻": "桜", "國": "国", "𠮷": "吉",
    "眞": "真", "惠": "恵", "德": "徳", "瀨": "瀬", "會": "会", "榮": "栄",
}  # fmt: skip
"""Form on the family register → everyday form."""
READINGS = {
    "やまざき": "やまさき", "なかじま": "なかしま", "こじま": "おじま", "かわかみ": "かわうえ",
    "ひがし": "あずま", "すがわら": "すがはら",
    "くぼた": "くぼだ", "はまだ": "はまた", "よしかわ": "きっかわ", "おおしろ": "おおぎ",
}  # fmt: skip
TAIL = 0.2
"""Share of people whose surname is none of the 1,999 most frequent (from the data set's own head-counts)."""
FAVOURED = 0.12
"""Share of people who bear one of the dozen favourite names of their sex and time (assumed): the first about 1.5 %.
It decides how many strangers share name and birthday, besides those put there."""
BUCKETS = (1950, 1970, 1980, 1990, 2000)
"""Birth years at which the fashion in given names turns."""


@dataclass(frozen=True, slots=True)
class Surnames:
    """Parallel columns. `weight` is cumulative; `other[i]` is the same family name written or read otherwise, or i."""

    kanji: pl.Series
    kana: pl.Series
    romaji: pl.Series
    weight: Floats
    other: Ints


@dataclass(frozen=True, slots=True)
class Givens:
    """Parallel columns, men first. `weight[sex][bucket]` is cumulative over all rows.

    `homophone[i]` is read alike and written otherwise (健一, 賢一), `sibling[i]` begins alike (健一, 健二).
    """

    kanji: pl.Series
    kana: pl.Series
    romaji: pl.Series
    weight: tuple[tuple[Floats, ...], tuple[Floats, ...]]
    homophone: Ints
    sibling: Ints


def draw(rng: np.random.Generator, cumulative: Floats, size: int) -> Ints:
    """`size` row numbers with the given cumulative weights."""
    found: Ints = np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right").astype(np.int64)
    return found


def group_draw(rng: np.random.Generator, weights: list[Floats], group: Ints) -> Ints:
    """One row number per element, drawn with the cumulative weights of its group."""
    out = np.zeros(len(group), np.int64)
    for number, weight in enumerate(weights):
        at = np.flatnonzero(group == number)
        out[at] = draw(rng, weight, len(at))
    return out


@cache
def surnames() -> Surnames:
    """All surnames: the frequent ones, their variant forms and readings, and the composed rare ones."""
    last = names.load_dataset(kind="opti", include_last_names=True)[2]
    rows = [(kanji, facts["reading"], float(facts["count"])) for kanji, facts in last.items()]
    rows += _rare({row[0] for row in rows}, sum(row[2] for row in rows) * TAIL / (1 - TAIL))
    other = list(range(len(rows)))
    for at, (kanji, reading, weight) in enumerate(list(rows)):
        forms = [(kanji.replace(plain, form), reading) for form, plain in VARIANTS.items() if plain in kanji]
        forms += [(kanji, READINGS[reading])] if reading in READINGS else []
        for form, read in forms:
            rows[at] = (kanji, reading, rows[at][2] - weight * 0.08)
            other.append(at)
            rows.append((form, read, weight * 0.08))
            other[at] = len(rows) - 1
    return Surnames(
        pl.Series([row[0] for row in rows]),
        pl.Series([katakana(row[1]) for row in rows]),
        pl.Series([romaji(row[1]) for row in rows]),
        np.cumsum(np.maximum(np.array([row[2] for row in rows]), 0.0)),
        np.array(other, np.int64),
    )


def _rare(known: set[str], weight: float) -> list[tuple[str, str, float]]:
    pairs = [(a + b, x + y) for a, x in HALVES for b, y in SECOND_HALVES if a != b and a + b not in known]
    order = np.random.default_rng(0).permutation(len(pairs))
    fall = 1.0 / (np.arange(len(pairs)) + 60.0)
    fall *= weight / fall.sum()
    return [(*pairs[at], float(share)) for at, share in zip(order, fall, strict=True)]


@cache
def givens() -> Givens:
    """All given names with their weights by sex and decade."""
    men, women = names.load_dataset(kind="opti")
    rows = _given_rows(men, 0) + _given_rows(women, 1)
    index = {(kanji, kana, sex): at for at, (kanji, kana, sex) in enumerate(rows)}
    for (sex, _), favourites in FAVOURITES.items():
        for written, read in favourites:
            if (written, read, sex) not in index:
                index[written, read, sex] = len(rows)
                rows.append((written, read, sex))
    kanji = pl.Series([row[0] for row in rows])
    kana = pl.Series([katakana(row[1]) for row in rows])
    sexes = np.array([row[2] for row in rows])
    return Givens(
        kanji,
        kana,
        pl.Series([romaji(row[1]) for row in rows]),
        (_decades(rows, index, sexes, 0), _decades(rows, index, sexes, 1)),
        _neighbour(kanji, kana, sexes, "kana"),
        _neighbour(kanji, kana, sexes, "first"),
    )


def _given_rows(table: Mapping[str, Mapping[str, Any]], sex: int) -> list[tuple[str, str, int]]:
    rows: list[tuple[str, str, int]] = []
    for kana, facts in table.items():
        rows += [(str(one), kana, sex) for one in facts["kanji"][:60]]
        rows += [(kana, kana, sex)] if sex == 1 else []
    return rows


def _decades(
    rows: list[tuple[str, str, int]], index: dict[tuple[str, str, int], int], sexes: NDArray[np.int64], sex: int
) -> tuple[Floats, ...]:
    popularity = pl.Series([row[0] for row in rows]).str.split("").explode().value_counts(name="n")
    often = dict(zip(popularity.to_series(0), popularity.to_series(1), strict=True))
    base = np.array([np.prod([often.get(char, 1) for char in row[0]]) ** (1.0 / len(row[0])) for row in rows])
    out = []
    for bucket in range(len(BUCKETS) + 1):
        readings = {kana: 0.0 for _, kana, own in rows if own == sex}
        order = np.random.default_rng([sex, bucket]).permutation(len(readings))
        fall = dict(zip(readings, 1.0 / (order + (8.0, 30.0)[sex]), strict=True))
        weight = np.array([fall[row[1]] if row[2] == sex else 0.0 for row in rows]) * base**1.3
        totals: dict[str, float] = {}
        for row, one in zip(rows, weight, strict=True):
            totals[row[1]] = totals.get(row[1], 0.0) + float(one)
        weight = np.array(
            [
                one * fall[row[1]] / totals[row[1]] if row[2] == sex else 0.0
                for row, one in zip(rows, weight, strict=True)
            ]
        )
        weight *= (1 - FAVOURED) / weight.sum()
        favourites = [index[kanji, kana, sex] for kanji, kana in FAVOURITES[sex, bucket]]
        share = 1.0 / (np.arange(len(favourites)) + 6.0)
        weight[favourites] += FAVOURED * share / share.sum()
        out.append(np.cumsum(np.where(sexes == sex, weight, 0.0)))
    return tuple(out)


def _neighbour(kanji: pl.Series, kana: pl.Series, sexes: NDArray[np.int64], by: str) -> Ints:
    """For each row the next one of its sex with the same reading, or the same first character; itself if none."""
    frame = pl.DataFrame({"kanji": kanji, "kana": kana, "sex": sexes}).with_row_index("at")
    key = pl.col("kana") if by == "kana" else pl.col("kanji").str.slice(0, 1)
    frame = frame.with_columns(key.alias("key")).sort("sex", "key", "at")
    near = pl.col("at").shift(-1).over("sex", "key")
    first = pl.col("at").first().over("sex", "key")
    out = frame.with_columns(near.fill_null(first).alias("near")).sort("at")
    return out["near"].to_numpy().astype(np.int64)
