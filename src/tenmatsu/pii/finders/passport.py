"""旅券番号: two letters and seven digits with the word for it near; machine-readable zones by their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from tenmatsu.pii import digits
from tenmatsu.pii.spots import CHECK, CONTEXT, Claim, Finder, free, near

WORDS = ("旅券", "パスポート", "assport", "PASSPORT")
_SHAPE = re.compile(r"[A-Za-z]{2} ?[0-9]{7}(?![0-9])")
_ZONE = re.compile(r"[A-Z0-9<]{9}[0-9][A-Z<]{3}[0-9]{6}[0-9][MFX<][0-9]{6}[0-9][A-Z0-9<]{14,16}")


def find(plain: str) -> Iterator[Claim]:
    for one in _SHAPE.finditer(plain):
        if free(plain, *one.span()) and near(plain, *one.span(), WORDS, 40, 16):
            normal = one[0].replace(" ", "").upper()
            yield Claim("passport", *one.span(), normal, 0.96, "shape and context", CONTEXT + 0.3)
    if "<" in plain:
        zones = list(_ZONE.finditer(plain))
        held = digits.mrz(pl.Series([one[0] for one in zones], dtype=pl.String)).to_list() if zones else []
        for one, fits in zip(zones, held, strict=True):
            if fits:
                number = one[0][:9].rstrip("<")
                yield Claim("passport", one.start(), one.start() + len(number), number, 0.99, "check digits", CHECK)


FINDER = Finder("passport", (*WORDS, "<<"), find, numeric=True)
