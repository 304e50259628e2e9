"""Tables drawn in text, as database clients and authors of Markdown write them, are tables; the rest is text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.evidence import drawn, vertical
from tenmatsu.evidence.drawn import Lines, cut
from tenmatsu.evidence.reopen import reopen
from tenmatsu.model import Locator

MYSQL = """mysql> select id, name, tel from members;
+------+---------------+--------------+
| id   | name          | tel          |
+------+---------------+--------------+
| K001 | 山田 花子     | 03-0000-0001 |
| K002 | 鈴木 | 一郎   | 03-0000-0002 |
| K003 | 佐藤
健       | 03-0000-0003 |
+------+---------------+--------------+
3 rows in set (0.00 sec)

mysql> \\q
"""
PSQL = """  id  |   name    |     tel
------+-----------+--------------
 K001 | 山田 花子 | 03-0000-0001
 K002 | 鈴木+     | 03-0000-0002
      | 一郎      |
(2 rows)

"""
MARKDOWN = """# 名簿

担当 山田

| id | name | tel |
|:---|---|---:|
| K001 | 山田 \\| 花子 | 03-0000-0001 |
| K002 | 鈴木 一郎 | 03-0000-0002 |

## 退会

|id|name|
|--|--|
|K009|佐藤 健|
"""
BOX = """┌──────┬───────────┐
│  id  │   name    │
├──────┼───────────┤
│ K001 │ 山田 花子 │
│ K002 │ 鈴木 一郎 │
└──────┴───────────┘
"""
GRID = """+------+-----------+
| id   | name      |
+======+===========+
| K001 | 山田      |
|      | 花子      |
+------+-----------+
| K002 | 鈴木 一郎 |
+------+-----------+
| K003 | 佐藤 健   |
+------+-----------+
"""
SQLPLUS = """SQL> select * from members;

ID         NAME           TEL
---------- -------------- --------------
K001       山田 花子      03-0000-0001
K002       鈴木 一郎      03-0000-0002

ID         NAME           TEL
---------- -------------- --------------
K003       佐藤 健        03-0000-0003

3行が選択されました。
"""
VERTICAL = """*************************** 1. row ***************************
  id: K001
name: 山田 花子
memo: 一行目
二行目: 続き
*************************** 2. row ***************************
  id: K002
name: 鈴木 一郎
memo: NULL
2 rows in set (0.01 sec)
"""
EXPANDED = """-[ RECORD 1 ]-----
id   | K001
name | 山田 花子
-[ RECORD 2 ]-----
id   | K002
name | 鈴木 一郎

"""
FORMAT_LIST = """
Name         : 山田 花子
mail         : hanako@example.jp
Department   :

Name         : 鈴木 一郎
mail         : ichiro@example.jp
Department   : 総務
"""
LINE = "  id = K001\nname = 山田 花子\n\n  id = K002\nname = 鈴木 一郎\n"


def of(found) -> list[tuple[str, tuple[str, ...], int]]:
    return [(item.partition("!")[2], one.header, one.rows) for item, one in found.tables.items()]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_session_of_mysql_is_a_table_between_lines_of_text(seen, rows, values, encoding: str) -> None:
    found = seen({"a.txt": MYSQL.encode(encoding)})
    assert of(found) == [("table1", ("id", "name", "tel"), 3)]
    table = found.tables["evidence/a.txt!table1"]
    assert [row[1] for row in rows(table)] == ["山田 花子", "鈴木 | 一郎", "佐藤\n健"]
    assert values(table, "line") == [5, 6, 7]
    assert next(one.text.strip() for one in found.passages) == "mysql> select id, name, tel from members;"


def test_psql_goes_on_in_a_second_line(seen, rows) -> None:
    table = seen({"a.out": PSQL.encode()}).tables["evidence/a.out!table1"]
    assert rows(table) == [["K001", "山田 花子", "03-0000-0001"], ["K002", "鈴木\n一郎", "03-0000-0002"]]


def test_markdown_has_tables_and_text(seen, rows) -> None:
    found = seen({"a.md": MARKDOWN.encode()})
    assert of(found) == [("table1", ("id", "name", "tel"), 2), ("table2", ("id", "name"), 1)]
    assert rows(found.tables["evidence/a.md!table1"])[0][1] == "山田 | 花子"
    assert [(str(one.locator), one.text.split()[-1]) for one in found.passages] == [
        ("evidence/a.md#line=1", "山田"),
        ("evidence/a.md#line=9", "退会"),
    ]


@pytest.mark.parametrize(
    ("text", "header", "names"),
    [
        (BOX, ("id", "name"), ["山田 花子", "鈴木 一郎"]),
        (GRID, ("id", "name"), ["山田\n花子", "鈴木 一郎", "佐藤 健"]),
        (SQLPLUS, ("ID", "NAME", "TEL"), ["山田 花子", "鈴木 一郎", "佐藤 健"]),
        (VERTICAL, ("id", "name", "memo"), ["山田 花子", "鈴木 一郎"]),
        (EXPANDED, ("id", "name"), ["山田 花子", "鈴木 一郎"]),
        (LINE, ("id", "name"), ["山田 花子", "鈴木 一郎"]),
    ],
)
def test_every_way_to_draw_gives_its_records(seen, rows, text: str, header: tuple[str, ...], names: list[str]) -> None:
    found = seen({"a.txt": text.encode()})
    assert of(found) == [("table1", header, len(names))]
    assert [row[1] for row in rows(found.tables["evidence/a.txt!table1"])] == names


def test_fields_one_a_line_keep_what_goes_on_below(seen, rows) -> None:
    first = rows(seen({"a.txt": VERTICAL.encode()}).tables["evidence/a.txt!table1"])[0]
    assert first == ["K001", "山田 花子", "一行目\n二行目: 続き"]
    table = seen({"b.txt": FORMAT_LIST.encode("utf-16")}).tables["evidence/b.txt!table1"]
    assert (table.header, rows(table)[0]) == (("Name", "mail", "Department"), ["山田 花子", "hanako@example.jp", ""])


def test_columns_under_their_labels_are_cut_where_kanji_take_two_places(seen, rows) -> None:
    people = [("K001", "山田 花子", "03-0000-0001"), ("K002", "佐々木 健", "03-0000-0002")] * 4
    listing = "会員番号  氏名          電話番号\n" + "".join(
        f"{a:<10}{b}{' ' * (14 - 2 * len(b) + 1)}{c}\n" for a, b, c in people
    )
    rule = "=" * 42 + "\n"
    listing = rule + listing.replace("電話番号\n", f"電話番号\n{rule}", 1) + rule
    table = seen({"a.lst": listing.encode("cp932")}).tables["evidence/a.lst!table1"]
    assert (table.header, rows(table)[1]) == (("会員番号", "氏名", "電話番号"), list(people[1]))


def test_columns_that_were_padded_by_characters_are_cut_by_characters(seen, rows) -> None:
    people = [(f"山田 {given}", f"090-0000-{at:04}", f"u{at}@example.jp") for at, given in enumerate("一二三四五六")]
    listing = "氏名        電話           メール\n" + "\n".join(f"{a:<10}  {b:<15}{c}" for a, b, c in people)
    table = seen({"a.txt": listing.encode()}).tables["evidence/a.txt!table1"]
    assert (table.header, rows(table)) == (("氏名", "電話", "メール"), [list(person) for person in people])


def test_sections_with_the_same_keys_are_records_and_settings_are_text(seen, rows) -> None:
    people = "".join(f'[member{at}]\nname = "山田 {at}郎"\ntel=03-0000-000{at}\n; 仮\n\n' for at in range(3))
    settings = "[db]\nhost = a\nport = 1\n\n[log]\nlevel = info\nfile = x\n\n[mail]\nfrom = a@example.jp\nto = b\n"
    found = seen({"a.ini": people.encode("cp932"), "b.ini": settings.encode()})
    table = found.tables["evidence/a.ini!table1"]
    assert (table.header, rows(table)[1]) == (("section", "name", "tel"), ["member1", "山田 1郎", "03-0000-0001"])
    assert list(found.tables) == ["evidence/a.ini!table1"]


def test_values_longer_than_the_dashes_above_them(seen, rows) -> None:
    listing = "Name     Mail\n----     ----\n" + "".join(f"山田 {at}郎 user{at}@example.jp\n" for at in range(4))
    table = seen({"a.txt": listing.encode()}).tables["evidence/a.txt!table1"]
    assert (table.header, rows(table)[0]) == (("Name", "Mail"), ["山田 0郎", "user0@example.jp"])


def test_rows_and_lines_of_such_a_file_open_again(seen, tmp_path) -> None:
    seen({"a.md": MARKDOWN.encode()})
    root = tmp_path / "evidence"
    assert reopen(root, "evidence", Locator("evidence/a.md!table2", (("row", "1"),))).rows[0][2] == ["K009", "佐藤 健"]
    lines = reopen(root, "evidence", Locator("evidence/a.md", (("line", "3"),))).rows
    assert [cells for at, _, cells in lines if at == 3] == [["担当 山田"]]


def test_a_span_goes_on_to_the_next() -> None:
    assert cut("山田花子 03", ((0, 8), (9, 11)), wide=True) == ["山田花子", "03"]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("|+-= \n:a山*[]RECORD1."), max_size=120))
def test_any_text_comes_to_an_end(text: str) -> None:
    lines = Lines(text.split("\n"))
    while lines.peek() is not None:
        table = drawn.begins(lines) or vertical.begins(lines)
        before = lines.number
        for _ in table.rows(lines) if table else ():
            pass
        if lines.number == before:
            lines.take()
