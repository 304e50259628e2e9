"""`tenmatsu unseal`: a sealed case, opened again in a new folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.passphrase import passphrase
from tenmatsu.cli.screen import print_json, say
from tenmatsu.errors import InputError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that tenmatsu seal has written")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="a new folder")
    parser.add_argument(
        "--identity-file", type=Path, action="append", default=[], metavar="FILE",
        help="the secret key (AGE-SECRET-KEY-1… or ssh). Without: a passphrase is asked for",
    )  # fmt: skip


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.store.unseal import unseal

    if not given.file.is_file():
        raise InputError(f"{given.file}: no such file; name a file that tenmatsu seal has written")
    keys = [_key(path) for path in given.identity_file]
    folder = unseal(given.file, given.to, passphrase=None if keys else passphrase(given.lang), identities=keys)
    if given.json:
        print_json({"case": folder})
        return 0
    print(say(given.lang, f"{folder} に復元した。すべてのファイルが封印時のハッシュと一致した。",
              f"Unpacked into {folder}; every file has the hash it was sealed with."))  # fmt: skip
    return 0


def _key(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a key file; check the name and the rights") from error


COMMAND = Command("unseal", "open a sealed case in a new folder", _arguments, _run)
