# ruff: noqa: E501 (tables of cases are kept in lines)
"""Check digits: the worked examples of the ordinances, and how few random numbers pass."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.pii import digits


@pytest.mark.parametrize(
    ("test", "passes", "fails"),
    [
        (digits.my_number, ["123456789018", "983205673214", "1234-5678-9018"], ["123456789019", "000000000000", "12345678901"]),
        (digits.licence, ["309012345620", "300000000910", "300000000400"], ["309012345630", "999012345620", "3090123456"]),
        (digits.insurer, ["33120015"], ["33120016", "99120015", "33990015"]),
        (digits.luhn, ["4111111111111111", "4111 1111 1111 1111", "378282246310005"], ["4111111111111112", "0000000000000000"]),
        (digits.corporate, ["5835678256246", "7000012050002", "T7000012050002"], ["5835678256247"]),
        (digits.issuer, ["4111111111111111", "5555555555554444", "3530111333300000"], ["9111111111111111", "411111111111111"]),
    ],
)  # fmt: skip
def test_worked_examples(test, passes: list[str], fails: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert test(pl.Series(passes + fails)).to_list() == [True] * len(passes) + [False] * len(fails)


@given(st.lists(st.text(), max_size=20))
def test_any_text_gives_one_answer_a_cell(cells: list[str]) -> None:
    column = pl.Series(cells, dtype=pl.String)
    for test in (
        digits.my_number,
        digits.licence,
        digits.insurer,
        digits.luhn,
        digits.corporate,
        digits.issuer,
        digits.mrz,
    ):
        assert len(test(column)) == len(cells)


def test_about_one_random_number_in_ten_passes() -> None:
    rng = random.Random(5)
    column = pl.Series([f"{rng.randrange(10**12):012}" for _ in range(20_000)])
    assert 0.09 < digits.my_number(column).mean() < 0.11  # type: ignore[operator]
    assert 0.03 < digits.licence(column).mean() < 0.07  # type: ignore[operator]


def test_the_machine_readable_zone_of_icao_9303() -> None:
    line = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    assert digits.mrz(pl.Series([line, line.replace("L8", "L9")])).to_list() == [True, False]
