"""A way out: one file in `exposure/channels/`, one constant `CHANNEL`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from tenmatsu import plug
from tenmatsu.model import Evidence, Fact, Table, TypedColumn, Unread

HOME = "tenmatsu.exposure.channels"


@dataclass(frozen=True, slots=True)
class Scene:
    """One `[[evidence]]` with the records read from it.

    `records` is the name of a view on `db`: record_id int64, item str, row int64, person_id int64, kinds list<str>.
    `findings` is another, over running text and small tables: record_id int64, item str, locator str, kind str,
    value str, hidden bool, place str (`To`, `Cc`, `From` … for the header of a mail, else null).
    `texts` another, over the mails of a channel with `texts`: item str, place str (`header=Date`, `part=1`), text str
    (cut after 100,000 characters), hidden bool.
    `items` a third: item str, media_type str, parent str, state str, created, modified, deleted timestamp (UTC).
    `tables` are those that were read, by item as in `records`, each with its typed columns: a record of it is the row
    of its Parquet file (model.Table) with the same `row`.
    `as_of` is the day of the case, on which facts of an evidence without a window are recorded.
    `case` is the folder from which the paths of logs in `evidence.extra` are taken.
    """

    db: duckdb.DuckDBPyConnection
    records: str
    evidence: Evidence
    case: Path
    number: int
    findings: str = "no_findings"
    items: str = "no_items"
    texts: str = "no_texts"
    tables: Mapping[str, tuple[Table, Sequence[TypedColumn]]] = field(default_factory=dict)
    as_of: date = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Channel:
    """`keys` are the further keys of its `[[evidence]]` in case.toml; `says` tells the way out by language (ja, en).

    `lines` answers a SELECT with the columns record_id int64, person_id int64, kinds list<str>, window_from date|null,
    window_to date|null, recipient str|null, certainty ('confirmed' | 'possible'): one row for each record, window and
    recipient that the evidence shows. A channel that needs logs reads them into tables on `scene.db` first.
    A record without a line was not exposed by it. `facts` answers what else the evidence says (names of
    law/facts.toml), each with its source, and `unread` what of its logs could not be read; both are called after
    `lines`. `whole` says, after `lines`, that every record is exposed with all that it holds.
    `texts` where it wants to read the heads and bodies of mails.
    """

    name: str
    keys: frozenset[str]
    lines: Callable[[Scene], str]
    says: dict[str, str] = field(default_factory=dict)
    facts: Callable[[Scene], Sequence[Fact]] = lambda _scene: ()
    unread: Callable[[Scene], Sequence[Unread]] = lambda _scene: ()
    whole: Callable[[Scene], bool] = lambda _scene: False
    texts: bool = False


def channels() -> dict[str, Channel]:
    """Every channel by name."""
    return {one.name: one for one in plug.members(HOME, "CHANNEL", Channel)}


def channel_keys() -> dict[str, frozenset[str]]:
    """Channel → its own keys in case.toml, as the reader of case.toml wants them."""
    return {name: one.keys for name, one in channels().items()}


def plain(column: str) -> str:
    """SQL for a value without width, blanks, dashes and the size of letters: what makes no other value of it."""
    wide = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
    narrow = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F))
    thin = f"lower(translate({column}, {quoted(wide)}, {quoted(narrow)}))"
    return f"regexp_replace({thin}, '[\\s\\x{{3000}}\\-‐‑‒–—―ー−()/.]', '', 'g')"


def quoted(value: object) -> str:
    """A value as a SQL literal: text, a date (ISO 8601) or NULL."""
    return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"
