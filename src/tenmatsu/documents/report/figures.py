"""All that the report shows, read from the result folder: counts, breakdowns, and whether they reconcile."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from tenmatsu.documents.breakdown import Breakdown, Funnel, breakdown, combinations, funnel, residence, windows
from tenmatsu.documents.funnel import unread
from tenmatsu.documents.result import Certain, Summary, summary, tables
from tenmatsu.model import NOT_PERSONAL, Unit


@dataclass(frozen=True, slots=True)
class Check:
    """Two numbers that must be equal; `key` (`check.…`) says which."""

    key: str
    left: int
    right: int
    unit: Unit


@dataclass(frozen=True)
class Figures:
    """The variables of the page. `columns` are the lines of columns.csv by item; `sure`: persons by certainty."""

    funnel: Funnel
    summary: Summary
    items: Breakdown
    combinations: Breakdown
    windows: Breakdown
    segments: Breakdown
    residence: Breakdown | None
    reach: Breakdown
    files: Breakdown
    sure: Certain | None
    unread: list[tuple[str, str, int | None]]
    columns: list[tuple[str, list[dict[str, str]]]]
    checks: list[Check]
    digest: str


def figures(result: Path) -> Figures:
    """Reads the whole result folder; InputError when there is no result in it."""
    known, told = summary(result), funnel(result)
    parts = {
        "items": breakdown(result, "item"),
        "segments": breakdown(result, "segment"),
        "reach": breakdown(result, "reach"),
        "files": breakdown(result, "file"),
        "combinations": combinations(result),
    }
    totals = _counted(result)
    return Figures(
        funnel=told,
        summary=known,
        windows=windows(result),
        residence=residence(result),
        sure=told.certainty,
        unread=unread(result),
        columns=_columns(result),
        checks=[*_checks_records(known, totals, parts), *_checks_persons(told, known, totals, parts)],
        digest=hashlib.sha256((result / "summary.json").read_bytes()).hexdigest(),
        **parts,
    )


def _counted(result: Path) -> dict[str, int]:
    """The totals of the tables that must agree."""
    with tables(result) as connection:
        held = connection.execute("select count(distinct person_id) from exposures").fetchall()[0][0]
        joined, loose, lines = connection.execute(
            "select (select coalesce(sum(n_records), 0)::bigint from persons), count(*) - count(person_id), count(*)"
            " from records"
        ).fetchall()[0]
    return {"joined": joined, "loose": loose, "lines": lines, "register": held}


def _checks_records(known: Summary, totals: dict[str, int], parts: dict[str, Breakdown]) -> Iterator[Check]:
    if parts["files"].rows:
        yield Check("check.files", _sum(parts["files"], 1), known.records, Unit.RECORDS)
    rows = [one.rows for one in known.inputs]
    if rows and None not in rows and not known.ruled_out:
        yield Check("check.inputs", sum(one or 0 for one in rows), known.records, Unit.RECORDS)
    if totals["lines"]:
        yield Check("check.joined", totals["joined"], totals["lines"] - totals["loose"], Unit.RECORDS)


def _checks_persons(
    told: Funnel, known: Summary, totals: dict[str, int], parts: dict[str, Breakdown]
) -> Iterator[Check]:
    count, listed = told.persons, told.listed
    found: list[tuple[str, int, int]] = []
    if count is not None:
        found += [
            ("interval", count.best, min(max(count.best, count.at_least), count.at_most)),
            ("listed", listed, count.best),
        ]
    found += [
        ("combination", _sum(parts["combinations"], 1), listed),
        ("reach", _sum(parts["reach"], 1), listed),
    ]
    if told.matched is not None and told.unmatched is not None:
        found.append(("members", told.matched + told.unmatched, listed))
    if totals["register"]:
        found.append(("register", totals["register"], listed))
    if known.items:
        told_items = sum(one.persons for kind, one in known.items.items() if kind not in NOT_PERSONAL)
        found.append(("items", _sum(parts["items"], 1), told_items))
    if known.segments:
        held = sum(number for values in known.segments.values() for number in values.values())
        valued = _sum(replace(parts["segments"], rows=tuple(row for row in parts["segments"].rows if row[1])), 2)
        found.append(("segments", valued, held))
    yield from (Check(f"check.{key}", left, right, Unit.PERSONS) for key, left, right in found)


def _sum(breakdown: Breakdown, column: int) -> int:
    return sum(cell for row in breakdown.rows if isinstance(cell := row[column], int))


def _columns(result: Path) -> list[tuple[str, list[dict[str, str]]]]:
    path = result / "columns.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = [{key: value or "" for key, value in line.items() if key} for line in csv.DictReader(stream)]
    return [(item, list(held)) for item, held in groupby(lines, key=lambda line: line.get("item", ""))]
