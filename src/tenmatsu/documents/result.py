"""The result folder as a reader meets it: `summary.json`, and the Parquet files as tables of one DuckDB connection.

A result may lack what its case did not need (no master, no passports): a missing file is an empty table, a missing
column is null, a missing figure is None, which is unknown and not zero. Only `summary.json` and `persons.parquet` must
be there.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import msgspec

from tenmatsu.errors import InputError

SEGMENTS = "struct(name varchar, value varchar)[]"
CONTRACT: Mapping[str, Mapping[str, str]] = {
    "records": {"record_id": "bigint", "item": "varchar", "row": "bigint", "person_id": "bigint"},
    "persons": {
        "person_id": "bigint", "n_records": "bigint", "name": "varchar", "kana": "varchar", "birth_date": "varchar",
        "sex": "varchar", "email": "varchar", "phone": "varchar", "postcode": "varchar", "address": "varchar",
        "member_id": "varchar", "segments": SEGMENTS, "items": "varchar[]", "reach": "varchar[]",
    },
    "exposures": {
        "person_id": "bigint", "item": "varchar", "channel": "varchar", "window_from": "date", "window_to": "date",
        "recipient": "varchar", "certainty": "varchar",
    },
    "cards": {"record_id": "bigint", "person_id": "bigint", "card": "varchar"},
    "review": {"record_a": "bigint", "record_b": "bigint", "reason": "varchar", "weight": "double"},
    "links": {"record_a": "bigint", "record_b": "bigint", "rule": "varchar", "strength": "varchar"},
}  # fmt: skip
"""The columns on which the documents rely; more are welcome."""


class Interval(msgspec.Struct, frozen=True):
    """A number of persons; `best` and `at_most` are None where nobody can say."""

    best: int | None = 0
    at_least: int = 0
    at_most: int | None = 0


class Tally(msgspec.Struct, frozen=True):
    """A kind of personal data: how many records (件) and persons (人) hold it; of how many persons it is confirmed."""

    records: int = 0
    persons: int = 0
    confirmed: int | None = None


class Members(msgspec.Struct, frozen=True):
    """The comparison with the master."""

    matched: int | None = None
    unmatched: int | None = None
    affected: int | None = None
    of_master: int | None = None


class Passports(msgspec.Struct, frozen=True):
    """Passport numbers, each counted once, and the persons who have one."""

    distinct: int | None = None
    valid_as_of: int | None = None
    persons_with: int | None = None


class RuledOut(msgspec.Struct, frozen=True):
    """What stood in the evidence and was not exposed."""

    records: int = 0
    persons: int = 0


class Certain(msgspec.Struct, frozen=True):
    """Persons by certainty."""

    confirmed: int = 0
    possible: int = 0


class Out(msgspec.Struct, frozen=True):
    """A way out: its persons by certainty, its first and last day, how many recipients and who where it is one."""

    channel: str
    window: tuple[str | None, str | None] = (None, None)
    recipients: int = 0
    recipient: str | None = None
    confirmed: int = 0
    possible: int = 0


class Input(msgspec.Struct, frozen=True):
    """One file as it was taken in."""

    path: str
    sha256: str | None = None
    rows: int | None = None
    bytes: int | None = None
    encoding: str | None = None
    header: bool | None = None
    notes: dict[str, Any] | None = None


class Summary(msgspec.Struct, frozen=True):
    """`summary.json`."""

    records: int = 0
    persons: Interval = Interval()
    items: dict[str, Tally] = {}
    segments: dict[str, dict[str, int]] = {}
    members: Members | None = None
    passports: Passports | None = None
    certainty: Certain | None = None
    ruled_out: RuledOut | None = None
    ways: tuple[Out, ...] = ()
    unread: int = 0
    review: int | None = None
    inputs: tuple[Input, ...] = ()
    files: int | None = None
    version: str | None = None
    seconds: Any = None
    title: str | None = None
    organisation: str | None = None
    as_of: str | None = None


def summary(result: Path) -> Summary:
    """`summary.json` as read; InputError when it is missing or not well formed."""
    path = result / "summary.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Summary)
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; run `tenmatsu investigate` on the case first") from error
    except msgspec.MsgspecError as error:
        raise InputError(f"{path}: not as tenmatsu writes it ({error}); run `tenmatsu investigate` again") from error


@contextmanager
def tables(result: Path, *, memory: str = "1GB", scratch: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the views records, persons, exposures, cards, review and links over the folder's Parquet files.

    What does not fit in `memory` goes to `scratch`, else to a folder inside the result that is removed at the end.
    """
    if not (result / "persons.parquet").is_file():
        raise InputError(f"{result / 'persons.parquet'}: no such file; run `tenmatsu investigate` on the case first")
    spill = (scratch or result) / f".spill-{uuid4().hex[:8]}"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "threads": "2",
        "temp_directory": str(spill),
    }
    with duckdb.connect(config=settings) as connection:
        for name, columns in CONTRACT.items():
            connection.execute(f"create view {name} as {_source(connection, result / f'{name}.parquet', columns)}")
        yield connection


def columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns of a view, in order."""
    return [str(row[0]) for row in connection.execute(f"describe {table}").fetchall()]


def quoted(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


def identifier(text: str) -> str:
    """An SQL name."""
    return '"' + text.replace('"', '""') + '"'


def _source(connection: duckdb.DuckDBPyConnection, path: Path, columns: Mapping[str, str]) -> str:
    if not path.is_file():
        return "select " + ", ".join(f"null::{type_} as {name}" for name, type_ in columns.items()) + " where false"
    read = f"read_parquet({quoted(_literal(path))})"
    try:
        present = {str(row[0]) for row in connection.execute(f"describe select * from {read}").fetchall()}
    except duckdb.Error as error:
        raise InputError(f"{path}: not a Parquet file that can be read; run `tenmatsu investigate` again") from error
    missing = [f"null::{type_} as {name}" for name, type_ in columns.items() if name not in present]
    return f"select {', '.join(['*', *missing])} from {read}"


def _literal(path: Path) -> str:
    """The path with DuckDB's wildcards taken literally: a case folder may be called `case [1]`."""
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in str(path))
