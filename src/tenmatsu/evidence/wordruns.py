"""What a Word 97–2003 document says of its characters beside the text: ends of rows, cells, deleted and hidden text.

[MS-DOC] 2.8.5 and 2.8.25: pages of 512 bytes in the main stream (FKP) give for each run of bytes the properties by
which it differs from its style.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

PAGE = 512
CHARACTERS, PARAGRAPHS = 0xFA, 0x102
"""Where the header keeps the place and size of the lists of pages (fcPlcfBteChpx, fcPlcfBtePapx)."""
DELETED, VANISHED, IN_TABLE, ROW_END = 0x0800, 0x083C, 0x2416, 0x2417
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes from … to of the main stream, and the properties written for them: number → operand."""

    start: int
    end: int
    set: dict[int, bytes]

    def on(self, number: int) -> bool:
        """Whether a property that is on or off is on."""
        return self.set.get(number, b"")[:1] == b"\x01"

    @property
    def hidden(self) -> str | None:
        """Why these characters are not seen; None where nothing of the run hides them. White text is not taken for
        hidden: the ground of a cell is told elsewhere."""
        return "deleted" if self.on(DELETED) else "vanish" if self.on(VANISHED) else None


def runs(stream: bytes, table: bytes, which: int) -> Iterator[Run]:
    """The runs of characters (`which` = CHARACTERS) or paragraphs; damaged pages are left away."""
    if which + 8 > len(stream):
        return
    start, size = struct.unpack_from("<II", stream, which)
    listed = table[start : start + size]
    count = (len(listed) - 4) // 8
    if count <= 0:
        return
    for number in struct.unpack_from(f"<{count}I", listed, 4 * (count + 1)):
        page = stream[number % (1 << 22) * PAGE :][:PAGE]
        if len(page) == PAGE:
            yield from _page(page, which == PARAGRAPHS)


def _page(page: bytes, paragraphs: bool) -> Iterator[Run]:
    count = page[-1]
    wide = 13 if paragraphs else 1
    if 4 * (count + 1) + wide * count >= PAGE:
        return
    ends = struct.unpack_from(f"<{count + 1}I", page)
    for at in range(count):
        place = 2 * page[4 * (count + 1) + wide * at]
        if not place or ends[at] >= ends[at + 1]:
            continue
        size, begin = page[place], place + 1
        if paragraphs:
            size, begin = (2 * page[begin], begin + 1) if not size and begin < PAGE else (2 * size - 1, begin)
            size, begin = size - 2, begin + 2  # behind the number of the style
        yield Run(ends[at], ends[at + 1], _properties(page[begin : begin + max(size, 0)]))


def _properties(data: bytes) -> dict[int, bytes]:
    """A list of properties (grpprl): number (2 bytes) and an operand whose size the number tells."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 3 <= len(data):
        number = struct.unpack_from("<H", data, at)[0]
        at += 2
        if number >> 13 == 6:
            size = (
                struct.unpack_from("<H", data, at)[0] + 1 if number == 0xD608 and at + 2 <= len(data) else data[at] + 1
            )
        else:
            size = _SIZES[number >> 13]
        found[number] = data[at : at + size]
        at += size
    return found
