"""`tenmatsu why`: why records were taken for one person, from the values on both sides."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, terminal
from tenmatsu.errors import InputError

MOST = 20


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument(
        "record", metavar="PERSON|RECORD", help="a person's or record's number, or item#row=17 in quotes"
    )
    parser.add_argument(
        "--most", type=int, default=MOST, metavar="N", help=f"records shown (default: {MOST}; --json: all)"
    )


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case
    from tenmatsu.cli.why_screen import screen

    if given.most < 1:
        raise InputError("--most takes a whole number from 1 on")
    found = case.why(given.case, given.record, most=None if given.json else given.most)
    if given.json:
        print_json(found)
    else:
        terminal().print(screen(found, given.lang))
    return 0


COMMAND = Command(
    "why", "why records were taken for one person: the links and the values on both sides", _arguments, _run
)
