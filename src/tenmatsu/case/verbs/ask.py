"""`lookup`: one caller's question to the look-up file of the call-centre paper; every question is in the ledger.

The ledger holds a keyed hash of what was asked (the key is that of the look-up file), the answer and the version: never
a name. Questions that find nobody slow the next ones down: after three in ten minutes each waits twice as long as the
one before, up to a minute, for the user of the machine who asks, under whatever name; two terminals of one user take
turns. Nothing can be listed, and nothing is asked with one word alone.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tenmatsu.case.verbs.folder import case_folder, user
from tenmatsu.case.verbs.known import PAPERS, WRITTEN, name_in
from tenmatsu.documents.hashes import sha256
from tenmatsu.documents.lookup import Answer, Told, look_up, trace
from tenmatsu.errors import InputError
from tenmatsu.store.ledger import Ledger

ASKED, TEMPLATE = "caller looked up", "call-centre"
FREE, MOST, ALARM = 3, 60.0, 10
"""Misses without a wait; the longest wait in seconds; misses from which the screen says that something is wrong."""
WINDOW = timedelta(minutes=10)
NOBODY = "登録簿に本人が一人も載っていない。対象外とは言えないので、折り返しで確認する"
"""Of an empty register nobody can be told that he is not concerned."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller may be told, of which version, how long it waited, after how many misses, what to heed."""

    told: Told
    version: int
    waited: float
    misses: int
    notes: tuple[str, ...] = ()
    number: int = 0


def lookup(
    case: Path, first: str, second: str, *, on: date, by: str = "", wait: Callable[[float], None] = time.sleep
) -> Asked:
    """Ask the newest look-up file of the case; InputError when there is none, it expired, or it is not as written.

    `first` is a name, kana, mail, telephone or member number, `second` a birth date (1970-01-02) or a postcode.
    """
    case_folder(case)
    with Ledger(case) as ledger, _seat(case) as seat:
        rows = ledger.audits()
        details = _newest(case, rows)
        version = int(details["version"])
        folder = case / PAPERS / f"{TEMPLATE}-v{version}"
        key = _key(folder, details)
        misses = _misses(rows, datetime.now(UTC), seat)
        waited = delay(misses)
        if waited:
            wait(waited)
        told = look_up(folder / "lookup.bin", key, first, second, on)
        if not details["counts"].get("entries"):
            told = Told(Answer.ASK_BACK, "", NOBODY)
        before = _told_before(case, rows, first, second, told.answer)
        number = 1 + sum(1 for row in ledger.audits() if row["action"] == ASKED)
        noted = {"key": trace(key, first, second), "answer": told.answer.name, "version": version, "misses": misses,
                 "seat": seat, "call": number}  # fmt: skip
        ledger.audit(ASKED, by.strip() or user(), noted)
    return Asked(told, version, waited, misses, (*before, *_notes(case, details, misses)), number)


def delay(misses: int) -> float:
    """Seconds to wait after so many misses in a row: 0, 0, 0, 1, 2, 4 … 60."""
    return 0.0 if misses < FREE else min(2.0 ** min(misses - FREE, 10), MOST)


def _newest(case: Path, rows: list[dict[str, object]]) -> Mapping[str, Any]:
    found = [row for row in rows if row["action"] == WRITTEN and name_in(row)[0] == TEMPLATE]
    held = [row["details"] for row in found if any("lookup.bin" in name for name in row["details"]["files"])]  # type: ignore[index]
    if not held:
        raise InputError(f"{case}: no look-up file was written yet; run tenmatsu write {case} {TEMPLATE}")
    details = held[-1]
    assert isinstance(details, dict)
    return details


def _key(folder: Path, details: Mapping[str, Any]) -> bytes:
    for name in ("lookup.bin", "lookup.key"):
        path = folder / name
        if not path.is_file():
            raise InputError(f"{path}: is not there; put it back, or write the paper {TEMPLATE} again")
        if sha256(path) != details["files"].get(f"{folder.name}/{name}"):
            raise InputError(f"{path}: is not as it was written; write the paper {TEMPLATE} again")
    return bytes.fromhex((folder / "lookup.key").read_text("ascii"))


@contextmanager
def _seat(case: Path) -> Iterator[str]:
    """The seat that asks, and its turn: two terminals of one user of the machine wait for each other."""
    seat = user()
    path = case / f".lookup-{hashlib.sha256(seat.encode()).hexdigest()[:12]}.lock"
    with os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield seat


def _told_before(case: Path, rows: list[dict[str, object]], first: str, second: str, answer: Answer) -> Iterator[str]:
    """What the same caller was told otherwise by an earlier file: its key is still in the case."""
    keys: dict[int, bytes] = {}
    for row in rows:
        details = row["details"]
        if row["action"] != ASKED or not isinstance(details, dict) or details["answer"] == answer.name:
            continue
        version = int(details["version"])
        key = keys.setdefault(version, key_of(case, version))
        if key and details["key"] == trace(key, first, second):
            yield (
                f"この方には {str(row['recorded'])[:10]} に「{Answer[str(details['answer'])].value}」"
                f"（版{version}）と答えている。変わったことを伝える"
            )


def key_of(case: Path, version: int) -> bytes:
    """The key of a look-up file of the case, or nothing when it was taken away."""
    path = case / PAPERS / f"{TEMPLATE}-v{version}" / "lookup.key"
    return bytes.fromhex(path.read_text("ascii")) if path.is_file() else b""


def _misses(rows: list[dict[str, object]], now: datetime, seat: str) -> int:
    """Questions of a seat without an answer 対象 in a row, the last of them within ten minutes."""
    many = 0
    for row in reversed([row for row in rows if row["action"] == ASKED]):
        details = row["details"]
        assert isinstance(details, dict)
        if details.get("seat", seat) != seat:
            continue
        if details["answer"] == Answer.CONCERNED.name or now - datetime.fromisoformat(str(row["recorded"])) > WINDOW:
            break
        many += 1
    return many


def _notes(case: Path, details: Mapping[str, Any], misses: int) -> list[str]:
    notes = []
    path = case / "result" / "summary.json"
    made = details.get("made_of", {}).get("result/summary.json")
    if made and path.is_file() and sha256(path) != made:
        notes.append(f"登録簿はこの照会ファイルの後に変わった。tenmatsu write {case} {TEMPLATE} で作り直す")
    if misses >= ALARM:
        notes.append(f"該当しない照会が続いている（{misses:,}回）。責任者へ知らせる")
    return notes
