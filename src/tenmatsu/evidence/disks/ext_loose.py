"""Copies in the journal of ext whose descriptor was overwritten: known again by what they hold.

The journal is a ring. Its newest commit ends in the middle of an old one: the descriptors of that one are gone, most
of its copies are not. A block of inodes is known by the generations of its inodes, random numbers of 32 bits that the
table on the disk has too. With data=journal most of the ring are contents of files, which fit neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tenmatsu.evidence.disks.ext import Entry, Ext, entries
from tenmatsu.evidence.disks.ext_journal import Copy, Journal

INODES_UNSET = 0x1
TYPES = (1, 2, 4, 6, 8, 10, 12)
"""The upper four bits of a mode that means something."""
Numbers = NDArray[Any]


def adopt(fs: Ext, journal: Journal) -> None:
    """Put the loose copies of inode blocks among the copies of the blocks that they are copies of."""
    slots = {copy.home: _generations(fs, fs.block(copy.home)) for copy in journal.loose}
    wanted = np.unique(np.concatenate([*slots.values(), np.empty(0, np.uint32)]))
    wanted = wanted[wanted > 0]
    if not len(wanted):
        return
    numbers = _numbers(fs, wanted)
    left = []
    for copy in journal.loose:
        block = _block_of(fs, slots[copy.home], numbers)
        if block is None:
            left.append(copy)
            continue
        copies = journal.copies.setdefault(block, [])
        copies.append(copy)
        copies.sort(key=lambda one: one.sequence)
    journal.loose = left


def _generations(fs: Ext, raw: bytes) -> Numbers:
    """The generation in each slot of a block of inodes, 0 where no inode can stand."""
    rows = np.frombuffer(raw[: fs.per_block * fs.inode_size], np.uint8)
    if len(rows) < fs.per_block * fs.inode_size:
        return np.empty(0, np.uint32)
    rows = rows.reshape(fs.per_block, fs.inode_size)
    found = np.ascontiguousarray(rows[:, 100:104]).view("<u4").reshape(-1)
    return np.where(np.isin(rows[:, 1] >> 4, TYPES), found, 0).astype(np.uint32)


def _numbers(fs: Ext, wanted: Numbers) -> dict[int, list[int]]:
    """Generation → numbers of the inodes on the disk that have it."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for group, (_, table, flags) in enumerate(fs.groups):
        if not table or (flags & INODES_UNSET and fs.read_only & 0x410):
            continue
        raw = fs.volume.read(table * fs.block_size, fs.inodes_per_group * fs.inode_size)
        rows = np.frombuffer(raw, np.uint8)[: len(raw) // fs.inode_size * fs.inode_size].reshape(-1, fs.inode_size)
        here = np.ascontiguousarray(rows[:, 100:104]).view("<u4").reshape(-1)
        for k in np.flatnonzero(np.isin(here, wanted)).tolist():
            found[int(here[k])].append(group * fs.inodes_per_group + k + 1)
    return found


def _block_of(fs: Ext, generations: Numbers, numbers: dict[int, list[int]]) -> int | None:
    """The block of an inode table on which most slots agree."""
    votes: Counter[int] = Counter()
    for k, generation in enumerate(generations.tolist()):
        for number in numbers.get(generation, ()) if generation else ():
            group, index = divmod(number - 1, fs.inodes_per_group)
            if index % fs.per_block == k:
                votes[fs.groups[group][1] + index // fs.per_block] += 1
    return votes.most_common(1)[0][0] if votes else None


def loose_folders(fs: Ext, journal: Journal) -> Iterator[tuple[Copy, list[Entry]]]:
    """The loose copies that are blocks of folders."""
    for copy in journal.loose:
        raw = fs.block(copy.home)
        found = entries(raw, fs.inodes) if any(raw[:4]) else None
        if found and any(not one.stale for one in found):
            yield copy, found
