"""Entries of FAT folders: short names, long names in front of them, and what deletion leaves of both.

Deletion writes E5 over the first byte of each entry. Of a short name that is its first letter, of a part of a long name
its number; the sum over the short name that each part carries tells the letter, and that they belong together.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

DELETED, LONG, FOLDER, LABEL = 0xE5, 0x0F, 0x10, 0x08
LOWER_NAME, LOWER_END = 0x08, 0x10
NO_LETTER = "the first letter of its short name was erased: ? stands for it"
NO_END = "the end of its long name is lost: … stands for it"
FORBIDDEN = frozenset(b'"*+,./:;<=>?[\\]|abcdefghijklmnopqrstuvwxyz\x7f')


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry of a folder: a file or a folder, live or deleted.

    first     its first cluster, 0 where it has none
    valid     bytes that were written (exFAT); the rest up to `size` reads as zeros
    straight  its clusters follow one another and are in no chain (exFAT)
    long      its name was a long one, whose sum fits
    """

    name: str
    deleted: bool
    folder: bool
    first: int
    size: int
    created: datetime | None = None
    modified: datetime | None = None
    valid: int | None = None
    straight: bool = False
    notes: tuple[str, ...] = ()
    long: bool = False


def slots(raw: bytes, zone: tzinfo) -> Iterator[Slot]:
    """The entries of a folder up to its end mark, those of `.`, `..` and the label left out."""
    parts: list[bytes] = []
    for at in range(0, len(raw) - 31, 32):
        entry = raw[at : at + 32]
        if not entry[0]:
            return
        if entry[11] & 0x3F == LONG:
            parts.append(entry)
            continue
        if not entry[11] & LABEL and entry[:1] != b".":
            yield _slot(entry, parts, zone)
        parts = []


def _slot(entry: bytes, parts: list[bytes], zone: tzinfo) -> Slot:
    deleted = entry[0] == DELETED
    name, notes = _long(entry, parts)
    long = bool(name)
    if not long:
        name, notes = _short(entry, deleted), (NO_LETTER,) if deleted else ()
    high, low, size = int.from_bytes(entry[20:22], "little"), *struct.unpack("<HI", entry[26:32])
    made, on, _, _, changed, at = struct.unpack("<6H", entry[14:26])
    created, modified = stamp(made, on, entry[13], zone), stamp(changed, at, 0, zone)
    return Slot(
        name, deleted, bool(entry[11] & FOLDER), low | high << 16, size, created, modified, notes=notes, long=long
    )


def _long(entry: bytes, parts: list[bytes]) -> tuple[str, tuple[str, ...]]:
    """The long name of the parts that belong to this entry, '' where they are another's."""
    own: list[bytes] = []
    for part in reversed(parts):  # the part in front of the entry is the beginning of the name
        number = part[0] & 0x3F
        if (part[0] == DELETED) != (entry[0] == DELETED) or part[13] != parts[-1][13]:
            break
        if entry[0] != DELETED and number != len(own) + 1:
            break
        own.append(part)
        if 0 in struct.unpack("<13H", _letters(part)) or (entry[0] != DELETED and part[0] & 0x40):
            break
    if not own or not _belongs(entry, own[0][13]):
        return "", ()
    units = struct.unpack(f"<{13 * len(own)}H", b"".join(_letters(part) for part in own))
    units = units[: units.index(0)] if 0 in units else units
    name = struct.pack(f"<{len(units)}H", *units).decode("utf-16-le", "backslashreplace").replace("/", "\\x2f")
    end = entry[8:11].rstrip(b" ").decode("ascii", "replace").upper()
    cut = entry[0] == DELETED and end and not name.upper().rpartition(".")[2].startswith(end[:1])
    return (f"{name}…", (NO_END,)) if cut and name.isascii() else (name, ())


def _letters(part: bytes) -> bytes:
    return part[1:11] + part[14:26] + part[28:32]


def _belongs(entry: bytes, checksum: int) -> bool:
    """Whether the sum is that of the short name; of a deleted one the letter that makes it so must be possible."""
    if entry[0] != DELETED:
        return _sum(entry[:11]) == checksum
    letter = first_letter(entry[1:11], checksum)
    return (letter > 0x20 and letter not in FORBIDDEN) or letter == 0x05


def _sum(name: bytes) -> int:
    total = 0
    for letter in name:
        total = ((total & 1) << 7) + (total >> 1) + letter & 0xFF
    return total


def first_letter(rest: bytes, checksum: int) -> int:
    """The first byte of a short name, from its ten others and the sum that a long name keeps: there is just one."""
    return next(letter for letter in range(256) if _sum(bytes((letter,)) + rest) == checksum)


def _short(entry: bytes, deleted: bool) -> str:
    """The short name; `?` where deletion has erased its first letter, which no real name has."""
    raw = b"?" + entry[1:8] if deleted else (b"\xe5" + entry[1:8] if entry[0] == 0x05 else entry[:8])
    name, end = _text(raw), _text(entry[8:11])
    name = name.lower() if entry[12] & LOWER_NAME else name
    end = end.lower() if entry[12] & LOWER_END else end
    return (f"{name}.{end}" if end else name).replace("/", "\\x2f")


def _text(raw: bytes) -> str:
    raw = raw.rstrip(b" ")
    try:
        return raw.decode("cp932")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def stamp(time: int, date: int, hundredths: int, zone: tzinfo) -> datetime | None:
    """A time of day (2 seconds) and a date since 1980 in the zone of the volume, as UTC; None where there is none."""
    if not date:
        return None
    year, month, day = (date >> 9) + 1980, date >> 5 & 15, date & 31
    try:
        wall = datetime(year, month, day, time >> 11, time >> 5 & 63, (time & 31) * 2, tzinfo=zone)
        return (wall + timedelta(milliseconds=hundredths * 10)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
