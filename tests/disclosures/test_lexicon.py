"""Rules are rewritten so that they are found faster, and still find the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenmatsu.disclosures import lexicon
from tenmatsu.disclosures.lexicon import led

RULES = (
    "(?:漏(?:えい|洩)|流[出失])(?:し(?!ない)|され)|[お恐]それ|紛失",
    "(?:し|され)た(?:場合|とき)|[しさ]た|(?:(?:あ|い)う|え)+お",
    "[Bb]reach|(?:a|b|)c|x[|]y|(?:[|)]|d)e|\\(f|(?:g|h)?i",
    "(?P<name>流|漏)出|(流|漏)失|(?:流|漏)(失)",
    "(?<=の)(?:流|漏)出|(?:^|。)漏",
    *(
        one
        for key in ("noun", "asserted", "hypothetical", "denied", "guide", "other")
        for one in lexicon.load("events")[key]
    ),
    *("|".join(one["patterns"]) for one in lexicon.load("causes")["cause"]),
)
WORDS = sorted({run for rule in RULES for run in re.findall(r"[一-鿿ァ-ヺーぁ-んA-Za-z]+", rule)})


@pytest.mark.parametrize("rule", RULES[:5])
def test_a_rule_led_by_characters_finds_the_same_in_the_same_order(rule: str) -> None:
    plain, quick = re.compile(rule), led(rule)
    for text in (
        "漏えいしない流出され恐れおそれ",
        "した場合さされたときいうあうお",
        "Breach bc c x|y |e )e de (f gi i",
        "の漏出。漏失",
    ):
        assert [one.span() for one in quick.finditer(text)] == [one.span() for one in plain.finditer(text)]
        assert quick.groupindex == plain.groupindex and quick.groups == plain.groups


@settings(deadline=None)  # the first one compiles every rule
@given(st.lists(st.sampled_from([*WORDS, *"がをのはに、。(0123456789 "]), max_size=12).map("".join))
def test_every_rule_of_the_lexicons_finds_the_same_when_led(text: str) -> None:
    for rule in RULES:
        plain, quick = re.search(rule, text), led(rule).search(text)
        assert (plain and plain.span()) == (quick and quick.span())
