"""What the value of a fact may be: three-valued answers, counts as intervals, moments, sets and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from tenmatsu.law.items import fold

JST = ZoneInfo("Asia/Tokyo")
Moment = date | datetime


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
_COUNT = re.compile(r"^(?:(?P<low>\d+))?(?P<dots>\.\.|–|~|〜)?(?P<high>\d+)?(?:人|件|名|persons|records)?$")
_MOMENT = re.compile(
    r"^(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)\s*(.*)$", re.S
)
_NOTHING_KNOWN = ("unknown", "不明", "?", "調査中")


def parse_said(text: str) -> Said:
    """Read yes, no, suspected or unknown (also はい, いいえ, 疑い, 不明)."""
    said = SAID.get(fold(text))
    if said is None:
        raise ValueError("the words are yes, no, suspected, unknown")
    return said


def parse_count(text: str) -> Interval:
    """Read `500`, `300..5000`, `300..` (or more), `..5000` (at most), `unknown`."""
    folded = fold(text).replace(",", "")
    if folded in _NOTHING_KNOWN:
        return Interval()
    found = _COUNT.match(folded)
    if not found or not (found["low"] or found["high"]):
        raise ValueError("a number is written 500, 300..5000, 300.. or ..5000")
    low = int(found["low"] or 0)
    high = int(found["high"]) if found["high"] else (None if found["dots"] else low)
    if high is not None and high < low:
        raise ValueError("the second number of an interval must not be smaller than the first")
    return Interval(low, high)


def split_moment(text: str) -> tuple[Moment | None, str]:
    """Read `2026-09-01T09:30+09:00 情報システム部` as (moment, who); without a zone an instant is Japan's."""
    found = _MOMENT.match(text.strip())
    if not found:
        return None, text.strip()
    when, who = found[1].replace(" ", "T", 1).replace(" ", ""), found[2].strip(" ,、")
    if "T" not in when:
        return date.fromisoformat(when), who
    instant = datetime.fromisoformat(when)
    return (instant if instant.tzinfo else instant.replace(tzinfo=JST)), who


def parse_moment(text: str, *, who: bool = False) -> Moment | None:
    """Read a date or an instant; `unknown` and `no` (not happened) are None. With `who` a department may follow."""
    if fold(text) in _NOTHING_KNOWN or SAID.get(fold(text)) is Said.NO:
        return None
    moment, rest = split_moment(text)
    if moment is not None and not 1900 <= moment.year <= 2100:
        raise ValueError("the year of a moment lies between 1900 and 2100")
    if moment is None or (rest and not who):
        raise ValueError("a moment is written 2026-09-01 or 2026-09-01T09:30+09:00")
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


def day_in(moment: Moment, zone: ZoneInfo) -> date:
    """The calendar day of a moment in a zone."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
