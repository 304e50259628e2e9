"""A result holds what was exposed: the records that no way out shows are ruled out, and every file agrees with that."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.story.folder import make

from tenmatsu import case
from tenmatsu.case.narrow import EXPOSED, narrow
from tenmatsu.people.count import Interval

ROWS = [(f"山田{'一二三四五六七八九十'[n]}子", f"y{n}@example.jp") for n in range(10)]
LIST = "氏名,メール\n" + "".join(f"{name},{mail}\n" for name, mail in [*ROWS, *ROWS[:4]])


@pytest.fixture
def result(tmp_path: Path) -> Path:
    folder = make(tmp_path / "case", {"evidence/list.csv": LIST.encode()})
    assert case.investigate(folder)["persons"]["best"] == 10
    return folder / "result"


def _narrowed(result: Path, exposed: dict[int, list[str]], tmp_path: Path) -> tuple[int, Interval, int, int]:
    pl.DataFrame({"record_id": list(exposed), "kinds": list(exposed.values())}).write_parquet(result / EXPOSED)
    whole = json.loads((result / "summary.json").read_text("utf-8"))["persons"]
    found = narrow(result, Interval(**whole), memory="1GB", scratch=tmp_path)
    return found.records, found.persons, found.records_ruled_out, found.persons_ruled_out


def test_records_and_persons_left_and_ruled_out_add_up(result: Path, tmp_path: Path) -> None:
    records, persons, records_out, persons_out = _narrowed(
        result, {0: ["name"], 10: ["name"], 3: ["name", "email"]}, tmp_path
    )
    assert (records, persons.best, records_out, persons_out) == (3, 2, 11, 8)
    held = pl.read_parquet(result / "persons.parquet").sort("person_id")
    assert held["items"].to_list() == [["name"], ["name", "email"]], "only the kinds that were exposed"
    assert held["n_records"].to_list() == [2, 1]


def test_a_person_whose_first_record_was_not_exposed_bears_the_number_of_one_that_was(
    result: Path, tmp_path: Path
) -> None:
    _narrowed(result, {11: ["name"]}, tmp_path)
    assert pl.read_parquet(result / "records.parquet").select("record_id", "person_id").rows() == [(11, 11)]
    assert pl.read_parquet(result / "persons.parquet")["person_id"].to_list() == [11]
    assert pl.read_parquet(result / "ruled_out.parquet").height == 13


def test_links_between_records_of_which_one_is_ruled_out_go_with_it(result: Path, tmp_path: Path) -> None:
    _narrowed(result, {0: ["name"], 10: ["name"], 1: ["name"]}, tmp_path)
    assert pl.read_parquet(result / "links.parquet").select("record_a", "record_b").rows() == [(0, 10)]


def test_nobody_exposed_is_nobody(result: Path, tmp_path: Path) -> None:
    records, persons, _, persons_out = _narrowed(result, {99: ["name"]}, tmp_path)
    assert (records, persons, persons_out) == (0, Interval(0, 0, 0), 10)
