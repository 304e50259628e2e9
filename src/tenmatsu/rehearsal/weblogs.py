# ruff: noqa: E501 - names of browsers are kept whole
"""Access logs of a web server in the combined form of Apache and nginx."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from tenmatsu.rehearsal.moments import between

AGENTS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 13; SO-51D) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.5 Safari/605.1.15",
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the log."""

    moment: datetime
    address: str
    path: str
    status: int = 200
    size: int = 5120
    method: str = "GET"
    referer: str = "-"
    agent: int = 0


def write(path: Path, hits: Iterable[Hit]) -> None:
    """The log in order of time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [line(one) for one in sorted(hits, key=lambda one: (one.moment, one.address, one.path))]
    path.write_text("\n".join([*lines, ""]), encoding="ascii")


def line(one: Hit) -> str:
    """combined: host ident user [time] "request" status bytes "referer" "agent"."""
    when = f"{one.moment.day:02d}/{MONTHS[one.moment.month - 1]}/{one.moment:%Y:%H:%M:%S %z}"
    request = f"{one.method} {one.path} HTTP/1.1"
    agent = AGENTS[one.agent % len(AGENTS)]
    return f'{one.address} - - [{when}] "{request}" {one.status} {one.size} "{one.referer}" "{agent}"'


def visitor(rng: np.random.Generator) -> str:
    """An address of the ranges for documentation (RFC 5737)."""
    return f"{('198.51.100', '203.0.113')[int(rng.integers(0, 2))]}.{int(rng.integers(1, 255))}"


def passers_by(
    rng: np.random.Generator, low: datetime, high: datetime, paths: tuple[str, ...], visits: int
) -> list[Hit]:
    """Visits of other pages, each with the page's style sheet a second later."""
    hits = []
    for _ in range(visits):
        moment, address, agent = between(rng, low, high), visitor(rng), int(rng.integers(0, len(AGENTS)))
        page = paths[int(rng.integers(0, len(paths)))]
        hits.append(Hit(moment, address, page, 200, int(rng.integers(2000, 40000)), agent=agent))
        hits.append(Hit(moment + timedelta(seconds=1), address, "/assets/site.css", 304, 0, agent=agent))
    return hits
