"""The numbers of a result, and that they reconcile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenmatsu.documents.breakdown import Breakdown, By, breakdown, combinations, funnel, residence, windows
from tenmatsu.errors import InputError
from tenmatsu.model import Count, Unit

from .conftest import HOSTILE, PERSONS, RECORDS, Make


def rows(table: Breakdown) -> list[tuple[Any, ...]]:
    return list(table.rows)


def test_the_funnel_tells_records_and_persons_apart(make: Make) -> None:
    told = funnel(make())
    assert (told.records, told.persons) == (5, Count(Unit.PERSONS, 4, 3, 5, "persons"))
    assert (told.files, told.listed, told.matched, told.unmatched, told.of_master) == (2, 4, 2, 2, 10)
    assert (told.passports, told.passports_valid, told.unread, told.review) == (1, 0, 1, 3)


def test_what_was_not_compared_is_unknown_and_not_zero(make: Make) -> None:
    told = funnel(make(members=None, passports=None))
    assert (told.matched, told.passports) == (None, None)


def test_items_count_persons_and_records_apart_and_leave_out_what_is_not_personal(make: Make) -> None:
    table = breakdown(make(), "item")
    assert [row[:2] + row[3:] for row in rows(table)] == [("name", 4, 5), ("email", 3, 4), ("passport", 1, 1)]
    assert (table.total[1], table.total[3], table.adds_up) == (4, 5, None)


def test_each_segment_adds_up_with_those_who_have_none(make: Make) -> None:
    table = breakdown(make(), "segment")
    found = [row[:3] for row in rows(table)]
    assert found[:2] == [("サービス", "=るぶトラ", 1), ("サービス", None, 3)]
    assert set(found[2:]) == {("提携先", "甲社", 2), ("提携先", HOSTILE, 1), ("提携先", "乙社", 1), ("提携先", None, 1)}
    assert dict(table.notes[1].values) == {"name": "提携先", "n": 1}


def test_files_add_up_in_records_and_say_how_many_persons_are_in_several(make: Make) -> None:
    table = breakdown(make(), "file")
    assert [row[1:] for row in rows(table)] == [(2, 2, 1), (2, 2, 1), (1, 1, 1)]
    assert table.total[1:] == (5, 4, 3)
    assert table.notes[0].values == {"n": 1}


def test_reach_puts_every_person_in_one_row_and_the_unreachable_last(make: Make) -> None:
    table = breakdown(make(), "reach")
    assert table.adds_up and rows(table)[-1][:2] == ((), 1)
    assert ("post", "email", "phone") in [row[0] for row in rows(table)]


def test_combinations_add_up_also_when_the_rare_ones_are_put_together(make: Make) -> None:
    table = combinations(make(), most=1)
    assert rows(table) == [(("name", "email"), 2, 0.5), ("others:2", 2, 0.5)]
    assert table.adds_up


def test_windows_follow_the_register(make: Make) -> None:
    assert [row[4:] for row in rows(windows(make()))] == [("confirmed", 1), ("possible", 3)]


def test_residence_is_broken_down_where_it_is_known(make: Make) -> None:
    assert residence(make()) is None
    abroad = [one | {"residence": land} for one, land in zip(PERSONS, ["US", None, "US", ""], strict=True)]
    table = residence(make(abroad, RECORDS))
    assert table and rows(table) == [("US", 2, 0.5), (None, 2, 0.5)]


def test_a_folder_with_wildcards_in_its_name_is_taken_literally(make: Make) -> None:
    assert breakdown(make(PERSONS, RECORDS, "case [1]*? 'x'"), "reach").total[1] == 4


@pytest.mark.parametrize("by", ["item", "segment", "file", "reach"])
def test_a_result_that_holds_only_what_it_must_can_be_read(tmp_path: Path, by: By) -> None:
    (tmp_path / "summary.json").write_text(
        '{"records": 1, "persons": {"best": 1, "at_least": 1, "at_most": 1}, "new": 1}'
    )
    pq.write_table(pa.table({"person_id": [1]}), tmp_path / "persons.parquet")
    assert breakdown(tmp_path, by).columns
    assert funnel(tmp_path).unread == 0


def test_no_result_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tenmatsu investigate"):
        funnel(tmp_path)
    (tmp_path / "summary.json").write_text("{")
    with pytest.raises(InputError, match=r"summary\.json"):
        funnel(tmp_path)


PERSON = st.fixed_dictionaries(
    {
        "items": st.lists(st.sampled_from(["name", "email", "passport", "date", "own_kind"]), max_size=5),
        "reach": st.lists(st.sampled_from(["post", "email", "phone"]), max_size=3, unique=True),
        "segments": st.none() | st.lists(st.tuples(st.just("提携先"), st.sampled_from("甲乙丙")), max_size=3),
        "files": st.lists(st.sampled_from(["a.csv", "b.csv", "c'.csv"]), min_size=1, max_size=3),
    }
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PERSON, max_size=12))
def test_whatever_the_persons_are_the_numbers_reconcile(make: Make, persons: list[dict[str, Any]]) -> None:
    held = [one | {"person_id": n, "n_records": len(one["files"])} for n, one in enumerate(persons, 1)]
    lines = [(file, row, one["person_id"]) for one in held for row, file in enumerate(one["files"], 1)]
    if not lines:
        return
    result = make(held, lines)
    for table in (breakdown(result, "reach"), combinations(result, most=2)):
        assert sum(row[1] for row in rows(table)) == table.total[1] == len(held)
    files = breakdown(result, "file")
    assert sum(row[1] for row in rows(files)) == files.total[1] == len(lines)
    assert sum(row[3] for row in rows(files)) + int(files.notes[0].values["n"]) == len(held)
    spread = [len({value for _, value in one["segments"] or ()}) for one in held]
    segments = [row for row in rows(breakdown(result, "segment")) if row[1] is not None]
    assert sum(row[2] for row in segments) == sum(spread)
