"""An XFS volume as it will be once its log has been written back: an image of a running or crashed system needs it.

Buffers are replaced piece by piece; an inode is turned from the order of the machine into that of the disk.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial

from tenmatsu.evidence.disks.image import Image
from tenmatsu.evidence.disks.overlay import with_blocks
from tenmatsu.evidence.disks.xfs import BIGTIME, BTREE, Inode, Xfs
from tenmatsu.evidence.disks.xfs_log import Log

SECTOR = 512
CORE = "HHBBHIIIHHQ{t}{t}{t}QQIIHBBIHHI4s4sQQQI12s{t}Q16s"
"""The 176 bytes of an inode core; a time is one number (bigtime) or seconds and nanoseconds."""
OLD_CORE = "HHBBHIIIHHQ{t}{t}{t}QQIIHBBIHHI4s"
BLOCK_HEAD = {3: 72, 2: 24, 1: 24}


class _Sectors:
    """Sectors that are written over, each as it is and then changed."""

    def __init__(self, volume: Image) -> None:
        self.volume = volume
        self.changed: dict[int, bytearray] = {}

    def write(self, place: int, data: bytes) -> None:
        """Put `data` at a byte of the volume."""
        at = 0
        while at < len(data):
            sector, within = divmod(place + at, SECTOR)
            count = min(SECTOR - within, len(data) - at)
            if sector not in self.changed:
                self.changed[sector] = bytearray(self.volume.read(sector * SECTOR, SECTOR).ljust(SECTOR, b"\0"))
            self.changed[sector][within : within + count] = data[at : at + count]
            at += count

    def forget(self, place: int, count: int) -> None:
        """Give up what was to be written there."""
        for sector in range(place // SECTOR, (place + count) // SECTOR):
            self.changed.pop(sector, None)


def replayed(fs: Xfs, log: Log) -> Image | None:
    """The volume with the log written back; None where it was unmounted cleanly."""
    if log.clean or not log.records:
        return None
    sectors = _Sectors(fs.volume)
    for piece in log.pieces:
        if piece.lsn < log.tail or piece.place in log.inode_buffers:
            continue
        if piece.cancels:
            sectors.forget(piece.place, min(piece.cancels, 1 << 20))
        elif piece.place + piece.offset + len(piece.data) <= fs.volume.size:
            sectors.write(piece.place + piece.offset, piece.data)
    for number, versions in log.inodes.items():
        recent = [one for one in versions if one.lsn >= log.tail]
        if recent and fs.is_inode_number(number):
            _write_inode(fs, sectors, recent)
    blocks = {sector * SECTOR: partial(bytes, data) for sector, data in sectors.changed.items()}
    return with_blocks(fs.volume, blocks, SECTOR)


def given_up(fs: Xfs, log: Log) -> Iterator[tuple[int, int]]:
    """(block, block behind) of the extents that the log says are about to be free: nobody holds them any more."""
    for lsn, raw in log.freeing.values():
        if lsn < log.tail:
            continue
        for packed, count in struct.iter_unpack("<QI4x", raw[: len(raw) // 16 * 16]):
            block = fs.block_at(packed)
            if count and block + count <= fs.blocks:
                yield block, block + count


def _write_inode(fs: Xfs, sectors: _Sectors, recent: list[Inode]) -> None:
    newest = recent[-1]
    place = fs.place_of(newest.number)
    core = _core(newest)
    sectors.write(place, core)
    forked = next((one for one in reversed(recent) if one.fork is not None and one.format == newest.format), None)
    if forked is not None and forked.fork is not None:
        room = newest.raw[82] * 8 or fs.inode_size - len(core)
        fork = _root(forked, room) if newest.format == BTREE else forked.fork
        sectors.write(place + len(core), fork[:room])


def _core(inode: Inode) -> bytes:
    """The core in the order of the disk."""
    form = (CORE if inode.version == 3 else OLD_CORE).format(t="Q" if inode.flags2 & BIGTIME else "II")
    size = struct.calcsize(f"<{form}")
    return struct.pack(f">{form}", *struct.unpack_from(f"<{form}", inode.raw))[:size]


def _root(inode: Inode, room: int) -> bytes:
    """The root of an extent tree as it stands in an inode, from the block that memory holds it in."""
    raw, head = inode.fork or b"", BLOCK_HEAD[inode.version]
    if len(raw) < head + 16:
        return b""
    level, count = struct.unpack_from(">HH", raw, 4)
    held, most = (len(raw) - head) // 16, (room - 4) // 16
    count = min(count, held, most)
    keys, pointers = raw[head : head + 8 * count], raw[head + 8 * held : head + 8 * (held + count)]
    return struct.pack(">HH", level, count) + keys.ljust(8 * most, b"\0") + pointers.ljust(8 * most, b"\0")
