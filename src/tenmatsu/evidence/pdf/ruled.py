"""Tables drawn with rules: where upright and horizontal rules meet, their cells hold the characters between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tenmatsu.evidence.pdf.page import Box, Char
from tenmatsu.evidence.pdf.rules import Rules, Span

TOUCH, NEAR = 2.5, 1.6
"""Points: rules that meet; rules that are one."""
LEAST = 0.4
"""Share of a table's height or width that a rule covers to part columns or rows."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The borders of columns (from the left) and of rows (from the top) of one ruled table, in points."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]

    @property
    def box(self) -> Box:
        """The table's outline."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


def frames(rules: Rules) -> list[Frame]:
    """The ruled tables of a page: two columns at least."""
    found = [_frame(across, upright) for across, upright in _connected(rules.across, rules.upright)]
    return sorted((one for one in found if one), key=lambda one: one.rows[0])


def _connected(across: Sequence[Span], upright: Sequence[Span]) -> list[tuple[list[Span], list[Span]]]:
    """Rules that meet one another, group by group. Tables stand one below the other: groups are bands of the page."""
    bands: list[tuple[float, float, list[Span]]] = []
    for span in sorted(upright, key=lambda one: one[1]):
        if bands and span[1] <= bands[-1][1] + TOUCH:
            top, low, tall = bands[-1]
            tall.append(span)
            bands[-1] = (top, max(low, span[2]), tall)
        else:
            bands.append((span[1], span[2], [span]))
    return [([span for span in across if top - TOUCH <= span[0] <= low + TOUCH], tall) for top, low, tall in bands]


def _frame(across: list[Span], upright: list[Span]) -> Frame | None:
    if len(across) < 2:
        return None
    tall = max(span[2] for span in upright) - min(span[1] for span in upright)
    broad = max(span[2] for span in across) - min(span[1] for span in across)
    columns = _borders(upright, LEAST * tall)
    rows = _borders(across, LEAST * broad)
    top, low = min(span[1] for span in upright), max(span[2] for span in upright)
    if rows and top < rows[0] - 4 * TOUCH:  # a row that the page's end cuts in two has no rule there
        rows.insert(0, top)
    if rows and low > rows[-1] + 4 * TOUCH:
        rows.append(low)
    ends = (min(span[1] for span in across), max(span[2] for span in across))
    if columns and ends[0] < columns[0] - 4 * TOUCH:  # open at its sides
        columns.insert(0, ends[0])
    if columns and ends[1] > columns[-1] + 4 * TOUCH:
        columns.append(ends[1])
    return Frame(tuple(columns), tuple(rows)) if len(columns) >= 3 and len(rows) >= 2 else None


def _borders(spans: Sequence[Span], least: float) -> list[float]:
    """Positions at which rules cover `least` points in all."""
    groups: list[list[Span]] = []
    for span in sorted(spans):
        if groups and span[0] - groups[-1][-1][0] <= NEAR:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [sum(span[0] for span in group) / len(group) for group in groups if _covered(group) >= least]


def _covered(group: Sequence[Span]) -> float:
    total, reached = 0.0, float("-inf")
    for _, low, high in sorted(group, key=lambda span: span[1]):
        total += max(0.0, high - max(low, reached))
        reached = max(reached, high)
    return total


def place_of(value: float, borders: Sequence[float]) -> int | None:
    """Between which two borders a value lies; None outside of all."""
    if not borders[0] - NEAR <= value <= borders[-1] + NEAR:
        return None
    at = sum(border <= value for border in borders[1:-1])
    return min(at, len(borders) - 2)


def cells_of(frame: Frame, chars: Sequence[Char]) -> dict[tuple[int, int], list[Char]]:
    """(row, column) → the characters that stand in that cell."""
    held: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        x, y = char.middle
        row, column = place_of(y, frame.rows), place_of(x, frame.columns)
        if row is not None and column is not None:
            held.setdefault((row, column), []).append(char)
    return held
