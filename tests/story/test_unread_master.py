"""What cannot be read of a master is named too: members may be missing from the comparison."""

from __future__ import annotations

import csv
from pathlib import Path

from tenmatsu import case

BRIEF = """[case]
title = "t"
organisation = "o"
as_of = 2024-01-01

[[evidence]]
path = "evidence"

[[master]]
name = "members"
path = "master"
id = "会員番号"
"""


def test_an_unread_part_of_a_master_is_in_the_result(tmp_path: Path) -> None:
    for name in ("evidence", "master"):
        (tmp_path / name).mkdir()
    (tmp_path / "case.toml").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "evidence" / "a.csv").write_text("氏名,メール\n森 一郎,mori@example.jp\n", encoding="utf-8")
    (tmp_path / "master" / "m.csv").write_text(
        "会員番号,氏名,メール\n001,森 一郎,mori@example.jp\n002,辻 三郎,tsuji@example.jp\n", encoding="utf-8"
    )
    (tmp_path / "master" / "old.csv").write_bytes(b"")
    summary = case.investigate(tmp_path)
    with (tmp_path / "result" / "unread.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert summary["unread"] == 1 and [row["item"] for row in rows] == ["members/old.csv"]
