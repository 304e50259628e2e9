"""The funnel of a case: files → records (件) → persons (人) → found in the master → passports → what was not read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tenmatsu.documents.result import Certain, Interval, RuledOut, summary, tables
from tenmatsu.documents.spoken import sentences
from tenmatsu.documents.words import Lang
from tenmatsu.model import Count, Unit

LANGS: tuple[Lang, ...] = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Funnel:
    """The figures of `summary.json` in the order in which they are told; None is unknown, which is not zero.

    `records` are 件, `persons`, `matched`, `unmatched` and `passport_holders` are 人; `affected` (those of the exposed
    persons) and `of_master` (all) are rows (件) of the master; `passports`, `passports_valid` count distinct numbers,
    valid on `as_of`; `listed` is the number of persons in `persons.parquet`; `review` counts pairs of records, `unread`
    items.
    """

    files: int
    records: int
    persons: Count | None
    certainty: Certain | None
    ruled_out: RuledOut | None
    listed: int
    matched: int | None
    unmatched: int | None
    affected: int | None
    of_master: int | None
    passports: int | None
    passports_valid: int | None
    passport_holders: int | None
    as_of: str
    unread: int
    review: int
    said: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    """The result in sentences, by language."""


def funnel(result: Path) -> Funnel:
    """The funnel of the result folder; InputError when there is no result in it."""
    known = summary(result)
    with tables(result) as connection:
        listed = int(connection.execute("select count(*) from persons").fetchall()[0][0])
        pairs = int(connection.execute("select count(*) from review").fetchall()[0][0])
    members, passports, persons = known.members, known.passports, known.persons
    return Funnel(
        files=len(known.inputs) if known.files is None else known.files,
        records=known.records,
        persons=_count(persons),
        certainty=known.certainty,
        ruled_out=known.ruled_out,
        listed=listed,
        matched=members.matched if members else None,
        unmatched=members.unmatched if members else None,
        affected=members.affected if members else None,
        of_master=members.of_master if members else None,
        passports=passports.distinct if passports else None,
        passports_valid=passports.valid_as_of if passports else None,
        passport_holders=passports.persons_with if passports else None,
        as_of=known.as_of or "",
        unread=max(known.unread, len(unread(result))),
        review=pairs if known.review is None else known.review,
        said={lang: (*sentences(known, lang), *noted(result, lang)) for lang in LANGS},
    )


NOTED: Mapping[str, Mapping[Lang, str]] = {
    "other_matters": {"ja": "{said}。", "en": "As recorded in facts.csv: {said}"},
    "not_counted": {
        "ja": "人数に数えていないもの: {said}。",
        "en": "Left out of the count, as recorded in facts.csv: {said}",
    },
}
"""Facts of the ways out that are told with the figures; their words are Japanese."""


def noted(result: Path, lang: Lang) -> list[str]:
    """What the ways out say beside the figures, each once; none without facts.csv."""
    path = result / "facts.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row.get("name") in NOTED]
    return list(dict.fromkeys(NOTED[row["name"]][lang].format(said=row["value"].rstrip("。")) for row in rows))


def _count(persons: Interval) -> Count | None:
    if persons.best is None or persons.at_most is None:
        return None
    return Count(Unit.PERSONS, persons.best, persons.at_least, persons.at_most, "persons")


def unread(result: Path) -> list[tuple[str, str, int | None]]:
    """The lines of `unread.csv`: item, reason, number of rows concerned where known."""
    path = result / "unread.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    return [(line.get("item") or "", line.get("reason") or "", _number(line.get("rows"))) for line in lines]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
