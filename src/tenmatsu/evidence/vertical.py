"""Records with one field a line (mysql \\G, psql \\x, sqlite .mode line, Format-List), when the fields come again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenmatsu.evidence.drawn import COUNT, Lines, columns_of

_ROW = re.compile(r"\*{5,} *\d+\. *(row|行) *\*{5,}|-\[ *(RECORD|レコード) *\d+ *\]-*(\+-*)?", re.IGNORECASE)
_FIELD = re.compile(r"( *[^\s:=|*\-#][^:=|]{0,60}?) *(:|=|\|)(?: (.*)|)")
LONGEST = 400
"""Lines of one record."""


@dataclass(frozen=True)
class Vertical:
    """`marked`: a line of its own stands before each record; otherwise a blank one between two."""

    header: tuple[str, ...]
    marked: bool
    sign: str

    def rows(self, lines: Lines) -> Iterator[tuple[int, list[str]]]:
        """The names of the fields, then each record with its line."""
        yield lines.number, list(self.header)
        while (ahead := self._next(lines)) is not None:
            for _ in range(ahead):
                lines.take()
            start = lines.number
            if self.marked:
                lines.take()
            yield start, self._record(lines)

    def _next(self, lines: Lines) -> int | None:
        """How many blank lines stand before the next record of this table; None when none follows."""
        for at in range(4):
            line = lines.peek(at)
            if line is None:
                return None
            if line.strip():
                begin = at + 1 if self.marked else at
                marks = not self.marked or bool(_ROW.fullmatch(line.strip()))
                found = _FIELD.fullmatch(lines.peek(begin) or "")
                known = found is not None and found[2] == self.sign and found[1].strip() == self.header[0]
                return at if marks and known else None
        return None

    def _record(self, lines: Lines) -> list[str]:
        values: dict[str, str] = {}
        last = ""
        for _ in range(LONGEST):
            line = lines.peek()
            if line is None or (self.marked and _ROW.fullmatch(line.strip())) or (not self.marked and not line.strip()):
                break
            found = _FIELD.fullmatch(line)
            name = found[1].strip() if found and found[2] == self.sign else ""
            if self.marked and name not in self.header and (not line.strip() or COUNT.fullmatch(line)):
                break
            lines.take()
            if name in self.header and name not in values and found:
                values[name], last = (found[3] or "").strip(), name
            elif last:
                values[last] += "\n" + line.strip()
        return [values.get(name, "") for name in self.header]


def begins(lines: Lines) -> Vertical | None:
    """The table that begins with the next line: a marked record, or two blocks with the same fields in one column."""
    line = (lines.peek() or "").strip()
    if not line:
        return None
    if _ROW.fullmatch(line):
        names, sign, _ = _block(lines, 1, marked=True)
        return Vertical(tuple(names), True, sign) if names else None
    if not _FIELD.fullmatch(lines.peek() or ""):
        return None
    names, sign, end = _block(lines, 0)
    if len(names) < 2 or len(set(names)) < len(names):
        return None
    while (following := lines.peek(end)) is not None and not following.strip():
        end += 1
    others, other, _ = _block(lines, end)
    same = (
        other == sign
        and others[:1] == names[:1]
        and len(set(names) & set(others)) >= 0.6 * len(set(names) | set(others))
    )
    if not same:
        return None
    return Vertical(tuple(dict.fromkeys([*names, *others])), False, sign)


def _block(lines: Lines, at: int, marked: bool = False) -> tuple[list[str], str, int]:
    """The names of the fields from a line on, the sign behind them, which stands in one column, and where the block
    ends. Without a mark before it, a blank must stand on both sides of the sign, and nothing else between fields."""
    names: list[str] = []
    sign, column = "", -1
    for place in range(at, at + LONGEST):
        line = lines.peek(place)
        if line is None or not line.strip() or _ROW.fullmatch(line.strip()) or COUNT.fullmatch(line):
            return names, sign, place
        found = _FIELD.fullmatch(line)
        here = columns_of(line[: found.start(2)])[-1] if found else -1
        fits = found is not None and (not sign or (found[2] == sign and here == column))
        if not fits or found is None or (not marked and line[found.start(2) - 1] != " "):
            if not names or not (marked or line.startswith(" " * max(1, column))):
                return [], "", place
            continue
        sign, column = found[2], here
        names.append(found[1].strip())
    return names, sign, at + LONGEST
