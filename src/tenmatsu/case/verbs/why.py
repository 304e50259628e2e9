"""`why`: the records of a person, and for every join the values on both sides, as written and as compared.

Enough is shown for a reader who trusts nothing: each record as it stands in its source, the normal form of each value,
and for each link and each field of its rule what stands left and right and whether the two are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from tenmatsu.case.story import brief_of
from tenmatsu.case.verbs import chain, locate, reasons
from tenmatsu.case.verbs.chain import Link
from tenmatsu.case.verbs.folder import result_folder
from tenmatsu.case.verbs.kept import Row
from tenmatsu.case.verbs.locate import Place
from tenmatsu.case.verbs.reasons import DECISION, Doubt, MatchLine, Shown, Why
from tenmatsu.case.verbs.sources import REOPENED, Sources
from tenmatsu.model import Decision, Verdict
from tenmatsu.store.ledger import NAME as LEDGER
from tenmatsu.store.ledger import Ledger

T = TypeVar("T")

BATCH = 5_000
"""Persons answered at a time by `why_all`: some hundred megabytes."""


def why(case: Path, record: str | int, *, most: int | None = None) -> Why:
    """Why the records of a person were taken for one; `record` is a number or `item#row=17` of any of them.

    `most` bounds the records, links and pairs that are shown in full (`left_out` says how many are not); None shows
    all. CaseError, InputError and LocatorError say what the user can mend.
    """
    result = result_folder(case)
    asked = locate.find(case, result, str(record))
    return next(_answers(_Asked(case, result, [asked.person_id], {asked.person_id: asked.record_id}, most, REOPENED)))


def why_all(case: Path, persons: Iterable[int] | None = None) -> Iterator[Why]:
    """The same for many persons (by number; default: all of several records), from the copy made at intake."""
    result = result_folder(case)
    wanted = list(_several(result) if persons is None else persons)
    for start in range(0, len(wanted), BATCH):
        yield from _answers(_Asked(case, result, wanted[start : start + BATCH], {}, None, 0))


def _several(result: Path) -> list[int]:
    held = pl.scan_parquet(result / "persons.parquet", glob=False).filter(pl.col("n_records") > 1)
    return held.select("person_id").collect()["person_id"].to_list()


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which persons, by which of their records, how much of each, and how many rows are opened again."""

    case: Path
    result: Path
    persons: Sequence[int]
    records: dict[int, int]
    most: int | None
    reopened: int


@dataclass(frozen=True, slots=True)
class _One:
    """A person before its rows are read: what will be shown of it."""

    person: int
    asked: int
    count: int
    shown: list[Place]
    tree: list[Link]
    used: list[Link]
    parts: list[list[int]]
    matches: list[MatchLine]
    doubts: list[Doubt]
    decisions: list[Decision]


def _answers(asked: _Asked) -> Iterator[Why]:
    ones, places = _plan(asked)
    sources = Sources(asked.case, brief_of(asked.case), asked.reopened)
    most = asked.most
    needed = dict.fromkeys(
        record
        for one in ones
        for record in (
            *(place.record_id for place in one.shown),
            *(end for link in one.used for end in (link.left, link.right)),
            *(end for doubt in one.doubts[:most] for end in doubt[:2]),
        )
    )
    rows = sources.rows([places[record] for record in needed])
    ids = {link.via for one in ones for link in one.used if link.via} | {
        line[1] for one in ones for line in one.matches
    }
    members = sources.members(ids)
    persons = _persons(asked.result, asked.persons)
    for one in ones:
        yield _why(one, persons.get(one.person, {"person_id": one.person}), places, rows, members, most)


def _why(
    one: _One, person: dict[str, Any], places: dict[int, Place], rows: dict[int, Row], members: dict[str, list[Row]],
    most: int | None,
) -> Why:  # fmt: skip
    own = {link.via for link in one.used if link.via} | {line[1] for line in one.matches}
    return Why(
        asked=one.asked,
        person=person,
        records=tuple(Shown(place.record_id, one.person, rows[place.record_id]) for place in one.shown),
        left_out=one.count - len(one.shown),
        chain=tuple(reasons.joined(link, rows, members) for link in one.used),
        links_left_out=len(one.tree) - len(one.used),
        parts=tuple(tuple(part) for part in one.parts),
        matches=tuple(reasons.match(line, rows, members) for line in one.matches),
        members=tuple(row for member in sorted(own) for row in members.get(member, ())),
        review=tuple(reasons.apart(doubt, places, rows) for doubt in one.doubts[:most]),
        review_left_out=len(one.doubts) - len(one.doubts[:most]),
        decisions=tuple(one.decisions),
    )


def _plan(asked: _Asked) -> tuple[list[_One], dict[int, Place]]:
    """What will be shown of each person, and the places of all records that this needs."""
    own = locate.of_persons(asked.result, asked.persons)
    ids = [place.record_id for places in own.values() for place in places]
    home = {place.record_id: person for person, places in own.items() for place in places}
    links = _grouped(chain.links_of(asked.result, ids), home, lambda link: link.left)
    matches = _grouped(_matches(asked.result, ids), home, lambda line: line[0])
    doubts = _grouped(_doubts(asked.result, ids), home, lambda doubt: doubt[0])
    decisions = _decisions(asked.case)
    ones = []
    for person, places in own.items():
        first = asked.records.get(person, person)
        said = [one for one in decisions if {one.left, one.right} & {place.locator for place in places}]
        numbers = [place.record_id for place in places]
        tree, parts = chain.spanning(numbers, [*links.get(person, ()), *_verdicts(said, places)])
        shown = _first(places, first, asked.most)
        kept = {place.record_id for place in shown}
        mine = [line for line in matches.get(person, ()) if line[0] in kept]
        used = tree[: asked.most]
        ones.append(_One(person, first, len(places), shown, tree, used, parts, mine, doubts.get(person, []), said))
    others = locate.places(asked.result, {doubt[1] for one in ones for doubt in one.doubts} - home.keys())
    return ones, {place.record_id: place for places in own.values() for place in places} | others


def _grouped(lines: Iterable[T], home: Mapping[int, int], record: Callable[[T], int]) -> dict[int, list[T]]:
    """Lines by the person of their record, in their order."""
    found: dict[int, list[T]] = {}
    for line in lines:
        found.setdefault(home[record(line)], []).append(line)
    return found


def _first(places: Sequence[Place], asked: int, most: int | None) -> list[Place]:
    """The first records of a person, and always the one that was asked for."""
    if most is None or len(places) <= most:
        return list(places)
    kept = list(places[:most])
    if all(place.record_id != asked for place in kept):
        kept[-1] = next(place for place in places if place.record_id == asked)
    return kept


def _persons(result: Path, persons: Sequence[int]) -> dict[int, dict[str, Any]]:
    held = pl.scan_parquet(result / "persons.parquet", glob=False).filter(pl.col("person_id").is_in(list(persons)))
    rows = held.collect().iter_rows(named=True)
    return {row["person_id"]: {key: value for key, value in row.items() if value not in (None, [])} for row in rows}


def _decisions(case: Path) -> list[Decision]:
    """The standing verdicts; none where nothing was ever decided, and no ledger is made for it."""
    if not (case / LEDGER).is_file():
        return []
    with Ledger(case) as ledger:
        return ledger.decisions()


def _verdicts(decisions: Iterable[Decision], places: Sequence[Place]) -> list[Link]:
    """Verdicts *same* between two records of the person, as links."""
    mine = {one.locator: one.record_id for one in places}
    return [
        Link(mine[one.left], mine[one.right], DECISION, one.by, None)
        for one in decisions
        if one.verdict is Verdict.SAME and one.left in mine and one.right in mine
    ]


def _matches(result: Path, ids: Sequence[int]) -> list[MatchLine]:
    path = result / "matches.parquet"
    if not path.is_file():
        return []
    found = pl.scan_parquet(path, glob=False).filter(pl.col("record_id").is_in(list(ids)))
    columns = ("record_id", "member_id", pl.col("rule").cast(pl.String), "strength", "weight")
    return found.select(*columns).collect().sort("record_id", "weight", descending=[False, True]).rows()


def _doubts(result: Path, ids: Sequence[int]) -> list[Doubt]:
    """Pairs in review, once for each of their records that is among `ids`, closest first."""
    path = result / "review.parquet"
    if not path.is_file():
        return []
    either = pl.col("record_a").is_in(list(ids)) | pl.col("record_b").is_in(list(ids))
    found = pl.scan_parquet(path, glob=False).filter(either).sort("weight", descending=True).collect()
    mine = set(ids)
    rows = found.select("record_a", "record_b", "reason", "weight").iter_rows()
    both = ((a, b, c, d) for one, other, c, d in rows for a, b in ((one, other), (other, one)))
    return [doubt for doubt in both if doubt[0] in mine]
