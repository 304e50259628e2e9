"""Delimited text of any size into a table, block by block.

A block (16 MB of the file, whole lines, in UTF-8) goes to Arrow's CSV parser as it is when nothing in it needs care.
Otherwise `records.scan` marks the records that do (ragged, stray quotes, blank); those alone are parsed by the exact
rule and written back as regular lines. Total lines and repeated headers are found in the parsed columns. Memory 400 MB.
Where another table begins, reading stops: `turned` is set and `rest` is what is left of the block.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from tenmatsu.evidence import records, remarks, sections
from tenmatsu.evidence.cells import Cells
from tenmatsu.evidence.dialect import sample_records
from tenmatsu.evidence.layout import SCREEN, Kind, Layout, trimmed
from tenmatsu.evidence.sink import Sink


class Irregular(Exception):
    """Arrow's parser and the scan disagree about a block."""


class Blocks:
    """Feeds blocks of text to a sink. `notes` counts what is no data record, and ragged records (which are kept)."""

    def __init__(self, sink: Sink, layout: Layout, delimiter: bytes, words: frozenset[str] | None = None) -> None:
        """`words` as for the layout; without them no second table is looked for."""
        self.sink, self.layout, self.delimiter, self.words = sink, layout, delimiter, words
        self.width = layout.width
        self.notes: Counter[str] = Counter(layout.notes)
        self.line, self.told = 1, Told(layout)
        self.cells = Cells((), layout.width)
        self.rest, self.turned, self._blank = b"", False, False
        self._checks = sections.CHECKS if words is not None else 0
        self._names = [f"c{at}" for at in range(1, self.width + 1)]

    def feed(self, block: bytes, last: bool) -> None:
        """The next block of whole lines; a record that is not complete waits for the next."""
        text = self.rest + block if self.rest else block
        self.rest = b""
        if b"\r" in text and b"\n" not in text:
            text = text.replace(b"\r", b"\n")
        if text and not self._plainly(text):
            self._carefully(text, last)

    def _plainly(self, text: bytes) -> bool:
        """The quick way, when every line is one regular record; False when not, and nothing was written."""
        if b'"' in text or (b"\r" in text and text.count(b"\r") != text.count(b"\r\n")) or self._may_turn(text):
            return False
        lines = text.count(b"\n") + (not text.endswith(b"\n"))
        try:
            columns = self.cells.seen(self._parse(text, lines), text)
        except Irregular:
            return False
        self._hand_over(pa.array(np.arange(self.line, self.line + lines)), columns, None)
        self.line += lines
        return True

    def _may_turn(self, text: bytes) -> bool:
        """Lines of delimiters alone, or a byte-order mark inside: files put together."""
        empty = b"\n" + self.delimiter * (self.width - 1)
        return self._checks > 0 and (b"\n\xef\xbb\xbf" in text or (self.width > 1 and empty in text))

    def _parse(self, text: bytes, expected: int, longest: int = 1 << 16, *, multiline: bool = False) -> list[pa.Array]:
        """Regular records as string columns; Irregular when their number is not the expected one."""
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

    def _hand_over(self, lines: pa.Array, columns: list[pa.Array], extra: pa.Array | None) -> None:
        """Leave out what is no data record, write the rest."""
        keep = np.ones(len(lines), np.bool_)
        for at in suspects(columns, self.layout):
            cells = [column[at].as_py() for column in columns]
            kind = self.layout.judge(cells)
            if kind is not Kind.DATA and (extra is None or not extra[at].is_valid):
                self.notes[kind.value] += 1
                self.told.add(lines[at].as_py(), kind, cells)
                keep[at] = False
        if not keep.all():
            mask = pa.array(keep)
            lines, columns = lines.filter(mask), [column.filter(mask) for column in columns]
            extra = extra.filter(mask) if extra is not None else None
        if len(lines):
            self.sink.write(lines, columns, extra)

    def _carefully(self, text: bytes, last: bool) -> None:
        scan = records.scan(text, self.delimiter, self.width)
        lengths = np.diff(scan.starts)
        care = scan.odd | (lengths < max(3, self.width + 2))
        care[1:] |= care[:-1]
        care[-1] = True
        if self._checks and b"\xef\xbb\xbf" in text:
            first = np.frombuffer(text, np.uint8)[np.minimum(scan.starts[:-1], len(text) - 1)]
            care |= first == 0xEF
        kept, end = self._repair(text, scan, care, last)
        kept.longest = max(kept.longest, int(lengths.max()))
        lines = self.line + np.searchsorted(scan.feeds, np.array(kept.starts, np.int64))
        for at, kind, cells in kept.others:
            self.told.add(self.line + int(np.searchsorted(scan.feeds, at)), kind, cells)
        self.line += int(np.searchsorted(scan.feeds, end))
        self.rest = text[end:]
        if kept.starts:
            self._write(kept, pa.array(lines, pa.int64()))

    def _repair(self, text: bytes, scan: records.Scan, care: records.Flags, last: bool) -> tuple[_Kept, int]:
        """The block's data records, the odd ones parsed, judged and rewritten; and where the rest begins."""
        kept = _Kept(self.width, self.delimiter)
        starts = scan.starts
        done, place = 0, 0
        for at in np.flatnonzero(care).tolist():
            if at < place:
                continue
            kept.plain(text, starts[place:at], done, int(starts[at]))
            done, place = int(starts[at]), at
            while done <= starts[at] or starts[place] != done:  # a quote that is a stray after all moves the border
                found = records.record(text, done, self.delimiter, self.width, last)
                if found is None or self._turns(text, done, found, last):
                    return kept, done
                self._judge(kept, done, found[0], self._aside(text, done, found, last))
                done, place = found[1], int(np.searchsorted(starts, found[1]))
        kept.plain(text, starts[place:-1], done, len(text))
        return kept, len(text)

    def _turns(self, text: bytes, start: int, found: tuple[list[bytes], int], last: bool) -> bool:
        """Whether another table begins at an odd line, or (for now) whether that cannot be told yet."""
        cells = [cell.decode("utf-8", "replace") for cell in found[0]]
        filled = trimmed(cells)
        odd = len(filled) < 2 or len(cells) != self.width or cells[0].startswith("\ufeff")
        if self._checks < 1 or not odd or (filled and not sections.may_begin(filled[0], self.words or frozenset())):
            return False
        if self.layout.header is None and not self.sink.rows and start == 0:
            return False
        if not last and len(text) - start < sections.LOOK:
            return True
        self._checks -= 1
        ahead = text[start : start + sections.LOOK]
        rows = [row for _, row in sample_records(ahead, self.delimiter, True, sections.AHEAD)]
        known = [trimmed(line) for line in self.layout.written or (self.layout.header or (),)]
        self.turned = sections.begins(rows, known, self.words or frozenset())
        return self.turned

    def _aside(self, text: bytes, start: int, found: tuple[list[bytes], int], last: bool) -> bool:
        """Whether a line of few cells stands aside: over the header that comes again, or in the lines at the end."""
        filled = sum(bool(cell.strip()) for cell in found[0])
        if self._checks < 1 or not 0 < filled <= max(1, self.width // 3) or self.layout.header is None:
            return False
        self._checks -= 1
        ahead = text[found[1] : found[1] + sections.LOOK]
        rows = [row for _, row in sample_records(ahead, self.delimiter, True, sections.AHEAD)]
        ends = last and found[1] + sections.LOOK >= len(text) and len(rows) < sections.AHEAD
        return sections.aside(rows, self.layout, ends and self._blank and filled == 1)

    def _judge(self, kept: _Kept, start: int, cells: Sequence[bytes], aside: bool) -> None:
        values = [cell.decode("utf-8", "replace") for cell in cells]
        kind = self.layout.judge(values)
        if aside and kind is Kind.DATA:
            kind = Kind.TITLE
        self._blank = kind is Kind.BLANK or (kind is Kind.TITLE and self._blank)
        if kind is Kind.DATA:
            self.notes["ragged_rows"] += kept.rewritten(start, values)
        else:
            self.notes[kind.value] += 1
            kept.others.append((start, kind, values))

    def _write(self, kept: _Kept, lines: pa.Array) -> None:
        text = b"".join(kept.pieces)
        try:
            columns = self._parse(text, len(lines), kept.longest, multiline=True)
        except Irregular:
            columns = _slowly(kept, self.width, self.delimiter)
        self._hand_over(lines, kept.shortened(self.cells.seen(columns, text)), kept.extras())

    def close(self) -> str:
        """The path of what was written."""
        return self.sink.close()


def suspects(columns: list[pa.Array], layout: Layout) -> list[int]:
    """The rows that may be a total line, a rule, a header or title again, or blank: told from their first cells."""
    first = columns[0]
    second = columns[1] if len(columns) > 1 else first
    found = pc.or_kleene(pc.match_substring_regex(first, SCREEN), pc.match_substring_regex(second, SCREEN))
    empty = pc.equal(first, "")
    if pc.any(empty).as_py():
        found = pc.or_kleene(found, pc.and_kleene(empty, pc.equal(second, "")))
    labels = trimmed(layout.header or ())
    for cell in {title[0] for title in layout.titles} | set(labels[:1]):
        found = pc.or_kleene(found, pc.equal(pc.utf8_trim(pc.fill_null(first, ""), " \f\ufeff\u3000"), cell))
    bare = pc.equal(second, "")
    if pc.any(bare).as_py():
        alone = pc.match_substring_regex(pc.if_else(bare, first, pa.scalar(None, pa.string())), remarks.SCREEN)
        found = pc.or_kleene(found, pc.fill_null(alone, False))
    rows: list[int] = np.flatnonzero(pc.fill_null(found, False).to_numpy(zero_copy_only=False)).tolist()
    return rows


class Told:
    """Lines that are no records and yet say something (notes, comments): each wording once, with its line."""

    MOST = 2000

    def __init__(self, layout: Layout) -> None:
        self.lines: dict[tuple[str, ...], int] = {}
        self.beyond = 0
        self._known = layout.titles

    def add(self, line: int, kind: Kind, cells: Sequence[str | None]) -> None:
        """Keep a title or note; rules and what the header was told with are left away."""
        said = tuple(cell for cell in trimmed(cells) if cell)
        if kind is not Kind.TITLE or not any(map(str.isalnum, "".join(said))) or tuple(trimmed(cells)) in self._known:
            return
        if len(self.lines) < self.MOST or said in self.lines:
            self.lines.setdefault(said, line)
        else:
            self.beyond += 1


class _Kept:
    """The data records of a block: pieces of regular text, and what the rewritten ones lack or have too much."""

    def __init__(self, width: int, delimiter: bytes) -> None:
        self.width, self.delimiter = width, delimiter
        self.pieces: list[bytes | memoryview] = []
        self.starts: list[int] = []
        self.short: list[tuple[int, int]] = []
        self.extra: dict[int, str] = {}
        self.longest = 1 << 16
        self.others: list[tuple[int, Kind, Sequence[str | None]]] = []

    def plain(self, text: bytes, starts: records.Ints, begin: int, end: int) -> None:
        """Regular records as they stand in the text."""
        if len(starts):
            self.starts.extend(starts.tolist())
            self.pieces.append(memoryview(text)[begin:end])
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
