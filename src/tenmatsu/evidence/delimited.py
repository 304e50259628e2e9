"""Delimited text of any size into a table, block by block.

A block (16 MB of the file, whole lines, in UTF-8) goes to Arrow's CSV parser as it is when nothing in it needs care.
Otherwise `records.scan` marks the records that do (ragged, stray quotes, blank, total lines, headers again); those alone
are parsed by the exact rule and judged, and written back as regular lines or left out. Memory: about 30 times a block.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from tenmatsu.evidence import records
from tenmatsu.evidence.layout import LITERALS, Kind, Layout, trimmed
from tenmatsu.evidence.sink import Sink

_LITERALS = tuple(literal.encode() for literal in LITERALS)


class Irregular(Exception):
    """Arrow's parser and the scan disagree about a block."""


class Blocks:
    """Feeds blocks of text to a sink. `notes` counts what is no data record, and ragged records (which are kept)."""

    def __init__(self, sink: Sink, layout: Layout, delimiter: bytes, header_text: bytes = b"") -> None:
        self.sink, self.layout, self.delimiter = sink, layout, delimiter
        self.width = layout.width
        self.notes: Counter[str] = Counter(layout.notes)
        self.line = 1
        self._rest = b""
        self._names = [f"c{at}" for at in range(1, self.width + 1)]
        self._tells = [*_LITERALS, *self._first_cells(header_text)]
        empty = delimiter * (self.width - 1)
        self._tells += [b"\n" + empty, b'\n""' + delimiter] if self.width > 1 else []

    def _first_cells(self, header_text: bytes) -> list[bytes]:
        """What a repeated header or title holds, so that it is looked at."""
        cells = list(self.layout.header or ())[:2]
        tells = [header_text.rstrip(b"\r\n")] if len(header_text) > 3 else []
        if self.layout.header and len(trimmed(cells)) == 2:
            tells.append(cells[0].encode() + self.delimiter + cells[1].encode())
        tells += [title[0].encode() for title in self.layout.titles if len(title[0]) > 2]
        return tells or [cell.encode() for cell in cells if cell]

    def feed(self, block: bytes, last: bool) -> None:
        """The next block of whole lines; a record that is not complete waits for the next."""
        text = self._rest + block if self._rest else block
        self._rest = b""
        if b"\r" in text and b"\n" not in text:
            text = text.replace(b"\r", b"\n")
        if not text:
            return
        if not self._plainly(text):
            self._carefully(text, last)

    def _plainly(self, text: bytes) -> bool:
        """The quick way, when no line of the block needs care; False when one does and nothing was written."""
        if b'"' in text or text.count(b"\r") != text.count(b"\r\n") or any(tell in text for tell in self._tells):
            return False
        lines = text.count(b"\n") + (not text.endswith(b"\n"))
        try:
            columns = self._parse(text, lines)
        except Irregular:
            return False
        self.sink.write(pa.array(np.arange(self.line, self.line + lines)), columns)
        self.line += lines
        return True

    def _parse(self, text: bytes, expected: int, longest: int = 1 << 16, *, multiline: bool = False) -> list[pa.Array]:
        """Regular records as string columns; Irregular when their number is not the expected one."""
        if not expected:
            return [pa.array([], pa.string()) for _ in self._names]
        read = pa.csv.ReadOptions(
            use_threads=False, column_names=self._names, block_size=max(1 << 21, 2 * longest), encoding="utf8"
        )
        parse = pa.csv.ParseOptions(delimiter=self.delimiter.decode(), newlines_in_values=multiline)
        types = dict.fromkeys(self._names, pa.string())
        convert = pa.csv.ConvertOptions(column_types=types, strings_can_be_null=False, check_utf8=False)
        try:
            table = pa.csv.read_csv(pa.BufferReader(text), read, parse, convert)
        except pa.ArrowInvalid as error:
            raise Irregular from error
        if table.num_rows != expected:
            raise Irregular
        return [column.combine_chunks() if column.num_chunks != 1 else column.chunk(0) for column in table.columns]

    def _carefully(self, text: bytes, last: bool) -> None:
        scan = records.scan(text, self.delimiter, self.width)
        care = self._care(text, scan)
        kept, end = self._repair(text, scan, care, last)
        starts = np.array(kept.starts, np.int64)
        lines = self.line + np.searchsorted(scan.feeds, starts)
        self._write(kept, lines)
        self.line += int(np.searchsorted(scan.feeds, end))
        self._rest = text[end:]

    def _care(self, text: bytes, scan: records.Scan) -> records.Flags:
        """Which records must be looked at: odd ones, blank ones, and those that hold a telling word."""
        lengths = np.diff(scan.starts)
        care = scan.odd | (lengths <= self.width + 1)
        hits: list[int] = []
        for tell in self._tells:
            at = text.find(tell)
            while at >= 0:
                hits.append(at + (tell[:1] == b"\n"))
                at = text.find(tell, at + len(tell))
        if hits:
            care[np.searchsorted(scan.starts, np.array(hits), "right") - 1] = True
        care[-1] = True
        return care

    def _repair(self, text: bytes, scan: records.Scan, care: records.Flags, last: bool) -> tuple[_Kept, int]:
        """The block's data records, the cared-for ones parsed, judged and rewritten; and where the rest begins."""
        kept = _Kept(self.width, self.delimiter)
        starts = scan.starts
        done, place = 0, 0
        for at in np.flatnonzero(care).tolist():
            if at < place:
                continue
            start = int(starts[at])
            found = records.record(text, start, self.delimiter, self.width, last)
            if found is None:
                kept.plain(text, starts[place:at], done, start)
                return kept, start
            cells, following = found
            kept.plain(text, starts[place:at], done, start)
            self._judge(kept, start, cells)
            done, place = following, int(np.searchsorted(starts, following))
        kept.plain(text, starts[place:-1], done, len(text))
        return kept, len(text)

    def _judge(self, kept: _Kept, start: int, cells: Sequence[bytes]) -> None:
        values = [cell.decode("utf-8", "replace") for cell in cells]
        kind = self.layout.judge(values)
        if kind is Kind.DATA:
            self.notes["ragged_rows"] += kept.rewritten(start, values)
        else:
            self.notes[kind.value] += 1

    def _write(self, kept: _Kept, lines: records.Ints) -> None:
        count = len(kept.starts)
        if not count:
            return
        try:
            columns = self._parse(b"".join(kept.pieces), count, kept.longest, multiline=True)
        except Irregular:
            columns = _slowly(kept, self.width, self.delimiter)
        self.sink.write(pa.array(lines, pa.int64()), kept.shortened(columns), kept.extras())

    def close(self) -> str:
        """The path of what was written."""
        return self.sink.close()


class _Kept:
    """The data records of a block: pieces of regular text, and what the rewritten ones lack or have too much."""

    def __init__(self, width: int, delimiter: bytes) -> None:
        self.width, self.delimiter = width, delimiter
        self.pieces: list[bytes | memoryview] = []
        self.starts: list[int] = []
        self.short: list[tuple[int, int]] = []
        self.extra: dict[int, str] = {}
        self.longest = 1 << 16

    def plain(self, text: bytes, starts: records.Ints, begin: int, end: int) -> None:
        """Regular records as they stand in the text."""
        if len(starts):
            self.starts.extend(starts.tolist())
            self.pieces.append(memoryview(text)[begin:end])
            self.longest = max(self.longest, int(np.diff(starts, append=end).max()))
            if text[end - 1 : end] not in (b"\n", b"\r"):
                self.pieces.append(b"\n")

    def rewritten(self, start: int, cells: list[str]) -> bool:
        """One record written anew as a regular line; whether it was ragged."""
        place, width = len(self.starts), self.width
        if len(cells) < width:
            self.short.append((place, len(cells)))
        elif len(cells) > width:
            self.extra[place] = json.dumps(cells[width:], ensure_ascii=False)
        row = cells[:width] + [""] * (width - len(cells))
        line = self.delimiter.join(b'"' + cell.encode().replace(b'"', b'""') + b'"' for cell in row) + b"\n"
        self.starts.append(start)
        self.pieces.append(line)
        self.longest = max(self.longest, len(line))
        return len(cells) != width

    def shortened(self, columns: list[pa.Array]) -> list[pa.Array]:
        """The columns with null where a short record has no such cell."""
        if not self.short:
            return columns
        have = np.full(len(self.starts), self.width)
        for place, width in self.short:
            have[place] = width
        least = int(have.min())
        return [
            column if at < least else pc.if_else(pa.array(have > at), column, pa.scalar(None, pa.string()))
            for at, column in enumerate(columns)
        ]

    def extras(self) -> pa.Array | None:
        """Cells beyond the last column, as JSON."""
        if not self.extra:
            return None
        return pa.array([self.extra.get(at) for at in range(len(self.starts))], pa.string())


def _slowly(kept: _Kept, width: int, delimiter: bytes) -> list[pa.Array]:
    """The records of a block by the exact rule alone."""
    text = b"".join(kept.pieces)
    rows, at = [], 0
    while at < len(text):
        found = records.record(text, at, delimiter, width, True)
        assert found is not None
        cells, at = found
        rows.append([cell.decode("utf-8", "replace") for cell in cells[:width]] + [""] * (width - len(cells)))
    return [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
