"""Telephone numbers written out in kanji (`〇九〇-一二三四-五六七八`), as in letters set from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.finders.phone import fits
from tenmatsu.pii.spots import CONTEXT, Claim, Finder

_DASH = "[-‐‑–—―−ー・の]"
_NUMERAL = "[〇零一二三四五六七八九]"
_WRITTEN = re.compile(rf"[〇零]{_NUMERAL}{{1,4}}{_DASH}{_NUMERAL}{{1,4}}{_DASH}{_NUMERAL}{{4}}(?!{_NUMERAL})")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def find(plain: str) -> Iterator[Claim]:
    for one in _WRITTEN.finditer(plain):
        digits = re.sub("[^0-9]", "", one[0].translate(_DIGITS))
        if fits(digits):
            yield Claim("phone", *one.span(), digits, 0.9, "numbering plan", CONTEXT + 0.5)


FINDER = Finder("phone", ("〇", "零"), find)
