"""Disk images: raw, split raw, E01, qcow2, VMDK, VHD(X); live, deleted and carved files become members."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from tenmatsu.evidence.disks.carve import CARVED
from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.image import CONTAINERS, Image, other_image
from tenmatsu.evidence.disks.partitions import kind_of
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.evidence.disks.segment_of import IMAGE_NAME
from tenmatsu.evidence.reading import Child, Fault, Found, Head, Reader, Source

SUFFIXES = {".dd", ".img", ".raw", ".001", ".000", ".vhd", ".e01", ".qcow2", ".vmdk", ".vhdx"}
SMALLEST = 64 << 10


def claims(head: Head) -> int:
    """By the container's magic, the name of a split image, a super block, a partition table; last by the name."""
    if any(head.start.startswith(one.magic) for one in CONTAINERS) or head.end[-512:].startswith(b"conectix"):
        return 90
    if other_image(head.start[:512]) or IMAGE_NAME.search(head.name):
        return 85
    if head.size < SMALLEST:
        return 0
    volume = Image(min(head.size, len(head.start)), lambda offset, count: head.start[offset : offset + count])
    kind = kind_of(volume)
    if kind not in ("unknown", "empty", "iso9660") and (kind != "ext" or _is_ext(head.start)):
        return 80
    if head.start[512:520] == b"EFI PART" or _is_table(head):
        return 70
    return 30 if head.suffix in SUFFIXES else 0


def _is_ext(start: bytes) -> bool:
    """The two bytes of ext's magic are few: its block size, state and revision must be possible as well."""
    inodes, blocks = struct.unpack_from("<II", start, 1024)
    log, state, revision = (
        *struct.unpack_from("<I", start, 1048),
        *struct.unpack_from("<HxxxxxxxxxxxxxxxxI", start, 1082),
    )
    return bool(inodes and blocks and log <= 6 and state <= 7 and revision <= 1)


def _is_table(head: Head) -> bool:
    """A partition table: its mark, four entries that are active or not, at least one of them on the disk."""
    if head.start[510:512] != b"\x55\xaa" or any(head.start[at] not in (0, 0x80) for at in range(446, 510, 16)):
        return False
    entries = [(head.start[at + 4], *struct.unpack_from("<II", head.start, at + 8)) for at in range(446, 510, 16)]
    return any(kind and start and count and start * 512 < head.size for kind, start, count in entries)


def read(source: Source) -> Iterator[Found]:
    """Every file of the image, in the order live, deleted, carved of each volume."""
    carve = source.part is None or CARVED in source.part
    for one in recover(Path(source.path), Path(source.into), carve=carve):
        if isinstance(one, DiskFile):
            yield from _member(source, one)
        else:
            yield Fault(one.reason, one.item or None)


def _member(source: Source, file: DiskFile) -> Iterator[Found]:
    name = "/".join(filter(None, (file.volume, file.path)))
    if not source.wants(name):
        return
    path, fault = source.spool(file.read())
    notes = (f"recovered by {file.method}", *file.notes) if file.state != "live" else file.notes
    yield Child(
        name, path, str(file.state), file.created, file.modified, file.deleted, file.reused_share, notes
    )  # fmt: skip
    if fault:
        yield Fault(f"read in part only: {fault}", name)


READER = Reader("disk_image", "application/x-raw-disk-image", claims, read)
