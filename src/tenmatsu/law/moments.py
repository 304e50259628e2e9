"""Days and instants as people write them: ISO 8601, 2026/9/1, 2026年9月1日, 令和8年9月1日, R8.9.1.

An instant may follow its day (`2026-09-01 09:30`, `2026/9/1 午後3時30分`) and may carry a zone (`Z`, `+09:00`, `JST`);
without one it is Japan's. The eras are those of 元号法 (昭和 from 1926, 平成 from 1989, 令和 from 2019).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")
Moment = date | datetime
WRITTEN = "a moment is written 2026-09-01, 2026/9/1, 令和8年9月1日 or 2026-09-01T09:30+09:00"
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_MOMENT = re.compile(
    r"^(?:(?P<era>令和|平成|昭和|[RHSrhs](?=\d))(?P<era_year>元|\d{1,2})|(?P<year>\d{4}))"
    r"(?P<mark>[-/.年－／．])(?P<month>\d{1,2})[-/.月－／．](?P<day>\d{1,2})(?!\d)日?"
    r"(?:\s*[（(][月火水木金土日][)）])?"
    r"(?:(?:[T ]\s*|(?<=[日)）]))(?P<noon>午前|午後)?(?P<hour>\d{1,2})[:時：](?:(?P<minute>\d{1,2})分?)?"
    r"(?:[:：](?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s?(?P<zone>Z|JST|UTC|[+-]\d{2}:?\d{2})(?![A-Za-z0-9]))?)?"
    r"(?!\d)\s*(?P<rest>.*)$",
    re.S,
)
_ZONES = {"Z": UTC, "UTC": UTC, "JST": JST}


def split_moment(text: str) -> tuple[Moment | None, str]:
    """Read `2026-09-01T09:30+09:00 情報システム部` as (moment, who); (None, text) where no moment begins it."""
    try:
        return read_moment(text)
    except ValueError:
        return None, text.strip()


def read_moment(text: str) -> tuple[Moment | None, str]:
    """The same; ValueError where the figures are no day of the calendar or no time of day."""
    found = _MOMENT.match(text.strip())
    if not found:
        return None, text.strip()
    try:
        return _moment(found), found["rest"].strip(" ,、")
    except ValueError as error:
        raise ValueError(f"there is no such day or time ({error}); {WRITTEN}") from error


def begins_with_moment(text: str) -> bool:
    """Whether something written as a moment begins the text, also one that is no day of the calendar."""
    return _MOMENT.match(text.strip()) is not None


def _moment(found: re.Match[str]) -> Moment:
    year = int(found["year"]) if found["year"] else _ERAS[found["era"].lower()] + _era_year(found["era_year"])
    day = date(year, int(found["month"]), int(found["day"]))
    if found["hour"] is None:
        return day
    hour = int(found["hour"]) + (12 if found["noon"] == "午後" and int(found["hour"]) < 12 else 0)
    zone = _zone(found["zone"])
    return datetime(
        day.year, day.month, day.day, hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone
    )


def _era_year(text: str) -> int:
    return 1 if text == "元" else int(text)


def _zone(text: str | None) -> tzinfo:
    if text is None:
        return JST
    if text in _ZONES:
        return _ZONES[text]
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def day_in(moment: Moment, zone: ZoneInfo) -> date:
    """The calendar day of a moment in a zone."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
