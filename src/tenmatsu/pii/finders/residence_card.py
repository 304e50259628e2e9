"""在留カード and 特別永住者証明書: two letters, eight digits, two letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii.spots import CONTEXT, SHAPE, Claim, Finder, free, near

_SHAPE = re.compile(r"[A-Z]{2} ?[0-9]{8} ?[A-Z]{2}")
_WORDS = ("在留", "永住", "外国人登録", "esidence", "zairyu")


def find(plain: str) -> Iterator[Claim]:
    for one in _SHAPE.finditer(plain):
        if not free(plain, *one.span()) or plain[one.start() - 1 : one.start()] in ("-", "_"):
            continue
        said = near(plain, *one.span(), _WORDS, 60, 16)
        if said or " " not in one[0]:
            weight, score, by = (CONTEXT + 0.3, 0.98, "shape and context") if said else (SHAPE, 0.8, "shape")
            yield Claim("residence_card", *one.span(), one[0].replace(" ", ""), score, by, weight)


FINDER = Finder("residence_card", ("",), find, numeric=True)
