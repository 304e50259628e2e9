"""The text of a paper as it lies on the disk: Word or HTML, whoever edited it last."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # the package ships no types
from selectolax.lexbor import LexborHTMLParser

from tenmatsu.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_LARGEST = 64 << 20


def text_of(path: Path) -> str:
    """Paragraph by paragraph and cell by cell; InputError when it is neither .docx nor .html or cannot be read."""
    try:
        if path.suffix.lower() == ".docx":
            return _word(path)
        if path.suffix.lower() in (".html", ".htm"):
            return _page(path)
    except (OSError, zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read as a paper; open and save it again in Word, or write it anew"
        ) from error
    raise InputError(f"{path}: a paper is .docx or .html")


def _word(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in _PARTS if name in archive.namelist()]
        if "word/document.xml" not in names or any(archive.getinfo(name).file_size > _LARGEST for name in names):
            raise KeyError("document.xml")
        return "\n".join(_paragraphs(archive.read(name)) for name in names)


def _paragraphs(content: bytes) -> str:
    """Runs are joined: Word parts a number into several when a digit of it was edited. Deleted text is no text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(content, parser)
    lines = []
    for paragraph in tree.iter(f"{_W}p"):
        parts = []
        for one in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
            parts.append(one.text or "" if one.tag == f"{_W}t" else " ")
        lines.append("".join(parts))
    return "\n".join(lines)


def _page(path: Path) -> str:
    tree = LexborHTMLParser(path.read_text("utf-8"))
    for tag in ("style", "script", "title"):
        for node in tree.css(tag):
            node.decompose()
    nodes = tree.css("p, h1, h2, h3, li, td, th")
    return "\n".join(node.text(deep=True) for node in nodes)
