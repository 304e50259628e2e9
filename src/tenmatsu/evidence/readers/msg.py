"""Messages saved from Outlook (.msg, .oft; MS-OXMSG): an OLE file of properties, read as the mail that it was."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

import olefile  # type: ignore[import-untyped]  # it has no types

from tenmatsu.evidence.mail_mime import parsed
from tenmatsu.evidence.mail_parts import found_in
from tenmatsu.evidence.mapi import Attached, as_mail, attached
from tenmatsu.evidence.mapi_bag import Bag
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKS = tuple(name.encode("utf-16-le") for name in ("__properties_version1.0", "__nameid_version1.0", "__substg1.0_"))
PROPERTIES, OBJECT = "__properties_version1.0", "__substg1.0_3701000D"
TOP, INNER, ROW = 32, 24, 8
"""Bytes before the first property: of the message, of one inside it, of a recipient or attachment (MS-OXMSG 2.4.1)."""
DEEPEST = 10
_STREAM = re.compile(r"__substg1\.0_([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})(?:-([0-9A-Fa-f]{8}))?")
NAMES = "__nameid_version1.0"
_ENTRIES, _TEXTS = "__substg1.0_00030102", "__substg1.0_00040102"
Path = tuple[str, ...]


def claims(head: Head) -> int:
    """An OLE file with storages of properties; by its name when they lie in the middle of a large one."""
    if not head.start.startswith(OLE):
        return 0
    streams = head.start + head.end
    return 85 if any(mark in streams for mark in MARKS) else 60 * (head.suffix in (".msg", ".oft"))


def read(source: Source) -> Iterator[Found]:
    """Its headers, recipients, bodies and attachments, placed as in a mail."""
    faults: list[Fault] = []
    with olefile.OleFileIO(source.path) as ole:
        mail = _Storage(ole, faults).mail((), TOP, 0)
    yield from found_in(parsed(mail), source)
    yield from faults


class _Storage:
    """The streams and storages of the file, by the storage that they lie in."""

    def __init__(self, ole: olefile.OleFileIO, faults: list[Fault]) -> None:
        self._ole, self._faults = ole, faults
        self._inside: dict[Path, list[str]] = {}
        for entry in ole.listdir(streams=True, storages=True):
            self._inside.setdefault(tuple(entry[:-1]), []).append(entry[-1])
        self._names = self._named()

    def mail(self, at: Path, header: int, depth: int) -> bytes:
        """The message in this storage as a mail."""
        message = self._bag(at, header, None)
        message.charset = message.page()
        names = sorted(self._inside.get(at, ()))
        recipients = [self._bag((*at, name), ROW, message.charset) for name in names if name.startswith("__recip_")]
        files: list[Attached] = []
        for number, name in enumerate((name for name in names if name.startswith("__attach_")), 1):
            files += self._files((*at, name), number, message.charset, depth)
        return as_mail(message, recipients, files)

    def _files(self, at: Path, number: int, charset: str | None, depth: int) -> Iterator[Attached]:
        bag = self._bag(at, ROW, charset)
        one = attached(bag, number, bag.data(0x3701))
        inner = self._inside.get((*at, OBJECT), [])
        if PROPERTIES in inner:
            if depth >= DEEPEST:
                self._faults.append(Fault(f"messages nested deeper than {DEEPEST}"))
                return
            name = one.name if one.name.lower().endswith((".msg", ".eml")) else f"{one.name}.eml"
            yield Attached(name, "message/rfc822", self.mail((*at, OBJECT), INNER, depth + 1))
        elif inner:
            for stream in inner:
                path = (*at, OBJECT, stream)
                if not self._inside.get(path):
                    yield Attached(f"{one.name}/{stream.strip(chr(1) + chr(3))}", one.kind, self._bytes(path))
        else:
            yield one

    def _bag(self, at: Path, header: int, charset: str | None) -> Bag:
        bag = Bag(charset=charset)
        names = sorted(self._inside.get(at, []))
        bag.names = self._names
        if PROPERTIES in names:
            raw = self._bytes((*at, PROPERTIES))
            for place in range(header, len(raw) - 15, 16):
                tag = int.from_bytes(raw[place : place + 4], "little")
                bag.held[tag >> 16] = (tag & 0xFFFF, raw[place + 8 : place + 16])
        for name in names:
            if found := _STREAM.fullmatch(name):
                kind = int(found[2], 16)
                if found[3]:
                    bag.many.setdefault(int(found[1], 16), (kind & 0xFFF, []))[1].append(self._bytes((*at, name)))
                elif kind != 0x000D and not kind & 0x1000:
                    bag.held[int(found[1], 16)] = (kind, self._bytes((*at, name)))
        return bag

    def _named(self) -> dict[int, int | str]:
        """Numbers from 0x8000 on → LID or name (MS-OXMSG 2.2.3): 8 bytes for each, the names in a stream beside."""
        held = self._inside.get((NAMES,), [])
        listed = self._bytes((NAMES, _ENTRIES)) if _ENTRIES in held else b""
        texts = self._bytes((NAMES, _TEXTS)) if _TEXTS in held else b""
        found: dict[int, int | str] = {}
        for at in range(0, len(listed) - 7, 8):
            told, which, number = struct.unpack_from("<IHH", listed, at)
            if which & 1 and told + 4 <= len(texts):
                size = struct.unpack_from("<I", texts, told)[0]
                found[0x8000 + number] = texts[told + 4 : told + 4 + size].decode("utf-16-le", "replace")
            elif not which & 1:
                found[0x8000 + number] = told
        return found

    def _bytes(self, path: Path) -> bytes:
        try:
            with self._ole.openstream(list(path)) as stream:
                return bytes(stream.read())
        except OSError:
            self._faults.append(Fault("a damaged stream: one of its properties or attachments is missing"))
            return b""


READER = Reader("msg", "application/vnd.ms-outlook", claims, read)
