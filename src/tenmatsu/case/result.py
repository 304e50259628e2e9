"""Chapter 6: the counts of a result, as summary.json says them."""

# ruff: noqa: S608 - the SQL is made of our own words; paths are quoted, days are bound

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tenmatsu import __version__
from tenmatsu.case.intake import Taken
from tenmatsu.exposure.register import count_items
from tenmatsu.model import Brief, Item, Table
from tenmatsu.people.persons import parquet

YEARS = """CASE WHEN passport LIKE 'M%' THEN 5
    WHEN birth_date IS NOT NULL AND date_diff('year', birth_date, passport_issue_date) - CASE WHEN
        strftime(passport_issue_date, '%m%d') < strftime(birth_date, '%m%d') THEN 1 ELSE 0 END
        < CASE WHEN passport_issue_date >= DATE '2022-04-01' THEN 18 ELSE 20 END THEN 5
    ELSE 10 END"""
"""Ten years for those aged 20 and over on the day of issue, 18 from 2022-04-01 (旅券法5条); M numbers five years."""


@contextmanager
def _opened(result: Path, memory: str, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory, "threads": 2, "temp_directory": str(scratch),
    }  # fmt: skip
    with duckdb.connect(config=settings) as db:
        for name in ("records", "persons", "exposures"):
            db.execute(f"CREATE VIEW {name} AS SELECT * FROM {parquet(result / f'{name}.parquet')}")
        yield db


def summarise(
    result: Path,
    brief: Brief,
    counts: Mapping[str, Any],
    inputs: Sequence[Mapping[str, Any]],
    unread: int,
    *,
    memory: str,
    scratch: Path,
) -> dict[str, Any]:
    """What summary.json says, from the Parquet files of a result and the counts of finding persons."""
    interval = counts["persons"]
    with _opened(result, memory, scratch) as db:
        members = _members(db, counts["of_master"], counts["affected"])
        found: dict[str, Any] = {
            "title": brief.title,
            "organisation": brief.organisation,
            "as_of": brief.as_of.isoformat(),
            "records": counts["records"],
            "persons": {"best": interval.best, "at_least": interval.at_least, "at_most": interval.at_most},
            "items": _items(db, result / "exposures.parquet"),
            "segments": _segments(db),
            "members": members,
            "passports": _passports(db, brief.as_of),
            "certainty": _certainty(db),
            "ways": _ways(db),
        }
    return found | {
        "unread": unread,
        "covers": _covers(unread),
        "review": counts["review"],
        "files": sum(1 for one in inputs if "!" not in one["path"]),
        "inputs": list(inputs),
        "version": __version__,
    }


def nothing(brief: Brief, inputs: Sequence[Mapping[str, Any]], unread: int) -> dict[str, Any]:
    """The summary of a case in which no record was found. Nothing found is not nothing exposed: unknown, never zero."""
    unknown = {"best": None, "at_least": 0, "at_most": None}
    return {
        "title": brief.title, "organisation": brief.organisation, "as_of": brief.as_of.isoformat(), "records": 0,
        "persons": unknown, "items": {}, "segments": {}, "members": None, "passports": None, "unread": unread,
        "covers": _covers(unread), "review": 0, "files": sum(1 for one in inputs if "!" not in one["path"]),
        "inputs": list(inputs), "version": __version__,
    }  # fmt: skip


def _covers(unread: int) -> str:
    """Whether the persons are those of the whole evidence, or of what was read: then nothing bounds the whole."""
    return "read" if unread else "all"


def _items(db: duckdb.DuckDBPyConnection, exposures: Path) -> dict[str, dict[str, int]]:
    records = db.execute("SELECT unnest(kinds) AS kind, count(*) FROM records GROUP BY kind ORDER BY kind").fetchall()
    persons = dict(db.execute("SELECT unnest(items) AS kind, count(*) FROM persons GROUP BY kind").fetchall())
    sure = _confirmed(db, persons, exposures)
    return {
        kind: {"records": count, "persons": persons.get(kind, 0), "confirmed": sure.get(kind, 0)}
        for kind, count in records
    }


def _confirmed(db: duckdb.DuckDBPyConnection, persons: Mapping[str, int], exposures: Path) -> Mapping[str, int]:
    """Persons by kind of whom it is confirmed; counted only where both certainties occur."""
    certainties = {row[0] for row in db.execute("SELECT DISTINCT certainty FROM exposures").fetchall()}
    if certainties == {"confirmed"}:
        return persons
    if "confirmed" not in certainties:
        return {}
    return {kind: one.confirmed for kind, one in count_items(exposures).items()}


def _certainty(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Persons of whom something is confirmed (漏えい), and the others, of whom all is possible (おそれ)."""
    sure = "SELECT DISTINCT person_id FROM exposures WHERE certainty = 'confirmed' AND person_id IS NOT NULL"
    whole, confirmed = db.execute(f"SELECT (SELECT count(*) FROM persons), (SELECT count(*) FROM ({sure}))").fetchall()[
        0
    ]
    return {"confirmed": confirmed, "possible": whole - confirmed}


def _ways(db: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Each way out: from when to when, to how many recipients (by name where it is one), its persons by certainty."""
    rows = db.execute(
        "SELECT channel, any_value(since), any_value(until), any_value(many), any_value(one), count(*) FILTER (sure), "
        "count(*) FROM (SELECT channel, person_id, bool_or(certainty = 'confirmed') AS sure FROM exposures "
        "WHERE person_id IS NOT NULL GROUP BY ALL) JOIN (SELECT channel, min(window_from) AS since, max(window_to) AS "
        "until, count(DISTINCT recipient) AS many, any_value(recipient) AS one FROM exposures GROUP BY channel) "
        "USING (channel) GROUP BY channel ORDER BY channel"
    ).fetchall()
    return [
        {
            "channel": channel,
            "window": [None if day is None else day.isoformat() for day in (since, until)],
            "recipients": many,
            "recipient": one if many == 1 else None,
            "confirmed": sure,
            "possible": persons - sure,
        }
        for channel, since, until, many, one, sure, persons in rows
    ]


def _segments(db: duckdb.DuckDBPyConnection) -> dict[str, dict[str, int]]:
    rows = db.execute(
        "SELECT s.name, s.value, count(*) FROM (SELECT unnest(segments) AS s FROM persons) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    found: dict[str, dict[str, int]] = {}
    for name, value, count in rows:
        found.setdefault(name, {})[value] = count
    return found


def _members(db: duckdb.DuckDBPyConnection, of_master: int, affected: int | None) -> dict[str, int | None] | None:
    """None without a master; else persons in it and not in it, rows of the master that are theirs, and all its rows."""
    if not of_master:
        return None
    row = db.execute("SELECT count(member_id), count(*) - count(member_id) FROM persons").fetchall()[0]
    return {"matched": row[0], "unmatched": row[1], "affected": affected, "of_master": of_master}


def _passports(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[str, int]:
    """Distinct passport numbers, and those valid through `as_of` by day of issue, first letter and age (YEARS)."""
    known = f"""SELECT passport, max(passport_issue_date + to_years({YEARS}) >= CAST(? AS DATE)) AS valid
                FROM records WHERE passport IS NOT NULL GROUP BY passport"""
    row = db.execute(
        f"SELECT count(*), count(*) FILTER (WHERE valid), count(*) FILTER (WHERE valid IS NULL) FROM ({known})",
        [as_of.isoformat()],
    ).fetchall()[0]
    holders = db.execute("SELECT count(*) FROM persons WHERE passport IS NOT NULL").fetchall()[0][0]
    return {"distinct": row[0], "valid_as_of": row[1], "validity_unknown": row[2], "persons_with": holders}


def inputs(taken: Sequence[Taken], rows: Mapping[str, int]) -> list[dict[str, Any]]:
    """One entry for every item that was read or hashed: path, hash, size, rows, and how a table was understood."""
    found: list[dict[str, Any]] = []
    for one in taken:
        items = {item.path: item for item in one.items}
        tables = {table.item: table for table in one.tables}
        for path in [*items, *(table for table in tables if table not in items)]:
            found.append(_input(one.shown(path), _source(items, path), tables.get(path), rows))
    return found


def _source(items: Mapping[str, Item], path: str) -> Item | None:
    """The item that a table came from: itself, or the workbook or database that holds it."""
    while path not in items and "!" in path:
        path = path.rpartition("!")[0]
    return items.get(path)


def _input(path: str, item: Item | None, table: Table | None, rows: Mapping[str, int]) -> dict[str, Any]:
    return {
        "path": path,
        "sha256": item.sha256 if item else None,
        "bytes": item.size if item else None,
        "media_type": item.media_type if item else None,
        "rows": table.rows if table else rows.get(path),
        "records": rows.get(path),
        "encoding": table.encoding if table else None,
        "header": table.header is not None if table else None,
        "notes": dict(table.notes) if table else {},
    }


def write_summary(summary: Mapping[str, Any], to: Path) -> None:
    """summary.json, for people and programs."""
    to.write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
