"""Two [[evidence]] with files of one name stay two: each record points at its own file."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tenmatsu import case

from .folder import Found, csv_bytes, make, strangers

THIRD = '\n[[evidence]]\npath = "{}"\nchannel = "intrusion"\ncertainty = "confirmed"\n'


def test_files_of_one_name_in_two_places_are_told_apart(tmp_path: Path) -> None:
    people = strangers(270)
    files = {
        "evidence/a.csv": csv_bytes(people[:100]), "evidence/z.csv": csv_bytes(people[100:120]),
        "second/a.csv": csv_bytes(people[120:250]), "third/a.csv": csv_bytes(people[250:], "cp932"),
    }  # fmt: skip
    folder = make(tmp_path / "case", files)
    with (folder / "case.toml").open("a", encoding="utf-8") as brief:
        brief.write(THIRD.format("second") + THIRD.format("third/a.csv"))
    case.investigate(folder)
    names = {"a.csv": 0, "z.csv": 100, "second/a.csv": 120, "third/a.csv": 250}
    records = pl.read_parquet(folder / "result" / "records.parquet")
    assert set(records["item"]) == set(names)
    for item, first in names.items():
        row = case.why(folder, f"{item}#row=3").records[0].row
        assert row.cells[0].value == people[first + 2][0]
        assert row.read_from == "evidence"
        assert not row.changed
        opened = case.open_(folder, f"{item}#row=3", neighbours=0)
        assert opened.rows[0][2][0] == people[first + 2][0]
    case.decide(folder, "z.csv#row=1", "third/a.csv#row=2", "same", by="mori")
    case.investigate(folder)
    assert Found(folder).one(("z.csv", 1), ("third/a.csv", 2))
