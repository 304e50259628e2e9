"""What `show` puts on the terminal: the funnel with bars, and the breakdown tables. Nothing is printed here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich import box
from rich.bar import Bar
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tenmatsu.documents.breakdown import Breakdown, Funnel
from tenmatsu.documents.words import Lang, count, share, shown, word

BAR = 14
"""Cells of the longest bar: leaves room for label, figure and remark on 80 columns."""
NUMBERS = frozenset({"persons", "records", "share"})
Line = tuple[str, str, float | None, str]
"""Label, figure with its unit, length of the bar (0…1, None for no bar), remark."""


def render_funnel(funnel: Funnel, lang: Lang) -> RenderableType:
    """The funnel: one line per stage, its figure with 人 or 件, and a bar in proportion to the records."""
    table = Table(box=None, show_header=False, padding=(0, 1), expand=False)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=BAR)
    table.add_column(style="dim", overflow="fold")
    for label, figure, length, remark in _stages(funnel, lang):
        bar: RenderableType = "" if length is None else _bar(length)
        table.add_row(Text(label), Text(figure, style="bold"), bar, Text(remark))
    said = Table.grid()
    for one in funnel.said.get(lang, ()):
        said.add_row(
            Text("・" if lang == "ja" else "- "), Text(_BESIDE.sub("", one) if lang == "ja" else one, overflow="fold")
        )
    return Group(table, said)


_BESIDE = re.compile(r"(?<=\d) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=\d)")
"""The blank between a number and its counter, at which a Japanese sentence would be broken instead of at the margin."""


def render_breakdown(breakdown: Breakdown, lang: Lang) -> RenderableType:
    """A breakdown as a table with its total, and under it the sentences that say how it reconciles."""
    table = Table(
        title=Text(word(breakdown.title, lang), style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_footer=True,
    )
    for column, total in zip(breakdown.columns, breakdown.total, strict=True):
        right = column.sort in NUMBERS
        foot = "" if total is None else shown(total, column.sort, lang)
        table.add_column(
            Text(word(column.key, lang)),
            Text(foot),
            justify="right" if right else "left",
            no_wrap=right,
            overflow="fold",
        )
    table.columns[0].footer = Text(word("all_persons", lang))
    for row in breakdown.rows:
        cells = zip(row, breakdown.columns, strict=True)
        table.add_row(*(Text(_plain(shown(cell, column.sort, lang))) for cell, column in cells))
    notes = [Text(word(note.key, lang, **note.values), style="dim") for note in breakdown.notes]
    return Group(table, *notes)


def _stages(funnel: Funnel, lang: Lang) -> Iterator[Line]:
    whole = max(funnel.records, funnel.persons.at_most if funnel.persons else 0, 1)
    yield word("short.files", lang), count("files", funnel.files, lang), None, ""
    yield word("records", lang), count("records", funnel.records, lang), funnel.records / whole, ""
    yield from _persons(funnel, whole, lang)
    yield _of(funnel.matched, "short.matched", whole, lang, _master(funnel, lang))
    yield _of(funnel.unmatched, "short.unmatched", whole, lang, "")
    if funnel.passports:
        yield word("short.passports", lang), count("numbers", funnel.passports, lang), None, ""
        if funnel.passports_valid is not None:
            valid = word("short.valid", lang, day=funnel.as_of)
            yield valid, count("numbers", funnel.passports_valid, lang), None, ""
        if funnel.passport_holders is not None:
            yield word("short.holders", lang), count("persons", funnel.passport_holders, lang), None, ""
    yield word("short.review", lang), count("pairs", funnel.review, lang), None, ""
    yield word("short.unread", lang), count("items", funnel.unread, lang), None, ""


def _persons(funnel: Funnel, whole: int, lang: Lang) -> Iterator[Line]:
    """The persons: confirmed, possible and ruled out as the public must hear it; unknown is said, never zero."""
    told = funnel.persons
    if told is None:
        yield word("persons", lang), word("unknown_number", lang), None, word("unknown_number.why", lang)
        return
    exact = told.at_least == told.at_most
    span = "" if exact else word("short.interval", lang, low=told.at_least, high=told.at_most)
    yield word("persons", lang), count("persons", told.best, lang), told.best / whole, span
    if funnel.certainty:
        yield word("short.confirmed", lang), count("persons", funnel.certainty.confirmed, lang), None, ""
        yield word("short.possible", lang), count("persons", funnel.certainty.possible, lang), None, ""
    if funnel.ruled_out:
        out = count("records", funnel.ruled_out.records, lang)
        yield word("short.ruled_out", lang), count("persons", funnel.ruled_out.persons, lang), None, out


def _of(number: int | None, key: str, whole: int, lang: Lang, remark: str) -> Line:
    if number is None:
        return word(key, lang), "–", None, word("short.unknown", lang)
    return word(key, lang), count("persons", number, lang), number / whole, remark


def _master(funnel: Funnel, lang: Lang) -> str:
    if not funnel.of_master or funnel.affected is None:
        return ""
    return word("short.of_master", lang, share=share(funnel.affected / funnel.of_master))


def _bar(length: float) -> RenderableType:
    """Blocks, whose length shows without colour too."""
    return Bar(1, 0, max(min(length, 1), 0.001), width=BAR, color="blue")


def _plain(text: str) -> str:
    """Control characters of hostile evidence never reach the terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
