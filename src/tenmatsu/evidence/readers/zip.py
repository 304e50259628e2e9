"""ZIP archives: names as they were meant, every password tried, members spooled one by one."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pyzipper

from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.reading import CHUNK, Fault, Found, Head, Reader, Source

UTF8_FLAG, ENCRYPTED = 0x800, 0x1
UNICODE_PATH = 0x7075  # Info-ZIP Unicode Path Extra Field, APPNOTE.TXT 4.6.9
JAPAN = timezone(timedelta(hours=9))
_OPEN_ERRORS = (RuntimeError, pyzipper.BadZipFile, zlib.error)


def claims(head: Head) -> int:
    """By the signature at the start, or by the end record of a self-extracting one."""
    if head.start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return 50
    return 30 if b"PK\x05\x06" in head.end[-65557:] and head.start.startswith(b"MZ") else 0


def read(source: Source) -> Iterator[Found]:
    """Its members in the order of the directory; folders are left away."""
    with pyzipper.AESZipFile(source.path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        names = member_names(infos)
        if not infos:
            yield Fault("the archive holds no files", rows=0)
        for info, name in zip(infos, names, strict=True):
            if source.wants(name):
                yield from _member(source, archive, info, name)


def member_names(infos: list[pyzipper.ZipInfo]) -> list[str]:
    """UTF-8 when the flag says so, else the Unicode Path field, else what the raw names are written in."""
    raw = [_raw(info) for info in infos]
    unknown = b"\n".join(name for name, info in zip(raw, infos, strict=True) if not info.flag_bits & UTF8_FLAG)
    guess = encoding_of(unknown, cut=False) if unknown else None
    encoding = guess if guess in ("utf-8", "cp932", "euc_jp", "eucjp_ms") else "cp932"
    names = []
    for info, name in zip(infos, raw, strict=True):
        if info.flag_bits & UTF8_FLAG:
            text = name.decode("utf-8", "backslashreplace")
        else:
            text = _unicode_path(info.extra, name) or name.decode(encoding, "backslashreplace")
        names.append(text.replace("\\", "/").replace("\0", ""))
    return names


def _raw(info: pyzipper.ZipInfo) -> bytes:
    """The name's bytes: zipfile decodes them as cp437 when the UTF-8 flag is not set."""
    name: str = info.orig_filename
    try:
        return name.encode("utf-8" if info.flag_bits & UTF8_FLAG else "cp437")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == UNICODE_PATH and len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "backslashreplace")
        at += 4 + size
    return None


def _member(source: Source, archive: pyzipper.AESZipFile, info: pyzipper.ZipInfo, name: str) -> Iterator[Found]:
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        yield Fault("a symbolic link: not followed", name)
        return
    if not info.flag_bits & ENCRYPTED:
        yield from _spooled(source, archive, info, name, None)
        return
    for password in _bytes_of(source.passwords):
        if _opens(archive, info, password):
            yield from _spooled(source, archive, info, name, password)
            return
    tried = f"none of the {len(source.passwords)} passwords fits" if source.passwords else "no password is given"
    yield Fault(f"encrypted, and {tried}", name)


def _bytes_of(passwords: tuple[str, ...]) -> Iterator[bytes]:
    """Each password as UTF-8 and as cp932, as tools in Japan write them."""
    for password in passwords:
        yield from dict.fromkeys((password.encode("utf-8"), password.encode("cp932", "replace")))


def _opens(archive: pyzipper.AESZipFile, info: pyzipper.ZipInfo, password: bytes) -> bool:
    """Whether the password gives the bytes whose checksum is right (one in 256 wrong ones passes the quick test)."""
    try:
        with archive.open(info, pwd=password) as file:
            for _ in range(256):
                if not file.read(CHUNK):
                    break
    except (*_OPEN_ERRORS, EOFError, ValueError):
        return False
    return True


def _spooled(
    source: Source, archive: pyzipper.AESZipFile, info: pyzipper.ZipInfo, name: str, password: bytes | None
) -> Iterator[Found]:
    def chunks() -> Iterator[bytes]:
        with archive.open(info, pwd=password) as file:
            while chunk := file.read(CHUNK):
                yield chunk

    notes = ("encrypted",) if password else ()
    yield from source.member(name, chunks(), packed=info.compress_size, modified=_when(info), notes=notes)


def _when(info: pyzipper.ZipInfo) -> datetime | None:
    """MS-DOS times carry no zone: taken as Japan's."""
    try:
        year, month, day, hour, minute, second = info.date_time
        return datetime(year, month, day, hour, minute, second, tzinfo=JAPAN).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


READER = Reader("zip", "application/zip", claims, read)
