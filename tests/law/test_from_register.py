"""The register and the brief as facts: counts as intervals, and what is unread leaves everything open."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tenmatsu.errors import InputError
from tenmatsu.law.from_register import facts_of, facts_of_brief, facts_of_table
from tenmatsu.model import Certainty, Evidence

NOW = datetime(2026, 11, 25, tzinfo=UTC)
SUMMARY = {
    "records": 7930000,
    "persons": {"best": 6788443, "at_least": 6780000, "at_most": 6790000},
    "items": {"name": {"records": 7930000, "persons": 6788443}, "date": {"records": 9, "persons": 9},
              "my_number": {"persons": 12}, "card": {"records": 0, "persons": 0}},
    "unread": 0,
}  # fmt: skip


def values(summary: dict[str, object]) -> dict[str, str]:
    return {one.name: one.value for one in facts_of(summary, NOW)}


def test_counts_become_intervals_and_items_those_that_somebody_has() -> None:
    assert values(SUMMARY) == {
        "persons": "6780000..6790000", "records": "7930000", "data_items": "my_number;name", "persons_my_number": "12",
    }  # fmt: skip


def test_while_something_is_unread_nothing_bounds_the_number_and_the_list_stays_open() -> None:
    found = values({**SUMMARY, "unread": 2})
    assert (found["persons"], found["data_items"]) == ("6780000..", "my_number;name;…")


def test_a_summary_without_bounds_is_refused() -> None:
    with pytest.raises(InputError, match="investigate"):
        facts_of({"persons": {"best": 3}}, NOW)


def test_an_intrusion_may_have_been_done_with_an_improper_purpose_and_other_ways_prove_nothing() -> None:
    intrusion = facts_of_brief("旅行業", [Evidence("a", certainty=Certainty.CONFIRMED)], NOW)
    assert {one.name: one.value for one in intrusion} == {
        "sector": "travel", "improper_purpose": "suspected", "cyber_attack": "suspected",
        "unlawful_access": "suspected", "certainty": "confirmed",
    }  # fmt: skip
    letter = facts_of_brief("宇宙", [Evidence("b", channel="misdelivery")], NOW)
    assert {one.name: one.value for one in letter} == {"certainty": "possible"}


def test_facts_of_the_brief_are_read_strictly() -> None:
    table = {"name": "known", "value": date(2026, 9, 1), "source": "mail", "by": "mori", "note": "phone call"}
    (found,) = facts_of_table([table], NOW)
    assert (found.value, found.note, found.recorded) == ("2026-09-01", "phone call", NOW)
    (several,) = facts_of_table([{**table, "name": "data_items", "value": ["氏名", "住所"]}], NOW)
    assert several.value == "氏名;住所"
    with pytest.raises(InputError, match=r"no. 1: unknown key \"valu\"; allowed are name"):
        facts_of_table([{"valu": 1}], NOW)
    with pytest.raises(InputError, match='key "source" is missing'):
        facts_of_table([{"name": "known", "value": "x", "by": "mori"}], NOW)
