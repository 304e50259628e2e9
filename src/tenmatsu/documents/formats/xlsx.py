"""Excel: a cover, then data sheets with one frozen header row and a filter; identifiers are text, no cells are merged.

Rows go to disk as they come (`constant_memory`), beside the file and not in the system's folder for temporary files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
from xlsxwriter import Workbook
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from tenmatsu.documents.apart import safe
from tenmatsu.documents.format import Cover, Format, Line, Written
from tenmatsu.documents.harmless import harmless
from tenmatsu.documents.listing import Heading, Listing, both
from tenmatsu.documents.words import word
from tenmatsu.errors import InputError

ROWS = 1_048_575
"""Rows of an Excel sheet, less its header."""
CELL = 32_767
"""Characters in an Excel cell."""
LISTS = 250
"""Sheets that a reader can still find his way in; each holds a file open while it is written."""
BATCH = 10_000
"""Rows in memory at a time."""
OPTIONS = {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


def write(connection: duckdb.DuckDBPyConnection, listings: Sequence[Listing], cover: Cover, to: Path) -> Written:
    """All lists into one workbook, a sheet each (more where a list is longer than a sheet)."""
    if len(listings) > LISTS:
        raise InputError(
            f"{to.name}: {len(listings)} lists are too many for one workbook; choose .csv, a file for each"
        )
    with Workbook(to, {**OPTIONS, "tmpdir": str(to.parent)}) as book:
        front = book.add_worksheet(word("cover", "ja"))
        style = {"head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7ECF3",
                                          "bottom": 1}),
                 "text": book.add_format({"num_format": "@"}), "number": book.add_format({"num_format": "#,##0"}),
                 "title": book.add_format({"bold": True, "font_size": 16}),
                 "label": book.add_format({"bold": True, "valign": "top"}),
                 "value": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "align": "left"}),
                 "count": book.add_format({"num_format": "#,##0", "valign": "top", "align": "left"})}  # fmt: skip
        sheets: list[tuple[str, Listing, int]] = []
        shortened = 0
        for place, listing in enumerate(listings, 1):
            pages, cut = _list(connection, book, listing, place, style)
            sheets += [(name, listing, rows) for name, rows in pages]
            shortened += cut
        _front(front, cover, sheets, len(listings), shortened, style)
    return Written((to,), shortened)


def _list(
    connection: duckdb.DuckDBPyConnection, book: Workbook, listing: Listing, place: int, style: dict[str, Style]
) -> tuple[list[tuple[str, int]], int]:
    """The sheets of one list with their rows, and the number of cells that were cut."""
    rows = _rows(connection, listing)
    pages: list[tuple[str, int]] = []
    cut = 0
    for part in range(max(1, -(-listing.rows // ROWS))):
        name = _sheet_name(listing, place, part)
        sheet = book.add_worksheet(name)
        _head(sheet, listing.headings, style)
        size = min(ROWS, listing.rows - part * ROWS)
        for line in range(1, size + 1):
            cut += _row(sheet, line, next(rows), listing.headings, style)
        sheet.autofilter(0, 0, max(size, 1), len(listing.headings) - 1)
        pages.append((name, size))
    return pages, cut


def _rows(connection: duckdb.DuckDBPyConnection, listing: Listing) -> Iterator[tuple[str | int | None, ...]]:
    for batch in connection.sql(listing.sql()).to_arrow_reader(BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _head(sheet: Worksheet, headings: Sequence[Heading], style: dict[str, Style]) -> None:
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(headings):
        sheet.set_column(column, column, 18, style["number" if head.number else "text"])
        sheet.write_string(0, column, _clean(harmless(head.label)), style["head"])


def _row(
    sheet: Worksheet, line: int, row: tuple[str | int | None, ...], headings: Sequence[Heading], style: dict[str, Style]
) -> int:
    cut = 0
    for column, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(line, column, cell, style["number"])
        elif cell:
            cut += len(cell) > CELL
            sheet.write_string(line, column, _clean(cell), style["text"])
    return cut


def _clean(text: str) -> str:
    """Without the two code points that XML cannot hold, and no longer than a cell."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")[:CELL]


def _sheet_name(listing: Listing, place: int, part: int) -> str:
    """At most 31 characters, none of []:*?/\\, unlike any other: `07 提携先_甲社`, `07 提携先_甲社 (2)`."""
    more = f" ({part + 1})" if part else ""
    before = f"{place:02} " if len(listing.title) > 1 else ""
    return f"{before}{safe('_'.join(listing.title), 31 - len(before) - len(more))}{more}"


def _front(
    sheet: Worksheet, cover: Cover, sheets: Sequence[tuple[str, Listing, int]], lists: int, shortened: int,
    style: dict[str, Style],
) -> None:  # fmt: skip
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 3, 40)
    sheet.write_string(0, 0, _clean(harmless(cover.title)), style["title"])
    lines: list[Line] = [*cover.lines, (both("cover.shortened"), shortened)]
    if len(sheets) > lists:
        lines.append((both("cover.sheets"), word("cover.split", "ja", n=len(sheets))))
    for place, (label, value) in enumerate(lines, 2):
        sheet.write_string(place, 0, _clean(label), style["label"])
        if isinstance(value, int):
            sheet.write_number(place, 1, value, style["count"])
        else:
            sheet.write_string(place, 1, _clean(harmless(value)), style["value"])
    start = len(lines) + 3
    for column, key in enumerate(("cover.sheet", "cover.list", "cover.rows")):
        sheet.write_string(start, column, both(key), style["head"])
    for place, (name, listing, rows) in enumerate(sheets, start + 1):
        sheet.write_string(place, 0, name, style["value"])
        sheet.write_string(place, 1, _clean(harmless(" / ".join(listing.title))), style["value"])
        sheet.write_number(place, 2, rows, style["count"])


FORMAT = Format(".xlsx", write, neutral=True)
