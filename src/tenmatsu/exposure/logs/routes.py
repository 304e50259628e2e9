"""The routes by which answers could be seen: each with its own open time, its log and the views by others in it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from tenmatsu.exposure.channel import Scene
from tenmatsu.exposure.given import as_moment, log_path, span, texts, wrong
from tenmatsu.exposure.logs.access_log import AccessLog, View, read

KEYS = ("path", "since", "until", "log")


@dataclass(frozen=True, slots=True)
class Route:
    """A way to the answers: views by others while it was open, in order of time (clock of Japan), and what time its log
    speaks of at all, with how many lines that are no entry."""

    path: str
    since: datetime | None
    until: datetime | None
    source: str
    views: tuple[View, ...]
    first: datetime | None
    last: datetime | None
    strange: int

    @property
    def whole(self) -> bool:
        """Whether the log reaches to the end of the open time, with nothing unread: only then can it prove absence."""
        return bool(self.first and self.last and self.until and self.last >= self.until and not self.strange)

    def covers(self, earliest: datetime | None, *, timeless: bool) -> bool:
        """Whether the log speaks of all the time in which answers lay open, the first since `earliest`."""
        known = [one for one in (self.since, None if timeless else earliest) if one]
        return self.whole and bool(known) and self.first is not None and self.first <= max(known)


def routes(scene: Scene) -> list[Route]:
    """The routes of case.toml; CaseError when there is none or one is not well formed."""
    own, extra = tuple(texts(scene, "own_addresses")), scene.evidence.extra
    for one in own:
        try:
            ipaddress.ip_network(one, strict=False)
        except ValueError as error:
            raise wrong(scene, "own_addresses", "must hold IP addresses or networks such as 192.0.2.0/24") from error
    logs = {one: log_path(scene, "logs", one) for one in texts(scene, "logs")}
    given = extra.get("routes")
    if not isinstance(given, list | tuple) or not given:
        raise wrong(scene, "routes", 'must list the open pages: [{ path = "/form/answers", since = …, until = … }]')
    return [_route(scene, one, logs, own) for one in given]


def _route(scene: Scene, one: object, logs: Mapping[str, Path], own: tuple[str, ...]) -> Route:
    if not isinstance(one, Mapping) or not isinstance(one.get("path"), str) or not one["path"].strip():
        raise wrong(scene, "routes", 'must give each route its path: { path = "/form/answers", since = …, until = … }')
    if unknown := sorted(set(one) - set(KEYS)):
        raise wrong(scene, "routes", f'has an unknown key "{unknown[0]}"; allowed are {", ".join(KEYS)}')
    first, last = span(scene)
    since = as_moment(scene, "routes", one["since"]) if "since" in one else first
    until = as_moment(scene, "routes", one["until"], end=True) if "until" in one else last
    if since and until and since > until:
        raise wrong(scene, "routes", 'has a route whose "until" lies before its "since"')
    log = one.get("log")
    if log is not None and not isinstance(log, str):
        raise wrong(scene, "routes", "must give the log of a route as a text")
    named = {log: log_path(scene, "routes", log)} if log else dict(logs)
    stamps = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in named.values())
    told = _read(stamps, str(one["path"]).strip())
    views = tuple(view for view in told.views if _open(view.at, since, until) and not _ours(view.who, own))
    return Route(one["path"], since, until, ", ".join(named), views, told.first, told.last, told.strange)


@lru_cache(maxsize=16)
def _read(logs: tuple[tuple[Path, int, int], ...], path: str) -> AccessLog:
    """The log of a route, read once while its files stay the same."""
    told = read([one for one, *_ in logs], [path])
    told.views.sort(key=lambda one: (one.at, one.line))
    return told


def _open(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or at >= since) and (until is None or at <= until)


@lru_cache(maxsize=65_536)
def _ours(address: str, own: tuple[str, ...]) -> bool:
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return address in own
    return any(given in ipaddress.ip_network(one, strict=False) for one in own)
