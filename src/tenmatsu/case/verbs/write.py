"""`write`: the papers of a case as drafts in CASE/papers, each proved against the register and noted in the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tenmatsu.case.verbs.folder import case_folder, user
from tenmatsu.case.verbs.issue import issue
from tenmatsu.case.verbs.known import PAPERS, REFUSED, WRITTEN, keep_form, known_of
from tenmatsu.documents.known import Known
from tenmatsu.documents.template import Template
from tenmatsu.documents.write import PaperError, WrittenPaper, template, templates
from tenmatsu.documents.write import write as write_paper
from tenmatsu.errors import InputError
from tenmatsu.store.ledger import Ledger

__all__ = ["Papers", "issue", "write"]
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Papers:
    """What was written, and which templates were not, each with the sentence that says why."""

    written: tuple[WrittenPaper, ...]
    refused: Mapping[str, str]


def write(
    case: Path,
    names: Sequence[str] = (),
    *,
    day: date,
    by: str = "",
    told: Told | None = None,
    form: Path | None = None,
) -> Papers:
    """Write the papers named (without a name all that the case needs) as drafts dated `day`; `by` is who asks for them.

    A paper whose numbers differ from the register, or that needs a register where there is none, is refused and the
    others are written. The ledger notes each with its version, hashes, figures and what it was made of; no personal
    value stands there. `form`: a Word template of one's own for the one paper that is named; a copy of it is kept in
    CASE/forms under its hash.
    """
    case_folder(case)
    if form and len(set(names)) != 1:
        raise InputError("a template of your own is for one paper: name that paper, such as public-notice")
    kept = keep_form(case, form) if form else None
    wanted = [template(name) for name in dict.fromkeys(names)]
    who = by.strip() or user()
    written: list[WrittenPaper] = []
    refused: dict[str, str] = {}
    with Ledger(case) as ledger:
        known = known_of(case, ledger, day)
        wanted = wanted or [one for one in templates().values() if one.applies(known)]
        for one in wanted:
            if told:
                told(one.name)
            try:
                paper = _one(case, known, one, kept)
            except (PaperError, InputError) as error:
                refused[one.name] = str(error).replace(str(kept), str(form)) if form else str(error)
                ledger.audit(REFUSED, who, {"template": one.name})
                continue
            ledger.audit(WRITTEN, who, _details(paper, known, kept))
            written.append(paper)
    return Papers(tuple(written), refused)


def _one(case: Path, known: Known, one: Template, form: Path | None) -> WrittenPaper:
    if one.needs_register and known.result is None:
        raise InputError(f"{one.name}: lists persons, and there is no result yet; run tenmatsu investigate {case}")
    return write_paper(known, one, case / PAPERS, _next(case, known, one.name), form)


def _details(paper: WrittenPaper, known: Known, form: Path | None) -> dict[str, object]:
    told = {"form": form.stem} if form else {}
    return told | {
        "template": paper.template, "version": paper.version, "day": known.day.isoformat(), "files": dict(paper.sha256),
        "before": len(known.papers), "figures": dict(paper.figures), "counts": dict(paper.counts),
        "made_of": dict(known.made_of),
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
