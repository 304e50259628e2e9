"""An ext4 volume as a file server leaves it: live files, files written and deleted since, and the journal of both.

Written block by block, without root or mkfs, after the kernel's description (docs.kernel.org, filesystems/ext4).
Features: journal, extents, large inodes (with times of creation), flexible groups; all metadata stand in front. Of a
deleted file ext4 keeps the inode with its times but neither size nor extents; name and map are left in the journal,
which holds the commit that made the files and the one that removed them. The leaves of a large file's extent tree are
given up with it: their bytes stay, the journal revokes them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tenmatsu.errors import InputError
from tenmatsu.rehearsal.ext4_blocks import (
    BLOCK,
    EXTENT,
    FIRST,
    GROUP,
    IN_INODE,
    IN_LEAF,
    INODES,
    JOURNAL,
    LOST,
    ROOT,
    TABLE,
    Node,
    Volume,
    count_leaves,
    leaves,
    metadata,
    super_block,
)  # fmt: skip
from tenmatsu.rehearsal.jbd2 import JOURNAL_BLOCKS, Commit, journal

LARGEST = IN_INODE * IN_LEAF * EXTENT * BLOCK - 1
"""Bytes of the largest file (170 GiB): an inode points to four leaves of extents."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the volume: its path inside, the file that holds its content, when it was made and when removed."""

    path: str
    content: Path
    created: datetime
    deleted: datetime | None = None


def write(path: Path, files: Sequence[Stored], made: datetime, mark: bytes) -> None:
    """The volume as an image; `mark` (16 bytes) is its UUID. InputError when a file is larger than 170 GiB."""
    volume = _plan(files, int(made.timestamp()))
    before, after = metadata(volume, gone=False), metadata(volume, gone=True)
    left = {leaf: raw for node in volume.nodes.values() if node.gone for leaf, raw in leaves(node).items()}
    made_at, gone_at = (max(getattr(node, when) for node in volume.nodes.values()) for when in ("made", "gone"))
    commits = [Commit(made_at, before), Commit(gone_at, after, tuple(left))]
    with path.open("wb") as out:
        out.truncate(volume.size * BLOCK)
        for number, content in {**after, **left}.items():
            _put(out.fileno(), number, content)
        log = volume.nodes[JOURNAL].blocks
        for at, content in enumerate(journal(commits, mark)):
            _put(out.fileno(), log[at], content)
        for node, source in volume.content:
            out.seek(node.blocks.start * BLOCK)
            _copy(source, out)
        _put(out.fileno(), 0, bytes(1024) + super_block(volume, int(made.timestamp()), mark))


def _copy(source: Path, out: BinaryIO) -> None:
    """The bytes of a file to where `out` stands; zeros are left as the hole that they fall into."""
    with source.open("rb") as content:
        while piece := content.read(1 << 20):
            if piece.lstrip(b"\0"):
                out.write(piece)
            else:
                out.seek(len(piece), os.SEEK_CUR)


def _put(file: int, block: int, content: bytes) -> None:
    os.pwrite(file, content, block * BLOCK)


def _plan(files: Sequence[Stored], made: int) -> Volume:
    sizes = [one.content.stat().st_size for one in files]
    if max(sizes) > LARGEST:
        raise InputError("a file of the rehearsal is too large for the disk image (170 GiB); give a smaller --scale")
    folders = sorted({"/".join(one.path.split("/")[:at]) for one in files for at in range(1, one.path.count("/") + 1)})
    if FIRST + len(folders) + len(files) > INODES:
        raise InputError(f"a disk image of a rehearsal holds at most {INODES - FIRST} files and folders")
    need = (
        64 + JOURNAL_BLOCKS + len(folders) + sum(-(-size // BLOCK) + count_leaves(-(-size // BLOCK)) for size in sizes)
    )
    volume = Volume(-(-(need * 17 // 16 + 1024) // GROUP), 0, 0, {})
    volume.data = volume.end = volume.tables + TABLE * volume.groups
    numbers = {"": ROOT, "lost+found": LOST}
    _add(volume, Node(JOURNAL, made, range(0), JOURNAL_BLOCKS * BLOCK))
    named = {ROOT: "", LOST: "lost+found"} | dict(enumerate(folders, FIRST))
    for number, folder in named.items():
        numbers[folder] = number
        above = numbers[folder.rpartition("/")[0]]
        _add(volume, Node(number, made, range(0), BLOCK, held=[], parent=above))
        if folder:
            _held(volume, above).append((folder.rpartition("/")[2], number))
    for number, (one, size) in enumerate(zip(files, sizes, strict=True), FIRST + len(folders)):
        gone = int(one.deleted.timestamp()) if one.deleted else 0
        node = _add(volume, Node(number, int(one.created.timestamp()), range(0), size, gone))
        volume.content.append((node, one.content))
        _held(volume, numbers[one.path.rpartition("/")[0]]).append((one.path.rpartition("/")[2], number))
    return volume


def _held(volume: Volume, folder: int) -> list[tuple[str, int]]:
    held = volume.nodes[folder].held
    assert held is not None
    return held


def _add(volume: Volume, node: Node) -> Node:
    node.blocks = range(volume.end, volume.end + -(-node.size // BLOCK))
    node.leaves = range(node.blocks.stop, node.blocks.stop + count_leaves(len(node.blocks)))
    volume.end = node.taken.stop
    volume.nodes[node.number] = node
    return node
