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
from tenmatsu.evidence.oleparts import LARGEST, NATIVE, OLD_WAY, PACKAGED, inside, properties, stream
from tenmatsu.evidence.oletext import NotWord, scavenged, word_parts
from tenmatsu.evidence.pptstream import locked, objects, slides
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHOW, _DUAL = "PowerPoint Document", "PP97_DUALSTORAGE"
"""A file for PowerPoint 95 and 97 keeps the newer one in a storage of its own."""
_PACKAGES = (".docx", ".docm", ".xlsx", ".xlsm", ".xlsb", ".pptx", ".pptm")
"""In OLE these are encrypted, wherever the names of the streams stand."""


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
            if ole.exists("Current User") and locked(stream(ole, "Current User")):
                yield from _decrypted(source)
                return
            yield from _slides(source, ole)
        elif not any(name.rpartition("/")[2] in (NATIVE, *PACKAGED) for name in names):
            yield from _scavenged(ole, names)
        yield from properties(ole)
        yield from inside(source, ole)


def _word(source: Source, ole: Any) -> Iterator[Found]:
    tables = {name: stream(ole, name) for name in ("0Table", "1Table") if ole.exists(name)}
    document = stream(ole, "WordDocument")
    try:
        parts = word_parts(document, tables)
    except (NotWord, struct.error) as error:
        why = str(error) if isinstance(error, NotWord) else "its tables are damaged"
        if why.startswith("encrypted"):
            yield from _decrypted(source)
            return
        text = scavenged(document)
        yield from passages(text, (("stream", "WordDocument"),))
        yield Fault(f"{why}: readable runs of text were gathered, they may not be all" if text else why)
        return
    told, number = False, 0
    for part, held in parts.items():
        lines: list[str] = []
        for block in _blocks(held.text):
            if isinstance(block, list) and is_list(block, source.words):
                number += 1
                yield from parted(source, block, f"table{number}")
            else:
                lines.append(block if isinstance(block, str) else as_lines(block, source.words))
        shown = "\n".join(lines).strip("\n")
        told = told or bool(shown.strip()) or number > 0
        yield from passages(shown, (("part", part),), None, part == "comments")
        for why, text in (*held.hidden.items(), ("link", "\n".join(held.links))):
            told = told or bool(text)
            yield from passages(text.replace("\u2028", "\n"), (("part", part), ("hidden", why)), None, True)
    if not told:
        yield Fault("there is no text in it", rows=0)


def _blocks(text: str) -> Iterator[str | list[list[str]]]:
    """Lines, and rows of cells that follow each other as one table (a row is a line that ends with its last cell)."""
    rows: list[list[str]] = []
    for line in text.split("\n"):
        if line.count("\t") >= 1:
            rows.append([cell.strip().replace("\u2028", "\n") for cell in line.split("\t")])
            continue
        if rows:
            yield rows
            rows = []
        yield line.replace("\u2028", "\n")
    if rows:
        yield rows


def _slides(source: Source, ole: Any) -> Iterator[Found]:
    texts: dict[str, list[str]] = {}
    path = f"{_DUAL}/{_SHOW}" if ole.exists(f"{_DUAL}/{_SHOW}") else _SHOW
    data = stream(ole, path)
    for kind, text in slides(data):
        seen = texts.setdefault(kind, [])
        if text not in seen[-50:]:
            seen.append(text)
    for kind, pieces in texts.items():
        yield from passages("\n".join(pieces), (("part", kind),), None, kind not in ("slide", "list"))
    if not texts:
        text = scavenged(data)
        yield from passages(text, (("stream", _SHOW),))
        more = "readable runs of text were gathered, they may not be all"
        yield Fault(f"not a PowerPoint 97-2003 presentation: {more}" if text else "there is no text in it", rows=0)
    for number, one in enumerate(objects(data, LARGEST), 1):
        name = f"object-{number}.bin"
        if one is None:
            yield Fault("a damaged embedded document", name)
        elif source.wants(name):
            yield from source.member(name, [one], notes=(OLD_WAY,))


def _scavenged(ole: Any, names: dict[str, list[str]]) -> Iterator[Found]:
    for name, path in names.items():
        if "SummaryInformation" not in name and not name.startswith("VBA"):
            yield from passages(scavenged(stream(ole, path)), (("stream", re.sub(r"[\0-\x1f]", "", name)),))
    yield Fault("no reader for this kind of OLE file: readable runs of text were gathered, they may not be all")


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
