"""Card numbers out of the result: masked wherever a result shows them, whole in the one file for the card company.

The first six and the last four digits stay, as PCI DSS 4.0 (requirement 3.4.1) allows to be shown. `cards.parquet` has
`record_id`, `person_id` and `card`; only the list for the card company is made of it.
"""

# ruff: noqa: S608 - the SQL is made of our own words; paths are quoted

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from tenmatsu.people.persons import parquet

NAME = "cards.parquet"
WHOLE = 12
"""Digits from which on a number is a whole one; what the evidence itself masks has fewer."""


def mask(staged: Path, *, memory: str, scratch: Path) -> int:
    """Mask the numbers in the files of a staged result; answers how many records hold a whole one."""
    holding = [name for name in ("records", "persons") if _has(staged / f"{name}.parquet", "card")]
    with duckdb.connect(config={"memory_limit": memory, "threads": 2, "temp_directory": str(scratch)}) as db:
        many = 0
        if "records" in holding:
            records = parquet(staged / "records.parquet")
            whole = f"SELECT record_id, person_id, card FROM {records} WHERE {_is_whole('card')}"
            many = int(db.execute(f"SELECT count(*) FROM ({whole})").fetchall()[0][0])
            if many:
                _write(db, whole, staged / NAME)
        for name in holding if many else ():
            _rewrite(db, staged / f"{name}.parquet", f"{_masked('card')} AS card")
        found = staged / "findings.parquet"
        if _has(found, "value") and _counted(db, found):
            _rewrite(db, found, f"CASE WHEN kind = 'card' THEN {_masked('value')} ELSE value END AS value")
    return many


def _has(path: Path, column: str) -> bool:
    return path.is_file() and column in pq.read_schema(path).names


def _counted(db: duckdb.DuckDBPyConnection, found: Path) -> bool:
    rows = db.execute(f"SELECT 1 FROM {parquet(found)} WHERE kind = 'card' AND {_is_whole('value')} LIMIT 1")
    return bool(rows.fetchall())


def _digits(column: str) -> str:
    return f"regexp_replace({column}, '[^0-9]', '', 'g')"


def _is_whole(column: str) -> str:
    return f"length({_digits(column)}) >= {WHOLE}"


def _masked(column: str) -> str:
    digits = _digits(column)
    shown = f"left({digits}, 6) || repeat('*', length({digits}) - 10) || right({digits}, 4)"
    return f"CASE WHEN {_is_whole(column)} THEN {shown} ELSE {column} END"


def _rewrite(db: duckdb.DuckDBPyConnection, path: Path, replaced: str) -> None:
    draft = path.with_suffix(".masked")
    _write(db, f"SELECT * REPLACE ({replaced}) FROM {parquet(path)}", draft)
    draft.replace(path)


def _write(db: duckdb.DuckDBPyConnection, select: str, to: Path) -> None:
    where = str(to).replace("'", "''")
    db.execute(f"COPY ({select}) TO '{where}' (FORMAT parquet, COMPRESSION zstd)")
