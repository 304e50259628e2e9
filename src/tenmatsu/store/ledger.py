"""What people did and said in a case: decisions, facts, runs and an audit, append-only, in one hash chain.

CASE/ledger.db is SQLite. Each row is numbered through all tables (`seq` 1, 2 …); `chain.hash` is the SHA-256, in hex,
of the hash before it (64 zeros for the first) followed by the row as canonical JSON: {"kind": table, "seq": n, column:
value …}, keys sorted, no spaces, UTF-8. Triggers refuse UPDATE and DELETE. A chain shows that a row was altered, put in
between or taken out; that the *last* rows were cut off shows only against a tip written down elsewhere (a report, a
certificate): give it to `verify`.
"""

# ruff: noqa: S608  (names in the SQL are our own columns; every value is bound)

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from tenmatsu.errors import InputError, LocatorError, StoreError
from tenmatsu.model import Decision, Fact, Locator, Verdict
from tenmatsu.store.disk import FILE, said

NAME = "ledger.db"
START = "0" * 64

_LAYOUT = 1
_WAIT_SECONDS = 30.0
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "decisions": ("left", "right", "verdict", "by", "recorded", "note"),
    "facts": ("name", "value", "source", "by", "recorded", "at", "supersedes", "note"),
    "runs": ("run", "event", "recorded", "details"),
    "audit": ("action", "who", "recorded", "details"),
}


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of the chain: how many rows, and the hash of the last."""

    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the chain holds; if not, the first row (`seq`) that does not and what is wrong with it."""

    ok: bool
    tip: Tip
    broken: int | None = None
    why: str = ""


def _now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """The ledger of the case folder `case`, made if missing; `clock` gives the moment of runs and audit rows."""

    def __init__(self, case: Path, *, clock: Callable[[], datetime] = _now) -> None:
        self.path = case / NAME
        self._clock = clock
        with self._told():
            self._db = self._opened()
            self._db.execute("PRAGMA synchronous = EXTRA")
            self._lay_out()

    def _opened(self) -> sqlite3.Connection:
        """A connection; read-only when the disk or the rights allow no more, so that a kept case can still be shown.

        The file is opened by SQLite alone: closing another descriptor of it would drop the locks of this process
        (fcntl(2); sqlite.org/howtocorrupt.html, 2.2).
        """
        with said(self.path):
            if self.path.is_symlink():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(self.path))
            with suppress(FileExistsError):
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE))
        mode = "rw" if os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK) else "ro"
        if mode == "rw":
            self.path.chmod(FILE)
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)

    def decide(self, *decisions: Decision) -> None:
        """Append judgements on two records each, all of them or none. The order of the two does not matter, and the
        latest of a pair stands."""
        self._append("decisions", *(_decision_row(one) for one in decisions))

    def decisions(self) -> list[Decision]:
        """The standing judgement of each pair (its latest), in the order in which they were written."""
        standing: dict[tuple[str, str], Decision] = {}
        for one in self.all_decisions():
            standing.pop((one.left, one.right), None)
            standing[one.left, one.right] = one
        return list(standing.values())

    def all_decisions(self) -> list[Decision]:
        """Every judgement that was ever written, oldest first; `left` is the lesser of the two names."""
        return [
            Decision(left, right, Verdict(verdict), by, datetime.fromisoformat(recorded), note)
            for _, left, right, verdict, by, recorded, note in self._rows("decisions")
        ]

    def add_fact(self, fact: Fact) -> None:
        """Append a cited statement."""
        self._append("facts", _fact_row(fact))

    def facts(self) -> list[Fact]:
        """Every fact, oldest first; which of one name stands is for its reader to say."""
        return [
            Fact(name, value, source, by, datetime.fromisoformat(recorded), _moment(at), supersedes, note)
            for _, name, value, source, by, recorded, at, supersedes, note in self._rows("facts")
        ]

    def begin_run(self, details: Mapping[str, object]) -> int:
        """Note that an investigation began (version, fingerprint …); answers the number for `end_run`."""
        return self._append("runs", (None, "begin", self._clock().isoformat(), _canonical(details)))

    def end_run(self, run: int, outcome: str, details: Mapping[str, object] | None = None) -> None:
        """Note how a run ended; a run without this row was killed."""
        self._append("runs", (run, outcome, self._clock().isoformat(), _canonical(details or {})))

    def runs(self) -> list[dict[str, object]]:
        """Every run: run, began, ended (None when it was killed or is at work), outcome, details."""
        found: dict[int, dict[str, object]] = {}
        for seq, run, event, recorded, details in self._rows("runs"):
            if event == "begin":
                told = json.loads(details)
                found[seq] = {"run": seq, "began": recorded, "ended": None, "outcome": None, "details": told}
            elif run in found:
                found[run] |= {"ended": recorded, "outcome": event}
        return list(found.values())

    def audit(self, action: str, who: str, details: Mapping[str, object] | None = None) -> None:
        """Note who did what (opened, exported, sealed …). `details` never holds a value from the evidence."""
        self._append("audit", (action, who, self._clock().isoformat(), _canonical(details or {})))

    def audits(self) -> list[dict[str, object]]:
        """Every audit row, oldest first: action, who, recorded, details."""
        return [
            {"action": action, "who": who, "recorded": recorded, "details": json.loads(details)}
            for _, action, who, recorded, details in self._rows("audit")
        ]

    def tip(self) -> Tip:
        """The end of the chain, to be written down elsewhere."""
        with self._told():
            row = self._db.execute("SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
        return Tip(row[0], row[1]) if row else Tip(0, START)

    def verify(self, expected: Tip | None = None) -> Verified:
        """Compute the chain again; with a tip written down earlier, also that nothing was cut off since."""
        with self._told(), self._transaction("DEFERRED"):
            return self._verify(expected)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _verify(self, expected: Tip | None) -> Verified:
        tip = Tip(0, START)
        for seq, kind, previous, noted in self._db.execute("SELECT seq, kind, previous, hash FROM chain ORDER BY seq"):
            if why := self._fault(tip, seq, kind, previous, noted):
                return Verified(False, tip, tip.rows + 1, why)
            tip = Tip(seq, noted)
            if expected and expected.rows == seq and expected.hash != noted:
                return Verified(False, tip, seq, "the hash differs from the one that was written down")
        if expected and expected.rows > tip.rows:
            return Verified(False, tip, tip.rows + 1, f"rows are cut off: {expected.rows} were written down")
        if why := self._loose_rows(tip):
            return Verified(False, tip, tip.rows + 1, why)
        return Verified(True, tip)

    def _fault(self, tip: Tip, seq: int, kind: str, previous: str, noted: str) -> str:
        if seq != tip.rows + 1:
            return "a row is missing from the chain"
        if kind not in _COLUMNS:
            return "the chain names a table that does not exist"
        values = self._db.execute(f"SELECT {_named(kind)} FROM {kind} WHERE seq = ?", (seq,)).fetchone()
        if values is None:
            return f"its row is missing from {kind}"
        if previous != tip.hash or noted != _hash(previous, kind, seq, values):
            return f"the row in {kind} is not as it was written"
        return ""

    def _loose_rows(self, tip: Tip) -> str:
        """Rows outside the chain, or (AUTOINCREMENT remembers its last number) a chain shorter than it was."""
        for kind in _COLUMNS:
            if self._db.execute(f"SELECT 1 FROM {kind} WHERE seq NOT IN (SELECT seq FROM chain)").fetchone():
                return f"a row in {kind} stands outside of the chain"
        last = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'chain'").fetchone()
        return "the last rows are cut off" if last and last[0] != tip.rows else ""

    def _append(self, kind: str, *rows: tuple[object, ...]) -> int:
        """Write rows and their links of the chain in one transaction; answers the number of the last."""
        marks = ", ".join("?" * (len(_COLUMNS[kind]) + 1))
        with self._told(), self._transaction("IMMEDIATE"):
            last = self._db.execute("SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
            seq, previous = last or (0, START)
            for values in rows:
                seq, before = seq + 1, previous
                previous = _hash(before, kind, seq, values)
                link = (seq, kind, before, previous)
                self._db.execute("INSERT INTO chain (seq, kind, previous, hash) VALUES (?, ?, ?, ?)", link)
                self._db.execute(f"INSERT INTO {kind} (seq, {_named(kind)}) VALUES ({marks})", (seq, *values))
        return int(seq)

    def _rows(self, kind: str) -> list[tuple[Any, ...]]:
        with self._told():
            return self._db.execute(f"SELECT seq, {_named(kind)} FROM {kind} ORDER BY seq").fetchall()

    def _lay_out(self) -> None:
        layout = self._db.execute("PRAGMA user_version").fetchone()[0]
        if layout > _LAYOUT:
            raise StoreError(f"{self.path}: written by a later tenmatsu; open the case with that version")
        if layout == _LAYOUT:
            return
        with self._transaction("IMMEDIATE"):
            for statement in _statements():
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {_LAYOUT}")

    @contextmanager
    def _transaction(self, manner: str) -> Iterator[None]:
        self._db.execute(f"BEGIN {manner}")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {_advice(error)}") from error


def snapshot(case: Path) -> bytes | None:
    """The ledger's file as of one moment, whoever is writing; None when there is none that SQLite can read."""
    if not (case / NAME).is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{(case / NAME).absolute().as_uri()}?mode=ro", uri=True)) as db:
            return db.serialize()
    except sqlite3.Error:
        return None


def last_tip(case: Path) -> Tip | None:
    """The tip of a ledger that may not be there or not be readable, without making one."""
    if not (case / NAME).is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{(case / NAME).absolute().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    return Tip(row[0], row[1]) if row else Tip(0, START)


def _decision_row(one: Decision) -> tuple[object, ...]:
    left, right = sorted((_record(one.left), _record(one.right)))
    if left == right:
        raise InputError("a decision needs two different records; both names point at the same one")
    if not one.by.strip():
        raise InputError("a decision needs the name of the person who decides; say who with --by")
    return left, right, str(Verdict(one.verdict)), one.by, one.when.isoformat(), one.note


def _fact_row(one: Fact) -> tuple[object, ...]:
    at = None if one.at is None else one.at.isoformat()
    return one.name, one.value, one.source, one.by, one.recorded.isoformat(), at, one.supersedes, one.note


def _statements() -> Iterator[str]:
    yield (
        "CREATE TABLE IF NOT EXISTS chain (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, "
        "previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE)"
    )
    for kind in _COLUMNS:
        yield f"CREATE TABLE IF NOT EXISTS {kind} (seq INTEGER PRIMARY KEY REFERENCES chain (seq), {_named(kind)})"
    for kind in ("chain", *_COLUMNS):
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {kind}_no_{act.lower()} BEFORE {act} ON {kind} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )


def _named(kind: str) -> str:
    return ", ".join(f'"{column}"' for column in _COLUMNS[kind])


def _hash(previous: str, kind: str, seq: int, values: tuple[object, ...]) -> str:
    row = {"kind": kind, "seq": seq} | dict(zip(_COLUMNS[kind], values, strict=True))
    return hashlib.sha256((previous + _canonical(row)).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Mapping[str, object]) -> str:
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


def _advice(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorname", "") or "":
        case "SQLITE_FULL":
            return "the disk is full; free some space and run the same command again, nothing written before is lost"
        case name if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return "another tenmatsu has been writing for 30 seconds; try again when it has finished"
        case name if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            return "it cannot be written; check its owner and rights, and that the disk is not read-only"
        case name if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            return "it is damaged; put back a copy (a sealed case holds one), the results themselves are untouched"
        case name:
            return f"the ledger cannot be used ({name or type(error).__name__}); check the disk"
