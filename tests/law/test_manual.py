"""The manual names every rule, fact and test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenmatsu.law.condition import TESTS
from tenmatsu.law.duty import Nature
from tenmatsu.law.rule import rules
from tenmatsu.law.vocabulary import vocabulary

MANUAL = (Path(__file__).parents[2] / "docs" / "manual" / "law.md").read_text("utf-8")


@pytest.mark.parametrize("name", [one.id for one in rules()])
def test_the_manual_names_every_rule(name: str) -> None:
    assert f"`{name}`" in MANUAL


@pytest.mark.parametrize("name", vocabulary())
def test_the_manual_names_every_fact(name: str) -> None:
    assert f"`{name}" in MANUAL


@pytest.mark.parametrize("word", [*TESTS, *Nature])
def test_the_manual_names_every_test_and_every_kind_of_time_limit(word: str) -> None:
    assert f"`{word}`" in MANUAL
