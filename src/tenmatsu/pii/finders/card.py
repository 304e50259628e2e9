# ruff: noqa: E501 (patterns and tables are kept whole)
"""Payment card numbers: a brand's beginning and length, and Luhn's digit; expiry dates beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import digits
from tenmatsu.pii.runs import Run, passing, runs
from tenmatsu.pii.spots import CHECK, CONTEXT, Claim, Finder, near

_GROUPED = re.compile(
    r"[1-6][0-9]{3}(?:([- ])[0-9]{4}\1[0-9]{4}\1[0-9]{1,7}|([- ])[0-9]{6}\2[0-9]{4,5}|[0-9]{9,15})(?![0-9])"
)
MONTH = (
    r"(?:(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4][0-9]|20[2-4][0-9] ?[/年-] ?(?:0?[1-9]|1[0-2])月?"
    r"|(?:0?[1-9]|1[0-2])月 ?/? ?(?:20)?[2-4][0-9]年?)(?![0-9/-])"
)
"""A month as cards write it: 08/27, 8/2027, 2027年8月, 8月/27年."""
_EXPIRY = re.compile(rf"(?<![0-9/-]){MONTH}")
_BRANDED = re.compile(
    r"(?:VISA|Visa|visa|JCB|AMEX|Amex|MASTER|Master|MasterCard|Mastercard|Diners|DINERS|CARD|Card|card)((?:[3-6][0-9]{3})(?:[- ]?[0-9]{4,6}){2}(?:[- ]?[0-9]{3,7})?)(?![0-9-])"
)
_BESIDE = re.compile(r"[ \t]*\(?(?:\([A-Za-z ]{2,16}\)|[A-Za-z]{2,12})?[ \t、,/]{0,3}")
_UNTIL = ("有効期限", "期限", "expiry", "Expiry", "EXP", "Exp", "exp", "Valid", "VALID", "valid")


def find(plain: str) -> Iterator[Claim]:
    found = [*runs(plain, _GROUPED), *_branded(plain)]
    good = [a and b for a, b in zip(passing(found, digits.luhn), passing(found, digits.issuer), strict=True)]
    cards = [one for one, fits in zip(found, good, strict=True) if fits]
    for one in cards:
        yield Claim("card", one.start, one.end, one.digits, 0.97, "Luhn digit and issuer", CHECK)
    for one in cards:
        for mark in _EXPIRY.finditer(plain, one.end, one.end + 60):
            if near(plain, mark.start(), mark.end(), _UNTIL, 24, 0) or _BESIDE.fullmatch(plain, one.end, mark.start()):
                yield Claim("card_expiry", *mark.span(), mark[0].replace(" ", ""), 0.9, "beside a card", CONTEXT)
                break


def _branded(plain: str) -> Iterator[Run]:
    """`JCB3530111333300000`: the brand's letters may touch."""
    for one in _BRANDED.finditer(plain):
        yield Run(*one.span(1), one[1], re.sub("[- ]", "", one[1]))


FINDER = Finder("card", ("",), find, numeric=True)
