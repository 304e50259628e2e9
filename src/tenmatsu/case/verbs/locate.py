"""A record of the result, found by its number or by its locator."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tenmatsu.case.story import brief_of
from tenmatsu.errors import InputError, LocatorError
from tenmatsu.model import Locator

MOST = 10**15


@dataclass(frozen=True, slots=True)
class Place:
    """A record: its number, its item and row as records.parquet has them, and its person."""

    record_id: int
    item: str
    row: int
    person_id: int

    @property
    def locator(self) -> str:
        """`item#row=17`."""
        return str(Locator(self.item, (("row", str(self.row)),)))


def records(result: Path) -> pl.LazyFrame:
    """records.parquet, lazily: only what is asked for is read."""
    path = result / "records.parquet"
    if not path.is_file():
        raise InputError(f"{path}: no record was found in this case, so there is none to name")
    return pl.scan_parquet(path, glob=False)


def find(case: Path, result: Path, text: str, *, what: str = "RECORD") -> Place:
    """The record that `text` names: a record's or person's number, or `item#row=17`.

    A person's number is the smallest record number of the person, and so names its first record. The item may begin
    with the name of its [[evidence]]. LocatorError when there is no such record.
    """
    text = text.strip()
    if text.isdecimal():
        return _by_number(result, int(text), what)
    if "#" not in text:
        raise LocatorError(f"{what}: write a number (17) or a locator (item#row=17, with quotes round it in a shell)")
    locator = Locator.parse(text)
    row = locator.get("row")
    if row is None or not row.isdecimal() or not 0 < int(row) < MOST:
        raise LocatorError(f"{what}: the locator names no row; write item#row=17")
    return _by_row(case, result, locator.item, int(row), what)


def places(result: Path, ids: Collection[int]) -> dict[int, Place]:
    """Records by number; numbers that no record has are left out."""
    found = (
        records(result).filter(pl.col("record_id").is_in(list(ids))).select("record_id", "item", "row", "person_id")
    ).collect()
    return {row[0]: Place(*row) for row in found.iter_rows()}


def of_persons(result: Path, persons: Collection[int]) -> dict[int, list[Place]]:
    """All records of some persons, in order."""
    held = records(result).filter(pl.col("person_id").is_in(list(persons)))
    found: dict[int, list[Place]] = {}
    for row in held.select("record_id", "item", "row", "person_id").sort("record_id").collect().iter_rows():
        found.setdefault(row[3], []).append(Place(*row))
    return found


def _by_number(result: Path, number: int, what: str) -> Place:
    found = places(result, [number]) if number < MOST else {}
    if number not in found:
        count = int(records(result).select(pl.len()).collect().item())
        run = f"they run from 0 to {count - 1}" if count else "no record was found in this case"
        raise LocatorError(f"{what}: there is no record with this number; {run}")
    return found[number]


def _by_row(case: Path, result: Path, item: str, row: int, what: str) -> Place:
    held = records(result)
    for name in _names(case, item):
        found = held.filter((pl.col("item") == name) & (pl.col("row") == row))
        rows = found.select("record_id", "item", "row", "person_id").collect().rows()
        if len(rows) > 1:
            raise LocatorError(f"{what}: two files of the evidence have this name; give the record's number instead")
        if rows:
            return Place(*rows[0])
        most = held.filter(pl.col("item") == name).select(pl.col("row").max()).collect().item()
        if most is not None:
            raise LocatorError(f"{what}: {name} has no record with this row; its rows run from 1 to {most}")
    raise LocatorError(f"{what}: no record stands in such an item; tenmatsu show {case} --by file lists them")


def _names(case: Path, item: str) -> list[str]:
    """The item as given, and without the name of an [[evidence]] or its path before it."""
    names = [item]
    for one in brief_of(case).evidence:
        path = one.path.rstrip("/")
        for before in (path, path.rsplit("/", 1)[-1]):
            names += [item.removeprefix(f"{before}/")] if item.startswith(f"{before}/") else []
    return list(dict.fromkeys(names))
