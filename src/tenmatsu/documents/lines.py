"""A paper as it lies on the disk, line by line: a paragraph is one line, a row of a table is one line with tabs.

Rows are kept whole, so that two numbers which changed their places in a table show. What Word keeps as deleted or moved
away is no text; the page numbers of a footer are none either. Of JSON each leaf is a line, `fields.3.words: …`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # the package ships no types
from selectolax.lexbor import LexborHTMLParser

from tenmatsu.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_GONE = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "ul", "ol", "dl", "dt", "dd", "table", "thead",
     "tbody", "tfoot", "tr", "caption", "section", "article", "header", "footer", "main", "blockquote", "pre",
     "hr", "body", "address", "figure", "figcaption"}
)  # fmt: skip
_NO_TEXT = frozenset(("style", "script", "title", "head", "template", "-comment"))
_LARGEST = 64 << 20
ENDINGS = (".docx", ".html", ".htm", ".txt", ".csv", ".json", ".jsonl", ".xlsx", ".gz")


def lines_of(path: Path) -> list[str]:
    """The lines of a paper; InputError when it is of no known ending or cannot be read."""
    ending = path.suffix.lower()
    reader = _READERS.get(ending)
    if reader is None:
        raise InputError(f"{path}: papers are {', '.join(sorted(_READERS))}; save it as one of these")
    try:
        return [line for line in reader(path.read_bytes()) if line.strip()]
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, csv.Error) as error:
        raise InputError(
            f"{path}: cannot be read as a paper; open and save it again in its program, or write it anew"
        ) from error


def _word(content: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(
            (name for name in archive.namelist() if _PART.fullmatch(name)), key=lambda one: "document" not in one
        )
        if "word/document.xml" not in names or sum(archive.getinfo(name).file_size for name in names) > _LARGEST:
            raise KeyError("document.xml")
        for name in names:
            for line in _blocks(etree.fromstring(archive.read(name), parser)):
                if "footer" not in name or not re.fullmatch(r"[\d\s/]*", line):
                    yield line


def _blocks(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in _GONE:
            continue
        if child.tag == f"{_W}tr":
            cells = (cell for cell in child if cell.tag in (f"{_W}tc", f"{_W}sdt"))
            yield "\t".join(" ".join(filter(None, _blocks(cell))) for cell in cells)
        elif child.tag == f"{_W}p":
            yield "".join(_runs(child))
            for box in child.iter(f"{_W}txbxContent"):
                if not any(up.tag in _GONE for up in box.iterancestors()):
                    yield from _blocks(box)
        else:
            yield from _blocks(child)


def _runs(node: Any) -> Iterator[str]:
    """Runs are joined: Word parts a number into several when a digit of it was edited."""
    for child in node:
        if child.tag in _GONE or child.tag == f"{_W}txbxContent":
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield from _runs(child)


def _page(content: bytes) -> Iterator[str]:
    tree = LexborHTMLParser(content)
    if tree.body is None:
        return
    parts: list[str] = []
    yield from _inside(tree.body, parts)
    yield "".join(parts).strip()


def _inside(node: Any, parts: list[str]) -> Iterator[str]:
    """The lines inside a node; `parts` gathers the text of the line that is still open."""
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            parts.append(re.sub(r"\s+", " ", child.text_content or ""))
        elif tag == "br":
            parts.append(" ")
        elif tag == "tr":
            yield _taken(parts)
            cells = [one for one in child.iter() if one.tag in ("td", "th")]
            yield "\t".join(re.sub(r"\s+", " ", cell.text(deep=True)).strip() for cell in cells)
        elif tag in _BLOCKS:
            yield _taken(parts)
            yield from _inside(child, parts)
            yield _taken(parts)
        elif tag not in _NO_TEXT:
            yield from _inside(child, parts)


def _taken(parts: list[str]) -> str:
    line = "".join(parts).strip()
    parts.clear()
    return line


def _text(content: bytes) -> Iterator[str]:
    yield from _decoded(content).splitlines()


def _rows(content: bytes) -> Iterator[str]:
    yield from ("\t".join(row) for row in csv.reader(io.StringIO(_decoded(content), newline="")))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932")


def _json(content: bytes) -> Iterator[str]:
    yield from _leaves(json.loads(content.decode("utf-8-sig")), "")


def _leaves(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in pairs:
            yield from _leaves(one, f"{path}.{key}" if path else str(key))
    else:
        yield f"{path}: {value}"


def _book(content: bytes) -> Iterator[str]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield "\t".join("" if cell is None else str(cell) for cell in row)


def _packed(content: bytes) -> Iterator[str]:
    yield from _text(gzip.decompress(content))


_READERS = {
    ".docx": _word, ".html": _page, ".htm": _page, ".txt": _text, ".csv": _rows, ".json": _json, ".jsonl": _text,
    ".xlsx": _book, ".gz": _packed,
}  # fmt: skip
