"""One clock on the terminal: the due day with the days left, or when it was done; under it the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from tenmatsu.cli.commands._flow import flow
from tenmatsu.cli.screen import say
from tenmatsu.law.arithmetic import spell, stamp
from tenmatsu.law.duty import Due
from tenmatsu.law.values import JST, day_in


def clock_lines(due: Due, letter: str, on: date, lang: str) -> Iterable[tuple[Text, RenderableType]]:
    """Rows of (letter of the reading, line)."""
    head = _done(due, lang) if due.done_on else _when(due, on, lang)
    if head.plain:
        yield Text(letter, style="bold"), head
    words = flow(due.arithmetic[lang], lang, "dim" if head.plain else "")
    yield Text("" if head.plain else letter, style="bold"), words
    for note in (*due.remarks, *due.unsettled):
        yield Text(""), flow(f"※ {note[lang]}", lang, "yellow")


def _when(due: Due, on: date, lang: str) -> Text:
    moment = due.instant or due.day
    if moment is None:
        return Text("")
    shown = stamp(due.instant) if due.instant else spell(day_in(moment, JST), lang)
    left = (day_in(moment, JST) - on).days
    told = (_left(left, lang), "bold red" if left < 0 else "")
    return Text.assemble((say(lang, f"期限 {shown}", f"due {shown}"), "bold"), "  ", told)


def _left(left: int, lang: str) -> str:
    if left == 0:
        return say(lang, "今日", "today")
    if left > 0:
        return say(lang, f"あと{left}日", "1 day left" if left == 1 else f"{left} days left")
    return say(lang, f"{-left}日超過", "1 day past" if left == -1 else f"{-left} days past")


def _done(due: Due, lang: str) -> Text:
    line = Text(
        say(lang, f"{due.done_on} に実施（{due.day_number}日目）", f"done on {due.done_on}, day {due.day_number}"),
        style="bold",
    )
    late = due.late_days or 0
    if late and due.guide:
        line.append(say(lang, f"  目安を{late}日過ぎていた", f"  {late} days past the guide"), "bold yellow")
    elif late:
        line.append(say(lang, f"  期限に{late}日遅れ", f"  {late} days late"), "bold red")
    return line
