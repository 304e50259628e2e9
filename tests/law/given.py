"""Facts for tests, written short."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tenmatsu.law.assess import assess
from tenmatsu.law.duty import Duty
from tenmatsu.law.rule import find
from tenmatsu.model import Fact

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
ON = date(2026, 11, 25)


def fact(name: str, value: object, *, step: int = 0, **more: object) -> Fact:
    """A fact recorded `step` minutes after the others."""
    return Fact(name, str(value), "memo.txt#line=1", "mori", START + timedelta(minutes=step), **more)  # type: ignore[arg-type]


def facts(**values: object) -> list[Fact]:
    """Facts by name; `residents_FR=2` is residents.FR, a list gives several."""
    found = []
    for name, value in values.items():
        name = (
            f"residents.{name.removeprefix('residents_')}"
            if name.startswith("residents_") and name[10:].isupper()
            else name
        )
        several = value if isinstance(value, list) else [value]
        found += [fact(name, one, step=index) for index, one in enumerate(several)]
    return found


def duty(name: str, given: list[Fact], rule: str = "jp_appi_26", on: date = ON, rules_of: date | None = None) -> Duty:
    """One duty of one rule under the facts."""
    return next(one for one in assess([find(rule)], given, on, rules_of) if one.name == name)
