"""The properties of one object of Outlook (MS-OXCDATA): numbers, types and bytes as stored."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tenmatsu.evidence.mail_charset import decoded

STRING8, UNICODE, BINARY, LONG, TIME = 0x001E, 0x001F, 0x0102, 0x0003, 0x0040
_PAGES = {65001: "utf-8", 932: "shift_jis", 50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp",
          51932: "euc-jp", 20932: "euc-jp", 20127: "us-ascii", 28591: "iso-8859-1", 936: "gbk", 54936: "gb18030",
          949: "cp949", 950: "big5", 65000: "utf-7", 1200: "utf-16-le"}  # fmt: skip
_ONE_OFF = bytes.fromhex("812B1FA4BEA310199D6E00DD010F5402")


@dataclass
class Bag:
    """The properties of one object: number → (type, bytes as stored)."""

    held: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    charset: str | None = None
    many: dict[int, tuple[int, list[bytes]]] = field(default_factory=dict)
    """Properties with several values."""
    names: dict[int, int | str] = field(default_factory=dict)
    """Numbers from 0x8000 on → what they stand for in this file: a number of MS-OXPROPS (LID), or a name."""

    def data(self, tag: int) -> bytes:
        return self.held.get(tag, (0, b""))[1]

    def texts(self, tag: int) -> list[str]:
        """The values of a property that has several, as text."""
        kind, values = self.many.get(tag, (0, []))
        one = Bag({tag: (kind, b"")}, self.charset)
        out = []
        for value in values:
            one.held[tag] = (kind, value)
            out.append(one.text(tag))
        return [text for text in out if text]

    def number(self, tag: int) -> int | None:
        kind, data = self.held.get(tag, (0, b""))
        return struct.unpack_from("<i", data)[0] if kind == LONG and len(data) >= 4 else None

    def text(self, *tags: int) -> str:
        """The first of these properties that holds text, without NULs and the mark of a subject's prefix."""
        for tag in tags:
            kind, data = self.held.get(tag, (0, b""))
            if kind == UNICODE:
                text = data.decode("utf-16-le", "replace")
            elif kind == STRING8:
                text = decoded(data.rstrip(b"\0"), self.charset)[0]
            else:
                continue
            text = text.rstrip("\0")
            text = text[2:] if text.startswith("\x01") else text
            if text.strip():
                return text.replace("\0", "")
        return ""

    def time(self, *tags: int) -> datetime | None:
        """The first of these times; they count 100 ns from 1601."""
        for tag in tags:
            kind, data = self.held.get(tag, (0, b""))
            if kind == TIME and len(data) >= 8 and (ticks := struct.unpack_from("<Q", data)[0]):
                try:
                    return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
                except OverflowError:
                    continue
        return None

    def page(self) -> str | None:
        """The character set of its 8-bit strings."""
        return next((charset_of(page) for tag in (0x3FFD, 0x3FDE) if (page := self.number(tag))), None)


def charset_of(page: int) -> str:
    """A Windows code page as a mail names it."""
    return _PAGES.get(page, f"windows-{page}" if 1250 <= page <= 1258 else f"cp{page}")


def one_off(data: bytes) -> Iterator[tuple[str, str]]:
    """(name, address) of the recipients in entry ids that carry their own address (MS-OXCDATA 2.2.5.1)."""
    for found in re.finditer(re.escape(_ONE_OFF), data, re.DOTALL):
        at = found.end() + 4
        wide = data[found.end() + 3 : at] >= b"\x80"
        texts = []
        for _ in range(3):
            end = _end(data, at, wide)
            texts.append(data[at:end].decode("utf-16-le", "replace") if wide else decoded(data[at:end], None)[0])
            at = end + (2 if wide else 1)
        yield texts[0].strip(), texts[2].strip()


def _end(data: bytes, at: int, wide: bool) -> int:
    """Where the string that begins here ends: before its NUL."""
    if not wide:
        end = data.find(b"\0", at)
        return end if end >= 0 else len(data)
    while at + 2 <= len(data) and data[at : at + 2] != b"\0\0":
        at += 2
    return min(at, len(data))
