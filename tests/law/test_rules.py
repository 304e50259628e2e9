"""The worked examples under each rule are its tests; every quotation stands verbatim in the official text."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tenmatsu.law.duty import Mark
from tenmatsu.law.rule import Example, Rule, rules
from tenmatsu.law.rule_check import all_cites
from tenmatsu.law.trial import try_all, try_one
from tenmatsu.law.trial_file import read

TODAY = date(2026, 11, 25)
SHARED = Path(os.environ.get("TENMATSU_SHARED") or Path(__file__).parents[3] / "shared")
EXAMPLES = [(rule, example) for rule in rules() for example in rule.example]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule.id}-{one.id}" for rule, one in EXAMPLES])
def test_a_rule_answers_its_worked_examples(rule: Rule, example: Example) -> None:
    differs, notes = try_one(rule, example.given, example.expect, TODAY)
    assert (differs, notes) == ([], [])


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_examples_of_owed_and_of_not_owed(rule: Rule) -> None:
    answers = {str(example.expect.get("owed")) for example in rule.example}
    assert len(rule.example) >= 2
    assert answers - {"yes"}, "a rule that is always owed proves nothing"


@pytest.mark.skipif(not (SHARED / "law" / "examples.yaml").exists(), reason="the reference examples are not here")
def test_the_reference_examples_come_out_right() -> None:
    tried = try_all(read(SHARED / "law" / "examples.yaml"), rules(), TODAY)
    assert {one.id: one.differs for one in tried if one.differs} == {}
    assert len(tried) >= 20


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.skipif(not (SHARED / "law" / "sources").exists(), reason="the official texts are not here")
def test_every_quotation_stands_verbatim_in_an_official_text() -> None:
    text = squeeze("".join(path.read_text("utf-8") for path in sorted((SHARED / "law" / "sources").glob("*.txt"))))
    quoted = [
        (rule.id, cite.quote) for rule in rules() for cite in all_cites(rule) if cite.quote and cite.mark is Mark.READ
    ]
    assert [one for one in quoted if squeeze(one[1]) not in text] == []
    assert len(quoted) > 10


def test_every_citation_has_an_address_and_says_what_was_seen_of_it() -> None:
    for rule in rules():
        for cite in all_cites(rule):
            assert cite.url.startswith("https://"), (rule.id, cite.article)
            assert bool(cite.edition or cite.sighted) == (cite.mark is not Mark.UNREAD), (rule.id, cite.article)


def test_the_worked_examples_across_the_rules_come_out_right() -> None:
    entries = tomllib.loads((Path(__file__).parent / "examples.toml").read_text("utf-8"))["example"]
    tried = try_all(entries, rules(), TODAY)
    assert {one.id: (one.differs, one.notes) for one in tried if one.differs or one.notes} == {}
