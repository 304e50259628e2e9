"""XML of any vocabulary gives records where elements come again, and text for all else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenmatsu.evidence.reopen import reopen
from tenmatsu.model import Locator

MEMBERS = """<?xml version="1.0" encoding="{encoding}"?>
<名簿 作成="2026-11-01"><件数>2</件数>
<会員 番号="7"><氏名>髙橋　花子</氏名><連絡先><電話>03-0000-0001</電話><メール>h@example.jp</メール></連絡先></会員>
<会員 番号="8"><氏名>田中　太郎</氏名><連絡先><電話>03-0000-0002</電話><電話>03-0000-0003</電話></連絡先></会員>
</名簿>"""
HEADER = ("@番号", "氏名", "連絡先/電話", "連絡先/メール")
ROWS = [
    ["7", "髙橋　花子", "03-0000-0001", "h@example.jp"],
    ["8", "田中　太郎", "03-0000-0002、03-0000-0003", None],
]


@pytest.mark.parametrize(("encoding", "codec"), [("UTF-8", "utf-8"), ("Shift_JIS", "cp932"), ("UTF-16", "utf-16")])
def test_elements_that_come_again_are_records_and_the_rest_is_text(seen, rows, encoding, codec) -> None:
    found = seen({"a.xml": MEMBERS.format(encoding=encoding).encode(codec)})
    table = found.tables["evidence/a.xml"]
    assert (table.header, rows(table)) == (HEADER, ROWS)
    assert [one.text for one in found.passages] == ["件数: 2\n名簿 作成: 2026-11-01"]
    assert not found.unread


def test_a_record_is_opened_again(seen, tmp_path: Path) -> None:
    seen({"a.xml": MEMBERS.format(encoding="UTF-8").encode()})
    locator = Locator("evidence/a.xml", (("row", "2"), ("col", "氏名")))
    again = reopen(tmp_path / "evidence", "evidence", locator, neighbours=0)
    assert [cells[1] for _, _, cells in again.rows] == ["田中　太郎"]


def test_two_kinds_of_records_are_two_tables(seen, rows) -> None:
    body = "".join(f"<c><id>{at}</id><name>n{at}</name></c>" for at in range(3))
    orders = "".join(f"<o no='{at}'><sum>{at}</sum></o>" for at in range(2))
    found = seen({"a.xml": f"<db><cs>{body}</cs><os>{orders}</os></db>".encode()})
    assert {item: len(rows(table)) for item, table in found.tables.items()} == {
        "evidence/a.xml!db/cs/c": 3,
        "evidence/a.xml!db/os/o": 2,
    }


def test_running_text_with_marks_inside_keeps_every_word_and_its_order(seen) -> None:
    found = seen({"a.xml": "<doc><p>あれは<b>佐藤</b>さんの</p><p>鍵と<i>言う</i>。</p></doc>".encode()})
    assert not found.tables
    words = [line.rpartition(": ")[2] for line in found.passages[0].text.split("\n")]
    assert sorted(words) == sorted(["あれは", "佐藤", "さんの", "鍵と", "言う", "。"])


def test_nothing_outside_the_file_is_read_and_no_entity_grows(seen, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("PASSWORD", "utf-8")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><a><b>&x;</b><c>text</c></a>'
    bomb = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "lol">{bomb}]><a><b>&e8;</b><c>text</c></a>'
    found = seen({"a.xml": f'<?xml version="1.0"?>{outside}'.encode(), "b.xml": bomb.encode()})
    told = "".join(one.text for one in found.passages)
    assert "PASSWORD" not in told
    assert len(told) < 1000
    assert "c: text" in told


def test_a_damaged_file_is_read_up_to_the_damage_and_says_so(seen, rows) -> None:
    whole = MEMBERS.format(encoding="UTF-8")
    cut = whole[: whole.index("<電話>03-0000-0003")]
    found = seen({"a.xml": (whole[:-8] + "</会員>").encode(), "cut.xml": cut.encode()})
    assert rows(found.tables["evidence/a.xml"]) == ROWS
    assert "damaged XML at line" in found.unread["evidence/a.xml"]
    assert "damaged XML at line" in found.unread["evidence/cut.xml"]
