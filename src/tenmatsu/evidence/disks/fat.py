"""Files of FAT12, FAT16, FAT32 and exFAT, live and deleted, by the directories; through pytsk3.

Deletion marks the entry and clears the cluster chain. Where a deleted file had more than one cluster, the next free
ones are taken for its own: right for a file written in one piece, a guess for every other, and the file says so.
FAT keeps local time without a zone: it is read as Japan time unless another zone is given.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

import numpy as np

from tenmatsu.evidence.disks.disk_file import DOUBT, DiskFile
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import Image, ImageError
from tenmatsu.evidence.disks.tsk import FAULTS, content, open_tsk, runs
from tenmatsu.model import State, Unread

JAPAN = timezone(timedelta(hours=9))
DEEPEST = 128
VIRTUAL = (
    "$MBR",
    "$FAT1",
    "$FAT2",
    "$OrphanFiles",
    "$ALLOC_BITMAP",
    "$UPCASE_TABLE",
    "$VOLUME_GUID",
    "$TEX_FAT",
    "$ACT",
)


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where the clusters stand: number of the first is 2."""

    cluster: int
    first: int
    count: int


def fat_files(volume: Image, zone: tzinfo = JAPAN) -> tuple[Iterator[DiskFile | Unread], Callable[[], FreeMap]]:
    """Everything on a FAT or exFAT volume (paths and extents relative to it), and its free room."""
    pytsk3, fs = open_tsk(volume)
    geometry, free = _free(volume)
    return _Walk(pytsk3, fs, geometry, free, zone).all(), lambda: free


def _free(volume: Image) -> tuple[Geometry, FreeMap]:
    boot = volume.read(0, 512)
    try:
        return _exfat(volume, boot) if boot[3:8] == b"EXFAT" else _table(volume, boot)
    except (struct.error, ValueError, ZeroDivisionError) as error:
        raise ImageError("the boot sector of the FAT volume is damaged") from error


def _table(volume: Image, boot: bytes) -> tuple[Geometry, FreeMap]:
    """Free clusters by the first allocation table: entry 0."""
    sector, per, reserved, tables, roots = struct.unpack_from("<HBHBH", boot, 11)
    sectors = struct.unpack_from("<H", boot, 19)[0] or struct.unpack_from("<I", boot, 32)[0]
    length = struct.unpack_from("<H", boot, 22)[0] or struct.unpack_from("<I", boot, 36)[0]
    first = (reserved + tables * length + -(-roots * 32 // sector)) * sector
    count = min((sectors * sector - first) // (per * sector), length * sector * 8 // 12)
    raw = volume.read(reserved * sector, length * sector)
    if count < 4085:
        entries = _twelve_bits(raw)
    elif count < 65525:
        entries = np.frombuffer(raw[: len(raw) // 2 * 2], "<u2")
    else:
        entries = np.frombuffer(raw[: len(raw) // 4 * 4], "<u4") & 0x0FFFFFFF
    geometry = Geometry(per * sector, first, count)
    bits = np.packbits(entries[2 : count + 2] != 0, bitorder="little").tobytes()
    return geometry, FreeMap.of_bits(lambda at, n: bits[at : at + n], count, geometry.cluster, first)


def _twelve_bits(raw: bytes) -> np.ndarray[Any, np.dtype[Any]]:
    triples = np.frombuffer(raw[: len(raw) // 3 * 3], np.uint8).reshape(-1, 3).astype(np.uint16)
    low = triples[:, 0] | (triples[:, 1] & 0xF) << 8
    high = triples[:, 1] >> 4 | triples[:, 2] << 4
    return np.stack((low, high), axis=1).reshape(-1)


def _exfat(volume: Image, boot: bytes) -> tuple[Geometry, FreeMap]:
    """Free clusters by the allocation bitmap, which the root directory names (entry type 81)."""
    heap, count, root = struct.unpack_from("<III", boot, 88)
    sector, cluster = 1 << boot[108], 1 << (boot[108] + boot[109])
    if not 512 <= sector <= 4096 or cluster > 1 << 25:
        raise ValueError("no exFAT has such sectors")
    first = heap * sector
    folder = volume.read(first + (root - 2) * cluster, cluster)
    for at in range(0, len(folder) - 31, 32):
        if folder[at] == 0x81:
            bitmap = volume.part(first + (struct.unpack_from("<I", folder, at + 20)[0] - 2) * cluster, volume.size)
            return Geometry(cluster, first, count), FreeMap.of_bits(bitmap.read, count, cluster, first)
    raise ValueError("no allocation bitmap")


class _Walk:
    """The walk over the directories, each at most once."""

    def __init__(self, pytsk3: Any, fs: Any, geometry: Geometry, free: FreeMap, zone: tzinfo) -> None:
        self.pytsk3, self.fs, self.geometry, self.free, self.zone = pytsk3, fs, geometry, free, zone
        self.seen: set[int] = set()
        self.exfat = int(fs.info.ftype) == int(pytsk3.TSK_FS_TYPE_EXFAT)

    def all(self) -> Iterator[DiskFile | Unread]:
        """Every file under the root, then those whose folder is gone."""
        yield from self._folder(int(self.fs.info.root_inum), "", 0)
        yield from self._folder(int(self.fs.info.last_inum), "?", 0)  # pytsk3's folder of orphans

    def _folder(self, number: int, path: str, depth: int) -> Iterator[DiskFile | Unread]:
        if number in self.seen or depth > DEEPEST:
            return
        self.seen.add(number)
        try:
            entries = list(self.fs.open_dir(inode=number))
        except FAULTS:
            yield Unread(path, "the folder is damaged: what stands in it was not listed")
            return
        for entry in entries:
            yield from self._entry(entry, path, depth)

    def _entry(self, entry: Any, folder: str, depth: int) -> Iterator[DiskFile | Unread]:
        if entry.info.name is None or entry.info.meta is None:
            return
        name = bytes(entry.info.name.name).decode("utf-8", "backslashreplace")
        if name in (".", "..") or name in VIRTUAL:
            return
        path = f"{folder}/{name}".lstrip("/")
        kind, number = int(entry.info.meta.type), int(entry.info.meta.addr)
        if kind == int(self.pytsk3.TSK_FS_META_TYPE_DIR):
            yield from self._folder(number, path, depth + 1)
        elif kind == int(self.pytsk3.TSK_FS_META_TYPE_REG) and number not in self.seen:
            self.seen.add(number)
            try:
                found = self._file(entry, number, path)
            except FAULTS:
                yield Unread(path, "the entry of the file is damaged")
                return
            if found:
                yield found

    def _file(self, entry: Any, number: int, path: str) -> DiskFile | None:
        meta = entry.info.meta
        live = bool(int(meta.flags) & int(self.pytsk3.TSK_FS_META_FLAG_ALLOC))
        size, sector = int(meta.size), int(self.fs.info.block_size)
        if not live and not size:
            return None
        attribute = next((one for one in entry if int(one.info.type) in (1, 128)), None)
        extents = runs(attribute, sector, size) if attribute is not None else ()
        kind, identity = (int(attribute.info.type), int(attribute.info.id)) if attribute is not None else (1, 0)
        cluster = self.geometry.cluster
        clusters = -(-size // cluster)
        return DiskFile(
            path=path,
            size=size,
            state=State.LIVE if live else State.DELETED,
            method="directory" if live else "fat",
            source=content(self.fs, number, kind, identity),
            created=self._time(meta.crtime),
            modified=self._time(meta.mtime),
            extents=extents,
            block_size=cluster,
            blocks=clusters,
            reused=0 if live else self._reused(extents, clusters),
            notes=self._notes(live, clusters),
        )

    def _reused(self, extents: tuple[Any, ...], clusters: int) -> int:
        """Clusters of a deleted file that are in use; those that could not be found count as well."""
        cluster, first = self.geometry.cluster, self.geometry.first
        held = {
            k for one in extents for k in range((one.start - first) // cluster, (one.end - 1 - first) // cluster + 1)
        }
        used = sum(not self.free.free_in(first + k * cluster, first + (k + 1) * cluster) for k in held)
        return min(clusters, used + max(0, clusters - len(held)))

    def _time(self, seconds: int) -> datetime | None:
        """FAT's local time as UTC. TSK has read it in the zone of this machine, which is undone first."""
        if not seconds:
            return None
        try:
            if self.exfat:
                return datetime.fromtimestamp(int(seconds), UTC)
            wall = datetime.fromtimestamp(int(seconds), UTC).astimezone().replace(tzinfo=self.zone)
            return wall.astimezone(UTC)
        except (OverflowError, ValueError, OSError):
            return None

    def _notes(self, live: bool, clusters: int) -> tuple[str, ...]:
        zone = () if self.exfat else (f"FAT keeps local time without a zone: read as {self.zone}",)
        if live or clusters < 2:
            return zone
        return (*zone, f"{DOUBT}: the cluster chain is erased; the free clusters that follow were taken for its own")
