"""`tenmatsu evidence PATH`: a single file is listed and read without a case."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tenmatsu.cli.main import main

CSV = "氏名,メール\n森 一郎,mori@example.jp\n辻 三郎,tsuji@example.jp\n"


def test_an_archive_is_listed_with_its_tables_and_what_is_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b.csv", CSV.encode("cp932"))
        archive.writestr("empty.csv", b"")
    assert main(["evidence", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["path"] for one in found["items"]] == ["a.zip", "a.zip!b.csv", "a.zip!empty.csv"]
    assert [(one["item"], one["rows"], one["kinds"]) for one in found["tables"]] == [
        ("a.zip!b.csv", 2, ["name", "email"])
    ]
    assert [one["item"] for one in found["unread"]] == ["a.zip!empty.csv"]


def test_the_screen_shows_no_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "c.csv").write_text(CSV)
    assert main(["evidence", str(tmp_path / "c.csv"), "--lang", "ja"]) == 0
    shown = capsys.readouterr().out
    assert "c.csv" in shown and "mori" not in shown


def test_a_path_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", str(tmp_path / "none")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
