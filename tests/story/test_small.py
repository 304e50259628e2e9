"""A case of five records: what two rows say in every field is one person's, however few rows there are."""

from __future__ import annotations

from pathlib import Path

from tenmatsu import case

from .folder import Found, csv_bytes, make

HOME = ("03-3456-7812", "100-0001", "東京都千代田区千代田1-1")
FIRST = [
    ("長野 太郎", "ナガノ タロウ", "1980-01-02", "男", "taro@example.com", *HOME),
    ("長野 花子", "ナガノ ハナコ", "1982-03-04", "女", "taro@example.com", *HOME),
    ("相沢 一郎", "アイザワ イチロウ", "1975-05-06", "男", "ichiro@example.com", "06-6345-9182", "", ""),
]
SECOND = [
    ("長野　太郎", "ナガノ　タロウ", "S55.1.2", "男", "TARO@example.com", *HOME),
    ("河合 次郎", "カワイ ジロウ", "1990-09-09", "男", "jiro@example.org", "080-2247-3318", "", ""),
]


def test_five_records_of_four_persons(tmp_path: Path) -> None:
    files = {"evidence/a.csv": csv_bytes(FIRST, "cp932"), "evidence/b.csv": csv_bytes(SECOND)}
    folder = make(tmp_path / "case", files)
    summary = case.investigate(folder)
    found = Found(folder)
    assert found.apart(("a.csv", 1), ("a.csv", 2), ("a.csv", 3), ("b.csv", 2))
    assert found.one(("a.csv", 1), ("b.csv", 1))
    assert summary["persons"]["best"] == 4
