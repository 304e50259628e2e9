"""Closed days: Saturdays, Sundays, public holidays, and in Japan the year-end closing of public offices.

行政機関の休日に関する法律 (昭和63年法律第91号) art. 1: Saturdays, Sundays, 国民の祝日, 29 December to 3 January.
Libraries know the holidays and not the closing. For Japan `jpholiday` and `holidays` must agree that a day is a
holiday; where only one says so the day counts as open, so that a due day is never too late. The days of the equinoxes
become official in February of the year before; until then they are computed and said to be unsettled.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
import jpholiday

from tenmatsu.errors import RuleError
from tenmatsu.law.duty import Words

JAPAN = "jp_offices"
_WEEKEND = {5: Words("土曜日", "a Saturday"), 6: Words("日曜日", "a Sunday")}
_YEAR_END = Words("年末年始の閉庁日", "in the year-end closing of public offices (29 December–3 January)")
_EQUINOXES = ("春分の日", "秋分の日")


@cache
def _holidays(country: str, year: int, language: str) -> holidays.HolidayBase:
    place, _, part = country.partition("-")
    try:
        return holidays.country_holidays(place, subdiv=part or None, years=year, language=language or None)
    except NotImplementedError as error:
        raise RuleError(f"no calendar is called {country!r}; there are {JAPAN} and ISO 3166 codes") from error


def check(calendar: str) -> None:
    """RuleError when a rule names a calendar that does not exist."""
    if calendar != JAPAN:
        _holidays(calendar, 2026, "")


@cache
def why_closed(day: date, calendar: str) -> Words | None:
    """Why a day is closed, or None when it is open."""
    holiday = _japanese(day) if calendar == JAPAN else _foreign(day, calendar)
    if holiday:
        return holiday
    if calendar == JAPAN and ((day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)):
        return _YEAR_END
    return _WEEKEND.get(day.weekday())


def _japanese(day: date) -> Words | None:
    ja = _holidays("JP", day.year, "ja").get(day)
    if not ja or not jpholiday.is_holiday(day):
        return None
    return Words(str(ja), str(_holidays("JP", day.year, "en_US").get(day)))


def _foreign(day: date, calendar: str) -> Words | None:
    name = _holidays(calendar, day.year, "").get(day)
    return Words(str(name), str(name)) if name else None


def libraries_differ(day: date) -> bool:
    """Whether the two lists of Japanese holidays disagree on a day."""
    return bool(_holidays("JP", day.year, "ja").get(day)) != bool(jpholiday.is_holiday(day))


def unsettled(day: date, on: date) -> bool:
    """Whether `day` is an equinox holiday that is not yet official on the day `on`."""
    name = str(_holidays("JP", day.year, "ja").get(day) or "")
    return any(equinox in name for equinox in _EQUINOXES) and on < date(day.year - 1, 2, 1)


def next_open(day: date, calendar: str) -> tuple[date, tuple[tuple[date, Words], ...]]:
    """The first open day from `day` on, and the closed days passed over with their reasons."""
    passed: list[tuple[date, Words]] = []
    while (why := why_closed(day, calendar)) is not None:
        passed.append((day, why))
        day += timedelta(days=1)
    return day, tuple(passed)


def open_days_after(day: date, count: int, calendar: str) -> date:
    """The `count`-th open day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= why_closed(day, calendar) is None
    return day
