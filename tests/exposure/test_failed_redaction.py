"""Black boxes that hide nothing: only what was hidden was exposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exposure.scenes import WINDOW, lines, scene, table

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
