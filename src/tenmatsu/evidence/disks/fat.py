"""Files of FAT12, FAT16, FAT32 and exFAT, live and deleted, by the directories.

Deletion marks the entry and (but for exFAT files in one piece) clears the cluster chain. Where a deleted file had more
than one cluster, the following ones are taken for its own, without those that were in use when it was written: right
for a file written in one piece, a guess for every other, and the file says so.
FAT keeps local time without a zone: it is read as Japan time unless another zone is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone, tzinfo

import numpy as np

from tenmatsu.evidence.disks.disk_file import DOUBT, DiskFile, from_extents
from tenmatsu.evidence.disks.exfat_entries import exfat_slots
from tenmatsu.evidence.disks.fat_entries import NO_LETTER, Slot, slots
from tenmatsu.evidence.disks.fat_orphans import orphan_folders
from tenmatsu.evidence.disks.fat_volume import Fat, open_fat
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import Image, ImageError
from tenmatsu.model import State, Unread

JAPAN = timezone(timedelta(hours=9))
DEEPEST = 128
LARGEST_FOLDER = 1 << 26
FARTHEST = 1 << 15
"""So many clusters of others are passed over in search of the rest of a deleted file."""
BETWEEN = f"{DOUBT}: FAT keeps no time of deletion: nobody can say that no later file held its clusters in between"
GUESS = f"{DOUBT}: the cluster chain is erased; the free clusters that follow were taken for its own"
HALF = f"{DOUBT}: the upper half of the number of its first cluster may be erased (Windows does so on FAT32)"
Found = Iterator[DiskFile | Unread]


def fat_files(volume: Image, zone: tzinfo = JAPAN) -> tuple[Found, Callable[[], FreeMap]]:
    """Everything on a FAT or exFAT volume (paths and extents relative to it), and its free room."""
    fat = open_fat(volume)
    return _Walk(fat, zone).all(), lambda: fat.free


@dataclass(slots=True)
class _Walk:
    """The walk over the folders, each at most once: what is live first, then what is deleted.

    `made` is when the file was made that holds a cluster (minutes since 1970, 0 nobody), `holder` the path of the live
    file or folder that begins with a cluster, `slack` how much of the last cluster of a live file it fills.
    """

    fat: Fat
    zone: tzinfo
    seen: set[int] = field(default_factory=set)
    folders: dict[int, tuple[str, datetime | None]] = field(default_factory=dict)
    holder: dict[int, str] = field(default_factory=dict)
    slack: dict[int, int] = field(default_factory=dict)
    gone: list[tuple[str, Slot]] = field(default_factory=list)
    made: np.ndarray[tuple[int], np.dtype[np.int32]] = field(init=False)

    def __post_init__(self) -> None:
        self.made = np.zeros(self.fat.count + 2, np.int32)

    def all(self) -> Found:
        """Live files, then deleted ones, then those of folders whose entry is gone."""
        live: list[tuple[str, Slot]] = []
        yield from self._tree("", None, live)
        for path, slot in live:
            yield self._live(path, slot)
        told: dict[tuple[int, int, datetime | None], DiskFile] = {}
        for path, slot in self._deleted():
            found = self._lost(path, slot)
            if found is None:
                continue
            key = (slot.first, slot.size, slot.created)
            if key in told and NO_LETTER in found.notes:
                found, told[key] = told[key], found
            told[key] = found.noted(f"also named {told[key].path}") if key in told else found
        yield from told.values()

    def _tree(self, path: str, slot: Slot | None, live: list[tuple[str, Slot]], depth: int = 0) -> Iterator[Unread]:
        """Gather the live files under a folder, and the deleted entries in it."""
        if depth > DEEPEST:
            yield Unread(path, "the folder lies too deep: what stands in it was not listed")
            return
        try:
            entries = list(self._entries(slot))
        except ImageError:
            yield Unread(path, "the folder is damaged: what stands in it was not listed")
            return
        for one in entries:
            here = f"{path}/{one.name}".lstrip("/")
            if one.deleted:
                self.gone.append((here, one))
            elif not one.folder:
                live.append((here, one))
            elif one.first not in self.seen and self.fat.valid(one.first):
                self.folders[one.first], self.holder[one.first] = (here, one.created), here
                yield from self._tree(here, one, live, depth + 1)

    def _entries(self, slot: Slot | None) -> Iterator[Slot]:
        """The entries of a live folder (None: the root)."""
        fat = self.fat
        if slot is None and not fat.root:
            raw = fat.volume.read(fat.root_room.start, fat.root_room.length)
        else:
            first = fat.root if slot is None else slot.first
            self.seen.add(first)
            raw = self._content(self._clusters(slot) if slot else fat.chain(first, LARGEST_FOLDER // fat.cluster))
        yield from self._slots(raw)

    def _slots(self, raw: bytes) -> Iterator[Slot]:
        yield from exfat_slots(raw, self.zone) if self.fat.exfat else slots(raw, self.zone)

    def _content(self, clusters: list[int]) -> bytes:
        self.made[clusters] = 1
        return b"".join(self.fat.volume.read(self.fat.place(one), self.fat.cluster) for one in clusters)

    def _clusters(self, slot: Slot) -> list[int]:
        """The clusters of a live file or folder."""
        most = (LARGEST_FOLDER if slot.folder else slot.size + self.fat.cluster - 1) // self.fat.cluster
        if not slot.straight:
            return self.fat.chain(slot.first, most)
        count = min(-(-slot.size // self.fat.cluster), self.fat.count)
        return [one for one in range(slot.first, slot.first + count) if self.fat.valid(one)]

    def _live(self, path: str, slot: Slot) -> DiskFile:
        clusters = self._clusters(slot)
        if clusters:
            self.made[clusters] = _minutes(slot.created) or 1
            self.holder[slot.first] = path
            self.slack[clusters[-1]] = slot.size - (len(clusters) - 1) * self.fat.cluster
        found = self._file(path, slot, clusters, State.LIVE)
        missing = -(-slot.size // self.fat.cluster) - len(clusters)
        return found.noted(f"{missing} clusters of its chain are missing: the table is damaged") if missing else found

    def _file(self, path: str, slot: Slot, clusters: list[int], state: State) -> DiskFile:
        fat = self.fat
        written = slot.size if slot.valid is None else min(slot.valid, slot.size)
        extents = fat.extents(clusters, slot.size)
        source = from_extents(fat.volume.read, fat.extents(clusters, written))
        zone = () if fat.exfat else (f"FAT keeps local time without a zone: read as {self.zone}",)
        return DiskFile(
            path=path,
            size=slot.size,
            state=state,
            method="directory" if state is State.LIVE else "exfat" if fat.exfat else "fat",
            source=lambda at, n: source(at, max(0, min(n, slot.size - at))),
            created=slot.created,
            modified=slot.modified,
            extents=extents,
            block_size=fat.cluster,
            blocks=-(-slot.size // fat.cluster),
            notes=(*zone, *slot.notes),
        )

    def _deleted(self) -> Iterator[tuple[str, Slot]]:
        """Deleted files: those in live folders, in deleted ones below them, and in folders without an entry."""
        waiting = [(path, slot, 0) for path, slot in self.gone]
        yield from self._below(waiting)
        for number, parent, made in orphan_folders(self.fat, self.seen, self.zone):
            above, since = self.folders.get(parent, ("?", None))
            older = made and since and since < made  # a folder of today that is no older took the place of the other
            name = f"{above if older else '?'}/?" if parent else "?"
            yield from self._below([(name, Slot(name, True, True, number, 0, made), 0)])

    def _below(self, waiting: list[tuple[str, Slot, int]]) -> Iterator[tuple[str, Slot]]:
        while waiting:
            path, slot, depth = waiting.pop(0)
            if not slot.folder:
                yield path, slot
            elif slot.first not in self.seen and depth < DEEPEST and self.fat.valid(slot.first):
                self.seen.add(slot.first)
                self.folders.setdefault(slot.first, (path, slot.created))
                inside = (replace(one, deleted=True) for one in self._old_slots(slot))
                waiting += [(f"{path}/{one.name}", one, depth + 1) for one in inside]

    def _old_slots(self, slot: Slot) -> Iterator[Slot]:
        """The entries of a deleted folder; behind the end of a live file that took its cluster those with a sum."""
        filled = self.slack.get(slot.first)
        if filled is None:
            yield from self._slots(self._old_folder(slot))
            return
        raw = self.fat.volume.read(self.fat.place(slot.first), self.fat.cluster)[-(-filled // 32) * 32 :]
        for at in range(0, len(raw), 32):
            if raw[at] and (at == 0 or not raw[at - 32]):
                yield from (one for one in self._slots(raw[at:]) if self.fat.exfat or one.long)

    def _old_folder(self, slot: Slot) -> bytes:
        """What is left of a deleted folder: its first cluster when nobody holds it, and those behind that go on."""
        fat, raw = self.fat, b""
        for number in range(slot.first, fat.count + 2):
            if not fat.is_free(number) or len(raw) >= LARGEST_FOLDER:
                break
            piece = fat.volume.read(fat.place(number), fat.cluster)
            if raw and ((slot.size and len(raw) >= slot.size) or not _goes_on(piece, fat.exfat)):
                break
            if not raw and not fat.exfat and (piece[:11] != b".          " or _own(piece) != number):
                break
            raw += piece
            if piece[-32:-31] == b"\0":
                break
        return raw

    def _lost(self, path: str, slot: Slot) -> DiskFile | None:
        """A deleted file; None for an empty one, and for the earlier name of a file or folder that is live."""
        fat = self.fat
        if not slot.size or not fat.valid(slot.first) or slot.size > fat.count * fat.cluster:
            return None
        clusters, notes = self._taken(slot)
        found = self._file(path, slot, clusters, State.DELETED)
        used = sum(not fat.is_free(one) for one in clusters) + max(0, found.blocks - len(clusters))
        if slot.first in self.holder and used == found.blocks:
            return None
        return replace(found, reused=min(used, found.blocks), notes=(*found.notes, *notes, BETWEEN))

    def _taken(self, slot: Slot) -> tuple[list[int], tuple[str, ...]]:
        """The clusters that a deleted file had, and what is not sure of them."""
        fat, count = self.fat, -(-slot.size // self.fat.cluster)
        notes = (HALF,) if not fat.exfat and fat.count > 0xFFFF and slot.first <= 0xFFFF else ()
        if slot.straight or count == 1:
            return [one for one in range(slot.first, slot.first + count) if fat.valid(one)], notes
        chain = fat.chain(slot.first, count)
        if fat.exfat and len(chain) == count and all(fat.is_free(one) for one in chain):
            return chain, notes
        when, found = _minutes(slot.modified) or 0, [slot.first]
        number = slot.first + 1
        while len(found) < count and fat.valid(number) and number - slot.first < count + FARTHEST:
            if fat.is_free(number) or not 0 < self.made[number] <= when:
                found.append(number)
            number += 1
        return found, (*notes, GUESS)


def _own(piece: bytes) -> int:
    """The cluster that a folder's entry `.` names: its own."""
    return int.from_bytes(piece[26:28], "little") | int.from_bytes(piece[20:22], "little") << 16


def _goes_on(piece: bytes, exfat: bool) -> bool:
    """Whether a cluster looks like the next part of a folder."""
    kinds = {piece[at] for at in range(0, min(len(piece), 512), 32)}
    if exfat:
        return kinds <= {0x05, 0x40, 0x41, 0x85, 0xC0, 0xC1, 0} and bool(kinds - {0})
    attributes = [piece[at + 11] for at in range(0, min(len(piece), 512), 32) if piece[at]]
    return bool(attributes) and all(one & 0xC0 == 0 for one in attributes) and piece[:1] != b"."


def _minutes(when: datetime | None) -> int:
    return int(when.timestamp() // 60) if when else 0
