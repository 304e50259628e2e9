"""`tenmatsu write`: the papers of a case as drafts for a human; nothing is sent."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, say


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument("templates", nargs="*", metavar="TEMPLATE", help="which papers (default: all)")
    parser.add_argument("--by", default="", metavar="NAME", help="who writes, for the audit (default: the user)")
    parser.add_argument(
        "--issued", metavar="PAPER", help="record that a person has sent PAPER (such as public-notice-v2) and freeze it"
    )
    parser.add_argument(
        "--form", type=Path, metavar="FILE.docx", help="your own Word template for the one paper named; see papers.md"
    )
    parser.add_argument("--on", metavar="DATE", help="the day that the papers bear (default: today)")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.case.verbs.write import issue, write
    from tenmatsu.cli.commands._duties_run import day

    today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
    if given.issued:
        files = issue(given.case, given.issued, day=day(given.on, today), by=given.by)
        print(
            say(given.lang, f"{len(files)} ファイルを発信済みとして固定した。", f"{len(files)} files frozen as issued.")
        )
        return 0
    told = None if given.quiet else (lambda name: print(f"  {name} …", file=sys.stderr))
    found = write(given.case, given.templates, day=day(given.on, today), by=given.by, told=told, form=given.form)
    if given.json:
        print_json(found)
    else:
        _say(found, given.lang)
    return 2 if found.refused else 0


def _say(found: object, lang: str) -> None:
    from tenmatsu.case.verbs.write import Papers

    assert isinstance(found, Papers)
    for paper in found.written:
        for file in paper.files[:4]:
            print(file)
        if len(paper.files) > 4:
            print(say(lang, f"… ほか {len(paper.files) - 4} ファイル", f"… and {len(paper.files) - 4} more files"))
        if paper.counts:
            print("  " + ", ".join(f"{name} {number:,}" for name, number in paper.counts.items()))
    for sentence in found.refused.values():
        print(f"tenmatsu: {sentence}", file=sys.stderr)
    if found.written:
        print(say(
            lang, "すべて案です。人が確認して発信してください。何も送っていません。台帳に記録しました。",
            "All are drafts for a person to check and send; nothing was sent. The ledger has noted them.",
        ))  # fmt: skip


COMMAND = Command("write", "write the papers of a case as drafts: notices, reports, lists", _arguments, _run)
