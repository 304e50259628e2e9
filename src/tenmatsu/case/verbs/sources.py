"""Rows for `why`: read again from the evidence itself where it is there, with the normal forms that were kept."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tenmatsu.case.verbs.kept import Kept, Row
from tenmatsu.case.verbs.locate import Place
from tenmatsu.case.verbs.opening import reopened
from tenmatsu.errors import LocatorError
from tenmatsu.model import Brief, Locator

REOPENED = 40
"""Rows that are opened again in their source for one answer; beyond, the copy made at intake is shown (and says so)."""
PATIENCE = 20.0
"""Seconds after which no further row is opened again in one answer."""
FAR = 2_000_000
"""Rows further down than this are shown from the copy: to reach them the whole file is read."""


@dataclass
class Sources:
    """Rows of a case, from the evidence or from what was kept of it. StoreError when nothing was kept."""

    case: Path
    brief: Brief
    left: int = REOPENED
    kept: Kept = field(init=False)
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.kept = Kept(self.case, self.brief)
        self.until = time.monotonic() + PATIENCE

    def rows(self, places: Sequence[Place]) -> dict[int, Row]:
        """The row of each place, by record number."""
        by_item: dict[str, list[Place]] = {}
        for one in places:
            by_item.setdefault(one.item, []).append(one)
        found: dict[int, Row] = {}
        for item, here in by_item.items():
            held = self.kept.rows(item, [one.row for one in here])
            found |= {one.record_id: self._again(held[one.row], one.row) for one in here}
        return found

    def members(self, ids: Collection[str]) -> dict[str, list[Row]]:
        """The master rows of some members, by id."""
        return self.kept.members(sorted(ids))

    def _again(self, row: Row, number: int) -> Row:
        """The row as it stands in the source today, with the kinds and normal forms that were kept."""
        if row.of_text or self.left <= 0 or number > FAR or time.monotonic() > self.until:
            return row
        self.left -= 1
        try:
            found = reopened(self.brief, self.case, Locator.parse(row.locator), neighbours=0)
        except (LocatorError, OSError):
            return row
        values = next((cells for at, _, cells in found.rows if at == number), [])
        cells = tuple(replace(cell, value=values[n] if n < len(values) else None) for n, cell in enumerate(row.cells))
        changed = [cell.value or "" for cell in cells] != [cell.value or "" for cell in row.cells]
        return replace(row, cells=cells, read_from="evidence", changed=changed)
