"""`why`: the records of a person, and for every join the values on both sides, as written and as compared.

Enough is shown for a reader who trusts nothing: each record as it stands in its source, the normal form of each value,
and for each link and each field of its rule what stands left and right and whether the two are equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tenmatsu.case.story import brief_of
from tenmatsu.case.verbs import chain, locate
from tenmatsu.case.verbs.chain import Link
from tenmatsu.case.verbs.fields import Compared, agreeing, compare
from tenmatsu.case.verbs.folder import result_folder
from tenmatsu.case.verbs.kept import Row
from tenmatsu.case.verbs.locate import Place
from tenmatsu.case.verbs.sources import Sources
from tenmatsu.model import Decision, Verdict
from tenmatsu.store.ledger import Ledger

DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Shown:
    """A record: where it stands, as written, and in normal form."""

    record_id: int
    person_id: int
    row: Row


@dataclass(frozen=True, slots=True)
class Leg:
    """Two rows that meet a rule directly: record and record, or record and master row. Locators name them."""

    left: str
    right: str
    rule: str
    fields: tuple[Compared, ...]

    @property
    def holds(self) -> bool:
        """Every field that the rule names is equal on both sides."""
        return all(one.equal for one in self.fields)


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
    """The answer. `parts` has more than one list only when no written link holds the records together."""

    asked: int
    person: dict[str, Any]
    records: tuple[Shown, ...]
    left_out: int
    chain: tuple[Joined, ...]
    parts: tuple[tuple[int, ...], ...]
    matches: tuple[Match, ...]
    members: tuple[Row, ...]
    review: tuple[Apart, ...]
    review_left_out: int
    decisions: tuple[Decision, ...]


def why(case: Path, record: str | int, *, most: int | None = None) -> Why:
    """Why the records of a person were taken for one; `record` is a number or `item#row=17` of any of them.

    `most` bounds the records, links and pairs that are shown in full (`left_out` says how many are not); None shows
    all. CaseError, InputError and LocatorError say what the user can mend.
    """
    result = result_folder(case)
    brief = brief_of(case)
    asked = locate.find(case, result, str(record))
    places = locate.of_person(result, asked.person_id)
    ids = [one.record_id for one in places]
    decisions = _decisions(case, places)
    tree, parts = chain.spanning(ids, [*chain.links_of(result, ids), *_verdicts(decisions, places)])
    shown = _first(places, asked, most)
    tree = tree[:most]
    matches = _matches(result, [one.record_id for one in shown])
    doubts = _doubts(result, ids)
    others = locate.places(result, {other for _, other, _, _ in doubts[:most]})
    known = {one.record_id: one for one in (*places, *others.values())}
    needed = {one.record_id for one in (*shown, *others.values())}
    needed |= {end for one in tree for end in (one.left, one.right)}
    needed |= {mine for mine, *_ in doubts[:most]}
    sources = Sources(case, brief)
    rows = sources.rows([known[one] for one in sorted(needed)])
    members = sources.members({one.via for one in tree if one.via} | {one[1] for one in matches})
    return Why(
        asked.record_id, _person(result, asked.person_id),
        tuple(Shown(one.record_id, one.person_id, rows[one.record_id]) for one in shown), len(places) - len(shown),
        tuple(_joined(one, rows, members) for one in tree), tuple(tuple(part) for part in parts),
        tuple(_match(one, rows, members) for one in matches), tuple(members),
        tuple(_apart(one, known, rows) for one in doubts[:most]), len(doubts) - len(doubts[:most]), tuple(decisions),
    )  # fmt: skip


def _first(places: Sequence[Place], asked: Place, most: int | None) -> list[Place]:
    """The first records of a person, and always the one that was asked for."""
    if most is None or len(places) <= most:
        return list(places)
    kept = list(places[:most])
    return kept if asked in kept else [*kept[:-1], asked]


def _person(result: Path, person: int) -> dict[str, Any]:
    path = result / "persons.parquet"
    found = pl.scan_parquet(path, glob=False).filter(pl.col("person_id") == person).collect().to_dicts()
    return (
        {key: value for key, value in found[0].items() if value not in (None, [])} if found else {"person_id": person}
    )


def _decisions(case: Path, places: Sequence[Place]) -> list[Decision]:
    """The standing verdicts that name a record of the person."""
    mine = {one.locator for one in places}
    with Ledger(case) as ledger:
        return [one for one in ledger.decisions() if one.left in mine or one.right in mine]


def _verdicts(decisions: Iterable[Decision], places: Sequence[Place]) -> list[Link]:
    """Verdicts *same* between two records of the person, as links."""
    mine = {one.locator: one.record_id for one in places}
    return [
        Link(mine[one.left], mine[one.right], DECISION, one.by, None)
        for one in decisions
        if one.verdict is Verdict.SAME and one.left in mine and one.right in mine
    ]


def _matches(result: Path, ids: Sequence[int]) -> list[tuple[int, str, str, str, float]]:
    path = result / "matches.parquet"
    if not path.is_file():
        return []
    found = pl.scan_parquet(path, glob=False).filter(pl.col("record_id").is_in(list(ids)))
    columns = ("record_id", "member_id", pl.col("rule").cast(pl.String), "strength", "weight")
    return found.select(*columns).collect().sort("record_id", "weight", descending=[False, True]).rows()


def _doubts(result: Path, ids: Sequence[int]) -> list[tuple[int, int, str, float]]:
    """Pairs in review of which one record is the person's: (own, other, reason, weight), closest first."""
    path = result / "review.parquet"
    if not path.is_file():
        return []
    either = pl.col("record_a").is_in(list(ids)) | pl.col("record_b").is_in(list(ids))
    found = pl.scan_parquet(path, glob=False).filter(either).sort("weight", descending=True).collect()
    mine = set(ids)
    rows = found.select("record_a", "record_b", "reason", "weight").iter_rows()
    return [(a, b, reason, weight) if a in mine else (b, a, reason, weight) for a, b, reason, weight in rows]


def _leg(left: Row, right: Row, rule: str) -> Leg:
    fields = () if rule == DECISION else tuple(compare(word, left, right) for word in rule.split("+"))
    return Leg(left.locator, right.locator, rule, fields)


def _joined(link: Link, rows: dict[int, Row], members: Sequence[Row]) -> Joined:
    left, right = rows[link.left], rows[link.right]
    legs: tuple[Leg, ...]
    if link.via is None:
        legs = (_leg(left, right, link.rule),)
    else:
        legs = _by_way(link, left, right, [one for one in members if one.member_id == link.via])
    return Joined(link.left, link.right, link.rule, link.strength, link.weight, link.via, legs)


def _by_way(link: Link, left: Row, right: Row, members: Sequence[Row]) -> tuple[Leg, ...]:
    """Two legs over the master row that meets both rules (an id may stand in several rows), else over the best one."""
    legs = [(_leg(left, one, link.rules[0]), _leg(one, right, link.rules[-1])) for one in members]
    return max(legs, key=lambda pair: sum(bool(field.equal) for leg in pair for field in leg.fields), default=())


def _match(one: tuple[int, str, str, str, float], rows: dict[int, Row], members: Sequence[Row]) -> Match:
    record, member, rule, _, _ = one
    legs = [_leg(rows[record], row, rule) for row in members if row.member_id == member]
    best = max(legs, key=lambda leg: sum(bool(field.equal) for field in leg.fields), default=None)
    return Match(*one, best)


def _apart(doubt: tuple[int, int, str, float], known: dict[int, Place], rows: dict[int, Row]) -> Apart:
    mine, other, reason, weight = doubt
    left, right = rows[mine], rows[other]
    words = [word for part in reason.split("; ") for word in part.partition(": ")[2].split("+")]
    fields = tuple(compare(word, left, right) for word in words if word and word != "nothing")
    return Apart(mine, Shown(other, known[other].person_id, right), reason, weight, fields)


__all__ = ["Apart", "Joined", "Leg", "Match", "Shown", "Why", "agreeing", "why"]
