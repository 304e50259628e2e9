"""Word and PowerPoint 97–2003 (doc, ppt), encrypted Office files, objects inside documents, and other OLE files.

Encrypted packages are opened with the passwords of the case (the extra `encrypted`). For what has no reader of its own
(一太郎, Publisher, Visio …) readable runs of text are gathered from every stream, and a line says that they may not be
all.
"""

from __future__ import annotations

import importlib
import io
import re
import struct
from collections.abc import Iterator
from typing import Any

import olefile  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.forms import as_lines
from tenmatsu.evidence.grids import is_list, parted
from tenmatsu.evidence.oletext import NotWord, scavenged, slides, word_parts
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST = 256 << 20
_PROPERTIES = ("author", "last_saved_by", "title", "subject", "keywords", "comments", "company", "manager", "category")
_NATIVE = "\x01Ole10Native"
_PACKAGES = (".docx", ".docm", ".xlsx", ".xlsm", ".xlsb", ".pptx", ".pptm")
"""In OLE these are encrypted, wherever the names of the streams stand."""
_PACKAGED = ("Package", "CONTENTS", "EmbeddedOdf")


def _named(head: Head, *names: str) -> bool:
    return any(name.encode("utf-16-le") in head.start or name.encode("utf-16-le") in head.end for name in names)


def claims(head: Head) -> int:
    """By the names of its streams; any other OLE file if nobody else takes it."""
    if not head.start.startswith(OLE):
        return 0
    if _named(head, "EncryptedPackage"):
        return 90
    if _named(head, "WordDocument", "PowerPoint Document") and not _named(head, "__properties_version1.0"):
        book = _named(head, "Workbook", "Book\0") and head.suffix not in (".doc", ".dot", ".ppt", ".pps")
        return 79 if book else 82
    return 61 if head.suffix in _PACKAGES else 15


def read(source: Source) -> Iterator[Found]:
    """Text, members, and what could not be read."""
    with olefile.OleFileIO(source.path) as ole:
        names = {"/".join(path): path for path in ole.listdir(streams=True, storages=False)}
        if "EncryptedPackage" in names:
            yield from _decrypted(source)
            return
        if "WordDocument" in names:
            yield from _word(source, ole)
        elif "PowerPoint Document" in names:
            yield from _slides(ole)
        elif not any(name.rpartition("/")[2] in (_NATIVE, *_PACKAGED) for name in names):
            yield from _scavenged(ole, names)
        yield from _properties(ole)
        yield from _inside(source, ole, names)


def _stream(ole: Any, path: str | list[str]) -> bytes:
    """A stream's bytes, as far as they can be read."""
    with ole.openstream(path) as stream:
        data: bytes = stream.read(LARGEST)
        return data


def _word(source: Source, ole: Any) -> Iterator[Found]:
    tables = {name: _stream(ole, name) for name in ("0Table", "1Table") if ole.exists(name)}
    stream = _stream(ole, "WordDocument")
    try:
        parts = word_parts(stream, tables)
    except (NotWord, struct.error) as error:
        why = str(error) if isinstance(error, NotWord) else "its tables are damaged"
        if why.startswith("encrypted"):
            yield from _decrypted(source)
            return
        text = scavenged(stream)
        yield from passages(text, (("stream", "WordDocument"),))
        yield Fault(f"{why}: readable runs of text were gathered, they may not be all" if text else why)
        return
    told, number = False, 0
    for part, text in parts.items():
        lines: list[str] = []
        for block in _blocks(text):
            if isinstance(block, list) and is_list(block, source.words):
                number += 1
                yield from parted(source, block, f"table{number}")
            else:
                lines.append(block if isinstance(block, str) else as_lines(block, source.words))
        shown = "\n".join(lines).strip("\n")
        told = told or bool(shown.strip()) or number > 0
        yield from passages(shown, (("part", part),), None, part == "comments")
    if not told:
        yield Fault("there is no text in it", rows=0)


def _blocks(text: str) -> Iterator[str | list[list[str]]]:
    """Lines, and rows of cells that follow each other as one table (a row is a line that ends with its last cell)."""
    rows: list[list[str]] = []
    for line in text.split("\n"):
        if line.count("\t") >= 1:
            rows.append([cell.strip() for cell in line.split("\t")])
            continue
        if rows:
            yield rows
            rows = []
        yield line
    if rows:
        yield rows


def _slides(ole: Any) -> Iterator[Found]:
    texts: dict[str, list[str]] = {}
    for kind, text in slides(_stream(ole, "PowerPoint Document")):
        seen = texts.setdefault(kind, [])
        if text not in seen[-50:]:
            seen.append(text)
    shown = {kind: "\n".join(one for one in pieces) for kind, pieces in texts.items()}
    for kind, text in shown.items():
        yield from passages(text, (("part", kind),), None, kind not in ("slide", "list"))
    if not shown:
        yield Fault("there is no text in it", rows=0)


def _scavenged(ole: Any, names: dict[str, list[str]]) -> Iterator[Found]:
    for name, path in names.items():
        if "SummaryInformation" not in name and not name.startswith("VBA"):
            yield from passages(scavenged(_stream(ole, path)), (("stream", re.sub(r"[\0-\x1f]", "", name)),))
    yield Fault("no reader for this kind of OLE file: readable runs of text were gathered, they may not be all")


def _properties(ole: Any) -> Iterator[Found]:
    about = ole.get_metadata()
    page = getattr(about, "codepage", None) or 932
    for name in _PROPERTIES:
        value = getattr(about, name, None)
        if isinstance(value, bytes):
            value = value.decode("utf-8" if page in (65001, -535) else f"cp{page % 65536}", "replace")
        if isinstance(value, str) and (text := value.strip("\0 ")):
            yield from passages(text, (("property", name),), None, True)


def _inside(source: Source, ole: Any, names: dict[str, list[str]]) -> Iterator[Found]:
    """Packaged files and embedded documents; macros are named, never run."""
    if any(name.upper().endswith("_VBA_PROJECT") for name in names):
        yield Fault("macros (VBA): never run, and their text is not read", "VBA")
    for name, path in names.items():
        leaf = path[-1]
        shown = re.sub(r"[\0-\x1f]", "", name)
        if leaf == _NATIVE and (packed := native(_stream(ole, path))):
            yield from source.member(f"{shown.rpartition('/')[0]}/{packed[0]}".lstrip("/"), [packed[1]])
        elif leaf in _PACKAGED:
            yield from source.member(shown, [_stream(ole, path)])
        elif leaf in ("Workbook", "Book", "WordDocument", "PowerPoint Document") and len(path) > 1:
            yield Fault("a document embedded in the old way: not read", shown.rpartition("/")[0])


def native(data: bytes) -> tuple[str, bytes] | None:
    """Name and bytes of a packaged file: size(4) type(2) label\\0 path\\0 (4) size(4) path\\0 size(4) bytes."""
    found = re.match(rb"....\x02\x00([^\0]*)\0([^\0]*)\0....", data, re.DOTALL)
    if not found:
        return None
    at = found.end()
    at += 4 + struct.unpack_from("<I", data, at)[0]
    size = struct.unpack_from("<I", data, at)[0]
    label = re.split(rb"[/\\]", found[1])[-1].decode("cp932", "replace") or "object"
    return label, data[at + 4 : at + 4 + size]


def _decrypted(source: Source) -> Iterator[Found]:
    """The package behind the encryption as a member, when a password of the case opens it."""
    try:
        office = importlib.import_module("msoffcrypto")
    except ImportError:
        yield Fault("encrypted with a password: install the extra `encrypted` and give the password")
        return
    for password in source.passwords:
        out = io.BytesIO()
        try:
            with source.open() as file:
                package = office.OfficeFile(file)
                package.load_key(password=password, verify_password=True)
                package.decrypt(out)
        except Exception:  # noqa: S112  a wrong password and a damaged file end alike; the next is tried
            continue
        suffix = source.head.suffix or ".zip"
        yield from source.member(f"decrypted{suffix}", [out.getvalue()], notes=("encrypted",))
        return
    tried = f"none of the {len(source.passwords)} passwords fits" if source.passwords else "no password is given"
    yield Fault(f"encrypted with a password, and {tried}")


READER = Reader("legacy_office", "application/x-ole-storage", claims, read)
