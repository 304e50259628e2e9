"""Outlook's data files (.pst, .ost; MS-PST) through libpff: each message becomes a member `受信トレイ/0001.eml`."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import Any

from tenmatsu.evidence.mapi import Attached, as_mail, attached
from tenmatsu.evidence.mapi_bag import BINARY, STRING8, UNICODE, Bag
from tenmatsu.evidence.reading import Child, Fault, Found, Head, Reader, Source

MISSING = "Outlook data files need libpff: install the extra mail (pip install 'tenmatsu[mail]', LGPL-3.0-or-later)"
NOTE = "written as a mail from its Outlook properties"
DEEPEST = 50


def claims(head: Head) -> int:
    """The magic of MS-PST 2.2.2.6."""
    return 90 if head.start.startswith(b"!BDN") else 0


def read(source: Source) -> Iterator[Found]:
    """Every folder in order, then the messages that no folder holds any more (deleted)."""
    pff = _library()
    if pff is None:
        yield Fault(MISSING)
        return
    file = pff.file()
    file.open(source.path)
    count = 0
    try:
        root = file.get_root_folder()
        for found in _folder(source, root, "", 0) if root is not None else ():
            count += 1
            yield found
        for number, item in enumerate(_each(file, "orphan_item", "orphan_items"), 1):
            count += 1
            yield from _message(source, item, f"orphan/{number:04}.eml", deleted=True)
    finally:
        file.close()
    if not count:
        yield Fault("the data file holds no messages", rows=0)


def _library() -> ModuleType | None:
    try:
        return import_module("pypff")
    except ImportError:
        return None


def _each(holder: Any, one: str, many: str) -> Iterator[Any]:
    """The elements that can be had; a broken one is None."""
    try:
        count = getattr(holder, f"get_number_of_{many}")()
    except (OSError, AttributeError):
        return
    for number in range(count):
        try:
            yield getattr(holder, f"get_{one}")(number)
        except OSError:
            yield None


def _folder(source: Source, folder: Any, path: str, depth: int) -> Iterator[Found]:
    for number, message in enumerate(_each(folder, "sub_message", "sub_messages"), 1):
        yield from _message(source, message, f"{path}{number:04}.eml")
    if depth >= DEEPEST:
        yield Fault(f"folders nested deeper than {DEEPEST}", path.rstrip("/") or None)
        return
    for number, inner in enumerate(_each(folder, "sub_folder", "sub_folders"), 1):
        if inner is None:
            yield Fault("a damaged folder", f"{path}{number}")
            continue
        name = (_safe(inner, "name") or f"folder-{number}").replace("/", "／").replace("!", "！")
        yield from _folder(source, inner, f"{path}{name}/", depth + 1)


def _safe(holder: Any, name: str) -> Any:
    try:
        return getattr(holder, name)
    except OSError:
        return None


def _message(source: Source, message: Any, name: str, *, deleted: bool = False) -> Iterator[Found]:
    if not source.wants(name):
        return
    if message is None:
        yield Fault("a damaged message", name)
        return
    faults: list[Fault] = []
    try:
        mail = _mail(message, name, faults, 0)
    except Exception as error:  # libpff may raise anything on a damaged one; the others are still read
        yield Fault(f"a damaged message ({type(error).__name__})", name)
        return
    path, fault = source.spool([mail])
    yield Child(name, path, "deleted" if deleted else "live", notes=(NOTE,))
    if fault:
        yield Fault(f"read in part only: {fault}", name)
    yield from faults


def _mail(message: Any, name: str, faults: list[Fault], depth: int) -> bytes:
    bag = _bag(message)
    bag.charset = bag.page()
    for tag, getter in ((0x1000, "plain_text_body"), (0x1013, "html_body")):
        if not bag.data(tag) and (body := _safe(message, getter)):
            bag.held[tag] = (BINARY, body) if isinstance(body, bytes) else (UNICODE, body.encode("utf-16-le"))
            if tag == 0x1000 and isinstance(body, bytes):
                bag.held[tag] = (UNICODE, body.decode("utf-8", "replace").encode("utf-16-le"))
    table = _safe(message, "recipients")
    recipients = list(_rows(table, bag.charset)) if table is not None else []
    files: list[Attached] = []
    for number, file in enumerate(_each(message, "attachment", "attachments"), 1):
        try:
            files.append(_attached(file, number, bag.charset, faults, name, depth))
        except (OSError, ValueError, OverflowError, MemoryError):
            faults.append(Fault(f"attachment {number} is damaged or lies elsewhere", name))
    return as_mail(bag, recipients, files)


def _attached(file: Any, number: int, charset: str | None, faults: list[Fault], name: str, depth: int) -> Attached:
    if file is None:
        raise OSError("no such attachment")
    bag = _bag(file)
    bag.charset = charset
    if bag.number(0x3705) == 5:
        inner = next(_each(file, "sub_item", "sub_items"), None)
        if inner is None or depth >= 10:
            raise OSError("no message in it")
        one = attached(bag, number, b"")
        return Attached(f"{one.name}.eml", "message/rfc822", _mail(inner, name, faults, depth + 1))
    size = file.get_size()
    return attached(bag, number, file.read_buffer(size) if size else b"")


def _bag(item: Any) -> Bag:
    return next(_rows(item, None), Bag())


def _rows(item: Any, charset: str | None) -> Iterator[Bag]:
    """Each set of properties of an item: a table of recipients has one for each."""
    for rows in _each(item, "record_set", "record_sets"):
        bag = Bag(charset=charset)
        for entry in _each(rows, "entry", "entries") if rows is not None else ():
            data = _safe(entry, "data") if entry is not None else None
            if data is not None and entry.entry_type is not None:
                _keep(bag, entry, data)
        yield bag


def _keep(bag: Bag, entry: Any, data: bytes) -> None:
    """The property, and what its number stands for; several values are parted (MS-PST 2.3.3.4.2)."""
    tag, kind = entry.entry_type, entry.value_type
    if tag >= 0x8000:  # libpff gives the LID itself, and 0x8000 for all that have a name
        lid, tag = tag, tag if tag != 0x8000 and tag not in bag.held else 0x10000 + len(bag.held) + len(bag.many)
        bag.names[tag] = lid
    if not kind & 0x1000:
        bag.held[tag] = (kind, data)
    elif kind & 0xFFF in (STRING8, UNICODE, BINARY) and len(data) >= 4:
        count = min(struct.unpack_from("<I", data)[0], (len(data) - 4) // 4)
        starts = [*struct.unpack_from(f"<{count}I", data, 4), len(data)]
        bag.many[tag] = (kind & 0xFFF, [data[a:b] for a, b in pairwise(starts)])


READER = Reader("pst", "application/vnd.ms-outlook-pst", claims, read)
