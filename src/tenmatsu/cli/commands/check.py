"""`tenmatsu check`: every number, date, item and name in the papers against the register and the facts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import plain, print_json, say


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="papers, wherever they lie (default: papers/ and issued/)"
    )
    parser.add_argument("--by", default="", metavar="NAME", help="who checks, for the audit (default: the user)")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.case.verbs.check import check_papers

    found = check_papers(given.case, given.files, by=given.by)
    if given.json:
        print_json(found)
        return 1 if found.differences else 0
    for one in found.differences:
        print("\n".join(_told(one, given.lang)))
    for note in found.notes if not given.quiet else ():
        print(f"  {plain(note)}", file=sys.stderr)
    many, files = len(found.differences), len(found.files)
    print(say(
        given.lang,
        f"{files} ファイルを確かめた：" + (f"食い違い {many}" if many else "すべて登録簿と事実のとおり"),
        f"{files} files checked: " + (f"{many} differences" if many else "all as the register and the facts have it"),
    ))  # fmt: skip
    return 1 if found.differences else 0


def _told(one: object, lang: str) -> list[str]:
    """A difference in three lines: the file and what is wrong, what it says and where, what the case says and why."""
    from tenmatsu.case.verbs.check import Difference

    assert isinstance(one, Difference)
    lines = [f"{one.file}: {one.why}"]
    if one.said or one.sentence:
        said = plain(one.said or say(lang, "（記載なし）", "(nothing)"))
        where = f"  «{plain(one.sentence)}»" if one.sentence else ""
        lines.append(f"  {say(lang, '文書', 'paper')}: {said}{where}")
    instead = f"{plain(one.instead)}  " if one.instead else ""
    lines.append(f"  {say(lang, '事案', 'case')}: {instead}[{plain(one.source)}]")
    return lines


COMMAND = Command("check", "check the papers as they lie against the register and the facts", _arguments, _run)
