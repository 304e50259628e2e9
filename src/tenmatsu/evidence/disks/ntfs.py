"""Files of NTFS, live and deleted, record by record of the master file table; content through pytsk3.

A deleted file keeps its record (in-use flag off, sequence number one higher) until another file takes it, with name,
parent, times and runs. Parent and log sequence number are read from the record itself, which pytsk3 does not show.
Layout after https://flatcap.github.io/linux-ntfs/ntfs/ (facts only).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tenmatsu.evidence.disks.disk_file import DOUBT, DiskFile, moment
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import Image, ImageError
from tenmatsu.evidence.disks.tsk import FAULTS, content, open_tsk, runs
from tenmatsu.evidence.disks.usn import Deletion, deletions
from tenmatsu.model import State, Unread

ROOT, BITMAP = 5, 6
FIRST_USER_RECORD = 24
IN_USE, FOLDER = 1, 2
STANDARD, FILE_NAME, DATA = 0x10, 0x30, 0x80
DOS_NAME = 2
BATCH = 1024
COMPRESSED, ENCRYPTED = 0x10, 0x20
EXTEND = 11
SYSTEM = "$Extend/"
MOST_NAMES = 10_000
NO_TIME = "NTFS keeps no time of deletion in the record, and no change journal tells it"
BETWEEN = f"{DOUBT}: a file that was made and deleted later may have held its clusters; its record was used again"
SINCE = 11_644_473_600
"""Seconds from 1601, where the ticks of NTFS begin, to 1970."""
LOST = "?"
NO_JOURNAL = "the volume has no change journal: deleted files whose records were used again have left no name"
SHADOWS = 0x1E00
SHADOW_MARK = bytes.fromhex("6b87083876c1484eb7ae04046e6cc752")
"""Where shadow copies announce themselves: a mark, and at byte 48 where their catalogue stands (0: there are none)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record says of itself: sequence, parent, name, log sequence number, when its file was made (ticks)."""

    number: int
    sequence: int
    flags: int
    lsn: int
    base: int
    parent: int = 0
    parent_sequence: int = 0
    name: str = ""
    made: int = 0

    @property
    def again(self) -> bool:
        """Whether its record had another file before: the number of uses begins at 1 and is raised by a deletion."""
        return self.number >= FIRST_USER_RECORD and self.sequence > (1 if self.flags & IN_USE else 2)


def ntfs_files(volume: Image) -> tuple[Iterator[DiskFile | Unread], Callable[[], FreeMap]]:
    """Everything on an NTFS volume (paths and extents relative to it), and its free room."""
    _, fs = open_tsk(volume)
    walk = _Walk(fs, volume)
    return walk.all(), walk.room


class _Walk:
    """The table of a volume: files in use first, by which it is known whose every cluster is, then deleted ones."""

    def __init__(self, fs: Any, volume: Image) -> None:
        self.fs, self.volume, self.cluster = fs, volume, int(fs.info.block_size)
        self.owned: list[tuple[int, int]] = []
        self.gone: dict[tuple[int, int], Deletion] = {}
        self.journal: DiskFile | None = None
        self.youngest = 0
        self.forgotten: list[Deletion] = []
        try:
            bitmap = fs.open_meta(BITMAP)
            units = volume.size // self.cluster
            self.free = FreeMap.of_bits(lambda at, n: _part(bitmap, at, n), units, self.cluster)
        except FAULTS:
            self.free = FreeMap.of(())

    def all(self) -> Iterator[DiskFile | Unread]:
        """Files in use, then deleted ones."""
        try:
            entries = _entries(self.fs, self.volume)
        except (*FAULTS, struct.error, ImageError):
            yield Unread("", "the master file table is damaged: no file of this volume was listed")
            return
        self.youngest = max((one.made for one in entries.values() if one.again), default=0)
        for live in (True, False):
            for entry in entries.values():
                if bool(entry.flags & IN_USE) == live and not entry.base:
                    yield from self._record(entries, entry)
            if live:
                self._read_journal(entries)
        yield from self._only_names(entries)
        yield from self._limits()

    def _limits(self) -> Iterator[Unread]:
        """What a search for deleted files on this volume could not see."""
        if self.journal is None:
            yield Unread("", NO_JOURNAL)
        head = self.volume.read(SHADOWS, 56)
        if head[:16] == SHADOW_MARK and any(head[48:56]):
            yield Unread("", "the volume keeps shadow copies (VSS): earlier states of its files were not examined")

    def _read_journal(self, entries: dict[int, Entry]) -> None:
        """The deletions in the change journal, by record and sequence; `forgotten`: their record has another file."""
        if self.journal is None:
            return
        try:
            for one in deletions(self.journal.source, self.journal.extents):
                self.gone[one.number, one.sequence] = one
        except (*FAULTS, ImageError, struct.error):
            return
        for one in self.gone.values():
            now = entries.get(one.number)
            if now is None or now.sequence not in (one.sequence, one.sequence + 1) or now.flags & IN_USE:
                self.forgotten.append(one)

    def _only_names(self, entries: dict[int, Entry]) -> Iterator[Unread]:
        """Files of which the change journal knows the deletion, whose records were used again since."""
        told = []
        for one in self.forgotten:
            path = _path(entries, Entry(one.number, one.sequence, 0, 0, 0, one.parent, one.parent_sequence, one.name))
            when = f" at {one.when:%Y-%m-%d %H:%M:%S} UTC" if one.when else ""
            told.append(Unread(path, f"deleted{when}: its name is left, its record was used again"))
        yield from told[-MOST_NAMES:]
        if len(told) > MOST_NAMES:
            yield Unread("", f"{len(told) - MOST_NAMES} more deleted files of which only the names are left")

    def room(self) -> FreeMap:
        """The clusters that no file in use holds; the volume's own bitmap may lag behind or be damaged."""
        whole = FreeMap.of([(0, self.volume.size)])
        return whole.without(Extent(0, start, end - start) for start, end in self.owned)

    @cached_property
    def held(self) -> FreeMap:
        """The room as of the end of the files in use."""
        return self.room()

    def _record(self, entries: dict[int, Entry], entry: Entry) -> Iterator[DiskFile | Unread]:
        path = _path(entries, entry)
        try:
            for found in self._streams(entry, path):
                if entry.number >= FIRST_USER_RECORD and not entry.flags & FOLDER and not path.startswith(SYSTEM):
                    yield found
        except (*FAULTS, ImageError):
            if entry.flags & IN_USE:
                yield Unread(path, f"record {entry.number} of the master file table is damaged")

    def _streams(self, entry: Entry, path: str) -> Iterator[DiskFile]:
        """The content of a record and its further streams (`a.csv:Zone.Identifier`), each a file."""
        file = self.fs.open_meta(entry.number)
        live = bool(entry.flags & IN_USE)
        for attribute in file:
            info = attribute.info
            size = int(info.size)
            extents = runs(attribute, self.cluster, max(size, 0))
            if live:
                self.owned += ((one.start, -(-one.end // self.cluster) * self.cluster) for one in extents)
            if int(info.type) == DATA and (live or size):
                label = bytes(info.name).decode("utf-8", "backslashreplace") if info.name else ""
                name = f"{path}:{label}" if label and label != "$Data" else path
                found = self._file(entry, name, file.info.meta, info, extents)
                if live and (label, entry.name, entry.parent) == ("$J", "$UsnJrnl", EXTEND):
                    self.journal = found
                yield found

    def _file(self, entry: Entry, path: str, meta: Any, info: Any, extents: tuple[Extent, ...]) -> DiskFile:
        live, flags, size = bool(entry.flags & IN_USE), int(info.flags), int(info.size)
        dead = None if live else self.gone.get((entry.number, (entry.sequence - 1) or 0xFFFF))
        taken = 0 if live else self.held.used_blocks(extents, self.cluster)
        lagging = 0 if live else self.free.used_blocks(extents, self.cluster) - taken
        return DiskFile(
            path=path,
            size=size,
            state=State.LIVE if live else State.DELETED,
            method="directory" if live else "mft",
            source=content(self.fs, entry.number, DATA, int(info.id)),
            created=moment(int(meta.crtime), int(meta.crtime_nano)),
            modified=moment(int(meta.mtime), int(meta.mtime_nano)),
            changed=moment(int(meta.ctime), int(meta.ctime_nano)),
            extents=() if flags & COMPRESSED else extents,
            block_size=self.cluster,
            blocks=sum(-(-one.length // self.cluster) for one in extents),
            reused=taken,
            deleted=dead.when if dead else None,
            order=entry.lsn,
            notes=(
                *_notes(live, size, extents, flags, lagging),
                *(() if live or dead else (NO_TIME,)),
                *((BETWEEN,) if extents and not live and self._between(meta, dead) else ()),
            ),
        )

    def _between(self, meta: Any, dead: Deletion | None) -> bool:
        """Whether a file may have come and gone after this one was deleted without leaving its record."""
        if dead and dead.when:
            return any(one.when is None or one.when >= dead.when for one in self.forgotten if one is not dead)
        last = max(int(meta.mtime), int(meta.ctime))
        return self.youngest > (last + SINCE) * 10_000_000


def _part(file: Any, at: int, count: int) -> bytes:
    left = int(file.info.meta.size) - at
    return bytes(file.read_random(at, min(count, left))) if left > 0 else b""


def _entries(fs: Any, volume: Image) -> dict[int, Entry]:
    """Every record of the table that can be read, by number."""
    size = _record_size(volume)
    table = fs.open_meta(0)
    found: dict[int, Entry] = {}
    for at in range(0, int(table.info.meta.size), size * BATCH):
        raw = _part(table, at, size * BATCH)
        for k in range(0, len(raw) - size + 1, size):
            entry = _entry((at + k) // size, raw[k : k + size])
            if entry:
                found[entry.number] = entry
    for one in list(found.values()):  # a file with many attributes may keep its name in a further record
        base = found.get(one.base)
        if one.base and one.name and base and not base.name and one.flags & IN_USE == base.flags & IN_USE:
            named = replace(base, name=one.name, parent=one.parent, parent_sequence=one.parent_sequence)
            found[base.number] = named
    return found


def _record_size(volume: Image) -> int:
    boot = volume.read(0, 512)
    sector, per_cluster = struct.unpack_from("<HB", boot, 11)
    clusters = int(struct.unpack_from("<b", boot, 64)[0])
    size: int = 1 << -clusters if clusters < 0 else clusters * sector * per_cluster
    if size not in (512, 1024, 2048, 4096):
        raise ValueError("no record has this size")
    return size


def _entry(number: int, raw: bytes) -> Entry | None:
    if raw[:4] != b"FILE":
        return None
    record = bytearray(raw)
    fixup, count = struct.unpack_from("<HH", raw, 4)
    for k in range(1, min(count, len(raw) // 512 + 1)):  # the last 2 bytes of each sector stand in the update sequence
        if fixup + 2 * k + 2 <= len(raw):
            record[k * 512 - 2 : k * 512] = raw[fixup + 2 * k : fixup + 2 * k + 2]
    lsn, sequence, _, at, flags = struct.unpack_from("<QHHHH", record, 8)
    made = 0
    base = int.from_bytes(record[32:38], "little")
    entry = Entry(number, sequence, flags, lsn, base)
    best = None
    while at + 24 <= len(record):
        kind, length = struct.unpack_from("<II", record, at)
        if kind == 0xFFFFFFFF or length < 24 or at + length > len(record):
            break
        if kind == STANDARD and not record[at + 8]:
            made = struct.unpack_from("<Q", record, at + struct.unpack_from("<H", record, at + 20)[0])[0]
        if kind == FILE_NAME and not record[at + 8]:
            named = _named(entry, bytes(record[at : at + length]))
            best = named if named and (best is None or best[1] == DOS_NAME) else best
        at += length
    return replace(best[0] if best else entry, made=made)


def _named(entry: Entry, attribute: bytes) -> tuple[Entry, int] | None:
    start = struct.unpack_from("<H", attribute, 20)[0]
    if start + 66 > len(attribute):
        return None
    parent = int.from_bytes(attribute[start : start + 6], "little")
    sequence = struct.unpack_from("<H", attribute, start + 6)[0]
    length, space = attribute[start + 64], attribute[start + 65]
    raw = attribute[start + 66 : start + 66 + 2 * length]
    name = raw.decode("utf-16-le", "backslashreplace").replace("/", "\\x2f")
    return replace(entry, parent=parent, parent_sequence=sequence, name=name), space


def _path(entries: dict[int, Entry], entry: Entry) -> str:
    """The path by parents; a parent whose record another file has taken since is `?`."""
    parts, seen, one = [entry.name or f"inode-{entry.number}"], {entry.number}, entry
    while one.name and one.parent != ROOT:
        up = entries.get(one.parent)
        gone = 0 if up is None or up.flags & IN_USE else 1  # the number was raised when the folder was deleted
        fits = up is not None and up.sequence in (one.parent_sequence, one.parent_sequence + gone)
        if up is None or up.number in seen or not fits or not up.flags & FOLDER:
            parts.append(LOST)
            break
        seen.add(up.number)
        parts.append(up.name or f"inode-{up.number}")
        one = up
    return "/".join(reversed(parts))


def _notes(live: bool, size: int, extents: tuple[Extent, ...], flags: int, lagging: int) -> tuple[str, ...]:
    notes = []
    if flags & ENCRYPTED:
        notes.append("encrypted (EFS): the content cannot be read without its key")
    if live:
        return tuple(notes)
    missing = size - sum(one.length for one in extents)
    if extents and missing > 0 and not flags & COMPRESSED:
        notes.append(f"{DOUBT}: {missing} bytes have no cluster (a hole, or part of the runs is lost)")
    if lagging > 0:
        notes.append(f"{DOUBT}: the volume's bitmap calls {lagging} of its clusters used, though no file holds them")
    return tuple(notes)
