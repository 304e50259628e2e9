"""Each known affair, rehearsed and investigated, comes to the figure that was published: sure and possible."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tenmatsu import case

SMALL = (
    "clubgets-2016", "ehime-2023", "hokuto-2023", "kagoshima-2023", "kitakyushu-2023", "okinawa-2023",
)  # fmt: skip
UNKNOWN = {"at_least": 0, "best": None, "at_most": None}


def investigated(name: str, folder: Path, seed: int = 1, **asked: Any) -> dict[str, Any]:
    """What result/summary.json says."""
    case.rehearse(name, folder, seed=seed, **asked)
    case.investigate(folder)
    said: dict[str, Any] = json.loads((folder / "result" / "summary.json").read_text("utf-8"))
    return said


def answer(folder: Path) -> dict[str, Any]:
    true: dict[str, Any] = json.loads((folder / "answer" / "summary.json").read_text("utf-8"))
    return true


def told(folder: Path) -> set[str]:
    """The persons of the result: by name without its space, or by address where the evidence holds no names."""
    persons = pl.read_parquet(folder / "result" / "persons.parquet")
    word = "name" if persons["name"].is_not_null().any() else "email"
    return set(persons[word].drop_nulls().str.replace_all(r"\s", ""))


def true_ones(folder: Path) -> set[str]:
    """The same of the answer."""
    with (folder / "answer" / "exposed.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    named = [row for row in rows if "name" in row["items"].split(";")]
    return {row["name"].replace(" ", "") for row in named} or {row["id"] for row in rows}


def holds(said: dict[str, Any], persons: int) -> None:
    """The figure itself, inside an interval that is not wide."""
    low, best, high = (said["persons"][word] for word in ("at_least", "best", "at_most"))
    assert best == persons, said["persons"]
    assert low <= persons <= high
    assert high - low <= max(1, persons * 0.01)


@pytest.mark.parametrize("seed", [1, 8])
@pytest.mark.parametrize("name", SMALL)
def test_the_published_figure_comes_out(name: str, seed: int, tmp_path: Path) -> None:
    said = investigated(name, tmp_path / "case", seed)
    true = answer(tmp_path / "case")
    holds(said, true["persons"])
    assert told(tmp_path / "case") == true_ones(tmp_path / "case")
    assert said["certainty"]["confirmed"] == true["confirmed"]
    for kind, tally in true["items"].items():
        assert said["items"].get(kind, {}).get("persons") == tally["persons"], kind


def test_sixteen_thousand_employees(tmp_path: Path) -> None:
    said = investigated("alpsalpine-2023", tmp_path / "case")
    holds(said, 16_000)
    assert said["certainty"] == {"confirmed": 16_000, "possible": 0}
    assert said["members"]["matched"] == 16_000
    assert said["items"]["email"]["persons"] == 16_000


def test_logs_alone_leave_the_number_unknown(tmp_path: Path) -> None:
    said = investigated("jaccs-2023", tmp_path / "case")
    assert said["persons"] == UNKNOWN
    assert not any(tally.get("persons") for tally in said["items"].values())


def test_the_same_persons_come_out_of_the_deleted_files(tmp_path: Path) -> None:
    loose = investigated("jtb-2016", tmp_path / "loose", scale=0.002)
    said = investigated("jtb-2016", tmp_path / "disk", scale=0.002, disk=True)
    for word in ("persons", "records", "items", "members", "segments", "passports"):
        assert said[word] == loose[word], word
    with (tmp_path / "disk" / "result" / "items.csv").open(encoding="utf-8-sig", newline="") as source:
        items = list(csv.DictReader(source))
    deleted = [row for row in items if row["state"] == "deleted"]
    assert len({row["item"] for row in deleted}) >= 11
    assert {row["created"][:10] for row in deleted} == {row["deleted"][:10] for row in deleted} == {"2016-03-21"}
