"""What records say, as arrays of numbers on disk: one 64-bit code for each field of each record.

Nodes are records first, then the rows of the masters. Two nodes agree on a field when their codes are equal and not 0
(0: nothing known). The arrays are memory-mapped, so a smaller memory only makes the pages come and go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import polars as pl

from tenmatsu.people import beside, overlap, surnames
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
THREADS = 2
"""Fields counted at a time; each takes some 40 bytes a node."""
PAIRED = {"email": ("email", "email_2"), "phone": ("phone", "phone_2")}


@dataclass(frozen=True)
class Features:
    """The arrays of one case; `records` nodes are records, the rest master rows."""

    folder: Path
    nodes: int
    records: int

    def __getitem__(self, field: str) -> npt.NDArray[Any]:
        """The array of a field, as long as there are nodes; one that no node has a value for takes no memory."""
        found: npt.NDArray[Any] = np.load(self.folder / f"{field}.npy", mmap_mode="r")
        return found if len(found) == self.nodes else np.broadcast_to(found, self.nodes)

    def keep(self, field: str, values: npt.NDArray[Any]) -> None:
        """Write the array of a field; of one that is 0 everywhere a single 0."""
        np.save(self.folder / f"{field}.npy", values if values.any() else values[:1])

    def count(self, field: str) -> Counts:
        """How many nodes hold the value that this node holds in `field` (0 where it holds none)."""
        return self[f"{field}.count"]


def write(records: Sequence[Path], masters: Sequence[Path], to: Path, told: Progress | None = None) -> Features:
    """Code the normal forms in `records` and `masters` (files of people.normal) and write the arrays to `to`."""
    to.mkdir(parents=True, exist_ok=True)
    sizes = [_rows(path) for path in (*records, *masters)]
    features = Features(to, sum(sizes), sum(sizes[: len(records)]))
    with _Columns(to, features.nodes) as columns:
        at = 0
        for path in (*records, *masters):
            for frame in _frames(path):
                columns.write(frame)
                at += len(frame)
                if told:
                    told("code", at, features.nodes)
    surnames.write(features.nodes, features.__getitem__, features.keep)
    days = np.array(features[DAYS])
    _forget_dummies(days)
    features.keep(DAYS, days)
    features.keep(f"{DAYS}.count", occurrences(spread(days)))
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda field: features.keep(f"{field}.count", occurrences(features[field])), COUNTED))
        list(pool.map(lambda field: _count_paired(features, field), PAIRED))
    beside.write(records, features.nodes, features.keep)
    overlap.write(records, features.nodes, features.keep)
    return features


class _Columns:
    """One file of .npy for each field, written piece by piece; a field without any value is a single 0 in the end."""

    def __init__(self, to: Path, nodes: int) -> None:
        self._to = to
        kinds: dict[str, np.dtype[Any]] = dict.fromkeys(CODED, np.dtype(np.uint64))
        kinds |= {DAYS: np.dtype(np.int32), SEXES: np.dtype(np.int8)}
        self._files = {field: (to / f"{field}.npy").open("wb") for field in kinds}
        for field, kind in kinds.items():
            header = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": (nodes,)}
            np.lib.format.write_array_header_2_0(self._files[field], header)
        self._empty = set(kinds)

    def write(self, frame: pl.DataFrame) -> None:
        """The next rows of every field."""
        for field, file in self._files.items():
            values = np.ascontiguousarray(frame[field].to_numpy())
            file.write(values.data)
            if field in self._empty and values.any():
                self._empty.remove(field)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for field, file in self._files.items():
            file.close()
            if field in self._empty:
                path = self._to / f"{field}.npy"
                np.save(path, np.load(path, mmap_mode="r")[:1].copy())


def _rows(path: Path) -> int:
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())


STEP = 500_000


def _by_kind_of_line() -> list[pl.Expr]:
    """`phone` is the mobile number and `phone_2` the landline, so that like is compared with like."""
    first, second = pl.col("phone"), pl.col("phone_2")
    landline, other = ~first.str.contains(MOBILE), second.str.contains(MOBILE)
    turn = (landline & (other | second.is_null())).fill_null(value=False)
    return [
        pl.when(turn).then(second).otherwise(first).alias("phone"),
        pl.when(turn).then(first).otherwise(second).alias("phone_2"),
    ]


MOBILE = "^(?:0[6789]0|\\+)"


def _frames(path: Path) -> Iterator[pl.DataFrame]:
    total = _rows(path)
    source = pl.scan_parquet(path)
    family = pl.when(pl.col("reading_given").is_not_null()).then(
        pl.col("reading").str.slice(0, pl.col("reading").str.len_chars() - pl.col("reading_given").str.len_chars())
    )
    source = source.with_columns(_by_kind_of_line())
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


def _count_paired(features: Features, field: str) -> None:
    """For e-mail and phone: how many nodes hold the value, and how many distinct given names they bear."""
    given = np.asarray(features["given"])
    for other in ("reading_given", "name", "reading", "surname.alone"):
        given = np.where(given != 0, given, features[other])
    pair = PAIRED[field]
    whole = np.concatenate([features[name] for name in pair])
    counts = occurrences(whole)
    names = distinct_within(whole, np.concatenate([given] * len(pair)))
    for number, name in enumerate(pair):
        here = slice(number * features.nodes, (number + 1) * features.nodes)
        features.keep(f"{name}.count", counts[here])
        features.keep(f"{name}.names", names[here])


def distinct_within(groups: Codes, values: Codes) -> Counts:
    """For each node, the number of distinct non-zero `values` among the nodes of its group (0 for group 0)."""
    found = np.zeros(len(groups), np.int32)
    ordered, places = grouped(groups)
    starts, lengths = runs(ordered)
    if not len(starts):
        return found
    alone = places[starts[lengths == 1]]
    found[alone] = values[alone] != 0
    shared = np.repeat(lengths > 1, lengths)
    places, lengths = places[shared], lengths[lengths > 1]
    if not len(places):
        return found
    group = np.repeat(np.arange(len(lengths)), lengths)
    order = np.lexsort((values[places], group))
    inner = values[places][order]
    new = inner != 0
    new[1:] &= (inner[1:] != inner[:-1]) | (group[1:] != group[:-1])
    tally = np.add.reduceat(new.astype(np.int32), np.cumsum(lengths) - lengths)
    found[places] = np.repeat(tally, lengths)
    return found
