"""One file packed by gzip, bzip2, xz or Zstandard: `a.csv.gz` holds the member `a.csv`."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

import zstandard

from tenmatsu.evidence.reading import Found, Head, Reader, Source

MAGIC = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".zstd", ".z")
STEP = 4096


class Inflater(Protocol):
    """What the four libraries agree on."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end of the stream."""

    def decompress(self, data: bytes, /) -> bytes:
        """More of the unpacked bytes."""

    @property
    def eof(self) -> bool:
        """Whether this stream has ended."""


def claims(head: Head) -> int:
    """By signature."""
    return 50 if head.start.startswith(MAGIC) else 0


def _inflater(start: bytes) -> Callable[[], Inflater]:
    if start.startswith(b"\x1f\x8b"):
        return partial(zlib.decompressobj, 31)
    if start.startswith(b"BZh"):
        return bz2.BZ2Decompressor
    if start.startswith(b"\xfd7zXZ\x00"):
        return lzma.LZMADecompressor
    return zstandard.ZstdDecompressor().decompressobj


def read(source: Source) -> Iterator[Found]:
    """The member; what was read before a fault is kept."""
    yield from source.member(member_name(source.name), _chunks(source), packed=source.size)


def member_name(name: str) -> str:
    """The name without its last suffix, when that says how it is packed."""
    last = name.rsplit("/", 1)[-1].rsplit("!", 1)[-1]
    suffix = next((suffix for suffix in SUFFIXES if last.lower().endswith(suffix)), "")
    return last[: -len(suffix)] if suffix and len(last) > len(suffix) else f"{last}.out"


def _chunks(source: Source) -> Iterator[bytes]:
    """Small steps, so that a bomb is noticed early; further streams in the same file are read on."""
    make = _inflater(source.head.start)
    inflater, fresh = make(), True
    with source.open() as file:
        while data := file.read(STEP):
            while data:
                yield inflater.decompress(data)
                data, fresh = b"", False
                if inflater.eof:
                    data = inflater.unused_data.lstrip(b"\0")
                    inflater, fresh = make(), True
    if not fresh:
        raise EOFError


READER = Reader("packed", "application/gzip", claims, read)
