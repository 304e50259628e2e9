"""Files as they lie on a server: encodings, title rows, repeated headers, totals, ragged rows, zip and xlsx."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

import polars as pl
import xlsxwriter

from tenmatsu.rehearsal.scenario import Layout

STAMP = (2016, 3, 21, 2, 14, 8)
RAGGED_TAIL = "余分"
_TWINS = {("−", "?"): "－", ("〜", "?"): "～", ("－", "〓"): "−", ("～", "〓"): "〜"}
"""Code points that one of the two encodings writes as the other: U+2212 and U+FF0D, U+301C and U+FF5E."""


@dataclass(frozen=True, slots=True)
class Table:
    """One piece of a file: a frame of text columns named by position, and the rows that get a cell too many."""

    frame: pl.DataFrame
    ragged: tuple[int, ...] = ()


def write(layout: Layout, root: Path, pieces: Iterator[Table]) -> None:
    """The file of `layout` under `root`, made of `pieces`."""
    outer, _, inner = layout.item.partition("!")
    path = root / outer
    path.parent.mkdir(parents=True, exist_ok=True)
    if layout.form == "xlsx":
        _sheet(layout, path, inner, pieces)
    elif layout.form == "zip":
        _archive(layout, path, inner, pieces)
    else:
        with path.open("wb") as out:
            _delimited(layout, out, pieces)


def _archive(layout: Layout, path: Path, inner: str, pieces: Iterator[Table]) -> None:
    """A zip whose member names are bytes of cp932 without the UTF-8 flag, as Windows of the time wrote them."""
    name = inner.encode("cp932").decode("cp437")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        info = _Cp932Name(name, STAMP)
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=True) as out:
            _delimited(layout, out, pieces)  # type: ignore[arg-type]  # a member is written like a file


class _Cp932Name(zipfile.ZipInfo):
    """Keeps the name's bytes: zipfile would write any name outside ASCII as UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("cp437"), self.flag_bits


def _delimited(layout: Layout, out: BinaryIO, pieces: Iterator[Table]) -> None:
    head = _header(layout)
    if layout.encoding == "utf-8-sig":
        out.write(codecs.BOM_UTF8)
    for title in layout.titles:
        out.write(_encoded(title + layout.newline, layout))
    if layout.header:
        out.write(_encoded(head, layout))
    written = 0
    for piece in pieces:
        text = _text(layout, piece.frame)
        if layout.repeat_header or piece.ragged:
            text = _with_oddities(layout, text, head, piece.ragged, written)
        out.write(_encoded(text, layout))
        written += len(piece.frame)
    if layout.total:
        out.write(_encoded(layout.total.format(rows=written) + layout.newline, layout))


def _header(layout: Layout) -> str:
    labels = [f'"{column.label}"' if layout.quote == "always" else column.label for column in layout.columns]
    return layout.separator.join(labels) + layout.newline


def _text(layout: Layout, frame: pl.DataFrame) -> str:
    style: Literal["always", "necessary"] = "always" if layout.quote == "always" else "necessary"
    return frame.write_csv(
        include_header=False,
        separator=layout.separator,
        line_terminator=layout.newline,
        quote_style=style,
        null_value=layout.styles.get("null", ""),
    )


def _with_oddities(layout: Layout, text: str, head: str, ragged: tuple[int, ...], written: int) -> str:
    """Headers again after every `repeat_header` rows, and a cell too many in the rows `ragged`.

    Line breaks inside cells are LF and rows end with CR LF, so that splitting at CR LF gives rows.
    """
    lines = text.split(layout.newline)[:-1]
    for at in ragged:
        lines[at] += layout.separator + RAGGED_TAIL
    if layout.repeat_header:
        step = layout.repeat_header
        first = -written % step
        for at in sorted(range(first, len(lines), step), reverse=True):
            if written + at:
                lines.insert(at, head.removesuffix(layout.newline))
    return layout.newline.join(lines) + layout.newline


def _encoded(text: str, layout: Layout) -> bytes:
    encoding = layout.encoding.removesuffix("-sig")
    return text.encode(encoding, "tenmatsu-rehearsal") if encoding != "utf-8" else text.encode()


def _no_such_character(error: UnicodeError) -> tuple[str | bytes, int]:
    """What programs put where an encoding lacks a character: the twin of a dash, 〓 in EUC, ? elsewhere."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    mark = "〓" if error.encoding.startswith("euc") else "?"
    lost = error.object[error.start : error.end]
    return "".join(_TWINS.get((char, mark), mark) for char in lost), error.end


codecs.register_error("tenmatsu-rehearsal", _no_such_character)


def _sheet(layout: Layout, path: Path, name: str, pieces: Iterator[Table]) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(*STAMP)})  # noqa: DTZ001 - xlsx knows no zone
    sheet = book.add_worksheet(name)
    row = 0
    for title in layout.titles:
        sheet.write_string(row, 0, title)
        row += 1
    for at, column in enumerate(layout.columns):
        sheet.write_string(row, at, column.label)
    for piece in pieces:
        for cells in piece.frame.iter_rows():
            row += 1
            for at, cell in enumerate(cells):
                if cell:
                    sheet.write_string(row, at, cell)
    book.close()


def locked_zip(path: Path, name: str, content: bytes) -> None:
    """A zip whose one member says that it is encrypted (bit 0 of its flags): it must come out as unread.

    The member holds `content` as it is, so that the file is the same every time.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, STAMP), content)
    data = bytearray(buffer.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
