"""Where a clock begins: each reading of the day of knowing, or the later day on which the number passed a threshold.

規則7条4号 is met when the number is exceeded, not before (GL 3-5-3-1(4)): where only the number makes the duty, and
an earlier count lay below the threshold, its clock begins on the day of the later count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tenmatsu.law.condition import Test
from tenmatsu.law.duty import Answer, Due, Nature, Words, end_of
from tenmatsu.law.facts import Candidate, Facts
from tenmatsu.law.rule import Rule, SituationRule
from tenmatsu.law.trigger import Outcome
from tenmatsu.law.values import Interval, Moment, day_in


def beginnings(
    begins: Iterable[str],
    nature: Nature,
    candidates: tuple[Candidate, ...],
    later: Mapping[str, Moment],
    facts: Facts,
) -> Iterable[Due]:
    """An empty due for every beginning of the first of `begins` that is known."""
    for name in begins:
        if name == "known" and candidates:
            yield from (_from_candidate(one, nature, later.get(str(one.when))) for one in candidates)
            return
        found = facts.moments(name)
        if found:
            yield from (Due(moment, "", fact, len(found) == 1, nature) for fact, moment in found)
            return


_STAND_IN = Words(
    "知った日の記録がないため、発覚日から数えた（知った日を known に記録する）",
    "no day of knowing is recorded: counted from the day of discovery (record the day of knowing as known)",
)


def _from_candidate(one: Candidate, nature: Nature, later: Moment | None) -> Due:
    if later is None:
        remarks = (_STAND_IN,) if one.stand_in else ()
        return Due(one.when, one.who, one.fact, one.chosen, nature, remarks=remarks)
    moved = Words(
        f"{one.when} に知り、本人の数の基準を超えたのは {later}：その時点から起算",
        f"known on {one.when}; the number passed the threshold on {later}, where this clock begins",
    )
    return Due(later, one.who, one.fact, one.chosen, nature, remarks=(moved,))


def begun_at_latest(due: Due, latest: Moment | None) -> Due:
    """The same due, begun no later than `latest` (an entrustor knows at the latest when it is told, GL 3-5-3-5)."""
    if latest is None or end_of(latest) >= end_of(due.start):
        return due
    told = Words(f"遅くとも {latest} に知ったことになる", f"taken to have known on {latest} at the latest")
    return replace(due, start=latest, remarks=(*due.remarks, told))


def passed_later(
    rule: Rule,
    situations: Iterable[SituationRule],
    met: Mapping[int, Outcome],
    candidates: Iterable[Candidate],
    facts: Facts,
) -> Mapping[str, Moment]:
    """For each reading of the day of knowing the later beginning, where there is one."""
    standing = [one for one in situations if met[one.number].answer is not Answer.NO]
    if not standing or any(not one.since for one in standing):
        return {}
    crossed = [moment for one in standing if (moment := _crossing(one, facts)) is not None]
    if len(crossed) < len(standing):
        return {}
    zone = rule.clock_zone
    first = min(crossed, key=lambda moment: day_in(moment, zone))
    return {str(one.when): first for one in candidates if day_in(first, zone) > day_in(one.when, zone)}


def _crossing(one: SituationRule, facts: Facts) -> Moment | None:
    said = facts.moments("exceeded_on")
    if said:
        return said[0][1]
    leaf = _leaf_on(one.when, one.since)
    if leaf is None or not any(_below(leaf, value) for _, value in facts.was(one.since)):
        return None
    return next((fact.at for fact, value in facts.of(one.since) if not _below(leaf, value) and fact.at), None)


def _below(leaf: Test, value: object) -> bool:
    floor = leaf.at_least if leaf.at_least is not None else int(leaf.more_than or 0) + 1
    return isinstance(value, Interval) and value.at_most is not None and value.at_most < floor


def _leaf_on(test: Test, fact: str) -> Test | None:
    if test.fact == fact and (test.at_least is not None or test.more_than is not None):
        return test
    inner = (*(test.all or ()), *(test.any or ()))
    return next((found for one in inner if (found := _leaf_on(one, fact)) is not None), None)
