"""qcow2 (versions 2 and 3) as one row of bytes: also compressed clusters, and subclusters (extended L2).

After the QEMU project's own description, docs/interop/qcow2.txt. Numbers are big-endian. A guest's cluster is found
through two tables; it stands in the file, is compressed (deflate or Zstandard), reads as zeros, or was never written.
"""

from __future__ import annotations

import functools
import os
import struct
import zlib
from pathlib import Path

import zstandard

EXTERNAL, COMPRESSION, EXTENDED = 0x4, 0x8, 0x10
KNOWN = 0x1 | 0x2 | EXTERNAL | COMPRESSION | EXTENDED
COMPRESSED, ZERO = 1 << 62, 1
PLACE = 0x00FF_FFFF_FFFF_FE00
SUBCLUSTERS = 32
MOST_L1 = 32 << 20
TABLES, CLUSTERS = 64, 16
"""Tables and decompressed clusters that are held."""


class Qcow:
    """An opened image: `size` bytes, `notes` on what was not opened. ValueError: not one that can be read, and why."""

    def __init__(self, path: Path) -> None:
        self.file = -1
        self.file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        head = os.pread(self.file, 112, 0).ljust(112, b"\0")
        version, backing, _, bits, self.size, locked, entries, at = struct.unpack_from(">IQIIQIIQ", head, 4)
        snapshots = struct.unpack_from(">I", head, 60)[0]
        features = struct.unpack_from(">Q", head, 72)[0] if version >= 3 else 0
        if version not in (2, 3) or features & ~KNOWN:
            raise ValueError("a version of qcow that is not known here")
        if locked or features & EXTERNAL:
            raise ValueError("encrypted" if locked else "its data stand in another file")
        if not 9 <= bits <= 21 or entries * 8 > MOST_L1:
            raise ValueError("its head is damaged")
        self.bits, self.cluster = bits, 1 << bits
        self.width = 16 if features & EXTENDED else 8
        self.zstd = bool(features & COMPRESSION and head[104] == 1)
        raw = os.pread(self.file, entries * 8, at)
        if len(raw) < entries * 8:
            raise ValueError("its first table is cut off")
        self.level_1 = struct.unpack(f">{entries}Q", raw)
        self.notes = tuple(_notes(backing, snapshots))
        self._table = functools.lru_cache(TABLES)(self._read_table)
        self._inflated = functools.lru_cache(CLUSTERS)(self._inflate)

    def __del__(self) -> None:
        if self.file >= 0:
            os.close(self.file)

    def read(self, offset: int, count: int) -> bytes:
        """`count` bytes from `offset`; OSError where a cluster cannot be read."""
        pieces = []
        while count > 0:
            within = offset & (self.cluster - 1)
            take = min(count, self.cluster - within)
            pieces.append(self._piece(offset >> self.bits, within, take))
            offset, count = offset + take, count - take
        return b"".join(pieces)

    def _piece(self, number: int, within: int, count: int) -> bytes:
        """Bytes of one cluster."""
        upper, index = divmod(number, self.cluster // self.width)
        place = self.level_1[upper] & PLACE if upper < len(self.level_1) else 0
        if not place:
            return bytes(count)
        table = self._table(place)
        entry = int.from_bytes(table[index * self.width : index * self.width + 8], "big")
        if entry & COMPRESSED:
            return self._inflated(entry & (COMPRESSED - 1))[within : within + count]
        if self.width == 16:
            bitmap = int.from_bytes(table[index * 16 + 8 : index * 16 + 16], "big")
            return self._subclusters(entry & PLACE, bitmap & 0xFFFFFFFF, within, count)
        if entry & ZERO or not entry & PLACE:
            return bytes(count)
        return self._exactly((entry & PLACE) + within, count)

    def _subclusters(self, place: int, allocated: int, within: int, count: int) -> bytes:
        """Of each of the 32 parts of a cluster a bit says whether it was written; the others read as zeros."""
        size, pieces = self.cluster // SUBCLUSTERS, []
        while count > 0:
            take = min(count, size - within % size)
            held = place and allocated >> (within // size) & 1
            pieces.append(self._exactly(place + within, take) if held else bytes(take))
            within, count = within + take, count - take
        return b"".join(pieces)

    def _read_table(self, place: int) -> bytes:
        return self._exactly(place, self.cluster)

    def _inflate(self, entry: int) -> bytes:
        """A compressed cluster: where it begins, and how many further sectors of 512 bytes it reaches into."""
        bits = 62 - (self.bits - 8)
        place, sectors = entry & ((1 << bits) - 1), entry >> bits
        raw = os.pread(self.file, (sectors + 1) * 512 - (place & 511), place)
        try:
            if self.zstd:
                content = zstandard.ZstdDecompressor().decompressobj().decompress(raw)[: self.cluster]
            else:
                content = zlib.decompressobj(-15).decompress(raw, self.cluster)
        except (zlib.error, zstandard.ZstdError) as error:
            raise OSError("a compressed cluster is damaged") from error
        if len(content) < self.cluster:
            raise OSError("a compressed cluster is cut off")
        return content

    def _exactly(self, place: int, count: int) -> bytes:
        """Bytes of the file. Its last cluster may be a shorter one; what begins behind the end is missing."""
        raw = os.pread(self.file, count, place)
        if not raw:
            raise OSError("a cluster lies behind the end of the file")
        return raw.ljust(count, b"\0")


def _notes(backing: int, snapshots: int) -> list[str]:
    notes = []
    if backing:
        notes.append("the qcow2 image rests on a backing file, which was not read: what it holds reads as zeros here")
    if snapshots:
        notes.append(f"{snapshots} snapshots inside the qcow2 image were not examined, only its present state")
    return notes
