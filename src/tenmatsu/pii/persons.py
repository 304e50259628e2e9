# ruff: noqa: E501 (patterns and tables are kept whole)
"""Names of persons in a text, with whose they are: staff by the word before them (担当：…), guardians, and readings in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import names, words
from tenmatsu.pii.pairs import Pair
from tenmatsu.pii.spots import CONTEXT, SHAPE, Claim
from tenmatsu.pii.surface import Surface

_ROLES = (
    ("staff", re.compile(r"(?:担当(?:者|医|官)?|記入者|受付(?:者)?|対応者|作成者|記録者?|書記|議長|司会|主治医|担任|起案者|責任者|承認者|窓口)(?:の|は|:|\(|・|、)?\s*$")),
    ("guardian", re.compile(r"(?:保護者|親権者|後見人|父親?|母親?)(?:の|は|:|\(|・)?\s*$")),
    ("emergency", re.compile(r"緊急連絡先(?:の|は|:|\()?\s*$")),
    ("family", re.compile(r"(?:配偶者|妻|夫|長男|長女|次男|次女|世帯主)(?:の|は|:|\(|・)?\s*$")),
)  # fmt: skip
_READING = re.compile(
    r"[ \t]?\(([ァ-ヴー]{2,10}(?:[ ・]?[ァ-ヴー]{1,10})?|[ぁ-んー]{2,10}(?:[ ・]?[ぁ-んー]{1,10})?)[)、,]"
)


def claims(text: str, face: Surface, found: list[Pair]) -> Iterator[Claim]:
    """Claims of kind `name` and `name_kana` on the folded text."""
    plain = face.plain
    for one in names.persons(plain):
        start, end = one.start, one.end
        if plain[start:end].isascii() and (plain[end : end + 1] == ":" or "  " in plain[start:end]):
            continue
        yield Claim(
            "name",
            start,
            end,
            re.sub(r"[\s・]", "", plain[start:end]),
            one.score,
            one.by,
            SHAPE + 0.4,
            role(plain, start, found),
        )
        reading = _READING.match(plain, end)
        if reading:
            yield _kana(reading, role(plain, start, found))


def _kana(reading: re.Match[str], whose: str) -> Claim:
    normal = re.sub(r"[\s・]", "", words.hiragana(reading[1]))
    return Claim("name_kana", *reading.span(1), normal, 0.95, "reading beside a name", CONTEXT, whose)


def role(plain: str, start: int, found: list[Pair]) -> str:
    """Whose a value is, by the word before it."""
    before = plain[max(0, start - 14) : start]
    return next((whose for whose, pattern in _ROLES if pattern.search(before)), "self")
