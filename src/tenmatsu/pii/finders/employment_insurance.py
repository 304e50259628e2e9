# ruff: noqa: E501 (patterns are kept whole)
"""雇用保険被保険者番号: 4, 6 and 1 digits with a word for it near; the number of an office (事業所番号) is written alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.runs import runs
from tenmatsu.pii.spots import CONTEXT, LABEL, Claim, Finder

_SHAPE = re.compile(r"[0-9]{4} ?- ?[0-9]{6} ?- ?[0-9](?![0-9])")
_BARE = re.compile(r"(?:[0-9]{10,11}|[0-9]{4}([ -])[0-9]{6}(?:\1[0-9])?)(?![0-9])")
_WORD = re.compile(r"雇用保険|雇保|離職票|被保険者|ハローワーク|失業|mployment [Ii]nsurance|koyo")
_OFFICE = re.compile(r"事業所|適用番号|[Oo]ffice|[Ee]stablishment|労働保険番号")
_LABEL = re.compile(
    r"(?:(?:雇用保険|雇保)(?:の)?(?:被保険者)?証?の?(?:番号|№|[Nn][Oo]\.?|NO\.?|ナンバー)|被保険者番号 ?\((?:雇用保険|雇保)\)|[Ee]mployment [Ii]nsurance (?:[Nn]umber|[Nn]o\.?|ID))[ \t]*(?:\([^()\n]{1,12}\))?[^0-9\n。]{0,6}\n?[ \t]*$"
)
BEFORE = 60


def find(plain: str) -> Iterator[Claim]:
    for one in runs(plain, _SHAPE):
        before, behind = plain[max(0, one.start - BEFORE) : one.start], plain[one.end : one.end + 20]
        last = max((found.end() for found in _WORD.finditer(before)), default=-1)
        office = max((found.end() for found in _OFFICE.finditer(before)), default=-1)
        if office > last:
            yield Claim("other", one.start, one.end, "", 1.0, "number of an office", LABEL + 0.1)
        elif last >= 0:
            yield _claim(one.start, one.end, one.digits, "shape and context", 0.97, LABEL + 0.1)
        elif _WORD.search(behind):
            yield _claim(one.start, one.end, one.digits, "shape and context", 0.9, CONTEXT + 0.4)
    for one in runs(plain, _BARE):
        if _LABEL.search(plain[max(0, one.start - BEFORE) : one.start]):
            yield _claim(one.start, one.end, one.digits, "digits and label", 0.93, LABEL + 0.1)


def _claim(start: int, end: int, digits: str, by: str, score: float, weight: float) -> Claim:
    return Claim("employment_insurance", start, end, digits, score, by, weight)


FINDER = Finder(
    "employment_insurance",
    ("雇用保険", "雇保", "離職票", "被保険者", "ハローワーク", "失業", "nsurance", "koyo", "事業所番号"),
    find,
    numeric=True,
)
