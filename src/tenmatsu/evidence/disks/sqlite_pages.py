"""Rows out of SQLite leaf pages that stand in room that belongs to no file.

Format: https://www.sqlite.org/fileformat2.html . A leaf page of a table begins with 0D, the number of its cells and the
offsets of the cells; each cell holds a row: its length, its number, the types of its values, the values. The size of
the page is not in it: it is the least power of two into which the farthest cell fits.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from tenmatsu.evidence.disks.row_shapes import PERSONAL, class_of

LEAF = 0x0D
FIRST = np.frombuffer(b"SQLi", np.uint8)
FIRST_HEAD = 100
"""The first page of a database begins with 100 bytes of its own."""
SECTOR = 512
LARGEST_PAGE = 65536
MOST_COLUMNS = 500
Read = Callable[[int, int], bytes]
Row = tuple[int, list[str]]


@dataclass(slots=True)
class Pages:
    """Leaf pages as they are met in a pass over free room (`watch`), and the rows in them (`tables`)."""

    places: list[int] = field(default_factory=list)

    def watch(self, raw: bytes, at: int) -> None:
        """Note the sectors of a window that could begin a leaf page."""
        sectors = np.frombuffer(raw[: len(raw) // SECTOR * SECTOR], np.uint8).reshape(-1, SECTOR)
        begins = (sectors[:, 0] == LEAF) & (sectors[:, 3:5].any(axis=1)) & (sectors[:, 7] <= 60)
        begins |= (sectors[:, :4] == FIRST).all(axis=1)
        self.places += (np.flatnonzero(begins) * SECTOR + at).tolist()

    def tables(self, read: Read) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
        """(labels, rows) for each number of columns among the pages, when the rows could be of persons."""
        rows: defaultdict[int, list[Row]] = defaultdict(list)
        labels: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
        for place in self.places:
            for offset, values in page_rows(read, place):
                if values[0] == "table" and len(values) == 5 and values[4].upper().startswith("CREATE TABLE"):
                    names = columns_of(values[4])
                    labels[len(names)].append(names)
                else:
                    rows[len(values)].append((offset, values))
        for count, found in sorted(rows.items()):
            if not _of_persons(found):
                continue
            known = set(labels[count])
            yield known.pop() if len(known) == 1 else tuple(f"c{k + 1}" for k in range(count)), found


def _of_persons(rows: list[Row]) -> bool:
    seen = {class_of(value) for _, values in rows[:200] for value in values}
    return bool(seen & PERSONAL)


_NAME = re.compile(r"""\s*(?:"([^"]+)"|`([^`]+)`|\[([^\]]+)\]|'([^']+)'|([^\s(),]+))""")
_TABLE_WORDS = {"PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"}


def columns_of(sql: str) -> tuple[str, ...]:
    """The names of the columns in a CREATE TABLE."""
    body = sql[sql.find("(") + 1 : sql.rfind(")")]
    names, depth, start = [], 0, 0
    for at, letter in enumerate(body + ","):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            match = _NAME.match(body[start:at])
            name = next((one for one in match.groups() if one), "") if match else ""
            if name and ((match and not match.group(5)) or name.upper() not in _TABLE_WORDS):
                names.append(name)
            start = at + 1
    return tuple(names)


def page_rows(read: Read, place: int) -> Iterator[Row]:
    """(byte of the volume, values as text) of each cell of the leaf page at `place`; nothing when it is none."""
    head = read(place, FIRST_HEAD + 8 + 2 * 4096)
    base = FIRST_HEAD if head.startswith(b"SQLite format 3\0") else 0
    if len(head) < base + 8 or head[base] != LEAF:
        return
    free, count, start = struct.unpack_from(">HHH", head, base + 1)
    cells = np.frombuffer(head, ">u2", count=min(count, (len(head) - base - 8) // 2), offset=base + 8).astype(int)
    least = max(start or LARGEST_PAGE, base + 8 + 2 * count)
    if not 1 <= count <= 4096 or len(cells) < count or cells.min() < least or len(set(cells.tolist())) != count:
        return
    size = max(SECTOR, 1 << int(cells.max()).bit_length())
    if free >= size or size > LARGEST_PAGE:
        return
    page = read(place, size)
    for at in cells.tolist():
        values = cell_values(page, at, size)
        if values:
            yield place + at, values


def cell_values(page: bytes, at: int, size: int) -> list[str]:
    """The values of a cell as text, [] when no row can be read from it; what stands on overflow pages is left out."""
    try:
        length, at = varint(page, at)
        _, at = varint(page, at)
        if not 2 <= length <= 1 << 30:
            return []
        local = length if length <= size - 35 else _local(length, size)
        record = page[at : at + local]
        head, place = varint(record, 0)
        types = []
        while place < head:
            kind, place = varint(record, place)
            types.append(kind)
    except IndexError:
        return []
    if place != head or not 1 <= len(types) <= MOST_COLUMNS or head + sum(map(type_width, types)) != length:
        return []
    return _values(record, head, types)


def _local(length: int, size: int) -> int:
    """How much of a long row stands in the page itself (fileformat2, 1.6)."""
    least = (size - 12) * 32 // 255 - 23
    wanted = least + (length - least) % (size - 4)
    return wanted if wanted <= size - 35 else least


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for k in range(9):
        byte = data[at + k]
        if k == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + k + 1
    raise IndexError


def type_width(kind: int) -> int:
    """Bytes of a value by its serial type."""
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind] if kind < 12 else (kind - 12) // 2


def _values(record: bytes, at: int, types: list[int]) -> list[str]:
    out = []
    for kind in types:
        raw = record[at : at + type_width(kind)]
        at += type_width(kind)
        out.append(_value(kind, raw))
    return out


def _value(kind: int, raw: bytes) -> str:
    if kind in (8, 9):
        return str(kind - 8)
    if 1 <= kind <= 6:
        return str(int.from_bytes(raw, "big", signed=True))
    if kind == 7 and len(raw) == 8:
        return repr(struct.unpack(">d", raw)[0])
    if kind < 13 or kind % 2 == 0:
        return ""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-16-le" if raw[1:2] <= raw[0:1] else "utf-16-be", "replace")
