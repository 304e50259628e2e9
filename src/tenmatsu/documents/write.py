"""Papers to the disk: each is written, read back, and stands only when every number in it is the register's.

CASE/papers/<template>-v<n>.docx, .html, .json, and for those with more files a folder <template>-v<n>/. Folders are
0700, files 0600. A version is made in a folder of its own and moved to its place when whole; nothing is overwritten and
nothing is sent.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from tenmatsu import plug
from tenmatsu.documents.check import Allowed, Difference, Figure, check, counts_in, days_in
from tenmatsu.documents.child import fill_apart, text_apart
from tenmatsu.documents.docx import to_docx
from tenmatsu.documents.hashes import sha256
from tenmatsu.documents.known import Known, Span, Stated
from tenmatsu.documents.own_form import fields
from tenmatsu.documents.paper import Paper
from tenmatsu.documents.readback import text_of
from tenmatsu.documents.template import Made, Package, Template
from tenmatsu.documents.webpage import to_html
from tenmatsu.errors import CaseError, InputError, StoreError
from tenmatsu.model import Unit

FOLDER, FILE = 0o700, 0o600


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """A paper on the disk: its files (the first is the one to open), their SHA-256, and the figures it stands on."""

    template: str
    version: int
    files: tuple[Path, ...]
    sha256: Mapping[str, str]
    figures: Mapping[str, int]
    counts: Mapping[str, int]


class PaperError(CaseError):
    """A paper says what the register and the facts do not: it was not written."""


def templates() -> dict[str, Template]:
    """Every template by its name."""
    return {one.name: one for one in plug.members("tenmatsu.documents.templates", "TEMPLATE", Template)}


def template(name: str) -> Template:
    """The template of a name; InputError names those there are."""
    found = templates()
    if name not in found:
        raise InputError(f"there is no template {name!r}; there are {', '.join(sorted(found))}")
    return found[name]


def write(known: Known, one: Template, papers: Path, version: int, form: Path | None = None) -> WrittenPaper:
    """Make one template's files in `papers`; PaperError when a number, date or denial is not as the facts have it.

    `form` is a Word template of the organisation's own, which then stands in the place of ours (see `own_form`).
    """
    stem = f"{one.name}-v{version}"
    with draft_in(papers) as draft:
        package, allowed = make_in(known, one, draft, version, form=form)
        for text in package.texts:
            _proved(one.name, f"a text of {stem}/", check(text, allowed))
        for path in sorted(draft.rglob("*")):
            if path.suffix in (".docx", ".html"):
                text = text_apart(path) if form else text_of(path)
                _proved(one.name, path.name, check(text, allowed))
        files = _into_place(draft, papers)
    hashes = {str(path.relative_to(papers)): sha256(path) for path in files}
    figures = {f"{span.name}_{bound}": value for span in _spans(known) for bound, value in _bounds(span)}
    return WrittenPaper(one.name, version, files, hashes, figures, dict(package.counts))


def make_in(
    known: Known, one: Template, folder: Path, version: int, *, whole: bool = True, form: Path | None = None
) -> tuple[Package, Allowed]:
    """Every file of one template in `folder`, not proved yet, and what they may say; its package only if `whole`."""
    made = one.make(known, version)
    stem = f"{one.name}-v{version}"
    if form and not made.papers:
        raise InputError(f"{one.name}: takes no template of your own; it is made of lists")
    package = _package(made, folder, stem) if whole else Package()
    for place, paper in enumerate(() if form else (*made.papers, *package.papers)):
        _paper(paper, folder, _name(stem, paper, place), known)
    if form:
        content, own = fill_apart(form, *fields(known, made))
        (folder / f"{stem}.docx").write_bytes(content)
        made = replace(made, constants=f"{made.constants}\n{own}")
    if made.tree is not None:
        told = json.dumps(made.tree, ensure_ascii=False, indent=1, default=str) + "\n"
        (folder / f"{stem}.json").write_text(told, "utf-8")
    return package, allow(known, made, package)


def prove(one: Template, known: Known, version: int, path: Path, form: Path | None = None) -> None:
    """PaperError when a paper, as it lies on the disk, says what the facts do not."""
    made = one.make(known, version)
    if form:
        made = replace(made, constants=f"{made.constants}\n{fill_apart(form, *fields(known, made))[1]}")
    _proved(one.name, path.name, check(text_apart(path), allow(known, made)))


def allow(known: Known, made: Made, package: Package = Package()) -> Allowed:  # noqa: B008 - frozen
    """What a paper of this case may say."""
    every = [one for many in known.stated.values() for one in many]
    quotes = [(one.name, text) for one in every for text in (one.value, one.words, one.note, one.source, one.by)]
    quotes += made.extra_quotes
    days = {known.day} | {day for _, text in quotes for day in days_in(text)}
    days |= {one.moment.date() if isinstance(one.moment, datetime) else one.moment for one in every if one.moment}
    days |= {day for way in known.ways for day in (way.start, way.end) if day}
    own = "\n".join((made.constants, package.constants, known.title, known.organisation, *(one.key for one in every)))
    earlier = frozenset(day for one in every for text in one.earlier for day in days_in(text))
    held = (*figures(known), *made.figures, *package.figures)
    return Allowed(held, frozenset(days), tuple(quotes), own, earlier, cited(every))


def cited(every: Iterable[Stated]) -> tuple[str, ...]:
    """The sources of facts that count something, the longest first, as `check` folds them."""
    told = {unicodedata.normalize("NFKC", one.source).strip() for one in every}
    return tuple(sorted((one for one in told if counts_in(one)), key=lambda one: (-len(one), one)))


def figures(known: Known) -> tuple[Figure, ...]:
    """Every number of the register that a paper may repeat."""
    found = [Figure(value, span.unit, bound, span.source) for span in _spans(known) for bound, value in _bounds(span)]
    for item in known.items:
        found += [Figure(item.persons, Unit.PERSONS, "exact", item.word)] if item.persons is not None else []
        found += [Figure(item.records, Unit.RECORDS, "exact", item.word)] if item.records is not None else []
    for name, values in known.groups.items():
        found += [Figure(count, Unit.PERSONS, "exact", name) for count in values.values()]
    if known.confirmed is not None:
        found.append(Figure(known.confirmed, Unit.PERSONS, "exact", "exposures"))
    found += [Figure(known.unread, Unit.RECORDS, "exact", "unread")]
    for many in known.stated.values():
        earlier = [number for one in many for text in one.earlier for number in counts_in(text)]
        found += [Figure(value, unit, "earlier", "a superseded fact") for value, unit in earlier]
    return tuple(found)


def _spans(known: Known) -> list[Span]:
    return [span for span in (known.persons, known.records) if span]


def _bounds(span: Span) -> Iterator[tuple[str, int]]:
    if span.exact:
        yield "exact", span.at_least
        return
    yield "at_least", span.at_least
    if span.at_most is not None:
        yield "at_most", span.at_most
    if span.best is not None:
        yield "best", span.best


def _package(made: Made, draft: Path, stem: str) -> Package:
    if made.package is None:
        return Package()
    folder = draft / stem
    folder.mkdir(mode=FOLDER)
    return made.package(folder)


def _name(stem: str, paper: Paper, place: int) -> str:
    return stem if place == 0 else f"{stem}.{paper.lang}" if paper.lang != "ja" else f"{stem}.{place + 1}"


def _paper(paper: Paper, draft: Path, stem: str, known: Known) -> None:
    (draft / f"{stem}.docx").write_bytes(to_docx(paper, datetime.combine(known.day, time()), str.isidentifier))
    (draft / f"{stem}.html").write_bytes(to_html(paper))


def _proved(name: str, file: str, differences: list[Difference]) -> None:
    if not differences:
        return
    first = differences[0]
    where = f" (it comes from the fact {first.where})" if first.where else ""
    more = f"; {len(differences) - 1} more like it" if len(differences) > 1 else ""
    raise PaperError(
        f"{name}: refused, since {file} says {first.said!r}{where} and {first.why}{more}; "
        "correct the fact with `tenmatsu fact … --supersedes … --note …`, or the register, and write it again"
    )


@contextmanager
def draft_in(papers: Path) -> Iterator[Path]:
    """A private folder beside the papers; whatever happens, nothing stays in it.

    What a run that was killed (kill -9) left is swept away: its process, whose number the name bears, is no more.
    """
    try:
        papers.mkdir(mode=FOLDER, exist_ok=True)
        papers.chmod(FOLDER)
        sweep(papers)
        with tempfile.TemporaryDirectory(dir=papers, prefix=f".draft-{os.getpid()}-") as folder:
            yield Path(folder)
    except OSError as error:
        raise StoreError(
            f"{papers}: could not be written; check free space and rights ({type(error).__name__})"
        ) from error


def sweep(papers: Path) -> int:
    """Remove the drafts of runs that are no more; answers how many. One of a run still at work is left alone."""
    gone = 0
    for left in papers.glob(".draft-*"):
        told = left.name.split("-")[1]
        if left.is_symlink() or not left.is_dir() or (told.isdecimal() and _alive(int(told))):
            continue
        shutil.rmtree(left)
        gone += 1
    return gone


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _into_place(draft: Path, papers: Path) -> tuple[Path, ...]:
    """Everything made moves to its place; a name that is there already is never overwritten."""
    order = {".docx": 0, ".html": 1, ".json": 2}
    tops = sorted(draft.iterdir(), key=lambda one: (one.is_dir(), len(one.stem), order.get(one.suffix, 3), one.name))
    for one in tops:
        if (papers / one.name).exists():
            raise StoreError(f"{papers / one.name}: is there already; papers are never overwritten, move it away first")
    files: list[Path] = []
    for one in tops:
        inside = sorted(path for path in one.rglob("*") if path.is_file()) if one.is_dir() else [one]
        for path in inside:
            path.chmod(FILE)
        files += [papers / path.relative_to(draft) for path in inside]
        shutil.move(one, papers / one.name)
    return tuple(files)
