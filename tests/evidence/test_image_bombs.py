"""A picture whose header promises more pixels than may be unpacked is named, and never unpacked."""

from __future__ import annotations

import struct
import zlib


def promised(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


def test_a_picture_of_too_many_pixels_says_so(seen) -> None:
    unread = seen({"a.png": promised(60_000, 60_000), "b.png": promised(15_000, 15_000)}).unread
    why = "a picture of more than 200 million pixels: not read"
    assert unread["evidence/a.png"] == why
    assert unread["evidence/b.png"].endswith(why)
