"""Time limits against an independent count, and the laws that every clock keeps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import jpholiday
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.errors import RuleError
from tenmatsu.law import closed_days
from tenmatsu.law.arithmetic import spell
from tenmatsu.law.clock import last_day

from .given import ON, duty, facts

ONE = timedelta(days=1)
DAYS = st.dates(date(2022, 4, 1), date(2029, 12, 31))


def due(known: date, days: int) -> date:
    purpose = "suspected" if days == 60 else "no"
    found = (
        duty("final_report", facts(known=known, persons=1001, improper_purpose=purpose, data_items="氏名")).dues[0].day
    )
    assert found is not None
    return found


def counted_by_hand(known: date, days: int, closed: set[date]) -> date:
    """Walk day by day: day 1 is the day of knowing; then on to the first day that is open."""
    day, number = known, 1
    while number < days:
        day, number = day + ONE, number + 1
    while day in closed:
        day += ONE
    return day


def closed_from_lists() -> set[date]:
    """Weekends, `holidays` (not the list of `jpholiday`, which the product asks too) and 29 December to 3 January."""
    known = holidays.country_holidays("JP", years=range(2026, 2031))
    every = [date(2026, 1, 1) + ONE * step for step in range(5 * 365)]
    year_end = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    return {day for day in every if day.weekday() > 4 or day in known or (day.month, day.day) in year_end}


@pytest.mark.parametrize("days", [30, 60])
def test_all_days_of_knowing_of_2026_to_2028_agree_with_a_count_by_hand(days: int) -> None:
    closed = closed_from_lists()
    start = date(2026, 1, 1)
    every = [start + ONE * step for step in range((date(2029, 1, 1) - start).days)]
    assert len(every) == 1096
    wrong = []
    for day in every:
        got, _ = closed_days.next_open(last_day(day, days, counted=True), closed_days.JAPAN)
        if got != counted_by_hand(day, days, closed):
            wrong.append(day)
    assert wrong == []


def official() -> set[date]:
    """The holidays of 2022 to 2027 as the Cabinet Office lists them."""
    text = (Path(__file__).parent / "holidays_cabinet_office.txt").read_text("utf-8")
    return {date.fromisoformat(word) for line in text.splitlines() if line[0] != "#" for word in line.split()}


def test_the_list_of_the_cabinet_office_and_both_libraries_agree_for_2022_to_2027() -> None:
    every = [date(2022, 1, 1) + ONE * step for step in range((date(2028, 1, 1) - date(2022, 1, 1)).days)]
    known = holidays.country_holidays("JP", years=range(2022, 2028))
    assert {day for day in every if day in known} == official()
    assert {day for day in every if jpholiday.is_holiday(day)} == official()


def test_a_third_of_the_last_days_of_2026_and_2027_roll_by_up_to_six_days() -> None:
    start = date(2026, 1, 1)
    rolled = []
    for known in (start + ONE * step for step in range(730)):
        for days in (30, 60):
            raw = last_day(known, days, counted=True)
            rolled.append((closed_days.next_open(raw, closed_days.JAPAN)[0] - raw).days)
    assert round(sum(step > 0 for step in rolled) / len(rolled), 2) == 0.34
    assert max(rolled) == 6


def test_two_lists_of_holidays_agree_on_every_day_of_2005_to_2030() -> None:
    known = holidays.country_holidays("JP", years=range(2005, 2031))
    every = [date(2005, 1, 1) + ONE * step for step in range((date(2031, 1, 1) - date(2005, 1, 1)).days)]
    assert [day for day in every if (day in known) != bool(jpholiday.is_holiday(day))] == []


@settings(deadline=None, max_examples=60)
@given(DAYS, DAYS, st.sampled_from([30, 60]))
def test_a_later_day_of_knowing_never_gives_an_earlier_due_date(one: date, other: date, days: int) -> None:
    earlier, later = sorted((one, other))
    assert due(earlier, days) <= due(later, days)


@settings(deadline=None, max_examples=60)
@given(DAYS)
def test_situation_3_never_shortens_the_time(known: date) -> None:
    assert due(known, 60) >= due(known, 30)


@settings(deadline=None, max_examples=60)
@given(DAYS, st.sampled_from([30, 60]))
def test_a_due_day_is_open_and_not_before_the_last_day(known: date, days: int) -> None:
    found = due(known, days)
    assert closed_days.why_closed(found, closed_days.JAPAN) is None
    assert found >= last_day(known, days, counted=True)


def test_the_arithmetic_is_spelled_out() -> None:
    words = duty("final_report", facts(known="2026-10-24", persons=5000, improper_purpose="no")).dues[0].arithmetic
    assert words.ja == (
        "2026-10-24（土）を1日目として30日目は2026-11-22（日）。2026-11-22（日）は日曜日、"
        "2026-11-23（月）は勤労感謝の日のため、期限は2026-11-24（火）"
    )
    assert words.en == (
        "Sat 2026-10-24 is day 1; day 30 is Sun 2026-11-22; Sun 2026-11-22 is a Sunday, "
        "Mon 2026-11-23 is Labor Thanksgiving Day: due on Tue 2026-11-24"
    )


def test_an_equinox_that_is_not_official_yet_is_said_to_be_unsettled() -> None:
    known = date(2029, 2, 19)  # day 30 is 20 March 2029, the computed vernal equinox
    early = duty("final_report", facts(known=known, persons=5000, improper_purpose="no"), on=ON).dues[0]
    late = duty("final_report", facts(known=known, persons=5000, improper_purpose="no"), on=date(2029, 3, 1)).dues[0]
    assert early.day == late.day == date(2029, 3, 21)
    assert "未確定" in early.unsettled[0].ja
    assert late.unsettled == ()


def test_a_guide_is_never_a_due_date_and_never_rolls() -> None:
    guide = duty("preliminary_report", facts(known="2026-12-29", persons=5000, improper_purpose="no")).dues[0]
    assert guide.day is None and guide.instant is None
    assert guide.guide == {3: date(2026, 12, 31), 5: date(2027, 1, 2)}


@settings(deadline=None, max_examples=60)
@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.sampled_from(["Asia/Tokyo", "Europe/Paris", "UTC"]))
def test_seventy_two_hours_are_seventy_two_hours_across_clock_changes(naive: datetime, zone: str) -> None:
    known = naive.replace(microsecond=0, tzinfo=ZoneInfo(zone))
    found = duty("report", facts(known=known.isoformat(), residents_FR=1), "eu_gdpr_33").dues[0]
    assert found.instant is not None
    assert found.instant.timestamp() - known.timestamp() == 72 * 3600


def test_an_hour_clock_without_a_time_of_day_runs_from_the_first_instant_and_says_so() -> None:
    found = duty("report", facts(known="2026-11-20", residents_FR=1), "eu_gdpr_33").dues[0]
    assert found.instant == datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert "time of day" in found.unsettled[0].en


def test_a_few_minutes_around_midnight_in_japan_move_the_due_day() -> None:
    before = duty("final_report", facts(known="2026-10-30T14:59:00Z", improper_purpose="suspected")).dues[0]
    after = duty("final_report", facts(known="2026-10-30T15:01:00Z", improper_purpose="suspected")).dues[0]
    assert (before.last_day, before.day) == (date(2026, 12, 28), date(2026, 12, 28))
    assert (after.last_day, after.day) == (date(2026, 12, 29), date(2027, 1, 4))


def test_a_day_is_spelled_with_its_day_of_the_week() -> None:
    assert spell(date(2026, 11, 25), "ja") == "2026-11-25（水）"


def test_a_calendar_that_does_not_exist_is_refused() -> None:
    with pytest.raises(RuleError, match="no calendar is called"):
        closed_days.check("XX")
