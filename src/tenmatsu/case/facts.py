"""facts.csv: what the ways out say beside the register, each with its source; the law reads them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tenmatsu.case.residence import residence_facts
from tenmatsu.errors import CaseError
from tenmatsu.law.from_register import facts_of
from tenmatsu.model import Fact

NAME = "facts.csv"
FIELDS = ("name", "value", "source", "by", "recorded", "at", "note")


def write_facts(facts: Iterable[Fact], to: Path) -> None:
    """Write the facts at `to`, in their order; days and times in ISO form."""
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        for one in facts:
            at = one.at.isoformat() if one.at else ""
            writer.writerow((one.name, one.value, one.source, one.by, one.recorded.isoformat(), at, one.note))


def read_facts(result: Path) -> list[Fact]:
    """The facts in the folder of a result; none where it has none."""
    path = result / NAME
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_fact(row) for row in csv.DictReader(file)]


def register_facts(result: Path) -> list[Fact]:
    """All that a result says as facts: the counts of summary.json, facts.csv, hints of residence; none without one."""
    path = result / "summary.json"
    if not path.is_file():
        return []
    try:
        summary = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise CaseError(f"{path}: not as tenmatsu writes it; run `tenmatsu investigate` again") from error
    recorded = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return [*facts_of(summary, recorded), *read_facts(result), *residence_facts(result, recorded)]


def _fact(row: dict[str, str]) -> Fact:
    at = datetime.fromisoformat(row["at"]) if row["at"] else None
    day = at.date() if at and len(row["at"]) == len("2016-06-14") else at
    recorded = datetime.fromisoformat(row["recorded"])
    return Fact(row["name"], row["value"], row["source"], row["by"], recorded, day, None, row["note"])
