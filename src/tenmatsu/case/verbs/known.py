"""Everything that the papers of a case may say, gathered: its brief, its register, its facts, the papers before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tenmatsu import __version__
from tenmatsu.case.facts import register_facts
from tenmatsu.case.verbs.head import head_of
from tenmatsu.case.verbs.stated import span_of, stated_of
from tenmatsu.documents import tallies
from tenmatsu.documents.known import Issued, ItemLine, Known
from tenmatsu.documents.result import Summary, summary
from tenmatsu.errors import InputError
from tenmatsu.law.assess import assess
from tenmatsu.law.facts import Facts, key_of
from tenmatsu.law.items import Items
from tenmatsu.law.items import name_of as item_name
from tenmatsu.law.moments import JST
from tenmatsu.law.plain import plain
from tenmatsu.law.rule import rules
from tenmatsu.model import Fact
from tenmatsu.store.brief import NAME
from tenmatsu.store.ledger import Ledger

PAPERS, SENT = "papers", "issued"
WRITTEN, ISSUED, REFUSED, CHECKED = "paper written", "paper issued", "paper refused", "papers checked"
STATEMENT = "statement"
"""What stands in the place of a template for words that were said without a paper of ours."""


def known_of(case: Path, ledger: Ledger, day: date) -> Known:
    """Everything that the papers of a case may say: its brief, its register and its facts."""
    head = head_of(case)
    result = case / "result" if (case / "result" / "summary.json").is_file() else None
    register = summary(result) if result else None
    held = [*head.facts, *ledger.facts()]
    facts = Facts(held)
    said = register_facts(result) if result else []
    scratch = case / PAPERS if (case / PAPERS).is_dir() else case
    ways, confirmed = tallies.ways(result, scratch) if result else ((), None)
    return Known(
        title=head.title, organisation=head.organisation, day=day,
        persons=span_of(facts, "persons", register), records=span_of(facts, "records", register),
        items=_items(facts, result, register, scratch), items_open=_open(facts, register),
        groups=register.segments if register else {}, ways=ways, confirmed=confirmed,
        unread=register.unread if register else 0, stated=stated_of(facts),
        duties=tuple(plain(one) for one in assess(rules(), [*held, *said], day)),
        papers=papers_of(ledger, case), made_of=_made_of(case, held), result=result,
    )  # fmt: skip


def _items(facts: Facts, result: Path | None, register: Summary | None, scratch: Path) -> tuple[ItemLine, ...]:
    """The items of the register with their persons; those that only a fact names stand without a number."""
    counted = tallies.items(result, register, scratch) if result and register and register.items else ()
    have = {kind for line in counted for kind in line.kinds} | {line.word for line in counted}
    stated = [value for _, value in facts.of("data_items") if isinstance(value, Items)]
    words = sorted({word for value in stated for word in value.words})
    more = [
        ItemLine(item_name(one, "ja"), (one,)) for one in words if one not in have and item_name(one, "ja") not in have
    ]
    return (*counted, *more)


def _open(facts: Facts, register: Summary | None) -> bool:
    """Whether further items are possible: material is unread, nothing is known, or a fact left its list open."""
    if register is not None:
        return bool(register.unread)
    stated = [value for _, value in facts.of("data_items") if isinstance(value, Items)]
    return not stated or any(not one.complete for one in stated)


def keep_form(case: Path, form: Path) -> Path:
    """A copy of a Word template in CASE/forms, named by its hash, so that its papers can be made and checked again."""
    try:
        content = form.read_bytes()
    except OSError as error:
        raise InputError(f"{form}: cannot be read; name a Word template (.docx)") from error
    folder = case / "forms"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{hashlib.sha256(content).hexdigest()}.docx"
    if not path.exists():
        path.write_bytes(content)
        path.chmod(0o400)
    return path


def form_of(case: Path, details: Mapping[str, Any]) -> Path | None:
    """The Word template on which a paper of the ledger was made, or None when it is one of ours."""
    return case / "forms" / f"{details['form']}.docx" if details.get("form") else None


def papers_of(ledger: Ledger, case: Path) -> tuple[Issued, ...]:
    """The papers written and the statements issued, oldest first; a statement counts as issued from its first row."""
    rows = [row for row in ledger.audits() if row["action"] in (WRITTEN, ISSUED)]
    sent = {name_in(row) for row in rows if row["action"] == ISSUED}
    return tuple(
        _issued(row, name_in(row) in sent, case)
        for row in rows
        if row["action"] == WRITTEN or name_in(row)[0] == STATEMENT
    )


def name_in(row: Mapping[str, Any]) -> tuple[str, int]:
    """The template and the version that a row of the ledger speaks of."""
    details = row["details"]
    return str(details.get("template", "")), int(details.get("version", 0))


def _issued(row: Mapping[str, Any], sent: bool, case: Path) -> Issued:
    details = row["details"]
    files = details.get("files", {})
    folder = (
        case / SENT / f"statement-v{details.get('version')}" if details.get("template") == STATEMENT else case / PAPERS
    )
    word = next((folder / name for name in files if name.endswith((".docx", ".txt"))), None)
    day = str(details.get("day") or details.get("on") or _day_in_japan(str(row["recorded"])))
    return Issued(*name_in(row), sent, day, details.get("figures", {}), files, word)


def _day_in_japan(recorded: str) -> str:
    return datetime.fromisoformat(recorded).astimezone(JST).date().isoformat()


def _made_of(case: Path, held: Iterable[Fact]) -> dict[str, str]:
    """Hashes of case.toml, of summary.json and of the keys of all facts, and the version that wrote it."""
    found = {"tenmatsu": __version__, NAME: hashlib.sha256((case / NAME).read_bytes()).hexdigest()}
    path = case / "result" / "summary.json"
    if path.is_file():
        found["result/summary.json"] = hashlib.sha256(path.read_bytes()).hexdigest()
    found["facts"] = hashlib.sha256("\n".join(key_of(fact) for fact in held).encode()).hexdigest()
    return found
