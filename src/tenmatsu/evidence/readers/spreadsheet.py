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

from tenmatsu.evidence.forms import is_form, labelled_pairs
from tenmatsu.evidence.grids import Uncovered, layout_from, of_kind, parted, tabular, uncovered
from tenmatsu.evidence.layout import SAMPLE, Layout
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source
from tenmatsu.evidence.xlsnotes import beside, xls_extents
from tenmatsu.evidence.xlsx import Extent, covered_cells, covered_columns, extents, shown_formats, sparse_rows
from tenmatsu.evidence.xlsxnotes import notes_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DENSE = 60_000_000
SMALL = 200_000
"""Cells up to which a sheet is looked at cell by cell."""
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
    measured = extents(source.path) or xls_extents(source)
    try:
        book = calamine.CalamineWorkbook.from_path(source.path)
    except calamine.PasswordError:
        yield Fault("the workbook is encrypted with a password")
        return
    for about in book.sheets_metadata:
        if not source.wants(about.name) and not source.wants(f"{about.name}~hidden"):
            continue
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            yield Fault("not a worksheet (chart, dialog or macro sheet): its cells are not read", about.name)
            continue
        hidden = about.visible is not calamine.SheetVisibleEnum.Visible
        try:
            yield from _sheet(source, book, about.name, hidden, measured.get(about.name))
        except (calamine.CalamineError, ValueError, KeyError, zipfile.BadZipFile) as error:
            yield Fault(f"the sheet is damaged ({type(error).__name__})", about.name)
    if source.window is None:
        if source.head.start.startswith(OLE):
            yield from beside(source)
        elif measured:
            yield from notes_of(source, measured)
        elif b"xl/workbook.bin" in source.head.start + source.head.end:
            yield Fault("xlsb: comments and which rows and columns are hidden are not read; save it as xlsx for them")


def _sheet(
    source: Source, book: calamine.CalamineWorkbook, name: str, hidden: bool, extent: Extent | None
) -> Iterator[Found]:
    """One table; where some of its rows are hidden, they are a second one, `name~hidden`, under the same header."""

    sheet = None if extent and extent.area > DENSE else book.get_sheet_by_name(name)
    formats = shown_formats(source.path, extent.part) if extent and sheet else {}
    start = sheet.start if sheet else None

    def rows() -> Iterator[tuple[int, list[str]]]:
        if sheet is None:
            return sparse_rows(source.path, extent.part if extent else "")
        return _dense(sheet, formats)

    cells = covered_cells(source.path, extent.part) | extent.covered if extent and extent.area <= SMALL else frozenset()
    first = list(islice(rows(), SAMPLE))
    form = len(first) < SAMPLE and is_form([[cell for cell in row if cell] for _, row in first], source.words)
    if form or cells:
        shown, behind = _parted_cells(first if form else list(rows()), cells, start[1] if start else 0)
        if form:
            yield from _form(name, hidden, shown, behind)
            return
        if extent and (found := uncovered(shown, behind, source.words)) is not None:
            yield from _list(source, name, hidden, extent, found, start[1] if start else 0)
            return
    columns = _unseen_columns(source.path, start, extent) if extent else ()
    if not extent or not extent.hidden_rows or hidden:
        yield from tabular(source, rows(), name, hidden, columns)
        return
    layout = layout_from(first, source.words)
    for part, unseen in ((name, False), (f"{name}~hidden", True)):
        kept = of_kind(rows(), layout, extent.hidden_rows, unseen)
        if source.wants(part) and (not unseen or _some(kept, layout)):
            yield from tabular(
                source, of_kind(rows(), layout, extent.hidden_rows, unseen), part, unseen, columns, layout
            )


def _parted_cells(
    numbered: list[tuple[int, list[str]]], cells: frozenset[tuple[int, int]], left: int
) -> tuple[list[list[str]], list[list[str]]]:
    """What the cells show, and what those hold that nobody can see."""
    behind = [[text if (at, left + c) in cells else "" for c, text in enumerate(row, 1)] for at, row in numbered]
    shown = [["" if (at, left + c) in cells else text for c, text in enumerate(row, 1)] for at, row in numbered]
    return shown, behind


def _form(name: str, hidden: bool, shown: list[list[str]], behind: list[list[str]]) -> Iterator[Found]:
    """Label and value line by line; a value that nobody can see with the label before it, hidden."""
    lines, covered = [], []
    for row, under in zip(shown, behind, strict=True):
        lines.append([cell for cell in row if cell])
        for at, cell in enumerate(under):
            label = next((one for one in reversed(row[:at]) if one), "")
            covered += [f"{label}: {cell}" if label else cell] if cell else []
    yield from passages("\n".join("\t".join(labelled_pairs(line)) for line in lines), (("sheet", name),), None, hidden)
    yield from passages("\n".join(covered), (("sheet", name), ("note", "covered")), None, True)


def _list(source: Source, name: str, hidden: bool, extent: Extent, found: Uncovered, left: int) -> Iterator[Found]:
    rows = found.hidden_rows | {row - 1 for row in extent.hidden_rows}
    columns = sorted({*found.hidden_columns, *(at - left for at in extent.hidden_columns if at > left)})
    every = frozenset(range(len(found.rows)))
    yield from parted(source, found.rows, name, every if hidden else frozenset(rows), tuple(columns))
    yield from passages("\n".join(found.left), (("sheet", name), ("note", "covered")), None, True)


def _some(rows: Iterator[tuple[int, list[str]]], layout: Layout | None) -> bool:
    """Whether a hidden row below the header holds anything."""
    return layout is not None and any(any(cells) for _, cells in islice(rows, layout.before_data, None))


def _unseen_columns(path: str, start: tuple[int, int] | None, extent: Extent) -> tuple[int, ...]:
    """Hidden columns, and those in which nobody can see the text, by their position in the table."""
    if start is None:
        return ()
    unseen = extent.hidden_columns | covered_columns(path, extent.part)
    return tuple(sorted(at - start[1] for at in unseen if at > start[1]))


def _dense(sheet: calamine.CalamineSheet, formats: dict[tuple[int, int], int]) -> Iterator[tuple[int, list[str]]]:
    left = sheet.start[1] if sheet.start else 0
    for at, row in enumerate(sheet.iter_rows(), 1):  # blank rows above are given, blank columns to the left are not
        yield (
            at,
            [shown(value, formats.get((at, left + c))) if value != "" else "" for c, value in enumerate(row, 1)],
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
