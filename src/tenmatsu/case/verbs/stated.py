"""Facts of a case as plain data for the papers: what stands, in words, and numbers as one interval."""

from __future__ import annotations

from datetime import date

from tenmatsu.documents.known import Span, Stated, shown_day
from tenmatsu.documents.result import Summary
from tenmatsu.errors import CaseError
from tenmatsu.law.facts import Facts, key_of
from tenmatsu.law.items import Items
from tenmatsu.law.items import name_of as item_name
from tenmatsu.law.values import Interval, Said, split_moment
from tenmatsu.law.vocabulary import Value, name_of, term_of
from tenmatsu.model import Fact, Unit

_SAID = {Said.YES: "あり", Said.NO: "なし", Said.SUSPECTED: "おそれあり", Said.UNKNOWN: "調査中"}


def stated_of(facts: Facts) -> dict[str, tuple[Stated, ...]]:
    """Every fact that stands, by its name, oldest first; a value that says unknown stands as absent."""
    found: dict[str, list[Stated]] = {}
    for name in dict.fromkeys(name_of(one.name) for one in facts.live):
        for fact, value in _pairs(facts, name):
            if value is None or value is Said.UNKNOWN or fact.value.strip() in ("unknown", "不明", "調査中", "?"):
                continue
            earlier = tuple(_words(name, old, was) for old, was in facts.was(name)) if fact.supersedes else ()
            found.setdefault(name, []).append(_stated(name, fact, value, earlier))
    return {name: tuple(many) for name, many in found.items()}


def _pairs(facts: Facts, name: str) -> list[tuple[Fact, Value]]:
    """The live facts of exactly this name (`residents.FR` alone, not those inside it)."""
    stem = name.partition(".")[0]
    return [(fact, value) for fact, value in (facts.of(name) if name == stem else ()) if fact in facts.live]


def _stated(name: str, fact: Fact, value: Value, earlier: tuple[str, ...]) -> Stated:
    who = split_moment(fact.value)[1] if term_of(name).candidates else ""
    moment = value if isinstance(value, date) else None
    return Stated(
        name,
        _plain(value, fact),
        _words(name, fact, value),
        fact.source,
        fact.by,
        key_of(fact),
        moment,
        who,
        fact.note,
        earlier,
    )


def _plain(value: Value, fact: Fact) -> str:
    if isinstance(value, Said):
        return value.value
    if isinstance(value, frozenset):
        return ";".join(sorted(value))
    return value if isinstance(value, str) else fact.value


def _words(name: str, fact: Fact, value: Value) -> str:
    """The value as a Japanese paper says it."""
    term = term_of(name)
    if isinstance(value, Said):
        return _SAID[value]
    if isinstance(value, date):
        return shown_day(value)
    if isinstance(value, Interval):
        return _interval(value, "件" if name == "records" else "人" if "person" in name or name == "deceased" else "")
    if isinstance(value, Items):
        names = "、".join(item_name(one, "ja") for one in sorted(value.words))
        return names if value.complete else f"{names}（ほかは調査中）"
    if isinstance(value, frozenset):
        return "・".join(_choice(term.choices, one) for one in sorted(value))
    return _choice(term.choices, str(value)) if term.type == "choice" else str(value or "")


def _choice(choices: dict[str, tuple[str, ...]], word: str) -> str:
    spellings = choices.get(word, ())
    return next((one for one in spellings if not one.isascii()), word)


def _interval(value: Interval, unit: str) -> str:
    if value.at_most is None:
        return f"{value.at_least:,}{unit}以上"
    return (
        f"{value.at_most:,}{unit}"
        if value.at_least == value.at_most
        else f"{value.at_least:,}{unit}以上{value.at_most:,}{unit}以下"
    )


def span_of(facts: Facts, name: str, register: Summary | None) -> Span | None:
    """The one number of a case: the register's, when every fact that stands holds it; CaseError when they disagree."""
    stated = [(fact, value) for fact, value in facts.of(name) if isinstance(value, Interval)]
    own = _own(name, register)
    for fact, value in stated:
        if own and not _holds(value, own):
            raise CaseError(_apart(name, f"the register has {_between(own)}", fact, value))
        if not own and value != stated[0][1]:
            raise CaseError(_apart(name, f"the fact {key_of(stated[0][0])} says {stated[0][1]}", fact, value))
    if own or not stated:
        return own
    fact, value = stated[0]
    best = value.at_least if value.at_least == value.at_most else None
    unit = Unit.RECORDS if name == "records" else Unit.PERSONS
    return Span(name, unit, value.at_least, best, value.at_most, f"事実 {key_of(fact)}")


def _own(name: str, register: Summary | None) -> Span | None:
    if register is None or not register.records:
        return None
    if name == "records":
        return Span(name, Unit.RECORDS, register.records, register.records, register.records, "result/summary.json")
    found = register.persons
    return Span(name, Unit.PERSONS, found.at_least, found.best, found.at_most, "result/summary.json")


def _holds(value: Interval, own: Span) -> bool:
    """Whether a stated interval leaves room for the register's."""
    assert own.at_most is not None
    return value.at_least <= own.at_least and (value.at_most is None or value.at_most >= own.at_most)


def _between(own: Span) -> str:
    return f"{own.at_least:,}" if own.exact else f"{own.at_least:,} to {own.at_most:,}"


def _apart(name: str, first: str, fact: Fact, value: Interval) -> str:
    return (
        f"{name}: {first} and the fact {key_of(fact)} says {value}; no paper can say both: "
        f"`tenmatsu fact CASE {name}=… --supersedes {key_of(fact)} --note …` says which one stands and why"
    )
