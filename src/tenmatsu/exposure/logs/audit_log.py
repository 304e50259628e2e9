"""What an audit log says of one actor in a time: the ids that he looked at and at which fields, and his statements.

Read in a child with limits; alike looks are told once, so that a million entries become a few columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import msgspec

from tenmatsu.exposure.logs import child
from tenmatsu.exposure.logs.audit_entry import Entry, said, when_and_who, word
from tenmatsu.exposure.logs.audit_forms import entries
from tenmatsu.exposure.logs.lines import TOO_LONG, Cut, lines
from tenmatsu.exposure.logs.statement import Branch


class Job(msgspec.Struct, frozen=True):
    """Logs to read for what `actor` did from `since` to `until` (clock of Japan); `ahead`: minutes by which the clock
    of times without a zone is ahead of UTC."""

    files: tuple[str, ...]
    actor: str
    since: datetime | None
    until: datetime | None
    ahead: int = 540


class Looked(msgspec.Struct, tag="looked"):
    """Ids that were looked at with the same fields."""

    fields: tuple[str, ...]
    ids: list[str]


class Searched(msgspec.Struct, tag="searched"):
    """A statement, told once for all that say the same: its branches, columns and tables, and how often it was run."""

    branches: tuple[Branch, ...]
    columns: tuple[str, ...]
    times: int
    tables: tuple[str, ...] = ()


class Told(msgspec.Struct, tag="told"):
    """Counts over the logs: `entries` of anybody, `of_actor` at any time, `inside` his in the time asked for, of which
    `searches` showed records that no id names and `failed` showed nothing; `strange` lines that are none, by file.
    `first` and `last` are his, inside."""

    entries: list[int]
    strange: list[int]
    cut: list[str]
    of_actor: int = 0
    inside: int = 0
    searches: int = 0
    failed: int = 0
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditLog:
    """What one actor looked at."""

    looked: tuple[Looked, ...]
    searched: tuple[Searched, ...]
    told: Told


CHUNK = 20_000


@lru_cache(maxsize=4)
def read(job: Job, _stamps: tuple[tuple[int, int], ...]) -> AuditLog:
    """One pass over the logs, kept while the files (times and sizes) stay the same. child.Broken when it failed."""
    looked: list[Looked] = []
    searched: list[Searched] = []
    for one in child.ask("audit_log", job, [Path(file) for file in job.files], Looked | Searched | Told):
        if isinstance(one, Looked):
            looked.append(one)
        elif isinstance(one, Searched):
            searched.append(one)
        else:
            return AuditLog(tuple(looked), tuple(searched), one)
    raise child.Broken("the reader ended without a word")


def serve() -> None:
    """The child's life."""
    child.serving(looked(child.job(Job)))


def looked(job: Job) -> Iterator[Looked | Searched | Told]:
    """Each look once, then the counts."""
    told = Told([0] * len(job.files), [0] * len(job.files), [])
    ids: dict[tuple[str, ...], dict[str, None]] = {}
    statements: Counter[tuple[tuple[Branch, ...], tuple[str, ...], tuple[str, ...]]] = Counter()
    zone = timezone(timedelta(minutes=job.ahead))
    for number, file in enumerate(job.files):
        try:
            for raw in entries(line for _, line in lines(Path(file)) if line != TOO_LONG or _strange(told, number)):
                head = when_and_who(raw, zone)
                told.entries[number] += head is not None
                told.strange[number] += head is None
                if head and _inside(job, *head, told) and not _blind(one := said(raw, *head), told):
                    if one.branches:
                        statements[one.branches, one.fields, one.tables] += 1
                    elif one.ids:
                        ids.setdefault(one.fields, {}).update(dict.fromkeys(one.ids))
        except Cut:
            told.cut.append(Path(file).name)
    for fields, held in ids.items():
        named = list(held)
        for at in range(0, len(named), CHUNK):
            yield Looked(fields, named[at : at + CHUNK])
    for (branches, columns, tables), times in statements.items():
        yield Searched(branches, columns, times, tables)
    yield told


def _strange(told: Told, number: int) -> bool:
    told.strange[number] += 1
    return False


def _inside(job: Job, at: datetime, user: str, told: Told) -> bool:
    """Count an entry of the actor; whether it lies in the time asked for."""
    if not same_user(user, job.actor):
        return False
    told.of_actor += 1
    if (job.since and at < job.since) or (job.until and at > job.until):
        return False
    told.inside += 1
    told.first, told.last = min(told.first or at, at), max(told.last or at, at)
    return True


def _blind(one: Entry, told: Told) -> bool:
    """Count what failed and what was searched without an id; whether the entry showed nothing."""
    told.failed += one.failed
    told.searches += one.search
    return one.failed


@lru_cache(maxsize=65_536)
def same_user(logged: str, actor: str) -> bool:
    """`CORP\\h20417` and `h20417@localhost` are h20417, unless the actor is given with his domain."""
    plain, wanted = logged.casefold(), actor.casefold()
    return wanted == plain or (not re.search(r"[\\@]", wanted) and wanted == plain.rsplit("\\", 1)[-1].split("@")[0])


def is_id(name: str) -> bool:
    """Whether a column of a statement is called as ids of persons are, or just `id`."""
    return (word(name) == "id" and name.casefold().endswith(("id", "no", "番号", "コード"))) or name.casefold() == "id"
