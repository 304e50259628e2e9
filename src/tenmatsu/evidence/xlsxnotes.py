"""What a workbook holds beside its cells: comments, headers, text boxes, names, and copies of data left in caches.

A pivot table keeps the rows that it was made from, and a link to another workbook the values last seen there. Where the
sheet that a pivot table was made from is in the book, only values that no cell holds any more are told.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any

from tenmatsu.evidence.charts import charts
from tenmatsu.evidence.grids import is_list, tabular
from tenmatsu.evidence.ods import ods_choices, ods_notes, ods_sheets
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Source
from tenmatsu.evidence.xlsx import Extent, column_number
from tenmatsu.evidence.zipleft import Told, leftovers, sheet_leftovers
from tenmatsu.evidence.zipxml import Package, child, get, tag

_HEADER = re.compile(rb"<(?:x:)?((?:odd|even|first)(?:Header|Footer))[^>]*>(.*?)</", re.DOTALL)
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[LCRPNDTFAGZBIUEXYSOH]|\d{1,3})')
_LISTED = re.compile(rb"<(?:x:)?formula1>\s*(?:&quot;|\")(.*?)(?:&quot;|\")\s*</", re.DOTALL)
_THREADED = re.compile(r"\[(Threaded comment|スレッド化されたコメント|コメント スレッド)", re.IGNORECASE)


def notes_of(source: Source, sheets: dict[str, Extent]) -> Iterator[Found]:
    """Hidden text and hidden tables, members, and what could not be read of the parts beside the sheets."""
    try:
        package = Package(source)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        yield Fault(f"the parts beside the sheets are damaged ({type(error).__name__})")
        return
    if "xl/workbook.xml" not in package.zip.NameToInfo:
        for name, sheet in ods_sheets(package.zip).items():
            yield from ods_notes(name, sheet)
        yield from ods_choices(package.zip)
        yield from package.properties("meta.xml")
        yield from package.embedded()
        return
    told = Told()
    yield from told.watch(_parts(package, sheets))
    told.add("\n".join((*sheets, *_cell_words(package))))
    yield from leftovers(package, told)
    yield from sheet_leftovers(package, told)


def _parts(package: Package, sheets: dict[str, Extent]) -> Iterator[Found]:
    for name, extent in sheets.items():
        yield from _sheet(package, name, extent)
    yield from _names(package)
    yield from _authors(package)
    yield from _pivots(package, frozenset(sheets))
    yield from _links(package)
    if package.matching(r"xl/charts/chart(?:Ex)?\d+\.xml"):
        yield from charts(package, _cell_words(package))
    yield from package.properties()
    yield from package.embedded()
    yield from package.faults


def _sheet(package: Package, name: str, extent: Extent) -> Iterator[Found]:
    here = (("sheet", name),)
    for at, (kind, text) in enumerate(_HEADER.findall(extent.tail), 1):
        shown = _CODE.sub(" ", unescape(text.decode("utf-8", "replace"))).replace("&&", "&").strip()
        yield from passages(shown, (*here, ("note", kind.decode()), ("n", str(at))))
    for at, text in enumerate(_LISTED.findall(extent.tail), 1):
        values = unescape(text.decode("utf-8", "replace")).replace(",", "\n")
        yield from passages(values, (*here, ("note", "choices"), ("n", str(at))), None, True)
    relations = package.relations(extent.part)
    threads = [one.target for one in relations if one.kind == "threadedComment"]
    spoken = set()
    for target in threads:
        for at, one in enumerate(_under(package, target, "threadedComment"), 1):
            spoken.add(get(one, "ref"))
            yield from _comment(name, get(one, "ref"), "".join(one.itertext()), at)
    for one in relations:
        if one.kind == "comments":
            for at, note in enumerate(_under(package, one.target, "comment"), 1):
                text = _words(note)
                if get(note, "ref") not in spoken or not _THREADED.match(text):
                    yield from _comment(name, get(note, "ref"), text, 10_000 + at)
        elif one.kind == "drawing":
            text = "\n".join(filter(None, (_words(box).strip() for box in _under(package, one.target, "txBody"))))
            yield from passages(text, (*here, ("note", "drawing")))
        elif one.external and one.target.lower().startswith(("mailto:", "tel:")):
            address = one.target.partition(":")[2].partition("?")[0]
            yield from passages(address, (*here, ("note", "link"), ("n", one.id)), None, True)


def _comment(sheet: str, cell: str, text: str, at: int) -> Iterator[Found]:
    yield from passages(text, (("sheet", sheet), ("cell", cell), ("note", "comment"), ("n", str(at))), None, True)


def _under(package: Package, part: str, name: str) -> list[Any]:
    root = package.xml(part)
    return [one for one in root.iter() if tag(one) == name] if root is not None else []


def _words(element: Any) -> str:
    """The text of rich strings and shapes; a paragraph (`a:p`) is a line."""
    pieces = []
    for one in element.iter():
        if tag(one) == "t" and tag(one.getparent()) != "rPh":
            pieces.append(one.text or "")
        elif tag(one) in ("p", "br"):
            pieces.append("\n")
    return "".join(pieces).strip("\n")


def _names(package: Package) -> Iterator[Found]:
    """Defined names that hold text of their own rather than pointing at cells."""
    for at, one in enumerate(_under(package, "xl/workbook.xml", "definedName"), 1):
        texts = re.findall(r'"((?:[^"]|"")+)"', one.text or "")
        yield from passages("\n".join(texts), (("name", get(one, "name")), ("n", str(at))), None, True)


def _authors(package: Package) -> Iterator[Found]:
    names = [text for part in package.matching(r"xl/comments.*\.xml") for one in _under(package, part, "author")
             if (text := "".join(one.itertext()).strip()) and not text.startswith("tc=")]  # fmt: skip
    for part in package.matching(r"xl/persons/.*\.xml"):
        for one in _under(package, part, "person"):
            names += [get(one, "displayName"), get(one, "userId") if "@" in get(one, "userId") else ""]
    for at, name in enumerate(dict.fromkeys(filter(None, names)), 1):
        yield from passages(name, (("author", str(at)),), None, True)


def _pivots(package: Package, sheets: frozenset[str]) -> Iterator[Found]:
    for at, part in enumerate(package.matching(r"xl/pivotCache/pivotCacheDefinition\d+\.xml"), 1):
        root = package.xml(part)
        if root is None:
            continue
        fields = [one for one in root.iter() if tag(one) == "cacheField"]
        shared = [[get(one, "v") for one in child(field, "sharedItems") or ()] for field in fields]
        origin = next((one for one in root.iter() if tag(one) == "worksheetSource"), None)
        here = origin is not None and get(origin, "sheet") in sheets and not get(origin, "id")
        if here:
            yield from _left_over(package, shared, at)
            continue
        rows = [[get(field, "name") for field in fields], *_cached(package, part, shared)]
        name = f"pivotCache{at}"
        if len(rows) > 1 and package.source.wants(name):
            yield from tabular(package.source, iter(list(enumerate(rows, 1))), name, True)
        else:
            values = "\n".join(value for column in shared for value in column)
            yield from passages(values, (("cache", str(at)),), None, True)


def _cached(package: Package, definition: str, shared: list[list[str]]) -> Iterator[list[str]]:
    """The records of a cache; `x` points into the shared items of its column."""
    for target in (one.target for one in package.relations(definition) if one.kind == "pivotCacheRecords"):
        for record in _under(package, target, "r"):
            cells = []
            for column, one in enumerate(record):
                value = get(one, "v")
                if tag(one) == "x" and column < len(shared):
                    value = shared[column][int(value)] if value.isdigit() and int(value) < len(shared[column]) else ""
                cells.append(value)
            yield cells


def _left_over(package: Package, shared: list[list[str]], at: int) -> Iterator[Found]:
    """Words of a cache that no cell of the book holds any more: rows deleted since."""
    words = {value for column in shared for value in column if re.search(r"[^\W\d_]", value)}
    words -= _cell_words(package) if words else set()
    yield from passages("\n".join(sorted(words)), (("cache", str(at)),), None, True)


def _cell_words(package: Package) -> set[str]:
    """The words of all cells of the book."""
    words = {_words(one) for one in _under(package, "xl/sharedStrings.xml", "si")}
    for part in package.matching(r"xl/worksheets/[^/]+\.xml"):
        words.update(_words(one) for one in _under(package, part, "is"))
    return words


def _links(package: Package) -> Iterator[Found]:
    """Values of other workbooks, kept since the last look at them."""
    for at, part in enumerate(package.matching(r"xl/externalLinks/externalLink\d+\.xml"), 1):
        for number, data in enumerate(_under(package, part, "sheetData"), 1):
            grid = _grid(data)
            name = f"externalLink{at}.{number}"
            if is_list(grid, package.source.words) and package.source.wants(name):
                yield from tabular(package.source, iter(list(enumerate(grid, 1))), name, True)
            else:
                text = "\n".join("\t".join(cells) for cells in grid)
                yield from passages(text, (("link", f"{at}.{number}"),), None, True)


def _grid(data: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in data:
        cells: dict[int, str] = {}
        for one in row:
            letters = re.match(r"[A-Z]{1,3}", get(one, "r"))
            if letters:
                cells[min(column_number(letters[0]), 1000)] = "".join(one.itertext())
        rows.append([cells.get(at, "") for at in range(1, max(cells, default=0) + 1)])
    return rows
