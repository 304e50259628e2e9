"""The parts of an Office or OpenDocument package: XML read without entities, network or size without bound."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import CHUNK, Fault, Found, Source

LARGEST = 200 << 20
PICTURE = 8_000
"""Bytes from which on a picture is worth looking at: below are bullets and logos."""

_EMBEDDED = re.compile(
    r"(?:^|/)(embeddings|media|afchunks?|Pictures|ObjectReplacements|activeX)/|^Object \d+/?$|afchunk", re.IGNORECASE
)
_PICTURE = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|jp2)$", re.IGNORECASE)
_SOUND = re.compile(r"\.(svg|wav|mp[34]|m4[av]|wm[av]|avi|mov)$", re.IGNORECASE)
_PERSONAL = frozenset({
    "creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category", "Manager", "Company",
    "contentStatus", "HyperlinkBase", "initial-creator", "printed-by", "keyword", "user-defined",
})  # fmt: skip
_ERRORS = (KeyError, RuntimeError, NotImplementedError, OSError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a `.rels` part; `target` is a part of the package, or an address outside when `external`."""

    id: str
    kind: str
    target: str
    external: bool


def tag(element: Any) -> str:
    """An element's name without its namespace (transitional and strict files differ in it); '' for comments."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def get(element: Any, name: str, default: str = "") -> str:
    """An attribute by its name without namespace."""
    value = element.get(name)
    if value is not None:
        return str(value)
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(found)
    return default


def child(element: Any, name: str) -> Any | None:
    """The first child of that name."""
    return next((one for one in element if tag(one) == name), None) if element is not None else None


def parsed(data: bytes) -> tuple[Any | None, bool]:
    """The root, and whether the part is whole: what can be read of a damaged one is read."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
    try:
        root = etree.fromstring(data, etree.XMLParser(**options))
        if root.getroottree().docinfo.internalDTD is not None:  # entities stay unread; the text around them does not
            etree.strip_tags(root, etree.Entity)
        return root, True
    except etree.XMLSyntaxError:
        return etree.fromstring(data, etree.XMLParser(**options, recover=True)), False


def _is_member(name: str) -> bool:
    return bool(_EMBEDDED.search(name)) and not name.endswith((".xml", ".rels", "/"))


class Package:
    """An open package. `faults` gathers what could not be read of its parts."""

    def __init__(self, source: Source) -> None:
        self.source, self.faults = source, list[Fault]()
        self.zip = zipfile.ZipFile(source.path)
        self.names = [info.filename for info in self.zip.infolist() if not info.is_dir()]

    def content(self, name: str) -> bytes | None:
        """A part's bytes; None, and a fault, when it cannot be read."""
        data = bytearray()
        try:
            with self.zip.open(name) as file:
                while chunk := file.read(CHUNK):
                    data += chunk
                    if len(data) > LARGEST:
                        self.faults.append(Fault(f"larger than {LARGEST >> 20} MB: not read", name))
                        return None
        except _ERRORS as error:
            self.faults.append(Fault(f"damaged ({type(error).__name__})", name))
            return bytes(data) or None
        return bytes(data)

    def xml(self, name: str) -> Any | None:
        """A part's root; None when there is no such part or nothing of it can be read."""
        if name not in self.zip.NameToInfo:
            return None
        before = len(self.faults)
        data = self.content(name)
        try:
            root, whole = parsed(data) if data else (None, False)
        except (etree.XMLSyntaxError, ValueError):
            root, whole = None, False
        if not whole and len(self.faults) == before:
            self.faults.append(Fault("the part is no well-formed XML: read as far as it goes", name))
        return root

    def relations(self, part: str) -> list[Relation]:
        """Where a part points to; '' for the package itself."""
        folder, _, name = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found = []
        for one in root if root is not None else ():
            target, external = one.get("Target", ""), one.get("TargetMode") == "External"
            if not external:
                target = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
            found.append(Relation(one.get("Id", ""), one.get("Type", "").rsplit("/", 1)[-1], target, external))
        return found

    def main(self, usual: str) -> str:
        """The part that the package is about."""
        targets = [one.target for one in self.relations("") if one.kind == "officeDocument"]
        return next((target for target in targets if target in self.zip.NameToInfo), usual)

    def matching(self, pattern: str) -> list[str]:
        """Parts whose whole name matches, numbers in their order."""
        found = [name for name in self.names if re.fullmatch(pattern, name)]
        return sorted(
            found, key=lambda name: [int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", name)]
        )

    def embedded(self, further: frozenset[str] = frozenset()) -> Iterator[Found]:
        """Files inside (workbooks, mails, pictures of some size) as members; macros are named, never run."""
        for info in self.zip.infolist():
            name = info.filename
            if not self.source.wants(name):
                continue
            if name.lower().endswith("vbaproject.bin"):
                yield Fault("macros (VBA): never run, and their text is not read", name)
            elif _SOUND.search(name) and "media/" in name:
                yield Fault("sound, film or drawing: not read", name)
            elif name in further or (_is_member(name) and (not _PICTURE.search(name) or info.file_size >= PICTURE)):
                yield from self.source.member(name, self._chunks(info), packed=info.compress_size)

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        with self.zip.open(info) as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def properties(self, *parts: str) -> Iterator[Found]:
        """Author, last editor, company … and the document's own properties, each hidden."""
        for part in parts or ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
            root = self.xml(part)
            for at, one in enumerate(root.iter() if root is not None else (), 1):
                name, value = tag(one), "".join(one.itertext()).strip() if len(one) == 0 else ""
                if tag(one) == "property":
                    name, value = get(one, "name"), "".join(one.itertext()).strip()
                elif name == "user-defined":
                    name = get(one, "name")
                elif name not in _PERSONAL:
                    continue
                if value and re.search(r"[^\W\d_]|\d{4}", value):
                    yield from passages(value, (("property", name), ("n", str(at))), None, True)

    def links(self, part: str) -> Iterator[str]:
        """Mail addresses and telephone numbers behind the links of a part."""
        for one in self.relations(part):
            if one.external and one.target.lower().startswith(("mailto:", "tel:")):
                yield one.target.partition(":")[2].partition("?")[0]
