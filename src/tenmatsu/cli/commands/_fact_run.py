"""What `tenmatsu fact` does."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime

from rich.table import Table
from rich.text import Text

from tenmatsu.cli.commands._case_facts import case_facts
from tenmatsu.cli.commands._flow import clean
from tenmatsu.cli.screen import terminal
from tenmatsu.errors import InputError
from tenmatsu.law.facts import Facts, key_of
from tenmatsu.law.items import unnamed
from tenmatsu.law.values import parse_moment
from tenmatsu.law.vocabulary import name_of, read_value, term_of, vocabulary
from tenmatsu.model import Fact
from tenmatsu.store.ledger import Ledger


def run(given: argparse.Namespace) -> int:
    """Do it; answers the exit code."""
    if given.names:
        return _names(given)
    if given.case is None:
        raise InputError("name the case folder: tenmatsu fact CASE name=value --source … --by …")
    if not given.statements:
        return _list(given)
    held = case_facts(given.case)
    facts = [_read(text, given) for text in given.statements]
    Facts((*held.facts, *facts)).check(facts)
    with Ledger(given.case) as ledger:
        for fact in facts:
            ledger.add_fact(fact)
    return _told(facts, held.facts, given)


def _read(text: str, given: argparse.Namespace) -> Fact:
    name, sign, value = text.partition("=")
    if not sign:
        raise InputError("a fact is written name=value, such as persons=300..5000")
    if not given.source or not given.by:
        raise InputError("a fact needs its source and who says so: add --source and --by")
    name = name_of(name)
    at = _at(given.at)
    if not (term_of(name).candidates and at is not None):
        read_value(name, value)
    return Fact(name, value, given.source, given.by, datetime.now(UTC), at, given.supersedes, given.note)


def _at(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    try:
        return parse_moment(text)
    except ValueError as error:
        raise InputError(f"--at cannot be read: {error}") from error


def _told(facts: list[Fact], earlier: tuple[Fact, ...], given: argparse.Namespace) -> int:
    if given.json:
        print(json.dumps([_plain(one) for one in facts], ensure_ascii=False))
        return 0
    ja = given.lang == "ja"
    for one in facts:
        print(clean(f"{key_of(one)}  {one.name}={one.value}"))
        for word in unnamed(one.value) if term_of(one.name).type == "items" else ():
            print(
                f"  {word}: "
                + (
                    "項目の一覧にない語：性質は未確定として扱う"
                    if ja
                    else "not in the list of items: its nature stays unknown"
                )
            )
        beside = [old for old in Facts(earlier).live if old.name == one.name and old.value != one.value]
        if beside and not one.supersedes and not term_of(one.name).candidates:
            keys = ", ".join(f"{key_of(old)} {old.value}" for old in beside)
            print(
                f"  {'前の事実も並んで残る' if ja else 'stands beside the earlier'}: {keys} (--supersedes KEY --note …)"
            )
    return 0


def _plain(fact: Fact) -> dict[str, object]:
    at = fact.at.isoformat() if fact.at else None
    return {
        "key": key_of(fact), "name": fact.name, "value": fact.value, "source": fact.source, "by": fact.by,
        "recorded": fact.recorded.isoformat(), "at": at, "supersedes": fact.supersedes, "note": fact.note,
    }  # fmt: skip


def _list(given: argparse.Namespace) -> int:
    facts = Facts(case_facts(given.case).facts)
    if given.json:
        print(
            json.dumps([_plain(one) | {"live": one in facts.live} for one in facts.all], ensure_ascii=False, indent=1)
        )
        return 0
    table = Table(box=None, padding=(0, 1), header_style="bold")
    for label in ("key", "name", "value", "source", "by"):
        table.add_column(label, overflow="fold", no_wrap=label == "key")
    for one in facts.all:
        style = "" if one in facts.live else "dim strike"
        row = (key_of(one), one.name, one.value, one.source, one.by)
        table.add_row(*(Text(clean(cell), style=style) for cell in row))
    terminal().print(table)
    return 0


def _names(given: argparse.Namespace) -> int:
    if given.json:
        words = {name: {"type": term.type, "ja": term.ja, "en": term.en} for name, term in vocabulary().items()}
        print(json.dumps(words, ensure_ascii=False, indent=1))
        return 0
    table = Table(box=None, padding=(0, 1), show_header=False)
    for name, term in vocabulary().items():
        shown = ", ".join(term.choices) if term.choices else term.type
        table.add_row(
            Text(name, style="bold"), Text(shown, style="dim"), Text(term.ja if given.lang == "ja" else term.en)
        )
    terminal().print(table)
    return 0
