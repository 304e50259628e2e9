"""E-mail, telephone, postcode, sex and day: normal form, or null where nobody can be meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.people import contacts
from tenmatsu.pii.dates import days


def one(read: Callable[[pl.Series], pl.Series], text: str | None) -> str | None:
    return read(pl.Series([text], dtype=pl.String))[0]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("090-1111-2222", "09011112222"), ("０９０ー１１１１ー２２２２", "09011112222"),
        ("+81 90 1111 2222", "09011112222"),
        ("9011112222", "09011112222"), ("03（1234）1111", "0312341111"), ("312341111", "0312341111"),
        ("03-1234-1111 内線5", "0312341111"), ("+1 415 555 0100", "+14155550100"),
        ("0120-123-456", None), ("0570-000-111", None), ("0800-111-2222", None), ("00000000000", None),
        ("090-0000-0000", None), ("09012345678", None), ("なし", None), ("0901111222", None), ("", None),
    ],
)  # fmt: skip
def test_a_telephone_number(written: str, normal: str | None) -> None:
    assert one(contacts.phone, written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Taro@Example.JP", "taro@example.jp"), ("taro..y.@docomo.example.jp", "taro..y.@docomo.example.jp"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp"), ("noreply@example.com", None),
        ("test@example.com", None), ("なし", None), ("taro@", None),
    ],
)  # fmt: skip
def test_an_email_address(written: str, normal: str | None) -> None:
    assert one(contacts.email, written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [("100-0005", "1000005"), ("１０００００５", "1000005"), ("600001", "0600001"), ("0000000", None), ("12345", None)],
)
def test_a_postcode(written: str, normal: str | None) -> None:
    assert one(contacts.postcode, written) == normal


@pytest.mark.parametrize(
    ("written", "normal"), [("男", "M"), ("2", "F"), ("Female", "F"), ("その他", None), ("3", None)]
)
def test_a_sex(written: str, normal: str | None) -> None:
    assert one(contacts.sex, written) == normal


def test_days_in_every_writing_and_dummies_are_null() -> None:
    cells = pl.Series(["1970/1/2", "19700102", "S45.1.2", "昭和45年1月2日", "1900/01/01", "", None, "x"])
    assert contacts.day(cells, days).to_list() == [date(1970, 1, 2)] * 4 + [None] * 4


@given(st.text(max_size=30))
def test_normal_forms_never_raise_and_are_stable(text: str) -> None:
    for read in (contacts.email, contacts.postcode, contacts.phone):
        first = one(read, text)
        assert first is None or one(read, first) == first
