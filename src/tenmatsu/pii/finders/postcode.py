# ruff: noqa: E501 (patterns and tables are kept whole)
"""郵便番号: after 〒 or its word, or NNN-NNNN that Japan Post knows, before an address or alone on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import words
from tenmatsu.pii.runs import alone
from tenmatsu.pii.spots import CONTEXT, LABEL, SHAPE, Claim, Finder, near

_MARKED = re.compile(r"〒[ \t]*([0-9]{3} ?- ?[0-9]{4}|[0-9]{7}|[0-9]{3} [0-9]{4})(?![0-9-])")
_WORD = re.compile(
    r"(?:郵便番号|郵便No\.?|[Zz][Ii][Pp](?: ?[Cc]ode)?|[Pp]ostal ?[Cc]ode|[Pp]ostcode)[ \t]*(?:[:=は(]|が)?[ \t]*[\x22\x27「]?〒?[ \t]*([0-9]{3} ?- ?[0-9]{4}|[0-9]{7})(?![0-9-])"
)
_SHAPE = re.compile(r"[0-9](?<![0-9A-Za-z.+/_-].)[0-9]{2}-[0-9]{4}(?![0-9-])")
_BARE = re.compile(
    r"(?<![0-9A-Za-z.+/_-])(?:[0-9]{7}|[0-9](?: [0-9]){6})(?![0-9-]| [0-9])(?=[ \n\r、,]{1,3}" + words.PREFECTURE + ")"
)
"""Seven digits, also in boxes, right before a prefecture."""
_PLACE = re.compile(
    r"[)\]】]?[\s、,:]{0,4}(?:〒|(?:北海道|東京都|京都府|大阪府|[一-龠]{2,3}県)|[一-龠ヶケぁ-んァ-ヶ々]{1,8}?[市区町村郡])"
)


def find(plain: str) -> Iterator[Claim]:
    for one in _MARKED.finditer(plain):
        yield _claim(one, 1, 0.99, "〒", LABEL + 0.2)
    for one in _WORD.finditer(plain):
        yield _claim(one, 1, 0.98, "label", LABEL + 0.1)
    for one in _BARE.finditer(plain):
        if _known(re.sub("[^0-9]", "", one[0])):
            yield _claim(one, 0, 0.85, "known, before a prefecture", CONTEXT + 0.3)
    for one in _SHAPE.finditer(plain):
        if not alone(plain, *one.span()):
            continue
        if _PLACE.match(plain, one.end()):
            yield _claim(one, 0, 0.96, "before a place", CONTEXT + 0.5)
        elif _JAPAN.match(plain, one.end()):
            yield _claim(one, 0, 0.9, "before Japan", CONTEXT + 0.3)
        elif _ROMAN.search(plain, max(0, one.start() - 14), one.start()) and _known(one[0]):
            yield _claim(one, 0, 0.9, "known, behind a prefecture in English", CONTEXT + 0.3)
        elif near(plain, *one.span(), ("郵便", "〒"), 24, 0) and _known(one[0]):
            yield _claim(one, 0, 0.9, "known, and word before it", CONTEXT + 0.3)
        elif _own_line(plain, one) and _known(one[0]):
            yield _claim(one, 0, 0.8, "known, on its own", SHAPE)


_JAPAN = re.compile(r"[ ,.]{1,3}(?i:japan)(?![A-Za-z])")
_ROMAN = re.compile(
    "(?i:hokkaido|aomori|iwate|miyagi|akita|yamagata|fukushima|ibaraki|tochigi|gunma|saitama|chiba|tokyo|kanagawa|niigata|toyama|ishikawa|fukui|yamanashi|nagano|gifu|shizuoka|aichi|mie|shiga|kyoto|osaka|hyogo|nara|wakayama|tottori|shimane|okayama|hiroshima|yamaguchi|tokushima|kagawa|ehime|kochi|fukuoka|saga|nagasaki|kumamoto|oita|miyazaki|kagoshima|okinawa)(?:-ken|-fu|-to)?[ ,]{1,3}$"
)


def _known(text: str) -> bool:
    return bool(words.postcodes()[int(text.replace("-", ""))])


def _own_line(plain: str, one: re.Match[str]) -> bool:
    left = plain[one.start() - 1 : one.start()] if one.start() else ""
    right = plain[one.end() : one.end() + 1]
    return left in ("", "\n", "\t", "(") and right in ("", "\n", "\r", "\t", ")")


def _claim(one: re.Match[str], group: int, score: float, by: str, weight: float) -> Claim:
    return Claim("postcode", *one.span(group), re.sub(r"[^0-9]", "", one[group]), score, by, weight)


FINDER = Finder("postcode", ("〒", "-", "郵便", "ip", "ost", "県", "東京都", "北海道", "府"), find, numeric=True)
