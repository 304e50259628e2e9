"""`tenmatsu purge`: destroy a case and leave a certificate."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, say
from tenmatsu.errors import InputError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument("--by", required=True, metavar="NAME", help="who orders it")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="folder for the certificate (default: beside the case)"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask for the title of the case")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case
    from tenmatsu.store.disk import size_text
    from tenmatsu.store.outside import title

    lang = given.lang
    if not given.yes and given.case.is_dir():
        _confirm(title(given.case) or given.case.name, given.case, lang)
    done = case.purge(given.case, by=given.by, reason=given.reason, keep=given.keep)
    if given.json:
        print_json(done)
        return 0
    print(say(lang, f"{given.case} を消去した：{len(done.files):,} ファイル（{size_text(done.size)}）。",
              f"{given.case} is destroyed: {len(done.files):,} files ({size_text(done.size)})."))  # fmt: skip
    for name in done.outside:
        print(say(lang, f"事案の外にあり消去していない: {name}", f"outside of the case and not touched: {name}"))
    where = given.keep or given.case.absolute().parent
    print(say(lang, f"消去証明書: {where} の {done.case}.purged*.json と .txt",
              f"Certificate: {done.case}.purged*.json and .txt in {where}"))  # fmt: skip
    return 0


def _confirm(title: str, case: Path, lang: str) -> None:
    """Ask for the title of the case, typed; InputError when it is not that, or nobody can be asked."""
    if not sys.stdin.isatty():
        raise InputError(f"{case}: nothing was destroyed; add --yes where nobody can be asked")
    print(
        say(lang, f"{case} を完全に消去する。元に戻せない。", f"{case} will be destroyed and cannot be brought back.")
    )
    print(say(lang, f"続けるには事案の名前を入力する: {title}", f"To go on, type the title of the case: {title}"))
    if input("> ").strip() != title.strip():
        raise InputError(f"{case}: that is not its title; nothing was destroyed")


COMMAND = Command("purge", "destroy a case and leave a certificate with counts and hashes", _arguments, _run)
