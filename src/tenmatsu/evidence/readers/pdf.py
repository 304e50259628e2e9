"""PDF: the text of each page as it is seen, and all that is hidden in the file (the ways are in `evidence/pdf/`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from tenmatsu.evidence.pdf import revisions
from tenmatsu.evidence.pdf.headings import heading
from tenmatsu.evidence.pdf.hidden import mark_hidden
from tenmatsu.evidence.pdf.labels_beside import labels_beside
from tenmatsu.evidence.pdf.lines import lines_of
from tenmatsu.evidence.pdf.ocr import DPI, LARGEST, Ocr
from tenmatsu.evidence.pdf.page import Box, PageView, take_unmapped, view_of
from tenmatsu.evidence.pdf.structure import has_layers, structure
from tenmatsu.evidence.pdf.tables import Tables
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

_NO_COVER = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET)
_TABLE = re.compile(r"table[0-9]+")
_SHADES = 12
"""A page without text whose pixels differ by less than this is blank."""


def claims(head: Head) -> int:
    """By its signature, which may stand anywhere in the first 1024 bytes (ISO 32000-1, annex H note 13)."""
    if head.start.startswith(b"%PDF-"):
        return 80
    return 60 if b"%PDF-" in head.start[:1024] else 0


def read(source: Source) -> Iterator[Found]:
    """Pages in order, then earlier revisions, then what lies beside the pages."""
    with source.open() as file:
        data = file.read()
    document, password = _opened(data, source.passwords)
    if document is None:
        yield Fault(password)
        return
    now: set[str] = set()
    found = 0
    tables = Tables(source.words)
    if source.part is None or _TABLE.fullmatch(source.part):
        for one in _pages(source, document, now, has_layers(source.path, password), tables):
            if source.part is None:
                found += 1
                yield one
        for one in tables.tables(source):
            found += 1
            yield one
    if source.part is None:
        yield from _earlier(data, password, now)
    document.close()
    for one in structure(source, password, now):
        found += 1
        yield one
    if not found and source.part is None:
        yield Fault("the document is blank", rows=0)


def _opened(data: bytes, passwords: tuple[str, ...]) -> tuple[Any, str]:
    """The document and the password that opens it; (None, why) when it stays shut."""
    for password in ("", *passwords):
        try:
            document = pdfium.PdfDocument(data, password=password or None)
            len(document)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                continue
            return None, "not a PDF that can be read, or damaged: no page of it was found"
        return document, password
    tried = f"none of the {len(passwords)} passwords fits" if passwords else "no password is given"
    return None, f"encrypted, and {tried}"


def _pages(source: Source, document: Any, now: set[str], layers: bool, tables: Tables) -> Iterator[Found]:
    ocr = Ocr(0.8 * source.limits.seconds_for(source.size) if source.part is None else 0.0)
    if not len(document):
        yield Fault("the document has no pages")
    for at in range(len(document)):
        try:
            page = document[at]
        except pdfium.PdfiumError:
            yield Fault(f"page {at + 1} is damaged and cannot be read")
            continue
        try:
            yield from _page(page, at + 1, layers, now, ocr, tables)
        finally:
            page.close()


def _earlier(data: bytes, password: str, now: set[str]) -> Iterator[Found]:
    every = revisions.ends(data)
    for number, page, lines in revisions.earlier(data, every, password or None, now):
        place = (("page", str(page)), ("hidden", "revision"), ("revision", str(number)))
        if lines is None:
            what = f"page {page} of the earlier revision" if page else "the earlier revision"
            yield Fault(f"{what} {number} of {len(every)} cannot be opened: look at it with other tools")
            continue
        yield from passages("\n".join(lines), place, hidden=True)
    if (over := len(every) - revisions.MOST) > 0:
        yield Fault(f"revisions: the oldest {over:,} of {len(every):,} earlier revisions are not read")


def _page(page: Any, number: int, layers: bool, now: set[str], ocr: Ocr, tables: Tables) -> Iterator[Found]:
    view = view_of(page)
    mark_hidden(page, view, layers, _notes(page, view))
    place = (("page", str(number)),)
    lost = take_unmapped(view)
    shown = lines_of(char for char in view.chars if not char.hidden)
    now.update(map(revisions.bare, shown))
    listed = tables.take(view, number)
    running = lines_of(char for char in view.chars if not char.hidden and id(char) not in listed) if listed else shown
    yield from passages("\n".join(running), place)
    for at, (way, lines) in enumerate(_hidden(view, tables.words), 1):
        now.update(map(revisions.bare, lines))
        yield from passages("\n".join(lines), (*place, ("hidden", way), ("n", str(at))), hidden=True)
    if lost:
        yield from _unmapped(page, view, number, ocr, lost, shown)
    elif not any(map(str.strip, shown)):
        yield from _scanned(page, view, number, ocr)


def _hidden(view: PageView, words: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """The hidden text of a page by the way it is hidden, each in lines."""
    for way in sorted({char.hidden for char in view.chars if char.hidden}):
        covered = [char for char in view.chars if char.hidden == way]
        lines = lines_of(covered)
        if any(map(str.strip, lines)):
            labels = heading(view, way, words)
            beside = [] if labels else labels_beside(view, way, words)
            yield way, [labels, *lines] if labels else lines_of([*beside, *covered]) if beside else lines


def _notes(page: Any, view: PageView) -> list[Box]:
    """The boxes of annotations that paint something, from the top left."""
    boxes: list[Box] = []
    rect = raw.FS_RECTF()
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        if note and raw.FPDFAnnot_GetSubtype(note) not in _NO_COVER and raw.FPDFAnnot_GetRect(note, rect):
            low, high = sorted((rect.bottom, rect.top))
            boxes.append((rect.left, view.height - high, rect.right, view.height - low))
        if note:
            raw.FPDFPage_CloseAnnot(note)
    return boxes


def _scanned(page: Any, view: PageView, number: int, ocr: Ocr) -> Iterator[Found]:
    """A page without visible text: blank, or a picture that OCR must read."""
    if not view.painted and not raw.FPDFPage_GetAnnotCount(page):
        return
    picture = _picture(page, view)
    if int(picture.max()) - int(picture.min()) < _SHADES:
        return
    lines = ocr.lines(picture)
    if lines is None:
        yield Fault(f"page {number}: image only; OCR needed ({ocr.why})")
    elif not lines:
        yield Fault(f"page {number}: image only; OCR found no text in it")
    else:
        yield from passages("\n".join(lines), (("page", str(number)), ("by", "ocr")))


def _unmapped(page: Any, view: PageView, number: int, ocr: Ocr, lost: int, shown: list[str]) -> Iterator[Found]:
    """Text whose fonts do not tell its characters: what of it is seen is read by OCR, what is hidden cannot be read."""
    lines = ocr.lines(_picture(page, view))
    told = "".join(map(revisions.bare, shown))
    new = [line for line in lines or () if revisions.bare(line) not in told]
    yield from passages("\n".join(new), (("page", str(number)), ("by", "ocr")))
    how = f"OCR needed ({ocr.why})" if lines is None else "read by OCR as far as they are seen"
    yield Fault(f"page {number}: the fonts of {lost:,} characters do not tell which they are: {how}")


def _picture(page: Any, view: PageView) -> Any:
    """The page as OCR reads it."""
    scale = min(DPI / 72, LARGEST / max(view.width, view.height, 1))
    return np.ascontiguousarray(page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, 2::-1])


READER = Reader("pdf", "application/pdf", claims, read)
