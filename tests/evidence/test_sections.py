"""Several tables in one file are tables of their own; titles and notes are no records and yet told."""

from __future__ import annotations

import pytest

from tenmatsu.evidence.remarks import is_note
from tenmatsu.evidence.reopen import reopen
from tenmatsu.model import Locator

MEMBERS = "会員番号,氏名,電話番号\r\n" + "".join(f"K{at},山田 {at}郎,03-0000-{at:04}\r\n" for at in range(1, 8))
ORDERS = "注文番号,会員番号,商品名,金額\r\n" + "".join(f"A{at},K{at},米,{at}00\r\n" for at in range(1, 5))


def told(found) -> dict[str, str]:
    return {str(one.locator): one.text for one in found.passages}


@pytest.mark.parametrize(
    ("between", "line"),
    [("\r\n", 11), ("\r\n\r\n", 12), (",,\r\n", 11), ("", 10), ("\r\n■注文\r\n", 12), ("[注文]\r\n", 11)],
)
def test_a_second_header_begins_a_second_table(seen, rows, values, between: str, line: int) -> None:
    found = seen({"a.csv": (MEMBERS + between + ORDERS).encode("cp932")})
    first, second = found.tables["evidence/a.csv"], found.tables["evidence/a.csv!table2"]
    assert (first.header, first.rows) == (("会員番号", "氏名", "電話番号"), 7)
    assert (second.header, second.rows) == (("注文番号", "会員番号", "商品名", "金額"), 4)
    assert rows(second)[0] == ["A1", "K1", "米", "100"]
    assert values(second, "line")[0] == line
    assert (["注文" in text for text in told(found).values()] == [True]) == ("注文" in between)
    assert not found.unread


def test_files_put_together_with_their_byte_order_marks(seen) -> None:
    marked = [text.encode("utf-8-sig") for text in (MEMBERS, ORDERS, MEMBERS)]
    assert [one.rows for one in seen({"a.csv": b"".join(marked[:2])}).tables.values()] == [7, 4]
    assert [one.rows for one in seen({"a.csv": marked[0] + marked[2]}).tables.values()] == [14]


def test_a_table_far_behind_the_first_lines_is_found(seen) -> None:
    body = "".join(f"K{at},山田,03-0000-{at % 10000:04}\r\n" for at in range(40_000))
    found = seen({"a.csv": (MEMBERS + body + "\r\n" + ORDERS).encode()})
    assert [one.rows for one in found.tables.values()] == [40_007, 4]


@pytest.mark.parametrize("lead", ["会員名簿,,{}頁\r\n", "\f"])
def test_pages_with_their_titles_are_one_table(seen, lead: str) -> None:
    found = seen({"a.csv": "".join(lead.format(at) + MEMBERS for at in range(1, 4)).encode("cp932")})
    assert [one.rows for one in found.tables.values()] == [21]


def test_blank_lines_and_group_names_begin_no_table(seen) -> None:
    lines = MEMBERS.splitlines()
    groups = f"{lines[0]}\n{lines[1]}\n\n東京支店\n{lines[2]}\n\n{lines[3]}\n\n大阪支店\n{lines[4]}\n"
    assert [one.rows for one in seen({"a.csv": groups.encode()}).tables.values()] == [6]
    pages = (MEMBERS + "\r\nページ 1/2\r\n\r\n") * 2
    found = seen({"a.csv": pages.encode()})
    assert [one.rows for one in found.tables.values()] == [14]
    assert list(told(found).values()) == ["ページ 1/2"]


def test_a_row_of_the_second_table_opens_again(seen, tmp_path) -> None:
    seen({"a.csv": (MEMBERS + "\r\n" + ORDERS).encode()})
    place = Locator("evidence/a.csv!table2", (("row", "2"),))
    shown = reopen(tmp_path / "evidence", "evidence", place)
    assert (shown.header[0], shown.rows[1][:2], shown.rows[1][2][0]) == ("注文番号", (2, 12), "A2")


def test_titles_comments_and_notes_are_told_where_they_stand(seen, tmp_path) -> None:
    text = f"会員名簿\r\n担当,山田 花子\r\n\r\n{MEMBERS}※社外秘です\r\n# batch 2\r\nK9,佐藤,03\r\n以上\r\n"
    found = seen({"a.csv": text.encode("cp932")})
    assert found.tables["evidence/a.csv"].rows == 8
    assert told(found) == {
        "evidence/a.csv#line=1": "会員名簿\n担当: 山田 花子",
        "evidence/a.csv#line=12": "※社外秘です\n# batch 2",
        "evidence/a.csv#line=15": "以上",
    }
    shown = reopen(tmp_path / "evidence", "evidence", Locator("evidence/a.csv", (("line", "12"),)))
    assert [cells for at, _, cells in shown.rows if at == 12] == [["※社外秘です"]]


@pytest.mark.parametrize(
    "note", ["※取扱注意", "# end", "- 1 / 3 ページ -", "Page 2 of 7", "[EOF]", "以　上", "注）社外秘"]
)
def test_notes_are_known_by_how_they_are_written(note: str) -> None:
    assert is_note([note], 3)


@pytest.mark.parametrize("value", ["山田 太郎", "#12", "K-100", "03-0000-0001", "東京支店", "12", "*", "a@example.jp"])
def test_a_single_value_is_no_note(value: str) -> None:
    assert not is_note([value], 3)


@pytest.mark.parametrize(
    ("upper", "lower", "header"),
    [
        ("会員,,連絡先,", "番号,氏名,電話番号,住所", ("番号", "氏名", "電話番号", "住所")),
        ("No.,氏名,,電話", ",漢字,カナ,", ("No.", "氏名漢字", "氏名カナ", "電話")),
        ("本人,,保護者,", "氏名,電話,氏名,電話", ("本人氏名", "本人電話", "保護者氏名", "保護者電話")),
        ("番号,氏名,カナ,電話", "member_id,name,kana,tel", ("番号", "氏名", "カナ", "電話")),
        ("番号,氏名,カナ,電話", "varchar(10),varchar(50),varchar(50),text", ("番号", "氏名", "カナ", "電話")),
    ],
)
def test_a_header_of_two_lines_is_one(seen, upper: str, lower: str, header: tuple[str, ...]) -> None:
    body = "".join(f"K{at},山田 太{at},ヤマダ,03-0000-000{at}\n" for at in range(6))
    table = seen({"a.csv": f"{upper}\n{lower}\n{body}".encode()}).tables["evidence/a.csv"]
    assert (table.header, table.rows) == (header, 6)
