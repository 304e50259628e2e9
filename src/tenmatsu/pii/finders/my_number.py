# ruff: noqa: E501 (patterns and tables are kept whole)
"""個人番号: twelve digits whose check digit holds and of which the words around speak.

One random number in ten passes the check digit: without a word for it nothing is claimed (order numbers, tracking
numbers 4-4-4), except in a text that names it somewhere and lists three or more, all of which pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import digits
from tenmatsu.pii.beside_name import ends_with_name
from tenmatsu.pii.runs import passing, runs
from tenmatsu.pii.spots import CHECK, Claim, Finder, near

TWELVE = re.compile(r"[0-9]{4}(?:[- ]?[0-9]{4}){2}(?![0-9])")
WORDS = ("マイナンバー", "個人番号", "My Number", "my number", "MyNumber", "mynumber", "my_number", "MY NUMBER", "通知カード", "マイナンバ-", "ﾏｲﾅﾝﾊﾞｰ", "Individual Number", "individual number", "社会保障・税番号")  # fmt: skip


_FORMS = (
    "扶養控除",
    "控除対象",
    "扶養親族",
    "源泉徴収",
    "支払調書",
    "給与支払報告",
    "年末調整",
    "年調",
    "扶養",
    "特定個人情報",
)
"""Papers that carry the number of each person in them, with its word at their head or not at all."""
_KIN = re.compile(
    r"(?:本人|長男|長女|次男|次女|二男|二女|妻|夫|父|母|子|配偶者|奥さん|旦那さん)(?:の番号)?(?:は|が|の|:| )*$"
)
_BORN = re.compile(r"[ 、,/\t]{1,3}(?:明治|大正|昭和|平成|令和|[MTSHR][0-9]|(?:19|20)[0-9]{2}[-/.年])")


def find(plain: str) -> Iterator[Claim]:
    found = list(runs(plain, TWELVE))
    good = [one for one, fits in zip(found, passing(found, digits.my_number), strict=True) if fits]
    form = any(word in plain for word in (*_FORMS, *WORDS))
    listed = len(good) >= 3 and len(good) >= 0.9 * len(found)
    for one in good:
        if near(plain, one.start, one.start, ("免許",), 14, 0) and not near(plain, one.start, one.start, WORDS, 14, 0):
            continue
        if near(plain, one.start, one.end, WORDS, 48, 16):
            yield Claim("my_number", one.start, one.end, one.digits, 0.98, "check digit and context", CHECK + 0.2)
        elif form and (
            ends_with_name(plain[max(0, one.start - 24) : one.start])
            or _KIN.search(plain[max(0, one.start - 12) : one.start])
            or _BORN.match(plain, one.end)
        ):
            yield Claim("my_number", one.start, one.end, one.digits, 0.85, "check digit, beside a person", CHECK - 0.2)
        elif listed:
            yield Claim("my_number", one.start, one.end, one.digits, 0.8, "check digits of a list", CHECK - 0.5)


FINDER = Finder("my_number", (*WORDS, *_FORMS), find, numeric=True)
