"""What `tenmatsu duties` does."""

from __future__ import annotations

import argparse
import json
import re
from datetime import date, datetime

from tenmatsu.cli.commands._case_facts import case_facts
from tenmatsu.cli.commands._duties_screen import screen
from tenmatsu.cli.screen import terminal
from tenmatsu.errors import InputError
from tenmatsu.law.assess import assess, not_in_force, uncovered
from tenmatsu.law.facts import Facts, key_of
from tenmatsu.law.plain import plain
from tenmatsu.law.rule import rules
from tenmatsu.law.values import JST


def day(text: str | None, default: date) -> date:
    """A date given on the command line."""
    if text is None or text == "today":
        return default
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no date; a date is written 2026-09-01, or today") from error


def edition(text: str, on: date) -> date:
    """The day whose rules are meant: a day, `today`, or a year, which stands for its last day that has come."""
    if re.fullmatch(r"(19|20)\d\d", text):
        return min(date(int(text), 12, 31), on) if int(text) <= on.year else date(int(text), 12, 31)
    try:
        return day(text, on)
    except InputError as error:
        raise InputError(f"--rules-of {text}: name a year or a day, such as 2016, 2022, 2024-04-01 or today") from error


def run(given: argparse.Namespace) -> int:
    """Do it; answers the exit code."""
    today = datetime.now(JST).date()
    on = day(given.on, today)
    rules_of = edition(given.rules_of, on) if given.rules_of else None
    held = case_facts(given.case)
    facts = Facts(held.facts)
    duties = assess(rules(), held.facts, on, rules_of)
    silent = not_in_force(rules(), held.facts, on, rules_of)
    if given.json:
        told = {
            "on": on.isoformat(),
            "rules_of": rules_of.isoformat() if rules_of else None,
            "duties": [plain(one) for one in duties],
            "uncovered": uncovered(rules(), facts),
            "not_in_force": [one.id for one in silent],
            "unusable_facts": [{"key": key_of(fact), "why": why} for fact, why in facts.faults],
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    terminal().print(screen(held.title, facts, duties, silent, on, rules_of, given.lang, whole=given.all))
    return 0
