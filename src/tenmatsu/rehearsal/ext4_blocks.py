"""The blocks of an ext4 volume that hold no file: descriptors, bitmaps, inode tables, folders, super block.

Offsets after the kernel's description (docs.kernel.org, filesystems/ext4); whole numbers are little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tenmatsu.errors import InputError

BLOCK = 4096
GROUP = 32_768
INODES = 64
INODE = 256
TABLE = INODES * INODE // BLOCK
EXTENT = 32_768
"""Blocks of the longest extent (128 MiB)."""
IN_INODE = 4
"""Extents, or pointers to leaves of extents, that an inode holds itself."""
IN_LEAF = (BLOCK - 12) // 12
FIRST = 12
"""The first inode after the reserved ones and lost+found (11)."""
ROOT, JOURNAL, LOST = 2, 8, 11


@dataclass(slots=True)
class Node:
    """One inode: a folder where `held` is set."""

    number: int
    made: int
    blocks: range
    size: int
    gone: int = 0
    held: list[tuple[str, int]] | None = None
    parent: int = ROOT
    leaves: range = range(0)
    """Blocks of the extent tree, behind those of the content; none where four extents are enough."""

    @property
    def taken(self) -> range:
        """Content and tree."""
        return range(self.blocks.start, self.blocks.stop + len(self.leaves))


@dataclass(slots=True)
class Volume:
    """The plan of the volume: inodes by number, and where data begins and ends."""

    groups: int
    data: int
    end: int
    nodes: dict[int, Node]
    content: list[tuple[Node, Path]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Blocks in all: a sixteenth and 512 blocks of free room behind the data."""
        return self.end + self.end // 16 + 512

    @property
    def bitmaps(self) -> int:
        """The first block bitmap, behind the group descriptors."""
        return 1 + -(-self.groups * 32 // BLOCK)

    @property
    def tables(self) -> int:
        """The first inode table."""
        return self.bitmaps + 2 * self.groups


def metadata(volume: Volume, gone: bool) -> Mapping[int, bytes]:
    """Block number → content of descriptors, bitmaps, inode tables and folders, before or after the deletion."""
    live = [node for node in volume.nodes.values() if not (gone and node.gone)]
    out: dict[int, bytes] = {}
    table = bytearray(TABLE * BLOCK)
    for node in volume.nodes.values():
        table[(node.number - 1) * INODE : node.number * INODE] = _inode(volume, node, gone)
    for at in range(TABLE):
        out[volume.tables + at] = bytes(table[at * BLOCK : (at + 1) * BLOCK])
    for node in live:
        if node.held is not None:
            out[node.blocks.start] = _folder(volume, node, gone)
        out |= leaves(node)
    used = _used(volume, live)
    for group in range(volume.groups):
        out[volume.bitmaps + group] = _bits(used[group * GROUP : (group + 1) * GROUP], BLOCK)
        taken = {LOST, *range(1, FIRST), *(node.number for node in live)} if group == 0 else set()
        out[volume.bitmaps + volume.groups + group] = _bits(bytes(int(at + 1 in taken) for at in range(INODES)), BLOCK)
    descriptors = b"".join(_descriptor(volume, group, used, live) for group in range(volume.groups))
    for at in range(1, volume.bitmaps):
        out[at] = descriptors[(at - 1) * BLOCK : at * BLOCK].ljust(BLOCK, b"\0")
    return out


def _used(volume: Volume, live: Sequence[Node]) -> bytes:
    """A byte for each block of every group: 1 when it is taken or lies behind the end of the volume."""
    used = bytearray(volume.groups * GROUP)
    for taken in (range(volume.data), range(volume.size, len(used)), *(node.taken for node in live)):
        used[taken.start : taken.stop] = b"\1" * len(taken)
    return bytes(used)


def _bits(taken: bytes, size: int) -> bytes:
    """A bitmap, least significant bit first; what lies beyond `taken` is marked as taken."""
    whole = taken.ljust(size * 8, b"\1")
    number = int(whole[::-1].translate(bytes([48, 49]) + bytes(254)), 2)
    return number.to_bytes(size, "little")


def _descriptor(volume: Volume, group: int, used: bytes, live: Sequence[Node]) -> bytes:
    free = used[group * GROUP : (group + 1) * GROUP].count(0)
    folders = sum(node.held is not None for node in live) if group == 0 else 0
    free_inodes = INODES - (len({*range(1, FIRST), *(node.number for node in live)}) if group == 0 else 0)
    places = (volume.bitmaps + group, volume.bitmaps + volume.groups + group, volume.tables + TABLE * group)
    return struct.pack("<3I4H", *places, free, free_inodes, folders, 0).ljust(32, b"\0")


def _inode(volume: Volume, node: Node, gone: bool) -> bytes:
    removed = gone and node.gone
    last = node.gone if removed else node.made
    folder = node.held is not None
    mode = 0o40755 if folder else 0o100600 if node.number == JOURNAL else 0o100644
    inner = [one for _, one in node.held or () if volume.nodes[one].held is not None]
    links = 0 if removed else 2 + len(inner) if folder else 1
    taken = 0 if removed else len(node.taken)
    size = 0 if removed else node.size
    root = _node(IN_INODE, []) if removed else _root(node)
    head = struct.pack(
        "<HHIIIIIHHIII", mode, 0, size & 0xFFFFFFFF, node.made, last, last, node.gone if removed else 0, 0, links,
        taken * (BLOCK // 512), 0x80000, 0,
    )  # fmt: skip
    extra = struct.pack("<HHIIIII", 32, 0, 0, 0, 0, node.made, 0)
    upper = struct.pack("<III", 0, 0, size >> 32).ljust(28, b"\0")
    return (head + root + upper + extra).ljust(INODE, b"\0")


def count_leaves(blocks: int) -> int:
    """Blocks that the extent tree of a file of so many blocks takes beside its inode."""
    extents = -(-blocks // EXTENT)
    return 0 if extents <= IN_INODE else -(-extents // IN_LEAF)


def leaves(node: Node) -> dict[int, bytes]:
    """Block number → content of each leaf of a file's extent tree; the file's removal leaves them as they are."""
    step = EXTENT * IN_LEAF
    return {
        leaf: _node(IN_LEAF, _rows(node.blocks, range(k * step, min((k + 1) * step, len(node.blocks)))))
        for k, leaf in enumerate(node.leaves)
    }


def _root(node: Node) -> bytes:
    """The 60 bytes of an inode: the extents, or where the leaves that hold them stand."""
    if not node.leaves:
        return _node(IN_INODE, _rows(node.blocks, range(len(node.blocks))))
    pointers = [struct.pack("<IIHH", k * IN_LEAF * EXTENT, leaf, 0, 0) for k, leaf in enumerate(node.leaves)]
    return _node(IN_INODE, pointers, depth=1)


def _rows(blocks: range, part: range) -> list[bytes]:
    """The extents of the blocks `part` of a file that stands in one piece."""
    starts = range(part.start, part.stop, EXTENT)
    return [struct.pack("<IHHI", at, min(EXTENT, part.stop - at), 0, blocks[at]) for at in starts]


def _node(room: int, rows: Sequence[bytes], depth: int = 0) -> bytes:
    """A node of an extent tree with room for so many rows: its head, then the rows."""
    return (struct.pack("<HHHHI", 0xF30A, len(rows), room, depth, 0) + b"".join(rows)).ljust(12 + 12 * room, b"\0")


def _folder(volume: Volume, node: Node, gone: bool) -> bytes:
    """The entries of a folder; a removed one is swallowed by the entry before it, and its bytes stay."""
    entries = [(".", node.number), ("..", node.parent), *(node.held or ())]
    out = bytearray()
    last = 0
    for name, number in entries:
        said = name.encode()
        other = volume.nodes[number]
        kept = not (gone and other.gone)
        body = struct.pack("<IHBB", number, 0, len(said), 2 if other.held is not None else 1) + said
        last = len(out) if kept else last
        out += body.ljust(-(-len(body) // 4) * 4, b"\0")
        struct.pack_into("<H", out, last + 4, len(out) - last)
        if not kept:
            struct.pack_into("<H", out, len(out) - -(-len(body) // 4) * 4 + 4, -(-len(body) // 4) * 4)
    if len(out) > BLOCK:
        raise InputError("a folder of the rehearsal holds more names than one block of the disk image")
    struct.pack_into("<H", out, last + 4, BLOCK - last)
    return bytes(out.ljust(BLOCK, b"\0"))


def super_block(volume: Volume, made: int, mark: bytes) -> bytes:
    """The 1,024 bytes that stand at byte 1,024: the volume after the deletion, cleanly closed."""
    live = [node for node in volume.nodes.values() if not node.gone]
    free = _used(volume, live).count(0)
    inodes = INODES * volume.groups
    free_inodes = inodes - len({*range(1, FIRST), *(node.number for node in live)})
    last = max(node.gone or node.made for node in volume.nodes.values())
    out = bytearray(1024)
    struct.pack_into(
        "<11I", out, 0, inodes, volume.size, 0, free, free_inodes, 0, 2, 2, GROUP, GROUP, INODES
    )  # fmt: skip
    struct.pack_into("<IIHHHHHHIIII", out, 44, last, last, 1, 0xFFFF, 0xEF53, 1, 1, 0, made, 0, 0, 1)
    struct.pack_into("<HHIHHIII", out, 80, 0, 0, FIRST - 1, INODE, 0, 0x204, 0x242, 0x6A)
    out[104:120] = mark
    out[120:124] = b"DATA"
    struct.pack_into("<I", out, 224, JOURNAL)
    out[236:253] = mark + b"\1"
    out[253] = 1
    struct.pack_into("<I", out, 264, made)
    out[268:328] = _root(volume.nodes[JOURNAL])
    struct.pack_into("<I", out, 332, volume.nodes[JOURNAL].size)
    struct.pack_into("<HHI", out, 348, 32, 32, 1)
    out[372] = 4
    return bytes(out)
