"""A wrong rule names its file, the place in it, and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenmatsu.errors import InputError, RuleError
from tenmatsu.law.rule import find, load, load_folder, rules

GOOD = """
title = { ja = "例", en = "example" }
owes = { ja = "事業者", en = "business" }
zone = "Asia/Tokyo"
applies = { fact = "obligor", one_of = ["private"], absent = "yes" }

[[cites]]
instrument = "例示法"
article = "1条"
url = "https://example.jp/"
sighted = "2026-10"
mark = "S2"

[[situation]]
number = 1
text = { ja = "千人超", en = "many" }
when = { fact = "persons", more_than = 1000, judge = "at_most" }

[[duty]]
name = "report"
title = { ja = "報告", en = "report" }
nature = "statute"
to = "jp_ppc"
clock = { days = 30, day_one = "counted", roll = "jp_offices" }
"""

CLOCK = 'clock = { days = 30, day_one = "counted", roll = "jp_offices" }'


def written(folder: Path, text: str) -> Path:
    (folder / "xx").mkdir(exist_ok=True)
    path = folder / "xx" / "act_1.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_rule_is_found_by_being_there(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    assert [one.id for one in load_folder(tmp_path)] == ["xx_act_1"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("days = 30", "dayz = 30", ["xx/act_1.toml", "dayz", "the keys here are", "business_days"]),
        ("number = 1", "numero = 1", ["numero", "$.situation", "the keys here are", "number"]),
        ('zone = "Asia/Tokyo"', 'zone = "Asia/Edo"', ["zone", "Asia/Edo", "Asia/Tokyo"]),
        ('fact = "persons"', 'fact = "person"', ["situation 1", "no fact is called 'person'", "persons"]),
        ("more_than = 1000", "over = 1000", ["over", "the keys here are", "more_than"]),
        ('"private"]', '"privat"]', ["applies", "'privat'", "private, entrustor"]),
        ("more_than = 1000", 'is = "yes"', ["'is' does not fit the fact 'persons'", "count"]),
        ("more_than = 1000", "more_than = 1000, at_least = 5", ["exactly one of", "at_least, more_than"]),
        ('nature = "statute"', 'nature = "law"', ["xx/act_1.toml", "law", "$.duty"]),
        ('to = "jp_ppc"', 'to = "nobody"', ["no table of recipients is called 'nobody'", "jp_ppc"]),
        ('roll = "jp_offices"', 'roll = "QQ"', ["no calendar is called 'QQ'"]),
        ("days = 30", "days = 30, hours = 72", ["only one of days"]),
        ('sighted = "2026-10"', "", ["cites 例示法 1条", "needs the month"]),
        ('sighted = "2026-10"', 'sighted = "last autumn"', ["a month or a day, such as 2026-10"]),
        ('mark = "S2"', 'mark = "S"', ["needs its edition"]),
        ('mark = "S2"', 'mark = "K"', ["was not sighted"]),
        ('mark = "S2"', 'mark = "X"', ["xx/act_1.toml", "$.cites"]),
        ('absent = "yes"', 'absent = "no"', ["frees somebody by silence"]),
        ("[[duty]]", "[[duty]", ["no TOML"]),
        ('one_of = ["private"], absent = "yes"', 'proven = "private"', ["may only stand in an exclusion"]),
        (CLOCK, 'clock = { from = ["noticed"] }', ["duty report", "'noticed'"]),
        (CLOCK, "clock = { guide = [3, 5] }", ["a guide never rolls"]),
    ],
)  # fmt: skip
def test_a_wrong_rule_names_its_file_the_place_and_the_words_allowed(
    tmp_path: Path, old: str, new: str, words: list[str]
) -> None:
    assert old in GOOD
    with pytest.raises(RuleError) as error:
        load(written(tmp_path, GOOD.replace(old, new)))
    for word in words:
        assert word in str(error.value)


def test_two_versions_may_not_be_in_force_on_the_same_day(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("[[duty]]") :]
    with pytest.raises(RuleError, match="duty report: two versions are in force on the same day"):
        load(written(tmp_path, twice))


def test_an_exclusion_may_not_free_by_silence(tmp_path: Path) -> None:
    free = (
        GOOD
        + """
[[exclusion]]
text = { ja = "暗号化", en = "encrypted" }
when = { fact = "advanced_encryption", is = "yes", absent = "yes" }
"""
    )
    with pytest.raises(RuleError, match="exclusion 1: absent = 'yes'"):
        load(written(tmp_path, free))


def test_a_rule_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(InputError, match=r"no rule is called 'jp_nothing'; there are .*jp_appi_26"):
        find("jp_nothing")


def test_the_only_rule_of_a_place_answers_to_its_place() -> None:
    assert find("sg_pdpa_26d_1").id == "sg_pdpa_26D"
    assert find("kr_pipa").id == "kr_pipa_34"


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("jp_financial_sector", "jp_finance"), ("jp_appi_art26", "jp_appi_26"), ("eu_gdpr_art_33", "eu_gdpr_33"),
        ("jp_listed_company", "jp_listed"), ("uk_gdpr_34", "uk_gdpr_34"), ("jp_my_number_29_4", "jp_mynumber_29_4"),
        ("cn_network_incident_reporting", "cn_incident_reporting"), ("jp_medical_mhlw", "jp_medical"),
    ],
)  # fmt: skip
def test_a_rule_answers_to_a_name_that_can_mean_no_other(name: str, rule: str) -> None:
    assert find(name).id == rule


@pytest.mark.parametrize("name", ["jp_something", "xx_act_1", "jp"])
def test_a_name_that_may_mean_several_or_none_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="there are"):
        find(name)


def test_every_regime_has_a_rule() -> None:
    places = {one.place for one in rules()}
    assert places == {"JP", "EU", "UK", "KR", "CN", "TW", "HK", "SG", "TH", "AU", "US"}
