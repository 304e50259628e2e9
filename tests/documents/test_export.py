"""Lists that leave the house: harmless in a spreadsheet, whole, private, and reconciled on their cover."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.utils.escape import unescape

from tenmatsu.documents.export import Exported, What, export
from tenmatsu.documents.formats import xlsx
from tenmatsu.errors import InputError
from tenmatsu.model import Brief

from .conftest import PERSONS, RECORDS, Make

DAY = date(2026, 11, 25)
FIRST = tuple("=+-@\t\r\n＝＋－＠")


def lines(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def cover(path: Path) -> dict[str, Any]:
    return {str(row[0]).partition(" / ")[0]: row[1] for row in next(iter(sheets(path).values())) if row[0]}


def persons(make: Make, to: Path, brief: Brief) -> Exported:
    return export(make(), "persons", to, brief=brief, day=DAY)


def test_a_csv_opens_in_excel_with_its_japanese_and_its_zeros(make: Make, brief: Brief, tmp_path: Path) -> None:
    made = persons(make, to := tmp_path / "list.csv", brief)
    assert to.read_bytes().startswith(b"\xef\xbb\xbf" + "管理番号".encode())
    assert b"\r\n" in to.read_bytes()
    head, first, *_ = lines(to)
    assert first[:3] == ["1", "000123", "試験 太郎"]
    assert dict(zip(head, first, strict=True))["電話番号 / Telephone"] == "09000000001"
    assert (made.rows, made.persons, made.files) == (4, 4, (to,))


def test_no_cell_is_a_formula_and_the_cover_says_how_many_were(make: Make, brief: Brief, tmp_path: Path) -> None:
    book = persons(make, tmp_path / "list.xlsx", brief)
    text = persons(make, tmp_path / "list.csv", brief)
    assert book.neutralised == text.neutralised == 3
    cells = [str(cell) for rows in sheets(book.files[0]).values() for row in rows for cell in row if cell is not None]
    cells += [cell for row in lines(text.files[0]) for cell in row]
    assert [cell for cell in cells if cell.startswith(FIRST)] == []
    assert '\'=HYPERLINK("http://example.com")' in cells and "'+819000000002" in cells
    assert next(value for label, value in cover(book.files[0]).items() if label.startswith("式と")) == 3


def test_a_workbook_has_one_frozen_header_a_filter_text_and_no_merged_cells(
    make: Make, brief: Brief, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(persons(make, tmp_path / "LIST.XLSX", brief).files[0])
    sheet = book["本人一覧"]
    assert (sheet.freeze_panes, sheet.merged_cells.ranges, sheet.auto_filter.ref) == ("A2", set(), "A1:O5")
    row = {str(head.value).partition(" / ")[0]: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    for head in ("管理番号", "会員番号", "電話番号", "郵便番号", "生年月日"):
        assert (row[head].data_type, row[head].number_format) == ("s", "@")
    assert row["郵便番号"].value == "0600001"


def test_the_cover_reconciles(make: Make, brief: Brief, tmp_path: Path) -> None:
    found = cover(persons(make, tmp_path / "list.xlsx", brief).files[0])
    assert (found["作成日"], found["件数（行）"], found["人数"], found["結果との差（人）"]) == ("2026-11-25", 4, 4, 0)
    assert found["利用目的"] and str(found["版"]).startswith("tenmatsu 0.1.0")


def test_the_register_has_a_line_per_person_and_item(make: Make, brief: Brief, tmp_path: Path) -> None:
    made = export(make(), "register", tmp_path / "register.csv", brief=brief, day=DAY)
    _, first, *rest = lines(made.files[0])
    assert first[5:] == ["氏名", "不正アクセス", "2016-03-19", "2016-03-24", "", "漏えい（確定）"]
    assert (made.rows, made.persons, len(rest)) == (9, 4, 8)


def test_each_partner_gets_its_own_persons_and_hears_of_no_other(make: Make, brief: Brief, tmp_path: Path) -> None:
    made = export(make(), "segments", tmp_path / "partners.csv", brief=brief, day=DAY)
    contents = lines(made.files[0])[1:]
    assert sorted(row[1:3] for row in contents if row[0] == "提携先" and row[1] in "甲社乙社") == [
        ["乙社", "1"],
        ["甲社", "2"],
    ]
    for _, value, number, name in contents:
        listed = lines(tmp_path / name)
        assert len(listed) - 1 == int(number)
        assert "提携先" not in str(listed)
        assert not {"甲社", "乙社"} & {cell for row in listed for cell in row} - {value}
    assert (tmp_path / "partners").stat().st_mode & 0o777 == 0o700


def test_a_workbook_of_partners_has_a_sheet_each_and_says_who_is_in_none(
    make: Make, brief: Brief, tmp_path: Path
) -> None:
    made = export(make(), "segments", tmp_path / "partners.xlsx", brief=brief, day=DAY)
    found = sheets(made.files[0])
    assert [len(rows) - 1 for name, rows in found.items() if name != "表紙"] == [1, 1, 1, 2]
    assert cover(made.files[0])["「提携先」の値がない人（どの一覧にも含まれない）"] == 1


def test_old_lists_are_never_mixed_with_new_ones(make: Make, brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "partners").mkdir()
    with pytest.raises(InputError, match="earlier export"):
        export(make(), "segments", tmp_path / "partners.csv", brief=brief, day=DAY)


def test_parquet_keeps_the_columns_of_the_result_unchanged(make: Make, brief: Brief, tmp_path: Path) -> None:
    made = persons(make, tmp_path / "list.parquet", brief)
    table = pq.read_table(made.files[0])
    whole = pq.read_table(tmp_path / "result" / "persons.parquet")
    assert set(table.column_names) == set(whole.column_names)
    assert table.to_pylist() == whole.select(table.column_names).to_pylist()
    assert made.neutralised == 0
    apart = export(make(), "segments", tmp_path / "partners.parquet", brief=brief, day=DAY)
    assert all("segments" not in pq.read_schema(file).names for file in apart.files[1:])


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(
    make: Make, brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 3)
    found = sheets(persons(make, tmp_path / "list.xlsx", brief).files[0])
    assert {name: len(rows) for name, rows in found.items() if name != "表紙"} == {"本人一覧": 4, "本人一覧 (2)": 2}
    assert "2 シート" in str(found["表紙"])


def test_hostile_characters_leave_a_workbook_that_opens(make: Make, brief: Brief, tmp_path: Path) -> None:
    names = ["\x00\x0b試\ufffe\uffff", "_x0041_ x", "長" * 40_000, "行\n替え", "＝1+1", "𠮷野 👩‍👩‍👧", " =1+1", ""]
    held = [PERSONS[3] | {"person_id": n, "name": name} for n, name in enumerate(names, 1)]
    made = export(make(held, RECORDS), "persons", tmp_path / "list.xlsx", brief=brief, day=DAY)
    cells = [row[2] for row in sheets(made.files[0])["本人一覧"][1:]]
    assert made.shortened == 1 and len(cells[2]) == xlsx.CELL
    assert unescape(cells[1]) == "_x0041_ x" and cells[3:6] == ["行\n替え", "'＝1+1", "𠮷野 👩‍👩‍👧"]


def test_a_list_of_nobody_is_a_list(make: Make, brief: Brief, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "parquet"):
        made = export(make([], RECORDS), "persons", tmp_path / f"none.{ending}", brief=brief, day=DAY)
        assert (made.rows, made.persons) == (0, 0)
    assert len(lines(tmp_path / "none.csv")) == 1
    export(make([], RECORDS), "segments", tmp_path / "apart.xlsx", brief=brief, day=DAY)


@pytest.mark.parametrize("what", ["persons", "register", "segments"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_only_the_owner_reads_a_list_and_nothing_else_is_left(
    make: Make, brief: Brief, tmp_path: Path, what: What, ending: str
) -> None:
    (there := tmp_path / "out").mkdir()
    made = export(make(), what, there / f"list.{ending}", brief=brief, day=DAY)
    assert {file.stat().st_mode & 0o777 for file in made.files} == {0o600}
    assert {path for path in there.rglob("*") if path.is_file()} == set(made.files)


def test_an_earlier_list_stays_until_the_new_one_is_whole(make: Make, brief: Brief, tmp_path: Path) -> None:
    persons(make, to := tmp_path / "list.csv", brief)
    before = to.read_bytes()
    (tmp_path / "result" / "exposures.parquet").write_bytes(b"broken")
    with pytest.raises(InputError):
        export(tmp_path / "result", "register", to, brief=brief, day=DAY)
    assert to.read_bytes() == before


@pytest.mark.parametrize("name", ["list.doc", "list", "no/such/folder.csv"])
def test_what_cannot_be_written_is_said_before_anything_is_read(brief: Brief, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        export(tmp_path, "persons", tmp_path / name, brief=brief, day=DAY)


@pytest.mark.parametrize("what", ["persons", "register", "segments"])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_numbers_that_open_doors_are_in_no_list_but_a_romaji_name_is(
    make: Make, brief: Brief, tmp_path: Path, what: What, ending: str
) -> None:
    whole = pq.read_table((result := make()) / "persons.parquet")
    for column, value in (("passport", "TK0000000"), ("my_number", "123456789018"), ("romaji", "SHIKEN TARO")):
        whole = whole.append_column(column, [[value] * len(whole)])
    pq.write_table(whole, result / "persons.parquet")
    made = export(result, what, tmp_path / f"list.{ending}", brief=brief, day=DAY)
    read = lines if ending == "csv" else (lambda path: pq.read_table(path).to_pylist())
    text = str([read(file) for file in made.files])
    assert "SHIKEN TARO" in text and "TK0000000" not in text and "123456789018" not in text


def test_the_same_result_gives_the_same_list(make: Make, brief: Brief, tmp_path: Path) -> None:
    for what in ("persons", "register", "segments"):
        made = [export(make(), what, tmp_path / f"{what}{n}.csv", brief=brief, day=DAY).files[-1] for n in (1, 2)]
        assert made[0].read_bytes() == made[1].read_bytes()
