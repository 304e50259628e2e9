"""Rich Text Format: text, tables of records, hidden and deleted text, comments, authors; objects inside as members."""

from __future__ import annotations

from collections.abc import Iterator

from tenmatsu.evidence.forms import as_lines
from tenmatsu.evidence.grids import is_list, parted
from tenmatsu.evidence.prose import passages
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source
from tenmatsu.evidence.rtf import read_rtf, rows_and_lines
from tenmatsu.evidence.zipxml import PICTURE

LARGEST = 256 << 20
_SEEN = ("body", "header", "footer", "footnote")


def claims(head: Head) -> int:
    """By its signature."""
    return 80 * head.start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rt")


def read(source: Source) -> Iterator[Found]:
    """Text by part; hidden text by reason."""
    if source.size > LARGEST:
        yield Fault(f"larger than {LARGEST >> 20} MB: not read")
        return
    with source.open() as file:
        found = read_rtf(file.read())
    tables = 0
    for part, lines in found.parts.items():
        shown: list[str] = []
        for line in rows_and_lines(lines):
            if isinstance(line, list) and is_list(line, source.words):
                tables += 1
                yield from parted(source, line, f"table{tables}")
            else:
                shown.append(line if isinstance(line, str) else as_lines(line, source.words))
        place = (("part", part),) if part in _SEEN else (("hidden", part),)
        yield from passages("\n".join(shown).strip("\n"), place, None, part not in _SEEN)
    for at, (kind, data) in enumerate(found.blobs, 1):
        if kind == "ole1" or len(data) >= PICTURE:
            yield from source.member(f"object{at}.{kind}", [data])
    if not found.whole:
        yield Fault("the file ends before its last brace: read as far as it goes")
    elif not found.parts and not found.blobs:
        yield Fault("there is no text in it", rows=0)


READER = Reader("rtf", "application/rtf", claims, read)
