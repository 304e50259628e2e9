"""What is wrong with a rule that is otherwise well formed, one sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tenmatsu.errors import InputError
from tenmatsu.law import closed_days
from tenmatsu.law.condition import Test, facts_read
from tenmatsu.law.duty import Cite, Mark, Nature
from tenmatsu.law.faults import faults
from tenmatsu.law.recipients import tables
from tenmatsu.law.vocabulary import name_of, read_value

if TYPE_CHECKING:
    from tenmatsu.law.rule import DutyRule, Part, Pending, Rule

_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def rule_faults(rule: Rule) -> Iterator[str]:
    """What is wrong with a rule; nothing when it may be used."""
    numbers = frozenset(one.number for one in rule.situation)
    named = {one.name for one in rule.duty}
    for place, test in _tests(rule):
        yield from (f"{place}: {fault}" for fault in _test_faults(test, numbers, "exclusion" not in place))
    for one in rule.exclusion:
        if set(one.duties) - named:
            lost = ", ".join(set(one.duties) - named)
            yield f"exclusion: no duty is called {lost}; there are {', '.join(sorted(named))}"
    for duty in rule.duty:
        yield from (f"duty {duty.name}: {fault}" for fault in _duty_faults(duty))
    for cite in all_cites(rule):
        yield from (f"cites {cite.instrument} {cite.article}: {fault}" for fault in _cite_faults(cite))
    yield from _overlaps(rule)
    yield from _assumed_faults(rule)
    try:
        ZoneInfo(rule.zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield f"zone: {rule.zone!r} is no time zone; one is written Asia/Tokyo"


def all_cites(rule: Rule) -> Iterator[Cite]:
    """Every citation of a rule, also those of its parts."""
    parts: list[Part | Pending] = [rule, *rule.situation, *rule.exclusion, *rule.duty, *rule.pending]
    for part in parts:
        yield from part.cites


def _cite_faults(cite: Cite) -> Iterator[str]:
    if cite.sighted and not _MONTH.fullmatch(cite.sighted):
        yield "sighted is a month or a day, such as 2026-10"
    if cite.mark is Mark.READ and cite.edition is None:
        yield "a text that was read (S) needs its edition"
    if cite.mark is Mark.SECONDARY and not cite.sighted:
        yield "what was seen in a secondary source (S2) needs the month in which it was sighted"
    if cite.mark is Mark.UNREAD and (cite.edition or cite.sighted or cite.quote):
        yield "a text that was not read (K) has no edition, no quote and was not sighted"


def _tests(rule: Rule) -> Iterator[tuple[str, Test]]:
    yield "applies", rule.applies
    for situation in rule.situation:
        yield f"situation {situation.number}", situation.when
    for index, exclusion in enumerate(rule.exclusion, 1):
        yield f"exclusion {index}", exclusion.when
    for duty in rule.duty:
        yield from ((f"duty {duty.name}", test) for test in (duty.when,) if test is not None)
        yield from ((f"duty {duty.name} case", case.when) for case in duty.clock.cases)
        yield from ((f"duty {duty.name} grade", grade.when) for grade in duty.grades)


def _test_faults(test: Test, numbers: frozenset[int], favour: bool) -> Iterator[str]:
    for name in facts_read(test):
        try:
            name_of(name)
        except InputError as error:
            yield str(error)
            return
    yield from faults(test, numbers, favour)


def _duty_faults(duty: DutyRule) -> Iterator[str]:
    clock = duty.clock
    if duty.to not in tables():
        yield f"to: no table of recipients is called {duty.to!r}; there are {', '.join(sorted(tables()))}"
    for name in (*clock.begins, *filter(None, (duty.done, *clock.facts()))):
        try:
            name_of(name)
        except InputError as error:
            yield str(error)
    lengths = [clock.days, clock.hours, clock.business_days, clock.days_fact, clock.hours_fact, clock.guide or None]
    if len([one for one in lengths if one is not None]) > 1:
        yield "clock: only one of days, hours, business_days, days_fact, hours_fact, guide may stand"
    if duty.always and duty.when is not None:
        yield "only one of always and when may stand"
    if clock.guide and (clock.roll or duty.nature is Nature.STATUTE):
        yield "clock: a guide never rolls over and is no statute"
    if clock.roll:
        closed_days.check(clock.roll)


def _overlaps(rule: Rule) -> Iterator[str]:
    named: list[tuple[str, Part]] = [(f"situation {one.number}", one) for one in rule.situation]
    named += [(f"duty {one.name}", one) for one in rule.duty]
    for index, (name, part) in enumerate(named):
        for other, later in named[index + 1 :]:
            if name == other and _meet(part, later):
                yield f"{name}: two versions are in force on the same day"


def _meet(one: Part, other: Part) -> bool:
    starts = max(one.in_force or date.min, other.in_force or date.min)
    return starts < min(one.until or date.max, other.until or date.max)


def _assumed_faults(rule: Rule) -> Iterator[str]:
    for name, value in rule.assumed.items():
        try:
            read_value(name_of(name), value)
        except InputError as error:
            yield f"assumed: {error}"
