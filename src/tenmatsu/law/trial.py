"""Worked examples of the law, tried against the rules: `regime`, `given`, `expect`.

In an example a fact that is not named is absent (no special care-required information, no risk to property) and the
event is a leak, which is not so in a case: there it is unknown. Keys of `given` are names of facts, and these besides:

    regime             the rule (jp_appi_26)            known, known_at, known_by   day, instant, department of knowing
    residents          a table place → persons          persons_at_least, persons_at_most   an interval
    hypothetical       true: today's rules on old facts  rules_of   the day whose rules are applied
    ground             for the reader alone
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tenmatsu.errors import InputError, RuleError
from tenmatsu.law.assess import assess
from tenmatsu.law.duty import Duty
from tenmatsu.law.rule import Rule, find
from tenmatsu.law.rule import rules as all_rules
from tenmatsu.law.trial_file import Lined, place_of
from tenmatsu.law.trial_given import facts_given
from tenmatsu.law.values import JST, day_in, split_moment
from tenmatsu.law.verdicts import answers, differences, plainly


@dataclass(frozen=True, slots=True)
class Trial:
    """One example tried: what differs (empty when all is as expected), and what of it could not be used."""

    id: str
    rule: str
    differs: tuple[str, ...]
    notes: tuple[str, ...]


def try_all(entries: Iterable[Mapping[str, object]], rules: Iterable[Rule], on: date) -> list[Trial]:
    """Try every example; one that cannot be read differs, with the reason."""
    known = tuple(rules)
    return [_try_safely(entry, known, on, index) for index, entry in enumerate(entries, 1)]


def _try_safely(entry: Mapping[str, object], rules: tuple[Rule, ...], on: date, index: int) -> Trial:
    name = str(entry.get("id", index))
    try:
        given, expect = _table(entry["given"]), _table(entry["expect"])
        rule = _rule_of(entry, given, rules)
        differs, notes = try_one(rule, given, expect, on)
    except (InputError, RuleError) as error:
        return Trial(name, "", (str(error),), ())
    return Trial(name, rule.id, tuple(differs), tuple(notes))


def _rule_of(entry: Mapping[str, object], given: Mapping[str, object], rules: tuple[Rule, ...]) -> Rule:
    table = given if given.get("regime") else entry
    named = table.get("regime")
    if not named:
        ids = ", ".join(rule.id for rule in rules)
        raise InputError(f"{place_of(given)}given needs regime, the rule to try; there are {ids}")
    try:
        return find(str(named), rules)
    except InputError as error:
        raise InputError(f"{place_of(table, 'regime')}{error}") from error


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def try_one(
    rule: Rule, given: Mapping[str, object], expect: Mapping[str, object], on: date
) -> tuple[list[str], list[str]]:  # fmt: skip
    """What differs between the answers of a rule and what is expected, and notes on keys that were not used."""
    facts, notes = facts_given(rule, given)
    duties = assess([rule], facts, on, _rules_of(given, on))
    as_entrustee = _as_entrustee(rule, given, on) if "entrustee" in expect else []
    got = answers(duties, facts, as_entrustee)
    for other in assess(_companions(rule), facts, on, _rules_of(given, on)):
        got.setdefault(other.name, plainly(other))
    plain = {key: value for key, value in expect.items() if key not in ("variant", "variants")}
    differs = differences(plain, got)
    for variant in _variants(expect):
        changed = _changed(given, _table(variant.get("if")))
        inner, more = try_one(rule, changed, {key: value for key, value in variant.items() if key != "if"}, on)
        differs += [f"variant: {one}" for one in inner]
        notes += [one for one in more if one not in notes]
    return differs, notes


def _companions(rule: Rule) -> list[Rule]:
    """The rules of the same instrument beside this one: art. 34 of the GDPR beside art. 33."""
    stem = rule.id.rpartition("_")[0]
    return [one for one in all_rules() if one.id != rule.id and one.id.rpartition("_")[0] == stem]


def _variants(expect: Mapping[str, object]) -> list[Mapping[str, object]]:
    several = expect.get("variants")
    listed = several if isinstance(several, list) else []
    one = expect.get("variant")
    return [_table(each) for each in [*([one] if one else []), *listed]]


def _changed(given: Mapping[str, object], more: Mapping[str, object]) -> Mapping[str, object]:
    found = Lined({**given, **more})
    if isinstance(given, Lined) and isinstance(more, Lined):
        found.file, found.line, found.lines = given.file, given.line, {**given.lines, **more.lines}
    return found if isinstance(given, Lined) else dict(found)


def _rules_of(given: Mapping[str, object], on: date) -> date | None:
    asked = given.get("rules_of")
    if asked is not None:
        moment, _ = split_moment(str(asked))
        if moment is None:
            raise InputError(f"{place_of(given, 'rules_of')}rules_of is a date such as 2024-04-01")
        return day_in(moment, JST)
    return on if given.get("hypothetical") in (True, "yes", "true") else None


def _as_entrustee(rule: Rule, given: Mapping[str, object], on: date) -> list[Duty]:
    known = given.get("entrustee_known", given.get("known"))
    turned = {**given, "obligor": "entrustee", **({"known": known} if known else {})}
    turned.pop("known_at", None)
    facts, _ = facts_given(rule, turned)
    return assess([rule], facts, on, _rules_of(given, on))
