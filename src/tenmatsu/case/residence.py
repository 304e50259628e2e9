"""What the register's persons hint of places of residence abroad: addresses, calling codes, columns of nationality.

The work is done in columns; only distinct spellings and the first figures of telephone numbers become objects.
"""

# ruff: noqa: S608 - the SQL is made of our own words; paths are quoted

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import phonenumbers

from tenmatsu.law.hints import WORDS, Hint, facts_of_hints
from tenmatsu.law.places import named, place_named
from tenmatsu.model import Fact
from tenmatsu.people.persons import parquet

SOURCE = "result/persons.parquet"
_DIGITS = 7
"""Figures of a telephone number that tell its country: calling code and area (ITU-T E.164, +1 is several countries)."""
_LIVES = r"(居住|在住|居所|住所|residen|address|country.?of.?living|^country|^国$|^国名)"
"""Headers of a column of countries that speak of residence, not of nationality."""


def residence_facts(result: Path, recorded: datetime) -> list[Fact]:
    """The hints in the folder of a result as facts; none where it has no persons."""
    if not (result / "persons.parquet").is_file():
        return []
    with duckdb.connect(config={"memory_limit": "1GB", "threads": 2}) as db:
        db.execute(f"CREATE VIEW persons AS FROM {parquet(result / 'persons.parquet')}")
        db.execute("CREATE TABLE hints (person_id BIGINT, sort VARCHAR, place VARCHAR)")
        held = {str(row[0]) for row in db.execute("DESCRIBE persons").fetchall()}
        _phones(db, [one for one in ("phone", "phone_2") if one in held])
        if "address" in held:
            _addresses(db)
        if (result / "findings.parquet").is_file() and (result / "records.parquet").is_file():
            _columns(db, result)
        return facts_of_hints(_counted(db), recorded, SOURCE)


def _phones(db: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> None:
    """Numbers that are written with a calling code."""
    if not columns:
        return
    numbers = " UNION ALL ".join(
        f"SELECT person_id, {column} AS number FROM persons WHERE starts_with({column}, '+')" for column in columns
    )
    heads = db.execute(f"SELECT DISTINCT left(number, {_DIGITS + 1}) FROM ({numbers})").fetchall()
    _table(db, "codes", [(head, _region(head)) for (head,) in heads])
    db.execute(
        f"INSERT INTO hints SELECT person_id, 'phone', code FROM ({numbers}) "
        f"JOIN codes ON left(number, {_DIGITS + 1}) = spelling"
    )


def _region(head: str) -> str | None:
    """The country whose numbers begin so; of +1 the United States unless the area is another's."""
    digits = head.removeprefix("+")
    if not digits.isdigit():
        return None
    for length in (1, 2, 3):
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(digits[:length]), ())
        if regions:
            number = phonenumbers.PhoneNumber(int(digits[:length]), int(digits[length:].ljust(10, "2")[:10]))
            found = phonenumbers.region_code_for_number(number) if len(regions) > 1 else None
            return place_named(found or regions[0])
    return None


def _addresses(db: duckdb.DuckDBPyConnection) -> None:
    """Addresses that begin or end with the name of a country (two letters alone may be a state: CA)."""
    spelled = [(name.lower(), code) for code, names in named().items() for name in names if _sure(name)]
    _table(db, "countries", spelled)
    sizes = sorted({len(name) for name, _ in spelled if not name.isascii()})
    heads = " UNION ".join(
        f"SELECT person_id, code FROM persons JOIN countries ON left(address, {size}) = spelling" for size in sizes
    )
    last = "lower(trim(regexp_extract(address, '[,，、\\n]\\s*([^,，、\\n]+)$', 1), ' .。'))"
    tails = f"SELECT person_id, code FROM persons JOIN countries ON {last} = spelling WHERE address IS NOT NULL"
    db.execute(f"INSERT INTO hints SELECT person_id, 'address', code FROM ({heads} UNION {tails})")


def _sure(name: str) -> bool:
    return len(name) > 2 or not name.isascii() or name == "UK"


def _columns(db: duckdb.DuckDBPyConnection, result: Path) -> None:
    """Columns of nationalities and countries, by the records of the persons."""
    db.execute(
        "CREATE TABLE written AS SELECT r.person_id, f.value, "
        f"regexp_matches(lower(regexp_extract(f.locator, 'col=([^;]*)', 1)), '{_LIVES}') AS lives "
        f"FROM {parquet(result / 'findings.parquet')} f JOIN {parquet(result / 'records.parquet')} r USING (record_id) "
        "WHERE f.kind = 'nationality'"
    )
    values = db.execute("SELECT DISTINCT value FROM written WHERE value IS NOT NULL").fetchall()
    _table(db, "nations", [(value, place_named(value)) for (value,) in values])
    db.execute(
        "INSERT INTO hints SELECT person_id, if(lives, 'country', 'nationality'), code "
        "FROM written JOIN nations ON value = spelling"
    )


def _table(db: duckdb.DuckDBPyConnection, name: str, rows: Sequence[tuple[str, str | None]]) -> None:
    db.execute(f"CREATE TABLE {name} (spelling VARCHAR, code VARCHAR)")
    kept = [row for row in dict.fromkeys(rows) if row[1]]
    if kept:
        db.executemany(f"INSERT INTO {name} VALUES (?, ?)", kept)


def _counted(db: duckdb.DuckDBPyConnection) -> list[Hint]:
    whole = dict(db.execute("SELECT place, count(DISTINCT person_id) FROM hints GROUP BY place").fetchall())
    each = db.execute("SELECT place, sort, count(DISTINCT person_id) FROM hints GROUP BY place, sort").fetchall()
    by = {(place, sort): count for place, sort, count in each}
    return [
        Hint(place, count, tuple((sort, by.get((place, sort), 0)) for sort in WORDS)) for place, count in whole.items()
    ]
