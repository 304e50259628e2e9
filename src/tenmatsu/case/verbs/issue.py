"""`issue`: a paper that a person has sent is frozen with the hashes of what it was made of.

Its files become read-only (0400) and a copy of them goes to CASE/issued/<paper>/, which nothing ever overwrites. What
was said without a paper of ours (on a web page, at a press conference) is recorded with its own words as a statement.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tenmatsu.case.verbs.folder import case_folder, user
from tenmatsu.case.verbs.known import ISSUED, PAPERS, SENT, STATEMENT, WRITTEN, form_of, known_of, name_in
from tenmatsu.documents.check import counts_in
from tenmatsu.documents.child import lines_apart
from tenmatsu.documents.hashes import sha256
from tenmatsu.documents.write import prove, template
from tenmatsu.errors import InputError, StoreError
from tenmatsu.model import Unit
from tenmatsu.store.ledger import Ledger

FROZEN, FOLDER = 0o400, 0o700


def issue(case: Path, paper: str, *, day: date, by: str = "", to: str = "") -> tuple[Path, ...]:
    """Record that a person has sent `paper` (`public-notice-v2`) on `day`, freeze its files and keep a copy of them.

    What was edited by hand since it was written is checked once more as it lies on the disk; PaperError when it says a
    number, date or denial that the facts do not. `to` says to whom, in words that name no person.
    """
    case_folder(case)
    name, _, number = paper.rpartition("-v")
    one, version = template(name), _int(number)
    with Ledger(case) as ledger:
        details = _written(ledger, name, version, paper)
        if any(row["action"] == ISSUED and name_in(row) == (name, version) for row in ledger.audits()):
            raise InputError(f"{paper}: was issued before and is frozen; write a new version and issue that")
        known = known_of(case, ledger, day)
        files = tuple(case / PAPERS / file for file in details["files"])
        for path, told in zip(files, details["files"].values(), strict=True):
            if not path.is_file():
                raise InputError(f"{path}: is not there; put it back or write the paper again")
            if sha256(path) != told and path.suffix in (".docx", ".html"):
                prove(one, known, version, path, form_of(case, details))
        kept = _keep(case, paper, {file: path for file, path in zip(details["files"], files, strict=True)})
        told_more = {key: details[key] for key in ("figures", "made_of", "counts", "day") if key in details}
        ledger.audit(
            ISSUED,
            by.strip() or user(),
            {"template": name, "version": version, "files": kept, "on": day.isoformat(), "to": to, **told_more},
        )
    for path in files:
        path.chmod(FROZEN)
    return files


def state(case: Path, words: str, *, day: date, by: str = "", to: str = "") -> Path:
    """Record words issued elsewhere: `words`, or the text of the file of that name; answers the frozen copy.

    Its numbers of persons and of records become figures that a later second-report compares with the register.
    """
    case_folder(case)
    text = _words(words)
    counts = counts_in(text)
    if not text.strip() or not counts:
        raise InputError(
            "a statement names at least one number of persons or records, such as 約793万人; none was found"
        )
    figures = {
        f"{name}_exact": value
        for unit, name in ((Unit.PERSONS, "persons"), (Unit.RECORDS, "records"))
        for value in [next((value for value, of in counts if of is unit), None)]
        if value is not None
    }
    with Ledger(case) as ledger:
        version = 1 + sum(1 for row in ledger.audits() if name_in(row)[0] == STATEMENT)
        folder = _folder(case, f"{STATEMENT}-v{version}")
        path = folder / f"{STATEMENT}-v{version}.txt"
        path.write_text(text, "utf-8")
        path.chmod(FROZEN)
        details = {"template": STATEMENT, "version": version, "files": {path.name: sha256(path)}}
        details |= {"figures": figures, "on": day.isoformat(), "day": day.isoformat(), "to": to}
        ledger.audit(ISSUED, by.strip() or user(), details)
    return path


def _words(words: str) -> str:
    try:
        path = Path(words)
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    return "\n".join(lines_apart(path)) if there else words


def _written(ledger: Ledger, name: str, version: int, paper: str) -> Mapping[str, Any]:
    rows = [row for row in ledger.audits() if row["action"] == WRITTEN and name_in(row) == (name, version)]
    if not rows:
        raise InputError(f"{paper}: no such paper was written; name it as public-notice-v2")
    details = rows[-1]["details"]
    assert isinstance(details, dict)
    return details


def _folder(case: Path, name: str) -> Path:
    (case / SENT).mkdir(mode=FOLDER, exist_ok=True)
    folder = case / SENT / name
    try:
        folder.mkdir(mode=FOLDER)
    except FileExistsError as error:
        raise StoreError(
            f"{folder}: is there already; what was issued is never overwritten, move it away first"
        ) from error
    return folder


def _keep(case: Path, paper: str, files: Mapping[str, Path]) -> dict[str, str]:
    """Copies of the files as they lie, whole or not at all; their hashes by name."""
    draft = case / SENT / f".draft-{paper}"
    if draft.exists():
        shutil.rmtree(draft)
    target = case / SENT / paper
    if target.exists():
        raise StoreError(f"{target}: is there already; what was issued is never overwritten, move it away first")
    draft.mkdir(mode=FOLDER, parents=True)
    hashes = {}
    for name, path in files.items():
        copy = draft / name
        copy.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        _copy(path, copy)
        copy.chmod(FROZEN)
        hashes[name] = sha256(copy)
    draft.rename(target)
    return hashes


def _copy(path: Path, copy: Path) -> None:
    with path.open("rb") as source, copy.open("xb") as target:
        os.fchmod(target.fileno(), 0o600)
        shutil.copyfileobj(source, target, 1 << 20)


def _int(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() else 0
