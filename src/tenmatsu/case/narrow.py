"""From all records of the evidence to those that were exposed, where the way out shows only some of them.

A database holds customers whom nobody looked at; a redacted page shows openly what was meant to be seen. The result
then holds the exposed records alone, each with the kinds that were exposed; the others stand in `ruled_out.parquet`.
"""

# ruff: noqa: S608 - the SQL is made of our own words; paths are quoted

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path

import duckdb

from tenmatsu.people import persons
from tenmatsu.people.count import Interval
from tenmatsu.people.normal import ITEMS
from tenmatsu.people.persons import parquet

EXPOSED = "exposed.parquet"
"""What the register leaves beside exposures.parquet: record_id, kinds (list), once for each exposed record."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left: exposed records and persons, and how many of both the way out rules out."""

    records: int
    persons: Interval
    records_ruled_out: int
    persons_ruled_out: int


def narrow(staged: Path, whole: Interval, *, memory: str, scratch: Path) -> Narrowed:
    """Rewrite the files of the staged result so that they hold what was exposed; the persons bear new numbers.

    The interval keeps the relative width of that of all persons, rounded outward.
    """
    with duckdb.connect(config={"memory_limit": memory, "threads": 2, "temp_directory": str(scratch)}) as db:
        for name in ("records", "persons", "links", "matches", "review", "exposures"):
            db.execute(f"CREATE VIEW {name} AS FROM {parquet(staged / f'{name}.parquet')}")
        db.execute(f"CREATE TABLE exposed AS SELECT record_id, kinds FROM {parquet(staged / EXPOSED)}")
        db.execute(
            "CREATE TABLE numbers AS SELECT person_id AS old, min(record_id) AS new, count(*)::INTEGER AS n "
            "FROM records SEMI JOIN exposed USING (record_id) GROUP BY person_id"
        )
        _copy(
            db,
            staged,
            "ruled_out",
            "SELECT record_id, item, row, person_id FROM records ANTI JOIN exposed USING (record_id)",
        )
        out = db.execute(f"SELECT count(*) FROM {parquet(staged / 'ruled_out.parquet')}").fetchall()[0][0]
        gone = db.execute(
            "SELECT count(*) FROM persons ANTI JOIN numbers ON persons.person_id = numbers.old"
        ).fetchall()
        _records(db, staged)
        _copy(db, staged, "segments", "SELECT new AS person_id, segments FROM persons JOIN numbers ON person_id = old")
        for name, ends in (("links", ("record_a", "record_b")), ("review", ("record_a", "record_b")),
                           ("matches", ("record_id",))):  # fmt: skip
            kept = " ".join(f"SEMI JOIN exposed AS {end}_there ON {name}.{end} = {end}_there.record_id" for end in ends)
            _copy(db, staged, name, f"SELECT {name}.* FROM {name} {kept}")
        _copy(
            db, staged, "exposures",
            "SELECT exposures.* REPLACE (numbers.new AS person_id) FROM exposures JOIN numbers ON person_id = old "
            "ORDER BY ALL",
        )  # fmt: skip
    return _written(staged, whole, int(out), int(gone[0][0]), memory, scratch)


def _written(staged: Path, whole: Interval, out: int, gone: int, memory: str, scratch: Path) -> Narrowed:
    for path in list(staged.glob("*.narrow")):
        path.replace(path.with_suffix(""))
    segments = staged / "segments.parquet"
    best = persons.write_persons(
        staged / "records.parquet",
        _fresh(staged / "persons.parquet"),
        memory=memory,
        scratch=scratch,
        segments=segments,
    )
    segments.unlink()
    (staged / EXPOSED).unlink()
    with duckdb.connect() as db:
        records = int(db.execute(f"SELECT count(*) FROM {parquet(staged / 'records.parquet')}").fetchall()[0][0])
    share = best / whole.best if whole.best else 0.0
    least = best - ceil((whole.best - whole.at_least) * share)
    most = min(best + ceil((whole.at_most - whole.best) * share), max(records, best))
    return Narrowed(records, Interval(best, least, most), out, gone)


def _fresh(path: Path) -> Path:
    """The path without the hard link that stands there."""
    path.unlink()
    return path


def _records(db: duckdb.DuckDBPyConnection, staged: Path) -> None:
    """The exposed records, with the kinds that were exposed."""
    bits = " | ".join(
        f"CASE WHEN list_contains(exposed.kinds, '{item}') THEN {1 << bit} ELSE 0 END" for bit, item in enumerate(ITEMS)
    )
    _copy(
        db, staged, "records",
        "SELECT records.* REPLACE (numbers.new AS person_id, numbers.n AS person_records, exposed.kinds AS kinds, "
        f"({bits})::UBIGINT AS items_mask) FROM records JOIN exposed USING (record_id) "
        "JOIN numbers ON records.person_id = numbers.old ORDER BY record_id",
    )  # fmt: skip


def _copy(db: duckdb.DuckDBPyConnection, staged: Path, name: str, select: str) -> None:
    suffix = "" if name in ("segments", "ruled_out") else ".narrow"
    where = str(staged / f"{name}.parquet{suffix}").replace("'", "''")
    db.execute(f"COPY ({select}) TO '{where}' (FORMAT parquet, COMPRESSION zstd)")
