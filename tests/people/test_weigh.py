"""What two records that agree on something weigh: laws that hold for any data."""

from __future__ import annotations

import numpy as np
import pytest

from tenmatsu.people.features import distinct_within, grouped, occurrences
from tenmatsu.people.weigh import Scale
from tenmatsu.people.weigh_names import nearly
from tenmatsu.people.weights import BITS, Weights
from tests.people.records import Found, find

YUMI = {
    "name": "柏木 由美子", "name_kana": "カシワギ ユミコ", "sex": "女", "birth_date": "1969-11-23",
    "email": "yumiko@example.jp", "phone": "09033334444", "postcode": "2310023", "address": "横浜市中区山下町9-9",
}  # fmt: skip


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Found:
    rows = [YUMI, YUMI, {**YUMI, "email": "other@example.jp"}, {**YUMI, "birth_date": "1990-01-01"},
            {"name": "柏木 由美子"}, {**YUMI, "sex": "男"}]  # fmt: skip
    return find(tmp_path_factory.mktemp("weigh"), rows)


def weigh(cases: Found, *pairs: tuple[int, int]) -> Weights:
    scale = Scale(cases.resolution.features, cases.resolution.rates)
    a, b = (np.array(side, np.int64) + cases.first for side in zip(*pairs, strict=True))
    return scale.weigh(a, b)


def test_what_agrees_is_named_and_only_that(cases: Found) -> None:
    found = weigh(cases, (0, 2))
    named = {name for bit, name in enumerate(BITS) if found.mask[0] >> bit & 1}
    assert named == {"name", "name_kana", "birth_date", "sex", "phone", "address"}
    assert {name for bit, name in enumerate(BITS) if found.against[0] >> bit & 1} == {"email"}


def test_each_further_agreement_weighs_more_and_each_difference_less(cases: Found) -> None:
    weight = weigh(cases, (0, 1), (0, 2), (0, 3), (0, 4), (0, 5)).weight
    assert weight[0] > weight[1] > weight[2] and weight[0] > weight[3] and weight[0] > weight[4]


def test_the_weight_does_not_depend_on_the_side(cases: Found) -> None:
    there, back = weigh(cases, (0, 2), (0, 4)), weigh(cases, (2, 0), (4, 0))
    assert np.allclose(there.weight, back.weight) and (there.mask == back.mask).all()


def test_leaving_all_fields_out_leaves_what_was_expected_before(cases: Found) -> None:
    found = weigh(cases, (0, 1))
    nothing = found.without(*found.parts)
    expected = np.log10(cases.resolution.rates.partners[0]) - np.log10(cases.resolution.features.nodes)
    assert nothing[0] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [(19751203, 19751208, True), (19751203, 19750312, True), (19751203, 19651203, True), (19751203, 19760408, False)],
)
def test_one_slip_of_a_day(one: int, other: int, near: bool) -> None:
    assert nearly(np.array([one]), np.array([other]))[0] == near


def test_codes_are_grouped_and_counted_with_zero_left_out() -> None:
    codes = np.array([7 << 40, 0, 9 << 40, 7 << 40, 0, 7 << 40], np.uint64)
    ordered, places = grouped(codes)
    assert places.tolist() == [0, 3, 5, 2] and len(np.unique(ordered)) == 2
    assert occurrences(codes).tolist() == [3, 0, 1, 3, 0, 3]


def test_distinct_values_within_a_group() -> None:
    groups = np.array([1 << 40, 1 << 40, 1 << 40, 2 << 40, 0], np.uint64)
    values = np.array([5, 5, 6, 5, 5], np.uint64)
    assert distinct_within(groups, values).tolist() == [2, 2, 2, 1, 0]
