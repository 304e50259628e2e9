"""外字: characters that a printer's code lacks, with proposals; nothing is replaced in silence.

Two measures: JIS X 0208 (what any printer has) and cp932 (Windows-31J: adds the NEC and IBM extensions, 髙 and 﨑 among
them). A row whose name or address cp932 lacks is held apart until a person has chosen. Five signs (〜−‖ and the like)
stand in both codes and differ in Unicode alone: they are written under cp932's own Unicode point and counted.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import joyokanji  # type: ignore[import-untyped]  # the package ships no types

SAME_SIGN = {0x301C: 0xFF5E, 0x2212: 0xFF0D, 0x2016: 0x2225, 0x00A2: 0xFFE0, 0x00A3: 0xFFE1, 0x00AC: 0xFFE2}
"""JIS X 0208 signs that Microsoft puts at other points of Unicode: wave dash, minus, double bar, cent, pound."""
_OFTEN = (
    "髙高 﨑崎 𠮷吉 邉邊辺 德徳 濵浜濱 桒桑 栁柳 瀨瀬 嵜崎 𣘺橋 𡈽土 槗橋 圡土 閒間 曻昇 靑青 淸清 橫横 綠緑 黑黒 增増",
    "寬寛 瘦痩 頰頬 剝剥 塡填 俱倶 吞呑 噓嘘 姸妍 屛屏 幷并 繫繋 蔣蒋 醬醤 蟬蝉 蠟蝋 顚顛 鷗鴎 鹼鹸 麴麹 麵麺",
)
OFTEN = {pair[0]: tuple(pair[1:]) for line in _OFTEN for pair in line.split()}
"""Forms that stand in Japanese names and addresses, and the common ones that printers propose."""


@dataclass(frozen=True, slots=True)
class Gaiji:
    """One character: its code point, whether JIS X 0208 and cp932 have it, and the forms proposed to a person."""

    sign: str
    point: str
    jis: bool
    cp932: bool
    proposals: tuple[str, ...]


def gaiji(text: str) -> tuple[Gaiji, ...]:
    """The characters of a text that JIS X 0208 lacks, each once, in order; variation selectors stand for themselves."""
    return tuple(_told(sign) for sign in dict.fromkeys(text) if not in_jis(sign))


@cache
def in_jis(sign: str) -> bool:
    """Whether ASCII, half-width kana or JIS X 0208 has the sign."""
    return sign.isascii() or "｡" <= sign <= "ﾟ" or _encodes(sign.translate(_BACK), "iso2022_jp")


@cache
def in_cp932(sign: str) -> bool:
    """Whether Windows-31J has the sign."""
    return _encodes(sign.translate(SAME_SIGN), "cp932")


_BACK = {after: before for before, after in SAME_SIGN.items()}


def to_cp932(text: str) -> str:
    """The text under cp932's own points for the signs of `SAME_SIGN`; megabytes at a time."""
    for before, after in SAME_SIGN.items():
        text = text.replace(chr(before), chr(after))
    return text


@cache
def _told(sign: str) -> Gaiji:
    found = [*OFTEN.get(sign, ()), unicodedata.normalize("NFKC", sign), joyokanji.convert(sign)]
    good = tuple(one for one in dict.fromkeys(found) if one != sign and all(in_jis(part) for part in one))
    return Gaiji(sign, f"U+{ord(sign):04X}", jis=False, cp932=in_cp932(sign), proposals=good)


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def lacking() -> str:
    """A regular expression (RE2) of one character that JIS X 0208 lacks, to sieve many rows."""
    points = [point for point in range(0x20, 0x10000) if not 0xD800 <= point <= 0xDFFF and in_jis(chr(point))]
    ranges: list[tuple[int, int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return "[^" + "".join(f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in ranges) + "]"
