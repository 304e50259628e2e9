"""The journal of an ext4 volume (JBD2, docs.kernel.org filesystems/ext4/journal): big-endian, closed cleanly."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence

BLOCK = 4096
JOURNAL_BLOCKS = 1024
MAGIC = 0xC03B3998
DESCRIPTOR, COMMIT, SUPER = 1, 2, 4
SAME_UUID, LAST_TAG = 2, 8
FIRST_ID = 2


def journal(commits: Sequence[Mapping[int, bytes]], moments: Sequence[int], mark: bytes) -> Iterator[bytes]:
    """The blocks of the log: its super block, then each commit with the blocks it wrote, at its moment."""
    yield _super(FIRST_ID + len(commits), mark)
    for number, (blocks, moment) in enumerate(zip(commits, moments, strict=True), FIRST_ID):
        yield _descriptor(number, list(blocks), mark)
        yield from blocks.values()
        yield _header(COMMIT, number).ljust(48, b"\0") + struct.pack(">QI", moment, 0).ljust(BLOCK - 48, b"\0")


def _header(kind: int, number: int) -> bytes:
    return struct.pack(">III", MAGIC, kind, number)


def _super(number: int, mark: bytes) -> bytes:
    """start 0 says that nothing has to be replayed; what the log holds stays until it is written over."""
    facts = struct.pack(">9I", BLOCK, JOURNAL_BLOCKS, 1, number, 0, 0, 0, 0, 0)
    return (_header(SUPER, 0) + facts + mark + struct.pack(">I", 1)).ljust(BLOCK, b"\0")


def _descriptor(number: int, blocks: Sequence[int], mark: bytes) -> bytes:
    out = _header(DESCRIPTOR, number)
    for at, block in enumerate(blocks):
        flags = (SAME_UUID if at else 0) | (LAST_TAG if at == len(blocks) - 1 else 0)
        out += struct.pack(">IHH", block, 0, flags) + (b"" if at else mark)
    return out.ljust(BLOCK, b"\0")
