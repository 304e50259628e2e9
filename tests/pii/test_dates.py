# ruff: noqa: E501 (tables of cases are kept in lines)
"""Days in every way that a Japanese table writes them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.pii.dates import days, read, serials


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1975-01-02", date(1975, 1, 2)), ("1975/1/2", date(1975, 1, 2)), ("19750102", date(1975, 1, 2)), ("1975年1月2日", date(1975, 1, 2)),
        ("1975.01.02", date(1975, 1, 2)), ("１９７５／０１／０２", date(1975, 1, 2)), ("昭和50年1月2日", date(1975, 1, 2)), ("S50.1.2", date(1975, 1, 2)),
        ("S50/01/02", date(1975, 1, 2)), ("昭和五十年一月二日", date(1975, 1, 2)), ("昭50.1.2", date(1975, 1, 2)), ("㍻3年4月1日", date(1991, 4, 1)),
        ("平3.4.1", date(1991, 4, 1)), ("Ｈ１２．１２．３１", date(2000, 12, 31)), ("平成元年1月8日", date(1989, 1, 8)), ("令和元年5月1日", date(2019, 5, 1)),
        ("R5.7.28", date(2023, 7, 28)), ("明治45年7月30日", date(1912, 7, 30)), ("大正元年7月30日", date(1912, 7, 30)), ("大正15年12月25日", date(1926, 12, 25)),
        ("昭和元年12月25日", date(1926, 12, 25)), ("S500102", date(1975, 1, 2)), ("一九七五年一月二日", date(1975, 1, 2)), ("昭和二十三年十二月三十一日", date(1948, 12, 31)),
        ("2024-04-01 10:12:00", date(2024, 4, 1)), ("2024-04-01T10:12:00+09:00", date(2024, 4, 1)), ("2024/4/1 9:05", date(2024, 4, 1)),
        ("20240401101200", date(2024, 4, 1)), ("2024年4月1日(月) 10時12分", date(2024, 4, 1)), ("1975年1月2日生", date(1975, 1, 2)),
        ("2 Jan 1975", date(1975, 1, 2)), ("Jan 2, 1975", date(1975, 1, 2)), ("31/12/1975", date(1975, 12, 31)), ("12/31/1975", date(1975, 12, 31)),
    ],
)  # fmt: skip
def test_a_day_is_read(text: str, day: date) -> None:
    reading = read(text)
    assert reading is not None and reading.day == day and not reading.beyond


@pytest.mark.parametrize("text", ["昭和64年1月8日", "平成32年3月1日", "H31.5.1", "大正15年12月26日"])
def test_a_year_beyond_its_era_is_read_and_flagged(text: str) -> None:
    reading = read(text)
    assert reading is not None and reading.beyond


@pytest.mark.parametrize(
    "text", ["1975-02-30", "昭和50年13月1日", "19751301", "東京都", "", "090-1234-5678", "1975", "12345678", "X50.1.2"]
)
def test_what_is_no_day_of_the_calendar_is_none(text: str) -> None:
    assert read(text) is None


@given(st.dates(date(1873, 1, 1), date(2040, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    ways = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert set(days(pl.Series(ways)).tolist()) == {day}


@given(st.dates(date(1900, 3, 1), date(2099, 12, 31)))
def test_excel_counts_days_from_1899_12_30(day: date) -> None:
    number = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert serials(pl.Series([str(number)]))[0] == np.datetime64(day)
