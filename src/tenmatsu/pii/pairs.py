# ruff: noqa: E501 (patterns and tables are kept whole)
"""Labels in running text and the stretch of text that each speaks of: `氏名：…`, 【住所】…, a form's two lines, tables in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from tenmatsu.pii.header import Label, compact
from tenmatsu.pii.lexicon import lexicon

_HARD = re.compile(r"[\t|、。;；「」『』]|\s{2,}|[】〕>》■□◆◇●○◎▼▽★☆※・→]|(?<=\S)/(?=\S)|,\s?")
_STOP = re.compile(r"[\t|;；]|\s{3,}|[【〔■□◆◇●▼▽★☆※]")
_COLON = re.compile(r"[:=](?!//)\s?")
_BRACKET = re.compile(r"[\[【〔<《]([^\[\]【】〔〕<>《》()\n:@]{1,20})[\]】〕>》][ \t]*:?[ \t]*")
_LEAD = re.compile(r"^[\s・*■□◆◇●○◎▼▽★☆※→>#|「『(\-0-9.)①-⑳]*")
_CELLS = re.compile(r"\t|\s*\|\s*| {2,}")
_WIDE, _GAP = re.compile(r"\t|\s{2,}"), re.compile(r"\s+")
_NUMBERED = re.compile("[0-9]{2}")
STRONG = 0.9
_STAFF = [
    "担当",
    "担当者",
    "担当者名",
    "ご担当",
    "ご担当者",
    "記入者",
    "記入担当",
    "受付者",
    "受付",
    "受付担当",
    "対応者",
    "対応",
    "作成者",
    "作成",
    "記録者",
    "記録",
    "書記",
    "議長",
    "司会",
    "起案者",
    "起案",
    "発信者",
    "確認者",
    "承認者",
    "処理者",
    "入力者",
    "登録者",
    "報告者",
    "責任者",
    "主治医",
    "担当医",
    "担任",
    "営業担当",
    "窓口",
    "上司",
    "講師",
    "査定者",
    "審査者",
    "処理担当",
    "調査者",
    "検印",
    "決裁",
]
_PERSONS = [
    "申請者",
    "届出人",
    "届出者",
    "出席者",
    "参加者",
    "対象者",
    "被害者",
    "加害者",
    "当事者",
    "相談者",
    "通報者",
    "受講者",
    "患者",
    "利用者",
    "応募者",
    "候補者",
    "申込者",
    "申込人",
    "契約者",
    "お客様",
    "顧客",
    "会員",
    "生徒",
    "児童",
    "本人",
    "ご本人",
    "購入者",
    "注文者",
    "ご注文者",
    "予約者",
    "来訪者",
    "入居者",
    "借主",
    "貸主",
    "受取人",
    "請求者",
    "欠席者",
    "発言者",
    "宿泊者",
    "名義",
    "名義人",
    "受験者",
    "社員",
    "遺族",
    "証人",
]
_KIN = {
    "guardian": ["保護者", "親権者", "後見人", "父", "母", "父親", "母親", "法定代理人"],
    "family": ["配偶者", "妻", "夫", "家族", "世帯主", "被扶養者", "扶養者", "長男", "長女", "次男", "次女"],
    "emergency": ["緊急連絡先", "緊急時連絡先"],
    "sender": ["差出人", "送信者", "発信元", "依頼主", "ご依頼主"],
    "recipient": ["届け先", "お届け先", "送付先", "配送先", "宛先", "宛名"],
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and characters `start` to `end` of the folded text that it speaks of; `below`: of a table's column.
    `begin` is the label's first character, or -1 when it stands on another line."""

    label: Label
    start: int
    end: int
    below: bool = False
    begin: int = -1


@cache
def _persons() -> dict[str, Label]:
    """Labels that mean a person in a form's text, where a column of a table would say more (`担当者名`)."""
    roles = {"staff": _STAFF, "self": _PERSONS, **_KIN}
    return {word: Label(word, {"name": 0.7}, role, 0, word, word) for role, words in roles.items() for word in words}


@cache
def _beginnings() -> tuple[frozenset[str], int]:
    known = frozenset(word for word in lexicon().words if len(word) > 1)
    return known, max(map(len, known))


@lru_cache(maxsize=1 << 14)
def read(text: str) -> Label:
    """What a label says; nothing at once when no known word stands in it (the dictionary's own search is slow then)."""
    form = compact(text)
    person = _persons().get(form)
    if person:
        return person
    known, longest = _beginnings()
    size = len(form)
    if form in known:
        return lexicon().read(form)
    if size > 28 or not any(form[a:b] in known for a in range(size) for b in range(a + 2, min(size, a + longest) + 1)):
        return lexicon().read(form) if size == 1 and form in lexicon().words else Label(text)
    return lexicon().read(text)


def is_label(text: str) -> bool:
    """Whether a text is a label word for word (マイナンバー, パスワード), not the name of somebody."""
    form = compact(text)
    return form in _beginnings()[0] or form in _persons()


def pairs(plain: str) -> list[Pair]:
    """Every pair of the text; values end at the line's end, at a ruler, or where the next label begins."""
    found: list[Pair] = []
    table = _Table()
    waiting: Label | None = None
    for start, end in _lines(plain):
        line = plain[start:end]
        below = table.take(line, start)
        alone = None if below else _alone(line)
        here = below if below or alone else list(_of_line(line, start))
        if waiting and not here and not alone and end - start <= 60 and line.strip():
            lead = len(line) - len(line.lstrip())
            here = [Pair(waiting, start + lead, end)]
        waiting = None if here else alone
        found += here
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
    if not text or len(text) > 16:
        return None
    label = read(text)
    return label if max(label.kinds.values(), default=0.0) >= 0.93 else None


def _of_line(line: str, base: int) -> Iterator[Pair]:
    """The pairs of one line: before colons, in brackets, or the word at its beginning."""
    marks: list[tuple[int, int, Label]] = []
    if ":" in line or "=" in line:
        for colon in _COLON.finditer(line):
            begin, label = _before(line, colon.start())
            if label is not None:
                marks.append((begin, colon.end(), label))
    for one in _BRACKET.finditer(line):
        label = read(one[1]) if one[1].strip() else None
        if label and _says(label, one[1]) >= STRONG and not any(a < one.end() and one.start() < b for a, b, _ in marks):
            marks.append((one.start(), one.end(), label))
    if not marks:
        first = _first(line)
        marks = [first, *_further(line, first[1])] if first else []
    marks.sort(key=lambda mark: mark[0])
    for at, (first_at, begin, label) in enumerate(marks):
        limit = marks[at + 1][0] if at + 1 < len(marks) else len(line)
        stop = _STOP.search(line, begin, limit)
        text = line[begin : stop.start() if stop else limit]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            yield Pair(label, base + begin + lead, base + begin + len(text.rstrip()), False, base + first_at)


def _says(label: Label, text: str) -> float:
    return max(label.kinds.values(), default=0.0) if len(text) <= (28 if text.isascii() else 20) else 0.0


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
    if " " in text and _says(label, text) < 0.93:
        last = begin + text.rindex(" ") + 1
        other = read(part[last:])
        if _says(other, part[last:]) >= 0.5:
            return low + last, other
    return low + begin, label


def _first(line: str) -> tuple[int, int, Label] | None:
    """`氏　名　　山田太郎`: a known label, blanks, and its value."""
    lead = _LEAD.match(line)
    begin = lead.end() if lead else 0
    for gap in (_WIDE, _GAP):
        for found in gap.finditer(line, begin, begin + 28):
            text = line[begin : found.start()]
            if found.end() >= len(line) or _NUMBERED.search(text):
                break
            label = read(text)
            if max(label.kinds.values(), default=0.0) >= 0.98 and len(text) >= 2:
                return begin, found.end(), label
    return None


def _further(line: str, begin: int) -> Iterator[tuple[int, int, Label]]:
    """Labels behind the first value of such a line: `患者ID 00123 氏名 須藤 ミツ`."""
    gaps = [*_GAP.finditer(line, begin)]
    for gap, behind in pairwise(gaps):
        text = line[gap.end() : behind.start()]
        if 2 <= len(text) <= 12 and is_label(text) and max(read(text).kinds.values(), default=0.0) >= 0.98:
            yield gap.end(), behind.end(), read(text)


class _Table:
    """Lines of cells under a line of labels: tabs, bars, or two blanks between."""

    def __init__(self) -> None:
        self._labels: list[Label] = []

    def take(self, line: str, base: int) -> list[Pair]:
        if "\t" not in line and "|" not in line and "  " not in line:
            self._labels = []
            return []
        cells = list(_cells(line))
        if len(cells) < 2:
            self._labels = []
            return []
        labels = [read(text) for text, _ in cells]
        known = sum(max(label.kinds.values(), default=0.0) >= STRONG for label in labels)
        if known >= 2 and known >= 0.6 * len(cells):
            self._labels = labels
            return [Pair(Label("", {}), base, base)]
        if len(cells) == len(self._labels):
            return [
                Pair(label, base + at, base + at + len(text), True)
                for label, (text, at) in zip(self._labels, cells, strict=True)
                if text and label.kinds
            ]
        if not re.fullmatch(r"[\s|+:=-]*", line):
            self._labels = []
        return []


def _cells(line: str) -> Iterator[tuple[str, int]]:
    at = len(line) - len(line.lstrip(" |"))
    body = line.rstrip(" |\r")
    for gap in [*_CELLS.finditer(body, at), None]:
        end = gap.start() if gap else len(body)
        text = body[at:end]
        lead = len(text) - len(text.lstrip())
        yield text.strip(), at + lead
        at = gap.end() if gap else end
