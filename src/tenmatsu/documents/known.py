"""What a case knows when a paper is written: plain data, from the register and from the facts that nothing superseded.

The papers read this and nothing else. `stated` holds the facts by name with the words to show; an absent name is
unknown and is written so (調査中), never left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tenmatsu.model import Unit

UNKNOWN = "調査中"


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that stands: its value, the words that show it in Japanese, where it comes from, and what it was read as.

    `key` names it in the ledger. `moment` and `who` are those of a day of knowing and the like; `note` says why it
    superseded `earlier` values.
    """

    name: str
    value: str
    words: str
    source: str
    by: str
    key: str
    moment: date | datetime | None = None
    who: str = ""
    note: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A number as an interval: `best` and `at_most` are None where nothing gives them."""

    name: str
    unit: Unit
    at_least: int
    best: int | None
    at_most: int | None
    source: str

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.at_least == self.at_most


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A kind of data as papers name it: persons who hold it (None where nobody counted), confirmed ones among them."""

    word: str
    kinds: tuple[str, ...]
    persons: int | None = None
    records: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way out as the register has it."""

    channel: str
    start: date | None
    end: date | None
    recipient: str | None
    certainty: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was written before, as the ledger tells; `path` is its Word file as it lies on the disk."""

    template: str
    version: int
    issued: bool
    day: str
    figures: Mapping[str, int]
    files: Mapping[str, str]
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """One case on one day. `duties` are plain (rule, name, answer, situations …); `groups` are name → value → persons.

    `made_of` gives the hashes that a paper stands on; `result` is None while nothing was investigated.
    """

    title: str
    organisation: str
    day: date
    persons: Span | None = None
    records: Span | None = None
    items: tuple[ItemLine, ...] = ()
    items_open: bool = True
    groups: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()
    confirmed: int | None = None
    unread: int = 0
    stated: Mapping[str, tuple[Stated, ...]] = field(default_factory=dict)
    duties: Sequence[Mapping[str, Any]] = ()
    papers: tuple[Issued, ...] = ()
    made_of: Mapping[str, str] = field(default_factory=dict)
    result: Path | None = None

    def fact(self, name: str) -> Stated | None:
        """The last fact of a name that stands, or None."""
        found = self.stated.get(name, ())
        return found[-1] if found else None

    def words(self, name: str, absent: str = "") -> str:
        """Its words, or `absent`."""
        found = self.fact(name)
        return found.words if found and found.words else absent

    def said(self, name: str) -> str:
        """Its value folded: yes, no, suspected, unknown, a choice; '' when nothing was said."""
        found = self.fact(name)
        return found.value.strip().lower() if found else ""


def shown_day(moment: date | datetime, *, time: bool = True) -> str:
    """2026年11月25日, with 9時30分 where an hour is known."""
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{day}{moment.hour}時{moment.minute:02}分" if time and isinstance(moment, datetime) else day
