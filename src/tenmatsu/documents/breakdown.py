"""The numbers of a result, broken down so that they reconcile: rows, the total beside them, and why they add up or not.

Everything is counted by DuckDB over the Parquet files; a breakdown of seven million persons is a few dozen rows here.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import duckdb

from tenmatsu.documents.funnel import Funnel, funnel
from tenmatsu.documents.result import Summary, columns, summary, tables
from tenmatsu.model import KIND_WORDS, NOT_PERSONAL, Unit

__all__ = [
    "Breakdown",
    "By",
    "Cell",
    "Column",
    "Funnel",
    "Note",
    "breakdown",
    "combinations",
    "funnel",
    "residence",
    "windows",
]

By = Literal["item", "segment", "file", "reach"]
Cell = str | int | float | tuple[str, ...] | None
"""A cell: text, a number, a share (0…1), words of one vocabulary, or None (no value)."""

Sort = Literal["text", "kind", "kinds", "reach", "channel", "recipient", "certainty", "persons", "records", "share"]


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is a key of `words` (`col.…`); `sort` says what its cells are and so how they are shown."""

    key: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of `words` and the numbers in it."""

    key: str
    values: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`title` is a key of `words`; `total` has a cell per column (None where nothing can be added).

    `units` are the units of the numbers in it. `adds_up`: whether the rows of persons sum to the total; None when a
    person may stand in several rows, which a note then says.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]
    units: tuple[Unit, ...]
    adds_up: bool | None
    notes: tuple[Note, ...] = ()


PERSONS = Column("col.persons", "persons")
RECORDS = Column("col.records", "records")
SHARE = Column("share", "share")


def breakdown(result: Path, by: By) -> Breakdown:
    """The persons of a result by data item, segment, file or means of contact; InputError when there is no result."""
    known = summary(result)
    with tables(result) as connection:
        return _WAYS[by](connection, known)


def combinations(result: Path, most: int = 20) -> Breakdown:
    """The persons by the exact set of data items exposed; the `most` frequent sets, the others in one last row."""
    with tables(result) as connection:
        total = _persons(connection)
        found = connection.execute(
            f"with {_sets('items')} select list_sort(list_filter(list_distinct(coalesce(items, [])),"
            " lambda kind: not list_contains($1, kind))) as kinds, sum(n)::bigint from sets group by kinds"
            " order by 2 desc, 1",
            [sorted(NOT_PERSONAL)],
        ).fetchall()
    rows: list[tuple[Cell, ...]] = [(_in_order(kinds), n, _share(n, total)) for kinds, n in found[:most]]
    rest = [n for _, n in found[most:]]
    if rest:
        rows.append((f"others:{len(rest)}", sum(rest), _share(sum(rest), total)))
    columns = (Column("col.combination", "kinds"), PERSONS, SHARE)
    return _additive("by.combination", columns, rows, total)


def _in_order(kinds: list[str]) -> tuple[str, ...]:
    """Kinds as they are usually told: the name first (the order of `KIND_WORDS`), unknown ones last."""
    return tuple(sorted(kinds, key=lambda kind: (_ORDER.get(kind, len(_ORDER)), kind)))


_ORDER = {kind: place for place, kind in enumerate(KIND_WORDS)}


def windows(result: Path) -> Breakdown:
    """The persons by way out, window, recipient and certainty, as the register has them."""
    with tables(result) as connection:
        total = _persons(connection)
        found = connection.execute(
            "select channel, window_from::varchar, window_to::varchar, recipient, certainty, count(distinct person_id)"
            " from exposures group by all order by 2 nulls last, 3, 1, 4, 5"
        ).fetchall()
    columns = (
        Column("col.channel", "channel"), Column("col.window_from", "text"), Column("col.window_to", "text"),
        Column("col.recipient", "recipient"), Column("col.certainty", "certainty"), PERSONS,
    )  # fmt: skip
    note = () if len(found) < 2 else (Note("note.window"),)
    return Breakdown(
        "by.window", columns, tuple(found), (None, None, None, None, None, total), (Unit.PERSONS,), None, note
    )


def residence(result: Path) -> Breakdown | None:
    """The persons by country of residence; None when the result does not say."""
    with tables(result) as connection:
        if "residence" not in columns(connection, "persons"):
            return None
        total = _persons(connection)
        found = connection.execute(
            "select nullif(residence, '') as land, count(*) from persons group by land order by land is null, 2 desc, 1"
        ).fetchall()
    if all(land is None for land, _ in found):
        return None
    rows: list[tuple[Cell, ...]] = [(land, n, _share(n, total)) for land, n in found]
    return _additive("by.residence", (Column("col.residence", "recipient"), PERSONS, SHARE), rows, total)


def _item(connection: duckdb.DuckDBPyConnection, known: Summary) -> Breakdown:
    total = _persons(connection)
    counted = dict(
        connection.execute(
            f"with {_sets('items')} select kind, sum(n)::bigint from (select unnest(list_distinct(items)) as kind, n"
            " from sets) group by kind"
        ).fetchall()
    )
    kinds = {*counted, *known.items} - NOT_PERSONAL
    tally = [(kind, counted.get(kind, 0), known.items[kind].records if kind in known.items else None) for kind in kinds]
    rows = sorted(tally, key=lambda row: (-row[1], row[0]))
    return Breakdown(
        "by.item",
        (Column("col.item", "kind"), PERSONS, SHARE, RECORDS),
        tuple((kind, n, _share(n, total), lines) for kind, n, lines in rows),
        (None, total, _share(total, total), known.records),
        (Unit.PERSONS, Unit.RECORDS),
        None,
        (Note("note.item"),),
    )


def _segment(connection: duckdb.DuckDBPyConnection, known: Summary) -> Breakdown:
    total = _persons(connection)
    values = connection.execute(
        f"{_HELD} select name, value, sum(n)::bigint from held group by all order by 1, 3 desc, 2"
    )
    found = values.fetchall()
    holders = connection.execute(
        f"{_HELD} select name, sum(n)::bigint, coalesce(sum(n) filter (several > 1), 0)::bigint from (select place, n,"
        " name, count(*) as several from held group by all) group by name order by name"
    ).fetchall()
    rows: list[tuple[Cell, ...]] = []
    notes = [Note("note.segments")] if holders else []
    for name, held, several in holders:
        rows += [(name, value, n, _share(n, total)) for segment, value, n in found if segment == name]
        rows += [(name, None, total - held, _share(total - held, total))] if total > held else []
        notes += [Note("note.segment", {"name": name, "n": several})] if several else []
    columns = (Column("col.segment", "text"), Column("col.value", "text"), PERSONS, SHARE)
    whole = (None, None, total, _share(total, total))
    return Breakdown("by.segment", columns, tuple(rows), whole, (Unit.PERSONS,), None, tuple(notes))


def _sets(column: str) -> str:
    """SQL: the distinct lists of a column with their persons. Millions of persons share some hundred lists, so that
    lists are taken apart after they are counted, not before."""
    return f"sets as (select {column}, count(*) as n, row_number() over () as place from persons group by {column})"


_HELD = (
    f"with {_sets('segments')}, held as (select distinct place, n, one.name as name, one.value as value"
    " from (select place, n, unnest(segments) as one from sets) where one.name <> '' and one.value <> '')"
)
"""One row per distinct list of segments, segment and value."""


def _file(connection: duckdb.DuckDBPyConnection, known: Summary) -> Breakdown:
    alone = dict(
        connection.execute(
            "select first, count(*) from (select min(item) as first, max(item) as last from records"
            " where person_id is not null group by person_id) where first = last group by first"
        ).fetchall()
    )
    rows = connection.execute(
        "select item, count(*), count(distinct person_id) from records group by item order by item"
    ).fetchall()
    (lines, persons, loose) = connection.execute(
        "select count(*), count(distinct person_id), count(*) - count(person_id) from records"
    ).fetchall()[0]
    only = sum(alone.values())
    notes = [Note("note.file", {"n": persons - only})]
    notes += [Note("note.loose", {"n": loose})] if loose else []
    return Breakdown(
        "by.file",
        (Column("col.file", "text"), RECORDS, PERSONS, Column("col.only_here", "persons")),
        tuple((item, n, held, alone.get(item, 0)) for item, n, held in rows),
        (None, lines, persons, only),
        (Unit.RECORDS, Unit.PERSONS),
        None,
        tuple(notes),
    )


def _reach(connection: duckdb.DuckDBPyConnection, known: Summary) -> Breakdown:
    total = _persons(connection)
    found = connection.execute(
        f"with {_sets('reach')} select list_sort(list_distinct(coalesce(reach, []))) as ways, sum(n)::bigint"
        " from sets group by ways"
    ).fetchall()
    order = ("post", "email", "phone")
    ways = sorted(
        ((tuple(sorted(one, key=lambda way: (order.index(way) if way in order else 9, way))), n) for one, n in found),
        key=lambda row: (not row[0], -row[1], row[0]),
    )
    rows: list[tuple[Cell, ...]] = [(one, n, _share(n, total)) for one, n in ways]
    return _additive("by.reach", (Column("col.reach", "reach"), PERSONS, SHARE), rows, total)


_WAYS: Mapping[By, Callable[[duckdb.DuckDBPyConnection, Summary], Breakdown]] = {
    "item": _item, "segment": _segment, "file": _file, "reach": _reach,
}  # fmt: skip


def _additive(title: str, columns: tuple[Column, ...], rows: list[tuple[Cell, ...]], total: int) -> Breakdown:
    """A breakdown in which every person stands in one row."""
    apart = total - sum(int(row[1]) for row in rows if isinstance(row[1], int))
    note = Note("note.apart", {"n": apart}) if apart else Note("note.adds_up")
    whole = (None, total, _share(total, total))
    return Breakdown(title, columns, tuple(rows), whole, (Unit.PERSONS,), not apart, (note,))


def _persons(connection: duckdb.DuckDBPyConnection) -> int:
    return int(connection.execute("select count(*) from persons").fetchall()[0][0])


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
