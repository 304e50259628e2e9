"""A storage of an OLE file as a file of its own (MS-CFB): how a document that is embedded in the old way is read.

Word, Excel and PowerPoint 97–2003 keep an embedded document as a storage among their own streams. Written out as a file
it is an item like any other, and its own reader reads it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class _Entry:
    """A line of the directory; `inside` are its children, `start` and `size` where its bytes lie."""

    name: str
    kind: int
    data: bytes = b""
    inside: dict[str, _Entry] = field(default_factory=dict)
    at: int = 0
    start: int = END
    size: int = 0
    left: int = FREE
    right: int = FREE
    child: int = FREE


def storage_file(streams: dict[tuple[str, ...], bytes]) -> bytes:
    """The OLE file that holds these streams (path → bytes), the same bytes for the same streams."""
    root = _Entry("Root Entry", _ROOT)
    for path, data in sorted(streams.items()):
        place = root
        for name in path[:-1]:
            place = place.inside.setdefault(name, _Entry(name, _STORAGE))
        place.inside[path[-1]] = _Entry(path[-1], _STREAM, data)
    entries = _numbered(root)
    small, table = _mini(entries)
    root.size = len(small)
    listed = SECTOR // 128
    directory_sectors = (len(entries) + listed - 1) // listed
    chains = [directory_sectors]
    parts = [b""]
    at = directory_sectors
    for data, owner in [(small, root), (table, None), *((e.data, e) for e in entries if len(e.data) >= CUTOFF)]:
        count = (len(data) + SECTOR - 1) // SECTOR
        if owner and count:
            owner.start = at
        chains.append(count)
        parts.append(data.ljust(count * SECTOR, b"\0"))
        at += count
    parts[0] = b"".join(map(_line, entries)).ljust(directory_sectors * SECTOR, b"\0")
    mini_start = directory_sectors + chains[1] if table else END
    return _assembled(parts, chains, mini_start, chains[2])


def _numbered(root: _Entry) -> list[_Entry]:
    """All entries in the order of the directory, their trees of names linked."""
    entries = [root]
    waiting = [root]
    while waiting:
        here = waiting.pop(0)
        names = sorted(here.inside, key=lambda name: (len(name), name.upper()))
        for name in names:
            here.inside[name].at = len(entries)
            entries.append(here.inside[name])
            waiting.append(here.inside[name])
        here.child = _tree([here.inside[name] for name in names])
    return entries


def _tree(siblings: list[_Entry]) -> int:
    if not siblings:
        return FREE
    middle = len(siblings) // 2
    siblings[middle].left = _tree(siblings[:middle])
    siblings[middle].right = _tree(siblings[middle + 1 :])
    return siblings[middle].at


def _mini(entries: list[_Entry]) -> tuple[bytes, bytes]:
    """The stream that short streams share, and its table of sectors."""
    shared, table = bytearray(), list[int]()
    for one in entries:
        one.size = len(one.data)
        if one.kind == _STREAM and 0 < one.size < CUTOFF:
            one.start = len(table)
            count = (one.size + SMALL - 1) // SMALL
            table += [*range(one.start + 1, one.start + count), END]
            shared += one.data.ljust(count * SMALL, b"\0")
    raw = struct.pack(f"<{len(table)}I", *table)
    return bytes(shared), raw.ljust((len(raw) + SECTOR - 1) // SECTOR * SECTOR, b"\xff")


def _line(one: _Entry) -> bytes:
    name = one.name.encode("utf-16-le")[:62]
    head = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, one.kind, 1, one.left, one.right, one.child)
    return head + bytes(36) + struct.pack("<IQ", one.start if one.size else END, one.size)


def _assembled(parts: list[bytes], chains: list[int], mini_start: int, mini_count: int) -> bytes:
    table: list[int] = []
    for count in chains:
        table += [*range(len(table) + 1, len(table) + count), END] if count else []
    per = SECTOR // 4
    fats = more = 0
    while fats * per < len(table) + fats + more:
        fats += 1
        more = max(0, (fats - 109 + per - 2) // (per - 1))
    first = len(table)
    table += [FAT] * fats + [DIFAT] * more
    places = [first + number for number in range(fats)]
    raw = struct.pack(f"<{len(table)}I", *table).ljust(fats * SECTOR, b"\xff")
    lists = [places[at : at + per - 1] for at in range(109, fats, per - 1)]
    extra = b"".join(
        struct.pack(f"<{len(one)}I", *one).ljust(SECTOR - 4, b"\xff")
        + struct.pack("<I", first + fats + number + 1 if number + 1 < more else END)
        for number, one in enumerate(lists)
    )
    head = _SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack(
        "<IIIIIIIII", 0, fats, 0, 0, CUTOFF, mini_start, mini_count, first + fats if more else END, more
    )
    head += struct.pack(f"<{min(fats, 109)}I", *places[:109])
    return head.ljust(SECTOR, b"\xff") + b"".join(parts) + raw + extra
