"""基礎年金番号: four and six digits with the word for it near; there is no check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.runs import runs
from tenmatsu.pii.spots import CONTEXT, Claim, Finder, near

_SHAPE = re.compile(r"[0-9]{4} ?- ?[0-9]{6}(?:-[0-9]{4})?(?![0-9])")
_BARE = re.compile(r"[0-9]{10}(?![0-9])|[0-9]{4} [0-9]{6}(?![0-9])")


def find(plain: str) -> Iterator[Claim]:
    for one in runs(plain, _SHAPE):
        if near(plain, one.start, one.end, ("年金", "Pension", "pension"), 48, 16):
            yield Claim("pension_number", one.start, one.end, one.digits, 0.97, "shape and context", CONTEXT + 0.4)
        elif "年金" in plain and near(plain, one.start, one.end, ("番号は", "番号が", "番号:", "番号 "), 8, 0):
            yield Claim("pension_number", one.start, one.end, one.digits, 0.8, "shape, in a text on pensions", CONTEXT)
    for one in runs(plain, _BARE):
        if near(plain, one.start, one.end, ("年金番号", "年金手帳", "ension number"), 20, 24):
            yield Claim("pension_number", one.start, one.end, one.digits, 0.9, "digits and label", CONTEXT + 0.6)


FINDER = Finder("pension_number", ("年金", "ension"), find, numeric=True)
