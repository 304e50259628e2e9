"""The change journal of NTFS ($Extend/$UsnJrnl, stream $J): which file was deleted when, also of reused records.

Records of version 2 and 3: https://learn.microsoft.com/windows/win32/api/winioctl/ns-winioctl-usn_record_v2 .
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tenmatsu.evidence.disks.disk_file import moment
from tenmatsu.evidence.disks.extent import Extent

DELETED = 0x200
PAGE = 4096
PIECE = 1 << 20
MOST = 4 << 30
SMALLEST, LARGEST = 60, 1024
EPOCH = 11_644_473_600
"""Seconds from 1601 to 1970."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """The record `number` in its `sequence` was deleted at `when`; its last name and folder."""

    number: int
    sequence: int
    parent: int
    parent_sequence: int
    name: str
    when: datetime | None


def deletions(read: Callable[[int, int], bytes], extents: tuple[Extent, ...]) -> Iterator[Deletion]:
    """The deletions in the parts of $J that exist (its beginning is a hole), in the order of the journal."""
    total = 0
    for one in extents:
        for at in range(one.logical, one.logical + one.length, PIECE):
            total += PIECE
            if total > MOST:
                return
            yield from _records(read(at, min(PIECE, one.logical + one.length - at)))


def _records(raw: bytes) -> Iterator[Deletion]:
    """Records begin on 8 bytes and do not cross a page."""
    at = 0
    while at + SMALLEST <= len(raw):
        length, major = struct.unpack_from("<IH", raw, at)
        if not SMALLEST <= length <= LARGEST or length % 8 or major not in (2, 3) or at + length > len(raw):
            at = (at // PAGE + 1) * PAGE if not any(raw[at : at + 8]) else at + 8
            continue
        found = _record(raw[at : at + length], major)
        if found:
            yield found
        at += length


def _record(raw: bytes, major: int) -> Deletion | None:
    wide = 8 if major == 3 else 0  # version 3 has references of 16 bytes
    if len(raw) < 60 + 2 * wide:
        return None
    own, parent = raw[8:16], raw[16 + wide : 24 + wide]
    when, reason = struct.unpack_from("<QI", raw, 32 + 2 * wide)
    if not reason & DELETED:
        return None
    length, start = struct.unpack_from("<HH", raw, 56 + 2 * wide)
    name = raw[start : start + length].decode("utf-16-le", "backslashreplace").replace("/", "\\x2f")
    seconds, rest = divmod(when, 10_000_000)
    time = moment(seconds - EPOCH, rest * 100) if when else None
    return Deletion(*_reference(own), *_reference(parent), name, time)


def _reference(raw: bytes) -> tuple[int, int]:
    return int.from_bytes(raw[:6], "little"), int.from_bytes(raw[6:8], "little")
