"""Lists of names alone: those of one group of persons are joined, and the upper bound does not rest on it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tenmatsu.people.count import Interval, interval

from .records import Found, find

FAMILY = [
    "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田",
    "佐々木", "山口", "松本", "井上", "木村", "林", "斎藤", "清水", "長野", "桑田", "相沢", "今井",
]  # fmt: skip
GIVEN = [
    "健一", "花子", "翔", "大輔", "美咲", "直樹", "陽子", "誠", "拓也", "由美", "和也", "里美",
    "博之", "奈々", "隆史", "優香", "康平", "早苗", "千尋", "春菜", "勇気", "静香", "敏夫", "理沙",
]  # fmt: skip


def _people(count: int, seed: int = 3) -> list[str]:
    every = [f"{family} {given}" for family in FAMILY for given in GIVEN]
    return random.Random(seed).sample(every, count)


def _found(folder: Path, *lists: list[str], **more: str) -> tuple[Interval, Found]:
    rows = [{"name": name, **more} for one in lists for name in one]
    items = [f"list{n}.csv" for n, one in enumerate(lists) for _ in one]
    found = find(folder, rows, among=0, items=items)
    return interval(found.resolution), found


def test_two_overlapping_lists_of_pupils_are_one_group(tmp_path: Path) -> None:
    pupils = _people(40)
    counted, found = _found(tmp_path, pupils[:30], pupils[8:])
    assert counted.best == 40
    assert counted.at_least <= 40 <= counted.at_most
    assert counted.at_least >= 36
    assert counted.at_most >= 62
    assert found.together(8, 30)
    assert not found.surely(8, 30)


def test_two_lists_of_strangers_stay_two_groups(tmp_path: Path) -> None:
    people = _people(200)
    counted, _ = _found(tmp_path, people[:100], people[97:])
    assert counted.best == 203
    assert counted.at_least <= 200


@pytest.mark.parametrize("common", [1, 4])
def test_a_few_names_in_common_are_no_pattern(tmp_path: Path, common: int) -> None:
    people = _people(12)
    counted, _ = _found(tmp_path, people[:6], people[6 - common : 12 - common])
    assert counted.best == 12


def test_a_name_that_a_list_holds_twice_joins_nothing(tmp_path: Path) -> None:
    pupils = _people(20)
    counted, found = _found(tmp_path, [*pupils, pupils[0]], pupils)
    assert counted.best == 22
    assert not found.together(0, 21)
    assert found.together(1, 22)


def test_what_differs_beside_the_name_keeps_two_persons_apart(tmp_path: Path) -> None:
    pupils = _people(20)
    rows = [{"name": name, "birth_date": f"2010-04-{n + 1:02}"} for n, name in enumerate(pupils)]
    rows += [{"name": name, "birth_date": f"2010-04-{n + 1:02}"} for n, name in enumerate(pupils[:19])]
    rows += [{"name": pupils[19], "birth_date": "1952-11-03"}]
    found = find(tmp_path, rows, among=0, items=["a.csv"] * 20 + ["b.csv"] * 20)
    assert found.together(3, 23)
    assert not found.together(19, 39)
