"""Black boxes that hide nothing: only what was hidden was exposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exposure.scenes import WINDOW, lines, scene, table, told

from tenmatsu.errors import CaseError

RECORDS = [(1, "a.pdf", 1, 10, ["name", "medical"]), (2, "a.pdf", 2, 11, ["name"]), (3, "a.pdf", 3, 12, ["phone"])]
FINDINGS = [
    (1, "a.pdf", "name", "山田 太郎", True, None),
    (1, "a.pdf", "medical", "骨折", False, None),
    (2, "a.pdf", "name", "院長 佐藤", False, None),
    (3, "a.pdf", "phone", "099-000-0000", True, None),
]


def test_the_hidden_kinds_alone_are_exposed_and_who_is_open_has_no_line(tmp_path: Path) -> None:
    assert lines(scene(tmp_path, "failed-redaction", RECORDS, FINDINGS)) == [
        (1, 10, ["name"], *WINDOW, None, "possible"),
        (3, 12, ["phone"], *WINDOW, None, "possible"),
    ]


def test_each_recipient_of_the_document_has_a_line(tmp_path: Path) -> None:
    found = lines(scene(tmp_path, "failed-redaction", RECORDS, FINDINGS, recipients=["A社", "O'Hara"]))
    assert [(line[0], line[5]) for line in found] == [(1, "A社"), (1, "O'Hara"), (3, "A社"), (3, "O'Hara")]


def test_hidden_columns_and_sheets_of_a_workbook_count(tmp_path: Path) -> None:
    rows = [("山田", "a@example.jp"), ("佐藤", "")]
    records = [(1, "b.xlsx!名簿", 1, 1, ["name", "email"]), (2, "b.xlsx!名簿", 2, 2, ["name"])]
    given = (tmp_path, "b.xlsx!名簿", ("氏名", "メール"), ("name", "email"), rows)
    column = {"b.xlsx!名簿": table(*given, hidden_columns=(2,))}
    assert [line[:3] for line in lines(scene(tmp_path, "failed-redaction", records, tables=column))] == [
        (1, 1, ["email"])
    ]
    sheet = {"b.xlsx!名簿": table(*given, hidden=True)}
    found = lines(scene(tmp_path, "failed-redaction", records, tables=sheet))
    assert [(line[0], sorted(line[2])) for line in found] == [(1, ["email", "name"]), (2, ["name"])]


def test_recipients_are_a_list_of_texts(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r'no. 1: key "recipients" must be a list of texts'):
        lines(scene(tmp_path, "failed-redaction", RECORDS, FINDINGS, recipients=[3]))


def test_what_the_same_record_shows_openly_was_not_exposed(tmp_path: Path) -> None:
    records = [(1, "a.pdf", 1, 1, ["name", "phone"]), (2, "a.pdf", 2, 2, ["name"])]
    findings = [
        (1, "a.pdf", "name", "山田 太郎", True, None),
        (1, "a.pdf", "name", "山田　太郎", False, None),
        (1, "a.pdf", "phone", "０９０-0000-0000", True, None),
        (2, "a.pdf", "name", "佐藤 花子", True, None),
        (2, "a.pdf", "name", "佐藤花子", False, None),
    ]
    one = scene(tmp_path, "failed-redaction", records, findings)
    assert [line[:3] for line in lines(one)] == [(1, 1, ["phone"])]
    assert "1 件の記録は、露出に数えていない" in told(one)["not_counted"]


def test_a_sheet_of_the_same_book_shows_openly_what_another_hides(tmp_path: Path) -> None:
    shown, hidden = "b.xlsx!委員", "b.xlsx!元"
    records = [(1, shown, 1, 7, ["name"]), (2, hidden, 1, 7, ["name", "phone"]), (3, hidden, 2, 8, ["name", "phone"])]
    tables = {
        shown: table(tmp_path, shown, ("氏名",), ("name",), [("山田 太郎",)]),
        hidden: table(
            tmp_path, hidden, ("氏名", "電話"), ("name", "phone"), [("山田太郎", "1"), ("佐藤", "2")], hidden=True
        ),
    }
    found = lines(scene(tmp_path, "failed-redaction", records, tables=tables))
    assert [(line[0], sorted(line[2])) for line in found] == [(2, ["phone"]), (3, ["name", "phone"])]


@pytest.mark.parametrize(
    ("place", "exposed"),
    [
        ("metadata=Author", False),
        ("metadata=xmp:creator;n=1", False),
        ("property=creator;n=4", False),
        ("property=lastModifiedBy;n=2", False),
        ("author=1", False),
        ("sheet=名簿;cell=B2;note=author", False),
        ("page=1;annotation=2;of=T", False),
        ("metadata=Title", True),
        ("property=keywords;n=1", True),
        ("page=1;annotation=2", True),
        ("sheet=名簿;cell=B2;note=comment;n=1", True),
    ],
)
def test_who_made_the_file_is_told_and_is_nobody_hidden(tmp_path: Path, place: str, exposed: bool) -> None:
    one = scene(tmp_path, "failed-redaction", [(1, "a.pdf", 1, 1, ["name"])])
    one.db.execute(f"INSERT INTO findings VALUES (1, 'a.pdf', 'a.pdf#{place};char=0,4', 'name', '早川', true, NULL)")
    assert bool(lines(one)) is exposed
    assert ("作成者として 1 件" in told(one).get("not_counted", "")) is not exposed
