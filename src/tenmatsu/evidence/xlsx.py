"""The parts of an xlsx that calamine does not show: how far a sheet reaches, and number formats that pad with zeros."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from posixpath import join, normpath
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from lxml.etree import LxmlError  # type: ignore[import-untyped]  # the package ships no types

from tenmatsu.evidence.css import TINY, WHITE, Colour, alike, colour_of
from tenmatsu.evidence.ods import ods_sheets
from tenmatsu.evidence.zipxml import child, get, parsed
from tenmatsu.evidence.zipxml import tag as tag_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL = re.compile(rb'<(?:x:)?c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_PADDED = re.compile(r'"?0{2,}"?(?:[;@].*)?')
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
STEP = 1 << 20


_HIDDEN_ROW = re.compile(rb'<(?:x:)?row\s(?=[^>]*?\b(?:hidden="(?:1|true)"|ht="0(?:\.0+)?"))[^>]*?\br="(\d{1,7})"')
_HIDDEN_COLUMN = re.compile(rb'<(?:x:)?col\s(?=[^>]*?\b(?:hidden="(?:1|true)"|width="0(?:\.0+)?"))[^>]*>')


@dataclass(frozen=True, slots=True)
class Extent:
    """The part that holds a sheet, the area of the grid its cells span, its hidden rows and columns (from 1), and what
    stands behind its cells; of an ods, the cells that nobody can see for their style."""

    part: str
    area: int
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    tail: bytes = b""
    covered: frozenset[tuple[int, int]] = frozenset()


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def extents(path: str) -> dict[str, Extent]:
    """How far each sheet of an xlsx reaches, by sheet name; of an ods what is hidden; nothing for other formats."""
    try:
        with zipfile.ZipFile(path) as book:
            if "xl/workbook.xml" not in book.namelist():
                return _of_ods(book)
            return {name: _extent(book, part) for name, part in _sheets(book).items()}
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        expat.ExpatError,
        ParseError,
        ValueError,
        NotImplementedError,
        LxmlError,
    ):
        return {}


def _of_ods(book: zipfile.ZipFile) -> dict[str, Extent]:
    if not book.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return {}
    return {
        name: Extent(
            "content.xml",
            0,
            frozenset(sheet.hidden_rows),
            frozenset(sheet.hidden_columns),
            covered=frozenset(sheet.covered),
        )
        for name, sheet in ods_sheets(book).items()
    }


def _sheets(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → part, through the workbook's relations."""
    targets: dict[str, str] = {}
    for name, attributes in elements(book.read("xl/_rels/workbook.xml.rels")):
        if name == "Relationship":
            target = attributes["Target"]
            targets[attributes["Id"]] = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    found = {}
    for name, attributes in elements(book.read("xl/workbook.xml")):
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id") or key == "id"), "")
            if targets.get(link) in book.NameToInfo:
                found[attributes["name"]] = targets[link]
    return found


def elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Start tags (without their prefix) and attributes of a small part; external entities are never loaded by expat."""
    out: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: out.append((name.rsplit(":", 1)[-1], attributes))
    parser.Parse(xml, True)
    return out


def _extent(book: zipfile.ZipFile, part: str) -> Extent:
    """Rows × columns between the outermost cells: the first cell of the sheet, then every cell that reaches further."""
    rows, columns = [10**7, 0], [10**5, 0]
    unseen_rows, unseen_columns = set[int](), set[int]()
    with book.open(part) as file:
        data = rest = b""
        while chunk := file.read(STEP):
            data = rest + chunk
            for letters, digits in _CELL.findall(data):
                row, column = int(digits), column_number(letters.decode())
                rows = [min(rows[0], row), max(rows[1], row)]
                columns = [min(columns[0], column), max(columns[1], column)]
            if b"hidden=" in data or b'="0' in data:
                unseen_rows.update(map(int, _HIDDEN_ROW.findall(data)))
                unseen_columns.update(_columns_of(data))
            rest = data[-400:]
    area = max(0, rows[1] - rows[0] + 1) * max(0, columns[1] - columns[0] + 1)
    tail = data[data.rfind(b"</sheetData>") :] if rows[1] else data[-STEP:]
    return Extent(part, area, frozenset(unseen_rows), frozenset(unseen_columns), tail)


def _columns_of(data: bytes) -> Iterator[int]:
    """The columns that `<col min=… max=… hidden="1">` hides; those behind any cell are not counted one by one."""
    for col in _HIDDEN_COLUMN.findall(data):
        ends = [re.search(rb"\b" + key + rb'="(\d+)"', col) for key in (b"min", b"max")]
        if ends[0] and ends[1]:
            yield from range(int(ends[0][1]), min(int(ends[1][1]), int(ends[0][1]) + 2000) + 1)


@cache
def _styles(path: str) -> dict[int, int]:
    """Style index → digits, for number formats such as 0000000."""
    with zipfile.ZipFile(path) as book:
        if "xl/styles.xml" not in book.NameToInfo:
            return {}
        tags = elements(book.read("xl/styles.xml"))
    codes = {int(at["numFmtId"]): at.get("formatCode", "") for tag, at in tags if tag == "numFmt"}
    padded = {key: code.split(";")[0].count("0") for key, code in codes.items() if _PADDED.fullmatch(code)}
    return _cell_styles(tags, padded)


def _cell_styles(tags: list[tuple[str, dict[str, str]]], padded: dict[int, int]) -> dict[int, int]:
    styles: dict[int, int] = {}
    index, inside = 0, False
    for tag, attributes in tags:
        inside = tag == "cellXfs" or (inside and tag not in ("cellStyles", "dxfs", "tableStyles"))
        if inside and tag == "xf":
            if int(attributes.get("numFmtId", 0)) in padded:
                styles[index] = padded[int(attributes["numFmtId"])]
            index += 1
    return styles


_STYLED = re.compile(rb'<(?:x:)?c\s(?=[^>]*?\bs="(\d+)")[^>]*?r="([A-Z]{1,3})(\d{1,7})"')


def shown_formats(path: str, part: str) -> dict[tuple[int, int], int]:
    """(row, column) → digits of the cells whose format pads with zeros; empty when no style of the book does."""
    try:
        styles = _styles(path)
        if not styles:
            return {}
        with zipfile.ZipFile(path) as book:
            data = book.read(part)
    except (zipfile.BadZipFile, KeyError, expat.ExpatError, ValueError):
        return {}
    return {
        (int(row), column_number(letters.decode())): styles[int(style)]
        for style, letters, row in _STYLED.findall(data)
        if int(style) in styles
    }


@cache
def _unseen_styles(path: str) -> frozenset[int]:
    """Styles whose text has the colour of its ground (white on none, black on black) or whose format shows nothing."""
    with zipfile.ZipFile(path) as book:
        data = book.read("xl/styles.xml") if "xl/styles.xml" in book.NameToInfo else b""
    root = parsed(data)[0] if data else None
    if root is None:
        return frozenset()
    parts = {tag_of(one): one for one in root}
    blank = {
        get(one, "numFmtId") for one in parts.get("numFmts", ()) if re.fullmatch(r";{2,3}", get(one, "formatCode"))
    }
    fonts = [font for font in parts.get("fonts", ()) if tag_of(font) == "font"]
    inks = [_rgb(child(font, "color"), (0, 0, 0)) for font in fonts]
    tiny = {at for at, font in enumerate(fonts) if _points(child(font, "sz")) <= TINY}
    grounds = [_ground(child(fill, "patternFill")) for fill in parts.get("fills", ()) if tag_of(fill) == "fill"]
    found = set()
    for at, one in enumerate(parts.get("cellXfs", ())):
        font, fill = int(get(one, "fontId", "0")), int(get(one, "fillId", "0"))
        ink = inks[font] if font < len(inks) else None
        ground = grounds[fill] if fill < len(grounds) else None
        if alike(ink, ground) or get(one, "numFmtId") in blank or font in tiny:
            found.add(at)
    return frozenset(found)


def _points(element: Any | None) -> float:
    try:
        return float(get(element, "val", "11")) if element is not None else 11.0
    except ValueError:
        return 11.0


def _rgb(element: Any | None, default: Colour | None) -> Colour | None:
    """A colour: rgb, the fixed palette's black and white, or the theme's first two; None when it is another."""
    if element is None:
        return default
    if get(element, "tint") not in ("", "0"):
        return None
    fixed = {"0": (0, 0, 0), "8": (0, 0, 0), "64": (0, 0, 0), "1": (255, 255, 255), "9": (255, 255, 255)}
    if get(element, "theme"):
        return {"0": (255, 255, 255), "1": (0, 0, 0)}.get(get(element, "theme"))
    return colour_of(get(element, "rgb")[-6:]) if get(element, "rgb") else fixed.get(get(element, "indexed"))


def _ground(pattern: Any | None) -> Colour | None:
    if pattern is None:
        return None
    kind = get(pattern, "patternType", "none")
    return _rgb(child(pattern, "fgColor"), None) if kind == "solid" else WHITE if kind == "none" else None


def covered_cells(path: str, part: str) -> frozenset[tuple[int, int]]:
    """(row, column), from 1, of the cells that nobody can see for their style."""
    styles, data = _styled(path, part)
    found = ((int(row), letters) for style, letters, row in _STYLED.findall(data) if int(style) in styles)
    return frozenset((row, column_number(letters.decode())) for row, letters in found)


def covered_columns(path: str, part: str) -> frozenset[int]:
    """The columns (from 1) whose cells, but for a first one or few, nobody can see for their style."""
    styles, data = _styled(path, part)
    every, unseen = Counter[bytes](), Counter[bytes]()
    every.update(letters for letters, _ in _CELL.findall(data))
    for style, letters, _ in _STYLED.findall(data):
        unseen[letters] += int(style) in styles
    gone = (letters for letters, count in unseen.items() if count >= 2 and count >= 0.8 * (every[letters] - 1))
    return frozenset(column_number(letters.decode()) for letters in gone)


def _styled(path: str, part: str) -> tuple[frozenset[int], bytes]:
    """The styles that show nothing, and the sheet as written; both empty where no style hides or it cannot be read."""
    try:
        styles = _unseen_styles(path)
        if not styles:
            return frozenset(), b""
        with zipfile.ZipFile(path) as book:
            return styles, book.read(part)
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, LxmlError):
        return frozenset(), b""


def _shared(book: zipfile.ZipFile) -> list[str]:
    """The table of shared strings; phonetic hints (rPh) are no part of the text."""
    out: list[str] = []
    state: dict[str, Any] = {"text": [], "in": False, "hint": 0}

    def start(name: str, _: dict[str, str]) -> None:
        tag = name.rsplit(":", 1)[-1]
        if tag == "si":
            state["text"] = []
        state["hint"] += tag == "rPh"
        state["in"] = tag == "t" and not state["hint"]

    def end(name: str) -> None:
        tag = name.rsplit(":", 1)[-1]
        state["hint"] -= tag == "rPh"
        state["in"] = False
        if tag == "si":
            out.append("".join(state["text"]))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: state["text"].append(text) if state["in"] else None
    if "xl/sharedStrings.xml" in book.NameToInfo:
        with book.open("xl/sharedStrings.xml") as file:
            parser.ParseFile(file)
    return out


def sparse_rows(path: str, part: str) -> Iterator[tuple[int, list[str]]]:
    """The filled cells of each row side by side without the empty columns between; dates stay serial numbers.

    For sheets whose outermost cells span more than any grid can hold.
    """
    with zipfile.ZipFile(path) as book:
        strings = _shared(book)
        grid = _cells(book, part, strings)
    columns = sorted({column for row in grid.values() for column in row})
    for number in sorted(grid):
        yield number, [grid[number].get(column, "") for column in columns]


def _cells(book: zipfile.ZipFile, part: str, strings: list[str]) -> dict[int, dict[int, str]]:
    grid: dict[int, dict[int, str]] = {}
    now: dict[str, Any] = {"at": (0, 0), "kind": "", "text": [], "in": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit(":", 1)[-1]
        if tag == "c":
            found = _REF.fullmatch(attributes.get("r", "A1"))
            now["at"] = (int(found[2]), column_number(found[1])) if found else (0, 0)
            now["kind"], now["text"] = attributes.get("t", "n"), []
        now["in"] = tag in ("v", "t")

    def end(name: str) -> None:
        now["in"] = False
        if name.rsplit(":", 1)[-1] == "c" and now["text"]:
            text = "".join(now["text"])
            if now["kind"] == "s":
                text = strings[int(text)] if int(text) < len(strings) else ""
            grid.setdefault(now["at"][0], {})[now["at"][1]] = text

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: now["text"].append(text) if now["in"] else None
    with book.open(part) as file:
        parser.ParseFile(file)
    return grid
