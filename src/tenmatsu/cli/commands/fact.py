"""`tenmatsu fact`: append a cited fact to the ledger of a case, or list those that stand."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, nargs="?", metavar="CASE", help="the case folder")
    parser.add_argument(
        "statements", nargs="*", metavar="name=value", help="the facts; without any, those that stand are listed"
    )
    parser.add_argument("--source", metavar="TEXT", help="where it stands: a locator, a letter, a person asked")
    parser.add_argument("--by", metavar="NAME", help="who says so")
    parser.add_argument("--at", metavar="MOMENT", help="when it was so (a date, or an instant with its offset)")
    parser.add_argument("--supersedes", metavar="KEY", help="the earlier fact that it replaces: its key, value or name")
    parser.add_argument("--note", metavar="TEXT", default="", help="why; needed with --supersedes")
    parser.add_argument("--names", action="store_true", help="list every name of the vocabulary")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.cli.commands._fact_run import run

    return run(given)


COMMAND = Command("fact", "append a cited fact to a case, or list the facts that stand", _arguments, _run)
