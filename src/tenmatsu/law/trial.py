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
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from tenmatsu.errors import InputError, RuleError
from tenmatsu.law.assess import assess
from tenmatsu.law.condition import Test
from tenmatsu.law.duty import Duty
from tenmatsu.law.rule import Rule, find
from tenmatsu.law.rule import rules as all_rules
from tenmatsu.law.values import JST, day_in, split_moment
from tenmatsu.law.verdicts import answers, differences, plainly
from tenmatsu.law.vocabulary import name_of, read_value, term_of
from tenmatsu.model import Fact

ASIDE = frozenset({"regime", "ground", "hypothetical", "rules_of", "known_by", "note", "comment", "source"})
CALLED = {
    **dict.fromkeys(("persons_later", "persons_final", "persons_revised", "persons_now"), "persons"),
    **dict.fromkeys(("exceeded_known", "known_exceeded", "crossed_on", "threshold_crossed_on"), "exceeded_on"),
    **dict.fromkeys(("exceeded_1000_on", "exceeded_100_on", "over_threshold_on", "exceeded_since"), "exceeded_on"),
}
"""Further names of facts that examples use."""
_RECORDED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Trial:
    """One example tried: what differs (empty when all is as expected), and what of it could not be used."""

    id: str
    rule: str
    differs: tuple[str, ...]
    notes: tuple[str, ...]


class _Plain(yaml.SafeLoader):
    """YAML in which yes, no, on and off are words, as in YAML 1.2: `owed: yes`, `on: 2016-05-31`."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:bool"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> list[Mapping[str, object]]:
    """The examples of a YAML file; InputError names the file and the entry that is not well formed."""
    try:
        tree = yaml.load(path.read_text("utf-8"), _Plain)  # noqa: S506 - a SafeLoader: no code is run
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise InputError(f"{path.name}{where}: this is no YAML in UTF-8") from error
    entries = tree.get("examples", [tree]) if isinstance(tree, dict) else tree
    if not isinstance(entries, list):
        raise InputError(f"{path.name}: a file of examples is a list of entries with given and expect")
    for index, entry in enumerate(entries, 1):
        if (
            not isinstance(entry, dict)
            or not isinstance(entry.get("given"), dict)
            or not isinstance(entry.get("expect"), dict)
        ):
            raise InputError(f"{path.name}: entry {index} needs the tables given and expect")
    return entries


def try_all(entries: Iterable[Mapping[str, object]], rules: Iterable[Rule], on: date) -> list[Trial]:
    """Try every example; one that cannot be read differs, with the reason."""
    known = tuple(rules)
    return [_try_safely(entry, known, on, index) for index, entry in enumerate(entries, 1)]


def _try_safely(entry: Mapping[str, object], rules: tuple[Rule, ...], on: date, index: int) -> Trial:
    name = str(entry.get("id", index))
    try:
        given, expect = _table(entry["given"]), _table(entry["expect"])
        rule = find(str(given.get("regime") or entry.get("regime") or "none"), rules)
        differs, notes = try_one(rule, given, expect, on)
    except (InputError, RuleError) as error:
        return Trial(name, "", (str(error),), ())
    return Trial(name, rule.id, tuple(differs), tuple(notes))


def _table(value: object) -> Mapping[str, object]:
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else {}


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
        changed = {**given, **_table(variant.get("if"))}
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


def _rules_of(given: Mapping[str, object], on: date) -> date | None:
    asked = given.get("rules_of")
    if asked is not None:
        moment, _ = split_moment(str(asked))
        if moment is None:
            raise InputError("rules_of is a date such as 2024-04-01")
        return day_in(moment, JST)
    return on if given.get("hypothetical") in (True, "yes", "true") else None


def _as_entrustee(rule: Rule, given: Mapping[str, object], on: date) -> list[Duty]:
    known = given.get("entrustee_known", given.get("known"))
    turned = {**given, "obligor": "entrustee", **({"known": known} if known else {})}
    turned.pop("known_at", None)
    facts, _ = facts_given(rule, turned)
    return assess([rule], facts, on, _rules_of(given, on))


def facts_given(rule: Rule, given: Mapping[str, object]) -> tuple[list[Fact], list[str]]:
    """The facts that the table `given` states, what the rule alone implies, and the silence of an example as no."""
    stated, notes = _stated(given)
    for name, value in rule.assumed.items():
        stated.setdefault(name, value)
    if rule.place not in ("JP",) and not any(name.startswith("residents.") for name in stated) and "persons" in stated:
        stated[f"residents.{_home(rule)}"] = stated["persons"]
    stated.setdefault("event", "leak")
    if any(name.startswith("residents.") for name in stated):
        stated.setdefault("residents_complete", "yes")
    for name, value in _silence(rule).items():
        stated.setdefault(name, value)
    facts = [
        Fact(name, one, "worked example", "example", _RECORDED)
        for name, value in stated.items()
        for one in value.split(";" if term_of(name).candidates else "\x1f")
    ]
    for fact in facts:
        read_value(name_of(fact.name), fact.value)
    return facts, notes


def _home(rule: Rule) -> str:
    return {"US": "US-CA"}.get(rule.place, rule.place)


def _stated(given: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    stated: dict[str, str] = {}
    notes: list[str] = []
    for key, value in given.items():
        if value is None or key in ASIDE:
            continue
        if key == "residents" and isinstance(value, dict):
            stated |= {f"residents.{place}": _text(count) for place, count in value.items()}
        elif key in ("persons_at_least", "persons_at_most"):
            stated["persons"] = f"{given.get('persons_at_least', '')}..{given.get('persons_at_most', '')}"
        elif key == "known_at":
            stated.setdefault("known", _text(value) if "known" not in given else _text(given["known"]))
        else:
            _state(stated, notes, key, value)
    if "known" in stated and given.get("known_by"):
        stated["known"] += f" {given['known_by']}"
    if stated.get("to_be_personal_data") in ("yes", "suspected"):
        stated.setdefault("personal_data", "no")
    return stated, notes


def _state(stated: dict[str, str], notes: list[str], key: str, value: object) -> None:
    try:
        name = name_of(CALLED.get(key, key))
    except InputError:
        notes.append(f"{key} is no fact that a rule reads; it was not used")
        return
    stated[name] = _text(value) if name not in stated or name == "known" else f"{stated[name]}\x1f{_text(value)}"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(_text(one) for one in value)
    if isinstance(value, dict):
        return f"{value.get('at_least', '')}..{value.get('at_most', '')}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _silence(rule: Rule) -> dict[str, str]:
    """What an example leaves unsaid: no such items, no to every yes/no fact that the rule would otherwise ask for."""
    silent: dict[str, str] = {}
    for test in _positive(rule):
        kind = term_of(test.fact).type if test.fact else ""
        if kind == "answer" and test.absent is None and test.given is None:
            silent[str(test.fact)] = "no"
        if kind == "items":
            silent[str(test.fact)] = ""
    return silent


def _positive(rule: Rule) -> Iterable[Test]:
    roots = [one.when for one in rule.situation]
    roots += [one.when for one in rule.exclusion]
    roots += [one.when for one in rule.duty if one.when is not None]
    roots += [case.when for one in rule.duty for case in one.clock.cases]
    return [leaf for root in (rule.applies, *roots) for leaf in _leaves(root)]


def _leaves(test: Test) -> Iterable[Test]:
    inner = (*(test.all or ()), *(test.any or ()), *((test.negated,) if test.negated else ()))
    return [leaf for one in inner for leaf in _leaves(one)] if inner else [test]
