"""FAT12, FAT16, FAT32 and exFAT as they stand on the disk: boot sector, allocation table, free room, chains.

Written from Microsoft's "FAT32 File System Specification" (2000) and "exFAT file system specification" (2019).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import Image, ImageError

Table = NDArray[Any]
LARGEST_CLUSTER = 1 << 25


@dataclass(slots=True)
class Fat:
    """An opened volume: clusters of `cluster` bytes, number 2 at byte `first`, `count` of them.

    root        cluster of the root folder, 0 where it has room of its own (`root_room`: FAT12 and FAT16)
    table       entry by cluster number; at and above `last` an entry ends its chain; 0 is free (not so in exFAT)
    free        the clusters that belong to nobody, in bytes of the volume
    """

    volume: Image
    cluster: int
    first: int
    count: int
    root: int
    table: Table
    last: int
    free: FreeMap
    exfat: bool = False
    root_room: Extent = field(default_factory=lambda: Extent(0, 0, 0))

    def valid(self, cluster: int) -> bool:
        """Whether a cluster of this number exists."""
        return 2 <= cluster < self.count + 2

    def place(self, cluster: int) -> int:
        """The byte of the volume at which a cluster begins."""
        return self.first + (cluster - 2) * self.cluster

    def is_free(self, cluster: int) -> bool:
        """Whether it belongs to nobody."""
        return self.free.free_in(self.place(cluster), self.place(cluster) + 1) > 0

    def chain(self, cluster: int, most: int) -> list[int]:
        """The clusters of a chain, at most `most`; it ends where the table is damaged or turns in a circle."""
        found: list[int] = []
        seen: set[int] = set()
        while self.valid(cluster) and cluster not in seen and len(found) < most and cluster < len(self.table):
            seen.add(cluster)
            found.append(cluster)
            cluster = int(self.table[cluster])
        return found

    def extents(self, clusters: list[int], size: int) -> tuple[Extent, ...]:
        """Clusters in the order of a file of `size` bytes as extents."""
        out: list[Extent] = []
        for k, cluster in enumerate(clusters):
            length = min(self.cluster, size - k * self.cluster)
            if length <= 0:
                break
            if out and out[-1].end == self.place(cluster):
                out[-1] = Extent(out[-1].logical, out[-1].start, out[-1].length + length)
            else:
                out.append(Extent(k * self.cluster, self.place(cluster), length))
        return tuple(out)


def open_fat(volume: Image) -> Fat:
    """The volume behind a FAT or exFAT boot sector; ImageError where that cannot be true."""
    boot = volume.read(0, 512)
    try:
        return _exfat(volume, boot) if boot[3:8] == b"EXFAT" else _fat(volume, boot)
    except (struct.error, ValueError, ZeroDivisionError, IndexError, OverflowError) as error:
        raise ImageError("the boot sector of the FAT volume is damaged") from error


def _fat(volume: Image, boot: bytes) -> Fat:
    sector, per, reserved, tables, roots = struct.unpack_from("<HBHBH", boot, 11)
    sectors = struct.unpack_from("<H", boot, 19)[0] or struct.unpack_from("<I", boot, 32)[0]
    length = struct.unpack_from("<H", boot, 22)[0] or struct.unpack_from("<I", boot, 36)[0]
    room = Extent(0, (reserved + tables * length) * sector, roots * 32)
    first = (reserved + tables * length + -(-roots * 32 // sector)) * sector
    count = (sectors * sector - first) // (per * sector)
    bits = 12 if count < 4085 else 16 if count < 65525 else 32
    count = min(count, length * sector * 8 // bits - 2)
    entries = _entries(volume.read(reserved * sector, length * sector), bits)
    last = {12: 0xFF8, 16: 0xFFF8, 32: 0x0FFFFFF8}[bits]
    free = _free(np.asarray(entries[2 : count + 2] != 0), per * sector, first)
    root = struct.unpack_from("<I", boot, 44)[0] if bits == 32 else 0
    return Fat(volume, per * sector, first, count, root, entries, last, free, False, room)


def _entries(raw: bytes, bits: int) -> Table:
    if bits == 12:
        triples = np.frombuffer(raw[: len(raw) // 3 * 3], np.uint8).reshape(-1, 3).astype(np.uint16)
        low = triples[:, 0] | (triples[:, 1] & 0xF) << 8
        return np.stack((low, triples[:, 1] >> 4 | triples[:, 2] << 4), axis=1).reshape(-1)
    if bits == 16:
        return np.frombuffer(raw[: len(raw) // 2 * 2], "<u2")
    return np.frombuffer(raw[: len(raw) // 4 * 4], "<u4") & 0x0FFFFFFF


def _free(used: Table, cluster: int, first: int) -> FreeMap:
    bits = np.packbits(used, bitorder="little").tobytes()
    return FreeMap.of_bits(lambda at, n: bits[at : at + n], len(used), cluster, first)


def _exfat(volume: Image, boot: bytes) -> Fat:
    """exFAT: what is free is told by a bitmap, which the root folder names (entry type 81)."""
    table_at, length, heap, count, root = struct.unpack_from("<IIIII", boot, 80)
    sector, cluster = 1 << boot[108], 1 << (boot[108] + boot[109])
    if not 512 <= sector <= 4096 or cluster > LARGEST_CLUSTER:
        raise ValueError("no exFAT has such sectors")
    first = heap * sector
    count = min(count, max(0, volume.size - first) // cluster)
    raw = volume.read(table_at * sector, min(length * sector, (count + 2) * 4))
    table = np.frombuffer(raw[: len(raw) // 4 * 4], "<u4")
    whole = Fat(volume, cluster, first, count, root, table, 0xFFFFFFF8, FreeMap.of(()), True)
    for number in whole.chain(root, 64):
        folder = volume.read(whole.place(number), cluster)
        for at in range(0, len(folder) - 31, 32):
            if folder[at] == 0x81:
                start, size = struct.unpack_from("<IQ", folder, at + 20)
                clusters = list(range(start, start + -(-size // cluster)))  # written in one piece by every formatter
                bits = np.frombuffer(b"".join(volume.read(whole.place(one), cluster) for one in clusters), np.uint8)
                whole.free = _free(np.unpackbits(bits, bitorder="little", count=count), cluster, first)
                return whole
    raise ValueError("no allocation bitmap")
