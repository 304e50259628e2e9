"""What a PDF holds beside its pages: annotations, form fields, outlines, metadata, XFA, attached files."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree  # type: ignore[import-untyped]  # no stubs

from tenmatsu.evidence.pdf.leftovers import leftovers
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Child, Fault, Found, Source, Text

SHOWN = ("/FreeText",)
"""Annotations whose text stands on the page; that of the others is seen in a small window when one asks for it."""
MOST = 100_000
SOFTWARE = ("Creator", "Producer", "CreatorTool")
"""Metadata that names the programs a document was made with (ISO 32000-1, table 317); XMP's `creator` is its author."""
_MARKUP = re.compile(r"<[^>]*>")


def has_layers(path: str, password: str) -> bool:
    """Whether the document has layers, each of which may be off."""
    try:
        with pikepdf.open(path, password=password, suppress_warnings=True) as document:
            return "/OCProperties" in document.Root
    except (pikepdf.PdfError, ValueError, OSError, AttributeError):
        return False


def structure(source: Source, password: str, lines: set[str]) -> Iterator[Found]:
    """Everything beside the text of the pages; a part that is damaged becomes a Fault. `lines`: those of the pages."""
    try:
        document = pikepdf.open(source.path, password=password, suppress_warnings=True)
    except (pikepdf.PdfError, ValueError, OSError) as error:
        yield Fault(f"notes, fields, metadata and attachments cannot be read ({type(error).__name__})")
        return
    with document:
        told: set[str] = set()
        for what, part in (
            ("metadata", _metadata), ("notes", _notes), ("form fields", _fields), ("outlines", _outlines),
            ("other strings", lambda held: leftovers(held, told, lines)),
        ):  # fmt: skip
            if source.part is not None:
                break
            try:
                for found in part(document):
                    if isinstance(found, Text):
                        told.update((found.text, *found.text.split("\n"), found.text.partition(": ")[2]))
                    yield found
            except Exception as error:  # qpdf and lxml may raise anything on damaged objects
                yield Fault(f"the {what} cannot be read ({type(error).__name__})")
        try:
            yield from _attached(source, document)
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
            yield Fault(f"the attachments cannot be read ({type(error).__name__})")


def _words(value: Any) -> str:
    """A text string of PDF."""
    return str(value).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _metadata(document: pikepdf.Pdf) -> Iterator[Found]:
    told: set[str] = set()
    info = document.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary):
        for key, value in info.items():
            if key[1:] in SOFTWARE or key.endswith("Date"):
                continue
            if isinstance(value, pikepdf.String) and (words := _words(value)):
                told.add(words)
                yield from passages(words, (("metadata", key[1:]),), hidden=True)
    packet = document.Root.get("/Metadata")
    if isinstance(packet, pikepdf.Stream):
        at = 0
        for name, words in _leaves(packet.read_bytes()):
            if words not in told and name not in SOFTWARE:
                told.add(words)
                at += 1
                yield from passages(words, (("metadata", f"xmp:{name}"), ("n", str(at))), hidden=True)


def _leaves(data: bytes) -> Iterator[tuple[str, str]]:
    """The texts of an XML packet with the names of their elements; dates, identifiers and numbers are left away."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    for element in root.iter() if root is not None else ():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        owner = element.getparent()
        while name in ("li", "Seq", "Bag", "Alt") and owner is not None:
            name, owner = etree.QName(owner).localname, owner.getparent()
        words = (element.text or "").strip()
        if words and not name.endswith(("Date", "ID", "conformance", "part")) and not words.startswith("uuid:"):
            yield name, words


def _notes(document: pikepdf.Pdf) -> Iterator[Found]:
    for number, page in enumerate(document.pages, 1):
        notes = page.obj.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            continue
        for at, note in enumerate(notes, 1):
            if isinstance(note, pikepdf.Dictionary):
                yield from _note(note, number, at)


def _note(note: pikepdf.Dictionary, number: int, at: int) -> Iterator[Found]:
    shown = str(note.get("/Subtype", "")) in SHOWN
    place = (("page", str(number)), ("annotation", str(at)))
    for key in ("/Contents", "/RC", "/T", "/Subj"):
        value: Any = note.get(key)
        if isinstance(value, pikepdf.Stream):
            value = value.read_bytes().decode("utf-8", "replace")
        words = _words(value) if value is not None and str(note.get("/Subtype", "")) != "/Widget" else ""
        if key == "/RC":
            words = _MARKUP.sub(" ", words).strip()
            if words == _words(note.get("/Contents", "")):
                continue
        if words:
            inner = place if key == "/Contents" else (*place, ("of", key[1:]))
            yield from passages(words, inner, hidden=not shown or key in ("/T", "/Subj"))
    action = note.get("/A")
    if isinstance(action, pikepdf.Dictionary) and isinstance(action.get("/URI"), pikepdf.String):
        yield from passages(_words(action["/URI"]), (*place, ("of", "URI")), hidden=True)


def _fields(document: pikepdf.Pdf) -> Iterator[Found]:
    form = document.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    at = 0
    for at, (name, label, words, hidden) in enumerate(_filled(form.get("/Fields")), 1):
        if at <= MOST:
            yield from passages(f"{label}: {words}", (("field", name), ("n", str(at))), hidden=hidden)
    if at > MOST:
        yield Fault(f"form fields: the last {at - MOST:,} of {at:,} are not read")
    yield from _xfa(form.get("/XFA"))


def _filled(fields: Any) -> Iterator[tuple[str, str, str, bool]]:
    """Name in full, label, value and whether it is hidden, of each field with a value."""
    seen: set[tuple[int, int]] = set()
    waiting = deque((one, "") for one in (fields if isinstance(fields, pikepdf.Array) else []))
    while waiting:
        field, owner = waiting.popleft()
        if not isinstance(field, pikepdf.Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        own = _words(field.get("/T", ""))
        name = ".".join(filter(None, (owner, own)))
        children = field.get("/Kids")
        waiting.extend((one, name) for one in (children if isinstance(children, pikepdf.Array) else []))
        value = field.get("/V")
        if isinstance(value, pikepdf.String | pikepdf.Stream) and (words := _value(value)):
            yield name, _words(field.get("/TU", "")) or own or name, words, _unseen(field)


def _unseen(field: pikepdf.Dictionary) -> bool:
    """Whether its flags (ISO 32000-1, table 165: hidden, no view), or those of all its widgets, hide a field."""
    children = field.get("/Kids")
    widgets = [one for one in children if isinstance(one, pikepdf.Dictionary)] if children else []
    return all(int(one.get("/F", 0)) & 0b100010 for one in widgets or [field])


def _value(value: Any) -> str:
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", "replace").strip()
    return _words(value)


def _xfa(form: Any) -> Iterator[Found]:
    """XML forms: the texts of the data that were filled in."""
    pieces = list(form) if isinstance(form, pikepdf.Array) else [form]
    data = b"".join(piece.read_bytes() for piece in pieces if isinstance(piece, pikepdf.Stream))
    if not data:
        return
    lines = [f"{name}: {words}" for name, words in _leaves(data) if name not in ("script", "pattern", "picture")]
    yield from passages("\n".join(lines), (("part", "xfa"),), hidden=True)


def _outlines(document: pikepdf.Pdf) -> Iterator[Found]:
    if "/Outlines" not in document.Root:
        return
    lines: list[str] = []
    over = 0
    with document.open_outline() as outline:
        waiting = deque(outline.root)
        while waiting:
            item = waiting.popleft()
            waiting.extendleft(reversed(item.children))
            if len(lines) < MOST:
                lines.append(_words(item.title))
            else:
                over += 1
    yield from passages("\n".join(lines), (("part", "outline"),))
    if over:
        yield Fault(f"outlines: the last {over:,} of {len(lines) + over:,} headings are not read")


def _attached(source: Source, document: pikepdf.Pdf) -> Iterator[Child | Fault]:
    told: set[str] = set()
    for name, spec in document.attachments.items():
        label = _words(spec.filename or name).replace("\0", "") or "attachment"
        told.add(label)
        yield from _member(source, label, spec.get_file().obj)
    for page in document.pages:
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            file = note.get("/FS") if isinstance(note, pikepdf.Dictionary) else None
            held = file.get("/EF") if isinstance(file, pikepdf.Dictionary) else None
            if isinstance(file, pikepdf.Dictionary) and isinstance(held, pikepdf.Dictionary):
                label = _words(file.get("/UF", file.get("/F", "attachment")))
                held = held.get("/F", held.get("/UF"))
                if label not in told and isinstance(held, pikepdf.Stream):
                    yield from _member(source, label, held)


def _member(source: Source, label: str, stream: Any) -> Iterator[Child | Fault]:
    name = label.replace("\\", "/").rsplit("/", 1)[-1] or "attachment"
    if source.wants(name):
        yield from source.member(name, _bytes(stream), packed=len(stream.read_raw_bytes()))


def _bytes(stream: Any) -> Iterator[bytes]:
    yield stream.read_bytes()
