"""Text that earlier revisions of a PDF showed and the last one does not: an editor appends, and rarely takes away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.pdf.lines import lines_of
from tenmatsu.evidence.pdf.page import view_of

MOST = 20
_END = re.compile(rb"startxref\s+[0-9]+\s+%%EOF\r?\n?")
_BLANKS = re.compile(r"\s+")


def ends(data: bytes) -> list[int]:
    """Where each revision but the last ends, oldest first. A linearised file's first end is none of them."""
    found = [match.end() for match in _END.finditer(data)]
    if b"/Linearized" in data[:2048] and found:
        found = found[1:]
    return found[:-1]


def bare(line: str) -> str:
    """A line without its blanks, for comparison."""
    return _BLANKS.sub("", line)


def earlier(
    data: bytes, every: list[int], password: str | None, now: set[str]
) -> Iterator[tuple[int, int, list[str] | None]]:
    """(revision from 1, page from 1, its lines that are not among `now`), each line once, for the newest `MOST` of
    those that end at `every`. Without lines: the page cannot be read, or, as page 0, the whole revision."""
    told = set(now)
    for number, end in reversed(list(enumerate(every, 1))[-MOST:]):
        for page, lines in _pages(data[:end], password):
            if lines is None:
                yield number, page, None
                continue
            new = [line for line in lines if bare(line) not in told]
            told.update(map(bare, new))
            if new:
                yield number, page, new


def _pages(data: bytes, password: str | None) -> Iterator[tuple[int, list[str] | None]]:
    document = _opened(data, password)
    if document is None or not len(document):
        yield 0, None
        return
    try:
        for at in range(len(document)):
            yield at + 1, _lines(document, at)
    finally:
        document.close()


def _opened(data: bytes, password: str | None) -> Any:
    """An earlier revision may be open though the last one is encrypted."""
    for word in dict.fromkeys((password, None)):
        try:
            return pdfium.PdfDocument(data, password=word)
        except pdfium.PdfiumError:
            continue
    return None


def _lines(document: Any, at: int) -> list[str] | None:
    try:
        page = document[at]
    except pdfium.PdfiumError:
        return None
    try:
        return lines_of(view_of(page).chars)
    finally:
        page.close()
