# ruff: noqa: E501 - texts of files are kept whole
"""The server of a rehearsal as a disk image: what the intruder made and deleted, and what stayed.

The clock of the server runs in UTC (assumed), as its log does; the files were made and deleted on 21 March 2016 by the
clock of Japan as well. Nothing was written afterwards, so every deleted file can come back whole.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tenmatsu.rehearsal import ext4
from tenmatsu.rehearsal.ext4 import Stored
from tenmatsu.rehearsal.scenario import Scenario

IMAGE = "server.img"
WORK = ".disk"
"""The folder in which the files lie until the image is made."""
MADE = datetime(2015, 4, 1, 1, 0, tzinfo=UTC)
CREATED = datetime(2016, 3, 21, 2, 14, 8, tzinfo=UTC)
DELETED = datetime(2016, 3, 21, 2, 58, 31, tzinfo=UTC)
TAKEN = "export"
STAYED = {
    "www/index.html": "<!DOCTYPE html>\n<html lang=\"ja\"><head><title>予約サイト</title></head><body><p>ただいまメンテナンス中です。</p></body></html>\n",
    "www/css/site.css": "body { font-family: sans-serif; margin: 0 }\nh1 { color: #036 }\n",
    "conf/rsv.ini": "[db]\nhost=localhost\nport=5432\nname=rsv\n\n[batch]\nhour=2\nkeep_days=14\n",
}  # fmt: skip
"""Files of the server without persons: path → text."""
Pairs = list[tuple[str, str]]


def shown(scenario: Scenario) -> Scenario:
    """The scenario with its files named as they come out of the image."""
    return replace(
        scenario, files=tuple(replace(one, item=f"{IMAGE}!{TAKEN}/{one.item}") for one in scenario.files)
    )  # fmt: skip


def pack(work: Path, evidence: Path, seed: int, unread: Pairs, nothing: Pairs) -> tuple[Pairs, Pairs]:
    """Make the image of all files in `work` and remove that folder; the answers name the files as `shown` does.

    What the answers name stays on the server, everything else was the intruder's.
    """
    kept = {name for name, _ in [*unread, *nothing]}
    taken = [Path(path) for path in sorted(work.rglob("*")) if path.is_file()]
    for name, text in STAYED.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
    files = [Stored(name, work / name, _since(name, at)) for at, name in enumerate(sorted(kept | set(STAYED)))]
    for at, path in enumerate(one for one in taken if one.relative_to(work).as_posix() not in kept):
        name = f"{TAKEN}/{path.relative_to(work).as_posix()}"
        files.append(Stored(name, path, CREATED + timedelta(seconds=97 * at), DELETED + timedelta(seconds=at // 4)))
    mark = random.Random(f"{IMAGE} {seed}").randbytes(16)  # noqa: S311 - no secret
    ext4.write(evidence / IMAGE, files, MADE, mark)
    shutil.rmtree(work)
    stayed = [(name, "a file of the server") for name in STAYED]
    return _named(unread), _named([*nothing, *stayed])


def _since(name: str, at: int) -> datetime:
    """The log of the day was begun on the day; everything else is older."""
    return CREATED - timedelta(minutes=16) if "20160321" in name else MADE + timedelta(days=at)


def _named(pairs: Pairs) -> Pairs:
    return [(f"{IMAGE}!{name}", what) for name, what in pairs]
