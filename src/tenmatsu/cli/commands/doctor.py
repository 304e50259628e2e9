"""`tenmatsu doctor`: what this machine has for tenmatsu, and what is missing."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, say, terminal

MARKS = {"ok": ("可", "ok", "green"), "warn": ("注意", "note", "yellow"), "missing": ("なし", "missing", "red")}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("where", type=Path, nargs="?", metavar="DIR", help="the folder whose disk is looked at")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.store.doctor import State, examine

    checks = examine(given.where)
    lacking = any(one.needed and one.state is State.MISSING for one in checks)
    if given.json:
        print_json(checks)
        return 2 if lacking else 0
    lang = given.lang
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    for ja, en in (("部品", "part"), ("状態", "state"), ("見つかったもの", "found"), ("役割", "what it gives")):
        table.add_column(say(lang, ja, en), overflow="fold")
    for one in checks:
        ja, en, style = MARKS[one.state.value]
        state = Text(say(lang, ja, en), style=style if one.needed or one.state is not State.MISSING else "yellow")
        told = say(lang, one.gives.ja, one.gives.en)
        get = say(lang, one.get.ja, one.get.en)
        optional = "" if one.needed else say(lang, "（任意）", " (optional)")
        table.add_row(one.name, state, one.found, told + optional + (f"\n→ {get}" if get else ""))
    console = terminal()
    console.print(table)
    console.print(
        say(lang, "必要なものが欠けている。", "Something that is needed is missing.") if lacking
        else say(lang, "必要なものはそろっている。", "Everything that is needed is there.")
    )  # fmt: skip
    return 2 if lacking else 0


COMMAND = Command("doctor", "versions, memory, disk, fonts, and optional parts found or missing", _arguments, _run)
