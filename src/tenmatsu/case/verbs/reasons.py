"""What `why` answers, and how each join is set out: for every field of its rule, what stands left and right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tenmatsu.case.verbs.chain import Link
from tenmatsu.case.verbs.fields import Compared, compare
from tenmatsu.case.verbs.kept import Row
from tenmatsu.case.verbs.locate import Place
from tenmatsu.model import Decision

DECISION = "decision"
"""The rule of a join that a person has decided; its strength is the name of that person."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A record: where it stands, as written, and in normal form."""

    record_id: int
    person_id: int
    row: Row


@dataclass(frozen=True, slots=True)
class Leg:
    """Two rows that meet a rule directly: record and record, or record and master row. Locators name them.

    `holds`: every field that the rule names is equal on both sides.
    """

    left: str
    right: str
    rule: str
    holds: bool
    fields: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A link of the chain with what it stands on: one leg, or two by way of a master row (`via`)."""

    left: int
    right: int
    rule: str
    strength: str
    weight: float | None
    via: str | None
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A record and a master row."""

    record_id: int
    member_id: str
    rule: str
    strength: str
    weight: float
    leg: Leg | None


@dataclass(frozen=True, slots=True)
class Apart:
    """A pair that came close and was left apart, with the reason as review.parquet says it."""

    record_id: int
    other: Shown
    reason: str
    weight: float
    fields: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: the person as persons.parquet has it, its records, and the `chain` that holds them together.

    `parts` has more than one list only when no written link holds the records together. `left_out` and
    `review_left_out` count what was asked not to be shown.
    """

    asked: int
    person: dict[str, Any]
    records: tuple[Shown, ...]
    left_out: int
    chain: tuple[Joined, ...]
    links_left_out: int
    parts: tuple[tuple[int, ...], ...]
    matches: tuple[Match, ...]
    members: tuple[Row, ...]
    review: tuple[Apart, ...]
    review_left_out: int
    decisions: tuple[Decision, ...]


MatchLine = tuple[int, str, str, str, float]
"""record_id, member_id, rule, strength, weight."""
Doubt = tuple[int, int, str, float]
"""Own record, other record, reason, weight."""


def joined(link: Link, rows: Mapping[int, Row], members: Mapping[str, Sequence[Row]]) -> Joined:
    """A link with its legs."""
    left, right = rows[link.left], rows[link.right]
    legs: tuple[Leg, ...] = () if link.rule == DECISION else (_leg(left, right, link.rule),)
    if link.via is not None:
        legs = _by_way(link, left, right, members.get(link.via, ()))
    return Joined(link.left, link.right, link.rule, link.strength, link.weight, link.via, legs)


def _leg(left: Row, right: Row, rule: str) -> Leg:
    fields = tuple(compare(word, left, right) for word in rule.split("+"))
    return Leg(left.locator, right.locator, rule, all(one.equal for one in fields), fields)


def _by_way(link: Link, left: Row, right: Row, members: Sequence[Row]) -> tuple[Leg, ...]:
    """Two legs over the master row that meets both rules best (an id may stand in several rows)."""
    legs = [(_leg(left, one, link.rules[0]), _leg(one, right, link.rules[-1])) for one in members]
    return max(legs, key=lambda pair: sum(map(_equal, pair)), default=())


def _equal(leg: Leg) -> int:
    return sum(bool(one.equal) for one in leg.fields)


def match(line: MatchLine, rows: Mapping[int, Row], members: Mapping[str, Sequence[Row]]) -> Match:
    """A line of matches.parquet with its leg."""
    record, member, rule, _, _ = line
    legs = [_leg(rows[record], row, rule) for row in members.get(member, ())]
    return Match(*line, max(legs, key=_equal, default=None))


def apart(doubt: Doubt, places: Mapping[int, Place], rows: Mapping[int, Row]) -> Apart:
    """A line of review.parquet with the fields that its reason names."""
    mine, other, reason, weight = doubt
    words = [word for part in reason.split("; ") for word in part.partition(": ")[2].split("+")]
    fields = tuple(compare(word, rows[mine], rows[other]) for word in words if word and word != "nothing")
    return Apart(mine, Shown(other, places[other].person_id, rows[other]), reason, weight, fields)
