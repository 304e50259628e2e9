"""The number of persons as an interval: it holds the truth, and doubt widens it on the side where the doubt lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenmatsu.people.count import interval
from tests.people.records import crowd, find


def test_complete_records_without_doubt_give_one_number(tmp_path: Path) -> None:
    count = interval(find(tmp_path, [], among=1000).resolution)
    assert count.best == 1000 and count.at_most - count.at_least <= 30


def test_every_person_twice_is_counted_once(tmp_path: Path) -> None:
    people = crowd(600, seed=3)
    count = interval(find(tmp_path, [*people, *people], among=0).resolution)
    assert count.best == 600 and count.at_least <= 600 <= count.at_most


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sparse_second_records_leave_the_truth_inside(seed: int, tmp_path: Path) -> None:
    people = crowd(1500, seed=seed)
    sparse = [{"name": one["name"], "phone": one["phone"]} for one in people[::3]]
    other = [{"name": one["name"], "email": f"new{at}@example.com"} for at, one in enumerate(people[1::30])]
    count = interval(find(tmp_path, [*people, *sparse, *other], among=0).resolution)
    assert count.at_least <= 1500 <= count.at_most and count.at_least <= count.best <= count.at_most
