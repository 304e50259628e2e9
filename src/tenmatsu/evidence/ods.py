"""What calamine does not show of an OpenDocument sheet: hidden rows and columns, and annotations."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tenmatsu.evidence.css import TINY, WHITE, alike, colour_of, points_of
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Found
from tenmatsu.evidence.zipxml import LARGEST, child, get, parsed, tag

_FORMATS = frozenset({"number-style", "text-style", "currency-style", "percentage-style", "date-style", "time-style",
                      "boolean-style"})  # fmt: skip
_LITERAL = re.compile(r'"((?:[^"]|"")+)"')
_SPAN = 5000
"""Repeated empty rows reach to the end of the grid: so many of them are counted one by one."""


@dataclass
class OdsSheet:
    """Rows and columns from 1; a note is (row, column, author, text)."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[tuple[int, int, str, str]] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    """Cells whose text nobody can see for their style."""


def ods_sheets(book: zipfile.ZipFile) -> dict[str, OdsSheet]:
    """Sheet → what is hidden in it; nothing when the content cannot be read."""
    info = book.getinfo("content.xml")
    root = parsed(book.read(info))[0] if info.file_size <= LARGEST else None
    named = book.NameToInfo.get("styles.xml")
    unseen = unseen_styles(root, parsed(book.read(named))[0] if named and named.file_size <= LARGEST else None)
    found = {}
    for table in (one for one in (root.iter() if root is not None else ()) if tag(one) == "table"):
        found[get(table, "name")] = _sheet(table, unseen)
    return found


def ods_choices(book: zipfile.ZipFile) -> Iterator[Found]:
    """The choices and the messages of validated cells, and the words in defined names, hidden."""
    info = book.getinfo("content.xml")
    root = parsed(book.read(info))[0] if info.file_size <= LARGEST else None
    every = list(root.iter()) if root is not None else []
    for at, named in enumerate((one for one in every if tag(one) == "named-expression"), 1):
        texts = _LITERAL.findall(get(named, "expression"))
        yield from passages("\n".join(texts), (("name", get(named, "name")), ("n", str(at))), None, True)
    for at, rule in enumerate((one for one in every if tag(one) == "content-validation"), 1):
        lines = [*_LITERAL.findall(get(rule, "condition")), *map(str.strip, rule.itertext())]
        lines += [get(one, "title") for one in rule]
        yield from passages("\n".join(filter(None, lines)), (("note", "choices"), ("n", str(at))), None, True)


def _sheet(table: Any, unseen: frozenset[str]) -> OdsSheet:
    sheet, row, column = OdsSheet(), 1, 1
    usual: dict[int, str] = {}
    for one in table.iter():
        if tag(one) == "table-column":
            times = _times(one, "number-columns-repeated")
            if get(one, "default-cell-style-name") in unseen:
                usual.update(dict.fromkeys(range(column, column + min(times, _SPAN)), "unseen"))
            if get(one, "visibility") in ("collapse", "filter"):
                sheet.hidden_columns.update(range(column, column + min(times, _SPAN)))
            column += times
        elif tag(one) == "table-row":
            times = _times(one, "number-rows-repeated")
            if get(one, "visibility") in ("collapse", "filter"):
                sheet.hidden_rows.update(range(row, row + min(times, _SPAN)))
            sheet.notes += _notes(one, row)
            if unseen and times < _SPAN:
                columns = _covered(one, unseen, usual)
                sheet.covered.update((row + down, across) for across in columns for down in range(times))
            row += times
    return sheet


def _covered(row: Any, unseen: frozenset[str], usual: dict[int, str]) -> list[int]:
    """The columns of the filled cells of a row whose style, or that of their column, shows nothing."""
    found, column = [], 1
    for cell in row:
        times = _times(cell, "number-columns-repeated")
        style = get(cell, "style-name")
        if len(cell) and times < _SPAN:
            found += [at for at in range(column, column + times) if (style in unseen if style else at in usual)]
        column += times
    return found


def unseen_styles(*roots: Any | None) -> frozenset[str]:
    """Of the content and the styles of a book: cell styles whose text has the colour of its ground, is too small to
    be read, or whose format shows nothing."""
    every = [one for root in roots if root is not None for one in root.iter()]
    formats = {get(one, "name"): one for one in every if tag(one) in _FORMATS}
    found = set()
    for style in (one for one in every if tag(one) == "style" and get(one, "family") == "table-cell"):
        text, cell = child(style, "text-properties"), child(style, "table-cell-properties")
        ink = colour_of(get(text, "color") or "#000000") if text is not None else (0, 0, 0)
        back = get(cell, "background-color") if cell is not None else ""
        size = points_of(get(text, "font-size") or "11pt", 11) if text is not None else 11
        ground = WHITE if back in ("", "transparent") else colour_of(back)
        if alike(ink, ground) or size <= TINY or _blank(formats, get(style, "data-style-name")):
            found.add(get(style, "name"))
    return frozenset(found)


def _blank(formats: dict[str, Any], name: str) -> bool:
    """Whether a number format (`;;;`) shows nothing, in none of its cases."""
    one = formats.get(name)
    if one is None:
        return False
    shown = any(tag(part) not in ("text", "map", "text-properties") or (part.text or "").strip() for part in one)
    return not shown and all(_blank(formats, get(part, "apply-style-name")) for part in one if tag(part) == "map")


def _notes(row: Any, number: int) -> Iterator[tuple[int, int, str, str]]:
    column = 1
    for cell in row:
        for note in (one for one in cell if tag(one) == "annotation"):
            author = "".join("".join(one.itertext()) for one in note if tag(one) == "creator")
            lines = ("".join(one.itertext()) for one in note if tag(one) == "p")
            yield number, column, author, "\n".join(lines)
        column += _times(cell, "number-columns-repeated")


def _times(element: Any, name: str) -> int:
    value = get(element, name, "1")
    return int(value) if value.isdigit() and len(value) < 9 else 1


def ods_notes(name: str, sheet: OdsSheet) -> Iterator[Found]:
    """The annotations of a sheet and who wrote them, hidden."""
    for row, column, author, text in sheet.notes:
        letters, rest = "", column
        while rest:
            rest, place = divmod(rest - 1, 26)
            letters = chr(65 + place) + letters
        here = (("sheet", name), ("cell", f"{letters}{row}"))
        yield from passages(text, (*here, ("note", "comment")), None, True)
        yield from passages(author, (*here, ("note", "author")), None, True)
