"""Items that no password of the case opened, kept until the mails have been read, then tried with their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tenmatsu.evidence.mail_passwords import Candidates
from tenmatsu.evidence.reading import Child, Fault, Found, Sheet, Text
from tenmatsu.model import Unread

BATCHES = (30, 100, 400)
"""Candidates are tried in batches: each password of some formats costs a second."""
ROUNDS = 5
_LOCKED = re.compile(r"^encrypted, and|password", re.I)
OPENED = "opened with a password found in a mail"
Key = tuple[str, str]


def is_locked(found: Found) -> bool:
    """A Fault that says a password is missing."""
    return isinstance(found, Fault) and bool(_LOCKED.search(found.reason)) and "stopped" not in found.reason


def key_of(found: Found) -> Key:
    """What was found, so that it is told once though the item is read twice."""
    match found:
        case Child():
            return ("member", found.name)
        case Sheet():
            return ("sheet", found.part or "")
        case Text():
            return (f"text {found.part or ''}", repr(found.place))
    return ("fault", f"{found.part or ''} {found.reason}")


@dataclass
class Locked:
    """One item with members that stayed shut. `unread` are their rows, `seen` what has been told of the item."""

    item: str
    reader: str
    path: Path
    size: int
    depth: int
    unread: dict[str | None, Unread] = field(default_factory=dict)
    seen: set[Key] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)

    def holds(self, found: Found, unread: Unread | None) -> bool:
        """Whether it is a password that is missing: its row is kept until the mails have been read."""
        self.seen.add(key_of(found))
        part = found.part if isinstance(found, Fault) else None
        if unread is None or not is_locked(found) or part in self.unread:
            return False
        self.unread[part] = unread
        return True

    def news(self, found: Found) -> bool:
        """Whether this has not been told; what opens is unread no longer."""
        if isinstance(found, Fault):
            told = ("member", found.part or "") in self.seen or found.reason.startswith("the reader ")
            if told or is_locked(found):
                return False
        elif key_of(found) not in self.seen:
            self.unread.pop(found.name if isinstance(found, Child) else found.part, None)
            self.unread.pop(None, None)
        new = key_of(found) not in self.seen
        self.seen.add(key_of(found))
        return new

    def batches(self, candidates: Candidates, known: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Candidates not tried yet, in batches, while anything is shut."""
        fresh = [word for word in candidates.around(self.item) if word not in self.tried and word not in known]
        at = 0
        for size in BATCHES:
            batch = tuple(fresh[at : at + size])
            at += size
            if not batch or not self.unread:
                return
            self.tried.update(batch)
            yield batch

    def left(self) -> Iterator[Unread]:
        """The rows of what stayed shut."""
        tried = f"; {len(self.tried)} words of the mails were tried too" if self.tried else ""
        for one in self.unread.values():
            yield replace(one, reason=one.reason + tried)
