"""Numbers written in kanji as digits: 三十三万一人 → 330001人, 平成二十八年六月十四日 → 平成28年6月14日.

Only what counts or dates is turned: a run of numerals before 人, 名, 件, or the three numbers of a whole date. 一人
stays, since it is mostly a word (一人ひとり, お一人); so do 第三者, 二人三脚, 十人十色, 一部.
"""

from __future__ import annotations

import re
import unicodedata

_SIGNS = "〇零一二三四五六七八九十百千万億"
_DIGIT = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_PLACE = {"十": 10, "百": 100, "千": 1000}
_COUNT = re.compile(rf"(?<![第{_SIGNS}0-9数何])([{_SIGNS}]+)(?=[人名件](?!三脚|十色))")
_DAY = re.compile(rf"([元{_SIGNS}]+)年([{_SIGNS}]{{1,3}})月([{_SIGNS}]{{1,3}})日")


def plain(text: str) -> str:
    """The text as numbers are read from it: width folded (NFKC), kanji numerals of counts and dates as digits."""
    folded = unicodedata.normalize("NFKC", text)
    if not any(sign in folded for sign in "一二三四五六七八九十百千万億"):
        return folded
    return _COUNT.sub(_counted, _DAY.sub(_dated, folded))


def value(run: str) -> int | None:
    """The number of a run of kanji numerals, by places (三十三万一) or digit by digit (二〇一六); None if neither."""
    if len(run) > 1 and all(sign in _DIGIT for sign in run):
        return int("".join(str(_DIGIT[sign]) for sign in run))
    total = part = digit = 0
    for sign in run:
        if sign in _DIGIT:
            if digit:
                return None
            digit = _DIGIT[sign]
        elif sign in _PLACE:
            part, digit = part + (digit or 1) * _PLACE[sign], 0
        else:
            total, part, digit = total + (part + digit or 1) * (10_000 if sign == "万" else 100_000_000), 0, 0
    return total + part + digit


def _counted(found: re.Match[str]) -> str:
    number = None if found[1] == "一" and found.string[found.end()] == "人" else value(found[1])
    return found[0] if number is None else str(number)


def _dated(found: re.Match[str]) -> str:
    year, *rest = ("元" if one == "元" else value(one) for one in found.groups())
    return found[0] if year is None or None in rest else f"{year}年{rest[0]}月{rest[1]}日"
