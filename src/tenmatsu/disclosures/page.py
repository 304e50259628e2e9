"""Text out of a file: plain text, HTML, PDF or docx. The text that comes out is the text that quotes refer to."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tenmatsu.errors import InputError

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "table",
        "ul",
        "ol",
        "hr",
        "blockquote",
        "td",
        "th",
    ]
)


def text_of(path: Path, encoding: str | None = None) -> str:
    """The text of a file. InputError says by name what cannot be read, and which file is empty."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the name and the rights") from error
    text = text_from(data, path.name, encoding)
    if not text.strip():
        raise InputError(f"{path}: holds no text; a scanned page must be put through character recognition first")
    return text


def text_from(data: bytes, name: str, encoding: str | None = None) -> str:
    """The text of a file's bytes; the kind of file shows in its first bytes and its name."""
    suffix = Path(name).suffix.lower()
    if data.startswith(b"%PDF"):
        return _pdf(data, name)
    if data.startswith(b"PK") and suffix in (".docx", ".docm", ""):
        return _docx(data, name)
    text = decoded(data, name, encoding)
    if suffix in (".html", ".htm", ".xhtml") or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        return _html(text)
    return text


def decoded(data: bytes, name: str, encoding: str | None = None) -> str:
    """Bytes as text: the encoding given, a byte order mark, UTF-8, else CP932 or EUC-JP, whichever loses nothing."""
    for candidate in [encoding] if encoding else ["iso-2022-jp", "utf-8-sig", "cp932", "euc_jp"]:
        if candidate == "iso-2022-jp" and b"\x1b$" not in data:
            continue
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            candidate = "utf-16"
        try:
            text = data.decode(candidate or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text and not (candidate == "cp932" and _looks_euc(data)):
            return text
    raise InputError(f"{name}: its character encoding is not known; save it as UTF-8 and give it again")


def _looks_euc(data: bytes) -> bool:
    """EUC-JP read as CP932 gives half-width katakana all over."""
    try:
        as_sjis, as_euc = data.decode("cp932"), data.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    return _kana(as_euc) > _kana(as_sjis)


def _kana(text: str) -> int:
    return sum("ぁ" <= one <= "ん" for one in text)


def _html(source: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    for node in tree.css("script, style, noscript, template, nav"):
        node.decompose()
    body = tree.body
    if body is None:
        return ""
    title = tree.css_first("title")
    pieces: list[str] = []
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            pieces.append(" ".join((node.text_content or "").split()))
        elif node.tag in _BLOCKS:
            pieces.append("\t" if node.tag in ("td", "th") and pieces and not pieces[-1].endswith("\n") else "\n")
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    text = "\n".join(line for place, line in enumerate(lines) if line or (place and lines[place - 1]))
    head = " ".join(title.text().split()) if title else ""
    return text.strip() if not head or head in text else f"{head}\n{text.strip()}"


def _pdf(data: bytes, name: str) -> str:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types

    try:
        document = pdfium.PdfDocument(data)
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise InputError(
            f"{name}: the PDF cannot be opened ({error}); check whether it is whole or has a password"
        ) from error
    return "\n".join(pages).replace("\r\n", "\n")


def _docx(data: bytes, name: str) -> str:
    """A paragraph to a line; a row of a table is one line, or a day would part from what happened on it."""
    import io

    from lxml import etree  # type: ignore[import-untyped]  # the package ships no types

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"), etree.XMLParser(resolve_entities=False))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise InputError(f"{name}: not a whole docx file; open and save it again in its program") from error
    pieces: list[str] = []
    for node in root.iter(*(f"{space}{one}" for one in ("t", "br", "tab", "p", "tr"))):
        kind = node.tag.removeprefix(space)
        in_cell = kind == "p" and next(node.iterancestors(f"{space}tc"), None) is not None
        pieces.append((node.text or "") if kind == "t" else " " if kind == "tab" or in_cell else "\n")
    return "\n".join(line.strip(" ") for line in "".join(pieces).removeprefix("\n").split("\n"))
