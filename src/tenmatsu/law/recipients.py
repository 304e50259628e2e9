"""To whom a report goes: tables with days of force, one file in `recipients/`, since delegations change.

A row is taken when its test is met on the day; the rows marked `otherwise` when no other is. A row whose test is
unknown is shown with the condition, never left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from tenmatsu.errors import RuleError
from tenmatsu.law.condition import Test
from tenmatsu.law.duty import Answer, Mark, Recipient, Words
from tenmatsu.law.facts import Facts
from tenmatsu.law.faults import faults
from tenmatsu.law.trigger import weigh


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One recipient. `each_of` makes one of it for every place inside where persons live."""

    name: Words
    mark: Mark
    when: Test | None = None
    otherwise: bool = False
    each_of: str = ""
    in_force: date | None = None
    until: date | None = None
    url: str = ""
    note: Words | None = None

    def holds(self, day: date) -> bool:
        """Whether the row is in force on a day."""
        return (self.in_force is None or self.in_force <= day) and (self.until is None or day < self.until)


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rows of one file."""

    row: tuple[Row, ...]


@cache
def tables() -> Mapping[str, Table]:
    """Every table of recipients by the name of its file."""
    found: dict[str, Table] = {}
    for path in files("tenmatsu.law").joinpath("recipients").iterdir():
        if not path.name.endswith(".toml"):
            continue
        try:
            table = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Table)
        except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
            raise RuleError(f"recipients/{path.name}: {error}") from error
        for fault in (fault for row in table.row if row.when for fault in faults(row.when, frozenset(), None)):
            raise RuleError(f"recipients/{path.name}: {fault}")
        found[path.name.removesuffix(".toml")] = table
    return found


def recipients(table: str, facts: Facts, day: date) -> tuple[Recipient, ...]:
    """Who receives it under the facts, by the table as it stood on `day`."""
    held = [row for row in tables()[table].row if row.holds(day)]
    answered = [(row, weigh(row.when, facts).answer if row.when else Answer.YES) for row in held if not row.otherwise]
    met = [row for row, answer in answered if answer is Answer.YES]
    doubtful = [row for row, answer in answered if answer is Answer.UNKNOWN]
    first = met or [row for row in held if row.otherwise]
    sure = [one for row in first for one in _spread(row, facts)]
    return (*sure, *(_if(one) for row in doubtful for one in _spread(row, facts)))


def _spread(row: Row, facts: Facts) -> tuple[Recipient, ...]:
    plain = Recipient(row.name, "", row.mark, row.url, row.note)
    if not row.each_of:
        return (plain,)
    places = facts.places(row.each_of)
    each = tuple(
        Recipient(Words(f"{row.name.ja}（{place}）", f"{row.name.en} ({place})"), place, row.mark, row.url, row.note)
        for place in places
    )
    return each or (plain,)


def _if(one: Recipient) -> Recipient:
    note = Words("該当する場合（未確定）", "if that is so (not settled)")
    return Recipient(one.name, one.place, one.mark, one.url, note)
