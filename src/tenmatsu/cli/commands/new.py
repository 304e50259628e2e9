"""`tenmatsu new`: a case for the everyday accident, by a short questionnaire."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder to make; it must not hold a case yet")
    parser.add_argument("--by", metavar="NAME", help="who answers (asked for when left out)")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.cli.commands._new_run import run

    return run(given)


COMMAND = Command("new", "make a case by a short questionnaire: one letter, one mail, one fax", _arguments, _run)
