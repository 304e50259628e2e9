"""`tenmatsu doctor`: what this machine has for tenmatsu, and what is missing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, say, terminal

if TYPE_CHECKING:
    from tenmatsu.store.doctor import Check

PACKAGE = "a part that tenmatsu needs"
NAMES = {"memory": "メモリー", "disk": "ディスク", "temporary disk": "一時ディスク", "locale": "文字コード",
         "fonts (ja)": "日本語フォント"}  # fmt: skip
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
    whole = [one for one in checks if one.gives.en == PACKAGE and one.state is State.OK]
    for one in checks:
        if one not in whole:
            table.add_row(*_row(one, lang))
        elif one is whole[-1]:
            found = say(lang, f"{len(whole)} 個すべて", f"all {len(whole)} found")
            if len(whole) < sum(each.gives.en == PACKAGE for each in checks):
                found = say(lang, f"{len(whole)} 個", f"{len(whole)} found")
            table.add_row(say(lang, "パッケージ", "packages"), Text(say(lang, *MARKS["ok"][:2]), style="green"), found,
                          say(lang, one.gives.ja, "parts that tenmatsu needs"))  # fmt: skip
    console = terminal()
    console.print(table)
    console.print(
        say(lang, "必要なものが欠けている。", "Something that is needed is missing.") if lacking
        else say(lang, "必要なものはそろっている。", "Everything that is needed is there.")
    )  # fmt: skip
    return 2 if lacking else 0


def _row(one: Check, lang: str) -> tuple[str, Text, str, str]:
    ja, en, style = MARKS[one.state.value]
    state = Text(say(lang, ja, en), style=style if one.needed or one.state.value != "missing" else "yellow")
    get = say(lang, one.get.ja, one.get.en)
    optional = "" if one.needed else say(lang, "（任意）", " (optional)")
    told = say(lang, one.gives.ja, one.gives.en) + optional + (f"\n→ {get}" if get else "")
    found = one.found.replace("free", "空き") if lang == "ja" else one.found
    return say(lang, NAMES.get(one.name, one.name), one.name), state, found, told


COMMAND = Command("doctor", "versions, memory, disk, fonts, and optional parts found or missing", _arguments, _run)
