"""The noun of a small rehearsal: an affair, told by a function that writes its evidence, and what is true of it.

`Affair.write(into, rng)` writes evidence (and a master, logs) under the folder `into` and returns the `Truth`; from it
`tell` writes `case.toml` and the answer:

- `answer/summary.json`: `persons` (a number, or `{"at_least", "best", "at_most"}` where nobody can know), `confirmed`,
  `items` {kind: {persons}}, `published` (the figures of the account), `says` (what the public has to hear, ja and en);
- `answer/exposed.csv`: `person`, `id`, `name`, `items` (kinds, joined by `;`), `certainty`: one line for each person
  and certainty, so that what is confirmed stands apart from what is possible;
- `answer/nothing.csv`: files that show nobody; `answer/asked.json`: name, scale, seed and noise as asked.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tenmatsu.model import Brief, Certainty
from tenmatsu.rehearsal.answer import pairs, write_json
from tenmatsu.rehearsal.brief import case_toml
from tenmatsu.rehearsal.cast import Person

NOBODY_KNOWS: Mapping[str, int | None] = {"at_least": 0, "best": None, "at_most": None}


@dataclass(frozen=True, slots=True)
class Exposed:
    """What of one person came out. `id` is the number that the organisation gave the person, where there is one."""

    person: Person
    items: tuple[str, ...]
    certainty: Certainty = Certainty.POSSIBLE
    id: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of an affair. `published` holds the figures of the account by what they count."""

    brief: Brief
    exposed: tuple[Exposed, ...]
    published: Mapping[str, int | str | None]
    nothing: tuple[tuple[str, str], ...] = ()
    known: bool = True
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def persons(self) -> int | Mapping[str, int | None]:
        """How many persons, or that nobody can know."""
        return len({one.person.number for one in self.exposed}) if self.known else NOBODY_KNOWS


@dataclass(frozen=True, slots=True)
class Affair:
    """A rehearsal of its published size. `says` tells it as the public would need to hear it, by language (ja, en)."""

    name: str
    title: str
    says: Mapping[str, str]
    write: Callable[[Path, np.random.Generator], Truth]


def tell(affair: Affair, into: Path, seed: int) -> Truth:
    """Write evidence, case.toml and answer of an affair into a folder that is there; the same seed, the same bytes."""
    truth = affair.write(into, np.random.default_rng([seed, *affair.name.encode()]))
    (into / "case.toml").write_text(case_toml(truth.brief), encoding="utf-8")
    answer = into / "answer"
    _exposed(answer / "exposed.csv", truth.exposed)
    pairs(answer / "nothing.csv", ("item", "what"), truth.nothing)
    write_json(answer / "summary.json", summary(affair, truth))
    return truth


def summary(affair: Affair, truth: Truth) -> dict[str, object]:
    """The true counts, as summary.json has them."""
    sure = {one.person.number for one in truth.exposed if one.certainty is Certainty.CONFIRMED}
    kinds = sorted({kind for one in truth.exposed for kind in one.items})
    return {
        "persons": truth.persons,
        "confirmed": len(sure),
        "items": {kind: {"persons": _holding(truth.exposed, kind)} for kind in kinds},
        "published": dict(truth.published),
        "says": dict(affair.says),
        "unread": [],
        **truth.more,
    }


def _holding(exposed: Iterable[Exposed], kind: str) -> int:
    return len({one.person.number for one in exposed if kind in one.items})


def _exposed(path: Path, exposed: Iterable[Exposed]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("person", "id", "name", "items", "certainty"))
        for one in exposed:
            who = one.person
            rows.writerow((who.number, one.id, who.name, ";".join(one.items), one.certainty.value))


def table(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]], encoding: str = "cp932") -> None:
    """A delimited file as a program of the office exports it: CR LF, quotes where needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, lineterminator="\r\n").writerows([tuple(header), *rows])
