"""`tenmatsu evidence`: list and read a file, folder or disk image without a case."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import Lang, plain, print_json, say, terminal

if TYPE_CHECKING:
    from tenmatsu.case.verbs.survey import Survey

STATES = {"live": "", "deleted": "削除", "carved": "切り出し"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="a file, a folder or a disk image")
    parser.add_argument("--values", action="store_true", help="show what was found in running text, too")
    parser.add_argument("--password", action="append", default=[], help="for encrypted archives; may be repeated")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.case.verbs.survey import survey

    found = survey(given.path, passwords=given.password, values=given.values)
    if given.json:
        print_json(found)
        return 0
    _show(found, given.lang)
    return 0


def _show(found: Survey, lang: Lang) -> None:
    tables = {one.item: one for one in found.tables}
    texts: dict[str, Counter[str]] = {}
    for spot in found.findings:
        texts.setdefault(spot.item, Counter())[spot.kind] += 1
    sheet = Table(box=None, pad_edge=False, header_style="bold")
    for label in (say(lang, "項目", "item"), say(lang, "状態", "state"), say(lang, "バイト", "bytes"),
                  say(lang, "件", "rows"), say(lang, "列の種類", "kinds of columns")):  # fmt: skip
        sheet.add_column(label, overflow="fold")
    items = {item.path: item for item in found.items}
    for path in dict.fromkeys([*items, *tables, *texts]):
        item, table = items.get(path), tables.get(path)
        state = str(item.state) if item else ""
        sheet.add_row(
            plain(path), STATES.get(state, state) if lang == "ja" else state.replace("live", ""),
            f"{item.size:,}" if item else "", f"{table.rows:,}" if table else "",
            " ".join(dict.fromkeys(table.kinds)) if table else _kinds(texts.get(path, Counter())),
        )  # fmt: skip
    terminal().print(sheet)
    for spot in found.findings:
        if spot.value is not None:
            terminal().print(plain(f"{spot.kind:16} {spot.value}  {spot.locator}{'  *' if spot.hidden else ''}"))
    for one in found.unread:
        terminal().print(plain(say(lang, f"読めない: {one.item}: {one.reason}", f"not read: {one.item}: {one.reason}")))


def _kinds(found: Counter[str]) -> str:
    return " ".join(f"{kind}×{count}" for kind, count in found.most_common())


COMMAND = Command("evidence", "list and read a file, folder or disk image without a case", _arguments, _run)
