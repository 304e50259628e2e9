"""OpenDocument sheets: cells that nobody can see for their style, and the choices of validated cells."""

from __future__ import annotations

import io

import pytest
from odf.number import NumberStyle, Text
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties, TextProperties
from odf.table import (
    ContentValidation,
    ContentValidations,
    NamedExpression,
    NamedExpressions,
    Table,
    TableCell,
    TableRow,
)
from odf.text import P

SECRET = "090-0000-1234"


def sheet(style: Style | None, choices: str = "", names: dict[str, str] | None = None) -> bytes:
    book = OpenDocumentSpreadsheet()
    if choices:
        rules = ContentValidations()
        rules.addElement(ContentValidation(name="v", condition=f"of:cell-content-is-in-list({choices})"))
        book.spreadsheet.addElement(rules)
    blank = NumberStyle(name="N9")
    blank.addElement(Text())
    book.styles.addElement(blank)
    if style is not None:
        book.automaticstyles.addElement(style)
    table = Table(name="顧客")
    for number in range(6):
        row = TableRow()
        values = ("氏名", "電話") if not number else (f"山田{'一二三四五'[number - 1]}郎", f"090-0000-100{number}")
        for text in values if number != 3 else (values[0], SECRET):
            cell = TableCell(
                valuetype="string", **({"stylename": style} if style is not None and text == SECRET else {})
            )
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    named = NamedExpressions()
    for name, text in (names or {}).items():
        named.addElement(NamedExpression(name=name, expression=f"of:={text}"))
    book.spreadsheet.addElement(named)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def cell_style(text: dict[str, str], cell: dict[str, str], **more: str) -> Style:
    made = Style(name="ce1", family="table-cell", **more)
    made.addElement(TableCellProperties(**cell))
    made.addElement(TextProperties(**text))
    return made


@pytest.mark.parametrize(
    "style",
    [
        lambda: cell_style({"color": "#ffffff"}, {}),
        lambda: cell_style({"color": "#000000"}, {"backgroundcolor": "#000000"}),
        lambda: cell_style({"fontsize": "1pt"}, {}),
        lambda: cell_style({}, {}, datastylename="N9"),
    ],
)
def test_a_cell_that_nobody_can_see_for_its_style_is_hidden(seen, rows, style) -> None:
    found = seen({"a.ods": sheet(style())})
    shown = [cell for table in found.tables.values() if not table.hidden for row in rows(table) for cell in row]
    assert SECRET not in shown and "山田三郎" in shown
    assert any(SECRET in one.text and one.hidden for one in found.passages)


def test_white_on_a_dark_ground_is_seen(seen, rows) -> None:
    found = seen({"a.ods": sheet(cell_style({"color": "#ffffff"}, {"backgroundcolor": "#203864"}))})
    assert any(SECRET in row for table in found.tables.values() if not table.hidden for row in rows(table))


def test_words_in_a_defined_name_are_hidden_text(seen) -> None:
    found = seen({"a.ods": sheet(None, names={"連絡先": '"山田花子 090-0000-1234"'})})
    assert [one.text for one in found.passages if one.locator.get("name")] == ["山田花子 090-0000-1234"]


def test_the_choices_of_a_validated_cell_are_hidden_text(seen) -> None:
    found = seen({"a.ods": sheet(None, '"佐藤花子";"鈴木一郎"')})
    assert [one.text for one in found.passages if one.hidden and one.locator.get("note") == "choices"] == [
        "佐藤花子\n鈴木一郎"
    ]
