"""What programs put around cells is no part of the value, and what a spreadsheet destroyed is told."""

from __future__ import annotations

import pytest

from tenmatsu.evidence.cells import unescaped

PEOPLE = [
    ("00123", "山田 花子", "090-0000-0001"),
    ("00124", "鈴木 一郎", "090-0000-0002"),
    ("00125", "佐藤 健", ""),
] * 3
HEADER = ("番号", "氏名", "電話")


def lines(form: str, delimiter: str = ",", header: bool = False) -> bytes:
    rows = [",".join(HEADER)] if not header else []
    body = [[form.format(cell) for cell in row] for row in ((HEADER, *PEOPLE) if header else PEOPLE)]
    return ("\r\n".join([*(row.replace(",", delimiter) for row in rows), *map(delimiter.join, body)]) + "\r\n").encode()


@pytest.mark.parametrize(
    "data",
    [
        lines('="{}"'),
        lines('"=""{}"""'),
        lines("'{}", header=True),
        lines("'{}'", header=True),
        lines('"{}"').replace(b"\r\n", b"\0\0\r\n"),
    ],
)
def test_what_stands_around_a_value_is_left_away(seen, rows, data: bytes) -> None:
    table = seen({"a.csv": data}).tables["evidence/a.csv"]
    assert (table.header, rows(table)) == (HEADER, [list(row) for row in PEOPLE])


@pytest.mark.parametrize("delimiter", ["^", "~", "\x01"])
def test_rare_delimiters_make_tables_too(seen, rows, delimiter: str) -> None:
    table = seen({"a.dat": lines("{}", delimiter)}).tables["evidence/a.dat"]
    assert (table.header, rows(table)[0]) == (HEADER, list(PEOPLE[0]))


def test_lines_of_users_are_a_table_and_times_are_not(seen) -> None:
    users = "".join(f"user{at}:x:{1000 + at}:100:山田 {at}郎:/srv/u{at}:/bin/sh\n" for at in range(5))
    times = "".join(f"10:0{at}:00 山田様より電話\n" for at in range(5))
    found = seen({"passwd": users.encode(), "log": times.encode()})
    assert list(found.tables) == ["evidence/passwd"]


def test_quotes_escaped_by_backslashes_keep_a_field_together(seen, rows) -> None:
    text = '"番号","氏名","住所"\n' + "".join(f'"{at}","山田","港区 \\"例, 荘\\" C:\\\\"\n' for at in range(5))
    table = seen({"a.csv": text.encode()}).tables["evidence/a.csv"]
    assert (table.columns, rows(table)[0]) == (3, ["0", "山田", '港区 "例, 荘" C:\\'])
    assert unescaped(b'"a\\"b","c\\\\"') == b'"a""b","c\\"'


def test_numbers_that_a_spreadsheet_rounded_are_kept_and_told(seen, rows) -> None:
    text = "番号,氏名,マイナンバー,生年月日\n" + "".join(f"{at},山田,1.23457E+11,########\n" for at in range(4))
    found = seen({"a.csv": (text + "5,佐藤,123456789012,1980/01/02\n").encode("cp932")})
    assert rows(found.tables["evidence/a.csv"])[0][2:] == ["1.23457E+11", "########"]
    told = [one.reason for one in found.found if hasattr(one, "reason")]
    assert [reason.split(": ")[0].split(") ")[0] for reason in told] == [
        "4 values of column 3 (マイナンバー",
        "4 values of column 4 (生年月日",
    ]


def test_labels_that_every_record_repeats_are_its_header(seen, rows) -> None:
    text = "".join(f"id:{at}\tname:山田 太郎\ttime:10:00:0{at}\n" for at in range(4))
    table = seen({"a.ltsv": text.encode()}).tables["evidence/a.ltsv"]
    assert (table.header, table.rows, rows(table)[0]) == (("id", "name", "time"), 4, ["0", "山田 太郎", "10:00:00"])
