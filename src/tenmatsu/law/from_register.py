"""What the register and the brief of a case say, as facts: counts as intervals, items, ways out, with their source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tenmatsu.errors import InputError
from tenmatsu.law.facts import Facts
from tenmatsu.law.values import JST, parse_choice
from tenmatsu.law.vocabulary import vocabulary
from tenmatsu.model import NOT_PERSONAL, Certainty, Evidence, Fact

REGISTER = "register"
BRIEF = "case.toml"
CHANNELS: Mapping[str, Mapping[str, str]] = {
    "intrusion": {"improper_purpose": "suspected", "cyber_attack": "suspected", "unlawful_access": "suspected"},
    "browsing": {"improper_purpose": "suspected"},
    "card-skimming": {
        "improper_purpose": "suspected", "cyber_attack": "suspected", "unlawful_access": "suspected",
        "property_harm": "suspected",
    },
}  # fmt: skip
"""What a way out says by itself: an intrusion, an altered page and looking beyond one's duties may have had an improper
purpose; others prove nothing."""


def facts_of(summary: Mapping[str, object], recorded: datetime, source: str = "result/summary.json") -> list[Fact]:
    """The facts in `summary.json`: persons {at_least, at_most}, records, items {kind: {persons, records}}, unread.

    While items are unread, nothing bounds the number of persons from above and the list of items stays open.
    """
    unread = _number(summary.get("unread"))
    items = summary.get("items")
    kinds = items if isinstance(items, Mapping) else {}
    held = sorted(str(kind) for kind, tally in kinds.items() if kind not in NOT_PERSONAL and _any(tally))
    found = [("persons", _interval(summary.get("persons"), bool(unread)))]
    if isinstance(summary.get("records"), int):
        found.append(("records", f"{summary['records']}{'..' if unread else ''}"))
    if kinds:
        found.append(("data_items", ";".join([*held, *(["…"] if unread else [])])))
        found.append(("persons_my_number", _my_number(kinds.get("my_number"), bool(unread))))
    return [Fact(name, value, source, REGISTER, recorded) for name, value in found if value]


def _interval(persons: object, unread: bool) -> str:
    if isinstance(persons, int):
        return f"{persons}{'..' if unread else ''}"
    if not isinstance(persons, Mapping):
        return ""
    low, high = _number(persons.get("at_least")), persons.get("at_most")
    if high is None and "at_most" in persons:
        return f"{low}.."
    if not isinstance(high, int):
        raise InputError("summary.json: persons needs at_least and at_most; run `tenmatsu investigate` again")
    return f"{low}.." if unread else str(low) if low == high else f"{low}..{high}"


def _my_number(tally: object, unread: bool) -> str:
    return f"{_number(tally.get('persons')) if isinstance(tally, Mapping) else 0}{'..' if unread else ''}"


def _any(tally: object) -> bool:
    return isinstance(tally, Mapping) and any(_number(value) for value in tally.values())


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def facts_of_brief(sector: str, evidence: Iterable[Evidence], recorded: datetime) -> list[Fact]:
    """What case.toml itself says: the trade (one not in the list says nothing), and what each way out implies."""
    found = [("sector", word) for word in (_sector(sector),) if word]
    listed = list(evidence)
    for one in listed:
        found += list(CHANNELS.get(one.channel, {}).items())
    if listed:
        sure = any(one.certainty is Certainty.CONFIRMED for one in listed)
        found.append(("certainty", "confirmed" if sure else "possible"))
    return [Fact(name, value, BRIEF, "case.toml", recorded) for name, value in dict.fromkeys(found)]


def _sector(text: str) -> str:
    words = []
    for part in text.replace("、", ";").replace(",", ";").split(";"):
        try:
            words.append(parse_choice(part, vocabulary()["sector"].choices))
        except ValueError:
            continue
    return ";".join(word for word in words if word != "other")


def facts_of_table(tables: Iterable[Mapping[str, object]], recorded: datetime) -> list[Fact]:
    """The `[[fact]]` tables of case.toml: name, value, source, by, and at, recorded, supersedes, note where given."""
    found = []
    for index, table in enumerate(tables, 1):
        fact = _stated(table, recorded, index)
        try:
            Facts([fact]).check([fact] if not fact.supersedes else [])
        except InputError as error:
            raise InputError(f"case.toml: [[fact]] no. {index}: {error}") from error
        found.append(fact)
    return found


_KEYS = ("name", "value", "source", "by", "at", "recorded", "supersedes", "note")


def _stated(table: Mapping[str, object], recorded: datetime, index: int) -> Fact:
    place = f"case.toml: [[fact]] no. {index}"
    for key in table:
        if key not in _KEYS:
            raise InputError(f'{place}: unknown key "{key}"; allowed are {", ".join(_KEYS)}')
    for key in _KEYS[:4]:
        if table.get(key) in (None, ""):
            raise InputError(f'{place}: key "{key}" is missing; a fact needs {", ".join(_KEYS[:4])}')
    at, when = table.get("at"), table.get("recorded")
    return Fact(
        name=str(table["name"]),
        value=written(table["value"]),
        source=str(table["source"]),
        by=str(table["by"]),
        recorded=_aware(when) if isinstance(when, datetime) else recorded,
        at=at if isinstance(at, date) else None,
        supersedes=str(table["supersedes"]) if table.get("supersedes") else None,
        note=str(table.get("note", "")),
    )


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=JST)


def written(value: object) -> str:
    """A TOML value as the text of a fact: a list with `;`, true as yes, a date in ISO form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(written(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value)
