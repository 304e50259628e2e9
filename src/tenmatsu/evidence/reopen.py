"""A locator opened again: the very row, with its neighbours, read from the source itself and not from what was kept."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tenmatsu.errors import LocatorError
from tenmatsu.evidence import sandbox
from tenmatsu.evidence.reading import Child, Fault, Limits, Source, Text, head_of
from tenmatsu.evidence.sandbox import Window
from tenmatsu.evidence.sniff import best_reader
from tenmatsu.evidence.walk import files_under
from tenmatsu.model import Locator


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one item: (row, line, cells). `marked` is the row that the locator names, `column` the 1-based position
    of its column, None when it names none. A cell that a short record lacks is None, or is missing at the end."""

    item: str
    header: tuple[str, ...] | None
    rows: list[tuple[int, int, list[str | None]]]
    marked: int | None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of running text: what stands before the marked characters, they themselves, and what stands behind."""

    item: str
    place: str
    before: str
    marked: str
    after: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is looked for: rows first … last, or lines; or, with `place`, the text that stands there."""

    window: tuple[int, int]
    by_line: bool
    passwords: tuple[str, ...]
    words: frozenset[str]
    into: str
    place: tuple[tuple[str, str], ...] | None = None


def reopen(
    root: Path,
    name: str,
    locator: Locator,
    *,
    passwords: tuple[str, ...] = (),
    neighbours: int = 2,
    words: frozenset[str] = frozenset(),
) -> Rows:
    """The row (`row=17`) or line of text (`line=17`) that the locator names, and `neighbours` rows on both sides.

    `root`, `name`, `passwords` and `words` as they were given to walk. Without a row the first rows are
    shown. Memory does not grow with the row's number. LocatorError when the item, row or column is not there.
    """
    by_line = locator.get("row") is None and locator.get("line") is not None
    number = _number(locator, "line" if by_line else "row")
    centre = number or neighbours + 1
    window = (max(1, centre - neighbours), centre + neighbours)
    path, item = _on_disk(root, name, locator.item)
    part = locator.item[len(item) + 1 :] or None
    with tempfile.TemporaryDirectory(prefix="tenmatsu-") as folder:
        found = _descend(path, item, part, _Ask(window, by_line, passwords, words, folder))
    if isinstance(found, Fault):
        raise LocatorError(f"{locator.item}: the locator cannot be opened: {found.reason}")
    assert isinstance(found, Window)
    if number is not None and all(row != number for row, _, _ in found.rows):
        raise LocatorError(f"{locator.item}: there is no {'line' if by_line else 'row'} {number}; check the number")
    header = tuple(found.header) if found.header is not None else None
    return Rows(locator.item, header, found.rows, number, _column(locator, header, found))


def reopen_text(
    root: Path, name: str, locator: Locator, *, passwords: tuple[str, ...] = (), context: int = 120
) -> Excerpt:
    """The characters `char=start,end` of the text that the rest of the place names, between `context` others.

    Without `char=` the beginning of the text is shown. LocatorError when there is no such text, or it is shorter.
    """
    place = tuple(pair for pair in locator.place if pair[0] != "char")
    path, item = _on_disk(root, name, locator.item)
    part = locator.item[len(item) + 1 :] or None
    with tempfile.TemporaryDirectory(prefix="tenmatsu-") as folder:
        ask = _Ask((1, 1), False, passwords, frozenset(), folder, place)
        found = _descend(path, item, part, ask)
    if isinstance(found, Fault):
        raise LocatorError(f"{locator.item}: the locator cannot be opened: {found.reason}")
    assert isinstance(found, Text)
    start, end = _span(locator, found)
    before, after = found.text[max(0, start - context) : start], found.text[end : end + context]
    where = str(Locator("-", place)).partition("#")[2]
    return Excerpt(locator.item, where, before, found.text[start:end], after, found.hidden)


def _span(locator: Locator, found: Text) -> tuple[int, int]:
    told = locator.get("char")
    if told is None:
        return 0, 0
    span = re.fullmatch(r"([0-9]{1,12}),([0-9]{1,12})", told)
    if not span or not int(span[1]) <= int(span[2]) <= len(found.text):
        raise LocatorError(
            f"{locator.item}: char= takes start,end within the text, which has {len(found.text)} characters"
        )
    return int(span[1]), int(span[2])


def _number(locator: Locator, key: str) -> int | None:
    text = locator.get(key)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,15}", text) or int(text) < 1:
        raise LocatorError(f"{locator.item}: {key}= takes a whole number from 1 on")
    return int(text)


def _column(locator: Locator, header: tuple[str, ...] | None, found: Window) -> int | None:
    label = locator.get("col")
    if label is None:
        return None
    if header and label in header:
        return header.index(label) + 1
    width = max(len(header or ()), *(len(cells) for _, _, cells in found.rows), 0)
    position = re.fullmatch(r"c?([0-9]{1,6})", label)
    if position and 1 <= int(position[1]) <= width:
        return int(position[1])
    raise LocatorError(f"{locator.item}: it has no such column; name a label or a position from 1 to {width}")


def _on_disk(root: Path, name: str, item: str) -> tuple[Path, str]:
    """The file that holds the item: the longest path that the item begins with."""
    if not root.exists():
        raise LocatorError(f"{name}: no such file or folder; the evidence has been moved")
    held = [(path, whose) for path, whose, _, why in files_under(root, name) if why is None and _holds(whose, item)]
    if not held:
        raise LocatorError(f"{item}: the evidence {name} has no such item")
    return max(held, key=lambda pair: len(pair[1]))


def _holds(whole: str, item: str) -> bool:
    return item == whole or item.startswith(f"{whole}!")


def _descend(path: Path, item: str, part: str | None, ask: _Ask, depth: int = 0) -> Window | Text | Fault:
    """Open the item, and the member or sheet in it that is asked for, until rows or the text are reached."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            head = head_of(item, file, os.fstat(file.fileno()).st_size)
    except OSError as error:
        return Fault(sandbox.reason_of(error, "readable"))
    reader = best_reader(head)
    if reader is None or depth > Limits().depth:
        return Fault("there is no reader for it")
    source = Source(
        item,
        str(path),
        ask.into,
        head.size,
        ask.words,
        passwords=ask.passwords,
        part=part,
        window=None if ask.place is not None else ask.window,
        by_line=ask.by_line,
    )
    fault, seen = Fault("there is no such member, sheet or table in it"), 0
    for found in sandbox.run(reader.name, source):
        if isinstance(found, Window):
            return found
        if isinstance(found, Fault):
            fault = found
        elif isinstance(found, Child) and part is not None and (rest := _inside(part, found.name)) is not None:
            seen += 1
            if seen == rest[0]:
                return _descend(Path(found.path), f"{item}!{found.name}", rest[1], ask, depth + 1)
        elif isinstance(found, Text) and ask.place is not None:
            fault = Fault("it holds no text at this place")
            if found.place == ask.place and found.part == part:
                return found
        elif isinstance(found, Text):
            fault = Fault("it holds running text, not rows: name a line (line=1)")
        if isinstance(found, Child):
            Path(found.path).unlink(missing_ok=True)
    return fault


def _inside(part: str, name: str) -> tuple[int, str | None] | None:
    """Which member of that name is meant (`name~2`), and what is asked for in it; None when it is another one."""
    found = re.fullmatch(re.escape(name) + r"(?:~([0-9]+))?(?:!(.*))?", part, re.DOTALL)
    return (int(found[1] or 1), found[2]) if found else None
