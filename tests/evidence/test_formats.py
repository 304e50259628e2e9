"""Every format gives the same records, and the same row when its locator is opened again."""

from __future__ import annotations

import datetime
import json

import openpyxl
import pytest

from tenmatsu.errors import LocatorError
from tenmatsu.evidence.reopen import reopen
from tenmatsu.model import Locator


def test_every_format_gives_the_same_table(seen, samples, rows) -> None:
    found = seen({name: data for name, (data, _) in samples.SAMPLES.items()}, passwords=("wrong", "secret"))
    assert not found.unread
    for name, (_, inside) in samples.SAMPLES.items():
        table = found.tables[f"evidence/{name}{inside}"]
        assert (table.header, rows(table)) == (tuple(samples.HEADER), samples.PEOPLE), name


def test_every_format_is_opened_again_at_the_very_row(seen, samples, tmp_path) -> None:
    seen({name: data for name, (data, _) in samples.SAMPLES.items()}, passwords=("secret",))
    for name, (_, inside) in samples.SAMPLES.items():
        locator = Locator(f"evidence/{name}{inside}", (("row", "2"), ("col", "メール")))
        again = reopen(tmp_path / "evidence", "evidence", locator, passwords=("secret",), neighbours=1)
        assert [(row, cells) for row, _, cells in again.rows] == [(1, samples.PEOPLE[0]), (2, samples.PEOPLE[1])], name
        assert (again.marked, again.column, again.header) == (2, 3, tuple(samples.HEADER))


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ("evidence/none.csv", ()),
        ("evidence/a.csv", (("row", "99"),)),
        ("evidence/a.csv", (("row", "x"),)),
        ("evidence/a.csv", (("row", "1"), ("col", "なし"))),
        ("evidence/a.zip!other.csv", (("row", "1"),)),
        ("evidence/a.zip", (("row", "1"),)),
    ],
)
def test_a_locator_that_points_nowhere_says_so(seen, samples, tmp_path, item, place) -> None:
    seen({"a.csv": samples.CSV, "a.zip": samples.zipped()})
    with pytest.raises(LocatorError):
        reopen(tmp_path / "evidence", "evidence", Locator(item, place))


def test_a_line_of_text_is_opened_again(seen, tmp_path) -> None:
    seen({"a.txt": "一行目です。\n二行目です。\n三行目です。\n".encode("cp932")})
    again = reopen(tmp_path / "evidence", "evidence", Locator("evidence/a.txt", (("line", "2"),)), neighbours=0)
    assert again.rows == [(2, 2, ["二行目です。"])]


def test_a_far_row_is_reached_by_streaming(seen, tmp_path) -> None:
    text = "番号,氏名\n" + "".join(f"{number},山田\n" for number in range(1, 60_001))
    seen({"a.csv": text.encode()})
    again = reopen(tmp_path / "evidence", "evidence", Locator("evidence/a.csv", (("row", "59999"),)), neighbours=1)
    assert again.rows[1] == (59_999, 60_000, ["59999", "山田"])


def test_cells_of_a_workbook_are_shown_as_a_person_sees_them(seen, samples, rows) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["会員一覧"])
    sheet.append(["氏名", "電話", "郵便番号", "生年月日", "金額"])
    sheet.append(["山田", 9012345678, 600001, datetime.date(1980, 1, 2), 0.1 + 0.2])
    sheet["C3"].number_format = "0000000"
    sheet.append(["鈴木", "09012345678", "0600001", datetime.datetime(1980, 1, 2, 3, 4), 1e12])
    sheet.append(["合計", None, None, None, 3])
    table = seen({"a.xlsx": samples.saved(book)}).tables["evidence/a.xlsx!Sheet"]
    assert rows(table) == [
        ["山田", "9012345678", "0600001", "1980-01-02", "0.3"],
        ["鈴木", "09012345678", "0600001", "1980-01-02 03:04:00", "1000000000000"],
    ]
    assert table.notes == {"title_rows": 1, "total_rows": 1}


def test_hidden_sheets_are_read_and_marked(seen, samples) -> None:
    book = openpyxl.Workbook()
    book.active.append(["氏名"])
    for name, state in (("隠し", "hidden"), ("奥", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.append(["メール"])
        sheet.append(["a@example.jp"])
        sheet.sheet_state = state
    tables = seen({"a.xlsx": samples.saved(book)}).tables
    assert {item: table.hidden for item, table in tables.items()} == {
        "evidence/a.xlsx!Sheet": False,
        "evidence/a.xlsx!隠し": True,
        "evidence/a.xlsx!奥": True,
    }


def test_two_cells_at_opposite_corners_are_read_without_a_grid(seen, samples, rows) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "甲", "乙"
    table = seen({"a.xlsx": samples.saved(book)}).tables["evidence/a.xlsx!Sheet"]
    assert rows(table) == [["甲", ""], ["", "乙"]]


def test_escapes_of_both_dump_dialects(seen, rows) -> None:
    mysql = (
        "-- MySQL dump\nINSERT INTO `t` (`a`,`b`) VALUES (1,'O\\'Brien\\n'),(2,'it''s; (x), y'),\n(NULL,_binary 'z');\n"
    )
    postgres = "-- PostgreSQL database dump\nINSERT INTO t (a, b) VALUES (1, 'a\\b');\n"
    postgres += "COPY u (a, b) FROM stdin;\n1\\t2\t\\N\n\\.\n"
    tables = seen({"m.sql": mysql.encode(), "p.sql": postgres.encode()}).tables
    assert rows(tables["evidence/m.sql!t"]) == [["1", "O'Brien\n"], ["2", "it's; (x), y"], ["", "z"]]
    assert rows(tables["evidence/p.sql!t"]) == [["1", "a\\b"]]
    assert rows(tables["evidence/p.sql!u"]) == [["1\t2", ""]]


def test_a_dump_larger_than_a_block_is_streamed_whole(seen, rows) -> None:
    values = ",\n".join(f"({number},'山田{number}')" for number in range(60_000))
    table = seen({"a.sql": f"-- MySQL dump\nINSERT INTO `t` VALUES {values};\n".encode()}).tables["evidence/a.sql!t"]
    assert (table.rows, rows(table)[-1]) == (60_000, ["59999", "山田59999"])


def test_a_statement_that_is_not_understood_costs_its_own_rows_and_is_named(seen, rows) -> None:
    text = "-- MySQL dump\nINSERT INTO `t` VALUES (1,'a'),(2,'b' oops);\nINSERT INTO `t` VALUES (3,'c');\n"
    found = seen({"a.sql": text.encode()})
    assert rows(found.tables["evidence/a.sql!t"]) == [["1", "a"], ["3", "c"]]
    assert found.unread["evidence/a.sql!t"] == "rows of an INSERT that break off or are not understood"


def test_a_dump_of_very_many_tables_is_read(seen) -> None:
    text = "-- MySQL dump\n" + "".join(f"INSERT INTO `t{number}` VALUES ({number});\n" for number in range(300))
    assert len(seen({"a.sql": text.encode()}).tables) == 300


def test_a_list_wrapped_in_an_object_is_a_table(seen, rows) -> None:
    table = seen({"a.json": b'{"total": 2, "users": [{"n": 1}, {"n": 2}]}'}).tables["evidence/a.json!users"]
    assert rows(table) == [["1"], ["2"]]


def test_json_keeps_numbers_as_written_and_spreads_objects(seen, rows) -> None:
    data = b'{"n":9012345678,"f":1.50,"a":{"b":"x"}}\n{"n":"007","new":true}\nnot json\n'
    found = seen({"a.jsonl": data})
    table = found.tables["evidence/a.jsonl"]
    assert table.header == ("n", "f", "a.b", "new")
    assert rows(table) == [["9012345678", "1.50", "x", None], ["007", None, None, "true"]]
    assert found.unread == {"evidence/a.jsonl": "lines or parts that are no JSON object"}


def test_bytes_of_every_kind_end_in_a_row_of_their_own(seen) -> None:
    found = seen({"a.pdf": b"%PDF-1.7\n\x00\x80", "b.bin": bytes(range(256)) * 9, "c.png": b"\x89PNG\r\n\x1a\n\0\0"})
    assert set(found.items) == {"evidence/a.pdf", "evidence/b.bin", "evidence/c.png"}
    assert all(item in found.unread for item in found.items)


def test_people_deep_in_one_object_kept_by_key_or_in_arrays_are_a_record_each(seen, rows) -> None:
    people = [{"name": f"髙﨑 {at}", "tel": f"03-0000-{at:04}"} for at in range(5)]
    grid = [["氏名", "電話番号"], *[list(one.values()) for one in people]]
    files = {
        "deep.json": {"meta": {"by": "総務"}, "data": {"users": people}},
        "keyed.json": {"users": {str(at): one for at, one in enumerate(people)}},
        "root.json": {str(at): one for at, one in enumerate(people)},
        "grid.json": grid,
    }
    found = seen({name: json.dumps(value, ensure_ascii=False).encode() for name, value in files.items()})
    for table in ("deep.json!data.users", "grid.json!rows"):
        assert rows(found.tables[f"evidence/{table}"]) == grid[1:], table
    keyed = [[str(at), *row] for at, row in enumerate(grid[1:])]
    assert rows(found.tables["evidence/keyed.json!users"]) == keyed
    assert rows(found.tables["evidence/root.json"]) == keyed
    assert [one.text for one in found.passages] == ["meta.by: 総務"]


def test_json_nested_without_end_is_a_row_and_the_walk_goes_on(seen) -> None:
    deep = {"a.json": b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "b.json": b"[" * 100_000 + b"]" * 100_000}
    found = seen({**deep, "c.csv": "氏名,電話\r\n山田 太郎,03-0000-0001\r\n".encode()})
    assert set(found.unread) == {"evidence/a.json", "evidence/b.json"}
    assert "evidence/c.csv" in found.tables
