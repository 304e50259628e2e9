"""The write-ahead log of SQLite: pages written since the last checkpoint, one frame each, older states among them.

Format: https://www.sqlite.org/fileformat2.html , section 4. Frames whose salts are not those of the header are left
from an earlier round of the log.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MAGICS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
HEAD, FRAME = 32, 24


@dataclass(frozen=True, slots=True)
class Frame:
    """One page as it was written: its number, where its bytes stand in the log, whether it is of the present round."""

    page: int
    place: int
    current: bool


def page_size_of(head: bytes) -> int:
    """The size of the pages of a log; ValueError where that cannot be true."""
    size = struct.unpack_from(">I", head, 8)[0] if len(head) >= HEAD and head[:4] in MAGICS else 0
    if not 512 <= size <= 65536 or size & (size - 1):
        raise ValueError("no write-ahead log")
    return int(size)


def frames(read: Callable[[int, int], bytes], size: int) -> Iterator[Frame]:
    """Every frame of the log, oldest first within a round."""
    head = read(0, HEAD)
    page = page_size_of(head)
    for at in range(HEAD, size - FRAME - page + 1, FRAME + page):
        front = read(at, FRAME)
        number = struct.unpack_from(">I", front)[0]
        if number:
            yield Frame(number, at + FRAME, front[8:16] == head[16:24])
