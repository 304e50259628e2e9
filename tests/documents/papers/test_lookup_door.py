"""`lookup`: one caller at a time, three answers, a line in the ledger without a name, and slower after misses."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from tenmatsu.case.verbs.ask import ASKED, delay, lookup
from tenmatsu.cli.main import main
from tenmatsu.errors import InputError

from .conftest import DAY, Desk


@pytest.fixture
def desk(register: Callable[..., Desk]) -> Desk:
    desk = register()
    assert not desk.writes("call-centre").refused
    return desk


def test_who_is_concerned_is_told_kinds_alone_and_the_ledger_holds_no_name(desk: Desk) -> None:
    asked = lookup(desk.folder, "試験 太郎", "1970-01-02", on=DAY, by="mori")
    assert asked.told.answer.value == "対象" and "氏名" in asked.told.items
    (row,) = [row for row in desk.audits() if row["action"] == ASKED]
    assert row["who"] == "mori" and row["details"]["answer"] == "CONCERNED"
    assert "試験" not in str(row) and len(row["details"]["key"]) == 32


def test_misses_slow_the_next_questions_down_and_a_hit_sets_them_free(desk: Desk) -> None:
    waits: list[float] = []
    for _ in range(6):
        lookup(desk.folder, "誰 それ", "1999-09-09", on=DAY, wait=waits.append)
    assert waits == [1.0, 2.0, 4.0]
    lookup(desk.folder, "試験太郎", "1970-01-02", on=DAY, wait=waits.append)
    assert lookup(desk.folder, "誰 それ", "1999-09-09", on=DAY).waited == 0.0
    assert max(delay(n) for n in range(1000)) == 60.0


def test_many_misses_raise_an_alarm(desk: Desk) -> None:
    found = [lookup(desk.folder, "誰 それ", "1999-09-09", on=DAY, wait=lambda _: None) for _ in range(11)]
    assert not found[5].notes and "責任者" in found[10].notes[0]


def test_a_file_that_is_not_as_written_or_not_there_answers_nobody(desk: Desk, fax: Desk) -> None:
    with pytest.raises(InputError, match="no look-up file"):
        lookup(fax.folder, "試験 太郎", "1970-01-02", on=DAY)
    path = desk.folder / "papers/call-centre-v1/lookup.bin"
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(InputError, match="not as it was written"):
        lookup(desk.folder, "試験 太郎", "1970-01-02", on=DAY)


def test_the_words_come_by_standard_input(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tenmatsu.cli.commands.lookup.datetime", _Clock)
    monkeypatch.setattr("sys.stdin", io.StringIO("試験 太郎\n1970-01-02\n"))
    assert main(["lookup", str(desk.folder)]) == 0
    assert capsys.readouterr().out.startswith("対象\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("試験 太郎\n"))
    assert main(["lookup", str(desk.folder)]) == 2


class _Clock:
    """The day of the sample case."""

    @staticmethod
    def now(_: object) -> object:
        from datetime import datetime, time

        return datetime.combine(DAY, time(9))
