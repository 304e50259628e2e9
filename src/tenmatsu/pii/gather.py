# ruff: noqa: E501 (patterns and tables are kept whole)
"""Which findings of one item belong to one person: what stands together in a header, a line, a form, a table in lines.

A name opens a mention; what follows on its line, and on lines of labels below it, is its own; a blank line or a ruler
closes it. Then the mentions of the whole item that are one person by name or by value are joined (see `joined.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tenmatsu.model import Finding, Passage
from tenmatsu.pii.joined import Group, Placed, join
from tenmatsu.pii.spots import Spot
from tenmatsu.pii.text import finding

_RULER = re.compile(r"[\s\-=_*─━―＿~・.#+■□◆◇●○]*")
_HEADS = {"to": "self", "cc": "self", "bcc": "self", "from": "sender", "reply-to": "sender", "sender": "sender"}
_NAMES = frozenset({"name", "family_name", "given_name", "name_romaji"})
_SINGLE = frozenset(
    {"member_id", "employee_id", "birth_date", "my_number", "drivers_licence", "passport", "residence_card", "sex",
     "pension_number", "employment_insurance", "resident_code", "name_kana", "family_kana", "given_kana", "family_name", "given_name", "password"}
)  # fmt: skip
_REACH = frozenset({"phone", "email", "postcode", "address", "name_kana", "employee_id"})
_LABEL = re.compile(r"[\s・*■□◆◇●○※:：\-＝=|\t(（「【】]+")
_OFFICE = re.compile(
    r"御中|[株有合]式?[会同]社|[(（][株有][)）]|㈱|㈲|法人|事務所|役所|役場|本社|支社|支店|営業所|代表|窓口|センター|問い?合わ?せ|発信元|送信元|送信先|当社|弊社|当院|病院|"
    r"クリニック|医院|学校|大学|事務局|コールセンター|協会|組合|委員会|(?:部|課|係|室)(?=$|[\s　:：(（])|Inc\.|Ltd|Co\.",
    re.MULTILINE,
)
_FAX = re.compile(r"fax|ファ[クッ]|ｆａｘ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """The findings that speak of one person, in order of place. `role` is whose they are: `self` (the person the data
    are about), `staff`, `guardian`, `sender` …, or `unidentified` where nothing in them could tell one person."""

    findings: tuple[Finding, ...]
    role: str = "self"


@dataclass(slots=True)
class _Line:
    text: str
    start: int
    block: int
    spots: list[Spot] = field(default_factory=list)


def gather(passages: Sequence[tuple[Passage, Sequence[Spot]]]) -> list[Mention]:
    """The mentions of one item from its passages, each with its spots (`tenmatsu.pii.text.find`), in their order."""
    groups = [group for at, (passage, spots) in enumerate(passages) for group in _of_passage(at, passage, spots)]
    found = []
    for group in join(groups):
        spots = sorted(group.spots, key=lambda placed: (placed.passage, placed.spot.start))
        found.append(Mention(tuple(finding(passages[at][0], spot) for at, spot in spots), group.said_role))
    return found


def _of_passage(at: int, passage: Passage, spots: Sequence[Spot]) -> Iterator[Group]:
    head = (passage.locator.get("header") or "").lower()
    lines = list(_lines(passage.text, spots))
    groups = _of_header(lines, _HEADS[head]) if head in _HEADS else _Walk().over(lines)
    blocks = _blocks(passage.text)
    for group in groups:
        role = "organisation" if group.role == "self" and _of_office(group, blocks) else group.role
        yield Group([Placed(at, spot) for spot in group.spots], role, group.block)


def _blocks(text: str) -> list[str]:
    """The text of each block, numbered as `_lines` does."""
    found = [""]
    for line in text.splitlines(keepends=True):
        if _closes(line.strip()):
            found.append("")
        found[-1] += line
    return found


def _of_office(group: _Open, blocks: list[str]) -> bool:
    """Telephones and addresses without a person's name, no mobile among them, in a block that names an office."""
    if any(spot.kind not in ("phone", "address", "postcode") for spot in group.spots):
        return False
    if any(re.match("0[789]0|060", spot.normal) for spot in group.spots if spot.kind == "phone"):
        return False
    block = blocks[group.block] if group.block < len(blocks) else ""
    return bool(_OFFICE.search(block))


def _of_header(lines: list[_Line], role: str) -> list[_Open]:
    """One mention per address: the name before it and the address."""
    found: list[_Open] = []
    for line in lines:
        for spot in line.spots:
            last = found[-1] if found else None
            if (
                last is None
                or (spot.kind == "email" and last.has("email"))
                or (spot.kind in _NAMES and last.has("email"))
            ):
                found.append(_Open(0, role))
            found[-1].take(spot, line, "")
    return found


def _lines(text: str, spots: Sequence[Spot]) -> Iterator[_Line]:
    """The lines that hold spots or close a block; a spot over two lines stands on its first."""
    start = block = at = 0
    for line in text.splitlines(keepends=True):
        plain = line.strip()
        block += _closes(plain)
        here = _Line(line.rstrip("\r\n"), start, block)
        start += len(line)
        while at < len(spots) and spots[at].start < start:
            here.spots.append(spots[at])
            at += 1
        if here.spots:
            yield here


def _closes(line: str) -> bool:
    """A blank line or a ruler."""
    return not line or (len(line) > 3 and _RULER.fullmatch(line) is not None)


class _Open:
    """A mention that is being gathered."""

    def __init__(self, block: int, role: str) -> None:
        self.block, self.role = block, role
        self.spots: list[Spot] = []
        self.labels: dict[tuple[str, str], str] = {}

    def has(self, kind: str) -> bool:
        return any(spot.kind == kind for spot in self.spots)

    @property
    def named(self) -> bool:
        return any(spot.kind in _NAMES for spot in self.spots)

    def take(self, spot: Spot, line: _Line, label: str) -> None:
        self.spots.append(spot)
        if label:
            self.labels[spot.kind, label] = spot.normal

    def refuses(self, spot: Spot, line: _Line, label: str) -> bool:
        """A second value where a person has one, or under a label that has spoken already."""
        others = [one for one in self.spots if one.kind == spot.kind and one.normal != spot.normal]
        if not others:
            return False
        if self.labels.get((spot.kind, label), spot.normal) != spot.normal:
            return True
        if spot.kind in _SINGLE:
            return True
        same_line = all(one.start >= line.start for one in others)
        fax = spot.kind == "phone" and bool(_FAX.search(line.text[: spot.start - line.start][-12:]))
        return not self.named and not same_line and not label and not fax


class _Walk:
    """One passage, line by line: `self.own` is the person the block is about, `self.last` whoever was named last."""

    def __init__(self) -> None:
        self.groups: list[_Open] = []
        self.own: _Open | None = None
        self.tabs = 0

    def over(self, lines: list[_Line]) -> list[_Open]:
        for line, after in zip(lines, [*lines[1:], None][: len(lines)], strict=True):
            if after and self.own and self.own.named and _heads(line, after):
                self.own = None
            self._line(line)
        return self.groups

    def _line(self, line: _Line) -> None:
        if self.own and self.own.block != line.block:
            self.own = None
        tabs = line.text.count("\t")
        row = tabs >= 1 and tabs == self.tabs
        self.tabs = tabs
        last: _Open | None = None
        if row and not _label(line, line.spots[0]):
            self.own = None
        names = [spot for spot in line.spots if spot.kind in _NAMES]
        first = names[0] if names else None
        waiting: list[Spot] = []
        for spot in line.spots:
            if spot.kind in _NAMES:
                last = self._name(spot, line, last, bool(waiting))
                for one in waiting:
                    last.take(one, line, _label(line, one))
                waiting = []
            elif first and spot.start < first.start and first.role == "self" and not _label(line, spot):
                waiting.append(spot)
            else:
                last = self._value(spot, line, last)

    def _open(self, line: _Line, role: str) -> _Open:
        group = _Open(line.block, role)
        self.groups.append(group)
        return group

    def _name(self, spot: Spot, line: _Line, last: _Open | None, ahead: bool) -> _Open:
        """A name opens a mention, or names the one that has begun without (its number or reading stood before)."""
        label = _label(line, spot)
        own = self.own
        begun = own if own and spot.role == "self" else None
        if begun and begun.role == "self" and not ahead and self._joins(begun, spot, line, label):
            begun.take(spot, line, label)
            return begun
        group = self._open(line, spot.role)
        group.take(spot, line, label)
        if spot.role == "self" or own is None:
            self.own = group
        return group

    def _joins(self, begun: _Open, spot: Spot, line: _Line, label: str) -> bool:
        if not begun.named:
            return True
        same = [one for one in begun.spots if one.kind in _NAMES and one.normal == spot.normal]
        if same:
            return same[-1].start >= line.start or (bool(label) and (spot.kind, label) not in begun.labels)
        halves = {"family_name": "given_name", "given_name": "family_name"}
        other = halves.get(spot.kind)
        if other:
            return begun.has(other) and not begun.has(spot.kind)
        return spot.kind == "name_romaji" and not begun.has("name_romaji")

    def _value(self, spot: Spot, line: _Line, last: _Open | None) -> _Open:
        """A value goes to the name before it on its line, else to the person of the block, else stands for itself."""
        label = _label(line, spot)
        if spot.role != "self":
            theirs = [one for one in self.groups if one.block == line.block and one.role == spot.role]
            group = theirs[-1] if theirs else self._open(line, spot.role)
        elif last is not None and (last.role == "self" or spot.kind in _REACH or not label):
            group = last
        else:
            group = self.own or self._open(line, "self")
        if group.refuses(spot, line, label):
            group = self._open(line, spot.role)
            self.own = group if spot.role == "self" else self.own
        elif self.own is None and group.role == "self":
            self.own = group
        group.take(spot, line, label)
        return group


def _heads(line: _Line, after: _Line) -> bool:
    """A number or a reading under its label, right above the line of a name: it begins the next form."""
    first = after.spots[0]
    return (
        all(spot.kind in ("name_kana", "family_kana", "given_kana", "member_id", "employee_id") for spot in line.spots)
        and line.block == after.block
        and first.kind in _NAMES
        and first.role == "self"
        and bool(_label(line, line.spots[0]) and _label(after, first))
    )


def _label(line: _Line, spot: Spot) -> str:
    """The text of the line before a spot, when it is short and ends as a label does; '' otherwise."""
    begin = max((one.end for one in line.spots if one.end <= spot.start), default=line.start)
    before = line.text[max(0, begin - line.start) : max(0, spot.start - line.start)]
    cut = re.split(r"[\t、。,;；|／/]|\s{2,}", before.rstrip(" \t　:：=】」)）"))[-1]
    text = _LABEL.sub("", cut)
    if not 0 < len(text) <= 12 or not re.search(r"[:：=】\]」|\t 　]\s*$", before):
        return ""
    return text
