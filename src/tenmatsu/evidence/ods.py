"""What calamine does not show of an OpenDocument sheet: hidden rows and columns, and annotations."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Found
from tenmatsu.evidence.zipxml import LARGEST, get, parsed, tag

_SPAN = 5000
"""Repeated empty rows reach to the end of the grid: so many of them are counted one by one."""


@dataclass
class OdsSheet:
    """Rows and columns from 1; a note is (row, column, author, text)."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[tuple[int, int, str, str]] = field(default_factory=list)


def ods_sheets(book: zipfile.ZipFile) -> dict[str, OdsSheet]:
    """Sheet → what is hidden in it; nothing when the content cannot be read."""
    info = book.getinfo("content.xml")
    root = parsed(book.read(info))[0] if info.file_size <= LARGEST else None
    found = {}
    for table in (one for one in (root.iter() if root is not None else ()) if tag(one) == "table"):
        found[get(table, "name")] = _sheet(table)
    return found


def _sheet(table: Any) -> OdsSheet:
    sheet, row, column = OdsSheet(), 1, 1
    for one in table.iter():
        if tag(one) == "table-column":
            times = _times(one, "number-columns-repeated")
            if get(one, "visibility") in ("collapse", "filter"):
                sheet.hidden_columns.update(range(column, column + min(times, _SPAN)))
            column += times
        elif tag(one) == "table-row":
            times = _times(one, "number-rows-repeated")
            if get(one, "visibility") in ("collapse", "filter"):
                sheet.hidden_rows.update(range(row, row + min(times, _SPAN)))
            sheet.notes += _notes(one, row)
            row += times
    return sheet


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
