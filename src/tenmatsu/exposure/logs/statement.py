"""What a SELECT of an audit log looked at: its columns, and the values that its conditions name.

Not a parser of SQL: enough to tell the ids that a WHERE names from a look at the whole table. What it cannot bound
(LIKE, ranges, no WHERE) is said to be everything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SELECT = re.compile(r"\bselect\b(?:\s+distinct)?(?P<columns>.*?)\bfrom\b(?P<rest>.*)", re.I | re.S)
_WHERE = re.compile(r"\bwhere\b(?P<test>.*?)(?:\b(?:group|order|limit|for|offset|fetch)\b|;|$)", re.I | re.S)
_EQUAL = re.compile(r"(?:[\w.\"`]+)\s*=\s*(?:'((?:[^']|'')*)'|(\d+))")
_IN = re.compile(r"\bin\s*\(([^()]*)\)", re.I)
_VALUE = re.compile(r"'((?:[^']|'')*)'|(\d+)")


@dataclass(frozen=True, slots=True)
class Statement:
    """The values that the conditions name, the columns that were shown ('*' for all), whether nothing bounds it."""

    values: tuple[str, ...]
    columns: tuple[str, ...]
    everything: bool


def statement(sql: str) -> Statement | None:
    """What a SELECT says; None for any other statement, which shows no row."""
    plain = re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.S)
    found = _SELECT.search(plain)
    if not found:
        return None
    where = _WHERE.search(found["rest"])
    values = _values(where["test"]) if where else []
    return Statement(tuple(values), tuple(_columns(found["columns"])), not values)


def _values(test: str) -> list[str]:
    told = [one or other for one, other in _EQUAL.findall(test)]
    for listed in _IN.findall(test):
        told += [one or other for one, other in _VALUE.findall(listed)]
    return [one.replace("''", "'") for one in told]


def _columns(text: str) -> list[str]:
    names = []
    for part in re.split(r",(?![^(]*\))", text):
        bare = re.split(r"\bas\b", part.strip(), flags=re.I)[0].strip()
        names.append(bare.rsplit(".", 1)[-1].strip('"`[] ') or "*")
    return names
