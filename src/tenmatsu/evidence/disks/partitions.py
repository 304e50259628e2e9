"""Where the file systems of a disk begin: MBR with logical drives, GPT, or one bare file system.

GPT: UEFI specification 2.10, chapter 5. MBR: the table at byte 446, logical drives as a chain of such tables.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tenmatsu.evidence.disks.image import Image

MOST = 1024
"""No table holds more partitions than this; a longer one is damaged."""
EXTENDED = {0x05, 0x0F, 0x85}


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition: `name` ('p1' …; '' for a bare file system; 'gap1' … between them), `start`, `size` in bytes."""

    name: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Signature:
    """How a file system or another use of a volume is known: `magic` at byte `at`."""

    kind: str
    at: int
    magic: bytes


SIGNATURES = (
    Signature("ntfs", 3, b"NTFS    "),
    Signature("exfat", 3, b"EXFAT   "),
    Signature("bitlocker", 3, b"-FVE-FS-"),
    Signature("xfs", 0, b"XFSB"),
    Signature("luks", 0, b"LUKS\xba\xbe"),
    Signature("lvm", 536, b"LVM2 001"),
    Signature("lvm", 24, b"LVM2 001"),
    Signature("ext", 1080, b"\x53\xef"),
    Signature("btrfs", 65600, b"_BHRfS_M"),
    Signature("swap", 4086, b"SWAPSPACE2"),
    Signature("f2fs", 1024, b"\x10\x20\xf5\xf2"),
    Signature("apfs", 32, b"NXSB"),
    Signature("hfs", 1024, b"H+\x00\x04"),
    Signature("hfs", 1024, b"HX\x00\x05"),
    Signature("refs", 3, b"ReFS\x00\x00\x00\x00"),
    Signature("md", 4096, b"\xfc\x4e\x2b\xa9"),
    Signature("iso9660", 32769, b"CD001"),
    Signature("zfs", 0x20000, b"\x0c\xb1\xba\x00\x00\x00\x00\x00"),
)


def kind_of(volume: Image) -> str:
    """What a volume holds, by its signature: 'ntfs', 'fat', 'ext' … 'empty' (zeros), or 'unknown'."""
    head = volume.read(0, 66 << 10)
    for one in SIGNATURES:
        found = head[one.at : one.at + len(one.magic)] if one.at < len(head) else volume.read(one.at, len(one.magic))
        if found == one.magic:
            return one.kind
    if _is_fat(head):
        return "fat"
    return "empty" if not any(head) else "unknown"


def _is_fat(head: bytes) -> bool:
    """A FAT boot sector: its jump, a sensible sector and cluster size, one or two tables, a media byte from F0 up."""
    if len(head) < 512 or head[510:512] != b"\x55\xaa" or head[0] not in (0xEB, 0xE9):
        return False
    sector, cluster, reserved, tables = struct.unpack_from("<HBHB", head, 11)
    good = sector in (512, 1024, 2048, 4096) and cluster and cluster & (cluster - 1) == 0
    return bool(good and reserved and tables in (1, 2) and head[21] >= 0xF0)


def partitions(image: Image) -> list[Partition]:
    """The partitions in order of their place, with the gaps between them; one without a name for a bare file system."""
    if kind_of(image) not in ("unknown", "empty"):
        return [Partition("", 0, image.size)]
    found = _gpt(image) or _mbr(image)
    if not found:
        return [Partition("", 0, image.size)]
    return sorted([*found, *_gaps(image, found)], key=lambda one: (one.start, one.name))


def _gaps(image: Image, found: list[Partition]) -> Iterator[Partition]:
    """Room of 1 MiB and more that belongs to no partition: a removed partition may stand there."""
    at, number = 0, 0
    for start, size in [*sorted((one.start, one.size) for one in found), (image.size, 0)]:
        if start - at > 1 << 20:
            number += 1
            yield Partition(f"gap{number}", at, start - at)
        at = max(at, start + size)


def _gpt(image: Image) -> list[Partition]:
    for sector in (512, 4096):
        for at in (sector, image.size - sector):  # the second copy stands in the last sector
            found = _gpt_at(image, sector, at)
            if found:
                return found
    return []


def _gpt_at(image: Image, sector: int, at: int) -> list[Partition]:
    head = image.read(at, 92)
    if len(head) < 92 or head[:8] != b"EFI PART":
        return []
    table, count, width = struct.unpack_from("<QII", head, 72)
    if not 128 <= width <= 4096:
        return []
    entries = image.read(table * sector, min(count, MOST) * width)
    found = []
    for number in range(len(entries) // width):
        entry = entries[number * width : (number + 1) * width]
        first, last = struct.unpack_from("<QQ", entry, 32)
        if any(entry[:16]) and first <= last and first * sector < image.size:
            found.append(Partition(f"p{number + 1}", first * sector, (last - first + 1) * sector))
    return found


def _mbr(image: Image) -> list[Partition]:
    found = []
    for number, (kind, start, size) in enumerate(_table(image, 0), start=1):
        if kind in EXTENDED:
            found += _logical(image, start)
        elif kind and size and start and start * 512 < image.size:
            found.append(Partition(f"p{number}", start * 512, size * 512))
    return found


def _logical(image: Image, base: int) -> list[Partition]:
    """Logical drives, numbered from 5: each table names one drive and the next table, both relative."""
    found: list[Partition] = []
    at, seen = base, set[int]()
    while at not in seen and len(found) < MOST:
        seen.add(at)
        following = None
        for kind, start, size in _table(image, at):
            if kind in EXTENDED:
                following = base + start
            elif kind and size and (at + start) * 512 < image.size:
                found.append(Partition(f"p{5 + len(found)}", (at + start) * 512, size * 512))
        if following is None:
            break
        at = following
    return found


def _table(image: Image, sector: int) -> list[tuple[int, int, int]]:
    """(type, first sector, sectors) of the four entries, [] where no table stands."""
    block = image.read(sector * 512, 512)
    if len(block) < 512 or block[510:512] != b"\x55\xaa":
        return []
    return [(block[at + 4], *struct.unpack_from("<II", block, at + 8)) for at in range(446, 510, 16)]
