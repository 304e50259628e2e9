"""dBASE and its kin (dbf: FoxPro, geographic data, old customer files): the records, and the deleted ones apart.

A record that was deleted in the program stays in the file with an asterisk until the file is packed: those are a table
of their own, `deleted`, and hidden. Memo fields stand in another file and are told. Layout: dBASE Table File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.sink import Rows

_VERSIONS = frozenset((0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0xCB, 0xF5, 0xFB))
_FIELD, _HEADER = 32, 32
_END = 0x0D
_MEMO, _TEXT, _NUMBERS = "MGBP", "CVWF NDL", {"I": "<i", "B": "<d", "O": "<d", "+": "<i"}
_PAGES = {0x13: "cp932", 0x7B: "cp932", 0x03: "cp1252", 0x57: "cp1252", 0x4F: "cp950", 0x78: "cp950", 0x4D: "cp936"}
SAMPLE = 1 << 18


@dataclass(frozen=True, slots=True)
class _Field:
    name: bytes
    kind: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class _Layout:
    records: int
    first: int
    width: int
    page: int
    fields: tuple[_Field, ...]


def claims(head: Head) -> int:
    """By the version byte, a day that exists, and field descriptors that fill the record exactly."""
    return 75 if _layout(head.start) else 0


def _layout(start: bytes) -> _Layout | None:
    if len(start) < _HEADER + _FIELD or start[0] not in _VERSIONS or not 1 <= start[2] <= 12 or start[3] > 31:
        return None
    records, first, width = struct.unpack_from("<IHH", start, 4)
    fields: list[_Field] = []
    at, place = _HEADER, 1
    while at + _FIELD <= min(first, len(start)) and start[at] != _END:
        name, kind = start[at : at + 11].split(b"\0")[0], chr(start[at + 11])
        size = int.from_bytes(start[at + 16 : at + 18], "little") if kind == "C" else start[at + 16]
        if not name or not kind.isprintable():
            return None
        fields.append(_Field(name, kind, place, size))
        place += size
        at += _FIELD
    whole = bool(fields) and place == width and at < len(start) and start[at] == _END and first > at
    return _Layout(records, first, width, start[29], tuple(fields)) if whole else None


def read(source: Source) -> Iterator[Found]:
    """The live table, then the deleted records where there are any."""
    layout = _layout(source.head.start)
    if layout is None:
        yield Fault("not a dBASE table that can be read, or damaged")
        return
    encoding = _encoding(source, layout)
    header = tuple(field.name.decode(encoding, "backslashreplace") for field in layout.fields)
    there = max(source.size - layout.first, 0) // layout.width
    for part, mark in ((None, b" "), ("deleted", b"*")):
        if (source.part is not None and part != source.part) or (part and not _any(source, layout, mark)):
            continue
        rows = Rows(source.table(part, len(header), header), len(header))
        for number, record in _records(source, layout):
            if record[:1] == mark:
                rows.add(number, [_cell(record, field, encoding) for field in layout.fields], whole=True)
        path = rows.close()
        yield Sheet(path, rows.sink.rows, len(header), header, part, encoding, hidden=part is not None)
    if there < layout.records:
        yield Fault(f"cut off: {layout.records - there} of {layout.records} records are not there", None, None)
    memos = [field.name.decode(encoding, "backslashreplace") for field in layout.fields if field.kind in _MEMO]
    if memos:
        yield Fault(f"the text of {len(memos)} memo fields stands in another file (dbt, fpt) and is not read")


def _records(source: Source, layout: _Layout) -> Iterator[tuple[int, bytes]]:
    with source.open() as file:
        file.seek(layout.first)
        for number in range(1, layout.records + 1):
            record = file.read(layout.width)
            if len(record) < layout.width:
                return
            yield number, record


def _any(source: Source, layout: _Layout, mark: bytes) -> bool:
    return any(record[:1] == mark for _, record in _records(source, layout))


def _encoding(source: Source, layout: _Layout) -> str:
    """What the header says; where it says nothing, what the bytes look like."""
    if layout.page in _PAGES:
        return _PAGES[layout.page]
    with source.open() as file:
        file.seek(layout.first)
        return encoding_of(file.read(SAMPLE), cut=True) or "cp932"


def _cell(record: bytes, field: _Field, encoding: str) -> str:
    raw = record[field.start : field.start + field.width]
    if field.kind in _NUMBERS and len(raw) == struct.calcsize(_NUMBERS[field.kind]):
        return f"{struct.unpack(_NUMBERS[field.kind], raw)[0]:.15g}"
    text = raw.decode(encoding, "backslashreplace").strip("\0 ") if field.kind not in _MEMO else ""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if field.kind == "D" and len(text) == 8 and text.isdigit() else text


READER = Reader("dbf", "application/vnd.dbf", claims, read)
