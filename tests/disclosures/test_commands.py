"""The three commands: files in, JSON and HTML out, and bad input named while the others are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenmatsu.cli.main import main

NOTICE = (
    "情報流出のお詫び\n2020年5月1日\n株式会社ミナモ\n4月20日、不正アクセスにより会員120名の氏名が流出した"
    "ことが判明しました。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "two.txt").write_text(NOTICE.replace("120名", "130名"), encoding="cp932")
    return tmp_path


def test_read_writes_one_json_per_document(folder: Path) -> None:
    out = folder / "out"
    assert main(["read", str(folder), "--json", str(out), "--html", str(folder / "view.html"), "--quiet"]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["one.json", "two.json"]
    assert json.loads((out / "one.json").read_text(encoding="utf-8"))["incidents"][0]["counts"][0]["value"] == 120
    assert (folder / "view_one.html").is_file()


def test_bad_input_is_named_and_the_others_are_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "odd.txt").write_bytes(b"\xff\xfe\x00\x80\x99")
    files = [str(folder / name) for name in ("empty.txt", "odd.txt", "none.txt", "one.txt")]
    assert main(["read", *files, "--json"]) == 2
    said = capsys.readouterr()
    assert [doc["doc"] for doc in json.loads(said.out)] == ["one"]
    assert all(name in said.err for name in ("empty.txt", "odd.txt", "none.txt"))


def test_compare_shows_the_conflict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(folder), "--json", "--html", str(folder / "c.html")]) == 0
    claims = json.loads(capsys.readouterr().out)["incidents"][0]["claims"]
    assert claims[0]["status"] == "contradict" and claims[0]["field"] == "counts"


def test_precedents_export(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    veris, misp = folder / "veris.json", folder / "misp.json"
    assert (
        main(["precedents", str(folder), "--cause", "不正", "--veris", str(veris), "--misp", str(misp), "--json"]) == 0
    )
    assert [row["persons"] for row in json.loads(capsys.readouterr().out)] == [120, 130]
    assert len(json.loads(veris.read_text())) == len(json.loads(misp.read_text())) == 2
