"""What an export holds: SQL that gives its rows as text, column by column, and the words at their heads."""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from tenmatsu.documents.harmless import harmless, sql_harmless, sql_is_formula
from tenmatsu.documents.result import columns, identifier, quoted
from tenmatsu.documents.words import WORDS, word
from tenmatsu.model import NOT_PERSONAL


class Heading(NamedTuple):
    """A column of a list: its SQL, the heading, and whether it is a number (all else is text, ids and phones too)."""

    sql: str
    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the rows of `source` (SQL of a table) under `headings`; `plain` is the same for machines, unchanged.

    `title` is the segment and its value, or the name of the only list. `rows`, `persons` and `neutralised` (cells that
    get an apostrophe) are counted beforehand.
    """

    title: tuple[str, ...]
    source: str
    headings: tuple[Heading, ...]
    plain: str
    rows: int
    persons: int
    neutralised: int

    def sql(self) -> str:
        """The rows as they go into a spreadsheet, with the headings as names of the columns."""
        cells = (f"{_cell(head)} as {identifier(harmless(head.label))}" for head in self.headings)
        return f"select {', '.join(cells)} from {self.source}"


def formulas(headings: Iterable[Heading]) -> str:
    """SQL that counts the cells of a row which a spreadsheet would run."""
    return " + ".join(f"({sql_is_formula(f'({head.sql})')})::bigint" for head in headings if not head.number)


def both(key: str) -> str:
    """A heading in both languages: 氏名 / Name."""
    return f"{word(key, 'ja')} / {word(key, 'en')}"


def person_headings(connection: duckdb.DuckDBPyConnection, segments: bool) -> tuple[Heading, ...]:
    """A list of persons: the contract's columns in the order of an address list, then a column per segment name.

    A list that goes to one partner is made without the segments, which name the others.
    """
    return (
        *(Heading(f"{name}::varchar", both(f"head.{name}")) for name in person_columns(connection)),
        *(_segment_headings(connection) if segments else ()),
        Heading(_joined(_EXPOSED, "kind"), both("head.items")),
        Heading(_joined("reach", "reach"), both("head.reach")),
        Heading("n_records", both("head.n_records"), number=True),
    )


def person_columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What is needed to find and to tell a person, as far as the result has it.

    Numbers that open doors (passport, My Number, card …) stay in the result: no list of persons needs their values.
    """
    present = set(columns(connection, "persons"))
    return [name for name in PERSON if name in present]


PERSON = (
    "person_id", "member_id", "name", "kana", "romaji", "birth_date", "sex", "postcode", "address", "residence",
    "phone", "phone_2", "email", "email_2",
)  # fmt: skip
WHO = ("person_id", "member_id", "name", "kana", "romaji", "birth_date")


def register_headings(connection: duckdb.DuckDBPyConnection) -> tuple[Heading, ...]:
    """A line of the register: who, which item, by which way out, in which window, to whom, how sure."""
    who = (name for name in person_columns(connection) if name in WHO)
    return (
        *(Heading(f"{name}::varchar", both(f"head.{name}")) for name in who),
        *(Heading(_translated(*pair), both(f"head.{pair[0]}")) for pair in (("item", "kind"), ("channel", "channel"))),
        *(Heading(f"{name}::varchar", both(f"head.{name}")) for name in ("window_from", "window_to", "recipient")),
        Heading(_translated("certainty", "certainty"), both("head.certainty")),
    )


def _segment_headings(connection: duckdb.DuckDBPyConnection) -> list[Heading]:
    names = connection.execute(
        "select distinct one.name from (select unnest(segments) as one from persons) where one.name <> '' order by 1"
    ).fetchall()
    return [Heading(_values(name), name) for (name,) in names]


def _values(segment: str) -> str:
    """SQL of a person's values of one segment, side by side where there are several."""
    own = f"list_filter(segments, lambda one: one.name = {quoted(segment)})"
    values = f"list_sort(list_distinct(list_transform({own}, lambda one: one.value)))"
    return f"nullif(array_to_string({values}, '、'), '')"


def _cell(head: Heading) -> str:
    return head.sql if head.number else sql_harmless(f"({head.sql})")


_EXPOSED = f"list_filter(items, lambda one: not list_contains({sorted(NOT_PERSONAL)}, one))"


def _translated(column: str, vocabulary: str) -> str:
    return f"coalesce({_labels(vocabulary)}[{column}], {column})"


def _joined(column: str, vocabulary: str) -> str:
    return f"array_to_string(list_transform({column}, lambda one: coalesce({_labels(vocabulary)}[one], one)), '、')"


def _labels(vocabulary: str) -> str:
    """The Japanese words of a vocabulary as an SQL map."""
    found = {key.partition(".")[2]: label.ja for key, label in WORDS.items() if key.startswith(f"{vocabulary}.")}
    return "map {" + ", ".join(f"{quoted(key)}: {quoted(label)}" for key, label in found.items()) + "}"
