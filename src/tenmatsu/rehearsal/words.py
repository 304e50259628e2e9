"""Columns of text put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from tenmatsu.rehearsal.kana import WIDE_DIGITS
from tenmatsu.rehearsal.lexicon import Ints

DASH = {"-": "－"}


def joined(*parts: pl.Series | str) -> pl.Series:
    """The parts one after the other, row by row; an absent part is an absent whole."""
    columns = [part.alias(f"p{at}") if isinstance(part, pl.Series) else pl.lit(part) for at, part in enumerate(parts)]
    return pl.select(pl.concat_str(columns)).to_series()


def pick(rng: np.random.Generator, words: Sequence[str], size: int) -> pl.Series:
    """One of the words per row, evenly."""
    return pl.Series(list(words)).gather(rng.integers(0, len(words), size))


def text_of(number: Ints, width: int = 0) -> pl.Series:
    """Whole numbers as text, with leading zeros up to `width`."""
    text = pl.Series(number).cast(pl.String)
    return text.str.zfill(width) if width else text


def wide(text: pl.Series) -> pl.Series:
    """Digits and hyphens full width."""
    return text.str.replace_many(WIDE_DIGITS | DASH)


def choose(which: Ints, options: Sequence[pl.Series]) -> pl.Series:
    """Row by row the option of that number."""
    if len(options) == 1:
        return options[0]
    number = pl.Series("w", which)
    out: pl.Expr = pl.lit(options[-1])
    for at, option in enumerate(options[:-1]):
        out = pl.when(number == at).then(option).otherwise(out)
    return pl.select(out).to_series()


def replaced(text: pl.Series, at: Ints, other: pl.Series) -> pl.Series:
    """`text` with the rows `at` replaced by `other`, in order."""
    return text.scatter(at, other) if len(at) else text
