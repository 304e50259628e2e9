"""Lines of web servers: common and combined (Apache, nginx), JSON (nginx, cloud), AWS ELB, W3C (IIS, CloudFront)."""

# ruff: noqa: E501 - names of keys and forms of lines stand in one line each

from __future__ import annotations

import ipaddress
import json
import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from tenmatsu.exposure.logs.lines import lines
from tenmatsu.exposure.logs.times import moment


class Hit(msgspec.Struct, gc=False):
    """One request: when (clock of Japan), from where and by what program, what was asked and what was answered."""

    line: int
    at: datetime
    address: str
    method: str
    target: str
    status: int
    agent: str = ""
    caseless: bool = False

    @property
    def path(self) -> str:
        """The target as it is compared: see `route`."""
        return route(self.target)


_QUOTED = r'[^"\\]*(?:\\.[^"\\]*)*'
_COMMON = re.compile(
    rf'(?:\S+:\d+ )?(?P<address>\S+) \S+ .{{1,200}}? \[(?P<at>[^\]]+)\] "(?P<request>{_QUOTED})" (?P<status>\d{{3}}) '
    rf'(?:\S+ "{_QUOTED}" "(?P<agent>{_QUOTED})")?'
)
_ELB = re.compile(r"^(?:(?:https?|h2|wss?|grpcs?) )?\d{4}-\d\d-\d\dT\S+ \S+ \S+:\d+ ")
KEYS = {
    "at": ("time_local", "time_iso8601", "@timestamp", "timestamp", "time", "datetime", "date", "ts", "msec", "starttime"),
    "address": ("remote_addr", "client_ip", "clientip", "remote_ip", "client", "client_addr", "remotehost", "c-ip", "ip",
                "remoteip", "clientaddr", "host"),
    "behind": ("http_x_forwarded_for", "x_forwarded_for", "x-forwarded-for", "xff", "http_x_real_ip", "x-real-ip"),
    "request": ("request", "request_line", "requestline"),
    "method": ("request_method", "method", "http_method", "verb", "requestmethod"),
    "path": ("request_uri", "uri", "path", "url", "request_url", "request_path", "uri_path", "requesturl", "requesturi"),
    "query": ("query_string", "args", "query", "querystring"),
    "status": ("status", "status_code", "response", "http_status", "response_code", "elb_status_code", "sc-status",
               "responsecode", "code"),
    "agent": ("http_user_agent", "user_agent", "useragent", "agent"),
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
        except (ValueError, KeyError, IndexError, TypeError, StopIteration, RecursionError):
            found = None
        yield found or number


def _read(number: int, line: str, fields: list[str]) -> Hit | None:
    if found := _COMMON.match(line):
        return _hit(number, found["at"], found["address"], found["request"], found["status"], found["agent"])
    if line.lstrip().startswith("{"):
        return _json(number, json.loads(line))
    if _ELB.match(line):
        return _elb(number, shlex.split(line))
    cells = line.split("\t") if "\t" in line else line.split()
    return _w3c(number, dict(zip(fields, cells, strict=True))) if fields and len(cells) == len(fields) else None


def _w3c(number: int, row: Mapping[str, str]) -> Hit | None:
    """IIS and CloudFront name their fields and speak UTC; IIS does not tell capital letters in a path from small ones."""
    query = row.get("cs-uri-query", "-")
    target = row["cs-uri-stem"] + (f"?{query}" if query not in ("-", "") else "")
    agent = (row.get("cs(User-Agent)") or row.get("cs(user-agent)") or "").replace("+", " ").replace("%20", " ")
    at = f"{row['date']}T{row['time']}Z"
    return _hit(
        number, at, row["c-ip"], f"{row['cs-method']} {target}", row["sc-status"], agent, caseless="s-ip" in row
    )


def _json(number: int, row: object) -> Hit | None:
    flat = _flat(row)
    got = {key: next((flat[name] for name in names if flat.get(name)), "") for key, names in KEYS.items()}
    query = f"?{got['query'].lstrip('?')}" if got["query"] not in ("", "-") and "?" not in got["path"] else ""
    request = got["request"] if " " in got["request"] else f"{got['method'] or 'GET'} {got['path']}{query}"
    address = got["behind"].split(",")[0].strip() if _inside(_bare(got["address"])) else ""
    return _hit(number, got["at"], address.strip("-") or got["address"], request, got["status"], got["agent"])


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
    at = next(n for n, one in enumerate(cells) if re.match(r"[A-Z]+ \S+ HTTP/", one))
    agent = cells[at + 1] if len(cells) > at + 1 else ""
    return _hit(number, cells[start], cells[start + 2], cells[at], cells[start + 7], agent)


def _hit(
    number: int, at: str, address: str, request: str, status: str, agent: str | None, *, caseless: bool = False
) -> Hit | None:
    when, parts = _moment(at), request.split()
    if when is None or not status.isdigit():
        return None
    method, target = (parts[0].upper(), parts[1]) if len(parts) > 1 else ("", "")
    return Hit(number, when, _bare(address), method, target, int(status), (agent or "").strip("-"), caseless)


def _moment(at: str) -> datetime | None:
    """`12/Jul/2023:22:11:12 +0900` by its hour, which most lines share; any other form by itself."""
    if len(at) == 26 and at[2] == "/" and at[14:18:3] == "::":
        hour, minutes, seconds = _cached(f"{at[:15]}00:00{at[20:]}"), at[15:17], at[18:20]
        if hour and minutes.isdigit() and seconds.isdigit():
            return hour + timedelta(minutes=int(minutes), seconds=int(seconds))
    return _cached(at)


_cached = lru_cache(maxsize=4096)(moment)


@lru_cache(maxsize=65_536)
def _bare(address: str) -> str:
    """The address without its port."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


@lru_cache(maxsize=4096)
def _inside(address: str) -> bool:
    """Whether it is an address of the inner network, a proxy's: the one that it stands for is told beside it."""
    try:
        return not address or ipaddress.ip_address(address).is_private
    except ValueError:
        return True


@lru_cache(maxsize=65_536)
def route(target: str) -> str:
    """A path as it is compared: without host and fragment, decoded, without a slash at its end; the query stays."""
    split = urlsplit(target)
    path = unquote(split.path).rstrip("/") or "/"
    return f"{path}?{split.query}" if split.query else path
