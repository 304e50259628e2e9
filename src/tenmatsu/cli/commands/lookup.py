"""`tenmatsu lookup`: one caller's question, answered 対象, 対象外 or 確認要; it cannot list."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tenmatsu.cli.command import Command
from tenmatsu.cli.screen import plain, print_json, say
from tenmatsu.errors import InputError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE", help="the folder that holds case.toml")
    parser.add_argument(
        "--by", default="", metavar="NAME", help="who takes the call, for the audit (default: the user)"
    )
    parser.add_argument(
        "--record",
        default="",
        metavar="SORT",
        help="keep what the last caller wants: call-back, complaint, no-contact, new-address or suspicious",
    )
    parser.add_argument("--call", type=int, default=0, metavar="N", help="with --record: the number of the call")
    parser.add_argument(
        "--earlier", action="store_true", help="the callers who were told something else than the register says now"
    )


def _run(given: argparse.Namespace) -> int:
    from tenmatsu.case.verbs.ask import lookup

    if given.earlier:
        return _earlier(given)
    if given.record:
        return _record(given)
    first, second = _words(given.lang)
    today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
    found = lookup(given.case, first, second, on=today, by=given.by)
    if given.json:
        print_json(found)
        return 0
    for line in (found.told.answer.value, found.told.items, found.told.caution):
        if line:
            print(plain(line))
    print(say(given.lang, f"照会番号 {found.number}", f"call {found.number}"))
    for note in found.notes:
        print(f"tenmatsu: {note}", file=sys.stderr)
    return 0


def _record(given: argparse.Namespace) -> int:
    from tenmatsu.case.verbs.calls import record

    if sys.stdin.isatty():
        words = input(say(given.lang, "申し出の内容: ", "what the caller wants: "))
    else:
        words = sys.stdin.read(4000)
    path = record(given.case, given.call, given.record, words, by=given.by)
    print(say(given.lang, f"{path} に記録した。", f"Recorded in {path}."))
    return 0


def _earlier(given: argparse.Namespace) -> int:
    from tenmatsu.case.verbs.calls import told_otherwise

    found = told_otherwise(given.case)
    if given.json:
        print_json(found)
        return 0
    for one in found:
        wishes = f"  ({', '.join(one.asked_for)})" if one.asked_for else ""
        when = f"{one.recorded}Z  {one.who}"
        print(plain(f"{one.number}\t{when}\t{one.told.value} (v{one.version}) → {one.now.value}{wishes}"))
    many = len(found)
    print(say(given.lang, f"答えが変わった照会 {many:,}件", f"{many:,} calls whose answer would be another one now"))
    return 0


def _words(lang: str) -> tuple[str, str]:
    """Both words, asked for without an echo; or two lines of standard input. Never arguments, which others can see."""
    if not sys.stdin.isatty():
        lines = [sys.stdin.readline(400).strip() for _ in range(2)]
        if not all(lines):
            raise InputError("standard input gives two lines: who calls, and a birth date (1970-01-02) or a postcode")
        return lines[0], lines[1]
    first = say(
        lang, "氏名・カナ・電話・メール・会員番号のいずれか: ", "name, kana, telephone, mail or member number: "
    )
    second = say(lang, "生年月日（1970-01-02）または郵便番号: ", "birth date (1970-01-02) or postcode: ")
    return getpass.getpass(first), getpass.getpass(second)


COMMAND = Command("lookup", "answer one caller: concerned, not concerned, ask back", _arguments, _run)
