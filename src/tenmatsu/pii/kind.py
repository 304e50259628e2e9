"""What a kind of personal data is: how it is called, how a column of it looks, and the cases that define it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from tenmatsu.pii.look import Look

Column = tuple[str, ...]
"""A small column as an example: its header ('' for none), then its cells."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One word of `model.KIND_WORDS`.

    `headers`  labels that say it, in any case and width; `says` are weaker ones, which another kind may share.
    `looks`    0…1: how strongly the cells alone, without a header, speak for the kind.
    `allows`   0…1: which share of the cells may be of the kind, once the header says so.
    `valid`    folded cells → Boolean of the same length: the kind's own test, run over the whole column.
    `hits`     columns that are of the kind; `misses` columns that are not.
    """

    word: str
    ja: str
    en: str
    headers: tuple[str, ...]
    looks: Callable[[Look], float]
    allows: Callable[[Look], float]
    valid: Callable[[pl.Series], pl.Series]
    hits: tuple[Column, ...]
    misses: tuple[Column, ...]
    says: tuple[str, ...] = ()
    by_distinct: bool = False


def matches(pattern: str) -> Callable[[pl.Series], pl.Series]:
    """A `valid` that asks for the pattern in each cell."""
    return lambda cells: cells.str.contains(pattern).fill_null(False)


def share(pattern: str, weight: float = 1.0) -> Callable[[Look], float]:
    """A `looks` or `allows` that is the share of cells with the pattern, times a weight."""
    return lambda look: weight * look.rate(pattern)


def nothing(_: Look) -> float:
    """A `looks` of a kind that only a header can tell."""
    return 0.0
