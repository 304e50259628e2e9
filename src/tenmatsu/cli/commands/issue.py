"""`tenmatsu issue`: a paper that a person has sent is frozen with the hashes of what it was made of."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, say
from tenmatsu.errors import InputError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument("paper", nargs="?", default="", metavar="PAPER", help="a paper as written: public-notice-v2")
    parser.add_argument(
        "--statement",
        default="",
        metavar="TEXT|FILE",
        help="words that were issued elsewhere, such as 約793万人, or a file",
    )
    parser.add_argument("--to", default="", metavar="WHOM", help="to whom it went (a body, a page; no person)")
    parser.add_argument("--on", metavar="DATE", help="the day on which it went out (default: today)")
    parser.add_argument("--by", default="", metavar="NAME", help="who records it, for the audit (default: the user)")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.case.verbs.issue import issue, state
    from tenmatsu.cli.commands._duties_run import day

    on = day(given.on, datetime.now(ZoneInfo("Asia/Tokyo")).date())
    if bool(given.paper) == bool(given.statement):
        raise InputError("name either PAPER (public-notice-v2) or --statement with the words that were issued")
    if given.paper:
        files = issue(given.case, given.paper, day=on, by=given.by, to=given.to)
    else:
        files = (state(given.case, given.statement, day=on, by=given.by, to=given.to),)
    if given.json:
        print_json({"files": files, "on": on, "to": given.to})
    else:
        print(say(given.lang, f"{len(files)} ファイルを発信済みとして固定し、写しを issued/ に置いた。",
                  f"{len(files)} files frozen as issued, with a copy in issued/."))  # fmt: skip
    return 0


COMMAND = Command("issue", "freeze a paper that was sent, with the hashes of what it was made of", _arguments, _run)
