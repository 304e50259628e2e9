# ruff: noqa: E501 (patterns and tables are kept whole)
"""Names of persons in a text, with whose they are: staff by the word before them (担当：…), guardians, and readings in brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tenmatsu.pii import names, words
from tenmatsu.pii.label_words import STRONG, is_label
from tenmatsu.pii.pairs import Pair
from tenmatsu.pii.spots import CONTEXT, SHAPE, Claim
from tenmatsu.pii.surface import Surface

_ROLES = (
    ("staff", re.compile(r"(?:担当(?:者|医|官)?|記入者|受付(?:者)?|対応者|作成者|記録者?|書記|議長|司会|主治医|担任|起案者|責任者|承認者|窓口)(?:の|は|:|\(|・|、)?\s*$")),
    ("guardian", re.compile(r"(?:保護者|親権者|後見人|父親?|母親?)(?:の|は|:|\(|・)?\s*$")),
    ("emergency", re.compile(r"緊急連絡先(?:の|は|:|\()?\s*$")),
    ("family", re.compile(r"(?:配偶者|妻|夫|長男|長女|次男|次女|世帯主)(?:の|は|:|\(|・)?\s*$")),
)  # fmt: skip
_CELL = re.compile(
    r"(?:(?<=[\n\t,、|>])|(?<=[\t\n 0-9)] )|\A)[0-9.)・*■●○◆ -]{0,6}([一-龠々ヶ㐀-䶿豈-鶴]{1,5} ?[一-龠々ヶ㐀-䶿豈-鶴ぁ-んァ-ヴー]{1,5})(?=[\t\n\r,、|<(]|  | [0-9(+A-Za-z]| (?:昭和|平成|大正|令和|男|女|様|殿)|様|$)"
)
_MAILED = re.compile(
    r"(?:^|[,;:\"'] ?)([一-龠々㐀-䶿豈-鶴]{1,5}[ ]?[一-龠々㐀-䶿豈-鶴ぁ-んァ-ヴー]{1,5}|[A-Z][A-Za-z'-]{1,20}(?:,? [A-Z][A-Za-z'-]{0,20}){1,2})"
    r"(?: ?(?:様|さま|さん|殿|先生))?[\"']? ?<[^<>\s@]{1,64}@",
    re.MULTILINE,
)
_READING = re.compile(
    r"[ \t]?\(([ァ-ヴー]{2,10}(?:[ ・]?[ァ-ヴー]{1,10})?|[ぁ-んー]{2,10}(?:[ ・]?[ぁ-んー]{1,10})?)[)、,]"
)


def claims(face: Surface, found: list[Pair]) -> Iterator[Claim]:
    """Claims of kind `name` and `name_kana` on the folded text."""
    plain = face.plain
    labels = sorted(
        (pair.begin, pair.start)
        for pair in found
        if pair.begin >= 0 and max(pair.label.kinds.values(), default=0.0) >= STRONG
    )
    for one in names.persons(plain):
        if not _is_label(plain, one.start, one.end) and not _within(labels, one.start, one.end):
            yield from _name(plain, one.start, one.end, one.score, one.by, SHAPE + 0.4)
    if not plain.isascii():
        for cell in _CELL.finditer(plain):
            if _full(cell[1]):
                yield from _name(plain, *cell.span(1), 0.9, "surname and given name alone in a cell", SHAPE + 0.3)
    if "<" in plain and "@" in plain:
        for mail in _MAILED.finditer(plain):
            if mail[1].isascii() or any(words.plain(mail[1])[:cut] in words.surnames() for cut in range(1, 5)):
                yield from _name(plain, *mail.span(1), 0.93, "before a mail address", SHAPE + 0.45)


def _full(text: str) -> bool:
    """A surname of the dictionary, then a given name of it."""
    name = words.plain(text)
    if " " in name:
        family, given = name.split(" ", 1)
        return family in words.surnames() and given in words.given_names()
    return any(name[:cut] in words.surnames() and name[cut:] in words.given_names() for cut in range(1, len(name)))


def _within(labels: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch touches a label: 所 of 住　所 is nobody."""
    at = bisect_left(labels, (end, 0))
    return any(begin < end and start < stop for begin, stop in labels[max(0, at - 2) : at])


def _is_label(plain: str, start: int, end: int) -> bool:
    """`Tel:`, マイナンバー, a stretch over two cells: no name, whatever it looks like."""
    text = plain[start:end]
    if len(text) == 1 and not re.match("様|さん|殿|氏|先生|くん|君", plain[end : end + 2].strip()):
        return True
    if text != text.strip() or re.search(r"[\t\n]|\s{2}", text):
        return True
    return (text.isascii() and plain[end : end + 1] == ":") or is_label(text)


def _name(plain: str, start: int, end: int, score: float, by: str, weight: float) -> Iterator[Claim]:
    whose = role(plain, start)
    yield Claim("name", start, end, re.sub(r"[\s・]", "", plain[start:end]), score, by, weight, whose)
    reading = _READING.match(plain, end)
    if reading:
        yield _kana(reading, whose)


def _kana(reading: re.Match[str], whose: str) -> Claim:
    normal = re.sub(r"[\s・]", "", words.hiragana(reading[1]))
    return Claim("name_kana", *reading.span(1), normal, 0.95, "reading beside a name", CONTEXT, whose)


def role(plain: str, start: int) -> str:
    """Whose a value is, by the word before it."""
    before = plain[max(0, start - 14) : start]
    return next((whose for whose, pattern in _ROLES if pattern.search(before)), "self")
