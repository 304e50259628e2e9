"""Names on XFS: the live tree, and the entries that removed files leave in directory inodes and directory blocks.

A removed entry of a block loses only the first 4 of the 8 bytes of its inode number to the mark of free room; the entry
ends with its own offset, which tells a true one from chance. A directory inside its inode is written back shorter, and
the old bytes stay behind its end.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from tenmatsu.evidence.disks.ext import DAMAGE
from tenmatsu.evidence.disks.file_name import name_of
from tenmatsu.evidence.disks.xfs import DATA_LIMIT, DIRECTORY, LOCAL, Inode, Xfs

MOST_FOLDERS = 5_000_000
LOST = "?"
HEADS = {b"XDB3": 64, b"XDD3": 64, b"XD2B": 16, b"XD2D": 16}


@dataclass(frozen=True, slots=True)
class Name:
    """An entry: `inode` (its low 32 bits when `cut`), its folder `parent` (0 unknown), `lsn` (0: from the disk)."""

    inode: int
    parent: int
    name: str
    lsn: int = 0
    cut: bool = False
    type: int = 0


@dataclass(slots=True)
class Tree:
    """What the directories say: live folders by inode, live links, earlier names by the low 32 bits of the inode.

    `born`: when each live folder was made (version 5 only). Inode numbers are used again: a folder that is younger than
    the end of a file is not the one in which the file stood.
    """

    paths: dict[int, str] = field(default_factory=dict)
    links: dict[int, list[str]] = field(default_factory=dict)
    names: defaultdict[int, list[Name]] = field(default_factory=lambda: defaultdict(list))
    damaged: list[str] = field(default_factory=list)
    owner: dict[int, int] = field(default_factory=dict)
    born: dict[int, datetime] = field(default_factory=dict)

    def add(self, name: Name) -> None:
        """Keep an earlier name."""
        self.names[name.inode & 0xFFFFFFFF].append(name)

    def known(self, inode: int, lsn: int = 1 << 63) -> list[Name]:
        """The earlier names of an inode: those up to `lsn` newest first, then those from the disk, then later ones."""
        names = [one for one in self.names.get(inode & 0xFFFFFFFF, []) if one.cut or one.inode == inode]
        rank = {True: 0, False: 2}
        return sorted(
            names, key=lambda one: (1 if not one.lsn else rank[one.lsn <= lsn], -one.lsn if one.lsn <= lsn else one.lsn)
        )

    def path(self, inode: int, lsn: int = 1 << 63, end: datetime | None = None) -> str:
        """The path of a file removed at `end`; `inode-N` when no name of it is left, `?/a` when its folder is not."""
        known = self.known(inode, lsn)
        parts = [known[0].name if known else f"inode-{inode}"]
        parent, seen = (known[0].parent if known else -1), {inode}
        while parent > 0 and parent not in seen:
            seen.add(parent)
            younger = self._younger(parent, end)
            if parent in self.paths and not younger:
                return "/".join((*([self.paths[parent]] if self.paths[parent] else []), *reversed(parts)))
            up = [one for one in self.known(parent, lsn) if one.type in (0, 2) and not (younger and one.lsn > lsn)]
            if not up:
                break
            parts.append(up[0].name)
            parent = up[0].parent
        return "/".join(reversed([*parts, LOST] if known else parts))

    def _younger(self, folder: int, end: datetime | None) -> bool:
        """Whether the folder that has this number now was made only after `end`."""
        born = self.born.get(folder)
        return bool(end and born and born > end)


def live_tree(fs: Xfs) -> Tree:
    """The tree from the root down; what cannot be read is in `damaged`."""
    tree = Tree({fs.root: ""})
    waiting = [fs.root]
    while waiting and len(tree.paths) < MOST_FOLDERS:
        folder = waiting.pop()
        try:
            inode = fs.inode(folder)
            if inode is None or inode.type != DIRECTORY:
                raise ValueError("no directory")
            if inode.created:
                tree.born[folder] = inode.created
            for entry in folder_entries(fs, inode, tree.owner):
                _enter(fs, tree, folder, entry, waiting)
        except DAMAGE:
            tree.damaged.append(tree.paths[folder])
    return tree


def _enter(fs: Xfs, tree: Tree, folder: int, entry: Name, waiting: list[int]) -> None:
    if entry.name in (".", "..") or not fs.is_inode_number(entry.inode):
        return
    path = f"{tree.paths[folder]}/{entry.name}".lstrip("/")
    kind = entry.type
    if not fs.has_type:
        inode = fs.inode(entry.inode)
        kind = 2 if inode and inode.type == DIRECTORY else 1
    if kind != 2:
        tree.links.setdefault(entry.inode, []).append(path)
    elif entry.inode not in tree.paths:
        tree.paths[entry.inode] = path
        waiting.append(entry.inode)


def folder_entries(fs: Xfs, inode: Inode, owner: dict[int, int]) -> Iterator[Name]:
    """The live entries of a directory in any of its forms; `owner` learns which blocks are its."""
    if inode.format == LOCAL:
        yield from short_entries(fs, inode.data[: inode.size], inode.number, inode.lsn)
        return
    blocks: defaultdict[int, bytearray] = defaultdict(lambda: bytearray(fs.folder_block))
    for one in fs.extents(inode):
        for at in range(0, one.length, fs.block_size):
            logical = one.logical + at
            if logical < DATA_LIMIT:
                owner[one.start + at] = inode.number
                within = logical % fs.folder_block
                blocks[logical // fs.folder_block][within : within + fs.block_size] = fs.volume.read(
                    one.start + at, fs.block_size
                )
    for block in blocks.values():
        for name, stale in block_entries(fs, bytes(block), inode.number):
            if not stale:
                yield name


def short_entries(fs: Xfs, data: bytes, parent: int, lsn: int = 0) -> Iterator[Name]:
    """The entries of a directory inside its inode."""
    if len(data) < 6:
        return
    count, wide = data[0], data[1]
    width = 8 if wide else 4
    at = 2 + width
    for _ in range(count):
        length = data[at] if at < len(data) else 0
        stop = at + 3 + length + fs.has_type + width
        if not length or stop > len(data):
            return
        kind = data[at + 3 + length] if fs.has_type else 0
        inode = int.from_bytes(data[stop - width : stop], "big")
        yield Name(inode, parent, name_of(data[at + 3 : at + 3 + length]), lsn, type=kind)
        at = stop


def short_leftovers(fs: Xfs, inode: Inode) -> Iterator[Name]:
    """The entries behind the live end of a directory inside its inode."""
    data = inode.data
    width = 8 if data[1:2] != b"\0" else 4
    at, end = min(inode.size, len(data)), len(data)
    while at + 4 + width < end:
        length = data[at]
        stop = at + 3 + length + fs.has_type + width
        good = length and stop <= end and (not fs.has_type or 1 <= data[stop - width - 1] <= 7)
        name = _good(data[at + 3 : at + 3 + length]) if good else None
        number = int.from_bytes(data[stop - width : stop], "big")
        if name and fs.is_inode_number(number):
            yield Name(number, inode.number, name, type=data[stop - width - 1] if fs.has_type else 0)
            at = stop
        else:
            at += 1


def block_entries(fs: Xfs, block: bytes, parent: int) -> Iterator[tuple[Name, bool]]:
    """(entry, left behind) of a directory data block."""
    at = HEADS.get(block[:4], 0)
    if not at:
        return
    end = len(block)
    if block[:4] in (b"XDB3", b"XD2B"):
        end -= 8 + 8 * min(struct.unpack_from(">I", block, end - 8)[0], end // 8 - 2)
    while at + 16 <= end:
        if block[at : at + 2] == b"\xff\xff":
            length = struct.unpack_from(">H", block, at + 2)[0]
            if length < 8 or length % 8 or at + length > end:
                return
            yield from ((name, True) for name in leftovers(fs, block, at, at + length, parent))
            at += length
            continue
        entry = entry_at(fs, block, at, end)
        if entry is None:
            return
        yield Name(entry[0], parent, entry[1], type=entry[2]), False
        at += entry[3]


def leftovers(fs: Xfs, block: bytes, start: int, stop: int, parent: int, lsn: int = 0) -> Iterator[Name]:
    """Entries inside free room; each ends with its own offset, or with that of free room it became part of."""
    at = start
    while at + 16 <= stop:
        entry = entry_at(fs, block, at, stop, start)
        if entry is None:
            at += 8
            continue
        number, name, kind, size = entry
        yield Name(number & 0xFFFFFFFF, parent, name, lsn, cut=True, type=kind)
        at += size


def entry_at(fs: Xfs, block: bytes, at: int, stop: int, least: int | None = None) -> tuple[int, str, int, int] | None:
    """(inode, name, type, size) of the entry at `at`, None when none stands there; its tag is `at`, or from `least`."""
    length = block[at + 8]
    size = -(-(9 + length + fs.has_type + 2) // 8) * 8
    if not length or at + size > stop:
        return None
    tag = struct.unpack_from(">H", block, at + size - 2)[0]
    if not (least if least is not None else at) <= tag <= at:
        return None
    kind = block[at + 9 + length] if fs.has_type else 0
    name = name_of(block[at + 9 : at + 9 + length]) if least is None else _good(block[at + 9 : at + 9 + length])
    if name is None or kind > 8:
        return None
    return struct.unpack_from(">Q", block, at)[0], name, kind, size


def scan_names(fs: Xfs, tree: Tree, place: int, piece: bytes) -> None:
    """Add the names left behind in the directory blocks, live or freed, of a piece of the volume."""
    words = np.frombuffer(piece[: len(piece) // fs.block_size * fs.block_size], "<u4").reshape(-1, fs.block_size // 4)
    for magic in HEADS:
        for k in np.flatnonzero(words[:, 0] == int.from_bytes(magic, "little")).tolist():
            _scan_block(fs, tree, place + k * fs.block_size)


def _scan_block(fs: Xfs, tree: Tree, place: int) -> None:
    block = fs.volume.read(place, fs.folder_block)
    if len(block) < fs.folder_block:
        return
    parent = struct.unpack_from(">Q", block, 40)[0] if block[3:4] == b"3" else tree.owner.get(place, 0)
    free = fs.free.free_in(place, place + 1) > 0
    try:
        for name, stale in block_entries(fs, block, parent):
            if (stale or free or parent not in tree.paths) and name.name not in (".", ".."):
                tree.add(name)
    except DAMAGE:
        return


def _good(raw: bytes) -> str | None:
    """The name, None when no name would be written so."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return name if name.isprintable() and "/" not in name else None
