"""Messages saved from Outlook (.msg, .oft; MS-OXMSG): an OLE file of properties, read as the mail that it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

import olefile  # type: ignore[import-untyped]  # it has no types

from tenmatsu.evidence.mail_mime import parsed
from tenmatsu.evidence.mail_parts import found_in
from tenmatsu.evidence.mapi import Attached, Bag, as_mail, attached
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKS = tuple(name.encode("utf-16-le") for name in ("__properties_version1.0", "__nameid_version1.0", "__substg1.0_"))
PROPERTIES, OBJECT = "__properties_version1.0", "__substg1.0_3701000D"
TOP, INNER, ROW = 32, 24, 8
"""Bytes before the first property: of the message, of one inside it, of a recipient or attachment (MS-OXMSG 2.4.1)."""
DEEPEST = 10
_STREAM = re.compile(r"__substg1\.0_([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})")
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
        names = self._inside.get(at, [])
        if PROPERTIES in names:
            raw = self._bytes((*at, PROPERTIES))
            for place in range(header, len(raw) - 15, 16):
                tag = int.from_bytes(raw[place : place + 4], "little")
                bag.held[tag >> 16] = (tag & 0xFFFF, raw[place + 8 : place + 16])
        for name in names:
            if found := _STREAM.fullmatch(name):
                kind = int(found[2], 16)
                if kind != 0x000D:
                    bag.held[int(found[1], 16)] = (kind, self._bytes((*at, name)))
        return bag

    def _bytes(self, path: Path) -> bytes:
        try:
            with self._ole.openstream(list(path)) as stream:
                return bytes(stream.read())
        except OSError:
            self._faults.append(Fault("a damaged stream: one of its properties or attachments is missing"))
            return b""


READER = Reader("msg", "application/vnd.ms-outlook", claims, read)
