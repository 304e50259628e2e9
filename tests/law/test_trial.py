"""Worked examples that others bring: read leniently, compared strictly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tenmatsu.errors import InputError
from tenmatsu.law.rule import find, rules
from tenmatsu.law.trial import Trial, try_all, try_one
from tenmatsu.law.trial_file import read

ON = date(2026, 11, 25)


def tried(tmp_path: Path, text: str) -> list[Trial]:
    path = tmp_path / "examples.yaml"
    path.write_text(text, "utf-8")
    return try_all(read(path), rules(), ON)


def held(name: str) -> list[Trial]:
    return try_all(read(Path(__file__).parent / name), rules(), ON)


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
    assert two.differs[0].startswith("examples.yaml, line 9: ")
    assert three.differs[0].startswith("examples.yaml, line 10: ")
    (note,) = four.notes
    assert four.differs == ()
    assert note.startswith("examples.yaml, line 11: weather is no fact that a rule reads; it was not used")


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
    (told,) = differs
    assert told.startswith("colour: expected red, got no such answer; there are owed, ")


def test_examples_written_from_the_texts_alone_come_out_right() -> None:
    found = held("blind.yaml")
    assert {one.id: (one.differs, one.notes) for one in found if one.differs or one.notes} == {}
    assert len(found) > 130


def test_examples_may_be_spelled_as_strangers_spell_them() -> None:
    assert {one.id: (one.differs, one.notes) for one in held("spelled.yaml") if one.differs or one.notes} == {}


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (0, "wrong.yaml, line 2: given needs regime, the rule to try; there are jp_advice"),
        (1, "wrong.yaml, line 6: the fact known cannot be read: there is no such day"),
        (2, "wrong.yaml, line 8: the fact residents cannot be read: no place is called 'Elbonia'; it is an ISO"),
        (3, "wrong.yaml, line 9: person is no fact that a rule reads; it was not used; did you mean persons"),
        (4, "final_repot: expected days 30, got no such answer; did you mean final_report"),
        (5, "wrong.yaml, line 11: known and known_at are different days in Japan; both were counted from"),
    ],
)
def test_what_is_wrong_in_an_example_names_its_line_and_what_is_allowed(index: int, words: str) -> None:
    found = held("wrong.yaml")[index]
    assert any(one.startswith(words) for one in (*found.differs, *found.notes)), found


def test_a_key_that_stands_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"examples\.yaml, line 2: .*the key persons stands twice"):
        tried(
            tmp_path,
            "- given: {regime: jp_appi_26, known: 2026-09-01, persons: 3,\n    persons: 5}\n  expect: {owed: no}",
        )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.yaml: this file cannot be read"):
        read(tmp_path / "nowhere.yaml")


def test_an_improper_purpose_leaves_open_how_it_was_done() -> None:
    given = {"known_at": "2026-10-01T10:00+09:00", "residents": {"KR": 1}, "improper_purpose": "suspected"}
    expect = {"owed": "yes", "report": "unknown", "notice_to_person": "yes", "due_at": "2026-10-04T10:00+09:00"}
    assert try_one(find("kr_pipa_34"), {**given, "certainty": "confirmed"}, expect, ON) == ([], [])


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
