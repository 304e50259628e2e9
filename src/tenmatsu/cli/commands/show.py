"""`tenmatsu show`: the funnel and the breakdowns of a result."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, terminal


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument("--by", choices=("item", "segment", "file", "reach"), help="a breakdown instead of the funnel")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case
    from tenmatsu.documents.breakdown import Breakdown
    from tenmatsu.documents.terminal import render_breakdown, render_funnel

    found = case.show(given.case, given.by)
    if given.json:
        print_json(found)
    elif isinstance(found, Breakdown):
        terminal().print(render_breakdown(found, given.lang))
    else:
        terminal().print(render_funnel(found, given.lang))
    return 0


COMMAND = Command("show", "the funnel and the breakdowns of a result", _arguments, _run)
