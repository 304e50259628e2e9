"""Delimited text: CSV and its relatives, in every Japanese encoding; and plain text, which is passages."""

from __future__ import annotations

from collections.abc import Iterator

from tenmatsu.evidence import records
from tenmatsu.evidence.decoding import Decoder, Undecodable, blocks, encoding_of_file, reconsidered
from tenmatsu.evidence.delimited import Blocks
from tenmatsu.evidence.dialect import Dialect, dialect_of, is_table, sample_records
from tenmatsu.evidence.encoding import encoding_of, plausible
from tenmatsu.evidence.forms import labelled, reads_as_form
from tenmatsu.evidence.layout import Layout, layout_of, width_of
from tenmatsu.evidence.prose import pieces
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source, Text
from tenmatsu.evidence.signatures import signature_of


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
    parts = blocks(source.open, decoder)
    first, last = next(parts)
    first = first.removeprefix(b"\xef\xbb\xbf")
    sample = first[: 1 << 20]
    whole = last and len(sample) == len(first)
    dialect = dialect_of(sample, whole, source.head.suffix)
    form = reads_as_form(sample, dialect, whole, source.words)
    if not source.by_line and not form and is_table(sample, dialect, source.head.suffix, whole):
        yield from _table(source, decoder, encoding, dialect, first, last, parts)
    else:
        yield from _passages(source, decoder, first, last, parts, dialect.delimiter if form else b":")


def _table(source: Source, decoder: Decoder, encoding: str, dialect: Dialect, first: bytes, last: bool,
           parts: Iterator[tuple[bytes, bool]]) -> Iterator[Found]:  # fmt: skip
    whole = last and len(first) <= 1 << 20
    sample = sample_records(first[: 1 << 20], dialect.delimiter, whole)
    rows = [cells for _, cells in sample]
    layout = layout_of(rows, source.words, max(dialect.width, 1) if dialect.width > 1 else width_of(rows))
    start = _data_start(first, dialect.delimiter, layout)
    sink = source.table(None, layout.width, layout.header)
    reading = Blocks(sink, layout, dialect.delimiter)
    reading.line = 1 + _ends(first[:start])
    try:
        reading.feed(first[start:], last)
        for block, ending in parts:
            reading.feed(block, ending)
    except Undecodable:
        if source.window is None:
            sink.close()
        raise
    path = reading.close()
    notes = {**reading.notes, "undecodable": decoder.undecodable}
    yield Sheet(path, sink.rows, layout.width, layout.header, None, encoding, {key: n for key, n in notes.items() if n})


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
        yield from _lines(source, first, parts)
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


def _lines(source: Source, first: bytes, parts: Iterator[tuple[bytes, bool]]) -> Iterator[Found]:
    """The lines asked for, as rows of one cell: a locator into text is opened again."""
    import pyarrow as pa

    sink = source.table(None, 1, None)
    number = 1
    for block in _chain(first, parts):
        lines = block.decode("utf-8", "replace").splitlines()
        sink.write(pa.array(range(number, number + len(lines)), pa.int64()), [pa.array(lines, pa.string())])
        number += len(lines)
    sink.close()
    yield Fault("there is no such line")


READER = Reader("text", "text/csv", claims, read)
