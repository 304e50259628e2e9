# ruff: noqa: E501 (patterns and tables are kept whole)
"""Telephone and fax numbers in running text: mobile, landline, 050, +81; groups by hyphens, brackets, dots, blanks.

Grouped numbers are believed by their shape (numbers of examples are not assigned); bare runs of digits by the plan.
0120, 0800, 0570 and 0990 are nobody's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from phonenumbers import NumberParseException, PhoneNumber, is_valid_number, parse

from tenmatsu.pii.beside_name import ends_with_name
from tenmatsu.pii.spots import CHECK, CONTEXT, SHAPE, Claim, Finder, near

_SHAPE = re.compile(r"(?:\(0|0(?<![0-9]0))[0-9]{1,10}(?:[-. ()/・]{1,3}[0-9]{1,8}){0,2}")
_GROUPS = re.compile(r"[0-9]+")
_ABROAD = re.compile(r"(?:\+|00(?<![0-9]00))[1-9][0-9]{0,2}[-. (]{0,2}(?:\(0\))?[0-9(](?:[0-9().-]| (?! )){5,16}[0-9]")
_TEL = re.compile(r"(?:tel|fax|phone|mobile|cell|mob)\.?$", re.IGNORECASE)
_FREE = ("0120", "0800", "0570", "0990")
_WORDS = ("電話", "TEL", "Tel", "tel", "携帯", "連絡先", "FAX", "Fax", "fax", "ファ", "℡", "☎", "📞", "Phone", "phone", "Mobile", "mobile", "でんわ", "内線", "ケータイ", "スマホ", "問い合わせ先", "問合せ先", "お問い合わせ", "直通", "代表", "折り返し", "着信", "発信", "SMS", "ショートメール")  # fmt: skip
_PLANS = {(2, 4, 4), (3, 3, 4), (4, 2, 4), (5, 1, 4), (3, 4, 4)}


def find(plain: str) -> Iterator[Claim]:
    found = _SHAPE.search(plain)
    while found:
        claim = _home(plain, found)
        if claim:
            yield claim
        first = re.match(r"\(?[0-9]+", found[0])
        after = claim.end if claim else found.start() + (len(first[0]) if first else 1)
        found = _SHAPE.search(plain, after)
    if "+" in plain or "00" in plain:
        for one in _ABROAD.finditer(plain):
            claim = _abroad(plain, one)
            if claim:
                yield claim


def _home(plain: str, found: re.Match[str]) -> Claim | None:
    """The number in the first three groups of digits, or in the first two, or the first alone."""
    groups = list(_GROUPS.finditer(found[0]))
    for count in range(len(groups), 0, -1):
        claim = _number(plain, found.start(), found.start() + groups[count - 1].end())
        if claim:
            return claim
    return None


def _number(plain: str, start: int, end: int) -> Claim | None:
    text = plain[start:end]
    if text.count("(") > text.count(")"):
        if text.startswith("("):
            text, start = text[1:], start + 1
        else:
            return None
    digits = re.sub("[^0-9]", "", text)
    if digits.startswith(_FREE) and 9 < len(digits) < 12:
        return Claim("other", start, end, "", 1.0, "free call", LABELLED)
    if not fits(digits) or not _alone(plain, start, end):
        return None
    groups = tuple(len(part) for part in _GROUPS.findall(text))
    cued = near(plain, start, end, _WORDS, 24, 4) or (len(groups) == 1 and _beside(plain, start) and assigned(digits))
    score = _score(text, groups, digits, cued)
    if not score:
        return None
    return Claim("phone", start, end, digits, score, "numbering plan", CONTEXT + 0.5 if cued else SHAPE + 0.5)


LABELLED = CHECK + 0.5
_MAIL = re.compile(r"@[A-Za-z0-9.-]{1,60}\.[A-Za-z]{2,12}[\"']?[ /,、;|\t]{1,4}[\"']?$")


_HOUSE = re.compile(r"(?:丁目|番地?|号室?|[0-9]-[0-9]{1,4}|室|階|F)[\"']?[ 、,/;|\t]{1,4}[\"']?$")


def _beside(plain: str, start: int) -> bool:
    """Right behind an address of mail, a name or a house number, as in a line of a list."""
    before = plain[max(0, start - 80) : start]
    return bool(_MAIL.search(before)) or ends_with_name(before) or bool(_HOUSE.search(before))


def fits(digits: str) -> bool:
    if re.match("0[5-9]0", digits) and digits[1] in "56789" and digits[2] == "0":
        return len(digits) == 11 or (len(digits) == 10 and digits[1] not in "789" and digits[:3] != "050")
    return len(digits) == 10 and digits[1] != "0"


def _score(text: str, groups: tuple[int, ...], digits: str, cued: bool) -> float:
    """How far a shape is believed: 0 for none."""
    marks = set(re.sub("[0-9]", "", text))
    grouped = groups in _PLANS
    if grouped and (marks & set("-()")):
        return 0.97
    if grouped and marks in ({"."}, {" "}, {"・"}):
        return 0.9 if cued or len(digits) == 11 or assigned(digits) else 0.0
    if grouped:
        return 0.8 if cued else 0.0
    if len(groups) == 1:
        if cued:
            return 0.95
        return 0.85 if len(digits) == 11 and digits[3] != "0" and assigned(digits) else 0.0
    if len(groups) == 2 and marks <= set("-() "):
        return (
            0.9 if cued or (groups in {(3, 8), (7, 4)} and len(digits) == 11) else (0.75 if assigned(digits) else 0.0)
        )
    return 0.0


@lru_cache(maxsize=65536)
def assigned(digits: str) -> bool:
    """Whether the national number lies in a range of the plan."""
    return is_valid_number(PhoneNumber(country_code=81, national_number=int(digits)))


def _alone(plain: str, start: int, end: int) -> bool:
    """No letter, digit or mark of a longer number touches it; `TEL` and `FAX` may."""
    left, right = plain[max(0, start - 8) : start], plain[end : end + 2]
    if right[:1].isascii() and right[:1].isalnum() and not right[:1].isalpha():
        return False
    if right[:1].isascii() and right[:1].isalpha() and right[:1] not in "(xX":
        return False
    grouped = any(mark in plain[start:end] for mark in "-(")
    if len(right) == 2 and right[0] in ("-._" if grouped else "-./_,") and right[1].isascii() and right[1].isdigit():
        return False
    if not left or not left[-1].isascii():
        return True
    if left[-1].isalnum():
        return bool(_TEL.search(left))
    if len(left) > 1 and left[-2].isascii() and left[-2].isalnum():
        if left[-1] in "-._#+\\%$" or (left[-1] in "=/," and not grouped):
            if left[-1] == "/":
                return bool(_TEL.search(left[:-1]) or _MAIL.search(plain[max(0, start - 80) : start]))
            return bool(_TEL.search(left[:-1]) or (left[-1] in "=," and _no_thousands(left, plain[start:end])))
        return True
    return left[-1] not in "+#¥$%\\"


def _no_thousands(left: str, number: str) -> bool:
    """Whether a comma parts cells: no digit before it, or more digits behind it than a group of three."""
    return not left[-2].isdigit() or (left[-1] == "," and len(number) >= 10 and number[0] == "0")


def _abroad(plain: str, found: re.Match[str]) -> Claim | None:
    """A number with its country; what follows after a blank and does not fit is left out."""
    start, text = found.start(), found[0]
    if plain[found.end() : found.end() + 1].isdigit() or plain[start - 1 : start].isdigit():
        return None
    while text:
        claim = _national(start, text) if text.count("(") == text.count(")") else None
        if claim:
            return claim
        text = text[: max(text.rfind(" "), text.rfind("("), 0)].rstrip(" (")
    return None


def _national(start: int, text: str) -> Claim | None:
    digits = re.sub("[^0-9]", "", text.replace("(0)", ""))
    digits = digits[2:] if text.startswith("00") else digits
    if digits.startswith("81"):
        home = "0" + digits[2:].lstrip("0")
        return Claim("phone", start, start + len(text), home, 0.97, "numbering plan", LABELLED) if fits(home) else None
    if not _valid("+" + digits):
        return None
    return Claim("phone", start, start + len(text), "+" + digits, 0.85, "plan of another country", SHAPE)


@lru_cache(maxsize=4096)
def _valid(number: str) -> bool:
    try:
        return is_valid_number(parse(number, None))
    except NumberParseException:
        return False


FINDER = Finder("phone", ("",), find, numeric=True)
