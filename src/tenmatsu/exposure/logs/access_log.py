"""What a web server's logs say of some pages: who looked, when, and of which time the logs speak at all."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote_plus

import msgspec

from tenmatsu.exposure.logs import child
from tenmatsu.exposure.logs.access_forms import Hit, hits, route
from tenmatsu.exposure.logs.coverage import gaps
from tenmatsu.exposure.logs.lines import Cut


class Asked(msgspec.Struct, frozen=True):
    """A page, from when to when it was open (clock of Japan)."""

    path: str
    since: datetime | None
    until: datetime | None


class Job(msgspec.Struct, frozen=True):
    """Logs to read for some pages; views from the networks `own` are the organisation's own."""

    files: tuple[str, ...]
    asked: tuple[Asked, ...]
    own: tuple[str, ...]


class Viewer(msgspec.Struct, tag="viewer"):
    """Who looked at the page `page` of the job: from the first view to the last, how often, the place of the first."""

    page: int
    address: str
    agent: str
    first: datetime
    last: datetime
    views: int
    file: int
    line: int


class Told(msgspec.Struct, tag="told"):
    """Of which time a log speaks: from `first` to `last` without the gaps (clock of Japan); `strange` lines are no
    request; `cut` where it breaks off. `asked` counts, for each page, all requests, the organisation's too."""

    first: datetime | None
    last: datetime | None
    gaps: list[tuple[datetime, datetime]]
    strange: list[int]
    cut: list[str]
    asked: list[int]


SHOWN = frozenset({200, 203, 206, 304})
Key = tuple[int, str, str]


@lru_cache(maxsize=16)
def read(job: Job, _stamps: tuple[tuple[int, int], ...]) -> tuple[tuple[Viewer, ...], Told]:
    """One pass over the logs in a child with limits, kept while the files (times and sizes) stay the same. A view is a
    GET of the page that was answered 2xx with contents or 304; robots are viewers like others. child.Broken when it
    failed."""
    viewers: list[Viewer] = []
    for one in child.ask("access_log", job, [Path(file) for file in job.files], Viewer | Told):
        if isinstance(one, Told):
            return tuple(viewers), one
        viewers.append(one)
    raise child.Broken("the reader ended without a word")


def serve() -> None:
    """The child's life."""
    child.serving(looked(child.job(Job)))


def looked(job: Job) -> Iterator[Viewer | Told]:
    """Every viewer of every page, then what the logs speak of. The gaps are those of each file and of all together."""
    seen: dict[Key, Viewer] = {}
    hours: Counter[datetime] = Counter()
    told = Told(None, None, [], [0] * len(job.files), [], [0] * len(job.asked))
    pages = _Pages(job.asked)
    for number, file in enumerate(job.files):
        of_file: Counter[datetime] = Counter()
        try:
            for hit in hits(Path(file)):
                if isinstance(hit, int):
                    told.strange[number] += 1
                    continue
                of_file[hit.at.replace(minute=0, second=0, microsecond=0)] += 1
                told.first, told.last = min(told.first or hit.at, hit.at), max(told.last or hit.at, hit.at)
                for page in pages.of(hit):
                    told.asked[page] += 1
                    _note(seen, job, page, hit, number)
        except Cut:
            told.cut.append(Path(file).name)
        told.gaps += gaps(of_file)
        hours.update(of_file)
    told.gaps = sorted({*told.gaps, *gaps(hours)})
    yield from sorted(seen.values(), key=lambda one: (one.page, one.first, one.file, one.line))
    yield told


def _note(seen: dict[Key, Viewer], job: Job, page: int, hit: Hit, file: int) -> None:
    """Count a view: not a failed request, nor one when the page was closed, nor one of the organisation itself."""
    asked = job.asked[page]
    late = (asked.since and hit.at < asked.since) or (asked.until and hit.at > asked.until)
    if hit.method != "GET" or hit.status not in SHOWN or late or ours(hit.address, job.own):
        return
    key = (page, hit.address, hit.agent[:300])
    before = seen.get(key)
    if before is None:
        seen[key] = Viewer(*key, hit.at, hit.at, 1, file, hit.line)
        return
    if hit.at < before.first:
        before.first, before.file, before.line = hit.at, file, hit.line
    before.last, before.views = max(before.last, hit.at), before.views + 1


class _Pages:
    """Which of the asked pages a request is for: by its path, and by the query where the page is written with one (each
    of its parameters must be there; others may be)."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.pages = [(n, *_parts(route(one.path))) for n, one in enumerate(asked)]
        self.known: dict[tuple[str, bool], list[int]] = {}

    def of(self, hit: Hit) -> list[int]:
        """The numbers of the pages."""
        key = (hit.target, hit.caseless)
        if (found := self.known.get(key)) is not None:
            return found
        path, query = _parts(hit.path)
        if hit.caseless:
            path, query = path.casefold(), frozenset(one.casefold() for one in query)
        found = []
        for number, page, needed in self.pages:
            wanted = frozenset(one.casefold() for one in needed) if hit.caseless else needed
            if (page.casefold() if hit.caseless else page) == path and wanted <= query:
                found.append(number)
        if len(self.known) < MOST_KNOWN:
            self.known[key] = found
        return found


MOST_KNOWN = 100_000


def _parts(target: str) -> tuple[str, frozenset[str]]:
    path, _, query = target.partition("?")
    return path.rstrip("/") or "/", frozenset(unquote_plus(one) for one in query.split("&") if one)


@lru_cache(maxsize=65_536)
def ours(address: str, own: tuple[str, ...]) -> bool:
    """Whether an address lies in one of the organisation's networks."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return address in own
    return any(given in ipaddress.ip_network(one, strict=False) for one in own)
