"""`tenmatsu verify`: whether the ledger of a case is as it was written."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, say
from tenmatsu.errors import InputError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument(
        "--tip",
        metavar="ROWS:HASH",
        help="a tip written down earlier (a report, summary.json): nothing was cut off since",
    )


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case
    from tenmatsu.store.ledger import Tip

    expected = None
    if given.tip:
        told = re.fullmatch(r"([0-9]{1,12}):([0-9a-f]{64})", given.tip.strip())
        if not told:
            raise InputError("--tip is written ROWS:HASH, the hash in 64 hexadecimal digits")
        expected = Tip(int(told[1]), told[2])
    found = case.verify(given.case, expected)
    if given.json:
        print_json(found)
    elif found.ok:
        print(
            say(
                given.lang,
                f"台帳は書かれたとおり：{found.tip.rows:,} 行",
                f"The ledger is as it was written: {found.tip.rows:,} rows",
            )
        )
        print(f"{found.tip.rows}:{found.tip.hash}")
    else:
        print(say(given.lang, f"台帳が書き換えられている：{found.broken} 行目（{found.why}）",
                  f"The ledger is not as it was written: row {found.broken}, {found.why}"))  # fmt: skip
    return 0 if found.ok else 2


COMMAND = Command("verify", "check the chain of hashes of a case's ledger", _arguments, _run)
