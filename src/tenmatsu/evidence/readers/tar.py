"""Tar archives, plain or packed with gzip, bzip2, xz or Zstandard; read as a stream, links and devices not followed."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, cast

import zstandard

from tenmatsu.errors import EvidenceError
from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.reading import CHUNK, Fault, Found, Head, Reader, Source

PACKED = (".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst")
MAGIC = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")


def claims(head: Head) -> int:
    """`ustar` at 257, or a packed stream whose name says that it is a tar."""
    if head.start[257:262] == b"ustar" or _old_header(head.start[:512]):
        return 70
    return 60 if head.name.lower().endswith(PACKED) and head.start.startswith(MAGIC) else 0


def _old_header(block: bytes) -> bool:
    """A header of before 1988 has no magic, but its checksum is right."""
    if len(block) < 512 or not block[0]:
        return False
    try:
        stated = int(block[148:156].strip(b" \0") or b"-1", 8)
    except ValueError:
        return False
    return stated == sum(block[:148]) + 8 * 32 + sum(block[156:512])


class _Limited:
    """The unpacked stream; stops a decompression bomb by the same rule as `reading.guarded`."""

    def __init__(self, file: IO[bytes], packed: int | None, source: Source) -> None:
        self._file, self._packed, self._source, self._size = file, packed, source, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._size += len(data)
        limits = self._source.limits
        if self._packed and self._size > 1_000_000 and self._size > limits.ratio * self._packed:
            raise EvidenceError(f"inflates more than {limits.ratio} times: stopped as a decompression bomb")
        return data


def unpacked(source: Source) -> IO[bytes]:
    """The stream of the source's bytes, inflated when they are packed."""
    start = source.head.start
    if start.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.open(source.open()))
    if start.startswith(b"BZh"):
        return cast(IO[bytes], bz2.open(source.open()))
    if start.startswith(b"\xfd7zXZ\x00"):
        return cast(IO[bytes], lzma.open(source.open()))
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        return cast(IO[bytes], zstandard.ZstdDecompressor().stream_reader(source.open(), read_across_frames=True))
    return source.open()


def read(source: Source) -> Iterator[Found]:
    """Its regular files as members."""
    packed = source.size if source.head.start.startswith(MAGIC) else None
    stream = cast(IO[bytes], _Limited(unpacked(source), packed, source))
    count = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
            for member in archive:
                count += 1
                yield from _member(source, archive, member)
    except EvidenceError as error:
        yield Fault(f"read in part only: {error}")
    except (tarfile.TarError, OSError, EOFError, zstandard.ZstdError, lzma.LZMAError, ValueError) as error:
        yield Fault(f"damaged after {count} members ({type(error).__name__})")
    if count == 0:
        yield Fault("the archive holds no files", rows=0)


def _name(member: tarfile.TarInfo) -> str:
    raw = member.name.encode("utf-8", "surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode(encoding_of(raw, cut=False) or "cp932", "backslashreplace")
    return text.removeprefix("./")


def _member(source: Source, archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[Found]:
    name = _name(member)
    if member.isdir() or not source.wants(name):
        return
    if member.issym():
        yield Fault("a symbolic link: not followed", name)
    elif member.islnk():
        yield Fault("a hard link to another member, which is read under its own name", name)
    elif not member.isreg():
        yield Fault("a device or pipe: not read", name)
    else:
        yield from _spooled(source, archive, member, name)


def _spooled(source: Source, archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> Iterator[Found]:
    file = archive.extractfile(member)
    assert file is not None

    def chunks() -> Iterator[bytes]:
        while chunk := file.read(CHUNK):
            yield chunk

    yield from source.member(name, chunks(), modified=_when(member))


def _when(member: tarfile.TarInfo) -> datetime | None:
    try:
        return datetime.fromtimestamp(member.mtime, UTC)
    except (ValueError, OverflowError, OSError):
        return None


READER = Reader("tar", "application/x-tar", claims, read)
