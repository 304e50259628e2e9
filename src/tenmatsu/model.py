"""The nouns of the house: frozen, without I/O. Every stage speaks these and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from tenmatsu.errors import LocatorError


class Certainty(StrEnum):
    """How sure an exposure is: 漏えい, or only its possibility (おそれ)."""

    CONFIRMED = "confirmed"
    POSSIBLE = "possible"


class State(StrEnum):
    """How an item stands on its medium."""

    LIVE = "live"
    DELETED = "deleted"
    CARVED = "carved"


class Verdict(StrEnum):
    """A person's judgement on two records."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Unit(StrEnum):
    """人 and 件 are never mixed."""

    PERSONS = "人"
    RECORDS = "件"


_PLACE = re.compile(r"^[a-z_]+=.*$")


@dataclass(frozen=True, slots=True)
class Locator:
    """Where something stands: an item, and a place in it.

    Written `item#row=17;col=mail`, `item#page=3;char=10,24`, `item#bytes=0,400`. A `#`, `;` or `%` inside a part is
    written %23, %3B, %25. The item is the path inside the evidence, with `!` before each member:
    `evidence/a.zip!b.csv`, `evidence/book.xlsx!シート1`.
    """

    item: str
    place: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        where = ";".join(f"{key}={_escape(value)}" for key, value in self.place)
        return f"{_escape(self.item)}#{where}" if where else _escape(self.item)

    def get(self, key: str) -> str | None:
        """The value of one part of the place (`row`, `col`, `page` …), or None."""
        return dict(self.place).get(key)

    @classmethod
    def parse(cls, text: str) -> Locator:
        """The locator written as `text`; LocatorError when a part of its place is not `key=value`."""
        item, _, where = text.partition("#")
        parts = [part for part in where.split(";") if part]
        if not item or any(not _PLACE.match(part) for part in parts):
            raise LocatorError("a locator is written item#row=17 or item#page=3;char=10,24: no such form was given")
        pairs = (part.partition("=")[::2] for part in parts)
        return cls(_unescape(item), tuple((key, _unescape(value)) for key, value in pairs))


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("#", "%23").replace(";", "%3B")


def _unescape(text: str) -> str:
    return text.replace("%3B", ";").replace("%23", "#").replace("%25", "%")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing held as evidence: a file, a member of an archive, a deleted file, a mail."""

    path: str
    sha256: str
    size: int
    media_type: str
    parent: str | None = None
    state: State = State.LIVE
    created: datetime | None = None
    modified: datetime | None = None
    deleted: datetime | None = None
    reused_share: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, and why. Every report repeats it."""

    item: str
    reason: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text read from an item; `locator` points at its first character. `hidden`: a reader would not see it."""

    locator: Locator
    text: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns read from an item, kept as Parquet, all values strings.

    The Parquet file at `path` holds `row` (int64, 1-based number of the data record), `line` (int64, 1-based line or
    sheet row at which it starts), `c1` … `cN` (string; null where a short row has no such cell, '' where the cell is
    empty), and `extra` (string, JSON list of cells beyond the N-th of a ragged row, else null).
    `header` has N labels, or is None when the table has no header row.
    `notes` counts what is no data record: title_rows, repeated_headers, total_rows, blank_rows, and ragged_rows (kept).
    """

    item: str
    path: Path
    rows: int
    columns: int
    header: tuple[str, ...] | None
    encoding: str | None = None
    notes: Mapping[str, int] = field(default_factory=dict)
    hidden: bool = False
    hidden_columns: tuple[int, ...] = ()


KIND_WORDS: tuple[str, ...] = (
    "name", "family_name", "given_name", "name_kana", "family_kana", "given_kana", "name_romaji", "sex", "birth_date",
    "email", "phone", "postcode", "address", "passport", "passport_issue_date", "card", "card_expiry", "bank_account",
    "my_number", "pension_number", "health_insurance", "employment_insurance", "resident_code", "drivers_licence",
    "residence_card", "member_id", "employee_id",
    "password", "occupation", "employer", "medical", "sensitive", "nationality", "date", "amount", "free_text", "other",
)  # fmt: skip
"""The words that name a kind of personal data everywhere: columns.csv, summary.json, persons.parquet, papers."""

NOT_PERSONAL: frozenset[str] = frozenset({"date", "amount", "other"})
"""Kinds that say nothing of a person by themselves: never counted as an exposed item."""

PART_OF: Mapping[str, str] = {
    "family_name": "name", "given_name": "name", "family_kana": "name_kana", "given_kana": "name_kana",
}  # fmt: skip
"""Kinds that are a part of another: whoever's 姓 or 名 is exposed has his `name` exposed."""


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """What a column of a table was taken for. `position` is 1-based; `confidence` 0…1; `why` one readable line.

    `filled` is the number of non-empty cells, `valid` of those that pass the kind's own test (check digit, calendar).
    `part` orders the columns of one value that is spread (phone in 3 columns: 1, 2, 3; address in 4: 1 … 4), else 0.
    `group` tells several values of one kind apart (自宅電話 1, 携帯電話 2; 送付先住所 2 …): 1 for the first.
    `role` is 'self' for the data subject, or whose else the value is ('companion', 'emergency', 'staff' …).
    """

    item: str
    position: int
    header: str
    kind: str
    confidence: float
    why: str
    filled: int = 0
    valid: int = 0
    part: int = 0
    group: int = 1
    role: str = "self"


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of personal data in a passage."""

    locator: Locator
    kind: str
    value: str
    normal: str
    score: float
    by: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A human judgement on two records, each named by its locator (`item#row=17`). Append-only."""

    left: str
    right: str
    verdict: Verdict
    by: str
    when: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of persons or records as an interval; `what` says what is counted."""

    unit: Unit
    best: int
    at_least: int
    at_most: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A cited statement. A later fact supersedes an earlier one and says why; none is overwritten."""

    name: str
    value: str
    source: str
    by: str
    recorded: datetime
    at: date | datetime | None = None
    supersedes: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One `[[evidence]]` of case.toml."""

    path: str
    channel: str = "intrusion"
    window: tuple[date, date] | None = None
    certainty: Certainty = Certainty.POSSIBLE
    recipient: str | None = None
    passwords: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Master:
    """One `[[master]]` of case.toml: a list of the organisation's own customers, members, pupils."""

    name: str
    path: str
    id: str
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnWord:
    """One `[[column]]` of case.toml: a person's word against the typing."""

    file: str
    column: str
    kind: str


@dataclass(frozen=True, slots=True)
class Brief:
    """case.toml as read."""

    title: str
    organisation: str
    as_of: date
    sector: str = ""
    evidence: tuple[Evidence, ...] = ()
    masters: tuple[Master, ...] = ()
    columns: tuple[ColumnWord, ...] = ()
    passwords: tuple[str, ...] = ()
    fuzzy: bool = False
    """Whether Splink (the extra `fuzzy`) proposes further pairs for review."""
    facts: tuple[Mapping[str, object], ...] = ()
    """Each `[[fact]]` as written; law/facts.py knows the names and reads the values."""
