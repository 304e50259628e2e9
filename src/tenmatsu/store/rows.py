"""The rows of the ledger: their columns, their one way of writing as text, and their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from tenmatsu.errors import InputError, LocatorError
from tenmatsu.model import Decision, Fact, Locator, Verdict

START = "0" * 64
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "decisions": ("left", "right", "verdict", "by", "recorded", "note"),
    "facts": ("name", "value", "source", "by", "recorded", "at", "supersedes", "note"),
    "runs": ("run", "event", "recorded", "details"),
    "audit": ("action", "who", "recorded", "details"),
}


def broken(text: str) -> bool:
    """Whether the text holds what UTF-8 cannot: a lone surrogate."""
    return text != text.encode("utf-8", "ignore").decode()


def to_decision(_: int, left: str, right: str, verdict: str, by: str, recorded: str, note: str) -> Decision:
    """The decision that a row holds."""
    return Decision(left, right, Verdict(verdict), by, datetime.fromisoformat(recorded), note)


def decision_row(one: Decision) -> tuple[object, ...]:
    """The values of a decision; InputError when it names no two records or no person."""
    left, right = sorted((_record(one.left), _record(one.right)))
    if left == right:
        raise InputError("a decision needs two different records; both names point at the same one")
    if not one.by.strip():
        raise InputError("a decision needs the name of the person who decides; say who with --by")
    return left, right, str(Verdict(one.verdict)), one.by, one.when.isoformat(), one.note


def to_fact(
    _: int,
    name: str,
    value: str,
    source: str,
    by: str,
    recorded: str,
    at: str | None,
    supersedes: str | None,
    note: str,
) -> Fact:
    """The fact that a row holds."""
    return Fact(name, value, source, by, datetime.fromisoformat(recorded), _moment(at), supersedes, note)


def to_event(*row: Any) -> tuple[Any, ...]:
    """A row of runs or audit, with its details read."""
    return (*row[:-1], json.loads(row[-1]))


def fact_row(one: Fact) -> tuple[object, ...]:
    """The values of a fact."""
    at = None if one.at is None else one.at.isoformat()
    return one.name, one.value, one.source, one.by, one.recorded.isoformat(), at, one.supersedes, one.note


def statements() -> Iterator[str]:
    """The SQL that lays a ledger out."""
    yield (
        "CREATE TABLE IF NOT EXISTS chain (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, "
        "previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE)"
    )
    for kind in COLUMNS:
        yield f"CREATE TABLE IF NOT EXISTS {kind} (seq INTEGER PRIMARY KEY REFERENCES chain (seq), {named(kind)})"
    for kind in ("chain", *COLUMNS):
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {kind}_no_{act.lower()} BEFORE {act} ON {kind} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )


def named(kind: str) -> str:
    """The columns of a table, quoted."""
    return ", ".join(f'"{column}"' for column in COLUMNS[kind])


def row_hash(previous: str, kind: str, seq: int, values: tuple[object, ...]) -> str:
    """The hash that links a row to the one before it."""
    row = {"kind": kind, "seq": seq} | dict(zip(COLUMNS[kind], values, strict=True))
    return hashlib.sha256((previous + canonical(row)).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(value: Mapping[str, object]) -> str:
    """JSON in its one way of writing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _record(text: str) -> str:
    """The locator of a record in its one way of writing."""
    locator = Locator.parse(text)
    if not locator.place:
        raise LocatorError("a record is named by item and row, such as evidence/a.csv#row=17; the row is missing")
    return str(locator)


def _moment(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == len("2016-03-19") else datetime.fromisoformat(text)
