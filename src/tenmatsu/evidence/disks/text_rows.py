"""Lines of delimited text in a row of bytes, by whole arrays: no line becomes an object here.

Sectors of 512 bytes that hold text are kept, in one byte for each character or two (UTF-16). A line is what stands
between control bytes; it counts as a row when it ends in a line end (or in the zeros behind a file) and holds
delimiters. Rows that follow one another with the same number of delimiters make a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]

SECTOR = 512
WINDOW = 4 << 20
LONGEST = 32 << 10
SHORTEST = 5
FEW = 2
"""Control bytes that a sector of text may hold: a form feed, an escape."""
DELIMITERS = b"\t,;|"
TAB, LF, CR, QUOTE = 9, 10, 13, 34

_CONTROL = bytes(code != 0 and code not in (TAB, LF, CR) and (code < 32 or code == 127) for code in range(256))
_ENDS = bytes((code < 32 and code != TAB) or code == 127 for code in range(256))
_WIDE = np.ones(65536, np.uint8)
for _first, _last in (
    (0x20, 0x7F), (0xA0, 0x100), (0x2010, 0x2040), (0x2100, 0x2200), (0x2460, 0x2500), (0x25A0, 0x2600),
    (0x3000, 0x3400), (0x4E00, 0xA000), (0xF900, 0xFB00), (0xFF01, 0xFFF0), (0xFEFF, 0xFF00), (0, 1), (9, 11), (13, 14),
):  # fmt: skip
    _WIDE[_first:_last] = 0


@dataclass(frozen=True, slots=True)
class Runs:
    """Rows that follow one another: `start` … `end` in bytes, `rows`, the delimiter and how many each row has."""

    start: Numbers
    end: Numbers
    rows: Numbers
    delimiter: Bytes
    count: Numbers
    form: str

    def __len__(self) -> int:
        return len(self.start)


def runs_in(
    read: Callable[[int, int], bytes], start: int, end: int, watch: Callable[[bytes, int], None] | None = None
) -> Iterator[Runs]:
    """The runs between two bytes, window by window; one that crosses a window comes in two adjacent parts.

    `watch(bytes, place)` is shown each window that is not of zeros alone.
    """
    at, skip = start, 0
    while at < end:
        raw = read(at, min(WINDOW, end - at))
        if len(raw) <= skip:
            return
        done = len(raw) if at + len(raw) >= end else _whole_lines(raw, skip)
        if raw.count(0) != len(raw):
            if watch:
                watch(raw[:done], at)
            yield from _sectors(_blank_rest(raw, skip, done), at)
        if at + len(raw) >= end:
            return
        at, skip = at + done // SECTOR * SECTOR, done % SECTOR


def _whole_lines(raw: bytes, least: int) -> int:
    """Where a window may be cut: behind the last line end near its end, else at its last sector."""
    newline = raw.rfind(b"\n", max(least, len(raw) - LONGEST))
    if newline < 0:
        return max(len(raw) - SECTOR, SECTOR)
    wide = raw[newline + 1 : newline + 2] == b"\0"
    return newline + 1 + wide


def _blank_rest(raw: bytes, skip: int, done: int) -> Bytes:
    """The window in sectors, with zeros for what was read before (`skip`) and what will be read next (from `done`)."""
    sectors = np.zeros(-(-done // SECTOR) * SECTOR, np.uint8)
    sectors[skip:done] = np.frombuffer(raw, np.uint8)[skip:done]
    return sectors.reshape(-1, SECTOR)


def _sectors(sectors: Bytes, base: int) -> Iterator[Runs]:
    narrow, little, big = _kinds(sectors)
    if narrow.any():
        yield from _runs(sectors, narrow, base, "narrow")
    for kept, form in ((little, "utf-16-le"), (big, "utf-16-be")):
        if kept.any():
            yield from _runs(sectors, kept, base, form)


def _count(marks: Bytes) -> Numbers:
    """Ones in each sector, by adding eight bytes at a time (64 of them: no byte overflows)."""
    lanes = marks.view(np.uint64).sum(axis=1).view(np.uint8).reshape(-1, 8)
    return np.asarray(lanes.sum(axis=1), np.int64)


def _kinds(sectors: Bytes) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which sectors are text in one byte, in UTF-16 little and big."""
    control = _count(np.frombuffer(sectors.tobytes().translate(_CONTROL), np.uint8).reshape(sectors.shape))
    zero = sectors == 0
    zeros = _count(zero.view(np.uint8))
    mixed = np.flatnonzero((zeros > 3) & (zeros < SECTOR))
    steps = np.zeros(len(sectors), np.int64)
    steps[mixed] = (zero[mixed, :-1] & ~zero[mixed, 1:]).sum(axis=1)
    narrow = (control <= FEW) & (zeros < SECTOR) & (steps <= 8)
    little, big = np.zeros(len(sectors), bool), np.zeros(len(sectors), bool)
    for k in np.array_split(np.flatnonzero(steps > 8), max(1, len(mixed) // 4096)):
        if len(k):
            little[k] = _WIDE[sectors[k].view("<u2")].sum(axis=1) <= FEW
            big[k] = _WIDE[sectors[k].view(">u2")].sum(axis=1) <= FEW
    little_zeros = zero[:, 1::2].sum(axis=1) if little.any() and big.any() else None
    if little_zeros is not None:  # text in ASCII alone fits both: the zeros tell
        both = little & big
        big[both] = little_zeros[both] * 2 < zeros[both]
        little[both] = ~big[both]
    return narrow, little, big


def _runs(sectors: Bytes, kept: NDArray[np.bool_], base: int, form: str) -> Iterator[Runs]:
    index = np.flatnonzero(kept)
    breaks = np.flatnonzero(np.diff(index) != 1) + 1
    home = np.insert(index, breaks, -1) if len(breaks) else index  # -1: a sector of zeros between what is apart
    text = sectors[home]
    if len(breaks):
        text[home < 0] = 0
    wide = form != "narrow"
    if wide:
        units = text.view(">u2" if form == "utf-16-be" else "<u2")
        text = np.where(units < 128, units, 128).astype(np.uint8)
        text[units == 0xFEFF] = 0
    flat = text.reshape(-1)
    found = _rows(flat, SECTOR // (2 if wide else 1))
    if found is None:
        return
    start, end, delimiter, count, adjacent = found
    first = np.flatnonzero(np.concatenate(([True], ~adjacent)))
    last = np.concatenate((first[1:] - 1, [len(start) - 1]))
    unit = 2 if wide else 1
    size = SECTOR // unit

    several = (last > first) | (count[first] > 1)  # a single line with one delimiter is prose
    first, last = first[several], last[several]

    def place(at: Numbers) -> Numbers:
        return np.asarray((home[at // size] * size + at % size) * unit + base, np.int64)

    yield Runs(
        place(start[first]), place(end[last] - 1) + unit, (last - first + 1).astype(np.int64),
        delimiter[first], count[first], form,
    )  # fmt: skip


Rows = tuple[Numbers, Numbers, Bytes, Numbers, NDArray[np.bool_]]


def _rows(flat: Bytes, sector: int) -> Rows | None:
    """(start, end with its line end, delimiter, how many, follows the one before) of each row, in units of `flat`.

    A line that ends with its sector and without a line end was cut there.
    """
    stops = np.flatnonzero(np.frombuffer(flat.tobytes().translate(_ENDS), np.bool_))
    quotes = np.flatnonzero(flat == QUOTE)
    starts = np.concatenate(([0], stops + 1))
    ends = np.concatenate((stops, [len(flat)]))
    good = (ends - starts >= SHORTEST) & (ends - starts <= LONGEST)
    starts, ends = starts[good], ends[good]
    if not len(starts):
        return None
    starts = _trimmed(flat, starts, ends, sector)
    delimiter, count = _delimiters(flat, starts, ends, quotes)
    if len(quotes):
        starts, ends, delimiter, count = _joined(flat, starts, ends, delimiter, count, quotes)
    after = flat[np.minimum(ends, len(flat) - 1)]
    closed = (ends < len(flat)) & ((after == LF) | (after == CR) | ((after == 0) & (ends % sector > 0)))
    keep = closed & (count > 0) & (ends - starts >= SHORTEST)
    starts, ends, delimiter, count = starts[keep], ends[keep], delimiter[keep], count[keep]
    if not len(starts):
        return None
    full = _with_line_end(flat, ends)
    adjacent = (starts[1:] == full[:-1]) & (full[:-1] > ends[:-1])
    adjacent &= (delimiter[1:] == delimiter[:-1]) & (count[1:] == count[:-1])
    return starts, full, delimiter, count, adjacent


def _trimmed(flat: Bytes, starts: Numbers, ends: Numbers, sector: int) -> Numbers:
    """A line behind other rubbish than a line end or zeros begins at the next sector, if it reaches it."""
    before = flat[np.maximum(starts - 1, 0)]
    odd = (starts > 0) & (before != LF) & (before != CR) & (before != 0)
    border = (starts // sector + 1) * sector
    return np.where(odd & (border < ends), border, starts)


def _with_line_end(flat: Bytes, ends: Numbers) -> Numbers:
    """Behind the line end of each row; the row's own end where none follows."""
    padded = np.concatenate((flat, np.zeros(2, np.uint8)))
    one, two = padded[ends], padded[ends + 1]
    pair = (one == CR) & (two == LF)
    return ends + np.where(pair, 2, np.where((one == LF) | (one == CR), 1, 0))


def _delimiters(flat: Bytes, starts: Numbers, ends: Numbers, quotes: Numbers) -> tuple[Bytes, Numbers]:
    """The delimiter of each line (tab before all; else the most frequent) and how many stand outside quotes."""
    counts = np.stack([_within(flat, mark, starts, ends, quotes) for mark in DELIMITERS])
    tabs = counts[0] >= 2
    best = np.where(tabs, 0, counts[1:].argmax(axis=0) + 1)
    best = np.where(counts[best, np.arange(len(starts))] == 0, 0, best)
    return np.frombuffer(DELIMITERS, np.uint8)[best], counts[best, np.arange(len(starts))]


def _within(flat: Bytes, mark: int, starts: Numbers, ends: Numbers, quotes: Numbers) -> Numbers:
    places = np.flatnonzero(flat == mark)
    if len(quotes) and len(places):
        line = np.searchsorted(starts, places, "right") - 1
        opened = np.searchsorted(quotes, places) - np.searchsorted(quotes, starts[np.maximum(line, 0)])
        places = places[(opened % 2 == 0) | (line < 0)]
    return np.searchsorted(places, ends) - np.searchsorted(places, starts)


MOST_LINES = 20
"""A cell in quotes over more lines than this is a stray quote."""


def _joined(
    flat: Bytes, starts: Numbers, ends: Numbers, delimiter: Bytes, count: Numbers, quotes: Numbers
) -> tuple[Numbers, Numbers, Bytes, Numbers]:
    """Lines with an open quote joined to the line that closes it."""
    odd = np.flatnonzero((np.searchsorted(quotes, ends) - np.searchsorted(quotes, starts)) % 2)
    if not len(odd):
        return starts, ends, delimiter, count
    full = _with_line_end(flat, ends)
    drop = np.zeros(len(starts), bool)
    starts, ends, count = starts.copy(), ends.copy(), count.copy()
    k = 0
    while k + 1 < len(odd):
        one, two = int(odd[k]), int(odd[k + 1])
        touching = bool(np.all(starts[one + 1 : two + 1] == full[one:two]))
        if two - one > MOST_LINES or not touching:
            k += 1
            continue
        ends[one] = ends[two]
        piece = flat[starts[one] : ends[one]].tobytes()
        count[one] = b"".join(piece.split(b'"')[::2]).count(bytes([delimiter[one] or 44]))
        drop[one + 1 : two + 1] = True
        k += 2
    return starts[~drop], ends[~drop], delimiter[~drop], count[~drop]
