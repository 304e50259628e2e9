"""`winmail.dat` (MS-OXTNEF): what Outlook packs a mail's text and attachments into for other Outlooks."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tenmatsu.evidence.mail_mime import parsed
from tenmatsu.evidence.mail_parts import found_in
from tenmatsu.evidence.mapi import Attached, as_mail, attached
from tenmatsu.evidence.mapi_bag import STRING8, Bag, charset_of
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

MAGIC = b"\x78\x9f\x3e\x22"
SUBJECT, BODY, TITLE, DATA, START = 0x8004, 0x800C, 0x8010, 0x800F, 0x9002
PROPERTIES, RECIPIENTS, FILE_PROPERTIES, PAGE = 0x9003, 0x9004, 0x9005, 0x9007
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8,
          0x0040: 8, 0x0048: 16, 0x0001: 0}  # fmt: skip
_VARIABLE = frozenset({0x001E, 0x001F, 0x000D, 0x0102})
OBJECT = 0x000D


def claims(head: Head) -> int:
    """Its signature."""
    return 85 if head.start.startswith(MAGIC) else 0


def read(source: Source) -> Iterator[Found]:
    """Recipients, body and attachments, placed as in a mail."""
    with source.open() as file:
        data = file.read()
    message, recipients, files, whole = _message(data)
    yield from found_in(parsed(as_mail(message, recipients, files)), source)
    if source.part is None:
        if not whole:
            yield Fault("it breaks off or is damaged: what stands behind the break is not read")
        if not message.held and not files:
            yield Fault("it holds neither a text nor an attachment", rows=0)


def _message(data: bytes) -> tuple[Bag, list[Bag], list[Attached], bool]:
    message, recipients, files = Bag(), list[Bag](), list[tuple[Bag, bytes]]()
    whole = True
    for attribute, value in _attributes(data):
        if attribute is None:
            whole = False
        elif attribute == PAGE and len(value) >= 4:
            message.charset = charset_of(struct.unpack_from("<I", value)[0])
        elif attribute == PROPERTIES:
            whole &= _properties(value, 0, message)[1]
        elif attribute == RECIPIENTS:
            rows, sound = _rows(value, message.charset)
            recipients, whole = [*recipients, *rows], whole and sound
        elif attribute == SUBJECT:
            message.held.setdefault(0x0037, (STRING8, value))
        elif attribute == BODY:
            message.held.setdefault(0x1000, (STRING8, value))
        elif attribute == START:
            files.append((Bag(charset=message.charset), b""))
        elif files and attribute in (TITLE, DATA, FILE_PROPERTIES):
            whole &= _of_file(files, attribute, value)
    named = [_attached(bag, number, content) for number, (bag, content) in enumerate(files, 1)]
    return message, recipients, named, whole


def _of_file(files: list[tuple[Bag, bytes]], attribute: int, value: bytes) -> bool:
    bag = files[-1][0]
    if attribute == DATA:
        files[-1] = (bag, value)
    elif attribute == TITLE:
        bag.held.setdefault(0x3704, (STRING8, value))
    else:
        return _properties(value, 0, bag)[1]
    return True


def _attached(bag: Bag, number: int, content: bytes) -> Attached:
    """An attachment; a message in it is such a file again, behind the 16 bytes of its interface."""
    kind, inner = bag.held.get(0x3701, (0, b""))
    one = attached(bag, number, content or inner)
    if kind == OBJECT and inner[16:20] == MAGIC:
        return Attached(f"{one.name}.dat", "application/ms-tnef", inner[16:])
    return one


def _attributes(data: bytes) -> Iterator[tuple[int | None, bytes]]:
    """(number, value) of each attribute; (None, b'') at the end when the file breaks off."""
    at = 6
    while at + 9 <= len(data):
        attribute, size = struct.unpack_from("<II", data, at + 1)
        value = data[at + 9 : at + 9 + size]
        yield attribute & 0xFFFF, value
        at += 9 + size + 2
    if at != len(data):
        yield None, b""


def _rows(data: bytes, charset: str | None) -> tuple[list[Bag], bool]:
    rows: list[Bag] = []
    at, sound = 4, True
    for _ in range(struct.unpack_from("<I", data)[0] if len(data) >= 4 else 0):
        bag = Bag(charset=charset)
        at, sound = _properties(data, at, bag)
        rows.append(bag)
        if not sound:
            break
    return rows, sound


def _properties(data: bytes, at: int, bag: Bag) -> tuple[int, bool]:
    """Read a list of properties into the bag; where it ends, and whether it is whole."""
    try:
        count = struct.unpack_from("<I", data, at)[0]
        at += 4
        for _ in range(count):
            kind, tag = struct.unpack_from("<HH", data, at)
            if tag >= 0x8000:
                bag.names[tag], at = _named(data, at + 4)
            else:
                at += 4
            values, at = _values(data, at, kind)
            if kind & 0x1000:
                bag.many[tag] = (kind & 0xFFF, values)
            elif values:
                bag.held[tag] = (kind, values[0])
    except (struct.error, KeyError):
        return at, False
    return at, at <= len(data)


def _named(data: bytes, at: int) -> tuple[int | str, int]:
    """What a property with a name stands for (a LID or a name), and where its values begin."""
    by_name, told = struct.unpack_from("<II", data, at + 16)
    if not by_name:
        return told, at + 24
    return data[at + 24 : at + 24 + told].decode("utf-16-le", "replace").rstrip("\0"), at + 24 + (told + 3) // 4 * 4


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    base = kind & 0xFFF
    count = 1
    if base in _VARIABLE or kind & 0x1000:
        count = struct.unpack_from("<I", data, at)[0]
        at += 4
    values: list[bytes] = []
    for _ in range(count):
        if base in _VARIABLE:
            size = struct.unpack_from("<I", data, at)[0]
            values.append(data[at + 4 : at + 4 + size])
            at += 4 + (size + 3) // 4 * 4
        else:
            values.append(data[at : at + _FIXED[base]])
            at += _FIXED[base]
        if at > len(data):
            raise struct.error("beyond its end")
    return values, at


READER = Reader("tnef", "application/ms-tnef", claims, read)
