"""A text in one form of width and dashes, with the way back to every character of the original.

NFKC may change length (㈱ → (株), ｶﾞ → ガ, ㍻ → 平成). Most characters have a single counterpart: they are exchanged
in place; for the few others the stretches are kept. Dashes are made hyphens only beside digits: ー is also a kana.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

_DASH = re.compile(r"(?<=[0-9)A-Z])(\s?)[‐‑‒–—―−─━ーｰ－﹣˗₋](?=\s?[0-9(])")
_DASHES = re.compile(r"[‐‑‒–—―−─━ーｰ－﹣˗₋]")


class _Single(dict[int, int]):
    """Code point → code point, where NFKC gives one character; else, and for ① (no part of a number), itself."""

    def __missing__(self, code: int) -> int:
        form = unicodedata.normalize("NFKC", chr(code))
        self[code] = ord(form) if len(form) == 1 and not _counts(chr(code)) else code
        return self[code]


def _counts(one: str) -> bool:
    """Whether a character counts items (①, ⑫, ➂) or is a small digit (²), and is none to write numbers with."""
    return unicodedata.category(one) == "No"


_SINGLE = _Single()


@cache
def _longer() -> re.Pattern[str]:
    """What NFKC makes longer or shorter, and what has no width: joiners, selectors of variants."""
    codes = (code for code in range(0xA0, 0x10000) if not 0xAC00 <= code <= 0xDFFF)
    forms = ((chr(code), unicodedata.normalize("NFKC", chr(code))) for code in codes)
    wide = "".join(one for one, form in forms if len(form) > 1 and not (form.isdigit() and _counts(one)))
    return re.compile(
        f"[\u3099\u309a]|[\u200b-\u200f\u2060\ufeff\U000e0100-\U000e01ef\ufe00-\ufe0f]|[{re.escape(wide)}]"
    )


@dataclass(frozen=True, slots=True)
class Surface:
    """`plain` is the folded text; `origin` tells where a stretch of it stands in the original."""

    plain: str
    _plain: list[tuple[int, int]] = field(default_factory=list)
    _original: list[tuple[int, int]] = field(default_factory=list)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Characters `start` to `end` of `plain` as characters of the original."""
        return self._at(start, 0), self._at(end - 1, 1) if end > start else self._at(start, 0)

    def _at(self, place: int, side: int) -> int:
        if not self._plain:
            return place + side
        last = bisect_right(self._plain, (place, 1 << 60)) - 1
        if last < 0:
            return place + side
        end = self._plain[last][1]
        return self._original[last][side] if place < end else self._original[last][1] + place - end + side


def surface(text: str) -> Surface:
    """The text folded; spans in it are turned back by `origin`."""
    if text.isascii():
        return Surface(text)
    plain = text.translate(_SINGLE)
    made: list[str] = []
    here: list[tuple[int, int]] = []
    there: list[tuple[int, int]] = []
    last = length = 0
    for found in _longer().finditer(plain):
        start = found.start() - (found[0] in "\u3099\u309a" and found.start() > last)
        cut = plain[start : found.end()]
        form = "" if _bare(cut) else unicodedata.normalize("NFKC", cut)
        made += [plain[last:start], form]
        length += start - last
        here.append((length, length + len(form)))
        there.append((start, found.end()))
        length, last = length + len(form), found.end()
    whole = "".join([*made, plain[last:]]) if made else plain
    if _DASHES.search(whole):
        whole = _DASH.sub(r"\1-", _DASH.sub(r"\1-", whole))
    return Surface(whole, here, there)


def _bare(text: str) -> bool:
    return len(text) == 1 and unicodedata.category(text) in ("Cf", "Mn")
