"""Messages as Outlook keeps them (MS-OXPROPS, MS-OXCMSG), written as a mail, so that one reader reads all mails.

What is written holds the transport headers as they were received, and beside them every recipient of the table of
recipients that they do not name: Bcc, and everybody where a message was never sent.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import quote

from tenmatsu.evidence.mail_mime import head_of
from tenmatsu.evidence.mapi_bag import UNICODE, Bag, charset_of, one_off
from tenmatsu.evidence.mapi_details import details
from tenmatsu.evidence.mapi_rtf import unpacked

FIELDS = ("To", "Cc", "Bcc")
_ENTRIES = (0x0FFF, 0x5FF7, 0x0041, 0x0C19)
"""Entry ids of a recipient and of the senders."""


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
    parts = [*_bodies(message), *(_file(one) for one in files)] or [_part("text/plain; charset=utf-8", b"")]
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
    if "sender" not in names and (delegate := _delegate(message)):
        yield "Sender", delegate
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


def _delegate(message: Bag) -> str:
    """Who sent it on behalf of another, or '': both are told, and their addresses differ."""
    actual, behalf = _smtp(message, (0x5D01, 0x0C1F)), _smtp(message, (0x5D02, 0x0065))
    if not actual or not behalf or actual.lower() == behalf.lower() or ("@" in actual) != ("@" in behalf):
        return ""
    return _address(message, (0x0C1A,), (0x5D01, 0x0C1F))


def _transport(text: str) -> Iterator[tuple[str, str]]:
    """The headers as received, without those that say how the body was coded."""
    raw = re.sub(r"\A\s*Microsoft Mail Internet Headers[^\n]*\n", "", text).lstrip().encode("utf-8", "replace")
    for name, value in head_of(raw)[0]:
        if not name.lower().startswith("content-") and name.lower() != "mime-version":
            yield name, value.decode("utf-8", "replace").strip()


def _smtp(bag: Bag, tags: tuple[int, ...]) -> str:
    """The address with an @, from these properties or from an entry id that holds one; else the first of them."""
    texts = [bag.text(tag).strip() for tag in tags]
    inside = (address for tag in _ENTRIES for _, address in one_off(bag.data(tag)))
    return next((text for text in (*texts, *inside) if "@" in text), next(filter(None, texts), ""))


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
    if more := details(message):
        yield _part("text/plain; charset=utf-8", more.encode("utf-8", "replace"))


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
