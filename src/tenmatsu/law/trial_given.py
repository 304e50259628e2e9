"""The table `given` of a worked example as facts: names, spellings, and what an example's silence means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from tenmatsu.errors import InputError
from tenmatsu.law.condition import Test
from tenmatsu.law.rule import Rule
from tenmatsu.law.trial_file import Lined, place_of
from tenmatsu.law.values import JST, day_in, split_moment
from tenmatsu.law.vocabulary import name_of, read_value, term_of, vocabulary
from tenmatsu.model import Fact

ASIDE = frozenset({"regime", "ground", "hypothetical", "rules_of", "known_by", "note", "comment", "source"})
_SPELLED = {
    "persons": "persons_later persons_final persons_revised persons_now persons_first persons_initial persons_at_first "
    "persons_before persons_then persons_after persons_updated persons_confirmed persons_affected affected_persons "
    "number_of_persons persons_count data_subjects individuals persons_total",
    "exceeded_on": "exceeded_known known_exceeded crossed_on threshold_crossed_on exceeded_1000_on exceeded_100_on "
    "over_threshold_on exceeded_since exceeded_1000_at exceeded_1000 exceeded_100 over_1000_on over_100_on "
    "over_1000_since passed_1000_on number_exceeded persons_exceeded persons_exceeded_at threshold_exceeded_at",
    "persons_at_most": "persons_max max_persons at_most_persons",
    "persons_at_least": "persons_min min_persons at_least_persons",
    "known": "knew_on date_known known_date learned learned_on learned_at became_aware became_aware_at awareness",
    "known_by": "department knew_by",
}
CALLED = {spelling: name for name, spellings in _SPELLED.items() for spelling in spellings.split()}
"""Further names of facts that examples use."""
SEVERAL = "\x1f"
_RECORDED = datetime(2000, 1, 1, tzinfo=UTC)


def facts_given(rule: Rule, given: Mapping[str, object]) -> tuple[list[Fact], list[str]]:
    """The facts that the table `given` states, what the rule alone implies, and the silence of an example as no."""
    stated, notes = _stated(_called(given), _home(rule))
    for name, value in rule.assumed.items():
        stated.setdefault(name, value)
    if rule.place != "JP" and not any(name.startswith("residents") for name in stated) and "persons" in stated:
        stated[f"residents.{_home(rule)}"] = stated["persons"]
    stated.setdefault("event", "leak")
    if any(name.startswith("residents.") for name in stated):
        stated.setdefault("residents_complete", "yes")
    for name, value in _silence(rule, stated).items():
        stated.setdefault(name, value)
    facts = [
        Fact(name, one, "worked example", "example", _RECORDED)
        for name, value in stated.items()
        for one in value.split(";" if term_of(name).candidates else SEVERAL)
    ]
    for fact in facts:
        read_value(name_of(fact.name), fact.value)
    return facts, notes


def _called(given: Mapping[str, object]) -> Lined:
    """The same table under the names that are read here, where those do not stand in it already."""
    new = {key: CALLED[key] for key in given if CALLED.get(key, "persons") not in (*given, "persons")}
    found = Lined({new.get(key, key): value for key, value in given.items()})
    if isinstance(given, Lined):
        found.file, found.line = given.file, given.line
        found.lines = {new.get(key, key): line for key, line in given.lines.items()}
    return found


def _home(rule: Rule) -> str:
    return {"US": "US-CA", "UK": "GB"}.get(rule.place, rule.place)


def _stated(given: Mapping[str, object], home: str) -> tuple[dict[str, str], list[str]]:
    stated: dict[str, str] = {}
    notes: list[str] = []
    for key, value in given.items():
        if key in ASIDE or key in ("known", "known_at"):
            continue
        try:
            for name, text in _named(key, value, given, home):
                if not term_of(name).candidates:
                    read_value(name, text)
                stated[name] = text if name not in stated else f"{stated[name]}{SEVERAL}{text}"
        except _NoSuchFact as unknown:
            notes.append(f"{place_of(given, key)}{unknown}")
        except InputError as error:
            raise InputError(f"{place_of(given, key)}{error}") from error
    known = _known(given, notes)
    if known:
        stated["known"] = f"{known} {given['known_by']}" if given.get("known_by") else known
    if stated.get("to_be_personal_data") in ("yes", "suspected"):
        stated.setdefault("personal_data", "no")
    return stated, notes


class _NoSuchFact(InputError):
    """A key of `given` that no rule reads."""


def _named(key: str, value: object, given: Mapping[str, object], home: str) -> Iterable[tuple[str, str]]:
    """The facts that one key of `given` states, as (name, value)."""
    if key == "residents":
        return _residents(value, home)
    if key in ("persons_at_least", "persons_at_most"):
        least, most = given.get("persons_at_least"), given.get("persons_at_most")
        return [("persons", _text({"at_least": least, "at_most": most}))] if (least, most) != (None, None) else []
    try:
        name = name_of(CALLED.get(key, key))
    except InputError as error:
        near = difflib.get_close_matches(key, (*vocabulary(), "persons_at_least", "persons_at_most"), 3, 0.65)
        meant = f"did you mean {', '.join(near)}?" if near else "`tenmatsu fact --names` lists the names"
        raise _NoSuchFact(f"{key} is no fact that a rule reads; it was not used; {meant}") from error
    if value is not None:
        return [(name, _text(value))]
    return [(name, "unknown")] if term_of(name).type in ("answer", "count") else []


def _residents(value: object, home: str) -> Iterable[tuple[str, str]]:
    """`{FR: 2, DE: 1}`, `[FR, DE]` (some persons in each), or a number or `unknown` for the rule's own place."""
    if isinstance(value, dict):
        return [(name_of(f"residents.{place}"), _bound(count)) for place, count in value.items()]
    if isinstance(value, list):
        return [(name_of(f"residents.{place}"), "1..") for place in value]
    return [(f"residents.{home}", _bound(value))]


def _bound(value: object) -> str:
    return "unknown" if value is None else _text(value)


def _known(given: Mapping[str, object], notes: list[str]) -> str:
    """The readings of the day of knowing: an instant stands for its day; where the two disagree both are counted."""
    written = {key: _text(given[key]) for key in ("known", "known_at") if given.get(key) is not None}
    for key, text in written.items():
        for one in text.split(";"):
            try:
                read_value("known", one)
            except InputError as error:
                raise InputError(f"{place_of(given, key)}{error}") from error
    if len(written) < 2:
        return next(iter(written.values()), "")
    day, instant = (split_moment(text)[0] for text in written.values())
    if day is None or instant is None or ";" in "".join(written.values()):
        return next(iter(written.values()))
    if day_in(day, JST) == day_in(instant, JST):
        return written["known_at"]
    notes.append(f"{place_of(given, 'known_at')}known and known_at are different days in Japan; both were counted from")
    return ";".join(written.values())


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(_text(one) for one in value)
    if isinstance(value, dict):
        least, most = (value.get(key) for key in ("at_least", "at_most"))
        return f"{'' if least is None else least}..{'' if most is None else most}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _silence(rule: Rule, stated: Mapping[str, str]) -> dict[str, str]:
    """What an example leaves unsaid: no such items, no contract, no to every yes/no fact that the rule asks for.

    Where the purpose may have been improper, silence on how it was done says nothing: it may have been an intrusion.
    """
    silent: dict[str, str] = {}
    doubtful = ("unlawful_access",) if stated.get("improper_purpose", "no") != "no" else ()
    for test in _positive(rule):
        if test.fact in doubtful:
            continue
        kind = term_of(test.fact).type if test.fact else ""
        if kind == "answer" and test.absent is None and test.given is None:
            silent[str(test.fact)] = "no"
        if kind == "items":
            silent[str(test.fact)] = ""
        if kind == "count" and str(test.fact).startswith("contract_"):
            silent[str(test.fact)] = "0"
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
