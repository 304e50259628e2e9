"""The result of a case beside the answer key of its rehearsal: what was found, what was not, and which targets are met.

Reads `result/records.parquet` (item, row, person_id, member_id), `result/columns.csv` (item, position, header, kind),
`result/summary.json` and `result/unread.csv` (item), and all of `answer/`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tenmatsu.errors import CaseError
from tenmatsu.rehearsal.agreement import Agreement, agreement

TARGETS = {"clean": (0.998, 0.96), "base": (0.998, 0.96), "noisy": (0.997, 0.93)}
"""Noise → least precision and recall by pairs."""
WIDEST_CLEAN = 0.03
WITH_HEADER, WITHOUT_HEADER = 0.99, 0.95
NEAR = 0.05
"""How far the counts of persons by item and by segment may lie from the truth."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Columns typed right, of those with and without a header; `wrong` lists item, position, header, kind, found."""

    with_header: float
    without_header: float
    wrong: tuple[tuple[str, int, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The comparison. `interval` is (at_least, best, at_most); `off` holds the relative error of counts by name."""

    agreement: Agreement
    interval: tuple[int, int, int]
    inside: bool
    width: float
    best_error: float
    typing: Typing
    passports: dict[str, tuple[int, int]]
    members: tuple[int, int]
    off: dict[str, float]
    unread_missing: tuple[str, ...]
    unread_unexpected: tuple[str, ...]
    noise: str
    met: dict[str, bool] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        return asdict(self)

    @property
    def all_met(self) -> bool:
        """Whether every target is met."""
        return all(self.met.values())


def score(case: Path) -> Score:
    """Compare `case/result` with `case/answer`. CaseError when one of the files that this needs is not there."""
    answer, result = case / "answer", case / "result"
    true, said = _json(answer / "summary.json", "this is no rehearsal"), _json(result / "summary.json", INVESTIGATE)
    noise = str(_json(answer / "asked.json", "this is no rehearsal").get("noise", "base"))
    records = _there(result / "records.parquet", INVESTIGATE)
    if not (answer / "truth.parquet").exists() and (answer / "exposed.csv").exists():
        raise CaseError(f"{case}: this rehearsal has no records to score; its persons stand in answer/exposed.csv")
    agreed = agreement(_there(answer / "truth.parquet", "this is no rehearsal"), answer / "members.parquet", records)
    persons = _mapping(said.get("persons"))
    low, best, high = (_whole(persons.get(word)) for word in ("at_least", "best", "at_most"))
    missing, unexpected = _unread(answer / "unread.csv", result / "unread.csv")
    found = Score(
        agreement=agreed,
        interval=(low, best, high),
        inside=low <= agreed.persons <= high,
        width=(high - low) / agreed.persons,
        best_error=best / agreed.persons - 1,
        typing=_typing(answer / "columns.csv", result / "columns.csv"),
        passports=_passports(true, said),
        members=(_matched(said), _matched(true)),
        off=_off(true, said),
        unread_missing=missing,
        unread_unexpected=unexpected,
        noise=noise,
    )
    found.met.update(_met(found))
    return found


INVESTIGATE = "run tenmatsu investigate first"


def _met(one: Score) -> dict[str, bool]:
    precision, recall = TARGETS.get(one.noise, TARGETS["base"])
    met = {
        "every record found": one.agreement.found == one.agreement.records,
        "nothing found that is no record": one.agreement.extra == 0,
        f"precision at least {precision}": one.agreement.precision >= precision,
        f"recall at least {recall}": one.agreement.recall >= recall,
        "true count inside the interval": one.inside,
        f"columns with header right, at least {WITH_HEADER}": one.typing.with_header >= WITH_HEADER,
        f"columns without header right, at least {WITHOUT_HEADER}": one.typing.without_header >= WITHOUT_HEADER,
        "unread files named": not one.unread_missing,
    }
    if one.noise == "clean":
        met[f"interval at most {WIDEST_CLEAN} wide"] = one.width <= WIDEST_CLEAN
    if one.passports["distinct"][1]:
        met["passports counted"] = one.passports["distinct"][0] == one.passports["distinct"][1]
        met["valid passports counted"] = one.passports["valid_as_of"][0] == one.passports["valid_as_of"][1]
    for group in ("segment", "item"):
        errors = [abs(off) for name, off in one.off.items() if name.startswith(group)]
        if errors:
            met[f"counts by {group} within {NEAR}"] = max(errors) <= NEAR
    return met


def _there(path: Path, advice: str) -> Path:
    if not path.is_file():
        raise CaseError(f"{path} is missing: {advice}")
    return path


def _json(path: Path, advice: str) -> dict[str, Any]:
    try:
        content = json.loads(_there(path, advice).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise CaseError(f"{path} is not valid JSON: {advice}") from error
    return _mapping(content)


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _whole(value: object) -> int:
    """A number, or the best of {best, at_least, at_most} or {persons}."""
    if isinstance(value, Mapping):
        return _whole(next((value[word] for word in ("persons", "best", "matched") if word in value), 0))
    return int(value) if isinstance(value, int | float) else 0


def _matched(summary: Mapping[str, Any]) -> int:
    return _whole(_mapping(summary.get("members")).get("matched"))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def _item(row: Mapping[str, str]) -> str:
    return row.get("item", "").removeprefix("evidence/")


def _typing(answer: Path, result: Path) -> Typing:
    said = {(_item(row), row.get("position", "")): row.get("kind", "") for row in _rows(result)}
    right: dict[bool, list[bool]] = {True: [], False: []}
    wrong = []
    for row in _rows(answer):
        kind = said.get((row["item"], row["position"]), "")
        right[bool(row["header"])].append(kind in row["kind"].split("|"))
        if kind not in row["kind"].split("|"):
            wrong.append((row["item"], int(row["position"]), row["header"], row["kind"], kind))
    shares = {headed: sum(hits) / len(hits) if hits else 1.0 for headed, hits in right.items()}
    return Typing(shares[True], shares[False], tuple(wrong))


def _passports(true: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """{word: (said, true)}."""
    mine, theirs = _mapping(said.get("passports")), _mapping(true.get("passports"))
    return {word: (_whole(mine.get(word)), _whole(theirs.get(word))) for word in ("distinct", "valid_as_of")}


def _off(true: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, float]:
    """Relative error of persons by segment and by item; -1 where a count is missing."""
    out = {}
    counts = dict(_leaves(said.get("segments")))
    for value, number in _leaves(true.get("segments")):
        out[f"segment {value}"] = counts.get(value, 0) / number - 1 if number else 0.0
    mine = _mapping(said.get("items"))
    for kind, number in _mapping(true.get("items")).items():
        persons = _whole(_mapping(number).get("persons"))
        out[f"item {kind}"] = _whole(_mapping(mine.get(kind)).get("persons")) / persons - 1 if persons else 0.0
    return out


def _leaves(value: object) -> Iterator[tuple[str, int]]:
    """Segment values and their persons: {column: {value: n}}, {value: n}, or a list of {value, persons}."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if (isinstance(inner, Mapping) and not {"best", "persons"} & set(inner)) or isinstance(inner, list):
                yield from _leaves(inner)
            else:
                yield str(name), _whole(inner)
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, Mapping) and "value" in one:
                yield str(one["value"]), _whole(one.get("persons", one.get("count", 0)))


def _unread(answer: Path, result: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Expected and not named; named and not expected. A member of an unreadable archive names the archive."""
    expected = {row["item"] for row in _rows(answer)}
    named = {_item(row) for row in _rows(result)}
    outer = {above for item in named for above in _with_containers(item)}
    strange = {item for item in named if not expected & _with_containers(item)}
    return tuple(sorted(expected - outer)), tuple(sorted(strange))


def _with_containers(item: str) -> set[str]:
    """`a.img!b.zip!c.csv` and the containers that it lies in: `a.img!b.zip`, `a.img`."""
    parts = item.split("!")
    return {"!".join(parts[:at]) for at in range(1, len(parts) + 1)}
