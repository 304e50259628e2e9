"""The noun of the disks: a file found on a disk image, live, deleted or carved, and where its bytes stand."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.model import State

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CHUNK = 1 << 20
LARGEST = 1 << 44
"""No file system here holds a file above 16 TiB; a larger size is a damaged one."""


@dataclass(frozen=True, slots=True)
class DiskFile:
    """A file of a disk image: what is known of it, how it was found, and whether its bytes are still its own.

    path      names joined by '/'; `volume` ('p1') is the partition, '' where the image is one file system. A file whose
              name is lost is `inode-17`; one whose folder is lost is `?/a.csv`.
    size      bytes; for XFS without a log copy the zeros at the end are not counted (a note says so)
    method    how it was found: 'directory' (live), 'ext-journal', 'ext-inode', 'xfs-inode', 'xfs-log', 'mft', 'fat',
              'rows', 'sqlite-pages'
    order     a number by which deleted files of one volume are put in the order of their deletion; -1 unknown
    blocks    blocks that hold its content; `reused` of them belong to something else since; None when nobody can say
    taken     those bytes of the volume that are known to be another's although the free map calls them free
    source    (offset, n) → bytes, short only at the end of the file
    """

    path: str
    size: int
    state: State
    method: str
    source: Callable[[int, int], bytes] = field(repr=False, compare=False)
    volume: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    changed: datetime | None = None
    deleted: datetime | None = None
    extents: tuple[Extent, ...] = field(default=(), repr=False)
    block_size: int = 512
    blocks: int = 0
    reused: int | None = 0
    taken: tuple[Extent, ...] = field(default=(), repr=False)
    order: int = -1
    media_type: str | None = None
    encoding: str | None = None
    notes: tuple[str, ...] = ()

    def read(self, chunk: int = CHUNK) -> Iterator[bytes]:
        """The content from the start in pieces of at most `chunk` bytes; ImageError where the image cannot be read."""
        at = 0
        while at < self.size:
            piece = self.source(at, min(chunk, self.size - at))
            if not piece:
                return
            yield piece
            at += len(piece)

    @property
    def reused_share(self) -> float | None:
        """Share of the blocks that belong to something else since (0 … 1); None when it cannot be said."""
        if self.reused is None:
            return None
        return min(1.0, self.reused / self.blocks) if self.blocks else 0.0

    @property
    def intact(self) -> bool:
        """True only when every block is the file's own as far as the file system can tell, and nothing is missing."""
        return self.reused == 0 and not any(note.startswith(DOUBT) for note in self.notes)

    def doubted(self, why: str) -> DiskFile:
        """The same file with a note that takes away the word intact."""
        return self.noted(f"{DOUBT}: {why}")

    def noted(self, note: str) -> DiskFile:
        """The same file with one more note."""
        return replace(self, notes=(*self.notes, note))

    def offset_of(self, position: int) -> int | None:
        """The byte of the image at which byte `position` of the content stands; None in a hole."""
        for one in self.extents:
            if one.logical <= position < one.logical + one.length:
                return one.start + position - one.logical
        return None


EARLIER = "an earlier content of the file"
DOUBT = "not proven whole"
"""The first words of every note that takes away the word intact."""


def moment(seconds: float, nanoseconds: int = 0) -> datetime | None:
    """Seconds since 1970 as a time in UTC; None for 0 and for what no calendar holds."""
    if not seconds and not nanoseconds:
        return None
    try:
        return EPOCH + timedelta(seconds=seconds, microseconds=nanoseconds // 1000)
    except (OverflowError, ValueError):
        return None


def from_extents(
    read: Callable[[int, int], bytes], extents: tuple[Extent, ...], filler: bytes = b"\0"
) -> Callable[[int, int], bytes]:
    """A source that reads `extents`, which do not overlap; `filler` over and over stands in the holes between them."""
    ordered = sorted(extents)
    firsts = [one.logical for one in ordered]

    def source(offset: int, count: int) -> bytes:
        buffer = bytearray(filler * (count // len(filler) + 1))[:count]
        for one in ordered[
            max(0, bisect.bisect_right(firsts, offset) - 1) : bisect.bisect_left(firsts, offset + count)
        ]:
            begin, end = max(one.logical, offset), min(one.logical + one.length, offset + count)
            if begin < end:
                piece = read(one.start + begin - one.logical, end - begin)
                buffer[begin - offset : begin - offset + len(piece)] = piece
        return bytes(buffer)

    return source


def from_bytes(content: bytes) -> Callable[[int, int], bytes]:
    """A source over bytes that are already here (a resident file, a file inside its inode)."""
    return lambda offset, count: content[offset : offset + count]


def from_file(path: Path) -> Callable[[int, int], bytes]:
    """A source over a file that was written down."""

    def source(offset: int, count: int) -> bytes:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(count)

    return source
