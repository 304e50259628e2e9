"""`decide`: a person's verdict on two records, kept in the ledger. It outranks every rule and survives every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tenmatsu.case.verbs import locate
from tenmatsu.case.verbs.folder import result_folder
from tenmatsu.errors import InputError, LocatorError
from tenmatsu.model import Decision, Verdict
from tenmatsu.store.ledger import Ledger
from tenmatsu.store.verdicts import read_verdicts


@dataclass(frozen=True, slots=True)
class Decided:
    """What was appended, and how many verdicts stand now; the next investigate applies them."""

    decisions: tuple[Decision, ...]
    standing: int


def decide(
    case: Path, left: str | int, right: str | int, verdict: str | Verdict, *, by: str, note: str = "",
    when: datetime | None = None,
) -> Decided:  # fmt: skip
    """Say that two records are the same person, different persons, or that it cannot be told.

    `left` and `right` are record numbers or locators; a person's number means its first record. Stored as locators, so
    that a verdict outlives every numbering. InputError and LocatorError say what is wrong with the arguments.
    """
    result = result_folder(case)
    if not by.strip():
        raise InputError("nobody is named who decided; give --by NAME")
    try:
        word = Verdict(verdict)
    except ValueError as error:
        raise InputError(f"a verdict is one of {', '.join(Verdict)}; none of these was given") from error
    ends = [locate.find(case, result, str(one), what=what) for one, what in ((left, "LEFT"), (right, "RIGHT"))]
    one, other = (end.locator for end in ends)
    if one == other:
        raise InputError("LEFT and RIGHT are the same record; a verdict needs two")
    return _append(case, [Decision(one, other, word, by.strip(), when or datetime.now(UTC), note)])


def decide_from(case: Path, file: Path, *, by: str = "") -> Decided:
    """All verdicts of a CSV file (left, right, verdict, by, note), or none when one of them cannot be used."""
    result = result_folder(case)
    given = read_verdicts(file, by=by.strip())
    if not given:
        raise InputError(f"{file}: no row has a verdict; write same, different or unsure in the column verdict")
    return _append(case, [_placed(case, result, one, file) for one in given])


def _placed(case: Path, result: Path, one: Decision, file: Path) -> Decision:
    """The decision with its locators as the result writes them."""
    try:
        ends = [locate.find(case, result, text, what=what) for text, what in ((one.left, "left"), (one.right, "right"))]
    except LocatorError as error:
        raise InputError(f"{file}: {error}") from error
    if ends[0] == ends[1]:
        raise InputError(f"{file}: left and right of a row are the same record; a verdict needs two")
    return replace(one, left=ends[0].locator, right=ends[1].locator)


def _append(case: Path, decisions: Sequence[Decision]) -> Decided:
    with Ledger(case) as ledger:
        ledger.decide(*decisions)
        standing = len(ledger.decisions())
    return Decided(tuple(decisions), standing)
