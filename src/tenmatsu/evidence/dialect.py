"""Which delimiter a text is cut by, and whether it is a table at all rather than prose."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from tenmatsu.evidence import records
from tenmatsu.evidence.cells import unescaped
from tenmatsu.evidence.header import shape_of

DELIMITERS = (b",", b"\t", b";", b"|")
RARE = {b"\x01": 2, b"^": 3, b"~": 3, b":": 6}
"""Delimiters that are looked for when none of the usual ones makes a table, and the fewest cells of a line."""
SAMPLE = 1000
TABULAR = frozenset({".csv", ".tsv", ".tab", ".psv", ".ssv"})
_SEP = re.compile(rb"\A(?:\xef\xbb\xbf)?\"?sep=(.)\"?[ \t]*\r?\n", re.IGNORECASE)
_RULE = re.compile(r"[-=+|_ ]{2,}")
_COUNT = re.compile(r"\(?[\d,]+ ?(rows?|件|行)( in set.*| selected\.?)?\)?")
_PROSE = re.compile(r"[。！？!?]\s*$|[a-z]{2,}\. [A-Z]|、")


@dataclass(frozen=True, slots=True)
class Dialect:
    """`share` of the sample's records have exactly `width` cells."""

    delimiter: bytes
    width: int
    share: float


def sample_records(text: bytes, delimiter: bytes, whole: bool, count: int = SAMPLE) -> list[tuple[int, list[str]]]:
    """The first records as (line they start at, cells)."""
    out: list[tuple[int, list[str]]] = []
    at, line = 0, 1
    while at < len(text) and len(out) < count:
        found = records.record(text, at, delimiter, None, whole)
        if found is None:
            break
        cells, following = found
        out.append((line, [cell.decode("utf-8", "replace") for cell in cells]))
        line += _line_ends(text[at:following])
        at = following
    return out


def _line_ends(piece: bytes) -> int:
    return piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")


def dialect_of(text: bytes, whole: bool, suffix: str = "") -> Dialect:
    """The delimiter under which most records have one and the same number of cells, at least two."""
    stated = _SEP.match(text)
    if stated and stated[1] in DELIMITERS:
        return _measure(text[stated.end() :], stated[1], whole)
    found = [_measure(text, delimiter, whole) for delimiter in DELIMITERS]
    usual = {".tsv": b"\t", ".tab": b"\t", ".csv": b",", ".psv": b"|"}.get(suffix)
    best = max(found, key=lambda one: (_worth(one), one.delimiter == usual))
    if _worth(best) <= 0.5 and suffix not in TABULAR:
        rare = [_measure(text, delimiter, whole) for delimiter in RARE]
        rare = [one for one in rare if one.width >= RARE[one.delimiter] and one.share >= 0.95]
        best = max((best, *rare), key=_worth)
    return best if _worth(best) > 0 else Dialect(usual or b",", 1, 1.0)


def escapes(text: bytes, dialect: Dialect, whole: bool, suffix: str) -> bool:
    """Whether quotes in quotes are escaped by backslashes: read so, more lines agree in cells, or as many and no
    backslash stands at the end of a field, where it would be that of a path."""
    if b'\\"' not in text:
        return False
    other = dialect_of(unescaped(text), whole, suffix)
    read, plain = (other.share, -other.width), (dialect.share, -dialect.width)
    return read > plain or (read == plain and not re.search(rb'(?<!\\)\\"[,\t;|\r\n]', text))


def _worth(dialect: Dialect) -> float:
    return 0.0 if dialect.width < 2 else dialect.share * (1 + min(dialect.width, 12) / 40)


def _measure(text: bytes, delimiter: bytes, whole: bool) -> Dialect:
    if delimiter not in text:
        return Dialect(delimiter, 1, 0.0)
    rows = (cells for _, cells in sample_records(text, delimiter, whole, 300))
    widths = Counter(len(cells) for cells in rows if not _bare(cells))
    if not widths:
        return Dialect(delimiter, 1, 0.0)
    width = max(widths, key=lambda n: (widths[n] * (1 if n > 1 else 0.6), n))
    return Dialect(delimiter, width, widths[width] / widths.total())


def _bare(cells: list[str]) -> bool:
    """Blank, a rule under a header, or the count that a database client writes last."""
    text = "".join(cells).strip()
    return not text or bool(_RULE.fullmatch(text)) or (len(cells) == 1 and bool(_COUNT.fullmatch(text)))


def is_table(text: bytes, dialect: Dialect, suffix: str, whole: bool) -> bool:
    """Whether the text is a table: by its name, or because its lines agree in cells (or are one kind of value)."""
    if suffix in TABULAR:
        return True
    rows = [cells for _, cells in sample_records(text, dialect.delimiter, whole, 300)]
    rows = [cells for cells in rows if not _bare(cells)]
    if dialect.width < 2:
        return len(rows) >= 3 and _one_kind([cells[0] for cells in rows])
    if len(rows) < 2:
        return dialect.width >= 4 and not sentences(rows)
    if dialect.width == 2:
        return (
            dialect.share >= 0.9
            and len(rows) >= 3
            and not sentences(rows)
            and (dialect.delimiter == b"\t" or len(rows) >= 4)
        )
    return (dialect.share >= 0.7 or _in_runs(rows) >= 0.9) and not sentences(rows)


def _in_runs(rows: list[list[str]]) -> float:
    """The share of lines that stand among three or more with as many cells (three at least): several tables in one."""
    runs = [len(list(run)) for width, run in groupby(map(len, rows)) if width > 2]
    return sum(run for run in runs if run > 2) / len(rows) if len(runs) <= 6 else 0.0


def sentences(rows: list[list[str]]) -> bool:
    """Sentences: many cells are long or end as sentences do."""
    cells = [cell[:500] for row in rows for cell in row if cell.strip()]
    marked = sum(bool(_PROSE.search(cell)) or len(cell) > 80 or len(cell.split()) > 9 for cell in cells)
    return marked > 0.25 * len(cells)


def _one_kind(values: list[str]) -> bool:
    """A list of addresses, numbers or dates, one a line."""
    shapes = Counter(shape_of(value) for value in values[-200:])
    shape, count = shapes.most_common(1)[0]
    return shape in ("mail", "digits", "number", "url") and count >= 0.8 * shapes.total()
