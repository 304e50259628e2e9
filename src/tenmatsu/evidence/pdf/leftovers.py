"""What is in a PDF and on none of its pages: pages that no tree holds, and the text strings of any other object.

Alternative and replacement texts of tagged documents, scripts, default values, private data of programs, page labels,
names of destinations and layers: whoever opens the file with a fitting program reads them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.pdf.lines import lines_of
from tenmatsu.evidence.pdf.page import view_of
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found

MOST = 200_000
"""Objects that are looked at."""
DEEPEST = 20
_ALWAYS = frozenset(("/Alt", "/ActualText", "/E", "/JS", "/Desc", "/DV", "/Opt"))
"""Keys whose value is text for people whatever its letters (ISO 32000-1, tables 72, 217, 323; section 14.9)."""
_TOLD = {
    "note": frozenset(("/Contents", "/RC", "/T", "/Subj", "/V", "/TU", "/TM", "/DA", "/DS", "/NM", "/URI", "/M")),
    "outline": frozenset(("/Title",)),
    "file": frozenset(("/F", "/UF", "/DOS", "/Mac", "/Unix", "/ID", "/CheckSum")),
}
"""Keys that the readers of annotations, fields, outlines and attachments tell."""
_CONTACT = re.compile(r"[^\s@]+@[^\s@]+|(?<![0-9])0[0-9]{1,4}-?[0-9]{1,4}-?[0-9]{4}(?![0-9])")
_BLANKS = re.compile(r"\s+")


def leftovers(document: pikepdf.Pdf, told: set[str], lines: set[str]) -> Iterator[Found]:
    """Hidden passages of what no page shows. `told`: what was found beside the pages; `lines`: the lines of the pages,
    without their blanks. Both are left out."""
    shown = "\n".join(lines)
    info = document.trailer.get("/Info")
    met = {_BLANKS.sub("", one) for one in told}
    stray: list[pikepdf.Page] = []
    pages = {page.obj.objgen for page in document.pages}
    for at, thing in enumerate(document.objects):
        if at >= MOST:
            yield Fault(f"strings beside the pages: only the first {MOST:,} objects are searched")
            break
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Page" and thing.objgen not in pages:
            stray.append(pikepdf.Page(thing))
        if not isinstance(thing, pikepdf.Object):  # a number or null, such as the length of a stream
            continue
        if isinstance(info, pikepdf.Object) and thing.objgen == info.objgen:
            continue
        for number, (key, words) in enumerate(_strings(thing, "", 0), 1):
            bare = _BLANKS.sub("", words)
            if bare in met or len(bare) < 2 or bare in shown:
                continue
            met.add(bare)
            place = (("object", str(thing.objgen[0])), ("of", key[1:] or "text"), ("n", str(number)))
            yield from passages(words, place, hidden=True)
    yield from _pages(stray, lines)


def _strings(thing: Any, key: str, depth: int) -> Iterator[tuple[str, str]]:
    """Key and text of each string in an object itself, not in those that it refers to."""
    if isinstance(thing, pikepdf.String):
        if words := _text(thing, key):
            yield key, words
    elif depth > DEEPEST:
        return
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            if not getattr(one, "is_indirect", False):
                yield from _strings(one, key, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        skip = _TOLD.get(_sort(thing), frozenset())
        for name, one in thing.items():
            if isinstance(one, pikepdf.Stream) and name == "/JS":
                yield name, one.read_bytes().decode("utf-8", "replace")
            elif name not in skip and not getattr(one, "is_indirect", False):
                yield from _strings(one, name, depth + 1)


def _sort(thing: Any) -> str:
    if "/EF" in thing or thing.get("/Type") == "/Filespec":
        return "file"
    if "/Rect" in thing or "/FT" in thing or ("/T" in thing and ("/Kids" in thing or "/V" in thing)):
        return "note"
    return "outline" if "/Title" in thing and "/Parent" in thing else ""


def _text(thing: pikepdf.String, key: str) -> str:
    """A string that is meant for people; bytes and names that programs use among themselves are not."""
    raw = bytes(thing)
    marked = raw.startswith((b"\xfe\xff", b"\xef\xbb\xbf"))
    words = str(thing).replace("\0", "").replace("\r", "\n").strip()
    if not marked and not raw.isascii():
        return ""
    return words if marked or key in _ALWAYS or _CONTACT.search(words) else ""


def _pages(stray: list[pikepdf.Page], lines: set[str]) -> Iterator[Found]:
    """The text of pages that are in the file and in no tree of pages."""
    if not stray:
        return
    with pikepdf.new() as apart:
        apart.pages.extend(stray)
        held = io.BytesIO()
        apart.save(held)
    document = pdfium.PdfDocument(held.getvalue())
    try:
        for at in range(len(document)):
            view = view_of(document[at])
            new = [line for line in lines_of(view.chars) if _BLANKS.sub("", line) not in lines]
            yield from passages("\n".join(new), (("part", "loose-page"), ("n", str(at + 1))), hidden=True)
    finally:
        document.close()
