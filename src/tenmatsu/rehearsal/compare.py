"""The result of an affair beside its answer: how many persons, who, how sure, and with which items.

Reads `answer/summary.json` and `answer/exposed.csv` (see `tenmatsu.rehearsal.affair`), `result/summary.json` and
`result/persons.parquet`. Persons are compared by name (without spaces), or by the mail address that is their `id` where
the evidence holds no names; namesakes count as often as they come.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tenmatsu.errors import CaseError

WIDEST = 0.03
"""How wide the interval may be, as a share of the persons; one person is always allowed."""

MISREAD = 0.01
"""The share of persons whose name may be cut wrongly in running text; among fewer than a hundred nobody's may."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`said` and `true` are persons as summary.json has them; `sure` and `items` pair what was said with the truth.
    `missing` and `strange` count persons that were not found, and found but not exposed."""

    said: Mapping[str, int | None]
    true: int | None
    sure: tuple[int, int]
    items: Mapping[str, tuple[int, int]]
    missing: int
    strange: int
    met: Mapping[str, bool]

    @property
    def all_met(self) -> bool:
        """Whether every target is met."""
        return all(self.met.values())

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        return asdict(self)


def is_affair(case: Path) -> bool:
    """Whether the folder holds an affair, and not a rehearsal made of tables (which `score` measures)."""
    return (case / "answer" / "exposed.csv").is_file()


def compare(case: Path) -> Likeness:
    """Compare `case/result` with `case/answer`; CaseError when the case has not been investigated."""
    true, said = _json(case / "answer" / "summary.json"), _json(case / "result" / "summary.json")
    persons = true["persons"] if isinstance(true["persons"], int) else None
    held = said.get("items", {})
    items = {kind: (_persons(held.get(kind)), tally["persons"]) for kind, tally in true["items"].items()}
    sure = (int(said.get("certainty", {}).get("confirmed") or 0), int(true["confirmed"]))
    expected, found = _true_ones(case), _told(case, bool(true["items"].get("name")))
    missing, strange = (expected - found).total(), (found - expected).total()
    met = {
        "number of persons": _is(said["persons"], persons),
        "interval narrow enough": _narrow(said["persons"], persons),
        "the right persons": max(missing, strange) <= expected.total() * MISREAD,
        "confirmed persons": sure[0] == sure[1],
        "persons by item": all(one == other for one, other in items.values()),
    }
    return Likeness(said["persons"], persons, sure, items, missing, strange, met)


def _json(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise CaseError(f"{path} is missing: run tenmatsu investigate first") from error
    return content


def _persons(tally: object) -> int:
    return int(tally.get("persons") or 0) if isinstance(tally, Mapping) else 0


def _is(said: Mapping[str, int | None], true: int | None) -> bool:
    return said.get("best") == true and (true is None or (said["at_least"] or 0) <= true <= (said["at_most"] or 0))


def _narrow(said: Mapping[str, int | None], true: int | None) -> bool:
    """Unknown has no width; nor may a bound from above be claimed then."""
    if true is None:
        return said.get("at_most") is None
    return (said.get("at_most") or 0) - (said.get("at_least") or 0) <= max(1, true * WIDEST)


def _true_ones(case: Path) -> Counter[str]:
    with (case / "answer" / "exposed.csv").open(encoding="utf-8", newline="") as source:
        lines = list(csv.DictReader(source))
    word = "name" if any("name" in line["items"].split(";") for line in lines) else "id"
    return Counter({line["person"]: "".join(line[word].split()) for line in lines}.values())


def _told(case: Path, named: bool) -> Counter[str]:
    path = case / "result" / "persons.parquet"
    if not path.is_file():
        return Counter()
    people = pl.read_parquet(path)
    word = "email" if not named and "email" in people.columns else "name"
    return Counter("".join((text or "").split()) for text in people[word])
