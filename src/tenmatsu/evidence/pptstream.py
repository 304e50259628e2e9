"""PowerPoint 97–2003 streams ([MS-PPT] 2.3): records with a head of 8 bytes; text stands in three kinds of atoms."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tenmatsu.evidence.oletext import CONTROL

CHARS, BYTES, STRING, SLIDE, NOTES, MASTER = 4000, 4008, 4026, 1006, 1008, 1016
OBJECT, SHOWN, COMMENT = 4113, 1017, 12000
ENCRYPTED = 0xF3D1C4DF
"""The token in the stream `Current User` of a presentation with a password (MS-PPT 2.3.2)."""


def locked(user: bytes) -> bool:
    """Whether the stream `Current User` says that the presentation is encrypted."""
    return len(user) >= 16 and struct.unpack_from("<I", user, 12)[0] == ENCRYPTED


def _records(stream: bytes) -> Iterator[tuple[int, int, int, int, int]]:
    """(where, head, type, first byte of the body, byte behind it); a container is followed by what it holds."""
    at = 0
    while at + 8 <= len(stream):
        head, kind, size = struct.unpack_from("<HHI", stream, at)
        yield at, head, kind, at + 8, at + 8 + size
        at += 8 if head & 0xF == 0xF else 8 + size


def slides(stream: bytes) -> Iterator[tuple[str, str]]:
    """(slide | hidden-slide | notes | master | comments | list | name, text) in the order of the stream."""
    unseen = _unseen(stream)
    where = [(len(stream), "list")]
    for at, head, kind, start, end in _records(stream):
        while len(where) > 1 and at >= where[-1][0]:
            where.pop()
        if head & 0xF == 0xF:
            slide = "hidden-slide" if at in unseen else "slide"
            named = {SLIDE: slide, NOTES: "notes", MASTER: "master", COMMENT: "comments"}.get(kind, where[-1][1])
            where.append((end, named))
            continue
        text = ""
        if kind in (CHARS, STRING):
            text = stream[start:end].decode("utf-16-le", "replace")
        elif kind == BYTES:
            text = stream[start:end].decode("latin-1")
        if text.strip():
            loose = kind == STRING and where[-1][1] != "comments"
            yield "name" if loose else where[-1][1], text.translate(CONTROL)


def _unseen(stream: bytes) -> set[int]:
    """Where the slides begin that the show leaves out (fHidden of SlideShowSlideInfoAtom)."""
    found, slide = set[int](), (0, 0)
    for at, head, kind, start, end in _records(stream):
        if kind == SLIDE and head & 0xF == 0xF:
            slide = (at, end)
        elif kind == SHOWN and at < slide[1] and end - start >= 12 and stream[start + 10] & 0x04:
            found.add(slide[0])
    return found


def objects(stream: bytes, limit: int) -> Iterator[bytes | None]:
    """Embedded documents, each an OLE file; None for one that is damaged or larger than `limit` bytes."""
    for _, head, kind, start, end in _records(stream):
        if kind == OBJECT:
            data = stream[start:end]
            if head >> 4 == 1:  # deflated, behind its size
                try:
                    inflate = zlib.decompressobj()
                    data = inflate.decompress(data[4:], limit)
                except zlib.error:
                    data = b""
                data = b"" if inflate.unconsumed_tail else data
            yield data or None
