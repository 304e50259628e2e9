# ruff: noqa: E501 (patterns are kept whole)
"""Tables pasted into running text: a line of labels, and the lines of cells below it that each label speaks of.

Cells are parted by tabs, bars, commas, semicolons, slashes or blanks; quoted cells are read without their marks. The
labels may stand in brackets behind words (`会員一覧(会員番号・氏名・電話)`). A line is a row when each of its cells can be what
its label says; where a name or an address holds blanks, the cells are put together until it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tenmatsu.pii.header import Label
from tenmatsu.pii.label_words import STRONG, read

Cell = tuple[int, int]
"""First character of a cell, and the one behind its last."""

_WIDE = re.compile(r"\t|\s*\|\s*| {2,}")
_CSV = {mark: re.compile(rf'("[^"]*"|[^{mark}"]*)(?:{mark}|$)') for mark in ",;"}
_OTHERS = {
    " / ": re.compile(" / "),
    "/": re.compile("/"),
    "、": re.compile("、 ?"),
    "・": re.compile("・"),
    " ": re.compile(" "),
}
_MARKS = ("w", ",", ";", " / ", "/", "、", " ")
_BRACKETED = re.compile(r"[(\[「【]([^()\[\]「」【】\n]{4,120})[)\]」】]\s*:?\s*$")
_NO_LABELS = re.compile(r"[0-9]{2}|[@。]|[ぁ-ん]{5}")
"""What a line of labels does not hold."""
_MARKED = re.compile(r"[\t|,;/、・]| .* |  ")
_RULER = re.compile(r"[\s|+:=─━-]*")
_LONGEST_LABEL, _LONGEST_LINE, _MOST_JOINED = 20, 200, 4
_SPEAKER = re.compile(r"(?:\[?[0-9]{1,2}:[0-9]{2}\]? ?)?[^\s:,0-9]{1,8}: ?")

_DATE = r"(?:[0-9]{4}|[MTSHR明大昭平令][^ ]{0,3}[0-9]{1,2}).{1,2}[0-9]{1,2}.[0-9]{1,2}日?|[0-9]{8}"
_FITS = {
    "phone": r"[+(]?[0-9][-0-9() .]{8,17}", "postcode": r"〒? ?[0-9]{3} ?-? ?[0-9]{4}", "email": r"\S+@\S+",
    "birth_date": _DATE, "card": r"[-0-9*xX●• ]{12,23}", "card_expiry": r"[0-9]{1,4} ?[/年-] ?[0-9]{1,2}月?",
    "my_number": r"[-0-9 ]{12,14}", "drivers_licence": r"第? ?[-0-9 ]{12,14} ?号?", "passport": r"[A-Z]{1,2} ?[0-9]{6,8}",
    "pension_number": r"[0-9]{4} ?-? ?[0-9]{6}", "residence_card": r"[A-Z]{2} ?[0-9]{8} ?[A-Z]{2}",
    "employment_insurance": r"[0-9]{4} ?-? ?[0-9]{6} ?-? ?[0-9]?", "resident_code": r"[-0-9 ]{11,13}",
    "member_id": r"[A-Za-z0-9一-龠]{0,4}[-_/.A-Za-z0-9]*[0-9][-_/.A-Za-z0-9]*", "health_insurance": r"[^@,]{0,8}[0-9][-0-9・. ]*",
    "bank_account": r".*[0-9]{6,8}.*|.*(?:銀行|金庫|組合|農協|支店|本店|店|普通|当座).*|[0-9]{3,4}", "sex": r"[男女MFmf].{0,5}",
}  # fmt: skip
_FITS["employee_id"] = _FITS["member_id"]
_SHAPES = {kind: re.compile(pattern) for kind, pattern in _FITS.items()}
_SAYING = frozenset(_SHAPES) - {"sex"}
"""Kinds whose cells say by their shape that a line is a row of the table."""
_NAMES = frozenset({"name", "family_name", "given_name", "name_kana", "family_kana", "given_kana"})
_NAME = re.compile(r"[^0-9@/,;:]{1,24}")
_BLANKS = _NAMES | {"address", "name_romaji", "bank_account", "employer", "phone", "card"}
"""Kinds whose cells may hold blanks."""


class CellLines:
    """The table that the lines seen so far are in, if any."""

    def __init__(self) -> None:
        self._labels: list[Label] = []
        self._mark = ""
        """What parts the cells; '' while no row has been seen below labels in brackets, `w` for tabs, bars, blanks."""

    def take(self, line: str) -> list[tuple[Label, int, int]]:
        """The cells of a row with their labels; for a line of labels one empty cell; nothing for any other line."""
        if self._header(line):
            return [(Label("", {}), 0, 0)]
        if self._labels:
            for mark in (self._mark,) if self._mark else _MARKS:
                cells = _row(line, mark, self._labels)
                if cells:
                    self._mark = mark
                    return [
                        (label, at, to)
                        for label, (at, to) in zip(self._labels, cells, strict=True)
                        if to > at and label.kinds
                    ]
            if not _RULER.fullmatch(line):
                self._labels = []
        return []

    def _header(self, line: str) -> bool:
        if len(line) > _LONGEST_LINE or _NO_LABELS.search(line) or not _MARKED.search(line):
            return False
        behind = _BRACKETED.search(line)
        if behind:
            base = behind.start(1)
            for mark in (",", "、", "・", " / ", "/", ";", " "):
                cells = [(at + base, to + base) for at, to in _parted(behind[1], mark)]
                if self._labelled(line, cells, ""):
                    return True
        return any(
            self._labelled(line, list(_parted(line, mark)), mark)
            for mark in _MARKS
            if mark != " " or line.count(" ") >= 2
        )

    def _labelled(self, line: str, cells: Sequence[Cell], mark: str) -> bool:
        if len(cells) < 2 or any(to - at > _LONGEST_LABEL for at, to in cells):
            return False
        labels = _told_apart([read(line[at:to]) for at, to in cells])
        known = sum(max(label.kinds.values(), default=0.0) >= STRONG for label in labels)
        least = {"w": 2, " ": 3, "、": len(cells)}.get(mark, max(2, len(cells) - 2))
        if known < least or known < 0.6 * len(cells):
            return False
        self._labels, self._mark = labels, mark
        return True


def _told_apart(labels: list[Label]) -> list[Label]:
    """記号, 番号 and 枝番 beside 保険者番号 are of the health card, beside a bank of the account."""
    kinds = [_kind(label) for label in labels if max(label.kinds.values(), default=0.0) >= STRONG]
    kind = next((one for one in ("health_insurance", "bank_account") if one in kinds), "")
    if not kind:
        return labels
    return [replace(label, kinds={kind: 1.0}) if label.base in ("記号", "番号", "枝番") else label for label in labels]


def _parted(line: str, mark: str) -> Iterator[Cell]:
    """The cells of a line."""
    if mark in _CSV:
        if mark not in line:
            return
        end = len(line.rstrip())
        for found in _CSV[mark].finditer(line, 0, end):
            yield _trimmed(line, *found.span(1))
            if found.end() >= end:
                return
        return
    at = len(line) - len(line.lstrip(" |"))
    body = line.rstrip(" |\r")
    gaps = list((_WIDE if mark == "w" else _OTHERS[mark]).finditer(body, at))
    for gap in [*gaps, None] if gaps else []:
        yield _trimmed(line, at, gap.start() if gap else len(body))
        at = gap.end() if gap else len(body)


def _trimmed(line: str, at: int, to: int) -> Cell:
    """A cell without the blanks and quotation marks around it."""
    text = line[at:to]
    lead = len(text) - len(text.lstrip(' "'))
    return (at + lead, max(at + lead, at + len(text.rstrip(' "'))))


def _row(line: str, mark: str, labels: Sequence[Label]) -> list[Cell]:
    """The cells of a line below these labels; none when it is no row of theirs."""
    cells = list(_parted(line, mark))
    if len(cells) == len(labels) and mark == "w":
        return cells
    kinds = [_kind(label) for label in labels]
    if len(cells) == len(labels) and _is_row(line, cells, kinds):
        return cells
    if len(cells) == len(labels) and mark in _CSV:
        speaker = _SPEAKER.match(line)
        spoken = [_trimmed(line, max(at, speaker.end() if speaker else 0), to) for at, to in cells]
        if _is_row(line, spoken, kinds):
            return spoken
        rest = [(cells[0][1], cells[0][1]), *cells[1:]]
        return rest if _is_row(line, rest, kinds, 2) else []
    return _put_together(line, list(_parted(line, " ")), kinds) if mark in "w " else []


def _put_together(line: str, cells: list[Cell], kinds: Sequence[str]) -> list[Cell]:
    """Words joined to cells at one place that may hold blanks, so that all cells fit."""
    many = len(cells) - len(kinds)
    if not many and _is_row(line, cells, kinds):
        return cells
    if not 0 < many <= _MOST_JOINED:
        return []
    for at, kind in enumerate(kinds):
        if kind in _BLANKS:
            joined = [*cells[:at], (cells[at][0], cells[at + many][1]), *cells[at + many + 1 :]]
            if _is_row(line, joined, kinds):
                return joined
    return []


def _kind(label: Label) -> str:
    return max(label.kinds, key=lambda one: label.kinds[one]) if label.kinds else ""


def _is_row(line: str, cells: Sequence[Cell], kinds: Sequence[str], least: int = 1) -> bool:
    """Every cell is empty or can be what its label says, and `least` of them have a shape that only their kind has."""
    said = 0
    for (at, to), kind in zip(cells, kinds, strict=True):
        text = line[at:to]
        pattern = _NAME if kind in _NAMES else _SHAPES.get(kind)
        if text and pattern and not pattern.fullmatch(text):
            return False
        said += bool(text) and kind in _SAYING
    return said >= least
