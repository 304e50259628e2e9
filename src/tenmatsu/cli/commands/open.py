"""`tenmatsu open`: the very row that a locator points at, with its neighbours."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import plain, print_json, say, terminal
from tenmatsu.errors import InputError

if TYPE_CHECKING:
    from tenmatsu.evidence.reopen import Excerpt, Rows

LABEL, LEAST = 24, 14
"""Cells of the terminal for the label of a column at most, and for a row at least."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument(
        "locator", metavar="LOCATOR", help="item#row=17, in quotes; also ;col=…, #line=17, or #page=3;char=10,24"
    )
    parser.add_argument("--neighbours", type=int, default=2, metavar="N", help="rows before and after (default: 2)")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case

    if not 0 <= given.neighbours <= 1000:
        raise InputError("--neighbours takes a whole number from 0 to 1000")
    found = case.open_(given.case, given.locator, neighbours=given.neighbours)
    if given.json:
        print_json(found)
        return 0
    if isinstance(found, tuple):
        for one in found:
            _excerpt(one, given.lang)
        return 0
    width = max([len(found.header or ()), *(len(cells) for _, _, cells in found.rows)])
    rows = [(row, line, [*cells, *[None] * (width - len(cells))]) for row, line, cells in found.rows]
    console = terminal()
    console.print(plain(given.locator), style="bold")
    fit = max(1, (console.width - LABEL) // LEAST)
    for start in range(0, len(rows), fit):
        console.print(_table(found, rows[start : start + fit], given.lang))
    return 0


def _excerpt(one: Excerpt, lang: str) -> None:
    """The text with its characters marked, by brackets too: nothing is carried by colour alone."""
    hidden = say(lang, "(見えない文字)", " (hidden)") if one.hidden else ""
    terminal().print(plain(f"{one.item}#{one.place}{hidden}"), style="bold")
    spot = Text.assemble(plain(one.marked), style="bold reverse")
    marked = Text.assemble(plain(one.before), Text("【", style="bold"), spot,
                           Text("】", style="bold"), plain(one.after))  # fmt: skip
    terminal().print(marked if one.marked else Text.assemble(plain(one.before), plain(one.after)))


def _table(found: Rows, rows: Sequence[tuple[int, int, list[str | None]]], lang: str) -> Table:
    """Columns of the source go down, rows go across: a wide table still fits on a narrow terminal."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(say(lang, "列", "column"), style="dim", overflow="fold", max_width=LABEL)
    for row, line, _ in rows:
        here = found.marked is not None and found.marked in ((row,) if row else (line,))
        told = say(lang, f"{row:,}件目\n{line:,}行", f"row {row:,}\nline {line:,}")
        table.add_column(Text(f"▶ {told}" if here else told), style="bold" if here else "dim", overflow="fold")
    for at in range(len(rows[0][2]) if rows else 0):
        label = found.header[at] if found.header and at < len(found.header) else f"c{at + 1}"
        mark = "▶ " if found.column == at + 1 else ""
        table.add_row(Text.assemble(mark, plain(label)), *(_cell(cells[at]) for _, _, cells in rows))
    return table


def _cell(value: str | None) -> Text:
    return Text("–", style="dim") if value is None else plain(value)


COMMAND = Command(
    "open", "the row that a locator points at, read from the evidence, with its neighbours", _arguments, _run
)
