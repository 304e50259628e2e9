"""Each known affair, rehearsed and investigated, comes to the figure that was published: who, how sure, which items."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tenmatsu import case
from tenmatsu.rehearsal.compare import compare

SMALL = ("clubgets-2016", "ehime-2023", "hokuto-2023", "kagoshima-2023", "kitakyushu-2023", "okinawa-2023")
ONCE = ("alpsalpine-2023", "jaccs-2023")
SHORT: dict[tuple[str, int], str] = {}


def investigated(name: str, folder: Path, seed: int = 1, **asked: Any) -> dict[str, Any]:
    """What result/summary.json says."""
    case.rehearse(name, folder, seed=seed, **asked)
    case.investigate(folder)
    said: dict[str, Any] = json.loads((folder / "result" / "summary.json").read_text("utf-8"))
    return said


def _known(name: str, seed: int) -> object:
    """A case of the test; one that is known to fall short stays in view and must fail until it is mended."""
    why = SHORT.get((name, seed))
    return pytest.param(name, seed, marks=pytest.mark.xfail(strict=True, reason=why) if why else ())


@pytest.mark.parametrize(
    ("name", "seed"),
    [*(_known(name, seed) for name in SMALL for seed in (1, 8)), *(_known(name, 1) for name in ONCE)],
)
def test_the_published_figure_comes_out(name: str, seed: int, tmp_path: Path) -> None:
    investigated(name, tmp_path / "case", seed)
    found = compare(tmp_path / "case")
    assert found.all_met, found


def test_logs_alone_leave_the_number_unknown(tmp_path: Path) -> None:
    said = investigated("jaccs-2023", tmp_path / "case")
    assert said["persons"] == {"at_least": 0, "best": None, "at_most": None}


def test_the_same_persons_come_out_of_the_deleted_files(tmp_path: Path) -> None:
    loose = investigated("jtb-2016", tmp_path / "loose", scale=0.002, loose=True)
    said = investigated("jtb-2016", tmp_path / "disk", scale=0.002)
    for word in ("persons", "records", "items", "members", "segments", "passports"):
        assert said[word] == loose[word], word
    with (tmp_path / "disk" / "result" / "items.csv").open(encoding="utf-8-sig", newline="") as source:
        items = list(csv.DictReader(source))
    deleted = [row for row in items if row["state"] == "deleted" and row["created"]]
    assert len(deleted) == 11
    assert {row["created"][:10] for row in deleted} == {row["deleted"][:10] for row in deleted} == {"2016-03-21"}
