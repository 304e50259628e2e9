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
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar

from tenmatsu.errors import InputError, StoreError
from tenmatsu.model import Decision, Fact
from tenmatsu.store.disk import FILE, said
from tenmatsu.store.rows import (
    COLUMNS,
    START,
    broken,
    canonical,
    decision_row,
    fact_row,
    named,
    row_hash,
    statements,
    to_decision,
    to_event,
    to_fact,
)

T = TypeVar("T")

NAME = "ledger.db"

_LAYOUT = 1
_WAIT_SECONDS = 30.0


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
        self._append("decisions", *(decision_row(one) for one in decisions))

    def decisions(self) -> list[Decision]:
        """The standing judgement of each pair (its latest), in the order in which they were written."""
        standing: dict[tuple[str, str], Decision] = {}
        for one in self.all_decisions():
            standing.pop((one.left, one.right), None)
            standing[one.left, one.right] = one
        return list(standing.values())

    def all_decisions(self) -> list[Decision]:
        """Every judgement that was ever written, oldest first; `left` is the lesser of the two names."""
        return self._read("decisions", to_decision)

    def add_fact(self, fact: Fact) -> None:
        """Append a cited statement."""
        self._append("facts", fact_row(fact))

    def facts(self) -> list[Fact]:
        """Every fact, oldest first; which of one name stands is for its reader to say."""
        return self._read("facts", to_fact)

    def begin_run(self, details: Mapping[str, object]) -> int:
        """Note that an investigation began (version, fingerprint …); answers the number for `end_run`."""
        return self._append("runs", (None, "begin", self._clock().isoformat(), canonical(details)))

    def end_run(self, run: int, outcome: str, details: Mapping[str, object] | None = None) -> None:
        """Note how a run ended; a run without this row was killed."""
        self._append("runs", (run, outcome, self._clock().isoformat(), canonical(details or {})))

    def runs(self) -> list[dict[str, object]]:
        """Every run: run, began, ended (None when it was killed or is at work), outcome, details."""
        found: dict[object, dict[str, object]] = {}
        for seq, run, event, recorded, details in self._read("runs", to_event):
            if event == "begin":
                found[seq] = {"run": seq, "began": recorded, "ended": None, "outcome": None, "details": details}
            elif run in found:
                found[run] |= {"ended": recorded, "outcome": event}
        return list(found.values())

    def audit(self, action: str, who: str, details: Mapping[str, object] | None = None) -> None:
        """Note who did what (opened, exported, sealed …). `details` never holds a value from the evidence."""
        self._append("audit", (action, who, self._clock().isoformat(), canonical(details or {})))

    def audits(self) -> list[dict[str, object]]:
        """Every audit row, oldest first: action, who, recorded, details."""
        words = ("action", "who", "recorded", "details")
        return [dict(zip(words, row[1:], strict=True)) for row in self._read("audit", to_event)]

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
        if kind not in COLUMNS:
            return "the chain names a table that does not exist"
        values = self._db.execute(f"SELECT {named(kind)} FROM {kind} WHERE seq = ?", (seq,)).fetchone()
        if values is None:
            return f"its row is missing from {kind}"
        if previous != tip.hash or noted != row_hash(previous, kind, seq, values):
            return f"the row in {kind} is not as it was written"
        return ""

    def _loose_rows(self, tip: Tip) -> str:
        """Rows outside the chain, or (AUTOINCREMENT remembers its last number) a chain shorter than it was."""
        for kind in COLUMNS:
            if self._db.execute(f"SELECT 1 FROM {kind} WHERE seq NOT IN (SELECT seq FROM chain)").fetchone():
                return f"a row in {kind} stands outside of the chain"
        last = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'chain'").fetchone()
        return "the last rows are cut off" if last and last[0] != tip.rows else ""

    def _append(self, kind: str, *rows: tuple[object, ...]) -> int:
        """Write rows and their links of the chain in one transaction; answers the number of the last."""
        if any(not value.isprintable() and broken(value) for row in rows for value in row if isinstance(value, str)):
            raise InputError("a name or note holds half a character (a lone surrogate); type it again")
        marks = ", ".join("?" * (len(COLUMNS[kind]) + 1))
        with self._told(), self._transaction("IMMEDIATE"):
            last = self._db.execute("SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
            seq, previous = last or (0, START)
            for values in rows:
                seq, before = seq + 1, previous
                previous = row_hash(before, kind, seq, values)
                link = (seq, kind, before, previous)
                self._db.execute("INSERT INTO chain (seq, kind, previous, hash) VALUES (?, ?, ?, ?)", link)
                self._db.execute(f"INSERT INTO {kind} (seq, {named(kind)}) VALUES ({marks})", (seq, *values))
        return int(seq)

    def _read(self, kind: str, make: Callable[..., T]) -> list[T]:
        """Each row of a table, oldest first, as what `make` makes of its values."""
        with self._told():
            rows = self._db.execute(f"SELECT seq, {named(kind)} FROM {kind} ORDER BY seq").fetchall()
        try:
            return [make(*row) for row in rows]
        except (ValueError, TypeError) as error:
            raise StoreError(f"{self.path}: a row in {kind} is not as it was written; verify the ledger") from error

    def _lay_out(self) -> None:
        layout = self._db.execute("PRAGMA user_version").fetchone()[0]
        if layout > _LAYOUT:
            raise StoreError(f"{self.path}: written by a later tenmatsu; open the case with that version")
        if layout == _LAYOUT:
            return
        with self._transaction("IMMEDIATE"):
            for statement in statements():
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
