"""`lookup --record` and `--earlier`: what a caller wants beside the answer, and who was told what is no longer so.

A call back, a complaint, a wish for no contact, a new address or a suspicious contact is personal and does not go into
the ledger: it stands in CASE/calls.jsonl (0600); the ledger notes its number, its sort and its hash. Callers who were
told something else are found by the keyed hashes of their questions, against the register of now.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tenmatsu.case.verbs.ask import ASKED, key_of
from tenmatsu.case.verbs.folder import case_folder, user
from tenmatsu.documents.lookup import Answer
from tenmatsu.documents.result import tables
from tenmatsu.documents.traces import answers_now
from tenmatsu.errors import InputError
from tenmatsu.store.ledger import Ledger

RECORDED, FILE = "call recorded", "calls.jsonl"
SORTS = {
    "call-back": "折り返しの希望", "complaint": "苦情", "no-contact": "連絡を望まない",
    "new-address": "住所・電話の変更", "suspicious": "不審な連絡・被害の申し出",
}  # fmt: skip
"""What a call is recorded as, with its Japanese name."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A question whose answer would be another one now; `asked_for` are the sorts recorded under its number."""

    number: int
    recorded: str
    who: str
    version: int
    told: Answer
    now: Answer
    asked_for: tuple[str, ...]


def record(case: Path, number: int, sort: str, words: str, *, by: str = "") -> Path:
    """Keep what the caller of question `number` (0: the last one) wants; answers the file."""
    case_folder(case)
    if sort not in SORTS or not words.strip():
        raise InputError(f"a call is recorded as one of {', '.join(SORTS)}, with some words of what is wanted")
    with Ledger(case) as ledger:
        asked = _asked(ledger)
        number = number or len(asked)
        if not 1 <= number <= len(asked):
            raise InputError(f"there is no call {number}; calls are numbered 1 to {len(asked)} (tenmatsu lookup tells)")
        now = datetime.now(UTC).isoformat()
        line = {"call": number, "sort": sort, "words": words.strip(), "by": by.strip() or user(), "recorded": now}
        content = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        path = case / FILE
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "wb") as out:
            out.write(content)
        noted = {"call": number, "sort": sort, "sha256": hashlib.sha256(content).hexdigest()}
        ledger.audit(RECORDED, by.strip() or user(), noted)
    return path


def told_otherwise(case: Path) -> tuple[Caller, ...]:
    """The callers of earlier files whose answer would be another one with the register of now, oldest first."""
    case_folder(case)
    result = case / "result"
    with Ledger(case) as ledger:
        asked = _asked(ledger)
        wishes: dict[int, list[str]] = {}
        for row in ledger.audits():
            if row["action"] == RECORDED:
                details: Any = row["details"]
                wishes.setdefault(int(details["call"]), []).append(str(details["sort"]))
    if not (result / "persons.parquet").is_file():
        raise InputError(f"{case}: has no register yet; run tenmatsu investigate {case}")
    found: list[Caller] = []
    for version in sorted({int(row["details"]["version"]) for _, row in asked}):
        mine = [(number, row) for number, row in asked if int(row["details"]["version"]) == version]
        if key := key_of(case, version):
            with tables(result, memory="1500MB", scratch=case) as db:
                now = answers_now(db, key, (str(row["details"]["key"]) for _, row in mine))
            found += _differ(mine, now, wishes)
    return tuple(sorted(found, key=lambda one: one.number))


def _asked(ledger: Ledger) -> list[tuple[int, Any]]:
    return list(enumerate((row for row in ledger.audits() if row["action"] == ASKED), 1))


def _differ(rows: list[tuple[int, Any]], now: dict[str, Answer], wishes: dict[int, list[str]]) -> list[Caller]:
    found = []
    for number, row in rows:
        details = row["details"]
        told = Answer[str(details["answer"])]
        would = now.get(str(details["key"]), Answer.NOT_CONCERNED)
        if told is Answer.ASK_BACK and would is Answer.NOT_CONCERNED:
            continue  # a known first word with another second one is 確認要 in any file: the hash of both cannot tell
        if told is not would:
            sorts = tuple(wishes.get(number, ()))
            at = str(row["recorded"])[:16]
            found.append(Caller(number, at, str(row["who"]), int(details["version"]), told, would, sorts))
    return found
