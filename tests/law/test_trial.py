"""Worked examples that others bring: read leniently, compared strictly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tenmatsu.errors import InputError
from tenmatsu.law.rule import find, rules
from tenmatsu.law.trial import Trial, read, try_all, try_one

ON = date(2026, 11, 25)


def tried(tmp_path: Path, text: str) -> list[Trial]:
    path = tmp_path / "examples.yaml"
    path.write_text(text, "utf-8")
    return try_all(read(path), rules(), ON)


ONE = """
- id: ONE
  given: {regime: jp_appi_26, known: 2026-09-01, persons: 1001, improper_purpose: 'no', note: 旅行}
  expect:
    owed: 'yes'
    reportable_items: [4]
    final_report: {days: 30, last_day: 2026-09-30, due: %s}
"""


def test_an_example_that_agrees_has_nothing_that_differs(tmp_path: Path) -> None:
    assert tried(tmp_path, ONE % "2026-09-30") == [Trial("ONE", "jp_appi_26", (), ())]


def test_an_example_that_differs_says_what_was_expected_and_what_was_got(tmp_path: Path) -> None:
    (found,) = tried(tmp_path, ONE % "2026-10-01")
    assert found.differs == ("final_report.due: expected 2026-10-01, got 2026-09-30",)


def test_an_example_that_cannot_be_read_differs_and_the_others_go_on(tmp_path: Path) -> None:
    text = (
        ONE % "2026-09-30"
        + """
- {id: TWO, given: {regime: nowhere_1, known: 2026-09-01}, expect: {owed: 'yes'}}
- {id: THREE, given: {regime: jp_appi_26, persons: lots}, expect: {owed: 'yes'}}
- {id: FOUR, regime: jp_appi_26, given: {known: 2026-09-01, persons: 5, weather: rain}, expect: {owed: no}}
"""
    )
    one, two, three, four = tried(tmp_path, text)
    assert one.differs == ()
    assert "no rule is called 'nowhere_1'" in two.differs[0]
    assert "the fact persons cannot be read" in three.differs[0]
    assert (four.differs, four.notes) == ((), ("weather is no fact that a rule reads; it was not used",))


@pytest.mark.parametrize(
    ("text", "words"),
    [("- {id: [", "line 1"), ("- {id: A}", "entry 1 needs the tables given and expect"), ("3", "a list of entries")],
)
def test_a_file_that_is_not_well_formed_names_the_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"bad\.yaml") as error:
        read(path)
    assert words in str(error.value)


@pytest.mark.parametrize("text", ["!!python/object/apply:os.system ['true']", "- !!python/name:os.system"])
def test_a_file_of_examples_runs_no_code(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError):
        read(path)


def test_an_answer_that_the_engine_does_not_give_is_a_difference() -> None:
    differs, _ = try_one(find("jp_appi_26"), {"known": "2026-09-01", "persons": 5000}, {"colour": "red"}, ON)
    assert differs == ["colour: expected red, got no such answer"]


def test_old_facts_are_answered_under_the_rules_of_their_day_unless_they_are_hypothetical() -> None:
    given = {"known": "2016-05-13", "improper_purpose": "suspected"}
    rule = find("jp_appi_26")
    assert try_one(rule, given, {"owed": "no"}, ON) == ([], [])
    assert try_one(rule, {**given, "hypothetical": True}, {"owed": "yes"}, ON) == ([], [])
    assert try_one(rule, {**given, "rules_of": "2023-01-01"}, {"owed": "yes"}, ON) == ([], [])


def test_examples_written_by_other_hands_come_out_right() -> None:
    found = try_all(read(Path(__file__).parent / "others.yaml"), rules(), ON)
    assert {one.id: (one.differs, one.notes) for one in found if one.differs or one.notes} == {}
    assert len(found) > 25
