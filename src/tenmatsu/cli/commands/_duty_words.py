"""Words and rows that the screens of the law share."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tenmatsu.cli.screen import say
from tenmatsu.law.duty import Duty, Mark, Nature, Reason
from tenmatsu.law.values import Interval
from tenmatsu.law.vocabulary import read_value, term_of

NATURES = {
    Nature.STATUTE: ("法定の期限", "statute", "bold red"),
    Nature.PROMPT: ("法定・日数の定めなし", "statute, without a number", "red"),
    Nature.GUIDE: ("法定・日数は目安", "statute; its days are a guide", "yellow"),
    Nature.CONTRACT: ("契約・規程", "contract or rules", "magenta"),
    Nature.EFFORT: ("努力義務", "shall try", "cyan"),
    Nature.ADVICE: ("任意", "voluntary", "cyan"),
}
MARKS = {
    Mark.READ: ("", ""),
    Mark.SECONDARY: ("二次資料による：要確認", "from a secondary source: confirm"),
    Mark.UNREAD: ("条文未確認：要確認", "text not read: confirm"),
}
SOFT = (Nature.ADVICE, Nature.EFFORT)


def heading(text: str) -> Text:
    """A heading."""
    return Text(text, style="bold underline")


def grid(rows: Iterable[tuple[RenderableType, ...]], left: int = 2) -> RenderableType:
    """Rows under one another, folded where they are full."""
    listed = list(rows)
    table = Table.grid(padding=(0, 1))
    for _ in listed[0] if listed else ():
        table.add_column(overflow="fold")
    for row in listed:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, left))


def fact_words(reason: Reason) -> str:
    """The fact of a reason with its source."""
    fact = reason.fact
    if fact is None:
        return ""
    value = read_value(fact.name, fact.value) if term_of(fact.name).type == "count" else fact.value
    shown = f"{value}{term_of(fact.name).unit}" if isinstance(value, Interval) else fact.value
    return f"{fact.name}={shown} ({fact.source})"


def recipients_words(one: Duty, lang: str) -> str:
    """To whom, with what must be confirmed."""
    names = []
    for recipient in one.recipients:
        note = recipient.note[lang] if recipient.note else ""
        mark = say(lang, *MARKS[recipient.mark])
        told = "; ".join(part for part in (note, mark) if part)
        names.append(recipient.name[lang] + (say(lang, f"（{told}）", f" ({told})") if told else ""))
    return f"→ {say(lang, '、', '; ').join(names)}"
