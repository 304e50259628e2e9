"""What the last investigation kept of a row: the table as taken in, its typed columns, its normal form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from tenmatsu.case import prose
from tenmatsu.case.intake import Taken, taken
from tenmatsu.model import Brief, Locator, Table, TypedColumn
from tenmatsu.store.steps import finished


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written: 1-based position, header ('' without), kind it was taken for, value (None: no such cell)."""

    position: int
    header: str
    kind: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the evidence or of a master. `normal` holds the normal forms by name, without those that are null."""

    locator: str
    cells: tuple[Cell, ...]
    normal: dict[str, Any]
    read_from: str = "kept copy"
    changed: bool = False
    """True when the source says something else today than it did at intake."""
    member_id: str | None = None
    of_text: bool = False
    """True for a record found in running text: `open` shows each of its findings."""


@dataclass(frozen=True, slots=True)
class _Known:
    taken: Taken
    table: Table
    columns: tuple[TypedColumn, ...]
    normal: Path


@dataclass(frozen=True)
class Kept:
    """CASE/.work of a finished investigation; StoreError when it is not there (an unsealed case, for instance)."""

    case: Path
    brief: Brief

    @cached_property
    def _tables(self) -> tuple[dict[str, _Known], list[_Known]]:
        work = self.case / ".work"
        evidence, masters = taken(finished(work, "intake"))
        typed, typed_masters = msgspec.json.decode(
            (finished(work, "types") / "columns.json").read_bytes(), type=list[list[list[TypedColumn]]]
        )
        normal = finished(work, "normal")
        ours = _known(evidence, typed, normal, "records")
        known = {one.taken.shown(one.table.item): one for one in ours}
        return known, _known(masters, typed_masters, normal, "master")

    @cached_property
    def _mentions(self) -> list[tuple[Path, Path]]:
        """Tables of records found in running text, and their normal forms."""
        work = self.case / ".work"
        found, normal = finished(work, "found"), finished(work, "normal")
        return [(path, normal / path.name) for path in sorted(found.glob("mentions-*.parquet"))]

    def rows(self, item: str, numbers: Iterable[int]) -> dict[int, Row]:
        """Rows of an item of the evidence by number; those that are not there are left out."""
        known, wanted = self._tables[0].get(item), sorted(set(numbers))
        found = _read(known, item, wanted) if known else {}
        left = [number for number in wanted if number not in found]
        for path, normal in self._mentions if left else ():
            found |= _told(path, normal, item, left)
        return found

    def members(self, ids: Sequence[str]) -> dict[str, list[Row]]:
        """All master rows that bear one of these member ids, by id, in the order of the masters."""
        found: dict[str, list[Row]] = {}
        for known in self._tables[1] if ids else ():
            if not known.normal.is_file():
                continue
            held = pl.scan_parquet(known.normal, glob=False).filter(pl.col("keep_1").is_in(list(ids)))
            numbers = dict(held.select("row", "keep_1").collect().iter_rows())
            for row, one in _read(known, known.table.item, sorted(numbers)).items():
                found.setdefault(numbers[row], []).append(replace(one, member_id=numbers[row]))
        return found


def _known(side: Sequence[Taken], typed: Sequence[Sequence[TypedColumn]], normal: Path, name: str) -> list[_Known]:
    tables = [(one, table) for one in side for table in one.tables]
    return [
        _Known(one, table, tuple(columns), normal / f"{name}-{number}.parquet")
        for number, ((one, table), columns) in enumerate(zip(tables, typed, strict=True))
    ]


def _read(known: _Known, item: str, numbers: Sequence[int]) -> dict[int, Row]:
    written = _select(known.table.path, numbers)
    normal = _select(known.normal, numbers) if known.normal.is_file() else {}
    return {
        number: Row(
            str(Locator(item, (("row", str(number)),))),
            cells(known.table, known.columns, [written[number][f"c{n}"] for n in range(1, known.table.columns + 1)]),
            {key: value for key, value in normal.get(number, {}).items() if value is not None and _is_normal(key)},
        )
        for number in numbers
        if number in written
    }


def _told(path: Path, normal: Path, item: str, numbers: Sequence[int]) -> dict[int, Row]:
    """Records of running text: their values, each under the kind that it was found as."""
    here = (pl.col("item") == item) & pl.col("row").is_in(list(numbers))
    written = pl.scan_parquet(path, glob=False).filter(here).collect()
    forms = {
        row["row"]: row for row in pl.scan_parquet(normal, glob=False).filter(here).collect().iter_rows(named=True)
    }
    return {
        row["row"]: Row(
            str(Locator(item, (("row", str(row["row"])),))),
            tuple(
                Cell(column.position, "", column.kind, row[f"c{column.position}"])
                for column in prose.COLUMNS
                if row[f"c{column.position}"] is not None
            ),
            {key: value for key, value in forms.get(row["row"], {}).items() if value is not None and _is_normal(key)},
            of_text=True,
        )
        for row in written.iter_rows(named=True)
    }


def _is_normal(key: str) -> bool:
    return key not in ("item", "row", "record_id", "items_mask") and not key.startswith(("keep_", "shown_"))


def _select(path: Path, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    low, high = (numbers[0], numbers[-1]) if numbers else (0, -1)
    near = pl.scan_parquet(path, glob=False).filter(pl.col("row").is_between(low, high))
    return {row["row"]: row for row in near.filter(pl.col("row").is_in(list(numbers))).collect().iter_rows(named=True)}


def cells(table: Table, columns: Sequence[TypedColumn], values: Sequence[str | None]) -> tuple[Cell, ...]:
    """Values of a row with what is known of their columns."""
    kinds = {one.position: one.kind for one in columns}
    header = table.header or ()
    return tuple(
        Cell(at, header[at - 1] if at <= len(header) else "", kinds.get(at, "other"), value)
        for at, value in enumerate(values, 1)
    )
