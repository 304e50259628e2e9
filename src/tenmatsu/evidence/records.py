"""Records of delimited text: the exact rule, and the scan that tells where the quick way gives the same.

The rule (RFC 4180, forgiving): a field that starts with a quote ends at the quote before a delimiter or line end; a
doubled quote is one quote; any other quote is an ordinary character. A quote that is never closed, or whose closing
gives a record of the wrong width while the lines that it spans have the right one each, is an ordinary character too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
QUOTE = 34
SPAN = 1 << 20
STRAYS = 8


def line_end(text: bytes, start: int) -> tuple[int, int]:
    """Where the line ends, and where the next one starts."""
    feed = text.find(b"\n", start)
    stop = feed if feed >= 0 else len(text)
    carriage = text.find(b"\r", start, stop)
    if carriage >= 0:
        return carriage, carriage + 2 if text[carriage + 1 : carriage + 2] == b"\n" else carriage + 1
    return stop, min(stop + 1, len(text))


def record(text: bytes, start: int, delimiter: bytes, width: int | None, whole: bool) -> tuple[list[bytes], int] | None:
    """The cells of the record at `start` and where the next one starts; None when the text ends inside it and is not
    the `whole` file."""
    end, after = line_end(text, start)
    line = text[start:end]
    if b'"' not in line:
        return line.split(delimiter), after
    cells, reached, stray = _fields(text, start, delimiter, len(text))
    if reached < 0:
        if not whole and len(text) - start < SPAN:
            return None
        return _one_line(line, delimiter, width), after
    if reached <= after and len(cells) == width:
        return cells, max(reached, after)
    if width is not None and (len(cells) != width or stray):
        alone = _one_line(line, delimiter, width)
        if len(alone) == width and (stray or _fit(text, after, reached, delimiter, width)):
            return alone, after
    return cells, reached


def _fit(text: bytes, start: int, stop: int, delimiter: bytes, width: int) -> bool:
    """The lines that a quoted field swallowed are records of the right width by themselves."""
    while start < stop:
        end, after = line_end(text, start)
        if len(_one_line(text[start:end], delimiter, width)) != width:
            return False
        start = after
    return True


def _one_line(line: bytes, delimiter: bytes, width: int | None) -> list[bytes]:
    """The line by itself; quotes that are not closed in it are ordinary characters."""
    cells, reached, _ = _fields(line, 0, delimiter, len(line))
    if reached >= 0 and (width is None or len(cells) == width):
        return cells
    naive = [_bare(cell) for cell in line.split(delimiter)]
    return naive if len(naive) == width or reached < 0 else cells


def _bare(cell: bytes) -> bytes:
    return cell[1:-1].replace(b'""', b'"') if len(cell) > 1 and cell[:1] == cell[-1:] == b'"' else cell


def _fields(text: bytes, start: int, delimiter: bytes, limit: int) -> tuple[list[bytes], int, bool]:
    """Cells, the start of the next record (-1 when a quoted field is not closed), and whether a quoted field holds a
    line end and a quote that is not doubled: most likely two strays, lines apart."""
    cells: list[bytes] = []
    stray = False
    at = start
    while True:
        if text[at : at + 1] == b'"':
            stop = _closing(text, at + 1, delimiter, limit)
            if stop < 0:
                return cells, -1, stray
            field = text[at + 1 : stop]
            stray |= b'"' in field and _breaks(field, 0, len(field)) and b'"' in field.replace(b'""', b"")
            cells.append(field.replace(b'""', b'"'))
            at = stop + 1
        else:
            stop = text.find(delimiter, at)
            end, _ = line_end(text, at) if stop < 0 or _breaks(text, at, stop) else (stop, 0)
            cells.append(text[at:end])
            at = end
        if text[at : at + 1] != delimiter:
            return cells, line_end(text, at)[1], stray
        at += 1


def _breaks(text: bytes, start: int, stop: int) -> bool:
    return text.find(b"\n", start, stop) >= 0 or text.find(b"\r", start, stop) >= 0


def _closing(text: bytes, at: int, delimiter: bytes, limit: int) -> int:
    """The quote that closes a quoted field, or -1. After eight stray quotes and a line end none is looked for: such a
    file opens quotes and never closes them."""
    start, strays, furthest = at, 0, min(limit, at + SPAN)
    while True:
        at = text.find(b'"', at, furthest)
        if at < 0:
            return -1
        following = text[at + 1 : at + 2]
        if following == b'"':
            at += 2
        elif following in (delimiter, b"\n", b"\r", b""):
            return at
        else:
            at, strays = at + 1, strays + 1
            if strays > STRAYS and _breaks(text, start, at):
                return -1


@dataclass(slots=True)
class Scan:
    """Where the records of a block start (one more entry: its end), which are not plainly regular, and physical line
    ends. `open` marks that the last record is not complete."""

    starts: Ints
    odd: Flags
    feeds: Ints


def scan(text: bytes, delimiter: bytes, width: int) -> Scan:
    """Cut the block into records by quote parity; where the quotes are not clean, line by line with doubts marked."""
    data = np.frombuffer(text, np.uint8)
    feeds = _line_ends(data, text)
    delimiters = np.flatnonzero(data == delimiter[0])
    quotes = np.flatnonzero(data == QUOTE) if b'"' in text else np.empty(0, np.int64)
    good = _quotes_in_place(data, quotes, np.arange(len(quotes)) % 2 == 0, delimiter[0])
    if len(quotes) % 2 == 0 and bool(good.all()):
        real = feeds[np.searchsorted(quotes, feeds) % 2 == 0]
        inside = np.searchsorted(quotes, delimiters) % 2 == 1
        starts = _starts(real, len(text))
        return Scan(starts, _width_wrong(starts, delimiters[~inside], width), feeds)
    return _by_line(data, feeds, delimiters, quotes, delimiter[0], width)


def _by_line(data: npt.NDArray[np.uint8], feeds: Ints, delimiters: Ints, quotes: Ints, mark: int, width: int) -> Scan:
    starts = _starts(feeds, len(data))
    first = np.searchsorted(quotes, starts)
    line = np.searchsorted(starts, quotes, "right") - 1
    opening = (np.arange(len(quotes)) - first[line]) % 2 == 0
    bad = np.diff(first) % 2 == 1
    bad[line[~_quotes_in_place(data, quotes, opening, mark)]] = True
    home = np.searchsorted(starts, delimiters, "right") - 1
    inside = (np.searchsorted(quotes, delimiters) - first[home]) % 2 == 1
    return Scan(starts, bad | _width_wrong(starts, delimiters[~inside], width), feeds)


def _starts(feeds: Ints, size: int) -> Ints:
    starts = np.concatenate((np.zeros(1, np.int64), feeds + 1))
    return starts if starts[-1] == size else np.append(starts, size)


def _width_wrong(starts: Ints, delimiters: Ints, width: int) -> Flags:
    wrong: Flags = np.diff(np.searchsorted(delimiters, starts)) != width - 1
    return wrong


def _line_ends(data: npt.NDArray[np.uint8], text: bytes) -> Ints:
    """Line feeds, and carriage returns that stand alone."""
    mask = data == 10
    if text.count(b"\r") != text.count(b"\r\n"):
        alone = data == 13
        alone[:-1] &= data[1:] != 10
        mask |= alone
    return np.flatnonzero(mask)


def _quotes_in_place(data: npt.NDArray[np.uint8], quotes: Ints, opening: Flags, mark: int) -> Flags:
    """Each opening quote stands at the start of a field or behind a quote, each closing one at the end of one."""
    if not len(quotes):
        return np.ones(0, np.bool_)
    before = data[np.maximum(quotes - 1, 0)]
    after = data[np.minimum(quotes + 1, len(data) - 1)]
    starts = (quotes == 0) | _border(before, mark)
    ends = (quotes == len(data) - 1) | _border(after, mark)
    placed: Flags = np.where(opening, starts, ends)
    return placed


def _border(byte: npt.NDArray[np.uint8], mark: int) -> Flags:
    border: Flags = (byte == mark) | (byte == 10) | (byte == 13) | (byte == QUOTE)
    return border
