"""`tenmatsu export`: a list of persons, the register, or one list per segment, as Excel, CSV or Parquet."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import print_json, say


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument("what", choices=("persons", "register", "segments"), help="which list")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="FILE.xlsx, .csv or .parquet")
    parser.add_argument(
        "--by", default="", metavar="NAME", help="who takes the list, for the audit (default: the user)"
    )


def _run(given: argparse.Namespace) -> int:
    from tenmatsu import case

    written = case.export(given.case, given.what, given.to, day=_today(), by=given.by)
    if given.json:
        print_json(written)
        return 0
    for file in written.files[:5]:
        print(file)
    if len(written.files) > 5:
        print(
            say(
                given.lang,
                f"… ほか {len(written.files) - 5:,} ファイル",
                f"… and {len(written.files) - 5:,} more files",
            )
        )
    lists = say(given.lang, f"一覧 {written.lists:,}", f"{written.lists:,} {'list' if written.lists == 1 else 'lists'}")
    print(say(
        given.lang, f"{written.persons:,} 人、{written.rows:,} 行、{lists}",
        f"{written.persons:,} persons, {written.rows:,} rows, {lists}",
    ))  # fmt: skip
    if written.neutralised:
        print(say(given.lang, f"式と誤認されるセル {written.neutralised:,} 個の先頭に ' を付けた。",
                  f"{written.neutralised:,} cells that could run as formulas got a leading '."))  # fmt: skip
    if written.shortened:
        print(say(given.lang, f"Excelの上限を超えるセル {written.shortened:,} 個を切り詰めた。",
                  f"{written.shortened:,} cells were cut at the limit of Excel."))  # fmt: skip
    print(say(given.lang, "台帳に記録した。", "The ledger has noted it."))
    return 0


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


COMMAND = Command("export", "write a list of persons, the register or the lists by segment to a file", _arguments, _run)
