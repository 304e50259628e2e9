"""Running text in passages that are not too long to be looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from tenmatsu.evidence.reading import Fault, Source, Text

Place = tuple[tuple[str, str], ...]

PASSAGE = 65_000
"""Characters; in UTF-8 200 kB at most of Japanese."""


def pieces(text: str, longest: int = PASSAGE) -> Iterator[str]:
    """The text in pieces that together are the whole: cut at a blank line if there is one late enough, else at a line
    end, else anywhere."""
    at = 0
    while at < len(text):
        end = at + longest
        if end < len(text):
            blank = text.rfind("\n\n", at + longest // 2, end) + 2
            line = text.rfind("\n", at, end) + 1
            end = blank if blank > at + 1 else line if line > at else end
        yield text[at:end]
        at = end


def passages(text: str, place: Place, part: str | None = None, hidden: bool = False) -> Iterator[Text]:
    """The text at `place`; from the second piece on the place tells the line (from 1) within the text too."""
    line = 1
    for piece in pieces(text):
        if piece.strip():
            yield Text(piece, place if line == 1 else (*place, ("line", str(line))), part, hidden)
        line += piece.count("\n")


def asked_lines(source: Source, blocks: Iterable[bytes]) -> Iterator[Fault]:
    """The lines asked for, as rows of one cell: a locator is opened again. `blocks` of whole lines in UTF-8."""
    sink = source.table(None, 1, None)
    number = 1
    for block in blocks:
        lines = block.decode("utf-8", "replace").splitlines()
        sink.write(pa.array(range(number, number + len(lines)), pa.int64()), [pa.array(lines, pa.string())])
        number += len(lines)
    sink.close()
    yield Fault("there is no such line")
