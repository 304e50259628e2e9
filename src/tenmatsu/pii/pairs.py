# ruff: noqa: E501 (patterns and tables are kept whole)
"""Labels in running text and the stretch of text that each speaks of: `氏名：…`, 【住所】…, a form's two lines, tables in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tenmatsu.pii.cell_lines import CellLines
from tenmatsu.pii.header import Label
from tenmatsu.pii.inserts import cells
from tenmatsu.pii.label_words import STRONG, is_label, read, strength

_HARD = re.compile(r"[\t|、。;；「」『』]|\s{2,}|[】〕>》■□◆◇●○◎▼▽★☆※・→]|(?<=\S)/(?=\S)|,\s?")
_STOP = re.compile(r"[\t|;；]|\s{3,}|[【〔■□◆◇●▼▽★☆※]")
_COLON = re.compile(r"[:=→](?!//)\s?")
_BRACKET = re.compile(r"[\[【〔<《]([^\[\]【】〔〕<>《》()\n:@]{1,20})[\]】〕>》][ \t]*:?[ \t]*")
_LEAD = re.compile(r"^[\s・*■□◆◇●○◎▼▽★☆※→>#|「『(\-0-9.)①-⑳]*")
_WIDE, _GAP = re.compile(r"\t|\s{2,}"), re.compile(r"\s+")
_NUMBERED = re.compile("[0-9]{2}")
_VALUE = re.compile("[0-9] ?[0-9] ?[0-9]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and characters `start` to `end` of the folded text that it speaks of; `below`: of a table's column.
    `begin` is the label's first character, or -1 when it stands on another line."""

    label: Label
    start: int
    end: int
    below: bool = False
    begin: int = -1


def pairs(plain: str) -> list[Pair]:
    """Every pair of the text; values end at the line's end, at a ruler, or where the next label begins."""
    found: list[Pair] = []
    table = CellLines()
    waiting: Label | None = None
    for start, end in _lines(plain):
        line = plain[start:end]
        below = [Pair(label, start + at, start + to, True) for label, at, to in table.take(line)]
        alone = None if below else _alone(line)
        here = below if below or alone else list(_of_line(line, start))
        if waiting and not here and not alone and end - start <= 60 and line.strip():
            lead = len(line) - len(line.lstrip())
            here = [Pair(waiting, start + lead, end)]
        waiting = None if here else alone
        found += here
    if "nsert" in plain or "NSERT" in plain:
        found += [Pair(label, at, to, True) for label, at, to in cells(plain) if label.kinds]
    return found


def _lines(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(plain):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        if end > start:
            yield start, end - (plain[end - 1] == "\r")
        start = end + 1


def _alone(line: str) -> Label | None:
    """A line that is nothing but a label."""
    text = _LEAD.sub("", line.strip()).rstrip(":)】」 ")
    if not text or len(text) > 16 or _VALUE.search(text):
        return None
    label = read(text)
    return label if max(label.kinds.values(), default=0.0) >= 0.93 else None


def _of_line(line: str, base: int) -> Iterator[Pair]:
    """The pairs of one line: before colons, in brackets, or the word at its beginning."""
    marks: list[tuple[int, int, Label]] = []
    if ":" in line or "=" in line or "→" in line:
        for colon in _COLON.finditer(line):
            begin, label = _before(line, colon.start())
            if label is not None:
                marks.append((begin, colon.end(), label))
    for one in _BRACKET.finditer(line):
        label = read(one[1]) if one[1].strip() else None
        if label and strength(one[1]) >= STRONG and not any(a < one.end() and one.start() < b for a, b, _ in marks):
            marks.append((one.start(), one.end(), label))
    if not marks:
        first = _first(line)
        marks = [first, *_further(line, first[1])] if first else []
    marks.sort(key=lambda mark: mark[0])
    for at, (first_at, begin, label) in enumerate(marks):
        limit = marks[at + 1][0] if at + 1 < len(marks) else len(line)
        text = line[begin : _end(line, begin, limit)]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            yield Pair(label, base + begin + lead, base + begin + len(text.rstrip()), False, base + first_at)


_QUOTES = {'"': '"', "'": "'", "「": "」", "『": "』"}


def _end(line: str, begin: int, limit: int) -> int:
    """Where a value ends: at its closing quotation mark, at a mark that begins something else, at the limit."""
    closing = _QUOTES.get(line[begin : begin + 1])
    close = line.find(closing, begin + 1, limit) if closing else -1
    if close > 0:
        return close
    stop = _STOP.search(line, begin, limit)
    return stop.start() if stop else limit


def _before(line: str, colon: int) -> tuple[int, Label | None]:
    """The label that ends at a colon, and where it begins."""
    low = max(0, colon - 28)
    part = line[low:colon].rstrip()
    begin = max([one.end() for one in _HARD.finditer(part)] + [part.rfind(":") + 1])
    lead = _LEAD.match(part[begin:])
    begin += lead.end() if lead else 0
    text = part[begin:]
    if not text or len(text) > 24:
        return 0, None
    label = read(text)
    if " " in text and strength(text) < 0.93:
        last = begin + text.rindex(" ") + 1
        other = read(part[last:])
        if strength(part[last:]) >= 0.5:
            return low + last, other
    return low + begin, label


def _first(line: str) -> tuple[int, int, Label] | None:
    """`氏　名　　山田太郎`: a known label, blanks, and its value."""
    lead = _LEAD.match(line)
    begin = lead.end() if lead else 0
    for gap in (_WIDE, _GAP):
        best = None
        for found in gap.finditer(line, begin, begin + 28):
            text = line[begin : found.start()]
            if found.end() >= len(line) or _NUMBERED.search(text) or (best and not _SPACED.fullmatch(text)):
                break
            label = read(text)
            if max(label.kinds.values(), default=0.0) >= 0.98 and len(text) >= 2:
                best = begin, found.end(), label
        if best:
            return best
    return None


_SPACED = re.compile(r"[^\s0-9](?: [^\s0-9])+")
"""A label whose characters stand apart (口 座 番 号): it may go on behind one that is a label too (口 座)."""


def _further(line: str, begin: int) -> Iterator[tuple[int, int, Label]]:
    """Labels behind the first value of such a line: `患者ID 00123 氏名 須藤 ミツ`."""
    gaps = [*_GAP.finditer(line, begin)]
    for gap, behind in pairwise(gaps):
        text = line[gap.end() : behind.start()]
        if 2 <= len(text) <= 12 and is_label(text) and max(read(text).kinds.values(), default=0.0) >= 0.98:
            yield gap.end(), behind.end(), read(text)
