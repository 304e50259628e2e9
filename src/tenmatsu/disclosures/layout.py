"""A page as lines and sentences, each sentence under the headings that lead it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from tenmatsu.disclosures import lexicon
from tenmatsu.disclosures.normal import Folded, fold

_SENTENCE = re.compile(r"(?:[^。.\n]++|。(?=[」』)】])|\.(?!\s+[A-Z][a-z]))*(?:。|\.\s|\n|$)")
_MARK = re.compile(
    r"\s*(?P<mark>[■□◆◇●○◎▼▽▲△★☆※◼▪•・〇*#>]+|[①-⑳]|\(\d{1,2}\)|\d{1,2}[.．、)](?!\d)|"
    r"第\d{1,2}\s|[\[【〈《<≪「]|\d{1,2}(?=\s)|[ア-ン][.)]|[IVXⅠ-Ⅵ]+[.\s]|[-+](?=\s))\s*"
)
_INLINE = re.compile(
    r"\s*(?:[■□◆◇●○◎▼▽★☆・〇]|[①-⑳]|\(\d{1,2}\)|\d{1,2}[.．、)]?\s?|[\[【〈《<≪])?\s?(?P<head>[^\s。、"
    r":]{2,24}?)(?:[\]】〉》>≫]\s*:?|\s*:|\s+|$)"
)


class Line(NamedTuple):
    """One line text[start:end] without its newline; `mark` is the bullet or number that opens it."""

    start: int
    end: int
    text: str
    mark: str
    heading: bool


_WITHDRAWN = re.compile(
    r"^[\s\W]*(?:当初(?:の)?(?:公表|発表)?(?:内容)?|訂正前|誤|変更前|修正前|更新前|"
    r"前回(?:公表|発表)?(?:内容|時)?|第\d報(?:公表|発表)?(?:内容|時)?(?=\s*[)】:][^。年]{0,30}\d\s?(?:人|名|件)))\s*[)】:]"
)


@dataclass(slots=True)
class Sentence:
    """A sentence text[start:end] of line number `line`. `under`: the kinds of the headings above it, nearest last.

    `withdrawn`: it repeats what an earlier report said and this one takes back.
    """

    start: int
    end: int
    text: str
    line: int
    under: tuple[str, ...] = ()
    heading: bool = False
    told: bool | None = None
    withdrawn: bool = False


_WORDLESS = re.compile(r"[\W\d_年月日]+")


@dataclass
class Page:
    """A text, folded to `text`, with its lines and sentences."""

    folded: Folded
    name: str = ""
    lines: list[Line] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    datelines: dict[tuple[int, int, int], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = self.folded.text

    @cached_property
    def on_line(self) -> dict[int, list[Sentence]]:
        """The sentences of each line, by the number of the line."""
        held: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            held.setdefault(sentence.line, []).append(sentence)
        return held

    @cached_property
    def title(self) -> Line | None:
        """The first line that is no date, number or menu word."""
        return next((line for line in self.lines[:12] if len(_WORDLESS.sub("", line.text)) >= 4), None)


def page(text: str, name: str = "") -> Page:
    """Fold a text and cut it into lines and sentences."""
    made = Page(fold(text), name)
    made.lines = list(_lines(made.text))
    made.sentences = list(_sentences(made))
    return made


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        if raw.strip():
            mark = _MARK.match(raw)
            yield Line(start, end, raw, mark["mark"] if mark else "", _is_heading(raw, mark))
        start = end + 1


_PREDICATE = re.compile(r"(?:です|ます|した|する|である|いる|ある|ません|下さい|ください)$")
_DATED = re.compile(r"(?:(?:19|20)\d\d年|令和|平成|\d{1,2}月\d{1,2}日)")
_FIGURE = re.compile(r"\d\s?(?:人|名|件|通|世帯)")
_LABELLED = re.compile(r"[^:]{1,24}:\s*\S")


def _is_heading(raw: str, mark: re.Match[str] | None) -> bool:
    """A marked line without a full stop, or an unmarked one whose words say what follows."""
    stripped = raw.strip()
    if (
        len(stripped) > (110 if stripped[:1] in "■◆●【□◇▼#" else 60)
        or stripped.endswith(("。", "、"))
        or "。" in stripped
    ):
        return False
    if mark is not None:
        strong = mark["mark"][:1] in "■◆●【□◇▼#["
        return strong or not _LABELLED.match(stripped)
    if ("|" in stripped and re.search(r"\d", stripped)) or _DATED.match(stripped):
        return False
    if _LABELLED.match(stripped) or _FIGURE.search(stripped) or _PREDICATE.search(stripped) or len(stripped) > 40:
        return False
    bare = _bare(stripped)
    return ("、" not in bare and bare not in _ITEMS and lexicon.section(bare) != "") or _HEADLIKE.search(
        bare
    ) is not None


_ITEMS = frozenset(lexicon.words("items", "items"))
_HEADLIKE = re.compile(
    r"[お御]詫び|おわび|お知らせ|ご報告|について$|に関して$|流出|漏えい|漏洩|紛失|不正アクセス|誤送信|会見|捜査|相次"
)


def _sentences(made: Page) -> Iterator[Sentence]:
    """Sentences line by line; a heading line, or a heading at the head of a line, names what follows."""
    stack: list[tuple[int, str]] = []
    over: tuple[str, ...] = ()
    for number, line in enumerate(made.lines):
        kind = (
            lexicon.section(_bare(line.text))
            if line.heading and line is not made.title and "、" not in line.text
            else ""
        )
        if line.heading:
            level = _level(line)
            stack = [one for one in stack if one[0] < level]
            stack.append((level, kind))
        inline = "" if line.heading else _inline_kind(line)
        if line.mark and not line.heading and _level(line) <= 3:
            stack = [one for one in stack if one[0] < _level(line)]
        if inline and line.mark:
            stack = [one for one in stack if one[0] < _level(line)]
            stack.append((_level(line), inline))
        if line.heading or line.mark:
            over = tuple(kind for _, kind in stack if kind)
        under = (*over, inline) if inline and not line.mark else over
        for at, text in _cut(line.text):
            start = line.start + at
            yield Sentence(start, start + len(text), text, number, under, line.heading, None, _withdrawn(text))


def _cut(line: str) -> Iterator[tuple[int, str]]:
    """The sentences of a line, each with its offset."""
    if "。" not in line and "." not in line:
        yield 0, line
        return
    for match in _SENTENCE.finditer(line):
        text = match.group()
        if text.strip():
            yield match.start(), text


def _withdrawn(text: str) -> bool:
    return (":" in text or ")" in text or "】" in text) and _WITHDRAWN.match(text) is not None


def _bare(text: str) -> str:
    """A heading without its mark."""
    mark = _MARK.match(text)
    return (text[mark.end() :] if mark else text).strip(" ]】〉》>≫」:")


_CLOSES = re.compile(r"[\]】〉》>≫:\s]")
"""One of these ends a label, unless the label is the whole (short) line."""


def _inline_kind(line: Line) -> str:
    """What a label at the head of the line names (対象者: 応募者213名)."""
    if len(line.text) > 32 and _CLOSES.search(line.text) is None:
        return ""
    head = _INLINE.match(line.text)
    if head is None or head["head"] in _ITEMS or (line.mark and len(head["head"]) > 16):
        return ""
    return lexicon.section(head["head"])


_LEVELS = (
    (1, re.compile(r"[■□◆◇●◎▼▽★☆◼〈《【≪<\[]|#+")),
    (2, re.compile(r"第?\d{1,2}[.．、\s]?|[IVXⅠ-Ⅵ]+[.\s]")),
    (3, re.compile(r"\(\d{1,2}\)|\d{1,2}\)|[①-⑳]|[ア-ン][.)]")),
    (5, re.compile(r"[・•▪\-+]+")),
)


def _level(line: Line) -> int:
    """How deep a heading stands: ■ over 1. over (1) over ・."""
    if not line.mark:
        return 1
    return next((level for level, mark in _LEVELS if mark.fullmatch(line.mark)), 4)
