"""What the value of a fact may be: three-valued answers, counts as intervals, moments, sets and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tenmatsu.law.items import fold
from tenmatsu.law.moments import JST, WRITTEN, Moment, day_in, read_moment, split_moment

__all__ = [
    "JST", "Interval", "Moment", "Said", "day_in", "parse_choice", "parse_count", "parse_moment", "parse_said",
    "parse_words", "split_moment",
]  # fmt: skip


class Said(StrEnum):
    """A yes/no fact: `suspected` counts as おそれ and never as proof."""

    YES = "yes"
    NO = "no"
    SUSPECTED = "suspected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Interval:
    """A count that lies between two numbers; `at_most` is None while nothing bounds it."""

    at_least: int = 0
    at_most: int | None = None

    def __str__(self) -> str:
        if self.at_most == self.at_least:
            return f"{self.at_least:,}"
        return f"{self.at_least:,}–{self.at_most:,}" if self.at_most is not None else f"{self.at_least:,}–?"


SAID: Mapping[str, Said] = {
    **dict.fromkeys(("yes", "true", "はい", "あり", "有", "該当"), Said.YES),
    **dict.fromkeys(("no", "false", "いいえ", "なし", "無", "none", "非該当"), Said.NO),
    **dict.fromkeys(("suspected", "possible", "likely", "疑い", "おそれ", "おそれあり"), Said.SUSPECTED),
    **dict.fromkeys(("unknown", "不明", "?", "調査中"), Said.UNKNOWN),
}
_COUNT = re.compile(
    r"^(?P<low>\d+)?(?:人|件|名)?(?P<dots>\.\.|–|~|〜|から)?(?P<high>\d+)?(?:人|件|名|日|時間|persons|records)?"
    r"(?P<bound>以上|以下|未満|超|を?超える|まで)?$"
)
_BOUNDS: Mapping[str, tuple[int | None, int | None]] = {
    **dict.fromkeys(("以上",), (0, None)), **dict.fromkeys(("超", "超える", "を超える"), (1, None)),
    **dict.fromkeys(("以下", "まで"), (None, 0)), **dict.fromkeys(("未満",), (None, -1)),
}  # fmt: skip
"""What a word behind a number does to it, as the least and as the greatest: 1,000人以下 is ..1000."""
_NOTHING_KNOWN = ("unknown", "不明", "?", "調査中")


def parse_said(text: str) -> Said:
    """Read yes, no, suspected or unknown (also はい, いいえ, 疑い, 不明)."""
    said = SAID.get(fold(text))
    if said is None:
        raise ValueError("the words are yes, no, suspected, unknown")
    return said


def parse_count(text: str) -> Interval:
    """Read `500`, `300..5000`, `300..` (or more), `..5000` (at most), `1,000人以下`, `unknown`."""
    folded = re.sub(r"(?<=\d)\.0$", "", fold(text).replace(",", ""))
    if folded in _NOTHING_KNOWN:
        return Interval()
    found = _COUNT.match(folded)
    if not found or not (found["low"] or found["high"]) or (found["bound"] and (found["dots"] or found["high"])):
        raise ValueError("a number is written 500, 300..5000, 300.. or ..5000, or unknown")
    low = int(found["low"] or 0)
    if found["bound"]:
        least, most = _BOUNDS[found["bound"]]
        return Interval(0 if least is None else low + least, None if most is None else max(0, low + most))
    high = int(found["high"]) if found["high"] else (None if found["dots"] else low)
    if high is not None and high < low:
        raise ValueError("the second number of an interval must not be smaller than the first")
    return Interval(low, high)


def parse_moment(text: str, *, who: bool = False) -> Moment | None:
    """Read a date or an instant; `unknown` and `no` (not happened) are None. With `who` a department may follow."""
    if fold(text) in _NOTHING_KNOWN or SAID.get(fold(text)) is Said.NO:
        return None
    moment, rest = read_moment(text)
    if moment is not None and not 1900 <= moment.year <= 2100:
        raise ValueError("the year of a moment lies between 1900 and 2100")
    if moment is None or (rest and not who):
        raise ValueError(WRITTEN)
    return moment


def parse_choice(text: str, choices: Mapping[str, tuple[str, ...]]) -> str:
    """Read one of the choices, by its word or another spelling."""
    wanted = fold(text)
    for word, spellings in choices.items():
        if wanted == fold(word) or wanted in (fold(one) for one in spellings):
            return word
    raise ValueError(f"the words are {', '.join(choices)}")


def parse_words(text: str, choices: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Read several of the choices, separated by `;` or `、`."""
    parts = [part.strip() for part in text.replace("、", ";").split(";")]
    return frozenset(parse_choice(part, choices) for part in parts if part)
