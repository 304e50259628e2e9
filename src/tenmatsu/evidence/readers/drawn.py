"""Text with tables drawn in it: what database clients print, Markdown and its kin. The rest of it is running text."""

from __future__ import annotations

from collections.abc import Iterator

from tenmatsu.evidence import drawn, fixed, stanzas, vertical
from tenmatsu.evidence.decoding import Decoder, Undecodable, blocks, encoding_of_file, reconsidered
from tenmatsu.evidence.drawn import Drawn, Lines
from tenmatsu.evidence.encoding import encoding_of, plausible
from tenmatsu.evidence.fixed import Fixed
from tenmatsu.evidence.grids import tabular
from tenmatsu.evidence.layout import Layout
from tenmatsu.evidence.prose import asked_lines, pieces
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source, Text
from tenmatsu.evidence.signatures import signature_of
from tenmatsu.evidence.stanzas import Stanzas
from tenmatsu.evidence.vertical import Vertical

PROSE = 2000
"""Lines of running text that are told together."""
_NAMED = (".csv", ".tsv", ".tab", ".psv", ".ssv")


def claims(head: Head) -> int:
    """A table drawn in its first lines; surer than plain text, less than any format of its own."""
    if head.suffix in _NAMED or signature_of(head):
        return 0
    sample = head.start[: 1 << 16]
    encoding = encoding_of(sample, cut=head.size > len(sample))
    if encoding is None or not plausible(sample, encoding):
        return 0
    text = sample.decode(encoding, "ignore").removeprefix("\ufeff")
    lines = Lines(text.splitlines())
    fresh = True
    while (line := lines.peek()) is not None:
        if _begun(lines, fresh):
            return 15
        fresh = not line.strip()
        lines.take()
    return 15 if fixed.layout_of(text.splitlines()) else 0


def read(source: Source) -> Iterator[Found]:
    """Tables `table1` …, and the text between them, placed by `line=`."""
    encoding = encoding_of_file(source.open) or "cp1252"
    decoder = Decoder(encoding)
    try:
        for _ in blocks(source.open, Decoder(encoding)):
            pass
    except Undecodable as failure:
        other = reconsidered(source.open, encoding, failure.sample)
        decoder = Decoder(other or encoding)
        decoder.tolerant = other is None
    yield from _found(source, decoder)
    if decoder.undecodable and source.window is None:
        yield Fault(f"{decoder.undecodable} bytes are no characters in {encoding}: they are shown as \\xNN")


def _begun(lines: Lines, fresh: bool) -> Drawn | Vertical | Stanzas | None:
    """The table that begins here. `fresh`: nothing but a blank line stands before."""
    return drawn.begins(lines) or ((vertical.begins(lines) or stanzas.begins(lines)) if fresh else None)


def _found(source: Source, decoder: Decoder) -> Iterator[Found]:
    parts = blocks(source.open, decoder)
    if source.by_line:
        yield from asked_lines(source, (block for block, _ in parts))
        return
    lines = Lines(_split(parts))
    ahead = [line for at in range(fixed.SAMPLE) if (line := lines.peek(at)) is not None]
    whole: Fixed | None = fixed.layout_of(ahead)
    number, fresh = 0, True
    if whole and whole.skip:
        yield from _prose(lines, source, whole.skip)
    while lines.peek() is not None:
        table = whole if whole and not number else _begun(lines, fresh)
        fresh = table is None
        if table is None:
            yield from _prose(lines, source)
            continue
        number, start = number + 1, lines.number
        part = f"table{number}"
        rows = table.rows(lines)
        if source.wants(part):
            layout = Layout(len(table.header), table.header, 0, written=(table.header,))
            yield from tabular(source, rows, part, hidden=False, layout=layout)
        for _ in rows:
            pass
        if lines.number == start:
            yield from _prose(lines, source, 1)


def _split(parts: Iterator[tuple[bytes, bool]]) -> Iterator[str]:
    for block, _ in parts:
        text = block.decode("utf-8", "replace").removeprefix("\ufeff")
        yield from (line.rstrip("\r") for line in text.replace("\f", "\n").removesuffix("\n").split("\n"))


def _prose(lines: Lines, source: Source, most: int = PROSE) -> Iterator[Text]:
    """The lines until the next table begins."""
    start = lines.number
    held: list[str] = []
    while lines.peek() is not None and len(held) < most and not (held and _begun(lines, not held[-1].strip())):
        held.append(lines.take()[1])
    text = "\n".join(held)
    if source.window is not None or not text.strip() or all(drawn.COUNT.fullmatch(one) for one in held if one.strip()):
        return
    for piece in pieces(text):
        if piece.strip():
            yield Text(piece, (("line", str(start)),))
        start += piece.count("\n")


READER = Reader("drawn", "text/plain", claims, read)
