"""`write`: the papers of a case as drafts in CASE/papers, each proved against the register and noted in the ledger."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tenmatsu import __version__
from tenmatsu.case.facts import read_facts
from tenmatsu.case.verbs.folder import case_folder, user
from tenmatsu.case.verbs.head import head_of
from tenmatsu.case.verbs.stated import span_of, stated_of
from tenmatsu.documents import tallies
from tenmatsu.documents.known import Issued, ItemLine, Known
from tenmatsu.documents.result import Summary, summary
from tenmatsu.documents.write import PaperError, WrittenPaper, prove, template, templates
from tenmatsu.documents.write import write as write_paper
from tenmatsu.errors import InputError
from tenmatsu.law.assess import assess
from tenmatsu.law.facts import Facts, key_of
from tenmatsu.law.from_register import facts_of
from tenmatsu.law.items import Items
from tenmatsu.law.items import name_of as item_name
from tenmatsu.law.plain import plain
from tenmatsu.law.rule import rules
from tenmatsu.model import Fact
from tenmatsu.store.brief import NAME
from tenmatsu.store.ledger import Ledger

PAPERS = "papers"
WRITTEN, ISSUED, REFUSED = "paper written", "paper issued", "paper refused"
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Papers:
    """What was written, and which templates were not, each with the sentence that says why."""

    written: tuple[WrittenPaper, ...]
    refused: Mapping[str, str]


def write(case: Path, names: Sequence[str] = (), *, day: date, by: str = "", told: Told | None = None) -> Papers:
    """Write the papers named (all of them without a name) as drafts dated `day`; `by` is who asks for them.

    A paper whose numbers differ from the register, or that needs a register where there is none, is refused and the
    others are written. The ledger notes each with its version, hashes, figures and what it was made of; no personal
    value stands there.
    """
    case_folder(case)
    wanted = [template(name) for name in dict.fromkeys(names)] or list(templates().values())
    who = by.strip() or user()
    written: list[WrittenPaper] = []
    refused: dict[str, str] = {}
    with Ledger(case) as ledger:
        known = known_of(case, ledger, day)
        for one in wanted:
            if told:
                told(one.name)
            try:
                if one.needs_register and known.result is None:
                    raise InputError(
                        f"{one.name}: lists persons, and there is no result yet; run tenmatsu investigate {case}"
                    )
                paper = write_paper(known, one, case / PAPERS, _next(case, known, one.name))
            except (PaperError, InputError) as error:
                refused[one.name] = str(error)
                ledger.audit(REFUSED, who, {"template": one.name})
                continue
            ledger.audit(WRITTEN, who, _details(paper, known))
            written.append(paper)
    return Papers(tuple(written), refused)


def issue(case: Path, paper: str, *, day: date, by: str = "") -> tuple[Path, ...]:
    """Record that a person has sent `paper` (`public-notice-v2`), and freeze its files (0400); answers them.

    What was edited by hand since it was written is checked once more as it lies on the disk; PaperError when it says a
    number, date or denial that the facts do not. The ledger keeps the hashes of what was sent.
    """
    case_folder(case)
    name, _, number = paper.rpartition("-v")
    one = template(name)
    with Ledger(case) as ledger:
        rows = [
            row["details"] for row in ledger.audits() if row["action"] == WRITTEN and _name(row) == (name, _int(number))
        ]
        if not rows:
            raise InputError(f"{paper}: no such paper was written; name it as public-notice-v2")
        known, details = known_of(case, ledger, day), rows[-1]
        assert isinstance(details, dict)
        files = tuple(case / PAPERS / file for file in details["files"])
        for path, told in zip(files, details["files"].values(), strict=True):
            if not path.is_file():
                raise InputError(f"{path}: is not there; put it back or write the paper again")
            if _sha256(path) != told and path.suffix in (".docx", ".html"):
                prove(one, known, _int(number), path)
        sent = {file: _sha256(path) for file, path in zip(details["files"], files, strict=True)}
        told_more = {"figures": details["figures"], "made_of": details["made_of"]}
        ledger.audit(
            ISSUED, by.strip() or user(), {"template": name, "version": _int(number), "files": sent, **told_more}
        )
    for path in files:
        path.chmod(0o400)
    return files


def _int(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() else 0


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _details(paper: WrittenPaper, known: Known) -> dict[str, object]:
    return {
        "template": paper.template, "version": paper.version, "day": known.day.isoformat(), "files": dict(paper.sha256),
        "figures": dict(paper.figures), "counts": dict(paper.counts), "made_of": dict(known.made_of),
    }  # fmt: skip


def _next(case: Path, known: Known, name: str) -> int:
    """One more than the highest version that the ledger or the folder knows."""
    there = [one.version for one in known.papers if one.template == name]
    form = re.compile(rf"^{re.escape(name)}-v(\d+)(?:\.|$)")
    folder = case / PAPERS
    there += [
        int(found[1]) for path in (folder.iterdir() if folder.is_dir() else ()) if (found := form.match(path.name))
    ]
    return max(there, default=0) + 1


def known_of(case: Path, ledger: Ledger, day: date) -> Known:
    """Everything that the papers of a case may say: its brief, its register and its facts."""
    head = head_of(case)
    result = case / "result" if (case / "result" / "summary.json").is_file() else None
    register = summary(result) if result else None
    held = [*head.facts, *ledger.facts()]
    facts = Facts(held)
    scratch = case / PAPERS if (case / PAPERS).is_dir() else case
    ways, confirmed = tallies.ways(result, scratch) if result else ((), None)
    return Known(
        title=head.title, organisation=head.organisation, day=day,
        persons=span_of(facts, "persons", register), records=span_of(facts, "records", register),
        items=_items(facts, result, register, scratch), items_open=_open(facts, register),
        groups=register.segments if register else {}, ways=ways, confirmed=confirmed,
        unread=register.unread if register else 0, stated=stated_of(facts),
        duties=tuple(plain(one) for one in assess(rules(), _with_register(held, register, result), day)),
        papers=_papers(ledger, case / PAPERS), made_of=_made_of(case, held), result=result,
    )  # fmt: skip


def _with_register(held: Iterable[Fact], register: Summary | None, result: Path | None) -> list[Fact]:
    if register is None or result is None:
        return list(held)
    path = result / "summary.json"
    recorded = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return [*held, *facts_of(json.loads(path.read_text("utf-8")), recorded), *read_facts(result)]


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


def _papers(ledger: Ledger, folder: Path) -> tuple[Issued, ...]:
    rows = [row for row in ledger.audits() if row["action"] in (WRITTEN, ISSUED)]
    sent = {_name(row) for row in rows if row["action"] == ISSUED}
    return tuple(_issued(row, _name(row) in sent, folder) for row in rows if row["action"] == WRITTEN)


def _name(row: Mapping[str, Any]) -> tuple[str, int]:
    details = row["details"]
    return str(details.get("template", "")), int(details.get("version", 0))


def _issued(row: Mapping[str, Any], sent: bool, folder: Path) -> Issued:
    details = row["details"]
    files = details.get("files", {})
    word = next((folder / name for name in files if name.endswith(".docx")), None)
    return Issued(*_name(row), sent, str(row["recorded"]), details.get("figures", {}), files, word)


def _made_of(case: Path, held: Iterable[Fact]) -> dict[str, str]:
    """Hashes of case.toml, of summary.json and of the keys of all facts, and the version that wrote it."""
    found = {"tenmatsu": __version__, NAME: hashlib.sha256((case / NAME).read_bytes()).hexdigest()}
    path = case / "result" / "summary.json"
    if path.is_file():
        found["result/summary.json"] = hashlib.sha256(path.read_bytes()).hexdigest()
    found["facts"] = hashlib.sha256("\n".join(key_of(fact) for fact in held).encode()).hexdigest()
    return found
