"""Entries of exFAT folders: sets of a file entry, a stream entry and its name; deletion clears one bit of each.

A set carries a sum over all of it, which says that its parts belong together. Type 85 is a file, C0 its stream, C1 a
piece of its name; 05, 40 and 41 are the same deleted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone, tzinfo

from tenmatsu.evidence.disks.fat_entries import Slot, stamp

IN_USE, FILE, STREAM, NAME = 0x80, 0x05, 0x40, 0x41
FOLDER, NO_CHAIN = 0x10, 0x02


def exfat_slots(raw: bytes, zone: tzinfo) -> Iterator[Slot]:
    """The sets of a folder whose sum is right, up to the end mark; a set with a part overwritten is left out."""
    at = 0
    while at + 32 <= len(raw) and raw[at]:
        if raw[at] & 0x7F != FILE:
            at += 32
            continue
        count = raw[at + 1] + 1
        whole = raw[at : at + 32 * count]
        found = _slot(whole, count, zone)
        if found:
            yield found
            at += 32 * count
        else:
            at += 32


def _slot(whole: bytes, count: int, zone: tzinfo) -> Slot | None:
    used = whole[0] & IN_USE
    kinds = [whole[k] & 0x7F for k in range(0, len(whole), 32)]
    same = all(whole[k] & IN_USE == used for k in range(0, len(whole), 32))
    if len(whole) < 32 * count or count < 3 or kinds[1] != STREAM or kinds[2] != NAME or not same:
        return None
    if _sum(whole) != struct.unpack_from("<H", whole, 2)[0]:
        return None
    attributes = struct.unpack_from("<H", whole, 4)[0]
    length, valid = whole[35], struct.unpack_from("<Q", whole, 40)[0]
    first, size = struct.unpack_from("<IQ", whole, 52)
    letters = b"".join(whole[k * 32 + 2 : k * 32 + 32] for k in range(2, count) if kinds[k] == NAME)
    name = letters[: 2 * length].decode("utf-16-le", "backslashreplace").replace("/", "\\x2f")
    created, modified = (_time(whole, at, fine, where, zone) for at, fine, where in ((8, 20, 22), (12, 21, 23)))
    straight = bool(whole[33] & NO_CHAIN)
    return Slot(name, not used, bool(attributes & FOLDER), first, size, created, modified, valid, straight)


def _sum(whole: bytes) -> int:
    """The sum of a set as it was in use: over all bytes but the two that hold it."""
    total = 0
    for k, byte in enumerate(whole):
        if k not in (2, 3):
            byte = byte | IN_USE if k % 32 == 0 else byte
            total = ((total << 15 & 0xFFFF) | total >> 1) + byte & 0xFFFF
    return total


def _time(whole: bytes, at: int, fine: int, where: int, zone: tzinfo) -> datetime | None:
    """A time with its zone in quarters of an hour; in the zone of the reading where the entry names none."""
    time, date = struct.unpack_from("<HH", whole, at)
    offset = whole[where]
    if offset & 0x80:
        quarters = (offset & 0x7F) - (0x80 if offset & 0x40 else 0)
        zone = timezone(timedelta(minutes=15 * quarters))
    return stamp(time, date, whole[fine], zone)
