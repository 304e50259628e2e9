"""`tenmatsu law`: the rules with their sources; `tenmatsu law try FILE.yaml` puts worked examples to them."""

from __future__ import annotations

import argparse

from tenmatsu.cli.command import Command


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="[RULE | try FILE.yaml …]", help="a rule to read back, or examples to try"
    )
    parser.add_argument("--on", metavar="DATE", help="the day that counts as today for the examples")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.cli.commands._law_run import run

    return run(given)


COMMAND = Command("law", "read the rules back with their sources, or try worked examples", _arguments, _run)
