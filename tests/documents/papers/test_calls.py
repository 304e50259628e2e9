"""What a caller wants is kept beside the ledger; who was told what is no longer so is found without a name."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pyarrow.parquet as pq
import pytest

from tenmatsu.case.verbs.ask import ASKED, lookup
from tenmatsu.case.verbs.calls import FILE, RECORDED, record, told_otherwise
from tenmatsu.documents.lookup import Answer
from tenmatsu.errors import InputError

from .conftest import DAY, PERSONS, RECORDS, Desk, register_of_four


@pytest.fixture
def desk(register: Callable[..., Desk]) -> Desk:
    desk = register(PERSONS[:3], RECORDS[:3])
    assert not desk.writes("call-centre").refused
    return desk


LATE = {**PERSONS[3], "birth_date": "1999-12-31"}


def grown(desk: Desk) -> None:
    """The register of now has a fourth person."""
    register_of_four.write(desk.folder / "result", [*PERSONS[:3], LATE], RECORDS, unread=0, segments={})


def test_a_wish_is_kept_with_the_number_of_the_call_and_the_ledger_holds_no_word_of_it(desk: Desk) -> None:
    asked = lookup(desk.folder, "試験 太郎", "1970-01-02", on=DAY)
    path = record(desk.folder, asked.number, "call-back", "夕方に 090-0000-0000 へ", by="mori")
    assert path.stat().st_mode & 0o777 == 0o600
    (line,) = [json.loads(one) for one in (desk.folder / FILE).read_text("utf-8").splitlines()]
    assert (line["call"], line["sort"], line["by"]) == (1, "call-back", "mori")
    (row,) = [row for row in desk.audits() if row["action"] == RECORDED]
    assert "090" not in str(row) and row["details"]["call"] == 1
    with pytest.raises(InputError, match="no call 7"):
        record(desk.folder, 7, "complaint", "遅い")
    with pytest.raises(InputError, match="one of call-back"):
        record(desk.folder, 1, "gossip", "…")


def test_callers_who_were_told_otherwise_are_found_and_told_when_they_call_again(desk: Desk) -> None:
    first, second = str(LATE["name"]), "1999-12-31"
    assert lookup(desk.folder, first, second, on=DAY).told.answer is Answer.NOT_CONCERNED
    lookup(desk.folder, "試験 太郎", "1970-01-02", on=DAY)
    assert told_otherwise(desk.folder) == ()
    record(desk.folder, 1, "call-back", "平日の昼")
    grown(desk)
    (found,) = told_otherwise(desk.folder)
    assert (found.number, found.told, found.now) == (1, Answer.NOT_CONCERNED, Answer.CONCERNED)
    assert found.asked_for == ("call-back",)
    assert not desk.writes("call-centre").refused
    again = lookup(desk.folder, first, second, on=DAY)
    assert again.told.answer is Answer.CONCERNED
    assert any("対象外" in note and "版1" in note for note in again.notes)


def test_two_terminals_take_turns_so_that_misses_slow_both_down(desk: Desk) -> None:
    waits: list[float] = []

    def ask() -> None:
        for _ in range(3):
            lookup(desk.folder, "誰 それ", "1999-09-09", on=DAY, wait=waits.append)

    both = [threading.Thread(target=ask) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert waits == [1.0, 2.0, 4.0]
    calls = [row["details"]["call"] for row in desk.audits() if row["action"] == ASKED]
    assert calls == [1, 2, 3, 4, 5, 6]


def test_of_an_empty_register_nobody_is_told_that_he_is_not_concerned(desk: Desk) -> None:
    for path in (desk.folder / "result").glob("*.parquet"):
        pq.write_table(pq.read_table(path).slice(0, 0), path)
    summary = desk.folder / "result/summary.json"
    told = json.loads(summary.read_text("utf-8"))
    summary.write_text(json.dumps(told | {"records": 0, "persons": dict.fromkeys(told["persons"], 0)}), "utf-8")
    written = desk.writes("call-centre")
    assert not written.refused
    told = lookup(desk.folder, "誰 それ", "1999-09-09", on=DAY).told
    assert told.answer is Answer.ASK_BACK and "対象外とは言えない" in told.caution
