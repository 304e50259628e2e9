"""Which bytes of a volume belong to nobody, as sorted runs: for the reused blocks of a deleted file and for carving."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from tenmatsu.evidence.disks.extent import Extent

Runs = NDArray[np.int64]
PIECE = 1 << 20


class FreeMap:
    """Free runs `starts[k]` … `ends[k]` in bytes of the volume, sorted, apart from one another."""

    def __init__(self, starts: Runs, ends: Runs) -> None:
        order = np.argsort(starts, kind="stable")
        self.starts, self.ends = _joined(starts[order], ends[order])
        self._before = np.concatenate(([0], np.cumsum(self.ends - self.starts)))

    @classmethod
    def of(cls, runs: Iterable[tuple[int, int]]) -> FreeMap:
        """From (start, end) pairs in any order."""
        table = np.array([run for run in runs if run[0] < run[1]], dtype=np.int64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1])

    @classmethod
    def of_bits(cls, read: Callable[[int, int], bytes], units: int, unit: int, base: int = 0) -> FreeMap:
        """From a bitmap (`read(byte, n)`, low bit first, 1 = used): `units` of `unit` bytes from byte `base` on."""
        starts, ends = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for at in range(0, (units + 7) // 8, PIECE):
            first, last = free_bits(read(at, PIECE), min(units - at * 8, PIECE * 8))
            starts.append((first + at * 8) * unit + base)
            ends.append((last + at * 8) * unit + base)
        return cls(np.concatenate(starts), np.concatenate(ends))

    def free_in(self, start: int, end: int) -> int:
        """How many bytes of `start` … `end` are free."""
        return int(self._upto(end) - self._upto(start))

    def _upto(self, at: int) -> int:
        k = int(np.searchsorted(self.starts, at, "right"))
        if k == 0:
            return 0
        return int(self._before[k - 1]) + min(at, int(self.ends[k - 1])) - int(self.starts[k - 1])

    def used_blocks(
        self, extents: Iterable[Extent], block: int, taken: Iterable[Extent] = (), own: Iterable[Extent] = ()
    ) -> int:
        """How many blocks of `block` bytes of these extents are not free.

        `taken` blocks within them count as well although the map has them free; `own` do not, although it has not.
        """
        extents = tuple(extents)
        used = sum(self._used(one, block) for one in extents)
        kept = FreeMap.of((one.start, one.end) for one in own)
        used -= sum(self._used(one, block) for one in kept.part_of(extents)) if len(kept.starts) else 0
        used += sum(self.free_in(one.start, one.end) for one in taken)
        return -(-used // block)

    def _used(self, one: Extent, block: int) -> int:
        start, end = one.start // block * block, -(-one.end // block) * block
        return end - start - self.free_in(start, end)

    def part_of(self, extents: Iterable[Extent]) -> tuple[Extent, ...]:
        """The pieces of these extents that are free, in order of `logical`."""
        out = []
        for one in extents:
            first = max(0, int(np.searchsorted(self.starts, one.start, "right")) - 1)
            last = int(np.searchsorted(self.starts, one.end, "left"))
            for k in range(first, last):
                begin, end = max(one.start, int(self.starts[k])), min(one.end, int(self.ends[k]))
                if begin < end:
                    out.append(Extent(one.logical + begin - one.start, begin, end - begin))
        return tuple(sorted(out))

    def without(self, extents: Iterable[Extent]) -> FreeMap:
        """The map after these extents have been taken out of it."""
        taken = sorted((one.start, one.end) for one in extents if one.length > 0)
        runs, k = [], 0
        for start, end in self:
            while k < len(taken) and taken[k][1] <= start:
                k += 1
            at, j = start, k
            while j < len(taken) and taken[j][0] < end:
                runs.append((at, taken[j][0]))
                at = max(at, taken[j][1])
                j += 1
            runs.append((at, end))
        return FreeMap.of(runs)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.starts.tolist(), self.ends.tolist(), strict=True)

    @property
    def size(self) -> int:
        """Free bytes in all."""
        return int(self._before[-1])


def free_bits(bitmap: bytes, count: int) -> tuple[Runs, Runs]:
    """First and behind-last bit of each run of zeros among the first `count` bits; missing bits count as used."""
    bits = np.ones(count + 2, np.uint8)
    unpacked = np.unpackbits(np.frombuffer(bitmap, np.uint8), bitorder="little")[:count]
    bits[1 : 1 + len(unpacked)] = unpacked
    steps = np.diff(bits.view(np.int8))
    return np.flatnonzero(steps == -1).astype(np.int64), np.flatnonzero(steps == 1).astype(np.int64)


def _joined(starts: Runs, ends: Runs) -> tuple[Runs, Runs]:
    """Runs that touch or overlap made one."""
    if not len(starts):
        return starts.astype(np.int64), ends.astype(np.int64)
    reach = np.maximum.accumulate(ends)
    first = np.concatenate(([True], starts[1:] > reach[:-1]))
    last = np.concatenate((np.flatnonzero(first)[1:] - 1, [len(starts) - 1]))
    return starts[first], reach[last]
