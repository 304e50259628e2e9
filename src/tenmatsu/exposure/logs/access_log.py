"""Web server access logs: common and combined (Apache, nginx), JSON lines (nginx, cloud), AWS ELB, IIS (W3C)."""

# ruff: noqa: E501 - names of keys and forms of lines stand in one line each

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tenmatsu.exposure.logs.lines import lines
from tenmatsu.exposure.logs.times import moment


@dataclass(frozen=True, slots=True)
class Hit:
    """One request: when (clock of Japan), from where, what was asked and what was answered."""

    line: int
    at: datetime
    address: str
    method: str
    path: str
    status: int


@dataclass(frozen=True, slots=True)
class View:
    """A page that was shown: when (clock of Japan), to which address, and the line of the log."""

    at: datetime
    who: str
    line: int


@dataclass
class AccessLog:
    """What some logs say: the views of the asked paths, the first and last entry, and how many lines are no entry."""

    views: list[View] = field(default_factory=list)
    first: datetime | None = None
    last: datetime | None = None
    strange: int = 0


SHOWN = frozenset({200, 203, 206, 304})


def read(files: Iterable[Path], paths: Sequence[str]) -> AccessLog:
    """One pass over the logs. A view is a GET of one of `paths` (as written; a query counts only where the path has one)
    that was answered 2xx with contents or 304; robots are viewers like others."""
    told, wanted = AccessLog(), {route(one) for one in paths}
    for file in files:
        for hit in hits(file):
            if isinstance(hit, int):
                told.strange += 1
                continue
            told.first, told.last = min(told.first or hit.at, hit.at), max(told.last or hit.at, hit.at)
            asked = {hit.path, hit.path.partition("?")[0].rstrip("/") or "/"}
            if hit.method == "GET" and hit.status in SHOWN and not wanted.isdisjoint(asked):
                told.views.append(View(hit.at, hit.address, hit.line))
    return told


_COMMON = re.compile(
    r'^(?:\S+:\d+ )?(?P<address>\S+) \S+ .{1,200}? \[(?P<at>[^\]]+)\] "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) '
)
_ELB = re.compile(r"^(?:(?:https?|h2|wss?|grpcs?) )?\d{4}-\d\d-\d\dT\S+ \S+ \S+:\d+ ")
KEYS = {
    "at": ("time_local", "time_iso8601", "@timestamp", "timestamp", "time", "datetime", "date", "ts", "msec", "starttime"),
    "address": ("remote_addr", "client_ip", "clientip", "remote_ip", "client", "client_addr", "remotehost", "c-ip", "ip",
                "remoteip", "clientaddr", "host"),
    "request": ("request", "request_line", "requestline"),
    "method": ("request_method", "method", "http_method", "verb", "requestmethod"),
    "path": ("request_uri", "uri", "path", "url", "request_url", "request_path", "uri_path", "requesturl", "requesturi"),
    "status": ("status", "status_code", "response", "http_status", "response_code", "elb_status_code", "sc-status",
               "responsecode", "code"),
}  # fmt: skip


def hits(path: Path) -> Iterator[Hit | int]:
    """Each request in order of the file; the number of a line that is none of the known forms stands for itself."""
    fields: list[str] = []
    for number, line in lines(path):
        if line.startswith("#Fields:"):
            fields = line.split()[1:]
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found = _read(number, line, fields)
        except (ValueError, KeyError, IndexError, TypeError):
            found = None
        yield found or number


def _read(number: int, line: str, fields: list[str]) -> Hit | None:
    if line.lstrip().startswith("{"):
        return _json(number, json.loads(line))
    if found := _COMMON.match(line):
        return _hit(number, found["at"], found["address"], found["request"], found["status"])
    if _ELB.match(line):
        return _elb(number, shlex.split(line))
    cells = line.split()
    if fields and len(cells) == len(fields):
        row = dict(zip(fields, cells, strict=True))
        at = f"{row['date']}T{row['time']}Z"
        return _hit(number, at, row["c-ip"], f"{row['cs-method']} {row['cs-uri-stem']}", row["sc-status"])
    return None


def _json(number: int, row: object) -> Hit | None:
    flat = _flat(row)
    got = {key: next((flat[name] for name in names if flat.get(name)), "") for key, names in KEYS.items()}
    request = got["request"] if " " in got["request"] else f"{got['method'] or 'GET'} {got['path']}"
    return _hit(number, got["at"], got["address"], request, got["status"])


def _flat(row: object) -> dict[str, str]:
    """Keys in small letters, those of inner objects by their last word as well (`request.method`, `httpRequest.status`)."""
    if not isinstance(row, Mapping):
        raise ValueError("no object")
    flat: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat = {**_flat(value), **flat}
        elif value is not None:
            flat[str(key).lower()] = str(value)
    return flat


def _elb(number: int, cells: list[str]) -> Hit | None:
    """A classic or application load balancer: the latter has its protocol in front."""
    start = 0 if re.match(r"\d{4}-", cells[0]) else 1
    request = next(one for one in cells if re.match(r"[A-Z]+ \S+ HTTP/", one))
    return _hit(number, cells[start], cells[start + 2], request, cells[start + 7])


def _hit(number: int, at: str, address: str, request: str, status: str) -> Hit | None:
    when, parts = moment(at), request.split()
    if when is None or not status.isdigit():
        return None
    method, target = (parts[0].upper(), parts[1]) if len(parts) > 1 else ("", "")
    return Hit(number, when, _bare(address), method, route(target), int(status))


def _bare(address: str) -> str:
    """The address without its port."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def route(target: str) -> str:
    """A path as it is compared: without host and fragment, decoded, without a slash at its end; the query stays."""
    split = urlsplit(target)
    path = unquote(split.path).rstrip("/") or "/"
    return f"{path}?{split.query}" if split.query else path
