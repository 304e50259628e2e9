"""What records say, as arrays of numbers on disk: one 64-bit code for each field of each record.

Nodes are records first, then the rows of the masters. Two nodes agree on a field when their codes are equal and not 0
(0: nothing known). The arrays are memory-mapped, so a smaller memory only makes the pages come and go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tenmatsu.people.normal import NUMBERS

Codes = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int32]
Progress = Callable[[str, int, int], None]

CODED = (
    "name", "family", "given", "kana", "kana_given", "reading", "reading_given", "reading_family", "email", "email_2",
    "phone", "phone_2", "postcode", "address_key", *NUMBERS,
)  # fmt: skip
DAYS, SEXES = "birth_date", "sex"
COUNTED = ("name", "family", "given", "reading", "reading_given", "reading_family", "postcode", "address_key", *NUMBERS)
PAIRED = {"email": ("email", "email_2"), "phone": ("phone", "phone_2")}


@dataclass(frozen=True)
class Features:
    """The arrays of one case; `records` nodes are records, the rest master rows."""

    folder: Path
    nodes: int
    records: int

    def __getitem__(self, field: str) -> npt.NDArray[Any]:
        return np.load(self.folder / f"{field}.npy", mmap_mode="r")  # type: ignore[no-any-return]

    def count(self, field: str) -> Counts:
        """How many nodes hold the value that this node holds in `field` (0 where it holds none)."""
        return self[f"{field}.count"]

    def known(self, field: str) -> float:
        """The share of nodes that hold a value."""
        return float(np.count_nonzero(self[field]) / max(self.nodes, 1))


def write(records: Sequence[Path], masters: Sequence[Path], to: Path, told: Progress | None = None) -> Features:
    """Code the normal forms in `records` and `masters` (files of people.normal) and write the arrays to `to`."""
    to.mkdir(parents=True, exist_ok=True)
    sizes = [_rows(path) for path in (*records, *masters)]
    features = Features(to, sum(sizes), sum(sizes[: len(records)]))
    arrays = {
        field: np.lib.format.open_memmap(to / f"{field}.npy", "w+", np.uint64, (features.nodes,)) for field in CODED
    }
    days = np.lib.format.open_memmap(to / f"{DAYS}.npy", "w+", np.int32, (features.nodes,))
    sexes = np.lib.format.open_memmap(to / f"{SEXES}.npy", "w+", np.int8, (features.nodes,))
    at = 0
    for path in (*records, *masters):
        for frame in _frames(path):
            here = slice(at, at + len(frame))
            for field in CODED:
                arrays[field][here] = frame[field].to_numpy()
            days[here], sexes[here] = frame[DAYS].to_numpy(), frame[SEXES].to_numpy()
            at += len(frame)
            if told:
                told("code", at, features.nodes)
    _forget_dummies(days)
    for field in COUNTED:
        np.save(to / f"{field}.count.npy", occurrences(arrays[field]))
    np.save(to / f"{DAYS}.count.npy", occurrences(spread(days)))
    for field, pair in PAIRED.items():
        _count_paired(to, field, [arrays[name] for name in pair], arrays)
    return features


def _rows(path: Path) -> int:
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())


STEP = 500_000


def _frames(path: Path) -> list[pl.DataFrame] | Any:
    total = _rows(path)
    source = pl.scan_parquet(path)
    family = pl.when(pl.col("reading_given").is_not_null()).then(
        pl.col("reading").str.slice(0, pl.col("reading").str.len_chars() - pl.col("reading_given").str.len_chars())
    )
    coded = [
        pl.when(pl.col(field).is_not_null()).then(pl.col(field).hash()).otherwise(pl.lit(0, pl.UInt64)).alias(field)
        for field in CODED
        if field != "reading_family"
    ]
    coded.append(
        pl.when(family.is_not_null()).then(family.hash()).otherwise(pl.lit(0, pl.UInt64)).alias("reading_family")
    )
    day = pl.col(DAYS).dt.year() * 10000 + pl.col(DAYS).dt.month().cast(pl.Int32) * 100 + pl.col(DAYS).dt.day()
    sex = pl.when(pl.col(SEXES) == "M").then(1).when(pl.col(SEXES) == "F").then(2).otherwise(0)
    for start in range(0, total, STEP):
        yield (
            source.slice(start, STEP)
            .select(*coded, day.fill_null(0).cast(pl.Int32).alias(DAYS), sex.cast(pl.Int8).alias(SEXES))
            .collect()
        )


def runs(ordered: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Start and length of each run of equal values in a sorted array."""
    if not len(ordered):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return starts, np.diff(np.concatenate((starts, [len(ordered)])))


def grouped(codes: npt.NDArray[Any]) -> tuple[Codes, npt.NDArray[np.int64]]:
    """Codes in order and where each stood, equal codes in order of place; places with code 0 are left out.

    Code and place are packed into one number, since sorting numbers is many times faster than sorting places. The code
    keeps its upper bits: with 16 million places two codes in 10^11 fall together, and what falls together is compared.
    """
    live = np.flatnonzero(codes)
    bits = max(len(codes).bit_length(), 1)
    packed = np.asarray(codes)[live].astype(np.uint64)
    packed >>= np.uint64(bits)
    packed <<= np.uint64(bits)
    packed |= live.astype(np.uint64)
    packed.sort()
    places = (packed & np.uint64((1 << bits) - 1)).astype(np.int64)
    packed >>= np.uint64(bits)
    return packed, places


def spread(numbers: npt.NDArray[Any]) -> Codes:
    """Small numbers as codes that differ in their upper bits; 0 stays 0."""
    return numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def occurrences(codes: npt.NDArray[Any]) -> Counts:
    """For each node, how many nodes hold its value; 0 where the code is 0."""
    ordered, places = grouped(codes)
    _, lengths = runs(ordered)
    counts = np.zeros(len(codes), np.int32)
    counts[places] = np.repeat(lengths, lengths).astype(np.int32)
    return counts


def _forget_dummies(days: npt.NDArray[np.int32]) -> None:
    """A day of birth that far more people have than its neighbours in the calendar is a dummy, and nobody's."""
    values, counts = np.unique(days[days != 0], return_counts=True)
    if not len(values):
        return
    usual = max(float(np.median(counts)), counts.sum() / 25_000, 1.0)
    dummies = values[counts > np.maximum(12 * usual + 12, 0)]
    firsts = dummies % 10000 == 101
    generous = counts[np.searchsorted(values, dummies)] > 30 * usual + 30
    days[np.isin(days, dummies[~firsts | generous])] = 0


def _count_paired(to: Path, field: str, pair: list[Codes], arrays: Mapping[str, Codes]) -> None:
    """For e-mail and phone: how many nodes hold the value, and how many distinct given names they bear."""
    whole = np.concatenate(pair)
    given = np.where(arrays["given"] != 0, arrays["given"], arrays["reading_given"])
    given = np.where(given != 0, given, np.where(arrays["name"] != 0, arrays["name"], arrays["reading"]))
    counts = occurrences(whole)
    names = distinct_within(whole, np.concatenate([given] * len(pair)))
    for number, name in enumerate(PAIRED[field]):
        here = slice(number * len(given), (number + 1) * len(given))
        np.save(to / f"{name}.count.npy", counts[here])
        np.save(to / f"{name}.names.npy", names[here])


def distinct_within(groups: Codes, values: Codes) -> Counts:
    """For each node, the number of distinct non-zero `values` among the nodes of its group (0 for group 0)."""
    found = np.zeros(len(groups), np.int32)
    ordered, places = grouped(groups)
    starts, lengths = runs(ordered)
    if not len(starts):
        return found
    group = np.repeat(np.arange(len(starts)), lengths)
    inner = values[places]
    order = np.lexsort((inner, group))
    inner, home = inner[order], group[order]
    new = inner != 0
    new[1:] &= (inner[1:] != inner[:-1]) | (home[1:] != home[:-1])
    tally = np.add.reduceat(new.astype(np.int32), starts)
    found[places] = np.repeat(tally, lengths)
    return found
