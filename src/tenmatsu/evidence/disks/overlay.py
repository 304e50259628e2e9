"""A volume with some of its blocks replaced: what a journal holds and had not yet been written to its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from tenmatsu.evidence.disks.image import Image


def with_blocks(volume: Image, blocks: Mapping[int, Callable[[], bytes]], size: int) -> Image:
    """The volume as it would be with each block at byte `start` (of `size` bytes) replaced by what its maker gives."""
    starts = np.array(sorted(blocks), np.int64)

    def read(offset: int, count: int) -> bytes:
        raw = volume.read(offset, count)
        low, high = np.searchsorted(starts, (offset - size + 1, offset + len(raw)))
        if low == high:
            return raw
        patched = bytearray(raw)
        for start in starts[low:high].tolist():
            piece = blocks[start]()
            begin, end = max(start, offset), min(start + len(piece), offset + len(raw))
            patched[begin - offset : end - offset] = piece[begin - start : end - start]
        return bytes(patched)

    return Image(volume.size, read, volume.kind, volume.start, pieces=volume.pieces)
