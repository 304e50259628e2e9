"""A chunk of records as the text cells of its layout, and what of it is personal data."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tenmatsu.model import NOT_PERSONAL
from tenmatsu.rehearsal.chunk import Chunk
from tenmatsu.rehearsal.contact import NO_MAIL, NO_PHONE
from tenmatsu.rehearsal.fields import FIELDS
from tenmatsu.rehearsal.scenario import Column, Layout, Noise

STAND_INS = (
    *NO_MAIL,
    *NO_PHONE,
    "1900/01/01",
    "1900/1/1",
    "1900-01-01",
    "19000101",
    "1900年1月1日",
    "M33.1.1",
    "明治33年1月1日",
)
"""Cells that say nothing of anybody; they are no personal data in the answer."""
_TOGETHER = {"family_kana": "kana", "given_kana": "kana", "name_kana": "kana"}
USUAL = 0.06
"""The share of empty cells for which the layouts state their own; another noise scales it."""


def cells(layout: Layout, one: Chunk) -> pl.DataFrame:
    """Text columns named c1 … cN; an empty cell is null."""
    draws: dict[str, NDArray[np.float64]] = {}
    columns = []
    for at, column in enumerate(layout.columns, 1):
        text = FIELDS[column.field](one)
        rate = absent(column, one.noise)
        if rate:
            group = _TOGETHER.get(column.kind, column.field if column.kind == "phone" else column.kind)
            draw = draws.setdefault(group, one.rng.random(len(one)))
            text = text.scatter(np.flatnonzero(draw < rate), None)
        empty = pl.when(text == "").then(None).otherwise(text)
        columns.append(pl.select(empty).to_series().alias(f"c{at}"))
    return pl.DataFrame(columns)


def absent(column: Column, noise: Noise) -> float:
    """The share of cells of a column that are empty."""
    if column.kind == "birth_date":
        usual = noise.birth_absent / 0.25
        return noise.birth_absent if column.absent is None else column.absent * usual
    return noise.absent if column.absent is None else column.absent * noise.absent / USUAL


def personal(layout: Layout, frame: pl.DataFrame) -> dict[str, NDArray[np.bool_]]:
    """For each kind, which rows hold it."""
    out: dict[str, NDArray[np.bool_]] = {}
    for at, column in enumerate(layout.columns, 1):
        if column.kind in NOT_PERSONAL:
            continue
        text = frame[f"c{at}"]
        held = (text.is_not_null() & (text != "")).fill_null(False)
        if column.kind in {"email", "phone", "birth_date"}:
            held &= ~text.is_in(list(STAND_INS)).fill_null(False)
        mask = held.to_numpy()
        out[column.kind] = out[column.kind] | mask if column.kind in out else mask.copy()
    return out
