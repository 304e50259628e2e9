"""Facts in, duties out: every rule, every reading of the day of knowing, three answers.

A duty is owed when its rule applies, one of its situations is met and nothing takes it away; not owed when one of these
fails; unknown otherwise, with what would settle it. Which rules are applied: those in force on the day of knowing,
or on `rules_of` (then marked hypothetical when the day of knowing lies elsewhere).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tenmatsu.law import clock as clocks
from tenmatsu.law.beginnings import beginnings, begun_at_latest, passed_later
from tenmatsu.law.clock import Clock, Length
from tenmatsu.law.condition import facts_read
from tenmatsu.law.duty import Answer, Due, Duty, Reason, Situation
from tenmatsu.law.facts import Candidate, Facts
from tenmatsu.law.places import members_of
from tenmatsu.law.recipients import recipients
from tenmatsu.law.rule import DutyRule, Exclusion, Rule, SituationRule, marks
from tenmatsu.law.trigger import Outcome, all_of, any_of, turned, weigh
from tenmatsu.law.values import Interval, Moment, day_in
from tenmatsu.model import Fact


def assess(rules: Iterable[Rule], facts: Iterable[Fact], on: date, rules_of: date | None = None) -> list[Duty]:
    """Every duty of every rule in force, on the day `on` (which alone decides what is not yet official)."""
    seen = Facts(facts)
    return [duty for rule in rules for duty in _of_rule(rule, seen, on, rules_of)]


@dataclass(frozen=True, slots=True)
class Edition:
    """One rule as it stood on a day, with the readings of the day of knowing that fall under it."""

    rule: Rule
    day: date
    candidates: tuple[Candidate, ...]
    hypothetical: bool


def _of_rule(rule: Rule, facts: Facts, on: date, rules_of: date | None) -> Iterable[Duty]:
    for edition in _editions(rule, facts, on, rules_of):
        met = {one.number: _situation(one, edition, facts) for one in rule.situations(edition.day)}
        applies = weigh(rule.applies, facts)
        for part in rule.duties(edition.day):
            yield _duty(part, edition, facts, met, applies, on)


def _editions(rule: Rule, facts: Facts, on: date, rules_of: date | None) -> Iterable[Edition]:
    """Readings of the day of knowing that fall under the same text stand together."""
    zone = rule.clock_zone
    if not facts.candidates:
        yield Edition(rule, rules_of or _only_day(rule, facts, on), (), hypothetical=False)
        return
    found: dict[tuple[object, ...], list[Candidate]] = {}
    days: dict[tuple[object, ...], date] = {}
    for candidate in facts.candidates:
        day = rules_of or day_in(candidate.when, zone)
        identity = _text_of(rule, day)
        found.setdefault(identity, []).append(candidate)
        days.setdefault(identity, day)
    for text, candidates in found.items():
        day = days[text]
        other = any(_text_of(rule, day) != _text_of(rule, day_in(one.when, zone)) for one in candidates)
        yield Edition(rule, day, tuple(candidates), hypothetical=rules_of is not None and other)


def _text_of(rule: Rule, day: date) -> tuple[object, ...]:
    """What identifies the text of a rule on a day: the parts in force."""
    return tuple(id(part) for part in (*rule.situations(day), *rule.exclusions(day), *rule.duties(day)))


def _only_day(rule: Rule, facts: Facts, on: date) -> date:
    """Without a day of knowing: the day on which another fact begins one of the rule's clocks, else `on`."""
    begins = [moment for duty in rule.duty for name in duty.clock.begins for _, moment in facts.moments(name)]
    return min((day_in(one, rule.clock_zone) for one in begins), default=on)


def _situation(one: SituationRule, edition: Edition, facts: Facts) -> Outcome:
    removed = [
        _excluded(exclusion, facts) for exclusion in edition.rule.exclusions(edition.day) if not exclusion.duties
    ]
    return all_of([weigh(one.when, facts), *(turned(gone) for gone in removed)])


def _excluded(exclusion: Exclusion, facts: Facts) -> Outcome:
    found = weigh(exclusion.when, facts, favour=False)
    if found.answer is not Answer.YES:
        return found
    last = found.because[-1].fact if found.because else None
    return Outcome(found.answer, (Reason(exclusion.text, Answer.NO, last), *found.because))


def _duty(
    part: DutyRule, edition: Edition, facts: Facts, met: dict[int, Outcome], applies: Outcome, on: date
) -> Duty:  # fmt: skip
    rule = edition.rule
    trigger = all_of(_triggers(part, edition, facts, met))
    releases = [_excluded(one, facts) for one in rule.exclusions(edition.day) if part.name in one.duties]
    whole = all_of([applies, trigger, *(turned(one) for one in releases)])
    standing = [one for one in rule.situations(edition.day) if met[one.number].answer is not Answer.NO]
    cites = (*part.cites, *rule.cites, *(cite for one in standing for cite in one.cites))
    dues = _dues(part, edition, facts, met, on) if whole.answer is not Answer.NO else ()
    return Duty(
        rule=rule.id, rule_title=rule.title, name=part.name, title=part.title, place=rule.place,
        answer=whole.answer, nature=part.nature, rules_of=edition.day, hypothetical=edition.hypothetical,
        situations=_situations(edition, met),
        dues=dues, recipients=recipients(part.to, facts, edition.day), contents=part.contents,
        cites=tuple(dict.fromkeys(cites)), mark=marks(cites), because=whole.because, open=whole.open,
        remarks=part.remarks, rule_remarks=rule.remarks, grade=_grade(part, facts, met),
        released=trigger.answer is not Answer.NO and any(one.answer is Answer.YES for one in releases),
    )  # fmt: skip


def _triggers(part: DutyRule, edition: Edition, facts: Facts, met: dict[int, Outcome]) -> Iterable[Outcome]:
    """The duty's own test, or else the situations; a rule without situations is taken out by its exclusions itself."""
    if part.when is not None:
        yield weigh(part.when, facts, met)
    elif met and not part.always:
        yield any_of(met.values())
    if not met:
        general = [one for one in edition.rule.exclusions(edition.day) if not one.duties]
        yield from (turned(_excluded(one, facts)) for one in general)


def _situations(edition: Edition, met: dict[int, Outcome]) -> tuple[Situation, ...]:
    held = edition.rule.situations(edition.day)
    return tuple(Situation(one.number, one.text, met[one.number].answer) for one in held)


def _grade(part: DutyRule, facts: Facts, met: dict[int, Outcome]) -> str:
    return next((one.grade for one in part.grades if weigh(one.when, facts, met).answer is Answer.YES), "")


def _dues(part: DutyRule, edition: Edition, facts: Facts, met: dict[int, Outcome], on: date) -> tuple[Due, ...]:
    rule, zone = edition.rule, edition.rule.clock_zone
    lengths = _lengths(part.clock, facts, met)
    finished = facts.moments(part.done) if part.done else ()
    counted = part.clock.day_one == "counted"
    later = passed_later(rule, rule.situations(edition.day), met, edition.candidates, facts)
    ran = []
    latest = _first(facts.moments(part.clock.at_latest)) if part.clock.at_latest else None
    for due in beginnings(part.clock.begins, part.nature, edition.candidates, later, facts):
        due = begun_at_latest(due, latest)
        filled = clocks.run(part.clock, due, lengths, zone, on)
        if part.clock.due_fact:
            filled = clocks.fixed(due, _first(facts.moments(part.clock.due_fact)), zone)
        ran.append(clocks.done(filled, _first(finished), zone, counted))
    return tuple(ran)


def _first(found: tuple[tuple[Fact, Moment], ...]) -> Moment | None:
    return found[0][1] if found else None


def _lengths(clock: Clock, facts: Facts, met: dict[int, Outcome]) -> tuple[Length, ...]:
    """The lengths that may apply: the first case that is met, and before it every case that is unknown."""
    open_ones: list[Length] = []
    for case in clock.cases:
        length = Length(case.hours, "hours") if case.hours is not None else Length(case.days or 0, "days")
        match weigh(case.when, facts, met).answer:
            case Answer.YES:
                return (length, *open_ones)
            case Answer.UNKNOWN:
                open_ones.append(length)
    plain = _plain(clock, facts)
    return (plain, *open_ones) if plain else tuple(open_ones)


def _plain(clock: Clock, facts: Facts) -> Length | None:
    if clock.days is not None:
        return Length(clock.days, "days")
    if clock.hours is not None:
        return Length(clock.hours, "hours")
    if clock.business_days is not None:
        return Length(clock.business_days, "business days")
    for name, unit in ((clock.days_fact, "days"), (clock.hours_fact, "hours")):
        value = facts.value(name) if name else None
        if isinstance(value, Interval) and value.at_least:
            return Length(value.at_least, "hours" if unit == "hours" else "days")
    return None


def not_in_force(rules: Iterable[Rule], facts: Iterable[Fact], on: date, rules_of: date | None = None) -> list[Rule]:
    """The rules of which nothing was in force on any of the days that count: they were not asked."""
    seen = Facts(facts)
    return [rule for rule in rules if not any(rule.duties(one.day) for one in _editions(rule, seen, on, rules_of))]


def uncovered(rules: Iterable[Rule], facts: Facts) -> tuple[str, ...]:
    """Places where persons are said to live and of which no rule speaks: what is owed there must be looked up."""
    read = {name for rule in rules for name in facts_read(rule.applies) if name.startswith("residents.")}
    covered = {"JP"}.union(*(members_of(name.partition(".")[2]) for name in read))
    return tuple(place for place in facts.all_places() if place not in covered)


def settle(duties: Iterable[Duty]) -> list[Duty]:
    """The duties that are owed or unknown, the owed ones first, the earliest first."""
    standing = [duty for duty in duties if duty.answer is not Answer.NO]
    return sorted(standing, key=lambda duty: (duty.answer is Answer.UNKNOWN, duty.order, duty.rule))
