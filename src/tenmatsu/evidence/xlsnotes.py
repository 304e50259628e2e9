"""What an xls holds beside its cells: comments, headers, text boxes, links, choices, charts' caches, pivot caches.

A pivot table keeps the rows that it was made from in a stream of its own. Where the sheet that they came from is in the
book, only words that no cell holds any more are told.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

import olefile  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence import biff as b
from tenmatsu.evidence.grids import tabular
from tenmatsu.evidence.oleparts import inside, properties, stream
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Source
from tenmatsu.evidence.xlsx import Extent

_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[LCRPNDTFAGZBIUEXYSOH]|\d{1,3})')
_TARGET = re.compile(r"(?i)(?:mailto|tel):([^\0?]+)")
_COMMENT = 0x19
_SXSTRING, _FIELD, _INDEXES, _SOURCE, _STREAM = 0xCD, 0xC7, 0xC8, 0x51, 0xD5
_OTHERS = {0xC9: "<d", 0xCC: "<h", 0xCA: "<h"}
"""Values of a cache: numbers, whole numbers, true or false. 0xCE is a time, 0xCF nothing, 0xCB an error."""


def xls_extents(source: Source) -> dict[str, Extent]:
    """Hidden rows and columns of an xls by sheet; nothing for another format or a damaged file."""
    try:
        with olefile.OleFileIO(source.path) as ole:
            book = _book(ole)
    except (OSError, ValueError, struct.error):
        return {}
    sheets = book.sheets.items() if book else ()
    return {name: Extent("", 0, sheet.hidden_rows(), sheet.hidden_columns()) for name, sheet in sheets}


def _book(ole: Any) -> b.Biff | None:
    """The workbook in the file; None when there is none or it is encrypted."""
    names = [path for path in ole.listdir(streams=True, storages=False) if len(path) == 1]
    path = next((path for path in names if path[0].lower() in ("workbook", "book")), None)
    book = b.biff(stream(ole, path)) if path else None
    return book if book and not book.locked else None


def beside(source: Source) -> Iterator[Found]:
    """All that an xls holds beside its cells, its properties and what is embedded in it."""
    try:
        with olefile.OleFileIO(source.path) as ole:
            if book := _book(ole):
                yield from xls_notes(source, book, ole)
            yield from properties(ole)
            yield from inside(source, ole)
    except (OSError, ValueError, struct.error, IndexError) as error:
        yield Fault(f"the parts beside the cells are damaged ({type(error).__name__}): not read to their end")


def xls_notes(source: Source, book: b.Biff, ole: Any) -> Iterator[Found]:
    """All of it, hidden where the sheet does not show it; `ole` is the open file."""
    words = set(b.shared_strings(book))
    for sheet in book.sheets.values():
        words.update(_labels(sheet.records, sheet.wide, book.page))
    for name, sheet in book.sheets.items():
        yield from _sheet(name, sheet, book.page)
        for at, chart in enumerate(sheet.charts, 1):
            yield from _chart(name, chart, at, book.page, words)
        if sheet.kind == b.CHART:
            yield from _chart(name, sheet.records, 0, book.page, words)
    yield from _pivots(source, book, ole, words)


def _sheet(name: str, sheet: b.BiffSheet, page: str) -> Iterator[Found]:
    here = (("sheet", name),)
    comments, boxes = _texts(sheet.records)
    for at, (cell, text, author) in enumerate(_comments(sheet, comments, page), 1):
        said = f"{author}: {text}" if author and author not in text else text
        yield from passages(said, (*here, ("cell", cell), ("note", "comment"), ("n", str(at))), None, True)
    yield from passages("\n".join(boxes), (*here, ("note", "drawing")))
    for at, one in enumerate(sheet.records, 1):
        if one.kind in (b.HEADER, b.FOOTER):
            read = b.long_text if sheet.wide else b.short_text
            text = _CODE.sub(" ", read(one.data, 0, sheet.wide, page)).replace("&&", "&").strip()
            kind = "header" if one.kind == b.HEADER else "footer"
            yield from passages(text, (*here, ("note", kind), ("n", str(at))))
        elif one.kind == b.LINK:
            linked = b"".join((one.data, *one.more))
            for found in (_TARGET.search(linked[start:].decode("utf-16-le", "replace")) for start in (0, 1)):
                if found:
                    yield from passages(found[1], (*here, ("note", "link"), ("n", str(at))), None, True)
                    break
        elif one.kind == b.CHOICES:
            yield from passages(_choices(one.data), (*here, ("note", "choices"), ("n", str(at))), None, True)


def _texts(records: list[b.Record]) -> tuple[dict[int, str], list[str]]:
    """The texts of comments by the number of their object, and those of other boxes."""
    comments, boxes = dict[int, str](), list[str]()
    kind = number = 0
    for one in records:
        if one.kind == b.OBJ and len(one.data) >= 8 and one.data[:2] == b"\x15\x00":
            kind, number = struct.unpack_from("<HH", one.data, 4)
        elif one.kind == b.TXO and (text := b.boxed(one)).strip():
            if kind == _COMMENT:
                comments[number] = text
            else:
                boxes.append(text)
    return comments, boxes


def _comments(sheet: b.BiffSheet, texts: dict[int, str], page: str) -> Iterator[tuple[str, str, str]]:
    """(cell, text, author); Excel 5 and 95 keep the text in the record itself, in pieces of 2,048 bytes."""
    old: dict[str, str] = {}
    cell = ""
    for one in sheet.records:
        if one.kind != b.NOTE or len(one.data) < 6:
            continue
        row, column, last = struct.unpack_from("<HHH", one.data)
        if sheet.wide:
            number = struct.unpack_from("<H", one.data, 6)[0] if len(one.data) >= 8 else 0
            yield _cell(row, column), texts.get(number, ""), b.long_text(one.data, 8, True, page)
        else:
            cell = cell if row == 0xFFFF else _cell(row, column)
            old[cell] = old.get(cell, "") + b.eight_bit(one.data[6 : 6 + last], page)
    yield from ((place, text, "") for place, text in old.items())


def _cell(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _choices(data: bytes) -> str:
    """The list that a validation (DV) holds as text: behind four strings, a formula that is one string (ptgStr)."""
    at = 4
    for _ in range(4):
        if at + 3 > len(data):
            return ""
        count, flags = struct.unpack_from("<HB", data, at)
        at += 3 + count * (2 if flags & 1 else 1)
    at += 4
    return b.short_text(data, at + 1, True, "").replace("\0", "\n") if data[at : at + 1] == b"\x17" else ""


def _labels(records: list[b.Record], wide: bool, page: str) -> Iterator[str]:
    for one in records:
        if one.kind == b.LABEL and len(one.data) >= 8:
            yield b.long_text(one.data, 6, wide, page)


def _chart(name: str, records: list[b.Record], at: int, page: str, words: set[str]) -> Iterator[Found]:
    """Titles and the words kept of the cells that it shows, where no cell holds them (any more)."""
    texts = [b.short_text(one.data, 2, True, page) for one in records if one.kind == b.SERIES_TEXT]
    texts += [*_labels(records, True, page), *(b.boxed(one) for one in records if one.kind == b.TXO)]
    left = [text for text in dict.fromkeys(texts) if text.strip() and text not in words]
    yield from passages("\n".join(left), (("sheet", name), ("note", "chart"), ("n", str(at))))


def _pivots(source: Source, book: b.Biff, ole: Any, words: set[str]) -> Iterator[Found]:
    origins = _origins(book)
    for entry in ole.listdir(streams=True, storages=False):
        if entry[0] != "_SX_DB_CUR" or len(entry) != 2:
            continue
        at = entry[1]
        with ole.openstream(entry) as stream:
            names, values, rows = _cache(list(b.records(stream.read(64 << 20))))
        if origins.get(at) not in book.sheets and rows:
            part = f"pivotCache{at}"
            if source.wants(part):
                yield from tabular(source, iter(list(enumerate([names, *rows], 1))), part, True)
            continue
        left = [text for text in dict.fromkeys(values) if re.search(r"[^\W\d_]", text) and text not in words]
        yield from passages("\n".join(left), (("cache", at),), None, True)
        if not names:
            yield Fault("a pivot table's copy of its rows is damaged: not read", f"pivotCache{at}")


def _origins(book: b.Biff) -> dict[str, str]:
    """Stream of a cache → sheet of this book that it was made from."""
    found, stream = {}, ""
    for one in book.whole:
        if one.kind == _STREAM and len(one.data) >= 2:
            stream = f"{struct.unpack_from('<H', one.data)[0]:04X}"
        elif one.kind == _SOURCE and len(one.data) >= 9:
            text = b.long_text(one.data, 6, True, "")
            if text[:1] == "\x02":
                found[stream] = text[1:]
    return found


def _cache(records: list[b.Record]) -> tuple[list[str], list[str], list[list[str]]]:
    """Names of the columns, all values, and the rows: each an index into the values of its column, or a value."""
    names, shared, short = list[str](), list[list[str]](), list[bool]()
    rows = list[list[str]]()
    for one in records:
        if one.kind == _FIELD and len(one.data) >= 16:
            names.append(b.long_text(one.data, 14, True, ""))
            shared.append([])
            short.append(not struct.unpack_from("<H", one.data)[0] & 0x200)
        elif one.kind == _INDEXES:
            rows.append(_indexed(one.data, shared, short))
        elif (value := _value(one)) is not None and names:
            if not rows:
                shared[-1].append(value)
            else:
                empty = next((at for at, cell in enumerate(rows[-1]) if not cell and not shared[at]), None)
                rows[-1][empty if empty is not None else -1] = value
    return names, [value for column in shared for value in column] + [c for row in rows for c in row], rows


def _indexed(data: bytes, shared: list[list[str]], short: list[bool]) -> list[str]:
    row, at = [], 0
    for items, one_byte in zip(shared, short, strict=True):
        if not items:
            row.append("")
            continue
        index = int.from_bytes(data[at : at + (1 if one_byte else 2)], "little")
        at += 1 if one_byte else 2
        row.append(items[index] if index < len(items) else "")
    return row


def _value(one: b.Record) -> str | None:
    if one.kind == _SXSTRING:
        return b.long_text(one.data, 0, True, "")
    if one.kind in _OTHERS and len(one.data) >= struct.calcsize(_OTHERS[one.kind]):
        return f"{struct.unpack_from(_OTHERS[one.kind], one.data)[0]:.15g}"
    if one.kind == 0xCE and len(one.data) >= 5:
        year, month, day = struct.unpack_from("<HHB", one.data)
        return f"{year:04}-{month:02}-{day:02}"
    return "" if one.kind in (0xCF, 0xCB) else None
