"""The routes by which answers could be seen: each with its own open time, its log and the viewers of it in that log."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tenmatsu.exposure.channel import Scene
from tenmatsu.exposure.given import as_moment, log_path, span, texts, wrong
from tenmatsu.exposure.logs import access_log
from tenmatsu.exposure.logs.access_log import Asked, Job, Told, Viewer
from tenmatsu.exposure.logs.child import Broken

KEYS = ("path", "since", "until", "log")


@dataclass(frozen=True, slots=True)
class Route:
    """A way to the answers: who looked at it while it was open, in order of time, and what its logs (`files`) speak of.
    `broken` says why the logs could not be read."""

    path: str
    since: datetime | None
    until: datetime | None
    files: tuple[str, ...]
    viewers: tuple[Viewer, ...]
    told: Told
    broken: str = ""

    @property
    def holes(self) -> list[tuple[datetime, datetime]]:
        """The gaps in the logs that lie in the open time."""
        low, high = self.since or datetime.min, self.until or datetime.max  # noqa: DTZ901  clock of Japan
        return [one for one in self.told.gaps if one[1] > low and one[0] < high]

    @property
    def whole(self) -> bool:
        """Whether the log reaches to the end of the open time, with nothing unread: only then can it prove absence."""
        told = self.told
        unread = self.broken or told.cut or any(told.strange)
        return bool(told.first and told.last and self.until and told.last >= self.until and not unread)

    @property
    def proves_from(self) -> datetime | None:
        """An answer that could be seen from this moment on, or later, was looked at by nobody else than the viewers."""
        if not self.whole:
            return None
        return max([self.told.first or datetime.min, *(end for _, end in self.holes)])  # noqa: DTZ901

    def covers(self, earliest: datetime | None, *, timeless: bool) -> bool:
        """Whether the log speaks of all the time in which answers lay open, the first since `earliest`."""
        known = [one for one in (self.since, None if timeless else earliest) if one]
        return self.proves_from is not None and bool(known) and self.proves_from <= max(known)


def routes(scene: Scene) -> list[Route]:
    """The routes of case.toml, all that share their logs read in one pass; CaseError when one is not well formed."""
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
    asked = [_asked(scene, one, logs) for one in given]
    by_logs: dict[tuple[tuple[str, Path], ...], list[Asked]] = {}
    for page, named in asked:
        by_logs.setdefault(tuple(named.items()), []).append(page)
    read = {named: _read(tuple(named), tuple(pages), own) for named, pages in by_logs.items()}
    return [read[tuple(named.items())][by_logs[tuple(named.items())].index(page)] for page, named in asked]


def _asked(scene: Scene, one: object, logs: Mapping[str, Path]) -> tuple[Asked, dict[str, Path]]:
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
    return Asked(str(one["path"]).strip(), since, until), named


def _read(named: tuple[tuple[str, Path], ...], pages: tuple[Asked, ...], own: tuple[str, ...]) -> list[Route]:
    """The routes that share their logs."""
    files, names = [path.resolve() for _, path in named], tuple(name for name, _ in named)
    empty, broken = Told(None, None, [], [0] * len(files), [], [0] * len(pages)), ""
    viewers: tuple[Viewer, ...] = ()
    told = empty
    if files:
        stamps = tuple((path.stat().st_mtime_ns, path.stat().st_size) for path in files)
        try:
            viewers, told = access_log.read(Job(tuple(str(one) for one in files), pages, own), stamps)
        except Broken as error:
            broken = str(error)
    return [
        Route(page.path, page.since, page.until, names, tuple(v for v in viewers if v.page == n), told, broken)
        for n, page in enumerate(pages)
    ]
