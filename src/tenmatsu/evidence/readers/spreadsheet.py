"""Excel (xlsx, xlsm, xls, xlsb) and OpenDocument (ods) workbooks: every sheet, hidden ones too.

python-calamine makes a dense grid of a sheet: two filled cells at opposite corners, 5 KB of file, end the process
(tafia/calamine#693). The extent is looked at first, and such sheets go through a sparse reader of our own.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

import python_calamine as calamine

from tenmatsu.evidence.grids import layout_from, of_kind, tabular
from tenmatsu.evidence.layout import SAMPLE, Layout
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source
from tenmatsu.evidence.xlsx import Extent, covered_columns, extents, shown_formats, sparse_rows
from tenmatsu.evidence.xlsxnotes import notes_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DENSE = 60_000_000
ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK = "Workbook".encode("utf-16-le")
_BOOK = "Book\0".encode("utf-16-le")


def claims(head: Head) -> int:
    """Zip with the parts of a workbook, or an OLE file with a stream named Workbook."""
    if head.start.startswith(b"PK"):
        known = b"xl/workbook" in head.end or b"xl/workbook" in head.start or ODS in head.start[:200]
        return 80 if known else 40 * (head.suffix in (".xlsx", ".xlsm", ".xlsb", ".ods"))
    if head.start.startswith(OLE):
        streams = head.start + head.end
        return 80 if _WORKBOOK in streams or _BOOK in streams else 60 * (head.suffix in (".xls", ".xlsx", ".xlsm"))
    return 0


def read(source: Source) -> Iterator[Found]:
    """Every sheet as a table; charts and macro sheets are named as unread."""
    if (
        source.head.start.startswith(OLE)
        and "EncryptedPackage".encode("utf-16-le") in source.head.start + source.head.end
    ):
        yield Fault("the workbook is encrypted with a password")
        return
    measured = extents(source.path)
    try:
        book = calamine.CalamineWorkbook.from_path(source.path)
    except calamine.PasswordError:
        yield Fault("the workbook is encrypted with a password")
        return
    for about in book.sheets_metadata:
        if not source.wants(about.name) and not source.wants(f"{about.name}~hidden"):
            continue
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            yield Fault("not a worksheet (chart, dialog or macro sheet): not read", about.name)
            continue
        hidden = about.visible is not calamine.SheetVisibleEnum.Visible
        try:
            yield from _sheet(source, book, about.name, hidden, measured.get(about.name))
        except (calamine.CalamineError, ValueError, KeyError, zipfile.BadZipFile) as error:
            yield Fault(f"the sheet is damaged ({type(error).__name__})", about.name)
    if measured and source.window is None:
        yield from notes_of(source, measured)


def _sheet(
    source: Source, book: calamine.CalamineWorkbook, name: str, hidden: bool, extent: Extent | None
) -> Iterator[Found]:
    """One table; where some of its rows are hidden, they are a second one, `name~hidden`, under the same header."""

    def rows() -> Iterator[tuple[int, list[str]]]:
        if extent and extent.area > DENSE:
            return sparse_rows(source.path, extent.part)
        return _dense(source, book, name, extent)

    columns = () if not extent or extent.area > DENSE else _unseen_columns(source.path, book, name, extent)
    if not extent or not extent.hidden_rows or hidden:
        yield from tabular(source, rows(), name, hidden, columns)
        return
    layout = layout_from(list(islice(rows(), SAMPLE)), source.words)
    for part, unseen in ((name, False), (f"{name}~hidden", True)):
        kept = of_kind(rows(), layout, extent.hidden_rows, unseen)
        if source.wants(part) and (not unseen or _some(kept, layout)):
            yield from tabular(
                source, of_kind(rows(), layout, extent.hidden_rows, unseen), part, unseen, columns, layout
            )


def _some(rows: Iterator[tuple[int, list[str]]], layout: Layout | None) -> bool:
    """Whether a hidden row below the header holds anything."""
    return layout is not None and any(any(cells) for _, cells in islice(rows, layout.before_data, None))


def _unseen_columns(path: str, book: calamine.CalamineWorkbook, name: str, extent: Extent) -> tuple[int, ...]:
    """Hidden columns, and those in which nobody can see the text, by their position in the table."""
    unseen = extent.hidden_columns | covered_columns(path, extent.part)
    start = book.get_sheet_by_name(name).start if unseen else None
    return tuple(sorted(at - start[1] for at in unseen if at > start[1])) if start else ()


def _dense(
    source: Source, book: calamine.CalamineWorkbook, name: str, extent: Extent | None
) -> Iterator[tuple[int, list[str]]]:
    sheet = book.get_sheet_by_name(name)
    formats = shown_formats(source.path, extent.part) if extent else {}
    left = sheet.start[1] if sheet.start else 0
    for at, row in enumerate(sheet.iter_rows(), 1):  # blank rows above are given, blank columns to the left are not
        yield (
            at,
            [
                shown(value, formats.get((at, left + place + 1))) if value != "" else ""
                for place, value in enumerate(row)
            ],
        )


def shown(value: Any, digits: int | None = None) -> str:
    """A cell as a person sees it: 9012345678 without .0, 0.1 and not 0.1000000000000000055, dates in ISO form.

    `digits`: the cell's number format pads with zeros to this width (郵便番号 kept as a number).
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        text = f"{value:.15g}" if isinstance(value, float) else str(value)
        text = f"{value:.0f}" if "e+" in text and abs(value) < 1e21 else text
        return text.zfill(digits) if digits and text.isdigit() else text
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)


READER = Reader("spreadsheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", claims, read)
