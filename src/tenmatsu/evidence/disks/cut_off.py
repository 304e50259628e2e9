"""Whether an image ends before its file system does: an incomplete copy looks sound but for what lies behind it."""

from __future__ import annotations

import struct

from tenmatsu.evidence.disks.image import Image

WIDE = 0x80


def missing(volume: Image, kind: str) -> int:
    """How many bytes the file system of this kind has behind the end of the volume; 0 where it fits or says nothing."""
    head = volume.read(0, 2048)
    try:
        return max(0, _SIZES[kind](head) - volume.size) if kind in _SIZES else 0
    except struct.error:
        return 0


def _ext(head: bytes) -> int:
    low, log = (int(struct.unpack_from("<I", head, 1024 + at)[0]) for at in (4, 24))
    high = struct.unpack_from("<I", head, 1024 + 0x150)[0] if head[1024 + 96] & WIDE else 0
    return int(low | high << 32) << (10 + min(log, 6))


def _xfs(head: bytes) -> int:
    block, blocks = struct.unpack_from(">IQ", head, 4)
    return int(block * blocks)


def _ntfs(head: bytes) -> int:
    return int(struct.unpack_from("<H", head, 11)[0] * struct.unpack_from("<Q", head, 40)[0])


def _fat(head: bytes) -> int:
    small, large = struct.unpack_from("<H", head, 19)[0], struct.unpack_from("<I", head, 32)[0]
    return int(struct.unpack_from("<H", head, 11)[0] * (small or large))


def _exfat(head: bytes) -> int:
    return int(struct.unpack_from("<Q", head, 72)[0]) << min(head[108], 12)


_SIZES = {"ext": _ext, "xfs": _xfs, "ntfs": _ntfs, "fat": _fat, "exfat": _exfat}
