"""The ledger: the latest of a pair stands, nothing is changed behind its back, and two may write at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.errors import InputError, LocatorError, StoreError
from tenmatsu.model import Decision, Fact, Verdict
from tenmatsu.store.ledger import Ledger, Tip, last_tip

NOW = datetime(2016, 6, 1, 9, 30, tzinfo=UTC)


def verdict(left: int, right: int, word: Verdict = Verdict.SAME) -> Decision:
    return Decision(f"evidence/a.csv#row={left}", f"evidence/a.csv#row={right}", word, "mori", NOW, "双子")


def break_into(case: Path, *statements: str) -> None:
    """Change the file as one with rights on it can: without our triggers."""
    with sqlite3.connect(case / "ledger.db") as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()]
        for name in names:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
    db.close()


def filled(case: Path) -> Tip:
    with Ledger(case, clock=lambda: NOW) as ledger:
        ledger.decide(verdict(1, 2))
        ledger.add_fact(Fact("aware_at", "2016-05-10", "evidence/memo.txt#char=0,9", "mori", NOW, date(2016, 5, 10)))
        ledger.end_run(ledger.begin_run({"version": "0.1.0"}), "done")
        ledger.audit("export", "mori", {"what": "persons"})
        return ledger.tip()


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    filled(tmp_path)
    with Ledger(tmp_path) as ledger:
        assert ledger.decisions() == [verdict(1, 2)]
        fact = Fact("aware_at", "2016-05-10", "evidence/memo.txt#char=0,9", "mori", NOW, date(2016, 5, 10))
        assert ledger.facts() == [fact]
        moment = NOW.isoformat()
        assert ledger.runs() == [
            {"run": 3, "began": moment, "ended": moment, "outcome": "done", "details": {"version": "0.1.0"}}
        ]
        assert ledger.audits() == [
            {"action": "export", "who": "mori", "recorded": moment, "details": {"what": "persons"}}
        ]
        assert ledger.verify().ok


def test_the_latest_verdict_of_a_pair_stands_in_whichever_order_it_names_them(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.decide(verdict(1, 2))
        ledger.decide(verdict(3, 4))
        ledger.decide(verdict(2, 1, Verdict.DIFFERENT))
        assert ledger.decisions() == [verdict(3, 4), verdict(1, 2, Verdict.DIFFERENT)]
        assert len(ledger.all_decisions()) == 3


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), st.sampled_from(Verdict)), max_size=12))
def test_swapping_the_two_sides_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[int, int, Verdict]]
) -> None:
    said = [one for one in said if one[0] != one[1]]
    with Ledger(tmp_path_factory.mktemp("a")) as ledger, Ledger(tmp_path_factory.mktemp("b")) as mirror:
        for left, right, word in said:
            ledger.decide(verdict(left, right, word))
            mirror.decide(verdict(right, left, word))
        assert ledger.decisions() == mirror.decisions()
        assert ledger.tip() == mirror.tip()


def test_two_ways_of_writing_one_locator_are_one_record(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger, pytest.raises(InputError, match="two different records"):
        ledger.decide(Decision("a%3B.csv#row=1", "a;.csv#row=1", Verdict.SAME, "mori", NOW))


def test_a_decision_needs_records_and_a_person(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        with pytest.raises(LocatorError, match="the row is missing"):
            ledger.decide(Decision("a.csv", "a.csv#row=1", Verdict.SAME, "mori", NOW))
        with pytest.raises(InputError, match="--by"):
            ledger.decide(Decision("a.csv#row=2", "a.csv#row=1", Verdict.SAME, " ", NOW))
        assert ledger.tip().rows == 0


@pytest.mark.parametrize(
    "statement", ["UPDATE decisions SET verdict = 'different'", "DELETE FROM facts", "DELETE FROM chain"]
)
def test_the_file_itself_refuses_changes(tmp_path: Path, statement: str) -> None:
    filled(tmp_path)
    db = sqlite3.connect(tmp_path / "ledger.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    ("statements", "row", "why"),
    [
        (["UPDATE decisions SET verdict = 'different'"], 1, "not as it was written"),
        (["UPDATE facts SET value = '2016-05-13'"], 2, "not as it was written"),
        (["UPDATE audit SET who = 'x'"], 5, "not as it was written"),
        (["DELETE FROM facts"], 2, "its row is missing"),
        (["DELETE FROM facts", "DELETE FROM chain WHERE seq = 2"], 2, "a row is missing"),
        (["UPDATE chain SET hash = 'x' WHERE seq = 3"], 3, "not as it was written"),
        (["UPDATE chain SET kind = 'x' WHERE seq = 3"], 3, "does not exist"),
        (["INSERT INTO audit (seq, action) VALUES (9, 'x')"], 6, "outside of the chain"),
        (["DELETE FROM audit", "DELETE FROM chain WHERE seq = 5"], 5, "cut off"),
    ],
)
def test_a_change_behind_its_back_is_found_at_its_row(
    tmp_path: Path, statements: list[str], row: int, why: str
) -> None:
    filled(tmp_path)
    break_into(tmp_path, *statements)
    with Ledger(tmp_path) as ledger:
        found = ledger.verify()
    assert (found.ok, found.broken) == (False, row)
    assert why in found.why


def test_a_cut_that_hides_itself_shows_against_a_tip_written_down(tmp_path: Path) -> None:
    tip = filled(tmp_path)
    reset = "UPDATE sqlite_sequence SET seq = 4 WHERE name = 'chain'"
    break_into(tmp_path, "DELETE FROM audit", "DELETE FROM chain WHERE seq = 5", reset)
    with Ledger(tmp_path) as ledger:
        assert ledger.verify().ok
        assert not ledger.verify(tip).ok


def test_an_earlier_tip_is_still_in_a_longer_chain(tmp_path: Path) -> None:
    tip = filled(tmp_path)
    with Ledger(tmp_path) as ledger:
        ledger.audit("open", "mori")
        assert ledger.verify(tip).ok
        assert not ledger.verify(Tip(tip.rows, "0" * 64)).ok


def test_a_killed_run_has_no_end(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.begin_run({})
        assert ledger.runs()[0]["ended"] is None


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tenmatsu.store.ledger import Ledger
with Ledger(Path(sys.argv[1])) as ledger:
    for number in range(25):
        ledger.audit("open", sys.argv[2], {"number": number})
"""


def test_writers_at_once_make_one_chain(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name]) for name in ("a", "b", "c")]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    with Ledger(tmp_path) as ledger:
        verified = ledger.verify()
    assert (verified.ok, verified.tip.rows) == (True, 75)


def test_a_writer_killed_in_the_middle_leaves_a_whole_chain(tmp_path: Path) -> None:
    endless = WRITER.replace("range(25)", "range(10**9)")
    writer = subprocess.Popen([sys.executable, "-c", endless, str(tmp_path), "a"])
    while (tip := last_tip(tmp_path)) is None or tip.rows < 3:
        pass
    writer.kill()
    writer.wait()
    with Ledger(tmp_path) as ledger:
        ledger.audit("open", "b")
        assert ledger.verify().ok


def test_the_ledger_is_its_owners(tmp_path: Path) -> None:
    filled(tmp_path)
    assert (tmp_path / "ledger.db").stat().st_mode & 0o777 == 0o600


def test_a_damaged_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="damaged"):
        Ledger(tmp_path)


def test_a_ledger_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    filled(tmp_path)
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="later tenmatsu"):
        Ledger(tmp_path)


def test_a_link_in_the_place_of_the_ledger_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").touch()
    (tmp_path / "ledger.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError):
        Ledger(tmp_path)


def test_many_decisions_are_written_all_or_none(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        with pytest.raises(InputError):
            ledger.decide(verdict(1, 2), verdict(3, 3))
        assert ledger.decisions() == []
        ledger.decide(*(verdict(1, number) for number in range(2, 2000)))
        assert len(ledger.decisions()) == 1998
        assert ledger.verify().ok


def test_a_ledger_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    filled(tmp_path)
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("this user may write everywhere")
    with Ledger(tmp_path) as ledger:
        assert ledger.verify().ok
        with pytest.raises(StoreError, match="cannot be written"):
            ledger.audit("open", "mori")
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("value", ["'perhaps'", "NULL", "7"])
def test_a_row_that_was_tampered_with_is_a_sentence_when_read(tmp_path: Path, value: str) -> None:
    filled(tmp_path)
    break_into(tmp_path, f"UPDATE decisions SET verdict = {value}")
    with Ledger(tmp_path) as ledger, pytest.raises(StoreError, match="verify the ledger"):
        ledger.decisions()


def test_half_a_character_is_told_so(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger, pytest.raises(InputError, match="half a character"):
        ledger.audit("open", "\udc8c")


@pytest.mark.parametrize("at", range(100, 8000, 400))
def test_a_flipped_byte_is_never_taken_for_what_was_written(tmp_path: Path, at: int) -> None:
    tip = filled(tmp_path)
    with Ledger(tmp_path) as ledger:
        before = (ledger.decisions(), ledger.facts(), ledger.audits())
    content = bytearray((tmp_path / "ledger.db").read_bytes())
    content[at % len(content)] ^= 0x55
    (tmp_path / "ledger.db").write_bytes(content)
    try:
        with Ledger(tmp_path) as ledger:
            verified = ledger.verify(tip)
            after = (ledger.decisions(), ledger.facts(), ledger.audits())
    except StoreError:
        return
    assert not verified.ok or before == after
