"""Which runs of lines are rows of a table that could hold personal data: a vote on the shape of the columns.

Prose, source code and logs also have lines with commas; their columns do not agree with one another from row to row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tenmatsu.evidence.encoding import encoding_of

SAMPLE = 24
AGREE = 0.72
ALIKE = 0.75
PERSONAL = frozenset({"mail", "phone", "date", "japanese", "long-number"})
_CLASSES = {
    "mail": r"[^@\s,]+@[^@\s,]+\.[A-Za-z]{2,}",
    "date": (r"(?:\d{4}|[明大昭平令MTSHR]\d{1,2})[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T].*)?|\d{1,2}/\d{1,2}/\d{4}"),
    "phone": r"(?:\+\d{1,3}|\(?0)[\d() -]{8,16}|0\d{1,4}-\d{1,4}-\d{3,4}",
    "long-number": r"[\d -]{10,24}",
    "number": r"[-+¥$]?\d[\d,.]*%?",
    "code": r"(?=.*\d)[A-Za-z0-9_.:/-]+",
    "japanese": r"[^{}=<>;]*[぀-ヿ㐀-鿿豈-﫿ｦ-ﾟ][^{}=<>;]*",
    "words": r"[^\W\d][\w .,'&()/+-]*",
}
_CLASS = re.compile("|".join(f"({form})" for form in _CLASSES.values()))
_NAMES = ("other", *_CLASSES)
"""The class by the number of the group that matches the whole cell; earlier ones go first."""


_PERHAPS = re.compile(rb"@|[0-9][0-9/.: -]{6}|[\x80-\xff]")
"""Without any of these no column can be a person's."""
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a run look like: encoding ('ascii' when no other is needed), delimiter, class of each column."""

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    header: tuple[str, ...] | None = None

    def like(self, other: Shape) -> bool:
        """Whether rows of both could stand in one table."""
        if self.delimiter != other.delimiter or len(self.columns) != len(other.columns):
            return False
        if "ascii" not in (self.encoding, other.encoding) and self.encoding != other.encoding:
            return False
        pairs = list(zip(self.columns, other.columns, strict=True))
        return sum(_near(a, b) for a, b in pairs) >= ALIKE * len(pairs)


def fits(sample: bytes, count: int, shape: Shape, most: int = SAMPLE) -> bool:
    """Whether rows that are too few for a vote (the first `most`) could be rows of a table of this shape."""
    return rows_fit(rows_in(sample, count, shape)[:most], shape)


def rows_in(sample: bytes, count: int, shape: Shape) -> list[list[str]]:
    """The rows of a sample as the encoding and delimiter of a shape give them; none when it cannot be read so."""
    try:
        text = sample.decode("utf-8" if shape.encoding == "ascii" else shape.encoding)
    except UnicodeDecodeError:
        return []
    return rows_of(text, shape.delimiter, count)[:SAMPLE]


def rows_fit(rows: list[list[str]], shape: Shape) -> bool:
    """Whether there are rows and each could stand in a table of this shape."""
    return bool(rows) and all(_row_fits(row, shape) for row in rows)


def _row_fits(row: list[str], shape: Shape) -> bool:
    """Whether a quarter of the cells at most are of another class than their columns."""
    misses = (1 - ALIKE) * len(row)
    for cell, column in zip(row, shape.columns, strict=True):
        if column != "empty" and not _near(class_of(cell), column):
            misses -= 1
            if misses < 0:
                return False
    return True


def _near(one: str, other: str) -> bool:
    return one == other or "empty" in (one, other) or {one, other} <= {"number", "code", "long-number", "phone"}


def class_of(cell: str) -> str:
    """The class of a cell's text."""
    text = cell.strip().strip("\"'").strip()
    if not text:
        return "empty"
    found = _CLASS.fullmatch(text)
    return _NAMES[found.lastindex or 0] if found else "other"


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of a row, delimiters inside quotes left alone."""
    if '"' not in line:
        return line.split(delimiter)
    parts, opened = line.split(delimiter), False
    cells: list[str] = []
    for part in parts:
        if opened:
            cells[-1] += delimiter + part
        else:
            cells.append(part)
        opened ^= part.count('"') % 2 == 1
    return cells


def encoding_for(raw: bytes, form: str) -> str | None:
    """'ascii', 'utf-8', 'cp932', 'euc_jp' or the UTF-16 of `form`; None when the bytes are in none of them."""
    if form != "narrow":
        return form
    if raw.isascii():
        return "ascii"
    found = encoding_of(raw, cut=False)
    return found if found and _decodes(raw, found) else None


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def rows_of(text: str, delimiter: str, count: int) -> list[list[str]]:
    """The rows of a piece of a run; those that are cut are left out."""
    rows = (cells_of(line, delimiter) for line in _lines(text))
    return [row for row in rows if len(row) == count + 1]


def _lines(text: str) -> Iterator[str]:
    """The lines, those with an open quote together with the ones up to its close."""
    if '"' not in text:
        yield from _LINE_END.split(text)
        return
    held = ""
    for line in _LINE_END.split(text):
        held = f"{held}\n{line}" if held else line
        if held.count('"') % 2 == 0:
            yield held
            held = ""


def shape_of(sample: bytes, delimiter: str, count: int, form: str) -> Shape | None:
    """The shape that the rows agree on; None when they do not, or when nothing in them could be a person's."""
    if form == "narrow" and not _PERHAPS.search(sample):
        return None
    encoding = encoding_for(sample, form)
    if encoding is None:
        return None
    rows = rows_of(sample.decode(encoding, "replace"), delimiter, count)[:SAMPLE]
    if not rows:
        return None
    classes = [[class_of(cell) for cell in row] for row in rows]
    voters = classes[1:] if len(classes) > 2 else classes  # the first may be the header
    columns, shares = zip(*(_vote(column) for column in zip(*voters, strict=True)), strict=True)
    agreed = sum(shares) / len(shares) >= AGREE and columns.count("other") <= len(columns) / 3
    agreed = agreed and columns.count("empty") <= len(columns) / 2  # tabs before source code are no columns
    if not agreed or not PERSONAL.intersection(columns) or not _enough(columns, len(rows)):
        return None
    header = tuple(rows[0]) if _is_header(classes[0], columns) else None
    return Shape(encoding, delimiter, columns, header)


def _vote(column: tuple[str, ...]) -> tuple[str, float]:
    filled = Counter(one for one in column if one != "empty")
    if not filled:
        return "empty", 1.0
    best = filled.most_common(1)[0][0]
    near = sum(n for one, n in filled.items() if one == best or (_near(one, best) and one != "other"))
    return best, near / sum(filled.values())


def _enough(columns: tuple[str, ...], rows: int) -> bool:
    """Few columns need more rows and stronger ones: two columns of words are prose."""
    strong = sum(one in ("mail", "phone", "date", "long-number") for one in columns)
    if len(columns) == 2:
        return rows >= 4 and strong >= 1
    return rows >= 3 or (rows >= 2 and strong >= 2)


def _is_header(classes: list[str], columns: tuple[str, ...]) -> bool:
    """Labels only, over columns that are mostly something else."""
    labels = all(one in ("words", "japanese", "empty", "code") for one in classes)
    return labels and any(not _near(a, b) for a, b in zip(classes, columns, strict=True))
