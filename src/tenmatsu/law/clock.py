"""Time limits: days with or without the first day, rolled over closed days or not; hours as instants; guides.

The arithmetic is spelled out in words, so that a person can check every step on a wall calendar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from tenmatsu.law import closed_days
from tenmatsu.law.arithmetic import days_words, or_else, promptly, spell, stamp
from tenmatsu.law.condition import Test
from tenmatsu.law.duty import Due, Words, end_of
from tenmatsu.law.values import JST, Moment, day_in

DayOne = Literal["counted", "not counted", "open"]
Unit = Literal["days", "hours", "business days"]


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another length in a case: `{ when = {situations=[3]}, days = 60 }`."""

    when: Test
    days: int | None = None
    hours: int | None = None


class Clock(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"begins": "from"}):
    """How a time limit runs.

    `from` names the facts that may begin it, the first one known is taken; `at_latest` names a moment at which it has
    begun in any case (an entrustor knows at the latest when it is told). One of `days`, `hours`, `business_days`,
    `days_fact`, `hours_fact` gives its length, or `guide` its days, or `due_fact` the day that an authority has set, or
    none (promptly, without a number). `day_one`
    says whether the day of the beginning is day 1. `roll` names the calendar over whose closed days the last day
    moves on.
    """

    begins: tuple[str, ...] = ("known",)
    at_latest: str = ""
    days: int | None = None
    hours: int | None = None
    business_days: int | None = None
    days_fact: str | None = None
    hours_fact: str | None = None
    due_fact: str | None = None
    guide: tuple[int, ...] = ()
    day_one: DayOne = "counted"
    roll: str = ""
    calendar: str = ""
    cases: tuple[Case, ...] = ()

    def facts(self) -> tuple[str, ...]:
        """The facts besides `from` that it reads."""
        return tuple(filter(None, (self.at_latest, self.days_fact, self.hours_fact, self.due_fact)))


@dataclass(frozen=True, slots=True)
class Length:
    """A length that may apply; several where the case is not settled."""

    number: int
    unit: Unit


def run(clock: Clock, due: Due, lengths: tuple[Length, ...], zone: ZoneInfo, on: date) -> Due:
    """Fill the dates of one due: of several possible lengths the one that ends first is due, the others are told."""
    if clock.guide:
        return _guide(clock, due, zone)
    if not lengths:
        return replace(due, arithmetic=promptly(due, zone))
    runs = sorted(
        (_run(clock, due, length, zone, on) for length in lengths),
        key=lambda one: end_of(one.instant or one.day or date.max),
    )
    first = runs[0]
    notes = tuple(or_else(one) for one in runs[1:])
    return replace(first, unsettled=(*first.unsettled, *notes))


def _run(clock: Clock, due: Due, length: Length, zone: ZoneInfo, on: date) -> Due:
    if length.unit == "hours":
        return _hours(due, length.number, zone)
    if length.unit == "business days":
        return _business(clock, due, length.number, zone)
    if clock.day_one == "open":
        both = [_days(clock, due, length.number, zone, on, counted) for counted in (True, False)]
        told = tuple(
            ("first_day_inclusive" if index == 0 else "first_day_exclusive", one.day)
            for index, one in enumerate(both)
            if one.day
        )
        earliest = min(both, key=lambda one: str(one.day))
        return replace(earliest, others=told, unsettled=(*earliest.unsettled, _OPEN_COUNTING))
    return _days(clock, due, length.number, zone, on, clock.day_one == "counted")


_OPEN_COUNTING = Words(
    "初日を算入するか確認できていない（両方を示し、早い方を期限とする）",
    "whether the first day counts is not settled (both shown; the earlier is due)",
)


def last_day(start: date, length: int, counted: bool) -> date:
    """Day `length` when the day of the beginning is day 1 (`counted`) or day 0."""
    return start + timedelta(days=length - counted)


def _days(clock: Clock, due: Due, length: int, zone: ZoneInfo, on: date, counted: bool) -> Due:
    start = day_in(due.start, zone)
    raw = last_day(start, length, counted)
    day, passed = closed_days.next_open(raw, clock.roll) if clock.roll else (raw, ())
    words = days_words(start, length, counted, raw, day, passed, bool(clock.roll))
    return replace(
        due, length=length, unit="days", last_day=raw, day=day, arithmetic=words,
        unsettled=(*due.unsettled, *(_doubt(raw, day, on) if clock.roll == closed_days.JAPAN else ())),
    )  # fmt: skip


def _doubt(raw: date, day: date, on: date) -> tuple[Words, ...]:
    span = [raw + timedelta(days=step) for step in range((day - raw).days + 1)]
    found: list[Words] = []
    for one in span:
        if closed_days.unsettled(one, on):
            found.append(
                Words(
                    f"{spell(one, 'ja')}の休日は未確定（官報公示前の計算）",
                    f"the holiday of {spell(one, 'en')} is computed, not yet official",
                )
            )
        if closed_days.libraries_differ(one):
            found.append(
                Words(
                    f"{spell(one, 'ja')}が祝日か2つの暦で一致しない（開庁日とみなす）",
                    f"two calendars disagree on {spell(one, 'en')}; taken for an open day",
                )
            )
    return tuple(found)


def _business(clock: Clock, due: Due, length: int, zone: ZoneInfo) -> Due:
    start = day_in(due.start, zone)
    calendar = clock.calendar or closed_days.JAPAN
    day = closed_days.open_days_after(start, length, calendar)
    words = Words(
        f"{spell(start, 'ja')}の翌日から{length}営業日目は{spell(day, 'ja')}",
        f"{length} business days after {spell(start, 'en')}: {spell(day, 'en')}",
    )
    return replace(due, length=length, unit="business days", last_day=day, day=day, arithmetic=words)


def _hours(due: Due, length: int, zone: ZoneInfo) -> Due:
    exact = isinstance(due.start, datetime)
    start = due.start if isinstance(due.start, datetime) else _first_instant(due.start, zone)
    instant = (start.astimezone(ZoneInfo("UTC")) + timedelta(hours=length)).astimezone(start.tzinfo)
    local = "" if zone.key == "Asia/Tokyo" and start.utcoffset() == instant.astimezone(JST).utcoffset() else zone.key
    there = f"（現地 {stamp(instant.astimezone(zone))}）" if local else ""
    there_en = f" ({stamp(instant.astimezone(zone))} there)" if local else ""
    early = (
        ()
        if exact
        else (
            Words(
                "時刻の記録がないため、その日の0時から数えた（最も早い読み）",
                "no time of day is recorded: counted from the first instant of that day",
            ),
        )
    )
    words = Words(
        f"{stamp(start)} から{length}時間（休日でも延びない）：{stamp(instant)}{there}",
        f"{length} hours from {stamp(start)}, never rolled over: {stamp(instant)}{there_en}",
    )
    return replace(
        due, length=length, unit="hours", instant=instant, arithmetic=words, unsettled=(*due.unsettled, *early)
    )


def _first_instant(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of a day that was written down without a time: in Japan or at the authority, whichever is first."""
    return min(datetime.combine(day, time(), tzinfo=place) for place in (JST, zone))


def _guide(clock: Clock, due: Due, zone: ZoneInfo) -> Due:
    start = day_in(due.start, zone)
    counted = clock.day_one == "counted"
    days = {number: last_day(start, number, counted) for number in clock.guide}
    ja = "、".join(f"{number}日目 {spell(day, 'ja')}" for number, day in days.items())
    en = ", ".join(f"day {number} is {spell(day, 'en')}" for number, day in days.items())
    words = Words(
        f"{spell(start, 'ja')}を1日目とする目安：{ja}（期限ではなく、休日でも延びない）",
        f"guide with {spell(start, 'en')} as day 1: {en} (no due date, never rolled over)",
    )
    return replace(due, guide=days, arithmetic=words)


def fixed(due: Due, limit: Moment | None, zone: ZoneInfo) -> Due:
    """A due day that an authority has set, not counted from anything."""
    if limit is None:
        return replace(due, arithmetic=Words("期限の記録なし", "no due day is recorded"))
    day = day_in(limit, zone)
    words = Words(f"命令等で示された期限：{spell(day, 'ja')}", f"due day set by the authority: {spell(day, 'en')}")
    return replace(due, last_day=day, day=day, arithmetic=words)


def done(due: Due, when: Moment | None, zone: ZoneInfo, counted: bool = True) -> Due:
    """The same due with the day on which it was done: which day number that was, and how late."""
    if when is None:
        return due
    day = day_in(when, zone)
    number = (day - day_in(due.start, zone)).days + counted
    limit = due.day or (max(due.guide.values()) if due.guide else None)
    if due.instant is not None:
        limit = due.instant.astimezone(zone).date()
    late = max(0, (day - limit).days) if limit else None
    return replace(due, done_on=day, day_number=number, late_days=late)
