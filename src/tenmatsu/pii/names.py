"""Names of persons in running text, with exact places.

The rules of `name_rules` (labels, honorifics, Latin letters) and a conditional random field over characters make their
claims; none overlaps another. Honorifics and titles are no part of a name.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenmatsu.pii import name_field, name_rules


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Characters `start` to `end` (exclusive) of a text are a name of a person; `score` 0…1; `by` what found it."""

    start: int
    end: int
    score: float
    by: str


def persons(text: str) -> list[NameSpan]:
    """Every name of a person in `text`, sorted by place, none overlapping another."""
    folded = fold(text)
    kept = _settle([], _field(folded)) if name_field.there() and not folded.isascii() else []
    told = list(_rules(folded))
    whole = {one[0]: one[1] for one in told if one[2] >= _KNOWN and name_rules.split(folded[one[0] : one[1]])}
    kept = _settle([one for one in kept if whole.get(one.start, 0) <= one.end], told)
    return _settle(kept, _again(folded, kept)) if kept else []


_KNOWN = 0.9
"""The field's 田中ゆか gives way to a whole name before an honorific or behind a label that begins so, 田中ゆかり."""


def _rules(text: str) -> Iterator[name_rules.Found]:
    """The rules' claims, line by line; a label that ends its line may speak of the next one."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start + 1:
            line = text[start:end]
            if line.rstrip()[-1:] in _OPEN:
                behind = text.find("\n", end + 1)
                line = text[start : len(text) if behind < 0 else behind]
            for first, last, score, by in (name_rules.of_line if len(line) < _SHORT else name_rules.read)(line):
                yield start + first, start + last, score, by
        start = end + 1


_SHORT = 300
"""Longer lines do not come again: they are not kept."""
_OPEN = frozenset(":=.")
"""What may end a line before its name: a label's colon, Mr's point."""


def _again(text: str, kept: list[NameSpan]) -> Iterator[name_rules.Found]:
    """The same names elsewhere in the text, and the surnames of whole names, where no other kanji touches them."""
    names = {text[one.start : one.end] for one in kept if one.score >= _SURE}
    names |= {name[: name_rules.split(name)] for name in names}
    for run in _KANJI.finditer(text):
        if run[0] in names and len(run[0]) > 1:
            yield *run.span(), 0.5, "named elsewhere in the text"


_SURE = 0.7
_KANJI = re.compile(r"[ヶ々\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")


def _field(text: str) -> Iterator[name_rules.Found]:
    """The random field's claims; 小児科 and 国文科 are departments, whatever stands around them."""
    for start, end in segments(text):
        if _WORTH.search(text, start, end):
            for first, last, score in name_field.spans(text[start:end]):
                inner = name_rules.trimmed(text[start + first : start + last])
                if inner and "科" not in text[start + first + inner[1] - 1 : start + first + inner[1] + 1]:
                    yield *_whole(text, start + first + inner[0], start + first + inner[1]), score, "context"


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A foreign name with the initials before it and the number behind: H・R・ギーガー, ナポレオン3世."""
    before = _INITIALS.search(text, max(start - 12, 0), start) if "ァ" <= text[start] <= "ヴ" else None
    behind = _THE_THIRD.match(text, end)
    return before.start() if before else start, behind.end() if behind else end


_INITIALS = re.compile(r"(?<![A-Za-z])(?:[A-Z](?:・|\. ?))+\Z")
_THE_THIRD = re.compile(r"[0-9一二三四五六七八九十]{1,2}世(?!紀|代|界|帯|間)")


_SEGMENT = re.compile(r"[^\n\r。]{1,400}。?")
_WORTH = re.compile(
    r"[ァ-ヴ々\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]{2}|[ァ-ヴ]・|[\u3400-\u9fff][ぁ-んァ-ヴ]"
)


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Sentences and lines, at most 400 characters each: what the random field reads at once."""
    return (one.span() for one in _SEGMENT.finditer(text))


def _settle(kept: list[NameSpan], found: Iterable[name_rules.Found]) -> list[NameSpan]:
    """Those kept, and of those found what overlaps none: the surer first, then the longer. Sorted by place."""
    held = [(one.start, one.end) for one in kept]
    more: list[NameSpan] = []
    for start, end, score, by in sorted(found, key=lambda one: (-one[2], one[0] - one[1], one[0])):
        at = bisect_left(held, (start, end))
        if (at and held[at - 1][1] > start) or (at < len(held) and held[at][0] < end):
            continue
        insort(held, (start, end))
        more.append(NameSpan(start, end, score, by))
    return sorted([*kept, *more], key=lambda one: one.start)


class _Single(dict[int, int]):
    """Code point → code point, where NFKC gives one character; anything else stays: places stay true."""

    def __missing__(self, code: int) -> int:
        if 0xD800 <= code < 0xE000:
            return 0xFFFD  # half a pair cannot be written as UTF-8
        form = unicodedata.normalize("NFKC", chr(code))
        self[code] = ord(form) if len(form) == 1 else code
        return self[code]


_SINGLE = _Single()


def fold(text: str) -> str:
    """`text` in one form of width, character for character."""
    return text.translate(_SINGLE)
