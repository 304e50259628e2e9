"""Folders of FAT volumes whose own entry was overwritten: their first cluster begins with the entries `.` and `..`."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from datetime import datetime, tzinfo

import numpy as np

from tenmatsu.evidence.disks.fat_entries import stamp
from tenmatsu.evidence.disks.fat_volume import Fat

PIECE = 1 << 22
MARK = b".          \x10"
PARENT = b"..         \x10"


def orphan_folders(fat: Fat, known: Collection[int], zone: tzinfo) -> Iterator[tuple[int, int, datetime | None]]:
    """(first cluster, that of the folder above (0 the root), when it was made) of nameless folders in free room."""
    if fat.exfat:
        return  # its folders do not say that they are such
    step = max(PIECE // fat.cluster, 1) * fat.cluster
    for start, end in fat.free:
        for at in range(start, end, step):
            raw = fat.volume.read(at, min(step, end - at))
            rows = np.frombuffer(raw[: len(raw) // fat.cluster * fat.cluster], np.uint8).reshape(-1, fat.cluster)
            for k in np.flatnonzero((rows[:, 0] == 0x2E) & (rows[:, 11] & 0x3F == 0x10)).tolist():
                piece = rows[k, :64].tobytes()
                number = (at - fat.first) // fat.cluster + k + 2
                if piece[:12] == MARK and piece[32:44] == PARENT and _cluster(piece) == number and number not in known:
                    made, on = struct.unpack_from("<HH", piece, 14)
                    yield number, _cluster(piece[32:]), stamp(made, on, 0, zone)


def _cluster(entry: bytes) -> int:
    low, high = struct.unpack_from("<H", entry, 26)[0], struct.unpack_from("<H", entry, 20)[0]
    return int(low | high << 16)
