"""Hints of where persons live, as facts: postal country, calling code, nationality; never proof of residence.

A hint opens the duties of a place (unknown, which frees nobody) and closes none; what a person states about residence
stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tenmatsu.law.facts import HINT
from tenmatsu.model import Fact

WORDS = {
    "address": ("住所", "address"),
    "phone": ("電話の国番号", "calling code"),
    "country": ("国の欄", "column of countries"),
    "nationality": ("国籍", "nationality"),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A place that the data of some persons point to: how many in all, and how many by what."""

    place: str
    persons: int
    by: tuple[tuple[str, int], ...]


def facts_of_hints(hints: Iterable[Hint], recorded: datetime, source: str) -> list[Fact]:
    """One fact for each place abroad: `residents_hint.FR=23`, with what points there."""
    return [
        Fact(f"{HINT}.{one.place}", str(one.persons), source, "register", recorded, note=note_of(one))
        for one in sorted(hints, key=lambda one: (-one.persons, one.place))
        if one.place != "JP" and one.persons
    ]


def note_of(hint: Hint) -> str:
    """`住所 3人、国籍 21人（手掛かりであり、居住の証明ではない）`."""
    parts = "、".join(f"{WORDS[sort][0]} {count:,}人" for sort, count in hint.by if count)
    return f"{parts}（手掛かりであり、居住の証明ではない）"
