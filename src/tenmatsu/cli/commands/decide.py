"""`tenmatsu decide`: a person's verdict on two records; it outranks the rules and survives every run."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, say
from tenmatsu.errors import InputError

WORDS = {"same": ("同じ人", "the same person"), "different": ("別の人", "different persons"),
         "unsure": ("判断できない", "it cannot be told")}  # fmt: skip


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument("left", nargs="?", metavar="LEFT", help="a record: its number, a person's, or item#row=17")
    parser.add_argument("right", nargs="?", metavar="RIGHT", help="the other record")
    parser.add_argument("verdict", nargs="?", metavar="VERDICT", help="same, different or unsure")
    parser.add_argument("--by", default="", metavar="NAME", help="who decides")
    parser.add_argument("--note", default="", metavar="TEXT", help="why")
    parser.add_argument("--from", dest="file", type=Path, metavar="FILE.csv", help="left, right, verdict, by, note")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case

    if given.file is not None:
        if given.left is not None:
            raise InputError("give LEFT RIGHT VERDICT or --from FILE.csv, not both")
        done = case.decide_from(given.case, given.file, by=given.by)
    else:
        if None in (given.left, given.right, given.verdict):
            raise InputError("name both records and the verdict: tenmatsu decide CASE LEFT RIGHT same|different|unsure")
        done = case.decide(given.case, given.left, given.right, given.verdict, by=given.by, note=given.note)
    if given.json:
        print_json(done)
        return 0
    for one in done.decisions[:20]:
        ja, en = WORDS[one.verdict.value]
        print(f"{one.left}\n{one.right}\n  → {say(given.lang, ja, en)} ({one.by})")
    if len(done.decisions) > 20:
        more = len(done.decisions) - 20
        print(say(given.lang, f"… ほか {more:,} 件", f"… and {more:,} more"))
    print(say(
        given.lang,
        f"有効な判断は {done.standing:,} 件。次の tenmatsu investigate {given.case} で反映される。",
        f"{done.standing:,} {'verdict stands' if done.standing == 1 else 'verdicts stand'}; "
        f"the next tenmatsu investigate {given.case} applies {'it' if done.standing == 1 else 'them'}.",
    ))  # fmt: skip
    return 0


COMMAND = Command("decide", "say that two records are the same person or not; outranks the rules", _arguments, _run)
