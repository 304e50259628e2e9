"""The records of Excel 5–2003 workbooks (xls; MS-XLS 2.1.4): what of a sheet calamine does not tell.

A stream is a run of records: type (2 bytes), size (2), body. A sheet begins with BOF and ends with EOF; charts that
stand in a sheet are such runs inside it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

BOF, EOF, CONTINUE, BOUNDSHEET, FILEPASS = 0x809, 0x0A, 0x3C, 0x85, 0x2F
ROW, COLINFO, NOTE, OBJ, TXO, HEADER, FOOTER, LINK, CHOICES = 0x208, 0x7D, 0x1C, 0x5D, 0x1B6, 0x14, 0x15, 0x1B8, 0x1BE
DIMENSIONS, LABEL, LABEL_SHARED, STRINGS, SERIES_TEXT = 0x200, 0x204, 0xFD, 0xFC, 0x100D
BIFF8, CHART = 0x600, 0x20


@dataclass(frozen=True, slots=True)
class Record:
    """One record, with the bodies of the CONTINUE records behind it."""

    kind: int
    data: bytes
    more: tuple[bytes, ...] = ()


@dataclass
class BiffSheet:
    """A sheet's records, and those of the charts in it; `kind` as in BOF (0x10 sheet, 0x20 chart, 0x40 macro sheet)."""

    name: str
    wide: bool
    kind: int = 0x10
    records: list[Record] = field(default_factory=list)
    charts: list[list[Record]] = field(default_factory=list)

    def hidden_rows(self) -> frozenset[int]:
        """From 1; fDyZero of ROW."""
        bodies = (one.data for one in self.records if one.kind == ROW and len(one.data) >= 16)
        return frozenset(struct.unpack_from("<H", body)[0] + 1 for body in bodies if body[12] & 0x20)

    def hidden_columns(self) -> frozenset[int]:
        """From 1; fHidden of COLINFO, or a width of zero."""
        found = set[int]()
        for one in self.records:
            if one.kind == COLINFO and len(one.data) >= 10:
                first, last, width, _, flags = struct.unpack_from("<5H", one.data)
                if flags & 1 or not width:
                    found.update(range(first + 1, min(last, 0xFF) + 2))
        return frozenset(found)


def records(stream: bytes) -> Iterator[Record]:
    """The records in order; what stands behind a broken one is left away."""
    at, size = 0, len(stream)
    while at + 4 <= size:
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        at += 4 + length
        more = []
        while at + 4 <= size and stream[at : at + 2] == b"\x3c\x00":
            length = struct.unpack_from("<H", stream, at + 2)[0]
            more.append(stream[at + 4 : at + 4 + length])
            at += 4 + length
        yield Record(kind, data, tuple(more))


@dataclass
class Biff:
    """A workbook: what stands before its sheets, and the sheets by name."""

    whole: list[Record]
    sheets: dict[str, BiffSheet]
    locked: bool = False
    page: str = "cp932"


def biff(stream: bytes) -> Biff:
    """The workbook in this stream; sheets without a name (of Excel 4) are left away."""
    places: dict[int, str] = {}
    book = Biff([], {})
    version, at = BIFF8, 0
    depth = 0
    sheet: BiffSheet | None = None
    for one in records(stream):
        here, at = at, at + 4 + len(one.data) + sum(4 + len(part) for part in one.more)
        if one.kind == BOF and len(one.data) >= 4:
            depth += 1
            now, kind = struct.unpack_from("<HH", one.data)
            if here in places:
                sheet, depth = BiffSheet(places[here], now >= BIFF8, kind), 1
                book.sheets[sheet.name] = sheet
            elif sheet and depth > 1 and kind == CHART:
                sheet.charts.append([])
            elif not here:
                version = now
        elif one.kind == EOF:
            depth -= 1
            sheet = sheet if depth > 0 else None
        elif sheet:
            (sheet.charts[-1] if depth > 1 and sheet.charts else sheet.records).append(one)
        else:
            _of_the_book(book, one, places, version)
    return book


def _of_the_book(book: Biff, one: Record, places: dict[int, str], version: int) -> None:
    book.whole.append(one)
    if one.kind == FILEPASS:
        book.locked = True
    elif one.kind == 0x42 and len(one.data) >= 2:
        page = struct.unpack_from("<H", one.data)[0]
        book.page = {1200: "cp932", 10000: "mac_roman", 32768: "mac_roman", 10001: "cp932"}.get(page, f"cp{page}")
    elif one.kind == BOUNDSHEET and len(one.data) >= 8:
        place = struct.unpack_from("<I", one.data)[0]
        places[place] = short_text(one.data, 6, version >= BIFF8, book.page)


def short_text(data: bytes, at: int, wide: bool, page: str) -> str:
    """A string behind a length of one byte; `wide`: of Excel 97 and later, with a byte of flags."""
    return counted(data, at + 1, data[at], wide, page) if at < len(data) else ""


def long_text(data: bytes, at: int, wide: bool, page: str) -> str:
    """A string behind a length of two bytes."""
    return counted(data, at + 2, struct.unpack_from("<H", data, at)[0], wide, page) if at + 2 <= len(data) else ""


def counted(data: bytes, at: int, count: int, wide: bool, page: str) -> str:
    """`count` characters; MS-XLS 2.5.293 lets each string choose one byte or two for a character."""
    if not wide:
        return eight_bit(data[at : at + count], page)
    if at >= len(data):
        return ""
    flags, at = data[at], at + 1
    at += 2 * bool(flags & 8) + 4 * bool(flags & 4)
    if flags & 1:
        return data[at : at + 2 * count].decode("utf-16-le", "replace")
    return data[at : at + count].decode("latin-1")


def eight_bit(data: bytes, page: str) -> str:
    """Text of Excel 5 and 95, in the book's code page."""
    try:
        return data.decode(page, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def boxed(one: Record) -> str:
    """The text of a text box or a comment (TXO): it stands in the CONTINUE records, each with flags of its own."""
    if len(one.data) < 12:
        return ""
    left, text = struct.unpack_from("<H", one.data, 10)[0], ""
    for part in one.more:
        if left <= 0 or not part:
            break
        count = min(left, (len(part) - 1) // (2 if part[0] & 1 else 1))
        text += counted(part, 0, count, True, "")
        left -= count
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shared_strings(book: Biff) -> Iterator[str]:
    """The words of all cells (SST); a string may go on in the next CONTINUE, which begins with flags of its own."""
    for one in book.whole:
        if one.kind == STRINGS:
            yield from _strings(b"", [one.data[8:], *one.more])


def _strings(rest: bytes, parts: list[bytes]) -> Iterator[str]:
    number, at = 0, 0
    while number < len(parts):
        data = parts[number]
        if at + 3 > len(data):
            number, at = number + 1, 0
            continue
        count, flags = struct.unpack_from("<HB", data, at)
        at += 3
        runs = struct.unpack_from("<H", data, at)[0] if flags & 8 and at + 2 <= len(data) else 0
        at += 2 * bool(flags & 8)
        extra = struct.unpack_from("<I", data, at)[0] if flags & 4 and at + 4 <= len(data) else 0
        at += 4 * bool(flags & 4)
        text, wide = "", flags & 1
        while number < len(parts):
            data = parts[number]
            fits = min(count - len(text), max(0, len(data) - at) // (2 if wide else 1))
            piece = data[at : at + fits * (2 if wide else 1)]
            text += piece.decode("utf-16-le", "surrogatepass") if wide else piece.decode("latin-1")
            at += len(piece)
            if len(text) >= count or number + 1 >= len(parts):
                break
            number, at = number + 1, 1
            wide = parts[number][0] & 1 if parts[number] else 0
        yield text
        skip = 4 * runs + extra
        while number < len(parts) and skip > len(parts[number]) - at:
            skip -= max(0, len(parts[number]) - at)
            number, at = number + 1, 0
        at += skip
