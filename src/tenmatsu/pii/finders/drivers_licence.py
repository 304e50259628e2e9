"""運転免許証番号: twelve digits with the word for it near; the commission and the 11th digit strengthen it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import digits
from tenmatsu.pii.finders.my_number import TWELVE
from tenmatsu.pii.runs import passing, runs
from tenmatsu.pii.spots import CHECK, CONTEXT, Claim, Finder, near

WORDS = ("免許", "driver's lic", "Driver's Lic", "drivers lic", "driver lic", "Driver Lic", "運転経歴証明書")


_NUMBERED = re.compile("第 ?$")
"""第 309012345620 号, as the licence itself writes it."""


def find(plain: str) -> Iterator[Claim]:
    found = list(runs(plain, TWELVE))
    for one, fits in zip(found, passing(found, digits.licence), strict=True):
        numbered = (
            _NUMBERED.search(plain, max(0, one.start - 4), one.start)
            and plain[one.end : one.end + 2].strip()[:1] == "号"
        )
        if fits and (numbered or near(plain, one.start, one.end, WORDS, 40, 16)):
            yield Claim("drivers_licence", one.start, one.end, one.digits, 0.97, "check digit and context", CHECK + 0.1)
        elif near(plain, one.start, one.end, WORDS, 16, 0):
            yield Claim("drivers_licence", one.start, one.end, one.digits, 0.6, "context", CONTEXT - 0.5)


FINDER = Finder("drivers_licence", (*WORDS, "号"), find, numeric=True)
