"""A column that counts the lines of a sheet is nobody's number."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tenmatsu.model import Table
from tenmatsu.pii.columns import type_columns

NAMES = ["森 一郎", "辻 三郎", "堀 四郎", "関 五郎", "原 六郎", "岸 七海", "星 八重", "谷 九美"]


def kinds(folder: Path, label: str, numbers: list[str]) -> list[str]:
    rows = len(numbers)
    cells = {"c1": numbers, "c2": NAMES[:rows], "c3": [f"0312340{at:03}" for at in range(rows)]}
    path = folder / "t.parquet"
    pl.DataFrame({"row": range(1, rows + 1), "line": range(2, rows + 2), **cells}).write_parquet(path)
    return [one.kind for one in type_columns(Table("t.csv", path, rows, 3, (label, "氏名", "電話番号")))]


@pytest.mark.parametrize("label", ["No", "No.", "番号", "ID"])
def test_the_number_of_the_line_is_no_member_number(label: str, tmp_path: Path) -> None:
    assert kinds(tmp_path, label, [str(at) for at in range(1, 9)])[0] == "other"


def test_a_member_number_stays_one(tmp_path: Path) -> None:
    numbers = ["20481", "20333", "19022", "20007", "18444", "20111", "17002", "20999"]
    assert kinds(tmp_path, "会員番号", numbers)[0] == "member_id"


def test_codes_of_several_booking_desks_are_no_member_numbers(tmp_path: Path) -> None:
    desks = ["JB527336974", "RT994903667", "RT422358238", "WB435254001", "JB512556808", "JB335998243", "WB928299985"]
    assert kinds(tmp_path, "No", [*desks, "RT253001730"])[0] == "other"
