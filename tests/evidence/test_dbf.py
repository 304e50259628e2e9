"""dBASE tables: their records, those that were deleted in them, and what is not there."""

from __future__ import annotations

import struct

import pytest

from tenmatsu.evidence.reopen import reopen
from tenmatsu.model import Locator

FIELDS = (("SHIMEI", "C", 20), ("UMARE", "D", 8), ("TEL", "C", 13))
LIVE = [["髙橋　花子", "1970-01-02", "03-0000-0001"], ["田中　太郎", "", "03-0000-0002"]]
GONE = [["鈴木　一郎", "1980-05-06", "03-0000-0009"]]


def dbf(page: int, memo: bool = False) -> bytes:
    """A table of three records, one with the mark of deletion, in cp932."""
    fields = (*FIELDS, ("MEMO", "M", 10)) if memo else FIELDS
    width = 1 + sum(size for _, _, size in fields)
    head = struct.pack("<BBBBIHH16xBB2x", 3, 126, 1, 5, 3, 33 + 32 * len(fields), width, 0, page)
    for name, kind, size in fields:
        head += name.encode().ljust(11, b"\0") + kind.encode() + bytes(4) + bytes([size, 0]) + bytes(14)
    body = b""
    for mark, row in ((b" ", LIVE[0]), (b"*", GONE[0]), (b" ", LIVE[1])):
        values = (*(value.replace("-", "") if at == 1 else value for at, value in enumerate(row)), "")
        body += mark + b"".join(
            value.encode("cp932").ljust(size) for value, (_, _, size) in zip(values, fields, strict=False)
        )
    return head + b"\r" + body + b"\x1a"


@pytest.mark.parametrize("page", [0x7B, 0])
def test_deleted_records_are_a_hidden_table_of_their_own(seen, rows, page) -> None:
    found = seen({"a.dbf": dbf(page), "odd-name": dbf(page)})
    for item in ("evidence/a.dbf", "evidence/odd-name"):
        table, gone = found.tables[item], found.tables[f"{item}!deleted"]
        assert (table.header, rows(table), table.hidden) == (("SHIMEI", "UMARE", "TEL"), LIVE, False)
        assert (rows(gone), gone.hidden) == (GONE, True)
    assert not found.unread


def test_what_is_cut_off_or_stands_in_another_file_is_told(seen, rows) -> None:
    found = seen({"cut.dbf": dbf(0x7B)[:-50], "memo.dbf": dbf(0x7B, memo=True)})
    assert rows(found.tables["evidence/cut.dbf"]) == LIVE[:1]
    assert "2 of 3 records are not there" in found.unread["evidence/cut.dbf"]
    assert "1 memo field" in found.unread["evidence/memo.dbf"]


@pytest.mark.parametrize(("item", "expected"), [("a.dbf!deleted", GONE[0]), ("a.dbf", LIVE[0])])
def test_a_locator_opens_the_deleted_record_and_not_a_live_one(tmp_path, item, expected) -> None:
    (tmp_path / "a.dbf").write_bytes(dbf(0x7B))
    again = reopen(tmp_path / "a.dbf", "a.dbf", Locator(item, (("row", "1"),)), neighbours=0)
    assert [cells for _, _, cells in again.rows] == [expected]
