"""What any OLE file may hold beside its text: properties, packaged files, embedded documents, macros."""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Iterator
from typing import Any

from tenmatsu.evidence.olewrite import storage_file
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Source

LARGEST = 256 << 20
NATIVE = "\x01Ole10Native"
OLD_WAY = "embedded in the old way (OLE)"
PACKAGED = ("Package", "CONTENTS", "EmbeddedOdf")
_PROPERTIES = ("author", "last_saved_by", "title", "subject", "keywords", "comments", "company", "manager", "category")
_DOCUMENTS = {"Workbook": ".xls", "Book": ".xls", "WORKBOOK": ".xls", "BOOK": ".xls", "WordDocument": ".doc",
              "PowerPoint Document": ".ppt", "VisioDocument": ".vsd", "__properties_version1.0": ".msg"}  # fmt: skip
_MAC = {10000: "mac_roman", 10001: "cp932", 10007: "mac_cyrillic", 10006: "mac_greek", 10029: "mac_latin2"}


def stream(ole: Any, path: str | list[str]) -> bytes:
    """A stream's bytes, as far as they can be read."""
    with ole.openstream(path) as opened:
        data: bytes = opened.read(LARGEST)
        return data


def charset(page: int) -> str:
    """A Windows code page as Python names it; cp1252 where it knows none."""
    name = "utf-8" if page in (65001, -535) else _MAC.get(page % 65536, f"cp{page % 65536}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def properties(ole: Any) -> Iterator[Found]:
    """Authors, title and their like: hidden text."""
    about = ole.get_metadata()
    page = charset(getattr(about, "codepage", None) or 932)
    for name in _PROPERTIES:
        value = getattr(about, name, None)
        if isinstance(value, bytes):
            value = value.decode(page, "replace")
        if isinstance(value, str) and (text := value.strip("\0 ")):
            yield from passages(text, (("property", name),), None, True)


def inside(source: Source, ole: Any) -> Iterator[Found]:
    """Packaged files and embedded documents as members; macros are named, never run."""
    paths = ole.listdir(streams=True, storages=False)
    if any(
        path[0].upper().endswith("_VBA_PROJECT") or "_VBA_PROJECT" in (one.upper() for one in path) for path in paths
    ):
        yield Fault("macros (VBA): never run, and their text is not read", "VBA")
    places = _documents(paths)
    for path in paths:
        leaf, shown = path[-1], re.sub(r"[\0-\x1f]", "", "/".join(path))
        if path[0] == "PP97_DUALSTORAGE" or any(tuple(path[: len(one)]) == one for one in places):
            continue
        if leaf == NATIVE and (packed := native(stream(ole, path))):
            yield from source.member(f"{shown.rpartition('/')[0]}/{packed[0]}".lstrip("/"), [packed[1]])
        elif leaf in PACKAGED:
            yield from source.member(shown, [stream(ole, path)])
    for place, suffix in places.items():
        name = re.sub(r"[\0-\x1f]", "", "/".join(place)) + suffix
        if source.wants(name):
            held = {tuple(one[len(place) :]): stream(ole, one) for one in paths if tuple(one[: len(place)]) == place}
            yield from source.member(name, [storage_file(held)], notes=(OLD_WAY,))


def _documents(paths: list[list[str]]) -> dict[tuple[str, ...], str]:
    """The outermost storages that hold a document → the suffix of its kind."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted(paths, key=len):
        place = tuple(path[:-1])
        apart = place and place[0] != "PP97_DUALSTORAGE" and not any(place[: len(one)] == one for one in found)
        if apart and path[-1] in _DOCUMENTS:
            found[place] = _DOCUMENTS[path[-1]]
    return found


def native(data: bytes) -> tuple[str, bytes] | None:
    """Name and bytes of a packaged file: size(4) type(2) label\\0 path\\0 (4) size(4) path\\0 size(4) bytes."""
    found = re.match(rb"....\x02\x00([^\0]*)\0([^\0]*)\0....", data, re.DOTALL)
    if not found:
        return None
    at = found.end()
    try:
        at += 4 + struct.unpack_from("<I", data, at)[0]
        size = struct.unpack_from("<I", data, at)[0]
    except struct.error:
        return None
    label = re.split(rb"[/\\]", found[1])[-1].decode("cp932", "replace") or "object"
    return label, data[at + 4 : at + 4 + size]
