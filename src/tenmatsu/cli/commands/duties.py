"""`tenmatsu duties`: what is owed, to whom, by when, because of which facts."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the case folder")
    parser.add_argument("--on", metavar="DATE", help="the day on which the days left are counted (default: today)")
    parser.add_argument(
        "--rules-of", metavar="DATE", help="apply the rules of that day or year (2016, 2024-04-01, today)"
    )
    parser.add_argument("--all", action="store_true", help="also the reasons of what is not owed")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.cli.commands._duties_run import run

    return run(given)


COMMAND = Command("duties", "what is owed, to whom, by when, because of which facts", _arguments, _run)
