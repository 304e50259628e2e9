"""A result that says what is true meets every target; each kind of mistake shows where it was made."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tenmatsu.errors import CaseError
from tenmatsu.rehearsal.compare import compare, is_affair
from tenmatsu.rehearsal.write import rehearse


def answered(folder: Path, name: str = "hokuto-2023", drop: int = 0, add: tuple[str, ...] = (), **summary: Any) -> Path:
    """A case whose result is the answer itself, changed as wanted."""
    case = rehearse(name, folder / "case")
    with (case / "answer" / "exposed.csv").open(encoding="utf-8", newline="") as source:
        named = {row["person"]: row["name"].replace(" ", "　") for row in csv.DictReader(source)}
    true = json.loads((case / "answer" / "summary.json").read_text())
    persons = true["persons"]
    said = persons if isinstance(persons, dict) else dict.fromkeys(("best", "at_least", "at_most"), persons)
    result = {"persons": said, "items": true["items"], "certainty": {"confirmed": true["confirmed"], "possible": 0}}
    (case / "result").mkdir()
    (case / "result" / "summary.json").write_text(json.dumps(result | summary))
    people = [*list(named.values())[drop:], *add]
    pl.DataFrame({"name": people}, schema={"name": pl.String}).write_parquet(case / "result" / "persons.parquet")
    return case


@pytest.mark.parametrize("name", ["hokuto-2023", "ehime-2023", "clubgets-2016", "jaccs-2023", "okinawa-2023"])
def test_the_answer_itself_meets_every_target(tmp_path: Path, name: str) -> None:
    case = answered(tmp_path, name)
    assert is_affair(case)
    assert compare(case).all_met


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"drop": 1}, {"the right persons"}),
        ({"add": ("顛末 太郎",)}, {"the right persons"}),
        ({"persons": {"best": 5, "at_least": 4, "at_most": 5}}, {"number of persons"}),
        ({"persons": {"best": 4, "at_least": 2, "at_most": 9}}, {"interval narrow enough"}),
        ({"persons": {"best": None, "at_least": 0, "at_most": None}}, {"number of persons"}),
        ({"certainty": {"confirmed": 0, "possible": 4}}, {"confirmed persons"}),
        ({"items": {"name": {"persons": 4}}}, {"persons by item"}),
    ],
)
def test_a_mistake_shows_where_it_was_made(tmp_path: Path, change: dict[str, Any], missed: set[str]) -> None:
    assert {name for name, met in compare(answered(tmp_path, **change)).met.items() if not met} == missed


def test_nobody_is_no_answer_where_nobody_can_know(tmp_path: Path) -> None:
    case = answered(tmp_path, "jaccs-2023", persons={"best": 0, "at_least": 0, "at_most": 0})
    assert not compare(case).met["number of persons"]
    assert not compare(case).met["interval narrow enough"]


def test_without_a_result_the_next_step_is_said(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="run tenmatsu investigate first"):
        compare(rehearse("okinawa-2023", tmp_path / "case"))
