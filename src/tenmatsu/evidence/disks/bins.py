"""Bins: where a file stood before it was moved to the recycle bin of Windows or a Linux desktop's trash, and when.

Windows from Vista on: `$Recycle.Bin/<SID>/$RXXXXXX.csv` is the file, `$IXXXXXX.csv` beside it says path and time
(version 1 with 520 bytes of name, version 2 with its length). Linux: `Trash/files/a.csv` and
`Trash/info/a.csv.trashinfo` (freedesktop.org Trash specification 1.0; its time is local and carries no zone).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote

from tenmatsu.evidence.disks.disk_file import DiskFile, moment
from tenmatsu.evidence.disks.image import ImageError
from tenmatsu.model import Unread

SINCE = 11_644_473_600
LARGEST = 1 << 16
_WINDOWS = re.compile(r"(?i)(.*\$recycle\.bin/[^/]+/)\$([IR])([^/]+)(/.*)?$", re.S)
_LINUX = re.compile(r"(.*\.?Trash(?:-\d+)?/)(info|files)/([^/]+)(/.*)?$", re.S)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file in a bin stood, and when it was put there (None: not told with its zone)."""

    path: str
    when: datetime | None
    local: str = ""


def with_origins(found: Iterable[DiskFile | Unread]) -> Iterator[DiskFile | Unread]:
    """The same files; those in a bin last, each with its former path as a note and the time it was put there."""
    origins: dict[tuple[str, str], Origin] = {}
    waiting: list[tuple[tuple[str, str], str, DiskFile]] = []
    for one in found:
        match = None if isinstance(one, Unread) else _WINDOWS.match(one.path) or _LINUX.match(one.path)
        if match is None or isinstance(one, Unread):
            yield one
        elif match[2] in ("I", "i", "info") and not match[4]:
            name = match[3].removesuffix(".trashinfo")
            if (origin := _origin(one)) is not None:
                origins.setdefault((match[1], name), origin)
            yield one
        else:
            waiting.append(((match[1], match[3]), match[4] or "", one))
    for key, below, file in waiting:
        yield _told(file, origins[key], below) if key in origins else file


def _told(file: DiskFile, origin: Origin, below: str) -> DiskFile:
    path = origin.path + (below.replace("/", "\\") if "\\" in origin.path else below)
    when = f" at {origin.when:%Y-%m-%d %H:%M:%S} UTC" if origin.when else f" at {origin.local} local time"
    return replace(file, deleted=file.deleted or origin.when).noted(
        f"in the bin; before it was {path}, put there{when}"
    )


def _origin(file: DiskFile) -> Origin | None:
    if file.size > LARGEST:
        return None
    try:
        raw = b"".join(file.read())
    except ImageError:
        return None
    return _linux(raw) if raw.startswith(b"[Trash Info]") else _windows(raw)


def _windows(raw: bytes) -> Origin | None:
    if len(raw) < 28:
        return None
    version, _, ticks = struct.unpack_from("<QQQ", raw)
    if version not in (1, 2):
        return None
    name = raw[24:544] if version == 1 else raw[28 : 28 + 2 * struct.unpack_from("<I", raw, 24)[0]]
    path = name.decode("utf-16-le", "replace").split("\0")[0]
    seconds, rest = divmod(ticks, 10_000_000)
    return Origin(path, moment(seconds - SINCE, rest * 100) if ticks else None) if path else None


def _linux(raw: bytes) -> Origin | None:
    lines = dict(line.split("=", 1) for line in raw.decode("utf-8", "replace").splitlines() if "=" in line)
    path = unquote(lines.get("Path", ""))
    return Origin(path, None, lines.get("DeletionDate", "an unknown")) if path else None
