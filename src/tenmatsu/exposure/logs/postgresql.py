"""PostgreSQL's logs (stderr and csvlog): statements that pgaudit or log_statement wrote, with user and parameters.

An entry waits for what its own process says next: a DETAIL holds the parameters, an ERROR that nothing was shown.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

from tenmatsu.exposure.logs.audit_entry import Labels
from tenmatsu.exposure.logs.lines import rows

_AUDIT = re.compile(r"AUDIT: (?:SESSION|OBJECT),(.*)", re.S)
_PLAIN = re.compile(r"(?:duration: [\d.]+ ms\s+)?(?:statement|execute [^:]*|parse [^:]*|bind [^:]*): (.*)", re.S)
_PARAMETERS = re.compile(r"\bparameters: (.*)", re.I | re.S)
_PARAMETER = re.compile(r"(\$\d+) = (?:'((?:[^']|'')*)'|NULL)")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:[A-Z]{1,5}|[+-]\d\d(?::?\d\d)?)(?=\W))?")
_USER = re.compile(r"\buser=([^,@\s]+)|([\w.\-]+)@[\w.\-]+")
_PROCESS = re.compile(r"\[(\d+)(?:-\d+)?\]|\bpid=(\d+)|:\[?(\d+)\]?:")
_SAYS = re.compile(r"\b(LOG|ERROR|FATAL|PANIC|STATEMENT|DETAIL|HINT|CONTEXT|WARNING|NOTICE|INFO|DEBUG\d?):\s+")
_SHOWN_NOTHING = re.compile(
    r"permission denied|does not exist|syntax error|許可がありません|アクセス権限|存在しません|構文エラー", re.I
)
_REFUSED = ("42",)
"""The class of SQLSTATE of a statement that was never run: no right to it, no such column, a wrong word."""
CSV_CELLS = 20
"""A line of csvlog has 23 cells or more (PostgreSQL 9.0 to 17); older servers wrote fewer."""
SEVERITY, STATE, MESSAGE, DETAIL = 11, 12, 13, 14
MOST_WAITING = 1000


def is_csv(start: str) -> bool:
    """Whether these are the first lines of a csvlog."""
    try:
        rows = [row for row in csv.reader(start.splitlines()[:5]) if row]
    except csv.Error:
        return False
    return any(len(row) >= CSV_CELLS and _TIME.match(row[0]) and row[SEVERITY].isupper() for row in rows)


def is_stderr(start: str) -> bool:
    """Whether these are the first lines of the log that the server writes as text."""
    return any(_SAYS.search(line) and _TIME.search(line[:80]) for line in start.splitlines())


def csvlog(lines: Iterable[str]) -> Iterator[Labels]:
    """at, user, sql of each entry; an empty one for a line that breaks off."""
    waiting: dict[str, Labels] = {}
    for row in rows(lines):
        if not row:
            continue
        message = next((cell for cell in row if cell.startswith("AUDIT: ")), "")
        if not message and not (len(row) >= CSV_CELLS and _TIME.match(row[0])):
            yield {}
            continue
        whole = len(row) > DETAIL
        process, severity = (row[3] if len(row) > 3 else ""), (row[SEVERITY] if whole else "")
        if severity in ("ERROR", "FATAL"):
            if row[STATE].startswith(_REFUSED) and process in waiting:
                waiting[process]["result"] = "error"
            continue
        detail = row[DETAIL] if whole else ""
        yield from _kept(waiting, process, _entry(row[0], row[1], message or (row[MESSAGE] if whole else ""), detail))
    yield from waiting.values()


def stderr(lines: Iterable[str]) -> Iterator[Labels]:
    """The same from text: the user is found where log_line_prefix has `user=` or `user@db`; a statement may go on over
    several lines. The zone of the times is the server's word; that of the evidence where it gives none."""
    waiting: dict[str, Labels] = {}
    for text in _whole(lines):
        says = _SAYS.search(text)
        head = text[: says.start()] if says else text
        at = _TIME.search(head)
        if not at:
            yield from ({} for line in text.splitlines() if line.strip())
            continue
        process = next((one for one in (_PROCESS.search(head) or at).groups() if one), "")
        word, told = (says[1], text[says.end() :].rstrip()) if says else ("", "")
        if word == "ERROR" and _SHOWN_NOTHING.search(told) and process in waiting:
            waiting[process]["result"] = "error"
        elif word == "DETAIL" and process in waiting and (found := _PARAMETERS.search(told)):
            waiting[process]["sql"] = _filled(waiting[process].get("sql", ""), found[1])
        elif word == "LOG":
            user = _USER.search(head)
            yield from _kept(waiting, process, _entry(at[0], (user[1] or user[2]) if user else "", told, ""))
    yield from waiting.values()


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """What the server said at once: a line with a time (a prefix may stand before it) and those that belong to it."""
    kept: list[str] = []
    for line in lines:
        starts = _TIME.search(line[:80]) if _SAYS.search(line[:400]) else None
        if kept and (starts or _TIME.match(line)):
            yield "\n".join(kept)
            kept = []
        kept.append(line)
    if kept:
        yield "\n".join(kept)


def _kept(waiting: dict[str, Labels], process: str, entry: Labels | None) -> Iterator[Labels]:
    """Let an entry wait for what its process says next, and give out the one that waited before it."""
    if entry is None:
        return
    if not entry or not process:
        yield entry
        return
    if process in waiting:
        yield waiting.pop(process)
    elif len(waiting) >= MOST_WAITING:
        yield waiting.pop(next(iter(waiting)))
    waiting[process] = entry


def _entry(at: str, user: str, message: str, detail: str) -> Labels | None:
    """An entry; None for a message that holds no statement; empty (no entry) when it breaks off or runs over into lines
    that are not its own."""
    if "AUDIT: " in message[:40]:
        said = _audited(message)
        return {} if said is None else {"at": at, "user": user, "sql": said}
    plain = _PLAIN.match(message)
    if not plain:
        return None
    found = _PARAMETERS.search(detail)
    return {"at": at, "user": user, "sql": _filled(plain[1], found[1]) if found else plain[1]}


def _audited(message: str) -> str | None:
    """The statement: the seventh of type, id, sub-id, class, command, object type, object, statement, parameters. Its
    $1, $2 … are filled in where the parameters are told."""
    found = _AUDIT.search(message)
    try:
        cells = next(csv.reader([found[1].replace("\n", " ")]), []) if found else []
        if len(cells) <= 6:
            return None
        told = cells[7] if len(cells) == 8 and not cells[7].startswith("<") else ",".join(cells[7:])
        values = next(csv.reader([told]), []) if told and not told.startswith("<") else []
    except csv.Error:
        return None
    quoted = {f"${n}": "'" + one.replace("'", "''") + "'" for n, one in enumerate(values, 1)}
    return re.sub(r"\$\d+", lambda one: quoted.get(one[0], one[0]), cells[6])


def _filled(sql: str, parameters: str) -> str:
    """`$1 = 'C0001', $2 = NULL` put in the places of the statement."""
    values = {one[1]: f"'{one[2]}'" for one in _PARAMETER.finditer(parameters) if one[2] is not None}
    return re.sub(r"\$\d+", lambda one: values.get(one[0], one[0]), sql)
