"""Sections with the same keys again and again (INI, TOML): `[member1]` name=…, tel=… A table; settings are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenmatsu.evidence.drawn import Lines

_SECTION = re.compile(r"\s*\[{1,2}\s*([^\[\]]{1,120}?)\s*\]{1,2}\s*")
_PAIR = re.compile(r"\s*([^\s=;#\[][^=]{0,60}?)\s*=\s*(.*?)\s*")
LONGEST = 200
"""Lines of one section."""


@dataclass(frozen=True)
class Stanzas:
    """`header`: `section`, then the keys. Lines that are none of them stand behind, as cells too many."""

    header: tuple[str, ...]

    def rows(self, lines: Lines) -> Iterator[tuple[int, list[str]]]:
        """The header, then each section with its line."""
        yield lines.number, list(self.header)
        while (line := lines.peek()) is not None and (found := _SECTION.fullmatch(line)):
            start = lines.take()[0]
            values, more = {"section": found[1]}, []
            while (line := lines.peek()) is not None and not _SECTION.fullmatch(line):
                lines.take()
                pair = _PAIR.fullmatch(line)
                if pair and pair[1] in self.header and pair[1] not in values:
                    values[pair[1]] = _bare(pair[2])
                elif line.strip():
                    more.append(line.strip())
            yield start, [*(values.get(name, "") for name in self.header), *more]


def begins(lines: Lines) -> Stanzas | None:
    """The table that begins with the next line: three sections at least, two keys or more, most of them the same."""
    blocks: list[list[str]] = []
    at = 0
    while len(blocks) < 3:
        line = lines.peek(at)
        if line is None or not _SECTION.fullmatch(line):
            return None
        names, at = _keys(lines, at + 1)
        blocks.append(names)
    first, *others = map(set, blocks)
    if len(first) < 2 or any(len(first & keys) < 0.6 * len(first | keys) for keys in others) or "section" in first:
        return None
    return Stanzas(("section", *dict.fromkeys(name for names in blocks for name in names)))


def _keys(lines: Lines, at: int) -> tuple[list[str], int]:
    names: list[str] = []
    for place in range(at, at + LONGEST):
        line = lines.peek(place)
        if line is None or _SECTION.fullmatch(line):
            return names, place
        if pair := _PAIR.fullmatch(line):
            names.append(pair[1])
    return [], at + LONGEST


def _bare(value: str) -> str:
    """Without the quotes around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
