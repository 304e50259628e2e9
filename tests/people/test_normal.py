"""One record's fields from its cells, however many columns of a kind a table has."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tenmatsu.model import Table, TypedColumn
from tenmatsu.people.normal import normalise
from tenmatsu.pii.dates import days


def test_a_name_that_stands_empty_gives_way_to_the_one_beside_it(tmp_path: Path) -> None:
    cells = {
        "c1": ["", "佐藤", None],
        "c2": ["", "花子", " "],
        "c3": ["田中 太郎", "別名 次郎", "鈴木 一郎"],
    }
    pl.DataFrame({"row": [1, 2, 3], "line": [2, 3, 4], **cells}).write_parquet(tmp_path / "a.parquet")
    table = Table("a.csv", tmp_path / "a.parquet", 3, 3, ("姓", "名", "お名前"))
    columns = [
        TypedColumn("a.csv", place, header, "name", 1.0, "", 0, 0, part=part, group=group, role="self")
        for place, header, part, group in ((1, "姓", 1, 1), (2, "名", 2, 1), (3, "お名前", 1, 2))
    ]
    normalise(table, columns, tmp_path / "out.parquet", first=1, read_days=days)
    assert pl.read_parquet(tmp_path / "out.parquet")["name"].to_list() == ["田中太郎", "佐藤花子", "鈴木一郎"]
