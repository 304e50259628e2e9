"""Delimited text becomes records whose number, line and cells are those of the file."""

from __future__ import annotations

import csv
import io
import json

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.evidence import delimited, records
from tenmatsu.evidence.layout import Layout


class Kept:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.rows, self.lines, self.cells = 0, [], []

    def write(self, lines, cells, extra=None) -> None:
        self.rows += len(lines)
        self.lines += lines.to_pylist()
        more = extra.to_pylist() if extra is not None else [None] * len(lines)
        for row, beyond in zip(zip(*(column.to_pylist() for column in cells), strict=True), more, strict=True):
            known = [cell for cell in row if cell is not None]
            self.cells.append(known + (json.loads(beyond) if beyond else []))

    def close(self) -> str:
        return ""


def read(text: str, width: int, delimiter: str = ",", cut: int | None = None) -> tuple[Kept, dict[str, int]]:
    sink = Kept()
    blocks = delimited.Blocks(sink, Layout(width, None, 0), delimiter.encode())
    data = text.encode()
    cut = data.rfind(b"\n", 0, cut) + 1 if cut is not None else 0
    if cut:
        blocks.feed(data[:cut], False)
    blocks.feed(data[cut:], True)
    return sink, {note: count for note, count in blocks.notes.items() if count}


cell = st.text(st.sampled_from("ab1 髙花ｱ,;\t|\"\n'　-.@"), max_size=6)
key = st.integers(0, 10**6).map(lambda number: f"k{number}")


@settings(max_examples=150, deadline=None)
@given(
    st.integers(2, 4).flatmap(lambda width: st.lists(st.tuples(key, *[cell] * (width - 1)), min_size=1, max_size=12)),
    st.sampled_from(",\t;|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.integers(0, 200),
)
def test_what_a_writer_of_csv_wrote_is_read_back_whole(rows, delimiter, end, quoting, cut) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    sink, notes = read(out.getvalue(), len(rows[0]), delimiter, cut)
    assert sink.cells == [list(row) for row in rows]
    assert not notes.get("ragged_rows")


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('ab1,,,""\n\n\r髙'), max_size=60), st.integers(0, 60))
def test_any_text_is_read_alike_whole_or_in_two_blocks(text: str, cut: int) -> None:
    whole, notes = read(text, 3)
    halves, others = read(text, 3, cut=cut)
    if '"' not in text:
        assert (whole.cells, whole.lines, notes) == (halves.cells, halves.lines, others)
    assert sum(len(row) for row in whole.cells) <= text.count(",") + len(text) + 1


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('ab1,,,"\n'), max_size=60))
def test_the_quick_way_gives_what_the_exact_rule_gives(text: str) -> None:
    sink, _ = read(text, 3)
    data, at, exact = text.encode(), 0, []
    while at < len(data):
        cells, at = records.record(data, at, b",", 3, True)
        exact.append([value.decode() for value in cells])
    layout = Layout(3, None, 0)
    assert sink.cells == [row for row in exact if layout.judge(row).value == "data"]


def test_a_stray_quote_stays_a_character() -> None:
    sink, _ = read('1,山田"太郎,x\n2,"佐藤,y\n3,"a "b" c",z\n', 3)
    assert sink.cells == [["1", '山田"太郎', "x"], ["2", '"佐藤', "y"], ["3", 'a "b" c', "z"]]


def test_lines_count_line_ends_inside_quotes() -> None:
    sink, _ = read('1,"a\nb\nc",x\n2,b,y\n\n3,c,z\n', 3)
    assert sink.lines == [1, 4, 6]


def test_ragged_records_are_kept_and_counted(seen, rows, values) -> None:
    data = "氏名,電話,住所\n山田,03-0000-0001\n佐藤,03-0000-0002,港区,x,y\n鈴木,03-0000-0003,北区\n".encode("cp932")
    table = seen({"a.csv": data}).tables["evidence/a.csv"]
    assert rows(table)[0] == ["山田", "03-0000-0001", None]
    assert values(table, "extra") == [None, '["x", "y"]', None]
    assert values(table, "row") == [1, 2, 3]
    assert table.notes["ragged_rows"] == 2


def test_only_data_records_are_numbered(seen, rows, values) -> None:
    text = (
        "顧客一覧\r\n\r\n氏名,電話,金額\r\n山田,03-0000-0001,10\r\n合計,,10\r\n"
        "氏名,電話,金額\r\n佐藤,03-0000-0002,20\r\n,,\r\n総計,,30\r\n\x1a"
    )
    table = seen({"a.csv": text.encode("cp932")}).tables["evidence/a.csv"]
    assert [row[0] for row in rows(table)] == ["山田", "佐藤"]
    assert (values(table, "row"), values(table, "line")) == ([1, 2], [4, 7])
    assert table.notes == {"title_rows": 1, "blank_rows": 2, "total_rows": 2, "repeated_headers": 1}
    assert table.header == ("氏名", "電話", "金額")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_gives_the_same_table(seen, rows, encoding: str, end: str) -> None:
    text = end.join(["会員番号\t氏名\t住所", "001\t山田　花子\t東京都港区", "002\t鈴木　一郎\t北海道札幌市"]) + end
    table = seen({"a.tsv": text.encode(encoding)}).tables["evidence/a.tsv"]
    assert rows(table) == [["001", "山田　花子", "東京都港区"], ["002", "鈴木　一郎", "北海道札幌市"]]
    assert table.header == ("会員番号", "氏名", "住所")


def test_late_bytes_change_the_verdict_on_the_encoding(seen, rows) -> None:
    plain = "".join(f"{number},user{number}@example.jp,abc\n" for number in range(12_000))
    data = ("no,mail,name\n" + plain).encode() + "12000,x@example.jp,髙橋\n".encode("cp932")
    table = seen({"a.csv": data}).tables["evidence/a.csv"]
    assert (table.encoding, rows(table)[-1][2]) == ("cp932", "髙橋")


def test_undecodable_bytes_stay_visible_and_are_counted(seen, rows) -> None:
    data = (
        "氏名,住所\n".encode() + b"\xe5\xb1\xb1\xff\xe7\x94\xb0,x\n" * 3 + "佐藤花子,東京都港区芝公園\n".encode() * 30
    )
    table = seen({"a.csv": data}).tables["evidence/a.csv"]
    assert rows(table)[0][0] == "山\\xff田"
    assert table.notes["undecodable"] == 3


def test_prose_is_a_passage_and_no_table(seen) -> None:
    text = "本日、弊社の顧客情報が流出しました。\n原因は、調査中です。\n影響は、確認中です。\n"
    found = seen({"a.txt": text.encode("cp932")})
    assert not found.tables
    assert found.passages[0].text == text
    assert str(found.passages[0].locator) == "evidence/a.txt#line=1"


def test_a_file_with_only_a_header_is_a_table_without_records(seen) -> None:
    table = seen({"a.csv": "氏名,メールアドレス,電話番号\n".encode()}).tables["evidence/a.csv"]
    assert (table.rows, table.header) == (0, ("氏名", "メールアドレス", "電話番号"))


def test_an_empty_file_is_named(seen) -> None:
    assert seen({"a.csv": b""}).unread == {"evidence/a.csv": "the file is empty"}


def test_one_column_is_a_table(seen, rows) -> None:
    table = seen({"a.csv": b"mail\na@example.jp\nb@example.jp\n"}).tables["evidence/a.csv"]
    assert (table.header, rows(table)) == (("mail",), [["a@example.jp"], ["b@example.jp"]])


def test_a_block_border_inside_a_record_changes_nothing() -> None:
    text = "".join(f'{n},"a\n{n}",x\n' for n in range(50))
    whole = read(text, 3)[0]
    for cut in range(0, len(text), 7):
        assert read(text, 3, cut=cut)[0].cells == whole.cells


def test_strings_stay_strings() -> None:
    assert pa.types.is_string(pa.string())
    sink, _ = read("001,1e5,NULL\n002,,NaN\n", 3)
    assert sink.cells == [["001", "1e5", "NULL"], ["002", "", "NaN"]]
