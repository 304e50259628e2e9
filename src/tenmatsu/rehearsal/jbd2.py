"""The journal of an ext4 volume (JBD2, docs.kernel.org filesystems/ext4/journal): big-endian, closed cleanly."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

BLOCK = 4096
JOURNAL_BLOCKS = 1024
MAGIC = 0xC03B3998
DESCRIPTOR, COMMIT, SUPER, REVOKE = 1, 2, 4, 5
REVOKES = 0x1
SAME_UUID, LAST_TAG = 2, 8
TAGS = (BLOCK - 12 - 16) // 8
"""Blocks that one descriptor can announce."""
FIRST_ID = 2


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit at `moment` (seconds since 1970): block → its new content, and blocks that were given up."""

    moment: int
    blocks: Mapping[int, bytes]
    revoked: tuple[int, ...] = ()


def journal(commits: Sequence[Commit], mark: bytes) -> Iterator[bytes]:
    """The blocks of the log: its super block, then each commit with the blocks it gave up and wrote."""
    yield _super(FIRST_ID + len(commits), mark)
    for number, one in enumerate(commits, FIRST_ID):
        if one.revoked:
            yield _revoke(number, one.revoked)
        numbers = list(one.blocks)
        for at in range(0, len(numbers), TAGS):
            yield _descriptor(number, numbers[at : at + TAGS], mark)
            yield from (one.blocks[block] for block in numbers[at : at + TAGS])
        yield _header(COMMIT, number).ljust(48, b"\0") + struct.pack(">QI", one.moment, 0).ljust(BLOCK - 48, b"\0")


def _header(kind: int, number: int) -> bytes:
    return struct.pack(">III", MAGIC, kind, number)


def _super(number: int, mark: bytes) -> bytes:
    """start 0 says that nothing has to be replayed; what the log holds stays until it is written over."""
    facts = struct.pack(">9I", BLOCK, JOURNAL_BLOCKS, 1, number, 0, 0, 0, REVOKES, 0)
    return (_header(SUPER, 0) + facts + mark + struct.pack(">I", 1)).ljust(BLOCK, b"\0")


def _revoke(number: int, blocks: Sequence[int]) -> bytes:
    """Blocks whose earlier copies must not be written back any more."""
    body = struct.pack(f">I{len(blocks)}I", 16 + 4 * len(blocks), *blocks)
    return (_header(REVOKE, number) + body).ljust(BLOCK, b"\0")


def _descriptor(number: int, blocks: Sequence[int], mark: bytes) -> bytes:
    out = _header(DESCRIPTOR, number)
    for at, block in enumerate(blocks):
        flags = (SAME_UUID if at else 0) | (LAST_TAG if at == len(blocks) - 1 else 0)
        out += struct.pack(">IHH", block, 0, flags) + (b"" if at else mark)
    return out.ljust(BLOCK, b"\0")
