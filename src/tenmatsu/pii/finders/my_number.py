# ruff: noqa: E501 (patterns and tables are kept whole)
"""個人番号: twelve digits whose check digit holds and of which the words around speak.

One random number in ten passes the check digit: without a word for it nothing is claimed (order numbers, tracking
numbers 4-4-4), except in a text that names it somewhere and lists three or more, all of which pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import digits
from tenmatsu.pii.runs import passing, runs
from tenmatsu.pii.spots import CHECK, Claim, Finder, near

TWELVE = re.compile(r"[0-9]{4}(?:[- ]?[0-9]{4}){2}(?![0-9])")
WORDS = ("マイナンバー", "個人番号", "My Number", "my number", "MyNumber", "mynumber", "my_number", "MY NUMBER", "通知カード", "マイナンバ-", "ﾏｲﾅﾝﾊﾞｰ", "Individual Number", "individual number", "社会保障・税番号")  # fmt: skip


def find(plain: str) -> Iterator[Claim]:
    found = list(runs(plain, TWELVE))
    good = [one for one, fits in zip(found, passing(found, digits.my_number), strict=True) if fits]
    listed = len(good) >= 3 and len(good) >= 0.9 * len(found)
    for one in good:
        if near(plain, one.start, one.end, WORDS, 48, 16):
            yield Claim("my_number", one.start, one.end, one.digits, 0.98, "check digit and context", CHECK + 0.2)
        elif listed:
            yield Claim("my_number", one.start, one.end, one.digits, 0.8, "check digits of a list", CHECK - 0.5)


FINDER = Finder("my_number", WORDS, find, numeric=True)
