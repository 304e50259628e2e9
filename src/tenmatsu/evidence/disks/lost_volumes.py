"""File systems that no partition table names, and such whose first blocks are gone: found by what they repeat.

A removed partition still begins with its boot sector or super block. Where that is gone too, there are copies: of ext
at the beginning of some groups, of XFS in every allocation group, of NTFS in the last sector, of FAT32 in sector 6, of
exFAT in sector 12. Each candidate must show a second structure at the place where its super block says it stands.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tenmatsu.evidence.disks.image import Image
from tenmatsu.evidence.disks.overlay import with_blocks

SECTOR = 512
PIECE = 1 << 22
FAT_COPY, EXFAT_COPY = 6, 12
SMALLEST = 1 << 16
DIRECTORY = 4


@dataclass(frozen=True, slots=True)
class Lost:
    """A file system of `kind` at bytes `start` … `start + size` of what was searched.

    copy   the byte at which the copy stands that was used for its first blocks; None where these are there
    parts  place within the volume → what is put there in its stead
    """

    kind: str
    start: int
    size: int
    copy: int | None = None
    parts: tuple[tuple[int, bytes], ...] = ()

    def image(self, whole: Image) -> Image:
        """The volume, mended where its beginning is lost."""
        volume = whole.part(self.start, self.size)
        for place, content in self.parts:
            volume = with_blocks(volume, {place: lambda found=content: found}, len(content))  # type: ignore[misc]
        return volume


def lost_volumes(whole: Image) -> list[Lost]:
    """The file systems in a volume or gap that holds none by its beginning, in order; none overlaps another."""
    found: list[Lost] = []
    for at, kind in _marks(whole):
        if found and at < found[-1].start + found[-1].size and at != found[-1].copy:
            continue
        one = _LOOK[kind](whole, at)
        if one and one.start >= 0 and one.size >= SMALLEST and (not found or one.start >= _end(found[-1])):
            found.append(one)
    return found


def _end(one: Lost) -> int:
    return one.start + one.size


def _marks(whole: Image) -> Iterator[tuple[int, str]]:
    """(place, kind) of every sector that looks like a boot sector or super block, ahead in the volume."""
    for at in range(0, whole.size, PIECE):
        raw = whole.read(at, PIECE)
        rows = np.frombuffer(raw[: len(raw) // SECTOR * SECTOR], np.uint8).reshape(-1, SECTOR)
        ext = (rows[:, 56] == 0x53) & (rows[:, 57] == 0xEF)
        xfs = (rows[:, 0] == 0x58) & (rows[:, 1] == 0x46) & (rows[:, 2] == 0x53) & (rows[:, 3] == 0x42)
        boot = (rows[:, 510] == 0x55) & (rows[:, 511] == 0xAA) & ((rows[:, 0] == 0xEB) | (rows[:, 0] == 0xE9))
        for k in np.flatnonzero(ext | xfs | boot).tolist():
            name = rows[k, 3:8].tobytes()
            kind = "ext" if ext[k] else "xfs" if xfs[k] else {b"NTFS ": "ntfs", b"EXFAT": "exfat"}.get(name, "fat")
            yield at + k * SECTOR, kind


def _ext(whole: Image, at: int) -> Lost | None:
    block = whole.read(at, 1024)
    if len(block) < 1024:
        return None
    blocks, first, log = (struct.unpack_from("<I", block, k)[0] for k in (4, 20, 24))
    per_group, group = struct.unpack_from("<I", block, 32)[0], struct.unpack_from("<H", block, 90)[0]
    revision, width = struct.unpack_from("<I", block, 76)[0], struct.unpack_from("<H", block, 88)[0]
    if log > 6 or first != (log == 0) or not 0 < per_group <= 8 << (10 + log) or revision > 1 or not blocks:
        return None
    size = 1024 << log
    if revision and (width < 128 or width > size or width & (width - 1)):
        return None
    wide = block[96] & 0x80
    blocks |= struct.unpack_from("<I", block, 0x150)[0] << 32 if wide else 0
    start = at - (group * per_group + first) * size if group else at - 1024
    table = whole.read((at + size if group else start + (1024 // size + 1) * size) + 8, 4)
    if len(table) < 4 or not 0 < (inodes := int.from_bytes(table, "little")) < blocks:
        return None
    root = whole.read(start + inodes * size + (width if revision else 128), 2) if start >= 0 else b""
    if group:
        return Lost("ext", start, blocks * size, at, _ext_parts(whole, block, start, at, size))
    return Lost("ext", start, blocks * size) if root[1:] and root[1] >> 4 == DIRECTORY else None  # no copy in a journal


def _ext_parts(whole: Image, block: bytes, start: int, at: int, size: int) -> tuple[tuple[int, bytes], ...]:
    """The copy of the super block, and that of the group descriptors behind it where the first ones are gone."""
    parts = [(1024, block)]
    blocks, per_group = struct.unpack_from("<I", block, 4)[0], struct.unpack_from("<I", block, 32)[0]
    width = struct.unpack_from("<H", block, 254)[0] if block[96] & 0x80 else 32
    length = -(-blocks // per_group) * max(width, 32)
    home = (1024 // size + 1) * size
    if not any(whole.read(start + home, 64)) and not block[96] & 0x10 and length < 1 << 26:
        table = bytearray(whole.read(at + size, length))
        for k in range(0, len(table) - 31, max(width, 32)):
            table[k + 18 : k + 20] = b"\0\0"  # what was not yet in use when the copy was made may be since
        parts.append((home, bytes(table)))
    return tuple(parts)


def _xfs(whole: Image, at: int) -> Lost | None:
    block = whole.read(at, 4096)
    size, blocks = struct.unpack_from(">IQ", block, 4)
    per_group, groups = struct.unpack_from(">II", block, 84)
    sector = struct.unpack_from(">H", block, 102)[0]
    free = whole.read(at + sector, 64) if 512 <= sector <= 32768 else b""
    if free[:4] != b"XAGF" or not 512 <= size <= 65536 or not per_group or not 0 < blocks <= per_group * groups:
        return None
    number = struct.unpack_from(">I", free, 8)[0]
    start = at - number * per_group * size
    return Lost("xfs", start, blocks * size, at if number else None, ((0, block[:sector]),) if number else ())


def _ntfs(whole: Image, at: int) -> Lost | None:
    boot = whole.read(at, SECTOR)
    sector, per, sectors, table = *struct.unpack_from("<HB", boot, 11), *struct.unpack_from("<QQ", boot, 40)
    cluster = sector * (per if per <= 128 else 1 << (256 - per))
    if sector not in (512, 1024, 2048, 4096) or not cluster or not sectors:
        return None
    size = (sectors + 1) * sector
    for start in (at, at - sectors * sector):
        if start >= 0 and whole.read(start + table * cluster, 4) == b"FILE":
            return Lost("ntfs", start, size, None if start == at else at, ((0, boot),) if start != at else ())
    return None


def _fat(whole: Image, at: int) -> Lost | None:
    boot = whole.read(at, SECTOR)
    sector, per, reserved, tables = struct.unpack_from("<HBHB", boot, 11)
    sectors = struct.unpack_from("<H", boot, 19)[0] or struct.unpack_from("<I", boot, 32)[0]
    if sector not in (512, 1024, 2048, 4096) or not per or per & (per - 1) or tables not in (1, 2) or not reserved:
        return None
    return _by_table(whole, at, "fat", boot, reserved * sector, sectors * sector, FAT_COPY * sector)


def _exfat(whole: Image, at: int) -> Lost | None:
    boot = whole.read(at, SECTOR)
    sector = 1 << min(boot[108], 12)
    sectors, table = struct.unpack_from("<Q", boot, 72)[0], struct.unpack_from("<I", boot, 80)[0]
    return _by_table(whole, at, "exfat", boot, table * sector, sectors * sector, EXFAT_COPY * sector)


def _by_table(whole: Image, at: int, kind: str, boot: bytes, table: int, size: int, copy: int) -> Lost | None:
    """A boot sector or its copy, by the media byte with which the allocation table begins."""
    for start in (at, at - copy):
        head = whole.read(start + table, 3) if start >= 0 else b""
        if head[:1] >= b"\xf0" and head[1:] == b"\xff\xff":
            return Lost(kind, start, size, None if start == at else at, ((0, boot),) if start != at else ())
    return None


_LOOK = {"ext": _ext, "xfs": _xfs, "ntfs": _ntfs, "fat": _fat, "exfat": _exfat}
