"""What is true of a rehearsal made of tables, counted from its plan: the answer key beside `truth.parquet`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from tenmatsu.rehearsal import answer
from tenmatsu.rehearsal.plan import Plan
from tenmatsu.rehearsal.scenario import Figures, Scenario
from tenmatsu.rehearsal.words import text_of


def write(
    folder: Path,
    scenario: Scenario,
    figures: Figures,
    whole: Plan,
    tally: answer.Tally,
    unread: list[tuple[str, str]],
    nothing: list[tuple[str, str]],
) -> None:
    """members.parquet, columns.csv, unread.csv, nothing.csv and summary.json in `folder`."""
    register = whole.register
    pl.DataFrame({"member_id": text_of(register.number, 10), "person": register.owner.astype(np.int64)}).write_parquet(
        folder / "members.parquet"
    )
    answer.columns(folder / "columns.csv", scenario.files)
    answer.pairs(folder / "unread.csv", ("item", "why"), unread)
    answer.pairs(folder / "nothing.csv", ("item", "what"), nothing)
    answer.write_json(folder / "summary.json", summary(scenario, figures, whole, tally, unread))


def summary(
    scenario: Scenario, figures: Figures, whole: Plan, tally: answer.Tally, unread: list[tuple[str, str]]
) -> dict[str, object]:
    """The true counts. `members` counts exposed persons; `registrations` counts rows of the master."""
    register = whole.register
    row_exposed = whole.exposed[register.owner]
    matched = int((register.first[whole.exposed] >= 0).sum())
    persons = int(whole.exposed.sum())
    at = np.searchsorted(whole.file, np.arange(len(scenario.files) + 1))
    inbound = whole.exposed[whole.people.domestic :].sum()
    return {
        "records": len(whole.owner),
        "persons": persons,
        "items": tally.items(),
        "members": {"matched": matched, "unmatched": persons - matched},
        "registrations": {"rows": len(register.owner), "affected": int(row_exposed.sum())},
        "segments": {
            "サービス": _segment(whole, register.service, scenario.services, row_exposed),
            "提携先": _segment(whole, register.partner, scenario.partners, row_exposed),
        },
        "inbound": int(inbound),
        "passports": {
            "distinct": len(whole.passports.issued),
            "valid_as_of": whole.passports.valid_on(scenario.brief.as_of),
        },
        "files": {layout.item: int(at[number + 1] - at[number]) for number, layout in enumerate(scenario.files)},
        "unread": [item for item, _ in unread],
        "rule_of_validity": "T…: 10 years from the day of issue, M…: 5 years; valid through that day",
    }


def _segment(whole: Plan, code: np.ndarray, words: tuple[str, ...], row_exposed: np.ndarray) -> dict[str, int]:
    """Exposed persons by a column of the master; a person with several registrations counts in each."""
    owner = whole.register.owner
    return {
        word: len(np.unique(owner[row_exposed & (code == at)]))
        for at, word in enumerate(words)
        if word and bool((row_exposed & (code == at)).any())
    }
