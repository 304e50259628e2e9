"""The journal of ext3 and ext4 (jbd2): earlier copies of metadata blocks, whatever its start and head say.

Written from https://docs.kernel.org/filesystems/ext4/journal.html . A clean unmount sets the start to nothing but
leaves every block as it was, so all blocks are looked at. The journal is big-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from tenmatsu.evidence.disks.ext import Ext
from tenmatsu.evidence.disks.image import Image
from tenmatsu.evidence.disks.overlay import with_blocks

MAGIC = 0xC03B3998
MAGIC_BYTES = MAGIC.to_bytes(4, "big")
DESCRIPTOR, COMMIT, REVOKE = 1, 2, 5
WIDE, CHECKSUM_2, CHECKSUM_3, FAST_COMMIT = 0x2, 0x8, 0x10, 0x20
ESCAPED, SAME_UUID, LAST = 1, 2, 8


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a block: the commit it belongs to and where in the journal it stands."""

    sequence: int
    home: int
    escaped: bool


@dataclass(slots=True)
class Journal:
    """Block → its copies, oldest first; `sequences` are the commits of which anything is left.

    `tail` is the first commit that was not yet written to its place (None after a clean unmount). `loose` are copies
    whose descriptor was overwritten: what they are copies of is told by their content alone (`ext_loose`).
    """

    fs: Ext
    copies: dict[int, list[Copy]] = field(default_factory=dict)
    sequences: set[int] = field(default_factory=set)
    committed: set[int] = field(default_factory=set)
    revoked: dict[int, int] = field(default_factory=dict)
    tail: int | None = None
    fast_commit: bool = False
    loose: list[Copy] = field(default_factory=list)

    def bytes_of(self, copy: Copy) -> bytes:
        """The block as the copy holds it."""
        raw = self.fs.block(copy.home)
        return MAGIC_BYTES + raw[4:] if copy.escaped else raw

    def upto(self, block: int, sequence: int) -> bytes | None:
        """The newest copy of a block that is not younger than `sequence`."""
        for copy in reversed(self.copies.get(block, [])):
            if copy.sequence <= sequence:
                return self.bytes_of(copy)
        return None

    def lost_after(self, sequence: int) -> int:
        """How many commits after this one are no longer in the journal."""
        newest = max(self.sequences, default=sequence)
        return max(0, newest - sequence - sum(1 for one in self.sequences if one > sequence))


def read_journal(fs: Ext) -> Journal:
    """Every copy in the journal; an empty one where the file system has none."""
    journal = Journal(fs)
    if not fs.journal_inode:
        return journal
    size = fs.block_size
    blocks = [
        one.start // size + k for one in fs.extents(fs.inode(fs.journal_inode)) for k in range(one.length // size)
    ]
    head = fs.block(blocks[0]) if blocks else b""
    if head[:4] != MAGIC_BYTES:
        return journal
    version = struct.unpack_from(">I", head, 4)[0]
    features = struct.unpack_from(">I", head, 40)[0] if version == 4 else 0
    journal.fast_commit = bool(features & FAST_COMMIT)
    tail, start = struct.unpack_from(">II", head, 24)
    journal.tail = tail if start else None
    first = struct.unpack_from(">I", head, 20)[0]
    _scan(journal, blocks, features, first if 0 < first < len(blocks) else 1)
    for copies in journal.copies.values():
        copies.sort(key=lambda copy: copy.sequence)
    return journal


def _scan(journal: Journal, blocks: list[int], features: int, first: int) -> None:
    """Every descriptor with the copies behind it; behind the last block of the journal goes on its `first` one."""
    heads = _heads(journal, blocks, first)
    told: set[int] = set()
    for at, (kind, sequence) in heads.items():
        journal.sequences.add(sequence)
        head = journal.fs.block(blocks[at])
        if kind == COMMIT:
            journal.committed.add(sequence)
        elif kind == REVOKE:
            _revoke(journal, head, sequence, features)
        else:
            for (block, escaped), place in zip(
                _tags(head, features), _behind(at, heads, len(blocks), first), strict=False
            ):
                journal.copies.setdefault(block, []).append(Copy(sequence, blocks[place], escaped))
                told.add(place)
    journal.loose = [Copy(when, blocks[at], False) for at, when in _untold(heads, told, len(blocks), first)]


def _heads(journal: Journal, blocks: list[int], first: int) -> dict[int, tuple[int, int]]:
    """Index in the journal → (type, commit) of each block of its own; copies that look like one are escaped."""
    found = {}
    for at in range(first, len(blocks)):
        head = journal.fs.volume.read(blocks[at] * journal.fs.block_size, 12)
        if head[:4] == MAGIC_BYTES and len(head) == 12:
            kind, sequence = struct.unpack_from(">II", head, 4)
            if kind in (COMMIT, REVOKE, DESCRIPTOR):
                found[at] = (kind, sequence)
    return found


def _behind(at: int, heads: dict[int, tuple[int, int]], count: int, first: int) -> Iterator[int]:
    """The places of the copies that follow a descriptor: up to the next block of the journal's own.

    From the beginning of the journal on they are this commit's only where the next such block is.
    """
    place = at + 1
    while place < count and place not in heads:
        yield place
        place += 1
    if place < count:
        return
    following = min(heads)
    if heads[following][1] == heads[at][1]:
        yield from range(first, following)


def _untold(heads: dict[int, tuple[int, int]], told: set[int], count: int, first: int) -> Iterator[tuple[int, int]]:
    """(place, commit) of the blocks that no tag describes; the commit is that of the next block of the journal."""
    when = min((sequence for _, sequence in heads.values()), default=1) - 1  # older than all that is known
    for at in range(count - 1, first - 1, -1):
        if at in heads:
            when = heads[at][1]
        elif at not in told:
            yield at, max(when, 0)


def _revoke(journal: Journal, head: bytes, sequence: int, features: int) -> None:
    """Blocks whose older copies must not be written back: they belong to something else since."""
    end = min(struct.unpack_from(">I", head, 12)[0], len(head))
    form = ">Q" if features & WIDE else ">I"
    for at in range(16, end - struct.calcsize(form) + 1, struct.calcsize(form)):
        block = struct.unpack_from(form, head, at)[0]
        journal.revoked[block] = max(sequence, journal.revoked.get(block, 0))


def replayed(journal: Journal) -> Image | None:
    """The volume with the commits that had not been written to their places; None when there are none.

    An image taken from a running or crashed system is in this state: the directories on it are older than the journal.
    """
    fs, tail = journal.fs, journal.tail
    if tail is None or tail not in journal.committed:
        return None
    end = tail
    while end in journal.committed:
        end += 1
    blocks: dict[int, Callable[[], bytes]] = {}
    for block, copies in journal.copies.items():
        newest = next((copy for copy in reversed(copies) if tail <= copy.sequence < end), None)
        if newest and journal.revoked.get(block, -1) < newest.sequence:
            blocks[block * fs.block_size] = partial(journal.bytes_of, newest)
    return with_blocks(fs.volume, blocks, fs.block_size)


def _tags(head: bytes, features: int) -> Iterator[tuple[int, bool]]:
    """(block, escaped) of each tag of a descriptor block, in the four forms that kernels have written."""
    end = len(head) - (4 if features & (CHECKSUM_2 | CHECKSUM_3) else 0)
    at = 12
    while at + 8 <= end:
        high = 0
        if features & CHECKSUM_3:
            if at + 16 > end:
                return
            low, flags, high = struct.unpack_from(">III", head, at)
            at += 16
        else:
            low, _, flags = struct.unpack_from(">IHH", head, at)
            at += 8
            if features & WIDE:
                high = struct.unpack_from(">I", head, at)[0] if at + 4 <= end else 0
                at += 4
            at += 2 if features & CHECKSUM_2 else 0  # two bytes that the kernel counts but never fills
        if not flags & SAME_UUID:
            at += 16
        yield low | (high << 32 if features & WIDE else 0), bool(flags & ESCAPED)
        if flags & LAST:
            return
