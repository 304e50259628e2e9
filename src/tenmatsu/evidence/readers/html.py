"""Web pages (html, xhtml, mht is mail): what is seen, what is hidden, and tables of records as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.forms import as_lines, is_form
from tenmatsu.evidence.grids import parted, uncovered
from tenmatsu.evidence.markup import page_tables, read_page
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source
from tenmatsu.evidence.signatures import signature_of

LARGEST = 256 << 20
_START = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY = re.compile(r"<(script|title|style|textarea|iframe|div|a|span|p|td|th|tr|li)\b([^<>]*)/>", re.IGNORECASE)
"""XHTML's empty elements, which to HTML are open ones."""
_TAGS = re.compile(rb"</(?:p|div|table|td|tr|span|body|html|a|li)>|<br\s*/?>", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_JAPANESE = {"shift_jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp",
             "iso-2022-jp": "iso2022_jp_ext"}  # fmt: skip


def claims(head: Head) -> int:
    """By its first tag, or by its ending and some tags."""
    if signature_of(head):
        return 0
    start = head.start[:20_000].replace(b"\0", b"")
    if _START.search(start):
        return 70
    tags = len(_TAGS.findall(start))
    named = head.suffix in (".html", ".htm", ".xhtml", ".shtml")
    return 60 if named and (tags or b"<" in start) else 12 * (tags >= 10 and start.lstrip()[:1] == b"<")


def read(source: Source) -> Iterator[Found]:
    """Tables of records as tables, forms and all else as text, hidden pieces each by itself."""
    if source.size > LARGEST:
        yield Fault(f"a page larger than {LARGEST >> 20} MB: not read")
        return
    with source.open() as file:
        data = file.read()
    html, whole = decoded(data)
    html = html.replace("\0", "")
    if "<?xml" in html[:200] or "xhtml" in html[:1000].lower():
        html = _EMPTY.sub(r"<\1\2></\1>", html)
    instead: dict[int, str] = {}
    left: list[str] = []
    number = 0
    for table in page_tables(html):
        if (found := uncovered(table.shown, table.behind, source.words)) is not None:
            number += 1
            instead[table.number] = ""
            left += found.left
            yield from parted(source, found.rows, f"table{number}", found.hidden_rows, found.hidden_columns)
        elif is_form(table.shown, source.words) and not any(map(any, table.behind)):
            instead[table.number] = as_lines(table.shown, source.words)
    yield from _texts(html, instead, left, number)
    if not whole:
        yield Fault("some bytes are no characters in the page's encoding: shown as U+FFFD")


def _texts(html: str, instead: dict[int, str], left: list[str], tables: int) -> Iterator[Found]:
    page = read_page(html, instead)
    yield from passages(page.text, (("part", "page"),))
    hidden = [*page.hidden, *left]
    for at, piece in enumerate(hidden, 1):
        yield from passages(piece, (("hidden", "markup"), ("n", str(at))), None, True)
    if not page.text and not hidden and not tables:
        yield Fault("there is no text in it", rows=0)


def decoded(data: bytes) -> tuple[str, bool]:
    """The page as text: by its own bytes first, then by what it says of itself. False: some bytes are no characters."""
    said = _CHARSET.search(data[:4096])
    name = said[1].decode().lower() if said else ""
    for encoding in (encoding_of(data[: 1 << 18], cut=len(data) > 1 << 18), _JAPANESE.get(name, name)):
        try:
            if encoding:
                return data.decode(encoding), True
        except (UnicodeDecodeError, LookupError):
            continue
    usual = _JAPANESE.get(name, name)
    try:
        return data.decode(usual or "utf-8", "replace"), False
    except LookupError:
        return data.decode("utf-8", "replace"), False


READER = Reader("html", "text/html", claims, read)
