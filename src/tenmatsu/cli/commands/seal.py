"""`tenmatsu seal`: a case in one encrypted file, for transfer or archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.passphrase import new_passphrase
from tenmatsu.cli.screen import print_json, say


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="a new file outside of the case")
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="KEY",
        help="age1… or ssh public key of who may open it; may be repeated. Without: a passphrase is asked for",
    )  # fmt: skip
    parser.add_argument("--by", default="", metavar="NAME", help="who seals, for the audit (default: the user)")


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case
    from tenmatsu.case.verbs.folder import case_folder
    from tenmatsu.store.disk import size_text

    case_folder(given.case)
    passphrase = None if given.recipient else new_passphrase(given.lang)
    done = case.seal(given.case, given.to, passphrase=passphrase, recipients=given.recipient, by=given.by)
    if given.json:
        print_json(done)
        return 0
    lang = given.lang
    print(say(lang, f"{done.path}（{size_text(done.size)}、{done.files:,} ファイル）",
              f"{done.path} ({size_text(done.size)}, {done.files:,} files)"))  # fmt: skip
    print(f"SHA-256 {done.sha256}")
    links, outside = say(lang, "含まれないリンク", "link not packed"), say(lang, "事案の外", "not in the case")
    for label, names in ((links, done.links), (outside, done.outside)):
        for name in names:
            print(f"{label}: {name}")
    return 0


COMMAND = Command("seal", "pack a case into one encrypted file (age)", _arguments, _run)
