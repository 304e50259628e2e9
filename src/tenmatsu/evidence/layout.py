"""The layout of a table: title lines, header or none, repeated headers, total lines. For all tabular readers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tenmatsu.evidence import stacked
from tenmatsu.evidence.header import is_header
from tenmatsu.evidence.remarks import is_note

Row = Sequence["str | None"]
SAMPLE = 400


class Kind(StrEnum):
    """What a line of a table is; all but DATA are counted under these names in Table.notes."""

    DATA = "data"
    BLANK = "blank_rows"
    TITLE = "title_rows"
    HEADER = "repeated_headers"
    TOTAL = "total_rows"


_SUM = (
    r"(総?合\s*計|小\s*計|総\s*計|累計|合計件数|総件数|件数|総数|計|(grand|sub|sum)?\s*-?total|sum|"
    r"レコード数|データ件数|record ?count|rows?|count)"
)
_UNIT = r"(件|名|人|円|行|個|点|records?|rows?)"
_AMOUNT = rf"[\\¥$€+\-△▲(]?\s*[\d,.]+\s*[)%]?\s*{_UNIT}?"
_OPEN, _SHUT = r"[\[(【<〈*=\-\s]*", r"[\])】>〉*=\-\s]*"
_TOTAL = re.compile(rf"{_OPEN}(.{{0,12}}\s*{_SUM}|{_SUM}\s*.{{0,8}})\s*{_SHUT}[:：=]?\s*({_AMOUNT})?", re.IGNORECASE)
_BARE_TOTAL = re.compile(rf"{_OPEN}{_SUM}{_SHUT}[:：=]?", re.IGNORECASE)
_COUNTED = re.compile(
    r"[(\[【]?\s*(全|計|合計|total:?)?\s*[\d,]+\s*(件|行|rows?( selected\.?)?|records?)\s*"
    r"(です|処理されました|が選択されました)?[)\]】。.]?",
    re.IGNORECASE,
)
_AMOUNTS = re.compile(rf"({_AMOUNT}|-|—|―|)", re.IGNORECASE)
_RULE = re.compile(r"[-=_─━―+|*\s]{2,}")
SCREEN = (
    r"(?i)^[\s　(\[（【<〈*=-]*(計([^ぁ-んァ-ヶ一-龥]|$)|.{0,12}([合小総][ 　]*計|累計|件数|総数|レコード数)|"
    r".{0,12}total|ｔｏｔａｌ|sum\b|(record ?)?count\b|全?[\d,]+ ?(件|行|rows?|records?)|rows?\b)|^[-=_─━―+|*\s]{2,}$"
)
"""For RE2: what the first or second cell of every total line or rule holds. Wider than `is_total`, which decides."""


_TITLE = re.compile(
    r"一覧|名簿|リスト|台帳|抽出|結果|作成|出力|報告|集計|データ|件数|対象|期間|条件|印刷|日時|年度|[【■●◆※]|"
    r"list\b|report|export|generated|as of|printed|total",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Layout:
    """`width` cells a record; the first `skip` sample lines are titles or blank, then the header of `lines` lines if
    there is one, its labels as they stand in the file in `written`."""

    width: int
    header: tuple[str, ...] | None
    skip: int
    notes: dict[str, int] = field(default_factory=dict)
    titles: frozenset[tuple[str, ...]] = frozenset()
    written: tuple[tuple[str, ...], ...] = ()

    @property
    def before_data(self) -> int:
        """How many sample lines stand before the first data record."""
        return self.skip + (max(1, len(self.written)) if self.header is not None else 0)

    def judge(self, row: Row) -> Kind:
        """What a line below the header is."""
        cells = trimmed(row)
        if not cells:
            return Kind.BLANK
        if self.header is not None and any(_same(cells, line) for line in self.written or (self.header,)):
            return Kind.HEADER
        if self.titles and _numberless(cells) in {_numberless(title) for title in self.titles}:
            return Kind.TITLE
        if all(_RULE.fullmatch(cell) for cell in cells if cell) and (len(cells) > 1 or len(cells[0]) >= 4):
            return Kind.TITLE
        if is_total(cells, self.width):
            return Kind.TOTAL
        return Kind.TITLE if is_note(cells, self.width) else Kind.DATA


def _numberless(cells: Sequence[str]) -> tuple[str, ...]:
    """会員名簿,1頁 and 会員名簿,2頁 are one title."""
    return tuple(re.sub(r"\d+", "0", cell) for cell in cells)


def trimmed(row: Row) -> list[str]:
    """The cells without the empty ones at the end; None and blanks are ''."""
    cells = [(cell or "").strip().strip("\ufeff") for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _same(cells: list[str], header: tuple[str, ...]) -> bool:
    labels = trimmed(header)
    return len(labels) > 0 and len(cells) == len(labels) and all(a == b for a, b in zip(cells, labels, strict=True))


def is_total(cells: Sequence[str], width: int) -> bool:
    """合計,,,1234 · 件数: 12 · (8 rows): a sum word first, and nothing else in the line but amounts."""
    filled = [unicodedata.normalize("NFKC", cell).strip() for cell in cells if cell]
    if not filled:
        return False
    first, rest = filled[0], filled[1:]
    if len(first) > 60:
        return False
    if not rest and _COUNTED.fullmatch(first):
        return width > 1 or first[:1] in "([【" or first.startswith(("合計", "全", "計"))
    if not rest:
        named = _BARE_TOTAL.fullmatch(first) if width > 1 else None
        return bool(named) or (bool(_TOTAL.fullmatch(first)) and bool(re.search(r"\d", first)))
    if len(first) > 24 or not _TOTAL.fullmatch(first):
        return len(filled) <= 3 and _AMOUNTS.fullmatch(first) is None and _later_total(filled)
    return all(
        _AMOUNTS.fullmatch(cell) or _BARE_TOTAL.fullmatch(cell) or _COUNTED.fullmatch(cell) for cell in rest
    ) and (bool(_BARE_TOTAL.fullmatch(first)) or len(filled) <= max(2, width * 0.6))


def _later_total(filled: list[str]) -> bool:
    """東京支店,小計,1200: a group's name, then the sum word, then its amount."""
    return len(filled) == 3 and bool(_BARE_TOTAL.fullmatch(filled[1])) and bool(_AMOUNTS.fullmatch(filled[2]))


def width_of(rows: Sequence[Row]) -> int:
    """The number of cells most records have; among equals the larger."""
    counts = Counter(len(row) for row in rows if trimmed(row))
    if not counts:
        return 1
    return max(counts, key=lambda width: (counts[width], width))


def layout_of(rows: Sequence[Row], words: frozenset[str], width: int | None = None) -> Layout:
    """The layout from the first lines (at most 400 are looked at). `words`: known header labels, lower case NFKC."""
    sample = [list(row) for row in rows[:SAMPLE]]
    wide = width or width_of(sample)
    filled = [index for index, row in enumerate(sample) if trimmed(row)]
    if not filled:
        return Layout(wide, None, len(sample), {Kind.BLANK.value: len(sample)} if sample else {})
    start, labelled = _first_line(sample, filled, wide, words)
    titles = [index for index in filled if index < start]
    notes = {Kind.TITLE.value: len(titles), Kind.BLANK.value: start - len(titles)}
    counted, told = _some(notes), frozenset(tuple(trimmed(sample[at])) for at in titles)
    if not labelled:
        return Layout(wide, None, start, counted, told)
    header = _padded(sample[start], wide)
    lower = _padded(sample[start + 1], len(header)) if start + 1 < len(sample) else ()
    above = _padded(sample[start - 1], len(header)) if start else ()
    if stacked.above(above, header):
        counted[Kind.TITLE.value] -= 1
        both = (above, header)
        return Layout(len(header), stacked.joined(*both), start - 1, _some(counted), told, both)
    body = [trimmed(row) for row in sample[start + 2 :]]
    if lower and stacked.below(header, lower, body, words):
        return Layout(len(header), stacked.joined(header, lower), start, counted, told, (header, lower))
    return Layout(len(header), header, start, counted, told, (header,))


def _some(notes: dict[str, int]) -> dict[str, int]:
    return {key: count for key, count in notes.items() if count}


def _padded(row: Row, width: int) -> tuple[str, ...]:
    cells = [(cell or "").strip().strip("\ufeff") for cell in row]
    return tuple((cells + [""] * width)[: max(width, len(trimmed(cells)))])


def _first_line(
    sample: list[list[str | None]], filled: list[int], width: int, words: frozenset[str]
) -> tuple[int, bool]:
    """The index of the header, or of the first data record, and which of the two it is."""
    for place, index in enumerate(filled[:12]):
        body = [sample[at] for at in filled[place + 1 :]]
        if place and not all(_is_title(sample[at], sample, width) for at in filled[:place]):
            break
        if not _is_title(sample[index], sample, width) and is_header(sample[index], body, width, words):
            return index, True
    if is_header(sample[filled[0]], [sample[at] for at in filled[1:]], width, words):
        return filled[0], True
    for index in filled[:12]:
        if not _is_title(sample[index], sample, width, strict=True):
            return index, False
    return filled[0], False


def _is_title(row: Row, sample: list[list[str | None]], width: int, strict: bool = False) -> bool:
    """A line that is much emptier than the records: 顧客一覧,,,, or 出力日,2016-03-19. `strict`: no header follows."""
    cells = trimmed(row)
    count = sum(1 for cell in cells if cell)
    usual = sorted(sum(1 for cell in other if cell and cell.strip()) for other in sample if trimmed(other))
    typical = usual[len(usual) * 3 // 4]
    if width < 2 or typical < 2:
        return False
    if strict:
        named = count <= 2 and count < typical and bool(cells[0]) and bool(_TITLE.search(cells[0]))
        return named or (count == 1 and bool(cells[0]) and len(row) < width and typical >= 3)
    return count < typical and (count == 1 or count <= max(2, typical // 2))
