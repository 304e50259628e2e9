"""Delimited text: CSV and its relatives, in every Japanese encoding; and plain text, which is passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tenmatsu.evidence import records
from tenmatsu.evidence.cells import Cells, labels_of, unescaped
from tenmatsu.evidence.decoding import Decoder, Undecodable, blocks, encoding_of_file, reconsidered
from tenmatsu.evidence.delimited import Blocks
from tenmatsu.evidence.dialect import Dialect, dialect_of, escapes, is_table, sample_records
from tenmatsu.evidence.encoding import encoding_of, plausible
from tenmatsu.evidence.forms import labelled, labelled_pairs, reads_as_form
from tenmatsu.evidence.layout import Layout, layout_of, trimmed, width_of
from tenmatsu.evidence.prose import asked_lines, pieces
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source, Text
from tenmatsu.evidence.sections import first_section
from tenmatsu.evidence.signatures import signature_of
from tenmatsu.evidence.sink import Nowhere

_SEPARATOR = re.compile(r"sep=.?", re.IGNORECASE)


def claims(head: Head) -> int:
    """Anything that decodes as text; the last to be asked."""
    if signature_of(head):
        return 0
    encoding = encoding_of(head.start)
    if encoding is None:
        return 10 if head.suffix in (".csv", ".tsv", ".txt") else 0
    return 10 if plausible(head.start[:65536], encoding) else 0


def read(source: Source) -> Iterator[Found]:
    """One table, or passages of at most 65,000 characters, cut at line ends."""
    encoding = encoding_of_file(source.open) or "cp1252"
    try:
        yield from _under(source, Decoder(encoding), encoding)
    except Undecodable as failure:
        other = reconsidered(source.open, encoding, failure.sample)
        decoder = Decoder(other or encoding)
        decoder.tolerant = other is None
        yield from _under(source, decoder, other or encoding)


def _under(source: Source, decoder: Decoder, encoding: str) -> Iterator[Found]:
    parts = ((block.replace(b"\0", b""), last) for block, last in blocks(source.open, decoder))
    first, last = next(parts)
    first = first.removeprefix(b"\xef\xbb\xbf")
    sample = first[: 1 << 20]
    whole = last and len(sample) == len(first)
    dialect = dialect_of(sample, whole, source.head.suffix)
    if not source.by_line and escapes(sample, dialect, whole, source.head.suffix):
        parts = ((unescaped(block), last) for block, last in parts)
        first, sample = unescaped(first), unescaped(sample)
        dialect = dialect_of(sample, whole, source.head.suffix)
    form = reads_as_form(sample, dialect, whole, source.words)
    if not source.by_line and not form and is_table(sample, dialect, source.head.suffix, whole):
        yield from _tables(source, decoder, encoding, dialect, first, last, parts)
    else:
        yield from _passages(source, decoder, first, last, parts, dialect.delimiter if form else b":")


def _tables(source: Source, decoder: Decoder, encoding: str, dialect: Dialect, first: bytes, last: bool,
            parts: Iterator[tuple[bytes, bool]]) -> list[Found]:  # fmt: skip
    """The tables of the file one behind the other, the second called `table2`, and the lines that are no records."""
    found: list[Found] = []
    line, number = 1, 1
    while True:
        part = f"table{number}" if number > 1 else None
        reading, titles = _begun(source, dialect, (first, last), line, part)
        last = _fed(source, reading, last, parts)
        path = reading.close()
        notes = {**reading.notes, "undecodable": decoder.undecodable}
        header, width = reading.layout.header, reading.layout.width
        kept = {key: n for key, n in notes.items() if n}
        if header is not None or reading.sink.rows or number == 1:
            found.append(Sheet(path, reading.sink.rows, width, header, part, encoding, kept))
        found += (*titles, *_remarks(reading), *_lost(reading, part))
        if not reading.turned:
            return found
        first, line, number = reading.rest, reading.line, number + 1


def _begun(source: Source, dialect: Dialect, text: tuple[bytes, bool], line: int,
           part: str | None) -> tuple[Blocks, list[Text]]:  # fmt: skip
    """The layout of a table from its first lines, those lines read, and its titles."""
    first, last = text
    whole = last and len(first) <= 1 << 20
    sample = sample_records(first[: 1 << 20], dialect.delimiter, whole)
    rows = [cells for _, cells in sample]
    rows = rows[: first_section(rows, source.words)]
    layout, cells = _columns(rows, dialect.delimiter, source.words)
    start = _data_start(first, dialect.delimiter, layout) if not cells.labels else 0
    asked = source.part == part or source.window is None
    sink = source.table(part, layout.width, layout.header) if asked else Nowhere()
    reading = Blocks(sink, layout, dialect.delimiter, source.words)
    reading.cells = cells
    reading.line, reading.rest = line + _ends(first[:start]), first[start:]
    above = [(line + at - 1, [cell for cell in trimmed(cells) if cell]) for at, cells in sample[: layout.skip]]
    return reading, list(_told(above))


def _columns(rows: list[list[str]], delimiter: bytes, words: frozenset[str]) -> tuple[Layout, Cells]:
    """The layout that the first lines show, and what is done to the cells of each column."""
    width = width_of(rows)
    if delimiter == b"\t" and (labels := labels_of(rows, width)):
        cells = Cells(rows, width)
        cells.labels = labels
        return Layout(width, labels, 0), cells
    layout = layout_of(rows, words, width)
    cells = Cells(rows[layout.before_data :], layout.width)
    if layout.header is None:
        return layout, cells
    return replace(layout, header=tuple(cells.label(at, label) for at, label in enumerate(layout.header))), cells


def _fed(source: Source, reading: Blocks, last: bool, parts: Iterator[tuple[bytes, bool]]) -> bool:
    """Read on until the table ends; whether the block in which it ends is the last of the file."""
    block, reading.rest = reading.rest, b""
    try:
        reading.feed(block, last)
        while not last and not reading.turned:
            block, last = next(parts)
            reading.feed(block, last)
    except Undecodable:
        if source.window is None:
            reading.close()
        raise
    return last


def _told(lines: list[tuple[int, list[str]]]) -> Iterator[Text]:
    """Titles and notes as text, those of neighbouring lines together, placed by the first line."""
    group: list[tuple[int, str]] = []
    for line, cells in lines:
        said = "\t".join(labelled_pairs(cells) if len(cells) % 2 == 0 else cells)
        if not said or _SEPARATOR.fullmatch(said):
            continue
        if group and line != group[-1][0] + 1:
            yield Text("\n".join(text for _, text in group), (("line", str(group[0][0])),))
            group = []
        group.append((line, said))
    if group:
        yield Text("\n".join(text for _, text in group), (("line", str(group[0][0])),))


def _lost(reading: Blocks, part: str | None) -> Iterator[Fault]:
    """Values that a spreadsheet has destroyed before it wrote the file."""
    why = {
        "rounded": "were rounded by a spreadsheet (1.2E+11): their last digits are lost; get the file it was made from",
        "narrow": "are ##### of a column that was too narrow: the values are lost; get the file it was made from",
    }
    for (at, how), count in sorted(reading.cells.lost.items()):
        label = reading.layout.header[at] if reading.layout.header else ""
        yield Fault(f"{count} values of column {at + 1}{f' ({label})' if label else ''} {why[how]}", part)


def _remarks(reading: Blocks) -> Iterator[Text | Fault]:
    told = reading.told
    yield from _told(sorted((line, list(cells)) for cells, line in told.lines.items()))
    if told.beyond:
        yield Fault(
            f"{told.beyond} more lines that are no records are not told as text: look at them in the file",
            rows=told.beyond,
        )


def _ends(text: bytes) -> int:
    return text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")


def _data_start(text: bytes, delimiter: bytes, layout: Layout) -> int:
    """Where the first data record begins."""
    at = 0
    for _ in range(layout.before_data):
        found = records.record(text, at, delimiter, None, True)
        assert found is not None
        at = found[1]
    return at


def _passages(source: Source, decoder: Decoder, first: bytes, last: bool, parts: Iterator[tuple[bytes, bool]],
              delimiter: bytes) -> Iterator[Found]:  # fmt: skip
    line, silent = 1, True
    if source.window and source.by_line:
        yield from asked_lines(source, _chain(first, parts))
        return
    for block in (first, *()) if last else _chain(first, parts):
        text = block.decode("utf-8", "replace")
        for piece in pieces(text):
            if piece.strip():
                silent = False
                shown = piece if delimiter == b":" else labelled(piece, delimiter.decode())
                yield Text(shown, (("line", str(line)),))
            line += piece.count("\n") + (piece.count("\r") if "\n" not in piece else 0)
    if silent:
        yield Fault("there is no text in it", rows=0)
    elif decoder.undecodable:
        yield Fault(f"{decoder.undecodable} bytes are no characters in {decoder.encoding}: they are shown as \\xNN")


def _chain(first: bytes, parts: Iterator[tuple[bytes, bool]]) -> Iterator[bytes]:
    yield first
    for block, _ in parts:
        yield block


READER = Reader("text", "text/csv", claims, read)
