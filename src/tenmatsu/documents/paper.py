"""A paper as lines of text: what a template says and what was filled in, before it becomes Word or HTML.

A template is a text file without logic. Each line is one paragraph; its first characters say which sort:

    = title    > to the right    ^ centred    # heading    - point of a list    @table NAME    @break (new page)

`{name}` is filled with a value. `?name| line` stands only when the value is there, `!name| line` only when it is not.
A value that is a list makes one paragraph for each of its entries. Nothing in a template is run, and what is filled in
is never read as a template again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tenmatsu.errors import RuleError

Sort = Literal["title", "right", "centre", "heading", "point", "text", "break"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    sort: Sort
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a row of headings, rows of text, and the share of the width that each column takes."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


Block = Line | Grid
Value = str | Sequence[str] | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written: `name` of the template, `lang` (BCP 47), a `mark` for the head of each page, and the blocks."""

    name: str
    lang: str
    title: str
    mark: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All of it as lines, cells parted by tabs."""
        return "\n".join(_plain(block) for block in self.blocks)


_SORTS: Mapping[str, Sort] = {"= ": "title", "> ": "right", "^ ": "centre", "# ": "heading", "- ": "point"}
_FIELD = re.compile(r"\{([a-z_0-9]+)\}")
_WHEN = re.compile(r"^([?!])([a-z_0-9]+)\| ?(.*)$")


def fill(template: Path, values: Mapping[str, Value]) -> tuple[Block, ...]:
    """The blocks of a template with its fields filled; RuleError names the line and the fields there are."""
    try:
        lines = template.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{template}: cannot be read as text in UTF-8; save it again") from error
    blocks: list[Block] = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("//"):
            blocks += _filled(line, values, f"{template}: line {number}")
    return tuple(blocks)


def constants(template: Path) -> str:
    """What a template says by itself, without its fields."""
    lines = (line for line in template.read_text("utf-8").splitlines() if not line.startswith("//"))
    return "\n".join(_FIELD.sub("\x1f", line) for line in lines)


def _filled(line: str, values: Mapping[str, Value], place: str) -> Iterator[Block]:
    if when := _WHEN.match(line):
        there = bool(_value(when[2], values, place))
        if there is (when[1] == "?"):
            yield from _filled(when[3], values, place)
        return
    if line.startswith("@"):
        yield _directive(line, values, place)
        return
    sort = _SORTS.get(line[:2], "text")
    text = line if sort == "text" else line[2:]
    many = [
        (name, one) for name in _FIELD.findall(text) if isinstance(one := _value(name, values, place), list | tuple)
    ]
    if not many:
        yield Line(sort, _replaced(text, values, place))
    for name, entries in many[:1]:
        for entry in entries:
            yield Line(sort, _replaced(text, {**values, name: str(entry)}, place))


def _directive(line: str, values: Mapping[str, Value], place: str) -> Block:
    word, _, name = line[1:].strip().partition(" ")
    if word == "break":
        return Line("break", "")
    found = _value(name, values, place) if word == "table" else None
    if not isinstance(found, Grid):
        raise RuleError(f"{place}: allowed are @break and @table NAME, with one of the tables of this paper")
    return found


def _replaced(text: str, values: Mapping[str, Value], place: str) -> str:
    return _FIELD.sub(lambda field: str(_value(field[1], values, place)), text)


def _value(name: str, values: Mapping[str, Value], place: str) -> Value:
    try:
        return values[name]
    except KeyError as error:
        raise RuleError(f"{place}: no field {name!r}; there are {', '.join(sorted(values))}") from error


def _plain(block: Block) -> str:
    if isinstance(block, Line):
        return block.text
    return "\n".join("\t".join(row) for row in (block.head, *block.rows))
