"""Archives of other programs (7z, rar, lzh, cab, iso, xar) through libarchive: members one by one, within the limits.

The extra `archives` brings the binding (libarchive-c, CC0); the library itself is the system's (libarchive, BSD). It
opens no encrypted 7z or rar: such an archive, or the members of it that are, stay unread with a row.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from tenmatsu.errors import EvidenceError
from tenmatsu.evidence.reading import Child, Fault, Found, Head, Reader, Source

EXTRA = "pip install 'tenmatsu[archives]' and the system's libarchive (Debian, Ubuntu: apt-get install libarchive13)"
_MAGIC = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"MSCF\0\0\0\0", b"xar!")
_LHA = re.compile(rb"\A..-(?:lh[0-7dx]|lz[s45]|pm[012])-", re.DOTALL)
_ISO = (0x8001, b"CD001")
_LOCKED = re.compile(r"encrypt|passphrase|password", re.IGNORECASE)


def claims(head: Head) -> int:
    """By the signature."""
    iso = head.start[_ISO[0] : _ISO[0] + len(_ISO[1])] == _ISO[1]
    return 66 if head.start.startswith(_MAGIC) or _LHA.match(head.start) or iso else 0


def read(source: Source) -> Iterator[Found]:
    """Its files in their order; folders and links are left away. What is encrypted or damaged is a row."""
    library = _library()
    if library is None:
        yield Fault(f"archives of this kind need libarchive: {EXTRA}")
        return
    count = 0
    try:
        with _opened(library, source.path) as archive:
            for entry in archive:
                count += 1
                name = _name(entry, count)
                if entry.isfile and source.wants(name):
                    yield from _member(source, entry, name, library.ArchiveError)
    except library.ArchiveError as error:
        yield Fault(_why(error))
        return
    if not count:
        yield Fault("the archive holds no files", rows=0)


def _library() -> Any:
    os.environ.setdefault("LIBARCHIVE", "libarchive.so.13")  # else a program is started to look for it
    try:
        return import_module("libarchive")
    except (ImportError, OSError, AttributeError):
        return None


@contextmanager
def _opened(library: Any, path: str) -> Iterator[Any]:
    """The archive, with the names that old programs wrote read as cp932; the binding has no call for that option."""
    ffi = library.ffi
    option = ffi.libarchive.archive_read_set_options
    option.argtypes, option.restype = (ctypes.c_void_p, ctypes.c_char_p), ctypes.c_int
    with library.read.new_archive_read() as pointer:
        option(pointer, b"lha:hdrcharset=CP932,cab:hdrcharset=CP932")
        ffi.read_open_filename_w(pointer, path, 1 << 16)
        yield library.read.ArchiveRead(pointer)


def _name(entry: Any, number: int) -> str:
    raw = entry.pathname
    text = raw.decode("cp932", "backslashreplace") if isinstance(raw, bytes) else raw or f"member-{number}"
    return text.replace("\\", "/").replace("\0", "")


def _member(source: Source, entry: Any, name: str, broken: type[Exception]) -> Iterator[Child | Fault]:
    modified = datetime.fromtimestamp(entry.mtime, UTC) if entry.mtime else None
    yield from source.member(name, _blocks(entry, broken), packed=max(source.size, 1), modified=modified)


def _blocks(entry: Any, broken: type[Exception]) -> Iterator[bytes]:
    try:
        for block in entry.get_blocks():
            yield bytes(block)
    except broken as error:
        raise EvidenceError(_why(error)) from error


def _why(error: Exception) -> str:
    if _LOCKED.search(str(error)):
        return (
            "encrypted, which libarchive cannot open: unpack it with its own program and add the files to the evidence"
        )
    return "damaged, or of a kind that libarchive does not read: what stands before is all that was read"


READER = Reader("archive", "application/x-archive", claims, read)
