"""Data that point abroad open the duties of a place; they prove no residence, and what a person states goes before."""

from __future__ import annotations

from tenmatsu.law.assess import assess, uncovered
from tenmatsu.law.duty import Answer
from tenmatsu.law.facts import Facts
from tenmatsu.law.hints import Hint, facts_of_hints
from tenmatsu.law.rule import find, rules
from tenmatsu.law.values import Interval

from .given import ON, START, duty, fact

FRANCE = Hint("FR", 23, (("address", 3), ("phone", 0), ("nationality", 21)))
HINTED = facts_of_hints([FRANCE, Hint("VN", 2, (("phone", 2),)), Hint("JP", 900, (("address", 900),))], START, "r")


def test_a_hint_is_a_fact_that_says_what_points_there() -> None:
    told = [(one.name, one.value, one.by, one.note) for one in HINTED]
    assert told == [
        ("residents_hint.FR", "23", "register", "住所 3人、国籍 21人（手掛かりであり、居住の証明ではない）"),
        ("residents_hint.VN", "2", "register", "電話の国番号 2人（手掛かりであり、居住の証明ではない）"),
    ]


def test_a_hint_makes_the_duty_unknown_with_its_clock_and_the_hint_behind_it() -> None:
    known = fact("known", "2026-11-20T18:00+09:00")
    found = duty("report", [known, fact("persons", 900), *HINTED], "eu_gdpr_33")
    assert found.answer is Answer.UNKNOWN
    assert found.dues[0].instant is not None and found.dues[0].instant.isoformat() == "2026-11-23T18:00:00+09:00"
    assert HINTED[0] in [reason.fact for reason in found.because]
    assert [one.place for one in found.recipients] == ["FR"]


def test_no_more_can_live_there_than_there_are_persons() -> None:
    held = Facts([fact("persons", "300..900"), *HINTED])
    assert held.value("residents.EU") == Interval(0, 900)
    assert Facts(HINTED).value("residents.EU") == Interval(0, None)


def test_what_a_person_states_goes_before_a_hint() -> None:
    for stated, answer in (("residents.FR=2", "yes"), ("residents.FR=0", "no"), ("residents_abroad=no", "no")):
        name, _, value = stated.partition("=")
        facts = [fact("known", "2026-11-20"), fact(name, value), *HINTED]
        assert duty("report", facts, "eu_gdpr_33").answer.value == answer, stated


def test_a_hint_takes_no_duty_away() -> None:
    """Whatever was owed or open without the hints stays so with them."""
    facts = [fact("known", "2026-11-20"), fact("persons", 3000), fact("improper_purpose", "suspected")]
    order = (Answer.NO, Answer.UNKNOWN, Answer.YES)
    bare = {(one.rule, one.name): one.answer for one in assess(rules(), facts, ON)}
    more = {(one.rule, one.name): one.answer for one in assess(rules(), [*facts, *HINTED], ON)}
    lost = {key for key in bare if order.index(more[key]) < order.index(bare[key])}
    assert lost == set()


def test_a_place_without_a_rule_is_told() -> None:
    assert uncovered([find("eu_gdpr_33")], Facts(HINTED)) == ("VN",)
    assert uncovered([find("eu_gdpr_33")], Facts([*HINTED, fact("residents_complete", "yes")])) == ()
