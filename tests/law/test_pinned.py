"""Every threshold, length and day of force in every rule is held in place by a worked example on each side of it.

Each number and date of a rule file is moved by one, each way of counting is turned round; at least one example must
then come out wrong, or the loader must refuse the rule.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tenmatsu.law.rule import Rule
from tenmatsu.law.rule_check import rule_faults
from tenmatsu.law.trial import try_one
from tenmatsu.law.trial_file import read

HERE = Path(__file__).parent
TODAY = date(2026, 11, 25)
FOLDER = Path(str(files("tenmatsu.law"))) / "rules"
LOOSE = {("cn_incident_reporting", ("applies", "at_least"))}
"""Whoever lives in China: the threshold of the situation lies a million above it."""
TURNED = {"counted": "not counted", "not counted": "counted", "open": "counted"}

Place = tuple[str | int, ...]


def others() -> list[tuple[str, Any, Any]]:
    entries = tomllib.loads((HERE / "examples.toml").read_text("utf-8"))["example"]
    listed = [(str(one["regime"]), one["given"], one["expect"]) for one in entries]
    return listed + [(str(one["given"]["regime"]), one["given"], one["expect"]) for one in read(HERE / "others.yaml")]


def moved(tree: Any, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Every place of a rule file with another value for it (None: left out)."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key not in ("example", "cites", "pending", "number", "always", "given"):
                yield from moved(value, (*place, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from moved(value, (*place, index))
    elif isinstance(tree, int):
        yield from ((place, tree + step) for step in (1, -1))
    elif isinstance(tree, date):
        yield from ((place, tree + timedelta(days=step)) for step in (1, -1))
    elif place[-1] in ("roll", "judge"):
        yield place, None
    elif place[-1] == "day_one":
        yield place, TURNED[tree]


def changed(tree: Any, place: Place, value: object) -> Any:
    found = copy.deepcopy(tree)
    inner = found
    for step in place[:-1]:
        inner = inner[step]
    if value is None:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return found


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.toml")), ids=lambda path: f"{path.parent.name}_{path.stem}")
def test_every_number_and_date_of_a_rule_is_pinned_by_an_example(path: Path) -> None:
    name = f"{path.parent.name}_{path.stem}"
    tree = tomllib.loads(path.read_text("utf-8"))
    examples = [(one["given"], one["expect"]) for one in tree["example"]]
    examples += [(given, expect) for regime, given, expect in others() if regime == name]
    loose = []
    for place, value in moved(tree):
        rule = msgspec.convert({**changed(tree, place, value), "id": name}, Rule)
        if next(rule_faults(rule), None) or any(try_one(rule, given, expect, TODAY)[0] for given, expect in examples):
            continue
        if (name, place) not in LOOSE:
            loose.append((place, value))
    assert loose == []
