"""Workbooks: hidden rows and columns, covered columns, comments, and copies of data beside the cells."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from odf import dc, office, opendocument, table, text
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from tenmatsu.evidence.reopen import reopen, reopen_text
from tenmatsu.model import Locator

OFFICE = Path(__file__).with_name("office")
"""Written by LibreOffice 7.4 in the formats of Office 97."""
LIST = [["氏名", "電話番号", "メール"], ["佐藤", "1", "a@example.jp"], ["鈴木", "2", "b@example.jp"],
        ["田中", "3", "c@example.jp"], ["高橋", "4", "d@example.jp"]]  # fmt: skip


def book(left: int = 0, top: int = 0) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.active.title = "顧客"
    for at, row in enumerate(LIST, 1):
        for place, value in enumerate(row, 1):
            made.active.cell(at + top, place + left, value)
    return made


def added(data: bytes, parts: dict[str, str]) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def hidden(found) -> dict[str, str]:
    return {str(one.locator).split("#")[1]: one.text for one in found.passages if one.hidden}


def test_hidden_rows_are_a_table_of_their_own_and_no_row_is_in_both(seen, samples, rows, values) -> None:
    made = book(top=2)
    for row in (5, 7):
        made.active.row_dimensions[row].hidden = True
    tables = seen({"a.xlsx": samples.saved(made)}).tables
    assert rows(tables["evidence/a.xlsx!顧客"]) == [LIST[1], LIST[3]]
    assert rows(tables["evidence/a.xlsx!顧客~hidden"]) == [LIST[2], LIST[4]]
    assert values(tables["evidence/a.xlsx!顧客~hidden"], "line") == [5, 7]
    assert [table.hidden for table in tables.values()] == [False, True]
    assert all(table.header == tuple(LIST[0]) for table in tables.values())


def test_a_hidden_row_is_opened_again(seen, samples, tmp_path) -> None:
    made = book()
    made.active.row_dimensions[3].hidden = True
    seen({"a.xlsx": samples.saved(made)})
    locator = Locator("evidence/a.xlsx!顧客~hidden", (("row", "1"),))
    assert reopen(tmp_path / "evidence", "evidence", locator, neighbours=0).rows == [(1, 3, LIST[2])]


@pytest.mark.parametrize("left", [0, 2])
def test_hidden_columns_are_marked_by_their_position_in_the_table(seen, samples, left) -> None:
    made = book(left)
    made.active.column_dimensions["ABCDE"[left + 1]].hidden = True
    (table,) = seen({"a.xlsx": samples.saved(made)}).tables.values()
    assert table.hidden_columns == (2,)


@pytest.mark.parametrize("style", ["white", "black", "format"])
def test_a_column_that_nobody_can_see_is_hidden(seen, samples, style) -> None:
    made = book()
    for row in range(2, 6):
        cell = made.active.cell(row, 1)
        if style == "white":
            cell.font = Font(color="FFFFFFFF")
        elif style == "black":
            cell.fill = PatternFill("solid", fgColor="FF000000")
        else:
            cell.number_format = ";;;"
    for place in range(1, 4):
        made.active.cell(1, place).font = Font(color="FFFFFFFF")
        made.active.cell(1, place).fill = PatternFill("solid", fgColor="FF003366")
    (table,) = seen({"a.xlsx": samples.saved(made)}).tables.values()
    assert table.hidden_columns == (1,)


def test_comments_headers_names_and_authors_are_told(seen, samples) -> None:
    made = book()
    made.active["B2"].comment = Comment("折り返し 090-0000-0000", "記入 花子")
    made.active.oddHeader.center.text = "社外秘"
    made.defined_names["担当"] = DefinedName("担当", attr_text='"責任 次郎"')
    made.properties.creator = "作成 太郎"
    found = seen({"a.xlsx": samples.saved(made)})
    told = hidden(found)
    assert told["sheet=顧客;cell=B2;note=comment;n=10001"] == "折り返し 090-0000-0000"
    assert {"記入 花子", "責任 次郎", "作成 太郎"} <= set(told.values())
    assert [one.text for one in found.passages if not one.hidden] == ["社外秘"]
    assert found.unread == {}


CACHE = (
    '<pivotCacheDefinition xmlns="m"><cacheSource type="worksheet"><worksheetSource sheet="{sheet}" ref="A1:B3"/>'
    '</cacheSource><cacheFields><cacheField name="氏名"><sharedItems><s v="佐藤"/><s v="退会者"/></sharedItems>'
    '</cacheField><cacheField name="電話番号"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'
)
PIVOT = {
    "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": (
        '<Relationships xmlns="r"><Relationship Id="1" Type="t/pivotCacheRecords" Target="pivotCacheRecords1.xml"/>'
        "</Relationships>"
    ),
    "xl/pivotCache/pivotCacheRecords1.xml": (
        '<pivotCacheRecords xmlns="m"><r><x v="0"/><s v="1"/></r><r><x v="1"/><n v="9"/></r></pivotCacheRecords>'
    ),
}


def test_a_pivot_table_keeps_the_rows_of_a_sheet_that_is_gone(seen, samples, rows) -> None:
    parts = {**PIVOT, "xl/pivotCache/pivotCacheDefinition1.xml": CACHE.format(sheet="消した")}
    table = seen({"a.xlsx": added(samples.saved(book()), parts)}).tables["evidence/a.xlsx!pivotCache1"]
    assert (table.header, rows(table), table.hidden) == (("氏名", "電話番号"), [["佐藤", "1"], ["退会者", "9"]], True)


def test_of_a_sheet_that_is_there_only_what_it_no_longer_holds_is_told(seen, samples) -> None:
    parts = {**PIVOT, "xl/pivotCache/pivotCacheDefinition1.xml": CACHE.format(sheet="顧客")}
    found = seen({"a.xlsx": added(samples.saved(book()), parts)})
    assert list(found.tables) == ["evidence/a.xlsx!顧客"]
    assert hidden(found)["cache=1"] == "退会者"


def test_values_of_another_workbook_are_kept_in_the_link_to_it(seen, samples, rows) -> None:
    lines = []
    for at, row in enumerate(LIST, 1):
        cells = (
            f'<cell r="{letter}{at}" t="str"><v>{value}</v></cell>' for letter, value in zip("ABC", row, strict=True)
        )
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    data = f'<sheetDataSet><sheetData sheetId="0">{"".join(lines)}</sheetData></sheetDataSet>'
    link = f'<externalLink xmlns="m"><externalBook>{data}</externalBook></externalLink>'
    parts = {"xl/externalLinks/externalLink1.xml": link}
    table = seen({"a.xlsx": added(samples.saved(book()), parts)}).tables["evidence/a.xlsx!externalLink1.1"]
    assert (rows(table), table.hidden) == (LIST[1:], True)


def test_hidden_rows_and_annotations_of_an_opendocument_sheet(seen, rows) -> None:
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="顧客")
    sheet.addElement(table.TableColumn())
    sheet.addElement(table.TableColumn(visibility="collapse"))
    for at, row in enumerate(LIST):
        line = table.TableRow(visibility="collapse" if at == 2 else "visible")
        for value in row:
            cell = table.TableCell(valuetype="string")
            if value == "佐藤":
                note = office.Annotation()
                note.addElement(dc.Creator(text="記入 花子"))
                note.addElement(text.P(text="注釈"))
                cell.addElement(note)
            cell.addElement(text.P(text=value))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    document.write(out)
    found = seen({"a.ods": out.getvalue()})
    assert rows(found.tables["evidence/a.ods!顧客~hidden"]) == [LIST[2]]
    assert rows(found.tables["evidence/a.ods!顧客"]) == [LIST[1], LIST[3], LIST[4]]
    assert found.tables["evidence/a.ods!顧客"].hidden_columns == (2,)
    assert hidden(found) == {"sheet=顧客;cell=A2;note=comment": "注釈", "sheet=顧客;cell=A2;note=author": "記入 花子"}


def test_a_form_in_a_sheet_is_text_and_a_blackened_value_is_hidden_with_its_label(seen, samples) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "申込書"
    for at, (label, value) in enumerate([("氏名", "山田太郎"), ("電話番号", "03-0000-0001"), ("住所", "東京都")], 3):
        sheet.cell(at, 2, label)
        sheet.cell(at, 5, value)
    sheet["E4"].fill = PatternFill("solid", fgColor="FF000000")
    found = seen({"a.xlsx": samples.saved(made)})
    assert found.tables == {}
    assert [one.text.strip() for one in found.passages if not one.hidden] == ["氏名: 山田太郎\n電話番号\n住所: 東京都"]
    assert hidden(found)["sheet=申込書;note=covered"] == "電話番号: 03-0000-0001"


def test_a_single_covered_cell_is_hidden_and_not_in_the_table(seen, samples, rows) -> None:
    made = book(left=1, top=1)
    made.active["B4"].font = Font(color="FFFFFFFF")
    found = seen({"a.xlsx": samples.saved(made)})
    (table,) = found.tables.values()
    assert [row[0] for row in rows(table)] == ["佐藤", "", "田中", "高橋"]
    assert (table.hidden_columns, hidden(found)["sheet=顧客;note=covered"]) == ((), "鈴木")


def test_an_xls_tells_hidden_rows_and_columns_comments_links_choices_and_charts(seen, rows) -> None:
    found = seen({"a.xls": (OFFICE / "libreoffice.xls").read_bytes()})
    assert [row[0] for row in rows(found.tables["evidence/a.xls!顧客"])] == ["佐藤", "田中", "高橋"]
    assert found.tables["evidence/a.xls!顧客"].hidden_columns == (2,)
    assert rows(found.tables["evidence/a.xls!顧客~hidden"]) == [["鈴木", "03-0000-0002", "b@example.jp"]]
    told = hidden(found)
    assert told["sheet=顧客;cell=A4;note=comment;n=1"] == "苦情あり 090-0000-0007"
    assert {"山本\n中村", "x@example.jp"} <= set(told.values())
    shown = [one.text for one in found.passages if not one.hidden]
    assert "売上 伊藤" in shown and any("取扱注意" in text for text in shown)


def test_the_lines_above_a_header_are_told_as_text_that_opens_again(seen, samples, tmp_path) -> None:
    made = book(top=2)
    made.active["A1"], made.active["B1"] = "担当", "渡辺"
    found = seen({"a.xlsx": samples.saved(made)})
    (title,) = [one for one in found.passages if ("note", "titles") in one.locator.place]
    assert "担当" in title.text and "渡辺" in title.text
    again = reopen_text(tmp_path / "evidence", "evidence", title.locator)
    assert again.after.startswith(title.text[:5])
