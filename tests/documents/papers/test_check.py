"""Every number of a paper is the register's, in its own unit; a denial has its day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.documents.check import Allowed, Figure, amount, check
from tenmatsu.model import Unit

FIGURES = (
    Figure(6_700_000, Unit.PERSONS, "at_least", "r"),
    Figure(6_788_443, Unit.PERSONS, "best", "r"),
    Figure(6_800_000, Unit.PERSONS, "at_most", "r"),
    Figure(7_930_000, Unit.RECORDS, "exact", "r"),
)


def allowed(*quotes: str, figures: tuple[Figure, ...] = FIGURES) -> Allowed:
    return Allowed(
        figures, frozenset({date(2016, 6, 14)}), tuple(("statement", one) for one in quotes), "第1報 26条 0120"
    )


@pytest.mark.parametrize(
    "text",
    [
        "6,788,443人",
        "約679万人",
        "約６７９万人",
        "約6,790,000名",
        "最大680万人",
        "少なくとも670万人",
        "6,700,000人以上",
        "793万件",
        "6788443 persons",
        "about 6,790,000 persons",
        "2016年6月14日",
        "2016-06-14",
        "平成28年6月14日",
        "第1報",
        "法26条",
        "担当者2人で確認した",
        "2016年6月14日現在、二次被害は確認されていません。",
        "二次被害の有無は、調査中です。",
        "漏えいがあったかどうかは調査中です。",
    ],
)
def test_what_the_register_says_may_stand(text: str) -> None:
    assert check(text, allowed()) == []


@pytest.mark.parametrize(
    "text",
    [
        "793万人",
        "6,788,443件",
        "約678万人",
        "6,788,444人",
        "最大6,700,000人",
        "少なくとも6,800,000人",
        "6,800,000人以上",
        "約700万人",
        "2016年6月15日",
        "平成28年6月24日",
        "2016年2月30日",
        "27条",
        "第2報",
        "漏えいはありません。",
        "二次被害は一切ありません。",
        "二次被害は確認されていません。",
        "2016年6月14日に公表した。不正利用は確認されておりません。",
        "7930000 persons",
        "最大6,788,443人",
    ],
)
def test_what_it_does_not_say_is_a_difference(text: str) -> None:
    assert check(text, allowed())


def test_records_told_as_persons_are_named_with_the_fact_that_tells_them() -> None:
    (found,) = check("漏えいしたのは約793万人です。", allowed("漏えいしたのは約793万人です。"))
    assert (found.said, found.where) == ("約793万人", "statement")


def test_a_fact_may_count_letters_in_its_own_words() -> None:
    assert check("封書3件を誤送付した", allowed("封書3件を誤送付した")) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("679万", (6_790_000, 10_000)), ("6万8,100", (68_100, 1)), ("1.2万", (12_000, 1000)), ("68,078", (68_078, 1))],
)
def test_japanese_amounts_are_read_with_the_place_to_which_they_are_rounded(text: str, value: tuple[int, int]) -> None:
    assert amount(text) == value


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_a_plain_number_passes_only_when_it_is_the_figure(said: int, true: int) -> None:
    figures = (Figure(true, Unit.PERSONS, "exact", "r"),)
    assert (check(f"{said:,}人", allowed(figures=figures)) == []) is (said == true)


@given(st.integers(100, 10**8), st.integers(1, 5))
def test_about_passes_for_every_honest_rounding_to_two_digits_or_more(true: int, dropped: int) -> None:
    place = min(10**dropped, 10 ** (len(str(true)) - 2))
    rounded = (true + place // 2) // place * place
    assert check(f"約{rounded:,}人", allowed(figures=(Figure(true, Unit.PERSONS, "best", "r"),))) == []


@given(st.integers(1000, 10**7), st.integers(1, 9))
def test_a_digit_that_was_altered_by_hand_is_found(true: int, change: int) -> None:
    text = str(true)
    altered = int(text[:-1] + str((int(text[-1]) + change) % 10))
    assert check(f"{altered:,}人", allowed(figures=(Figure(true, Unit.PERSONS, "exact", "r"),)))


SAID = Allowed(
    (Figure(6_788_443, Unit.PERSONS, "exact", "r"), Figure(330_000, Unit.PERSONS, "exact", "r")),
    frozenset({date(2016, 6, 14), date(2026, 11, 30), date(2019, 5, 1)}),
    (),
    "",
)


@pytest.mark.parametrize(
    "text",
    [
        "六百七十八万八千四百四十四人です。", "三十三万一人", "五名の方", "百人以上", "数百人", "半数以上の方",
        "二〇一六年六月十五日", "平成二十八年六月十五日", "R8.12.1", "昭和63年1月7日", "6月15日に公表", "15 June 2016",
        "June 15, 2016", "No misuse has been confirmed.", "We have not confirmed any damage.",
        "悪用された事実は認められていません。", "유출은 없습니다.", "未发生泄露。", "並未發生外洩。",
    ],
)  # fmt: skip
def test_a_wrong_value_is_seen_however_it_is_written(text: str) -> None:
    assert check(text, SAID)


@pytest.mark.parametrize(
    "text",
    [
        "六百七十八万八千四百四十三人です。", "三十三万人", "二〇一六年六月十四日", "平成二十八年六月十四日",
        "R8.11.30", "令和元年5月1日", "6月14日に公表", "14 June 2016", "June 14, 2016", "一人ひとりに通知",
        "二人三脚で", "第三者", "お一人ずつ", "尚未确定是否实际发生泄露。", "実際に漏えいしたかは確認中です。",
        "2026年11月30日現在、悪用された事実は認められていません。",
    ],
)  # fmt: skip
def test_a_right_value_is_no_difference_however_it_is_written(text: str) -> None:
    assert check(text, SAID) == []
