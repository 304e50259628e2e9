"""Blocks of XFS (version 5) that say themselves that they are metadata, also when they belong to nobody by now.

Every such block names its own place. Where one stands among the blocks of a deleted file, the file's content is gone:
chunks of inodes are not logged when they are made, and free room is not cleared when they are given up.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tenmatsu.evidence.disks.xfs import Xfs

PLACE_AT = {
    b"XDB3": 8, b"XDD3": 8, b"XDF3": 8, b"BMA3": 24,
    b"AB3B": 16, b"AB3C": 16, b"IAB3": 16, b"FIB3": 16, b"RMB3": 16, b"R3FC": 16,
}  # fmt: skip
"""Magic → where the block says in which sector of 512 bytes it stands."""
INODE, NUMBER_AT = b"IN", 152


def overwritten(fs: Xfs, place: int, piece: bytes) -> Iterator[int]:
    """The first byte of each block in a piece of the volume (from byte `place` on) that is metadata by its own word."""
    if fs.version != 5:
        return
    blocks = np.frombuffer(piece[: len(piece) // fs.block_size * fs.block_size], np.uint8).reshape(-1, fs.block_size)
    words = blocks[:, :4].copy().view("<u4")[:, 0]
    for magic, at in PLACE_AT.items():
        for k in np.flatnonzero(words == int.from_bytes(magic, "little")).tolist():
            said = int.from_bytes(blocks[k, at : at + 8].tobytes(), "big")
            if said * 512 == place + k * fs.block_size:
                yield place + k * fs.block_size
    for k in np.flatnonzero((words & 0xFFFF) == int.from_bytes(INODE, "little")).tolist():
        number = int.from_bytes(blocks[k, NUMBER_AT : NUMBER_AT + 8].tobytes(), "big")
        if number == fs.number_at(place + k * fs.block_size):
            yield place + k * fs.block_size
