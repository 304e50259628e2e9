"""An ext4 volume as a file server leaves it: live files, files written and deleted since, and the journal of both.

Written block by block, without root or mkfs, after the kernel's description (docs.kernel.org, filesystems/ext4).
Features: journal, extents, large inodes (with times of creation), flexible groups; all metadata stand in front. Of a
deleted file ext4 keeps the inode with its times but neither size nor extents; name and map are left in the journal,
which holds the commit that made the files and the one that removed them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tenmatsu.errors import InputError
from tenmatsu.rehearsal.ext4_blocks import (
    BLOCK,
    EXTENT,
    FIRST,
    GROUP,
    INODES,
    JOURNAL,
    LOST,
    ROOT,
    TABLE,
    Node,
    Volume,
    metadata,
    super_block,
)  # fmt: skip
from tenmatsu.rehearsal.jbd2 import JOURNAL_BLOCKS, journal

LARGEST = 4 * EXTENT * BLOCK - 1
"""Bytes of the largest file: the four extents that an inode holds itself."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the volume: its path inside, the file that holds its content, when it was made and when removed."""

    path: str
    content: Path
    created: datetime
    deleted: datetime | None = None


def write(path: Path, files: Sequence[Stored], made: datetime, mark: bytes) -> None:
    """The volume as an image; `mark` (16 bytes) is its UUID. InputError when a file is larger than 512 MB."""
    volume = _plan(files, int(made.timestamp()))
    before, after = metadata(volume, gone=False), metadata(volume, gone=True)
    moments = [max(node.made for node in volume.nodes.values()), max(node.gone for node in volume.nodes.values())]
    with path.open("wb") as out:
        out.truncate(volume.size * BLOCK)
        for number, content in after.items():
            _put(out.fileno(), number, content)
        log = volume.nodes[JOURNAL].blocks
        for at, content in enumerate(journal([before, after], moments, mark)):
            _put(out.fileno(), log[at], content)
        for node, source in volume.content:
            out.seek(node.blocks.start * BLOCK)
            with source.open("rb") as content_file:
                while piece := content_file.read(1 << 20):
                    out.write(piece)
        _put(out.fileno(), 0, bytes(1024) + super_block(volume, int(made.timestamp()), mark))


def _put(file: int, block: int, content: bytes) -> None:
    os.pwrite(file, content, block * BLOCK)


def _plan(files: Sequence[Stored], made: int) -> Volume:
    sizes = [one.content.stat().st_size for one in files]
    if max(sizes) > LARGEST:
        raise InputError("a file of the rehearsal is too large for the disk image (512 MB); give a smaller --scale")
    folders = sorted({"/".join(one.path.split("/")[:at]) for one in files for at in range(1, one.path.count("/") + 1)})
    if FIRST + len(folders) + len(files) > INODES:
        raise InputError(f"a disk image of a rehearsal holds at most {INODES - FIRST} files and folders")
    need = 64 + JOURNAL_BLOCKS + len(folders) + sum(-(-size // BLOCK) for size in sizes)
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
    volume.end = node.blocks.stop
    volume.nodes[node.number] = node
    return node
