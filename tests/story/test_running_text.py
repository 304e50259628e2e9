"""Persons in running text are records as rows are: found, joined with the tables, opened again where they stand."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl

from tenmatsu import case

from .folder import make

MEMO = """打合せの記録
山田 太郎様(090-0000-1234、taro.yamada@example.jp)からお電話があった。
生年月日は昭和50年1月2日とのこと。

鈴木 花子様のご住所は東京都千代田区丸の内1-2-3、メールはhanako@example.comです。
"""
LIST = "氏名,メール,電話番号\n山田　太郎,taro.yamada@example.jp,090-0000-1234\n佐藤 次郎,jiro@example.net,\n"


def _case(tmp_path: Path) -> Path:
    return make(tmp_path / "case", {"evidence/memo.txt": MEMO.encode(), "evidence/list.csv": LIST.encode()})


def test_a_person_in_a_note_and_in_a_table_is_one_person(tmp_path: Path) -> None:
    folder = _case(tmp_path)
    summary = case.investigate(folder)
    persons = pl.read_parquet(folder / "result" / "records.parquet").group_by("person_id").agg("item", "name")
    held = {frozenset(items) for items in persons["item"].to_list()}
    assert frozenset({"memo.txt", "list.csv"}) in held, "his mail and telephone stand in both"
    assert summary["persons"]["best"] == 3


def test_every_finding_opens_at_the_very_characters(tmp_path: Path) -> None:
    folder = _case(tmp_path)
    case.investigate(folder)
    found = pl.read_parquet(folder / "result" / "findings.parquet")
    assert {"name", "phone", "email", "birth_date", "address"} <= set(found["kind"])
    for locator, value in found.select("locator", "value").iter_rows():
        opened = case.open_(folder, locator)
        if isinstance(opened, tuple):
            assert opened[0].marked == value, locator
        else:
            assert any(value in cells for row, _, cells in opened.rows if row == opened.marked), locator


def test_a_record_of_running_text_opens_with_all_its_findings_and_why_shows_it(tmp_path: Path) -> None:
    folder = _case(tmp_path)
    case.investigate(folder)
    shown = case.open_(folder, "memo.txt#row=2")
    assert isinstance(shown, tuple)
    assert {"鈴木 花子", "hanako@example.com"} <= {one.marked for one in shown}
    records = case.why(folder, "memo.txt#row=1").records
    assert {shown.row.locator for shown in records} == {"memo.txt#row=1", "list.csv#row=1"}


def test_every_item_is_listed_with_its_hash_and_whether_it_was_read(tmp_path: Path) -> None:
    folder = _case(tmp_path)
    (folder / "evidence" / "x.bin").write_bytes(bytes(range(1, 200)))
    case.investigate(folder)
    with (folder / "result" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["item"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"memo.txt", "list.csv", "x.bin"}
    assert rows["memo.txt"]["read"] == "yes" and rows["x.bin"]["read"] not in ("", "yes")
    assert all(len(row["sha256"]) == 64 and row["state"] == "live" for row in rows.values())
