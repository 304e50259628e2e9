"""The forms in which audit logs are written, each read into labels and values (audit_entry) in one pass over its lines.

CSV and TSV (Japanese or English labels; also as Oracle and SQL Server export theirs), JSON (lines, or an array), MySQL's audit
log (JSON, XML of both styles), its general log, MariaDB's and Percona's plug-ins; PostgreSQL has a file of its own.
"""

# ruff: noqa: E501 - one form of line stands in one line

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from tenmatsu.exposure.logs import postgresql
from tenmatsu.exposure.logs.audit_entry import Labels, named, word
from tenmatsu.exposure.logs.lines import rows

START = 200
_GENERAL = re.compile(
    r"^(?P<at>\d{4}-\d\d-\d\dT\S+|\d{6}\s+\d{1,2}:\d\d:\d\d)?\s*(?P<thread>\d+) (?P<what>Connect|Query|Execute|Quit|Init DB|Prepare|Close stmt|Statistics|Change user|Field List|Ping|Refresh|Shutdown|Reset stmt|Fetch|Long Data|Create DB|Drop DB|Kill|Debug|Set option|Binlog Dump(?: GTID)?|Table Dump|Register Slave|Register Replica|Connect Out|Sleep|Processlist|Process Info|Daemon|Error|Time)\b\s*(?P<text>.*)"
)
_BANNER = re.compile(r"\S.*, Version: .*|Tcp port: .*|Time\s+Id\s+Command\s+Argument", re.I)
_RECORD = re.compile(r"<AUDIT_RECORD>(.*?)</AUDIT_RECORD>|<AUDIT_RECORD\s+(.*?)/>", re.S)
_PART = re.compile(r'<(\w+)>([^<]*)</\1>|(\w+)="([^"]*)"')
_MARIADB = re.compile(r"^\d{8} \d{1,2}:\d\d:\d\d,[^,]*,[^,]*,[^,]*,\d+,\d+,[A-Z_]+,")
_PERCONA = re.compile(r'^"(?:Query|Execute|Connect|Quit|Prepare|Audit|Long Data|Init DB)","[^"]*","\d{4}-')


def entries(lines: Iterator[str]) -> Iterator[Labels]:
    """The labels and values of each entry; an empty one for each line that is none."""
    first = [line for line, _ in zip(lines, range(START), strict=False)]
    start, whole = "\n".join(first), _chained(first, lines)
    head = start.lstrip()[:2000]
    if head.startswith("<"):
        return xml_records(whole)
    if head.startswith(("[{", "{")) or re.match(r"\[\s*(\{|\]|$)", head):
        return objects(whole, array=head.startswith("["))
    if any(_MARIADB.match(line) for line in first):
        return mariadb(whole)
    if any(_PERCONA.match(line) for line in first):
        return percona(whole)
    if postgresql.is_csv(start):
        return postgresql.csvlog(whole)
    if postgresql.is_stderr(start) or "AUDIT: " in start:
        return postgresql.stderr(whole)
    if any(_GENERAL.match(line) for line in head.splitlines()):
        return general_log(whole)
    return delimited(whole)


def _chained(first: list[str], rest: Iterator[str]) -> Iterator[str]:
    yield from first
    yield from rest


def delimited(lines: Iterable[str]) -> Iterator[Labels]:
    """Rows under a line of labels (lines before it are a title); SQL Server tells its times in UTC, other tables where a label says so."""
    source = iter(lines)
    first = next(source, "")
    tab = first.count("\t") > first.count(",")
    header: list[str] = []
    zone: dict[str, str] = {}
    for row in rows(_chained([first], source), "\t" if tab else ","):
        if header:
            if any(row):
                yield {**named(zip(header, row, strict=False)), **zone} if len(row) > 1 else {}
            continue
        words = [word(cell) for cell in row]
        if "user" in words and {"at", "utc", "day"} & set(words):
            header, labels = words, [cell.strip().lower() for cell in row]
            told = any("utc" in one for one, name in zip(labels, words, strict=True) if name == "at")
            zone = {"zone": "utc"} if told or "server_principal_name" in labels else {}


def objects(lines: Iterable[str], *, array: bool) -> Iterator[Labels]:
    """JSON, one object in a line or a whole array (also one that was never closed); inner objects by both their names."""
    if not array:
        for line in lines:
            if line.strip(" ,[]\t"):
                yield _labels(_loaded(line.strip().rstrip(",")))
        return
    decoder, text = json.JSONDecoder(), "\n".join(lines)
    at = text.find("[") + 1
    while (found := re.compile(r"[\s,]*").match(text, at)) and (at := found.end()) < len(text) and text[at] != "]":
        try:
            one, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield {}
            at = next((n for n in (text.find("\n{", at + 1), text.find("\n  {", at + 1)) if n > 0), len(text))
            continue
        yield _labels(one)


def _loaded(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _labels(one: object) -> Labels:
    """MySQL tells its times in UTC, and its `id` and `status` are not the customer's."""
    if not isinstance(one, Mapping):
        return {}
    mysql = "class" in one and "event" in one and "timestamp" in one
    told = named(_flat(one, ""))
    if mysql:
        told.pop("id", None)
        told["zone"] = "utc"
    return told


def _flat(one: Mapping[str, object], outer: str) -> Iterator[tuple[str, str]]:
    for key, value in one.items():
        if isinstance(value, Mapping):
            yield from _flat(value, key)
        elif value is not None and not (key == "command" and "query" in one):  # MySQL: the kind of command
            text = ";".join(str(each) for each in value) if isinstance(value, (list, tuple)) else str(value)
            yield word(outer + key) or word(key), text


def mariadb(lines: Iterable[str]) -> Iterator[Labels]:
    """MariaDB's server_audit: time, server, user, host, connection, query, operation, database, object, return code."""
    for line in lines:
        if not line.strip():
            continue
        cells = line.split(",", 8)
        if not _MARIADB.match(line) or len(cells) < 9:
            yield {}
            continue
        said, _, code = cells[8].rpartition(",")
        sql = said.strip().strip("'").replace("\\'", "'").replace("\\n", "\n").replace("\\\\", "\\")
        told = {"at": cells[0], "user": cells[2], "result": code}
        yield {**told, "sql": sql if cells[6] == "QUERY" else "-"}


def percona(lines: Iterable[str]) -> Iterator[Labels]:
    """Percona's audit log as CSV: name, record, time, command, connection, status, statement, user, host …"""
    for row in rows(lines):
        if len(row) > 7:
            yield {"at": row[2], "user": row[7], "result": row[5], "sql": row[6] or "-"}
        elif row:
            yield {} if len(row) == 1 else {"at": row[2], "user": "-", "sql": "-"} if len(row) > 2 else {}


def general_log(lines: Iterable[str]) -> Iterator[Labels]:
    """at, user, sql: the user is told at Connect and holds for its thread; the older form gives a time only when it
    has changed. A statement may go on over several lines."""
    users: dict[str, str] = {}
    at = ""
    entry: Labels = {}
    for line in lines:
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


MOST_OPEN = 1 << 24


def xml_records(lines: Iterable[str]) -> Iterator[Labels]:
    """Each AUDIT_RECORD, new style (elements) or old (attributes); no XML parser sees them. Their RECORD_ID is the log's own."""
    kept = ""
    for line in lines:
        kept += f"{line}\n"
        if "</AUDIT_RECORD>" not in line and "/>" not in line:
            if len(kept) > MOST_OPEN:
                yield {}
                kept = ""
            continue
        end = 0
        for record in _RECORD.finditer(kept):
            pairs = _PART.findall(record[1] or record[2] or "")
            yield named((word(name or other), html.unescape(value or told)) for name, value, other, told in pairs)
            end = record.end()
        kept = kept[end:]
    if "<AUDIT_RECORD" in kept:
        yield {}
