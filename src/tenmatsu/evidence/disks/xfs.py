"""XFS as it stands on the disk: super block, inodes, extents in both forms, free space. Big-endian throughout.

Written from XFS Algorithms & Data Structures, https://git.kernel.org/pub/scm/fs/xfs/xfs-documentation.git ; versions 4
and 5.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from tenmatsu.evidence.disks.disk_file import LARGEST, moment
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import Image

SCAN = 1 << 24
LOCAL, EXTENTS, BTREE = 1, 2, 3
DIRECTORY, REGULAR = 4, 8
BIGTIME, MANY_EXTENTS = 0x8, 0x10
BIGTIME_EPOCH = 1 << 31
FTYPE = 0x1
DATA_LIMIT = 1 << 35
"""Directory entries stand below this offset of a directory, its indexes above."""


@dataclass(frozen=True, slots=True)
class Inode:
    """One inode of the disk (`order` '>') or of the log (`order` '<': the same layout in the machine's order)."""

    number: int
    raw: bytes
    order: str = ">"
    fork: bytes | None = None
    lsn: int = 0

    def _get(self, form: str, at: int) -> int:
        return int(struct.unpack_from(self.order + form, self.raw, at)[0])

    @property
    def mode(self) -> int:
        return self._get("H", 2)

    @property
    def type(self) -> int:
        return self.mode >> 12

    @property
    def version(self) -> int:
        return self.raw[4]

    @property
    def format(self) -> int:
        return self.raw[5]

    @property
    def links(self) -> int:
        return self._get("I", 16)

    @property
    def size(self) -> int:
        return self._get("Q", 56)

    @property
    def generation(self) -> int:
        return self._get("I", 92)

    @property
    def flags2(self) -> int:
        return self._get("Q", 120) if self.version == 3 else 0

    @property
    def count(self) -> int:
        """The number of extents of the data fork."""
        return self._get("Q", 24) if self.flags2 & MANY_EXTENTS else self._get("I", 76)

    @property
    def data(self) -> bytes:
        """The data fork: extent records, the root of their tree, or the content itself."""
        if self.fork is not None:
            return self.fork
        start = 176 if self.version == 3 else 100
        return self.raw[start : start + self.raw[82] * 8 if self.raw[82] else None]

    def _time(self, at: int) -> datetime | None:
        value = self._get("Q", at)
        if self.flags2 & BIGTIME:
            return moment(value // 10**9 - BIGTIME_EPOCH, value % 10**9) if value else None
        seconds, nanoseconds = struct.unpack_from(self.order + "iI", self.raw, at)
        return moment(seconds, nanoseconds)

    @property
    def modified(self) -> datetime | None:
        return self._time(40)

    @property
    def changed(self) -> datetime | None:
        return self._time(48)

    @property
    def created(self) -> datetime | None:
        return self._time(144) if self.version == 3 else None

    @property
    def written(self) -> int:
        """The log sequence number of its last change."""
        return self.lsn or (self._get("Q", 112) if self.version == 3 else 0)


class Xfs:
    """An opened file system; ValueError when its super block cannot be true."""

    def __init__(self, volume: Image) -> None:
        block = volume.read(0, 512)
        if len(block) < 264 or block[:4] != b"XFSB":
            raise ValueError("no XFS super block")
        self.volume = volume
        self.block_size: int
        self.group_blocks: int
        self.group_log: int
        self.inode_size: int
        self.block_size, blocks = struct.unpack_from(">IQ", block, 4)
        self.uuid = block[32:48]
        self.log_start, self.root = struct.unpack_from(">QQ", block, 48)
        self.group_blocks, self.groups, _, self.log_blocks, version, self.sector = struct.unpack_from(
            ">IIIIHH", block, 84
        )
        self.version = version & 0xF
        self.inode_size = struct.unpack_from(">H", block, 104)[0]
        self.per_block_log, self.group_log = block[123], block[124]
        self.folder_block = self.block_size << min(block[192], 7)
        features, incompatible = struct.unpack_from(">I", block, 200)[0], struct.unpack_from(">I", block, 216)[0]
        self.has_type = bool(incompatible & FTYPE if self.version == 5 else features & 0x200)
        good = 512 <= self.block_size <= 65536 and 256 <= self.inode_size <= min(2048, self.block_size)
        if not good or not self.group_blocks or self.group_log > 32 or self.per_block_log > 8 or self.groups > 1 << 20:
            raise ValueError("the XFS super block is damaged")
        self.blocks = min(blocks, volume.size // self.block_size)
        self.freeing: list[tuple[int, int]] = []
        self.blind: list[int] = []  # groups whose free room cannot be read

    def block_at(self, packed: int) -> int:
        """The plain number of a block from its packed one (group, block in the group)."""
        return (packed >> self.group_log) * self.group_blocks + (packed & ((1 << self.group_log) - 1))

    def place_of(self, number: int) -> int:
        """The byte of the volume at which an inode stands."""
        within = number & ((1 << self.per_block_log) - 1)
        return self.block_at(number >> self.per_block_log) * self.block_size + within * self.inode_size

    def number_at(self, place: int) -> int:
        """The number of the inode that stands at a byte of the volume."""
        group, block = divmod(place // self.block_size, self.group_blocks)
        packed = group << self.group_log | block
        return packed << self.per_block_log | place % self.block_size // self.inode_size

    def is_inode_number(self, number: int) -> bool:
        """Whether an inode of this number could stand on the volume."""
        return 0 < number < 1 << 56 and self.block_at(number >> self.per_block_log) < self.blocks

    def inode(self, number: int) -> Inode | None:
        """The inode as it stands now, None where no inode stands."""
        raw = self.volume.read(self.place_of(number), self.inode_size)
        return Inode(number, raw) if len(raw) == self.inode_size and raw[:2] == b"IN" else None

    def is_free(self, inode: Inode) -> bool:
        """Whether the room in which an inode stands belongs to nobody: its whole cluster was freed as it was."""
        place = self.place_of(inode.number)
        return self.free.free_in(place, place + 1) > 0

    @cached_property
    def free(self) -> FreeMap:
        """Free room by the by-block tree of each group, in bytes of the volume."""
        runs = list(self.freeing)  # (block, block behind) that a log was about to give up
        for group in range(self.groups):
            base = group * self.group_blocks * self.block_size
            head = self.volume.read(base + self.sector, 64)
            if head[:4] != b"XAGF":
                self.blind.append(group)
            else:
                self._free_under(group, struct.unpack_from(">I", head, 16)[0], runs, set())
        return FreeMap.of((start * self.block_size, end * self.block_size) for start, end in runs)

    def _free_under(self, group: int, block: int, runs: list[tuple[int, int]], seen: set[int]) -> None:
        home = group * self.group_blocks
        node = self.volume.read((home + block) * self.block_size, self.block_size)
        if block in seen or len(seen) > self.group_blocks or node[:4] not in (b"AB3B", b"ABTB"):
            return
        seen.add(block)
        head = 56 if node[:4] == b"AB3B" else 16
        depth, count = struct.unpack_from(">HH", node, 4)
        if depth == 0:
            table = np.frombuffer(node, ">u4", count=min(count, (len(node) - head) // 8) * 2, offset=head).astype(
                np.int64
            )
            runs += [(home + int(a), min(home + int(a) + int(n), self.blocks)) for a, n in table.reshape(-1, 2)]
            return
        pointers = head + (self.block_size - head) // 12 * 8
        for k in range(min(count, (self.block_size - head) // 12)):
            self._free_under(group, struct.unpack_from(">I", node, pointers + 4 * k)[0], runs, seen)

    def records(self, raw: bytes, most: int | None = None) -> list[tuple[int, int, int]]:
        """(logical block, block, count) of extent records up to the first impossible one, without unwritten ones."""
        out, at, last = [], 0, 0
        while at + 16 <= len(raw) and (most is None or at // 16 < most):
            high, low = struct.unpack_from(">QQ", raw, at)
            unwritten, logical = high >> 63, (high >> 9) & ((1 << 54) - 1)
            block, count = self.block_at((high & 0x1FF) << 43 | low >> 21), low & 0x1FFFFF
            if not count or not block or block + count > self.blocks or logical < last or logical > 1 << 42:
                break
            if not unwritten:
                out.append((logical, block, count))
            at, last = at + 16, logical + count
        return out

    def extents(self, inode: Inode) -> tuple[Extent, ...]:
        """Where the content stands now."""
        if inode.size > LARGEST:
            raise ValueError("a size no file can have")
        if inode.format == EXTENTS:
            return self.joined(self.records(inode.data, inode.count))
        return self.joined(self.tree(inode)) if inode.format == BTREE else ()

    def joined(self, records: list[tuple[int, int, int]]) -> tuple[Extent, ...]:
        """Records as extents in bytes, neighbours made one."""
        out: list[Extent] = []
        for logical, block, count in sorted(set(records)):
            at, start, length = logical * self.block_size, block * self.block_size, count * self.block_size
            if out and out[-1].logical + out[-1].length == at and out[-1].end == start:
                out[-1] = Extent(out[-1].logical, out[-1].start, out[-1].length + length)
            elif not out or out[-1].logical + out[-1].length <= at:
                out.append(Extent(at, start, length))
        return tuple(out)

    def tree(self, inode: Inode, stale: bool = False) -> list[tuple[int, int, int]]:
        """The records under a tree root in the inode; with `stale` also those that a truncation left behind."""
        data = inode.data
        if len(data) < 20:
            return []
        level, count = struct.unpack_from(">HH", data)
        most = (len(data) - 4) // 16
        if not 1 <= level <= 8 or not 1 <= count <= most:
            return []
        walk = _TreeWalk(self, inode.number, stale)
        for k in range(count):
            walk.under(struct.unpack_from(">Q", data, 4 + most * 8 + k * 8)[0], level - 1)
        return walk.out

    def scan(self) -> Iterator[tuple[int, bytes]]:
        """(place, bytes) of the whole volume in pieces, those of zeros left out."""
        for at in range(0, self.blocks * self.block_size, SCAN):
            piece = self.volume.read(at, min(SCAN, self.blocks * self.block_size - at))
            if piece.count(0) != len(piece):
                yield at, piece


class _TreeWalk:
    def __init__(self, fs: Xfs, owner: int, stale: bool) -> None:
        self.fs, self.owner, self.stale = fs, owner, stale
        self.out: list[tuple[int, int, int]] = []
        self.seen: set[int] = set()

    def under(self, packed: int, level: int) -> None:
        """Collect the records below a block; one of another file or another level is left aside."""
        block = self.fs.block_at(packed)
        if block in self.seen or block >= self.fs.blocks or len(self.seen) > 100_000:
            return
        self.seen.add(block)
        node = self.fs.volume.read(block * self.fs.block_size, self.fs.block_size)
        head = {b"BMA3": 72, b"BMAP": 24}.get(node[:4])
        if head is None or (head == 72 and struct.unpack_from(">Q", node, 56)[0] != self.owner):
            return
        depth, count = struct.unpack_from(">HH", node, 4)
        if depth != level:
            return
        if not level:
            self.out += self.fs.records(node[head:], None if self.stale else count)
            return
        most = (self.fs.block_size - head) // 16
        for k in range(most if self.stale else min(count, most)):
            pointer = struct.unpack_from(">Q", node, head + most * 8 + k * 8)[0]
            if not pointer:
                break
            self.under(pointer, level - 1)


Reader = Callable[[int, int], bytes]
