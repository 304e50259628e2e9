"""Typing the columns of a table: header words and cells together, neighbours too, then every cell confirmed.

    typed = type_columns(table, words={"連絡先": "email"})

A sample of about 20,000 rows is weighed (some tens of MB); then the file is streamed once and each column's own test
(check digit, calendar, numbering plan) is counted over all its cells, in batches of 131,072 rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from tenmatsu.errors import InputError
from tenmatsu.model import KIND_WORDS, Table, TypedColumn
from tenmatsu.pii import neighbours
from tenmatsu.pii.fold import fold, said
from tenmatsu.pii.header import compact
from tenmatsu.pii.lexicon import header_words, is_header_word, kinds, label, lexicon
from tenmatsu.pii.look import Look
from tenmatsu.pii.sample import batches, names, sample
from tenmatsu.pii.weigh import Guess, confidence, reason, weigh

__all__ = ["header_words", "is_header_word", "label", "type_columns"]

LATEST = date(2026, 12, 31)
"""Ages are judged by the latest day that the table itself holds, and never by a day after this one."""


def type_columns(table: Table, *, words: Mapping[str, str] = {}) -> list[TypedColumn]:
    """One TypedColumn a column, in order. `words`: header or position as text → kind, a person's word; it outranks."""
    given = _given(table, words)
    frame = sample(table)
    header = table.header or ("",) * table.columns
    today = _today(frame)
    guesses = [
        weigh(at, lexicon().read(text.strip()), Look(frame[f"c{at}"], today)) for at, text in enumerate(header, 1)
    ]
    for guess in guesses:
        if guess.position in given:
            guess.choose(given[guess.position], 1.0, "a person says so")
    neighbours.settle(guesses, frozenset(given))
    counts = _confirm(table, guesses)
    return [_typed(table, guess, *counts[guess.position], guess.position in given) for guess in guesses]


def _given(table: Table, words: Mapping[str, str]) -> dict[int, str]:
    """Position → kind, by a person's word."""
    found: dict[int, str] = {}
    for key, kind in words.items():
        if kind not in KIND_WORDS:
            raise InputError(
                f"column {key!r} of {table.item}: no such kind {kind!r}; there are {', '.join(KIND_WORDS)}"
            )
        wanted = compact(key)
        matching = [at for at, text in enumerate(table.header or (), 1) if compact(text) == wanted]
        if not matching and key.strip().isdecimal() and 1 <= int(key) <= table.columns:
            matching = [int(key)]
        found |= dict.fromkeys(matching, kind)
    return found


def _today(frame: pl.DataFrame) -> date:
    """The latest plausible day in the table: what lies after it is no birth."""
    pattern = r"^(20[0-4][0-9])[-/年.]?(0[1-9]|1[0-2]|[1-9])[-/月.]?(0[1-9]|[12][0-9]|3[01]|[1-9])"
    days = [date(2010, 1, 1)]
    for name in frame.columns:
        cells = frame[name].drop_nulls().head(2000)
        year, month = (cells.str.extract(pattern, group).cast(pl.Int32, strict=False) for group in (1, 2))
        when = (year * 12 + month - 1).drop_nulls()
        if len(when) > 0.5 * len(cells) and len(when):
            high = int(when.quantile(0.98, interpolation="lower") or 0)
            days.append(min(LATEST, date(high // 12, high % 12 + 1, 28)))
    return max(days) if len(days) > 2 else LATEST


def _confirm(table: Table, guesses: list[Guess]) -> dict[int, tuple[int, int]]:
    """Position → cells that say anything, and those of them that pass the kind's own test."""
    counts = {guess.position: (0, 0) for guess in guesses}
    for frame in batches(table, names(table)):
        for guess in guesses:
            filled, valid = _count(frame[f"c{guess.position}"], guess)
            before = counts[guess.position]
            counts[guess.position] = (before[0] + filled, before[1] + valid)
    return counts


def _count(cells: pl.Series, guess: Guess) -> tuple[int, int]:
    """As a rule cells pass as they stand; only those that do not are folded and asked again."""
    kind = kinds()[guess.kind]
    filled = cells.drop_nulls()
    filled = filled.filter((filled.str.len_bytes() > 6) | (filled.str.strip_chars() != ""))
    if kind.word == "other":
        return len(filled), len(filled)
    counted = filled.str.replace(_CLOCK, "$1").value_counts(name="n") if kind.by_distinct else filled.to_frame("c")
    once = counted.to_series(0)
    passed = _passes(guess, once)
    passed = (
        passed.scatter((~passed).arg_true(), _passes(guess, fold(once.filter(~passed)))) if not passed.all() else passed
    )
    return len(filled), int(counted["n"].filter(passed).sum() if kind.by_distinct else passed.sum())


_CLOCK = r"^([12][0-9]{3}[-/][0-9]{1,2}[-/][0-9]{1,2})[ T][0-9:.+]+$"


def _passes(guess: Guess, cells: pl.Series) -> pl.Series:
    """The kind's own test; a part of a value (day, area code) only has to say something."""
    return said(cells) if guess.part else kinds()[guess.kind].valid(cells)


def _typed(table: Table, guess: Guess, filled: int, valid: int, told: bool) -> TypedColumn:
    kind = guess.kind
    sure = 1.0 if told else confidence(guess)
    why = (
        f"{reason(guess, kind)}; {valid} of {filled} filled cells pass its test"
        if kind != "other" and filled
        else reason(guess, kind)
    )
    return TypedColumn(
        table.item,
        guess.position,
        guess.label.text,
        kind,
        sure,
        why,
        filled,
        valid,
        guess.part,
        guess.group,
        guess.role,
    )
