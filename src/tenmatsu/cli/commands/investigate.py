"""`tenmatsu investigate`: from the evidence of a case to its result."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.progress import bars
from tenmatsu.cli.screen import print_json, say, terminal
from tenmatsu.errors import InputError

LEAST = 512 << 20


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument("--memory", default="4GB", help="bound for what is held in memory (default: 4GB)")
    parser.add_argument("--fresh", action="store_true", help="do every step again; verdicts and facts are kept")


def memory(text: str) -> str:
    """4GB, 2 gb, 800MB, 4GiB: as the engines take it. InputError for anything else, and for less than 512 MB."""
    found = re.fullmatch(r"\s*([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*([GM])(I?)B?\s*", text.upper())
    if not found:
        raise InputError("--memory takes an amount such as 4GB or 800MB")
    number, unit, binary = found.groups()
    factor = (1024 if binary else 1000) ** (3 if unit == "G" else 2)
    if float(number) * factor < LEAST:
        raise InputError("--memory: less than 540MB is too little to work with; give 1GB or more")
    return f"{number}{unit}{'i' if binary else ''}B"


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case
    from tenmatsu.documents.funnel import funnel
    from tenmatsu.documents.terminal import render_funnel

    case_folder = given.case
    bound = memory(given.memory)
    with bars(given.lang, quiet=given.quiet or given.json) as told:
        summary = case.investigate(case_folder, memory=bound, fresh=given.fresh, told=told)
    if given.json:
        print_json(summary)
        return 0
    terminal().print(render_funnel(funnel(case_folder / "result"), given.lang))
    report = case_folder / "result" / "report.html"
    print(say(given.lang, f"報告書: {report}", f"Report: {report}"))
    return 0


COMMAND = Command(
    "investigate", "find the persons in the evidence of a case; goes on where it was stopped", _arguments, _run
)
