"""Japanese text folded where the line is full: terminals break at spaces, of which Japanese has few.

A line does not begin with closing punctuation (行頭禁則, JIS X 4051) and does not part a number or a Latin word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.measure import Measurement
from rich.text import Text

from tenmatsu.cli.screen import plain

NOT_FIRST = frozenset("、。，．）」』】〕・：；？！ー々…")
_LATIN = re.compile(r"[!-~]+$")


def clean(text: str) -> str:
    """What a case says, without control characters: a fact may come from a case that others wrote."""
    return plain(text).plain


def flow(text: str, lang: str, style: str = "") -> RenderableType:
    """Text that wraps as its language does, without control characters."""
    return Folded(clean(text), style) if lang == "ja" else Text(clean(text), style=style)


class Folded:
    """A paragraph of Japanese in one style."""

    def __init__(self, text: str, style: str = "") -> None:
        self.text, self.style = text, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        for paragraph in self.text.split("\n"):
            for line in fold(paragraph, options.max_width):
                yield Text(line, style=self.style, no_wrap=True, overflow="crop")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widest = max((cell_len(line) for line in self.text.split("\n")), default=0)
        return Measurement(min(8, widest), min(widest, options.max_width))


def fold(text: str, width: int) -> Iterable[str]:
    """The lines of a paragraph, none wider than `width` cells."""
    line, used = "", 0
    for char in text:
        size = cell_len(char)
        if used + size > width and line:
            kept = _carried(line, char)
            yield line[: len(line) - len(kept)].rstrip()
            line = kept.lstrip()
            used = cell_len(line)
        if char != " " or line:
            line, used = line + char, used + size
    if line:
        yield line


def _carried(line: str, char: str) -> str:
    """What moves to the next line together with `char`."""
    if char in NOT_FIRST and len(line) > 1:
        return line[-1]
    word = _LATIN.search(line) if char.isascii() and char != " " else None
    return word[0] if word and word.start() > 0 else ""
