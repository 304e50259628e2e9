"""Messages as Outlook keeps them (MS-OXPROPS, MS-OXCMSG), written as a mail, so that one reader reads all mails.

What is written holds the transport headers as they were received, and beside them every recipient of the table of
recipients that they do not name: Bcc, and everybody where a message was never sent.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

from tenmatsu.evidence.mail_charset import decoded
from tenmatsu.evidence.mail_mime import head_of
from tenmatsu.evidence.mapi_rtf import unpacked

STRING8, UNICODE, BINARY, LONG, TIME = 0x001E, 0x001F, 0x0102, 0x0003, 0x0040
FIELDS = ("To", "Cc", "Bcc")
_PAGES = {65001: "utf-8", 932: "shift_jis", 50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp",
          51932: "euc-jp", 20932: "euc-jp", 20127: "us-ascii", 28591: "iso-8859-1", 936: "gbk", 54936: "gb18030",
          949: "cp949", 950: "big5", 65000: "utf-7", 1200: "utf-16-le"}  # fmt: skip
LABELS = {
    0x3001: "氏名", 0x3A11: "姓", 0x3A06: "名", 0x3A16: "会社名", 0x3A18: "部署名", 0x3A17: "役職",
    0x3A08: "勤務先電話", 0x3A09: "自宅電話", 0x3A1C: "携帯電話", 0x3A24: "FAX番号", 0x3A1A: "電話番号",
    0x3A15: "住所", 0x3A2A: "郵便番号", 0x3A26: "国", 0x3A27: "市区町村", 0x3A28: "都道府県", 0x3A29: "町名・番地",
    0x3A59: "自宅の市区町村", 0x3A5A: "自宅の国", 0x3A5B: "自宅の郵便番号", 0x3A5C: "自宅の都道府県",
    0x3A5D: "自宅の町名・番地", 0x3A42: "生年月日", 0x3A48: "配偶者", 0x3A4F: "ニックネーム", 0x3A51: "URL",
}  # fmt: skip
"""What a contact's properties are called."""
_MACHINE = frozenset({0x001A, 0x007D, 0x1000, 0x1013, 0x1009, 0x0E1D, 0x0070, 0x0064, 0x0C1E, 0x3FF8, 0x3FFA, 0x3FFB,
                      0x300B, 0x1035, 0x0037, 0x003D, 0x0E04, 0x0E03, 0x0E02, 0x5FE5})  # fmt: skip


@dataclass
class Bag:
    """The properties of one object: number → (type, bytes as stored)."""

    held: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    charset: str | None = None

    def data(self, tag: int) -> bytes:
        return self.held.get(tag, (0, b""))[1]

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


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment's name, type and bytes; `message/rfc822` for a message in a message."""

    name: str
    kind: str
    data: bytes


def attached(bag: Bag, number: int, data: bytes) -> Attached:
    """An attachment by its properties."""
    name = bag.text(0x3707, 0x3704, 0x3001) or f"attachment-{number}.bin"
    return Attached(name, bag.text(0x370E) or "application/octet-stream", data)


def as_mail(message: Bag, recipients: Sequence[Bag], files: Sequence[Attached]) -> bytes:
    """The message as a mail of RFC 5322; the same bytes for the same message."""
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(message, recipients))
    parts = [*_bodies(message), *(_file(one) for one in files)]
    boundary = "=_" + hashlib.sha256(b"".join(parts)).hexdigest()[:32]
    out = [
        head.encode("utf-8"),
        f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n'.encode(),
    ]
    for part in parts:
        out += [f"\r\n--{boundary}\r\n".encode(), part]
    out.append(f"\r\n--{boundary}--\r\n".encode())
    return b"".join(out)


def _headers(message: Bag, recipients: Sequence[Bag]) -> Iterator[tuple[str, str]]:
    given = list(_transport(message.text(0x007D)))
    yield from given
    names = {name.lower() for name, _ in given}
    if "from" not in names and (sender := _address(message, (0x0042, 0x0C1A), (0x5D02, 0x5D01, 0x0065, 0x0C1F))):
        yield "From", sender
    known = " ".join(value for name, value in given if name.lower() in ("to", "cc", "bcc")).lower()
    for bag in recipients:
        which = (bag.number(0x0C15) or 1) & 0xF
        address = _smtp(bag, (0x39FE, 0x3003, 0x5FE5))
        shown = _address(bag, (0x3001, 0x5FF6), (0x39FE, 0x3003, 0x5FE5))
        if shown and not (address and "@" in address and address.lower() in known):
            yield FIELDS[which - 1] if 1 <= which <= 3 else "To", shown
    if not recipients:
        for name, tag in zip(FIELDS, (0x0E04, 0x0E03, 0x0E02), strict=True):
            if name.lower() not in names and (text := message.text(tag)):
                yield name, ", ".join(_word(one.strip()) for one in text.split(";") if one.strip())
    for name, tag in (("Subject", 0x0037), ("Message-ID", 0x1035), ("In-Reply-To", 0x1042)):
        if name.lower() not in names and (text := message.text(tag)):
            yield name, _word(text, bare=True)
    if "date" not in names and (when := message.time(0x0039, 0x0E06, 0x3007)):
        yield "Date", format_datetime(when)


def _transport(text: str) -> Iterator[tuple[str, str]]:
    """The headers as received, without those that say how the body was coded."""
    raw = re.sub(r"\A\s*Microsoft Mail Internet Headers[^\n]*\n", "", text).lstrip().encode("utf-8", "replace")
    for name, value in head_of(raw)[0]:
        if not name.lower().startswith("content-") and name.lower() != "mime-version":
            yield name, value.decode("utf-8", "replace").strip()


def _smtp(bag: Bag, tags: tuple[int, ...]) -> str:
    texts = [bag.text(tag).strip() for tag in tags]
    return next((text for text in texts if "@" in text), next(filter(None, texts), ""))


def _address(bag: Bag, names: tuple[int, ...], tags: tuple[int, ...]) -> str:
    name, address = bag.text(*names).strip(), _smtp(bag, tags)
    address = re.sub(r"[\s<>]+", "", address)
    if not address or name.strip("'") == address:
        return f"<{address}>" if address else _word(name) if name else ""
    return f"{_word(name)} <{address}>" if name else f"<{address}>"


def _word(text: str, bare: bool = False) -> str:
    """A phrase as a header holds it: quoted, or in encoded words of UTF-8."""
    text = re.sub(r"\s+", " ", text)
    if text.isascii() and text.isprintable() and "=?" not in text:
        return text if bare else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    pieces = (text[at : at + 40] for at in range(0, len(text), 40))
    return " ".join(f"=?utf-8?B?{base64.b64encode(one.encode('utf-8', 'replace')).decode()}?=" for one in pieces)


def _bodies(message: Bag) -> Iterator[bytes]:
    plain = message.text(0x1000)
    kind, html = message.held.get(0x1013, (0, b""))
    if plain:
        yield _part("text/plain; charset=utf-8", plain.encode("utf-8", "replace"))
    if kind == UNICODE:
        yield _part("text/html; charset=utf-8", message.text(0x1013).encode("utf-8", "replace"))
    elif html:
        page = message.number(0x3FDE)
        charset = f"; charset={charset_of(page)}" if page else ""
        yield _part(f"text/html{charset}", html.rstrip(b"\0"))
    elif not plain and (packed := message.data(0x1009)):
        yield _file(Attached("body.rtf", "text/rtf", unpacked(packed)))
    name = message.text(0x001A).upper()
    if name and not name.startswith(("IPM.NOTE", "REPORT.", "IPM.SCHEDULE")) and (more := _others(message)):
        yield _part("text/plain; charset=utf-8", more.encode("utf-8", "replace"))


def _others(message: Bag) -> str:
    """A contact, an appointment, a task: all its text properties, one on a line."""
    lines = []
    for tag, (kind, _) in sorted(message.held.items()):
        if kind in (UNICODE, STRING8) and tag not in _MACHINE and (text := message.text(tag).strip()):
            lines.append(f"{LABELS.get(tag, f'0x{tag:04X}')}: {text}")
    return "\n".join(lines)


def _part(kind: str, data: bytes, more: str = "") -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{more}\r\n"
    return head.encode() + base64.encodebytes(data)


def _file(one: Attached) -> bytes:
    name = quote(re.sub(r"[\r\n\0]", " ", one.name).encode("utf-8", "replace"), safe="")
    more = f"Content-Disposition: attachment; filename*=utf-8''{name}\r\n"
    kind = one.kind if re.fullmatch(r"[\w.+-]+/[\w.+-]+", one.kind) else "application/octet-stream"
    if kind == "message/rfc822":
        return f"Content-Type: {kind}\r\n{more}\r\n".encode() + one.data
    return _part("application/octet-stream" if kind.startswith(("multipart/", "message/")) else kind, one.data, more)
