"""Audit logs that hold statements: PostgreSQL's pgaudit (stderr and csvlog), MySQL's audit XML and general log."""

# ruff: noqa: E501 - one form of line stands in one line

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator

_AUDIT = re.compile(r"AUDIT: (?:SESSION|OBJECT),(.*)", re.S)
_START = re.compile(r"^(?=\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)", re.M)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:JST|UTC|GMT|Z|[+-]\d\d(?::?\d\d)?))?")
_USER = re.compile(r"\buser=([^,@\s]+)|([\w.\-]+)@[\w.\-]+")
_GENERAL = re.compile(
    r"^(?P<at>\d{4}-\d\d-\d\dT\S+|\d{6}\s+\d{1,2}:\d\d:\d\d)?\s*(?P<thread>\d+) (?P<what>Connect|Query|Execute|Quit|Init DB|Prepare|Close stmt|Statistics|Change user|Field List|Ping|Refresh|Shutdown|Reset stmt|Fetch|Long Data|Create DB|Drop DB|Kill|Debug|Set option|Binlog Dump(?: GTID)?|Table Dump|Register Slave|Register Replica|Connect Out|Sleep|Processlist|Process Info|Daemon|Error|Time)\b\s*(?P<text>.*)"
)
_BANNER = re.compile(r"\S.*, Version: .*|Tcp port: .*|Time\s+Id\s+Command\s+Argument", re.I)
_RECORD = re.compile(r"<AUDIT_RECORD>(.*?)</AUDIT_RECORD>|<AUDIT_RECORD\s+(.*?)/>", re.S)
_PART = re.compile(r'<(\w+)>([^<]*)</\1>|(\w+)="([^"]*)"')


def pgaudit(text: str) -> Iterator[dict[str, str]]:
    """at, user, sql of each AUDIT entry. In stderr the user is found where log_line_prefix has `user=` or `user@db`;
    a statement may go on over several lines. The zone of the times is the server's word; JST where it gives none."""
    if re.match(r'^"?\d{4}-[^,\n]+,"', text.lstrip()):
        for row in csv.reader(io.StringIO(text)):
            message = next((cell for cell in row if cell.startswith("AUDIT: ")), "")
            if message and len(row) > 1:
                yield _entry(row[0], row[1], message)
            elif row and not (len(row) >= CSV_CELLS and _TIME.match(row[0])):
                yield {}
        return
    for entry in _START.split(text):
        head, found, _ = entry.partition("AUDIT: ")
        at, user = _TIME.match(head), _USER.search(head)
        if found:
            yield _entry(at[0] if at else "", (user[1] or user[2]) if user else "", entry[len(head) :].rstrip())
        if not (found and at):
            yield from ({} for line in head.splitlines() if line.strip() and not at)


CSV_CELLS = 20
"""A line of csvlog has 23 cells or more (PostgreSQL 9.0 to 17); older servers wrote fewer."""


def _entry(at: str, user: str, message: str) -> dict[str, str]:
    """An entry; empty (no entry) when the message breaks off or runs over into lines that are not its own."""
    said = _statement(message)
    return {} if said is None else {"at": at, "user": user, "sql": said}


def _statement(message: str) -> str | None:
    """The statement: the seventh of type, id, sub-id, class, command, object type, object, statement, parameters. Its
    $1, $2 … are filled in where the parameters are told."""
    found = _AUDIT.search(message)
    cells = next(csv.reader(io.StringIO(found[1])), []) if found else []
    if len(cells) <= 6:
        return None
    told = cells[7] if len(cells) == 8 and not cells[7].startswith("<") else ",".join(cells[7:])
    values = next(csv.reader([told]), []) if told and not told.startswith("<") else []
    quoted = {f"${n}": "'" + one.replace("'", "''") + "'" for n, one in enumerate(values, 1)}
    return re.sub(r"\$\d+", lambda one: quoted.get(one[0], one[0]), cells[6])


def is_general(start: str) -> bool:
    """Whether these are the first lines of MySQL's general log."""
    return any(_GENERAL.match(line) for line in start.splitlines())


def general_log(text: str) -> Iterator[dict[str, str]]:
    """at, user, sql: the user is told at Connect and holds for its thread; the older form gives a time only when it
    has changed. A statement may go on over several lines."""
    users: dict[str, str] = {}
    at = ""
    entry: dict[str, str] = {}
    for line in text.splitlines():
        found = _GENERAL.match(line)
        if not found:
            if entry:
                entry["sql"] += f"\n{line}"
            elif line.strip() and not _BANNER.match(line):
                yield {}
            continue
        if entry:
            yield entry
        entry, at = {}, _dated(found["at"]) or at
        if found["what"] in ("Connect", "Change user"):
            users[found["thread"]] = found["text"].strip().partition("@")[0]
        elif found["what"] in ("Query", "Execute"):
            entry = {"at": at, "user": users.get(found["thread"], ""), "sql": found["text"]}
    if entry:
        yield entry


def _dated(at: str | None) -> str:
    """The older form writes 230609 19:34:00."""
    old = re.match(r"(\d\d)(\d\d)(\d\d)\s+(\S+)", at or "")
    return f"20{old[1]}-{old[2]}-{old[3]} {old[4].zfill(8)}" if old else at or ""


def xml_records(text: str) -> Iterator[list[tuple[str, str]]]:
    """The names and values of each AUDIT_RECORD, new style (elements) or old (attributes); no XML parser sees them."""
    for record in _RECORD.finditer(text):
        pairs = _PART.findall(record[1] or record[2] or "")
        yield [(name or other, html.unescape(value or told)) for name, value, other, told in pairs]
