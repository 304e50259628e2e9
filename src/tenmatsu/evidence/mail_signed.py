"""S/MIME (RFC 8551): the mail inside an opaque signature, and who a certificate names. DER and BER, read only."""

from __future__ import annotations

from collections.abc import Iterator

SIGNED = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2
DATA = bytes.fromhex("2a864886f70d010701")
_STRINGS = {0x0C: "utf-8", 0x13: "ascii", 0x16: "ascii", 0x14: "latin-1", 0x1E: "utf-16-be"}
DEEPEST = 30


def content_of(data: bytes) -> bytes | None:
    """The signed content, or None when there is none to be had (enveloped data)."""
    if SIGNED not in data[:64]:
        return None
    at = data.find(DATA)
    if at < 0:
        return None
    pieces = [value for tag, value in _leaves(data[at + len(DATA) :], 0, only_first=True) if tag == 0x04]
    return b"".join(pieces) or None


def certificate_words(data: bytes) -> list[str]:
    """Names and addresses that the certificates of a detached signature hold, each once."""
    found: dict[str, None] = {}
    for tag, value in _leaves(data, 0):
        coding = "ascii" if tag == 0x81 else _STRINGS.get(tag)
        if coding is None:
            continue
        text = value.decode(coding, "ignore").strip()
        if len(text) > 2 and text.isprintable() and (tag != 0x81 or "@" in text):
            found.setdefault(text)
    return list(found)


def _leaves(data: bytes, depth: int, *, only_first: bool = False) -> Iterator[tuple[int, bytes]]:
    """(tag, value) of every primitive value; octet strings in pieces (BER) come piece by piece."""
    at = 0
    while at + 2 <= len(data) and depth < DEEPEST:
        tag, size = data[at], data[at + 1]
        at += 2
        if tag == 0 and size == 0:
            if only_first:
                return
            continue
        if size == 0x80:
            yield from _leaves(data[at:], depth + 1, only_first=only_first)
            return
        if size > 0x80:
            width = size & 0x7F
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        value = data[at : at + size]
        at += size
        if tag & 0x20:
            yield from _leaves(value, depth + 1)
        else:
            yield tag, value
            if tag == 0x04 and not only_first and value[:1] == b"\x30":
                yield from _leaves(value, depth + 1)
        if only_first and tag & 0x20:
            return
