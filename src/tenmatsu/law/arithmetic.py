"""The arithmetic of a time limit in words, Japanese and English."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tenmatsu.law.duty import Due, Words
from tenmatsu.law.values import day_in

_DAYS_JA = "月火水木金土日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def spell(day: date, lang: str) -> str:
    """A day with its day of the week: 2026-11-24（火）."""
    return f"{day}（{_DAYS_JA[day.weekday()]}）" if lang == "ja" else f"{_DAYS_EN[day.weekday()]} {day}"


def stamp(instant: datetime) -> str:
    """An instant to the minute with its offset."""
    return instant.isoformat(sep=" ", timespec="minutes")


def days_words(
    start: date, length: int, counted: bool, raw: date, day: date, passed: tuple[tuple[date, Words], ...], rolls: bool
) -> Words:  # fmt: skip
    first = ("1日目", "day 1") if counted else ("0日目（初日不算入）", "day 0 (the first day does not count)")
    ja = f"{spell(start, 'ja')}を{first[0]}として{length}日目は{spell(raw, 'ja')}"
    en = f"{spell(start, 'en')} is {first[1]}; day {length} is {spell(raw, 'en')}"
    if not passed:
        return Words(
            f"{ja}。{'開庁日のため' if rolls else ''}これが期限",
            f"{en}{', an open day' if rolls else ''}: due that day",
        )
    why_ja = "、".join(f"{spell(closed, 'ja')}は{why.ja}" for closed, why in passed)
    why_en = ", ".join(f"{spell(closed, 'en')} is {why.en}" for closed, why in passed)
    return Words(f"{ja}。{why_ja}のため、期限は{spell(day, 'ja')}", f"{en}; {why_en}: due on {spell(day, 'en')}")


def promptly(due: Due, zone: ZoneInfo) -> Words:
    start = day_in(due.start, zone)
    return Words(
        f"{spell(start, 'ja')}から速やかに（日数の定めなし）",
        f"promptly from {spell(start, 'en')}; the law gives no number",
    )


def or_else(other: Due) -> Words:
    when = stamp(other.instant) if other.instant else f"{other.day}"
    unit = {"days": ("日", "days"), "hours": ("時間", "hours"), "business days": ("営業日", "business days")}[
        other.unit
    ]
    return Words(
        f"未確定の事実しだいで{other.length}{unit[0]}（{when}）",
        f"{other.length} {unit[1]} ({when}) if the open facts turn out so",
    )
