"""ext2, ext3 and ext4 as they stand on the disk: super block, groups, inodes, extents, directories.

Written from https://docs.kernel.org/filesystems/ext4/ . Byte order is little; the journal alone is big-endian.
"""

from __future__ import annotations

import bisect
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from tenmatsu.evidence.disks.disk_file import LARGEST, moment
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.file_name import name_of
from tenmatsu.evidence.disks.free_map import FreeMap, free_bits
from tenmatsu.evidence.disks.image import Image, ImageError

ROOT, JOURNAL = 2, 8
DIRECTORY, REGULAR = 4, 8
IN_EXTENTS, IN_INODE, ENCRYPTED = 0x80000, 0x10000000, 0x800
HAS_JOURNAL, META_BG, WIDE, BIGALLOC = 0x4, 0x10, 0x80, 0x200
BLOCK_BITMAP_UNSET = 0x2
Older = Callable[[int], bytes | None]


@dataclass(frozen=True, slots=True)
class Inode:
    """One inode as it stands on the disk or in a copy of it."""

    raw: bytes

    @property
    def type(self) -> int:
        """The upper four bits of the mode: 4 directory, 8 regular file."""
        return self.raw[1] >> 4

    @property
    def size(self) -> int:
        low, high = self._u32(4), self._u32(108) if self.type != DIRECTORY else 0
        return low | high << 32

    @property
    def links(self) -> int:
        return int.from_bytes(self.raw[26:28], "little")

    @property
    def died(self) -> int:
        """Seconds of the deletion; while on the orphan list the number of the next orphan."""
        return self._u32(20)

    @property
    def flags(self) -> int:
        return self._u32(32)

    @property
    def map(self) -> bytes:
        """The 60 bytes that hold the extent root, the block map or the content itself."""
        return self.raw[40:100]

    @property
    def generation(self) -> int:
        return self._u32(100)

    def _u32(self, at: int) -> int:
        return int.from_bytes(self.raw[at : at + 4], "little")

    def time(self, at: int, extra: int) -> datetime | None:
        """The time at byte `at`, with its `extra` word (2 bits of epoch, 30 of nanoseconds) where the inode has it."""
        seconds = int.from_bytes(self.raw[at : at + 4], "little", signed=True)
        room = int.from_bytes(self.raw[128:130], "little") if len(self.raw) > 130 else 0
        if extra + 4 > 128 + room or extra + 4 > len(self.raw):
            return moment(seconds)
        word = self._u32(extra)
        return moment(seconds + ((word & 3) << 32), word >> 2)

    @property
    def changed(self) -> datetime | None:
        return self.time(12, 132)

    @property
    def modified(self) -> datetime | None:
        return self.time(16, 136)

    @property
    def created(self) -> datetime | None:
        return self.time(144, 148) if len(self.raw) >= 152 and self.raw[128] >= 24 else None


class Ext:
    """An opened file system; ValueError when its super block cannot be true."""

    def __init__(self, volume: Image) -> None:
        self.volume = volume
        block = volume.read(1024, 1024)
        if len(block) < 1024 or block[56:58] != b"\x53\xef":
            raise ValueError("no ext super block")
        (self.inodes, low), (self.first, log, cluster) = (
            struct.unpack_from("<II", block),
            struct.unpack_from("<III", block, 20),
        )
        per_group, _, self.inodes_per_group = struct.unpack_from("<III", block, 32)
        self.compatible, self.incompatible, self.read_only = struct.unpack_from("<III", block, 92)
        old = struct.unpack_from("<I", block, 76)[0] == 0
        self.inode_size = 128 if old else struct.unpack_from("<H", block, 88)[0]
        if log > 6 or not 128 <= self.inode_size <= 1024 << log or not per_group or not self.inodes_per_group:
            raise ValueError("the ext super block is damaged")
        self.block_size, self.blocks_per_group = 1024 << log, per_group
        wide = bool(self.incompatible & WIDE)
        self.blocks = low | (struct.unpack_from("<I", block, 0x150)[0] << 32 if wide else 0)
        self.descriptor_size = max(32, struct.unpack_from("<H", block, 254)[0]) if wide else 32
        self.cluster = (1024 << cluster) if self.read_only & BIGALLOC and cluster <= 20 else self.block_size
        self.first_meta_group = struct.unpack_from("<I", block, 260)[0] if self.incompatible & META_BG else None
        self.journal_inode = struct.unpack_from("<I", block, 224)[0] if self.compatible & HAS_JOURNAL else 0
        self.inodes = min(self.inodes, volume.size // 128)
        self.blocks = min(self.blocks, volume.size // self.block_size)  # a copy that was cut off
        self.groups = [self._group(number) for number in range(-(-(self.blocks - self.first) // per_group))]
        self.per_block = self.block_size // self.inode_size

    def _group(self, number: int) -> tuple[int, int, int]:
        """(block bitmap, inode table, flags) of a group."""
        per_block = self.block_size // self.descriptor_size
        home = 1024 // self.block_size + 1 + number // per_block  # behind the super block
        if self.first_meta_group is not None and number // per_block >= self.first_meta_group:
            leader = number // per_block * per_block
            home = self.first + leader * self.blocks_per_group + self._has_super(leader)
        raw = self.volume.read(home * self.block_size + number % per_block * self.descriptor_size, self.descriptor_size)
        raw = raw.ljust(64, b"\0")
        bitmap, _, table = struct.unpack_from("<III", raw)
        flags = struct.unpack_from("<H", raw, 18)[0]
        return (
            bitmap | int.from_bytes(raw[32:36], "little") << 32,
            table | int.from_bytes(raw[40:44], "little") << 32,
            flags,
        )

    @staticmethod
    def _has_super(group: int) -> int:
        """1 where a group begins with a copy of the super block: 0, 1 and the powers of 3, 5 and 7."""
        powers = {base**k for base in (3, 5, 7) for k in range(20)}
        return int(group in powers or group == 0)

    def block(self, number: int) -> bytes:
        """One block as it stands now."""
        return self.volume.read(number * self.block_size, self.block_size)

    def inode(self, number: int) -> Inode:
        """The inode as it stands now."""
        group, index = divmod(number - 1, self.inodes_per_group)
        at = self.groups[group][1] * self.block_size + index * self.inode_size
        return Inode(self.volume.read(at, self.inode_size).ljust(self.inode_size, b"\0"))

    @cached_property
    def _tables(self) -> list[tuple[int, int]]:
        """(first block of an inode table, group), sorted."""
        return sorted((table, group) for group, (_, table, _) in enumerate(self.groups) if table)

    def first_inode_in(self, block: int) -> int | None:
        """The number of the first inode in a block of an inode table; None for every other block."""
        k = bisect.bisect_right(self._tables, (block, len(self.groups))) - 1
        if k < 0:
            return None
        table, group = self._tables[k]
        within = (block - table) * self.per_block
        return group * self.inodes_per_group + within + 1 if within < self.inodes_per_group else None

    @cached_property
    def free(self) -> FreeMap:
        """The blocks that belong to nobody, in bytes of the volume."""
        starts, ends = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        per_group = self.blocks_per_group * self.block_size // self.cluster
        for number, (bitmap, _, flags) in enumerate(self.groups):
            base = (self.first + number * self.blocks_per_group) * self.block_size
            units = min(per_group, (self.blocks * self.block_size - base) // self.cluster)
            unset = flags & BLOCK_BITMAP_UNSET and self.read_only & 0x410  # 0x10 group checksums, 0x400 metadata ones
            bits = b"\0" * self.block_size if unset else self.block(bitmap)
            first, last = free_bits(bits, max(0, units))
            starts.append(first * self.cluster + base)
            ends.append(last * self.cluster + base)
        return FreeMap(np.concatenate(starts), np.concatenate(ends))

    def extents(self, inode: Inode, older: Older = lambda block: None) -> tuple[Extent, ...]:
        """Where the content stands; `older(block)` gives an earlier copy of a tree or indirect block."""
        if inode.size > LARGEST:
            raise ValueError("a size no file can have")
        fetch = _Nodes(self, older, inode.size)
        found = fetch.tree(inode.map, 0) if inode.flags & IN_EXTENTS else fetch.blocks(inode.map)
        out: list[Extent] = []
        for logical, block, count in sorted(found):
            if block < self.first or block + count > self.blocks or not block:
                continue
            size = self.block_size
            last = out[-1] if out else None
            if last and last.logical + last.length == logical * size and last.end == block * size:
                out[-1] = Extent(last.logical, last.start, last.length + count * size)
            else:
                out.append(Extent(logical * size, block * size, count * size))
        if sum(one.length for one in out) > self.volume.size:
            raise ValueError("more blocks than the volume has")
        return tuple(out)

    def content(self, inode: Inode, limit: int = 1 << 28) -> bytes:
        """The whole content of a small thing (a directory, a link)."""
        if inode.flags & IN_INODE:
            return inline(inode)
        size = min(inode.size, limit)
        buffer = bytearray(size)
        for one in self.extents(inode):
            if one.logical < size:
                piece = self.volume.read(one.start, min(one.length, size - one.logical))
                buffer[one.logical : one.logical + len(piece)] = piece
        return bytes(buffer)


class _Nodes:
    """The walk over the blocks that hold pointers, each at most once and no more than the size allows."""

    def __init__(self, fs: Ext, older: Older, size: int) -> None:
        self.fs, self.older = fs, older
        self.wanted = -(-size // fs.block_size)
        self.left = 16 + min(self.wanted, fs.blocks) // 4
        self.seen: set[int] = set()

    def _block(self, number: int) -> bytes:
        self.left -= 1
        if self.left < 0 or number in self.seen or not self.fs.first <= number < self.fs.blocks:
            return b""
        self.seen.add(number)
        return self.older(number) or self.fs.block(number)

    def tree(self, node: bytes, level: int) -> list[tuple[int, int, int]]:
        """(logical block, block, count) under an extent node; a count above 32768 marks room that was never written."""
        if len(node) < 12 or level > 5:
            return []
        magic, entries, _, depth = struct.unpack_from("<4H", node)
        if magic != 0xF30A:
            return []
        out: list[tuple[int, int, int]] = []
        for at in range(12, min(12 + 12 * entries, len(node) - 11), 12):
            if depth:
                _, low, high = struct.unpack_from("<IIH", node, at)
                out += self.tree(self._block(low | high << 32), level + 1)
                continue
            logical, count, high, low = struct.unpack_from("<IHHI", node, at)
            if count and count <= 32768:
                out.append((logical, low | high << 32, count))
        return out

    def blocks(self, node: bytes) -> list[tuple[int, int, int]]:
        """(logical block, block, count) of a block map: 12 direct, then one, two and three levels of indirect ones."""
        pointers = struct.unpack("<15I", node)
        out = [(k, block, 1) for k, block in enumerate(pointers[:12]) if block and k < self.wanted]
        logical, per_block = 12, self.fs.block_size // 4
        for level, block in enumerate(pointers[12:], start=1):
            if logical < self.wanted and block:
                out += self._indirect(block, level, logical)
            logical += per_block**level
        return out

    def _indirect(self, block: int, level: int, logical: int) -> list[tuple[int, int, int]]:
        node = self._block(block)
        out: list[tuple[int, int, int]] = []
        step = (self.fs.block_size // 4) ** (level - 1)
        for k, pointer in enumerate(struct.unpack(f"<{len(node) // 4}I", node)):
            here = logical + k * step
            if here >= self.wanted:
                break
            if pointer:
                out += [(here, pointer, 1)] if level == 1 else self._indirect(pointer, level - 1, here)
        return out


def inline(inode: Inode) -> bytes:
    """The content of a file kept in its inode: 60 bytes, the rest in the attribute system.data."""
    content = inode.map
    raw, start = inode.raw, 128 + int.from_bytes(inode.raw[128:130], "little")
    if len(raw) > start + 4 and raw[start : start + 4] == b"\x00\x00\x02\xea":
        at = start + 4
        while at + 16 <= len(raw) and raw[at]:
            length, index, offset, _, size = struct.unpack_from("<BBHII", raw, at)
            if index == 7 and raw[at + 16 : at + 16 + length] == b"data":
                content += raw[start + 4 + offset : start + 4 + offset + size]
            at += 16 + -(-length // 4) * 4
    return content[: inode.size]


@dataclass(frozen=True, slots=True)
class Entry:
    """A directory entry; `stale` when it was left behind in the room of another."""

    inode: int
    name: str
    type: int
    stale: bool = False


def entries(block: bytes, inodes: int) -> list[Entry] | None:
    """The entries of one directory block with those left behind in it; None when the block is no directory block."""
    found: list[Entry] = []
    at = 0
    while at < len(block):
        if at + 8 > len(block):
            return None
        inode, length, name_length, kind = struct.unpack_from("<IHBB", block, at)
        length = length or 65536
        if length < 8 or length % 4 or at + length > len(block) or inode > inodes or (kind > 7 and kind != 0xDE):
            return None
        if inode and (name_length == 0 or 8 + name_length > length):
            return None
        if inode:
            found.append(Entry(inode, name_of(block[at + 8 : at + 8 + name_length]), kind))
        used = 8 + (-(-name_length // 4) * 4 if inode else 0)
        found += _stale(block, at + (used if inode else 0), at + length, inodes)
        at += length
    return found


def _stale(block: bytes, start: int, end: int, inodes: int) -> Iterator[Entry]:
    """Entries in the room behind a live one: kernels before 5.13 and debugfs leave them there."""
    at = start
    while at + 12 <= end:
        inode, length, name_length, kind = struct.unpack_from("<IHBB", block, at)
        raw = block[at + 8 : at + 8 + name_length]
        fits = name_length and 1 <= kind <= 7 and at + 8 + name_length <= end and length >= 8 + name_length
        if fits and 0 < inode <= inodes and length % 4 == 0 and b"\0" not in raw and b"/" not in raw:
            yield Entry(inode, name_of(raw), kind, stale=True)
            at += 8 + -(-name_length // 4) * 4
        else:
            at += 4


def inline_entries(inode: Inode, inodes: int) -> list[Entry]:
    """The entries of a directory kept in its inode: behind the parent's number, and in the attribute."""
    content = inline(inode)
    return (entries(content[4:60], inodes) or []) + (entries(content[60:], inodes) or [])


DAMAGE = (struct.error, ValueError, IndexError, KeyError, OverflowError, RecursionError, ImageError)
"""What a damaged structure raises while it is read."""
