"""The log of XFS: inodes, names and directory blocks as they were, also of files written and removed in one mount.

Written from the log chapters of https://git.kernel.org/pub/scm/fs/xfs/xfs-documentation.git . Records stand in
sectors of 512 bytes whose first 4 bytes carry the cycle number; what stood there is kept in the record's head. Records
hold operations; operations of one transaction hold regions; the regions of an item follow its format region. Heads are
big-endian, items are in the order of the machine that wrote them (here: little).
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from tenmatsu.evidence.disks.image import Image
from tenmatsu.evidence.disks.xfs import Inode, Xfs

RECORD = 0xFEEDBABE
SECTOR = 512
LARGEST_RECORD = 1 << 18
HEAD_COVERS = 32 << 10
FREEING, FREED, INODE, BUFFER = 0x1236, 0x1237, 0x123B, 0x123C
"""Extents that are about to be given up, those that were, inodes, buffers."""
TRANSACTION = b"NART"
COMMIT, CONTINUES, CONTINUED, UNMOUNT = 0x2, 0x4, 0x8, 0x20
CORE, FORK_DATA = 0x1, 0x2 | 0x4
INODE_BUFFER, CANCEL = 0x1, 0x2
CHUNK = 128
LITTLE = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a metadata buffer at byte `place` of the volume, from byte `offset` of the buffer.

    `cancels` bytes from `place` on were given up: what was logged for them before must not be written back.
    """

    lsn: int
    place: int
    offset: int
    data: bytes
    cancels: int = 0


@dataclass(slots=True)
class Log:
    """Inodes by number and pieces of buffers, oldest first; `tail`: the first record that was not yet in its place.

    `freeing`: by number, the extents that were about to be given up when the log ends.
    """

    inodes: defaultdict[int, list[Inode]] = field(default_factory=lambda: defaultdict(list))
    pieces: list[Piece] = field(default_factory=list)
    inode_buffers: set[int] = field(default_factory=set)
    freeing: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    tail: int = 0
    written: dict[int, int] = field(default_factory=dict)
    records: int = 0
    clean: bool = True
    foreign: bool = False


def read_log(fs: Xfs) -> Log:
    """Everything the log still holds; an empty one where it stands on another device."""
    log = Log()
    if not fs.log_start:
        return log
    region = fs.volume.part(fs.block_at(fs.log_start) * fs.block_size, fs.log_blocks * fs.block_size)
    parts: defaultdict[int, list[bytes]] = defaultdict(list)
    begun: dict[int, int] = {}
    for lsn, data, operations in _records(region, log):
        log.records += 1
        _operations(log, lsn, data, operations, parts, begun)
    for transaction, regions in parts.items():
        _items(log, begun.get(transaction, 0), regions)
    return log


def _records(region: Image, log: Log) -> Iterator[tuple[int, bytes, int]]:
    """(lsn, data, operations) of each record, oldest first."""
    heads = []
    for at in range(0, region.size, 1 << 24):
        piece = region.read(at, 1 << 24)
        words = np.frombuffer(piece[: len(piece) // SECTOR * SECTOR], ">u4").reshape(-1, SECTOR // 4)
        for k in np.flatnonzero(words[:, 0] == RECORD).tolist():
            head = piece[k * SECTOR : (k + 1) * SECTOR]
            if struct.unpack_from(">I", head, 8)[0] in (1, 2):
                heads.append((struct.unpack_from(">Q", head, 16)[0], at + k * SECTOR, head))
    for lsn, at, head in sorted(heads):
        length, operations = struct.unpack_from(">I", head, 12)[0], struct.unpack_from(">I", head, 40)[0]
        if struct.unpack_from(">I", head, 300)[0] not in (0, LITTLE):
            log.foreign = True
            continue
        if 0 < length <= LARGEST_RECORD:
            log.tail = struct.unpack_from(">Q", head, 24)[0]
            yield lsn, _data(region, at, head, length), operations


def _data(region: Image, at: int, head: bytes, length: int) -> bytes:
    """The data of a record with the words that the cycle numbers replaced, up to where a younger record begins."""
    cycle, version, size = *struct.unpack_from(">II", head, 4), struct.unpack_from(">I", head, 320)[0]
    heads = min(8, max(1, -(-size // HEAD_COVERS))) if version == 2 else 1
    words = [*struct.unpack_from(">64I", head, 44)]
    for k in range(1, heads):
        words += struct.unpack_from(">64I", _wrapped(region, at + k * SECTOR, SECTOR), 4)
    raw = bytearray(_wrapped(region, at + heads * SECTOR, -(-length // SECTOR) * SECTOR))
    for k in range(min(len(raw) // SECTOR, len(words))):
        beyond = at + (heads + k) * SECTOR >= region.size
        if struct.unpack_from(">I", raw, k * SECTOR)[0] != cycle + beyond:
            return bytes(raw[: k * SECTOR])
        struct.pack_into(">I", raw, k * SECTOR, words[k])
    return bytes(raw[:length])


def _wrapped(region: Image, at: int, count: int) -> bytes:
    """Bytes of the log from `at`, going on at its start behind its end."""
    at %= region.size
    found = region.read(at, count)
    return found + region.read(0, count - len(found)) if len(found) < count else found


def _operations(
    log: Log, lsn: int, data: bytes, count: int, parts: defaultdict[int, list[bytes]], begun: dict[int, int]
) -> None:
    """Put the regions of each transaction together; read its items when it is committed."""
    at = 0
    for _ in range(count):
        if at + 12 > len(data):
            return
        transaction, length = struct.unpack_from(">II", data, at)
        flags = data[at + 9]
        body = data[at + 12 : at + 12 + length]
        at += 12 + length
        log.clean = bool(flags & UNMOUNT)
        begun.setdefault(transaction, lsn)  # an inode on the disk carries the number of its transaction's first record
        if flags & CONTINUED and parts[transaction]:
            parts[transaction][-1] += body
        elif body:
            parts[transaction].append(body)
        if flags & COMMIT:
            _items(log, begun.pop(transaction), parts.pop(transaction, []))


def _items(log: Log, lsn: int, regions: list[bytes]) -> None:
    k = 0
    while k < len(regions):
        form = regions[k]
        kind, count = struct.unpack_from("<HH", form) if len(form) >= 4 else (0, 0)
        body = regions[k + 1 : k + count]
        if kind == INODE and len(form) >= 56 and 2 <= count <= 4:
            _inode(log, lsn, form, body)
        elif kind == FREEING and len(form) >= 16:
            log.freeing[struct.unpack_from("<Q", form, 8)[0]] = (lsn, form[16:])
        elif kind == FREED and len(form) >= 16:
            log.freeing.pop(struct.unpack_from("<Q", form, 8)[0], None)
        elif kind == BUFFER and len(form) >= 20:
            _buffer(log, lsn, form, body)
        k += max(1, count) if 0x1236 <= kind <= 0x124F and form[:4] != TRANSACTION else 1


def _inode(log: Log, lsn: int, form: bytes, body: list[bytes]) -> None:
    """An inode item: its core, then its data fork when that was logged."""
    fields, number = struct.unpack_from("<I", form, 4)[0], struct.unpack_from("<Q", form, 16)[0]
    if not body or len(body[0]) < 96 or body[0][:2] != b"NI":
        return
    fork = body[1] if fields & FORK_DATA and len(body) > 1 else None
    log.inodes[number].append(Inode(number, body[0].ljust(176, b"\0"), "<", fork, lsn))


def _buffer(log: Log, lsn: int, form: bytes, body: list[bytes]) -> None:
    """A buffer item: a map of the 128-byte chunks that follow, each run of them one region."""
    flags, sectors, place, words = struct.unpack_from("<HHqI", form, 4)
    if place < 0 or words > 64 or len(form) < 20 + words * 4:
        return
    if flags & CANCEL:
        log.pieces.append(Piece(lsn, place * SECTOR, 0, b"", sectors * SECTOR))
        return
    if flags & INODE_BUFFER:
        log.inode_buffers.add(place * SECTOR)
    log.written[place * SECTOR] = max(log.written.get(place * SECTOR, 0), lsn)
    bits = np.unpackbits(np.frombuffer(form, np.uint8, words * 4, 20), bitorder="little")
    steps = np.diff(np.concatenate(([0], bits, [0])).astype(np.int8))
    runs = zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True)
    queue = list(body)
    for first, last in runs:
        wanted = (last - first) * CHUNK
        piece = b""
        while queue and len(piece) < wanted:  # a long run may come in several regions
            piece += queue.pop(0)
        if first * CHUNK < sectors * SECTOR:
            log.pieces.append(Piece(lsn, place * SECTOR, first * CHUNK, piece[:wanted]))
