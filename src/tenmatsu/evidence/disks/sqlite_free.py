"""Rows that were deleted from an SQLite database but still stand in it: free blocks, unused room, the freelist.

Format: https://www.sqlite.org/fileformat2.html . A deleted cell that becomes a free block loses its first four bytes to
the place of the next block and its own size: the length of the row and its number, at most the first of its types. The
types that are left must fill the block to its end, and fit the columns of the table.
"""

from __future__ import annotations

import functools
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenmatsu.evidence.disks.sqlite_pages import cell_values, type_width, varint

LEAF, INTERIOR = 0x0D, 0x05
OTHERS = (0x02, 0x05, 0x0A)
"""Pages of indexes, and pages that hold pages."""
HEAD = 100
SCHEMA_WORDS = ("table", "view", "trigger")
MOST_PAGES = 1 << 24
MOST_STEPS = 400_000_000
"""So many bytes of unused room are searched, for each table anew; then the search ends (`Base.left` is below 0)."""
Read = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """A table: its columns, their affinity ('TEXT', 'INTEGER', 'REAL', ''), which of them is the row's number."""

    name: str
    columns: tuple[str, ...]
    affinity: tuple[str, ...]
    alias: int | None
    root: int

    @property
    def pattern(self) -> re.Pattern[bytes]:
        """The list of types of a row, with its length in front, wherever one may begin."""
        return _pattern(self.affinity, self.alias)


@functools.lru_cache(maxsize=1024)
def _pattern(affinity: tuple[str, ...], alias: int | None) -> re.Pattern[bytes]:
    odd = b"".join(re.escape(bytes((value,))) for value in range(1, 128, 2))
    text = (
        rb"\x00|[" + odd[odd.index(b"\x0d") :] + rb"]|[\x81-\xff][" + odd + rb"]|[\x81-\xff][\x80-\xff][" + odd + rb"]"
    )
    kinds = {"TEXT": text, "INTEGER": rb"[\x00-\x09]|" + text, "REAL": rb"[\x00-\x09]|" + text}
    every = rb"[\x00-\x09\x0c-\x7f]|[\x81-\xff][\x00-\x7f]|[\x81-\xff][\x80-\xff][\x00-\x7f]"
    parts = [rb"\x00" if k == alias else b"(?:" + kinds.get(one, every) + b")" for k, one in enumerate(affinity)]
    least, most = len(parts) + 1, min(127, 3 * len(parts) + 1)
    head = b"[" + re.escape(bytes((least,))) + b"-" + re.escape(bytes((most,))) + b"]"
    return re.compile(head + b"(?=" + b"".join(parts) + b")", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Lost:
    """A row that was deleted, and the number of the page where it stands."""

    form: Form
    page: int
    values: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The values without the row's number, which a cell may have lost."""
        return tuple(value for k, value in enumerate(self.values) if k != self.form.alias)


class Base:
    """The pages of a database file. ValueError when its header cannot be true."""

    def __init__(self, read: Read, size: int) -> None:
        head = read(0, HEAD)
        if len(head) < HEAD or not head.startswith(b"SQLite format 3\0"):
            raise ValueError("no SQLite database")
        self.page_size = struct.unpack_from(">H", head, 16)[0] or 65536
        self.page_size = 65536 if self.page_size == 1 else self.page_size
        if self.page_size < 512 or self.page_size & (self.page_size - 1):
            raise ValueError("no page has such a size")
        self.usable = self.page_size - head[20]
        self.free_trunk, self.free_count = struct.unpack_from(">II", head, 32)
        self.read, self.pages = read, size // self.page_size
        self.utf8 = struct.unpack_from(">I", head, 56)[0] in (0, 1)
        self.left = MOST_STEPS

    def page(self, number: int) -> bytes:
        """Page `number` (the first is 1)."""
        return self.read((number - 1) * self.page_size, self.page_size)

    def leaves(self, root: int) -> Iterator[int]:
        """The leaf pages of a table."""
        waiting, seen = [root], set[int]()
        while waiting and len(seen) < MOST_PAGES:
            number = waiting.pop()
            if number in seen or not 1 <= number <= self.pages:
                continue
            seen.add(number)
            page, start = self.page(number), HEAD if number == 1 else 0
            if page[start] == LEAF:
                yield number
            elif page[start] == INTERIOR:
                count, last = struct.unpack_from(">H", page, start + 3)[0], struct.unpack_from(">I", page, start + 8)[0]
                places = struct.unpack_from(f">{min(count, (len(page) - start - 12) // 2)}H", page, start + 12)
                waiting += [last, *(struct.unpack_from(">I", page, at)[0] for at in places if at + 4 <= len(page))]

    def freelist(self) -> Iterator[int]:
        """The pages that belong to no table, trunks first."""
        trunk, seen = self.free_trunk, set[int]()
        while trunk not in seen and 1 < trunk <= self.pages:
            seen.add(trunk)
            page = self.page(trunk)
            following, count = struct.unpack_from(">II", page)
            leaves = struct.unpack_from(f">{min(count, (len(page) - 8) // 4)}I", page, 8)
            yield trunk
            for number in leaves:
                if 1 < number <= self.pages and number not in seen:
                    seen.add(number)
                    yield number
            trunk = following


def deleted_rows(base: Base, forms: list[Form], *, lists: bool = True) -> Iterator[Lost]:
    """Deleted rows of the file as it is: in the unused room of its leaf pages, and (`lists`) in the freelist."""
    for form in forms:
        for number in base.leaves(form.root) if form.root else ():
            start = HEAD if number == 1 else 0
            yield from _in_rooms(base.page(number), start, base, number, [form])
    for number in base.freelist() if lists else ():
        yield from page_rows_of(base.page(number), base, number, forms)


def page_rows_of(page: bytes, base: Base, number: int, forms: list[Form]) -> Iterator[Lost]:
    """All rows in a page that is no longer part of a table, or is an older state of one: in its cells and between."""
    start = HEAD if number == 1 else 0
    if page[start] in OTHERS:
        return
    if page[start] != LEAF:
        yield from _in_room(page, 0, base.usable, base, number, forms)
        return
    count = struct.unpack_from(">H", page, start + 3)[0]
    for at in struct.unpack_from(f">{min(count, (len(page) - start - 8) // 2)}H", page, start + 8):
        found = _cell(page, at, base, forms)
        if found:
            yield Lost(found[0], number, found[1])
    yield from _in_rooms(page, start, base, number, forms)


def _in_rooms(page: bytes, start: int, base: Base, number: int, forms: list[Form]) -> Iterator[Lost]:
    """The unused room of a leaf page: between the list of its cells and the first of them, and its free blocks."""
    block, count, first = struct.unpack_from(">HHH", page, start + 1)
    yield from _in_room(page, start + 8 + 2 * count, first or 65536, base, number, forms)
    seen: set[int] = set()
    while block and block not in seen and block + 4 <= base.usable:
        seen.add(block)
        following, size = struct.unpack_from(">HH", page, block)
        yield from _in_room(page, block, block + size, base, number, forms)
        block = following


def _in_room(page: bytes, at: int, end: int, base: Base, number: int, forms: list[Form]) -> Iterator[Lost]:
    """The cells in a room, one behind the other; where none begins the next list of types is looked for."""
    end = min(end, base.usable)
    if at >= end or page.count(0, at, end) == end - at:
        return
    base.left -= (end - at) * len(forms)
    if base.left < 0:
        return
    for form in forms:
        here = at
        while here < end:
            found = _headless(page, here, end, form) or _next(page, here, end, form)
            stop = found[2] if found else end
            for early in _between(page, here, stop if not found else found[1], end, form):
                yield Lost(form, number, early)
            if found is None:
                break
            yield Lost(form, number, found[0])
            here = stop


def _between(page: bytes, at: int, stop: int, end: int, form: Form) -> Iterator[tuple[str, ...]]:
    """Cells without a head in a stretch where no whole list of types begins: each tells its own size."""
    while at + 8 <= stop:
        size = page[at + 2] << 8 | page[at + 3]
        found = _headless(page, at, end, form) if 8 <= size <= stop - at else None
        if found:
            yield found[0]
        at = found[2] if found else at + 1


Cell = tuple[tuple[str, ...], int, int]
"""Values, where the cell begins, where it ends."""


def _next(page: bytes, at: int, end: int, form: Form) -> Cell | None:
    """The first cell behind `at` of which the list of types is whole."""
    for match in form.pattern.finditer(page, at, end):
        place = match.start()
        types = _types(page, place + 1, len(form.columns))
        if types is None or page[place] != types[1] - place or not _fit(types[0], form):
            continue
        stop = types[1] + sum(map(type_width, types[0]))
        if stop > end:
            continue
        row = _number_before(page, place, stop - place, at)
        begins = any(place - front >= at and _ends(page, place - front, stop, end, form) for front in range(4, 9))
        if row is None and not begins:
            continue
        values = _texts(page, types[1], types[0])
        if values is not None and any(values):
            start = place - 4 if row is None else place - len(_as_varint(row)) - len(_as_varint(stop - place))
            return _numbered(values, row, form), max(at, start), stop
    return None


def _ends(page: bytes, start: int, stop: int, end: int, form: Form) -> bool:
    """Whether a block from `start` on ends at `stop`: by the end of the room, by its own word, or by what follows.

    A block that others were joined to tells the size of all of them; those that were freed before it tell the same end.
    """
    told = start + struct.unpack_from(">H", page, start + 2)[0]
    if stop in (end, told):
        return True
    if stop + 8 > end:
        return False
    return stop + struct.unpack_from(">H", page, stop + 2)[0] in (told, end) or _whole_at(page, stop, form)


def _whole_at(page: bytes, at: int, form: Form) -> bool:
    """Whether a cell of the table with all its bytes begins here."""
    try:
        length, behind = varint(page, at)
        _, body = varint(page, behind)
        types = _types(page, body + 1, len(form.columns))
    except IndexError:
        return False
    if types is None or page[body] != types[1] - body or not _fit(types[0], form):
        return False
    return length == types[1] - body + sum(map(type_width, types[0]))


def _number_before(page: bytes, place: int, payload: int, least: int) -> int | None:
    """The number of the row whose types begin at `place`, when its length stands before it as it must."""
    length = _as_varint(payload)
    if place <= least or page[place - 1] >= 0x80:
        return None
    for width in range(1, 10):
        start = place - width
        if start - len(length) < least:
            return None
        if page[start - len(length) : start] == length:
            return varint(page, start)[0]
        if page[start - 1] < 0x80:
            return None
    return None


def _as_varint(value: int) -> bytes:
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(value & 0x7F | 0x80)
    return bytes(reversed(out))


def _numbered(values: tuple[str, ...], row: int | None, form: Form) -> tuple[str, ...]:
    if form.alias is None or row is None:
        return values
    return (*values[: form.alias], str(row), *values[form.alias + 1 :])


def _cell(page: bytes, at: int, base: Base, forms: list[Form]) -> tuple[Form, tuple[str, ...]] | None:
    """(table, values) of a cell that is whole and has the columns of a table; its end may stand in other pages."""
    values = cell_values(page, at, base.usable)
    form = next((one for one in forms if values and len(one.columns) == len(values)), None)
    if form is None:
        return None
    length, behind = varint(page, at)
    row, body = varint(page, behind)
    types = _types(page, varint(page, body)[1], len(values))
    if types is None or not _fit(types[0], form) or length > base.usable - 35:
        return None
    exact = _texts(page, types[1], types[0])
    return (form, _numbered(exact, row, form)) if exact is not None and any(exact) else None


def _headless(page: bytes, at: int, end: int, form: Form) -> Cell | None:
    """A cell at `at` whose first four bytes are gone, up to the end of its block or of the room.

    Its length, its number and the length of its types took three bytes and one, or two and one: then the first type is
    lost as well, and follows from what is left of the block.
    """
    if at + 8 > end:
        return None
    for front, lost in ((3, ()), *((2, (kind,)) for kind in _firsts(page, at, end, form))):
        found = _types(page, at + 4, len(form.columns) - len(lost))
        if found is None or not _fit(types := [*lost, *found[0]], form):
            continue
        stop = found[1] + sum(map(type_width, types))
        if stop > end or len(_as_varint(stop - at - front)) >= front:
            continue
        values = _texts(page, found[1], types)
        if values is None or not any(values):
            continue
        if _ends(page, at, stop, end, form) or (form.root == 1 and values[0] in SCHEMA_WORDS):
            return values, at, stop
    return None


def _firsts(page: bytes, at: int, end: int, form: Form) -> list[int]:
    """What the first type can have been, when it is lost."""
    if form.alias == 0:
        return [0]
    if form.root == 1:
        return [13 + 2 * len(word) for word in SCHEMA_WORDS]
    rest = _types(page, at + 4, len(form.columns) - 1)
    if rest is None or form.affinity[0] != "TEXT":
        return []
    behind = rest[1] + sum(map(type_width, rest[0]))
    widths = {at + struct.unpack_from(">H", page, at + 2)[0] - behind, end - behind}
    return [13 + 2 * width for width in widths if 0 <= width <= 57]


def _types(page: bytes, at: int, count: int) -> tuple[list[int], int] | None:
    types = []
    try:
        for _ in range(count):
            kind, at = varint(page, at)
            types.append(kind)
    except IndexError:
        return None
    return (types, at) if all(kind < 1 << 20 and kind not in (10, 11) for kind in types) else None


def _fit(types: list[int], form: Form) -> bool:
    """Whether the types could stand in these columns, and at least one is a text or all that are wanted are numbers."""
    for k, (kind, affinity) in enumerate(zip(types, form.affinity, strict=True)):
        if k == form.alias:
            good = kind == 0
        elif affinity == "TEXT":
            good = kind == 0 or (kind >= 13 and kind % 2 == 1)
        elif affinity in ("INTEGER", "REAL"):
            good = kind < 10 or (kind >= 13 and kind % 2 == 1)
        else:
            good = True
        if not good:
            return False
    return any(kind >= 13 for kind in types) or "TEXT" not in form.affinity


def _texts(page: bytes, at: int, types: list[int]) -> tuple[str, ...] | None:
    """The values; None when a text is not one."""
    record = page[at : at + sum(map(type_width, types))]
    values, place = [], 0
    for kind in types:
        raw = record[place : place + type_width(kind)]
        place += type_width(kind)
        if kind >= 13 and kind % 2:
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                return None
            if any(letter < " " and letter not in "\t\r\n" for letter in text):
                return None
            values.append(text)
        else:
            values.append("" if kind >= 12 else _number(kind, raw))
    return tuple(values)


def _number(kind: int, raw: bytes) -> str:
    if kind in (8, 9):
        return str(kind - 8)
    if kind == 7:
        return repr(struct.unpack(">d", raw)[0])
    return str(int.from_bytes(raw, "big", signed=True)) if kind else ""
