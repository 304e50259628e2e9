"""`check`: every paper as it lies on the disk against the register and the facts.

Each paper is made once more from the case, in a private folder that does not outlive the check, and compared with what
lies on the disk: numbers, dates, items, names of organisations, words of the ladder, denials. What equals its hash in
the ledger while the case is still that from which it was made is not made again. Of lists with persons only the place
of a difference is told, never a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tenmatsu.case.verbs.folder import case_folder, user
from tenmatsu.case.verbs.known import (
    CHECKED,
    ISSUED,
    PAPERS,
    SENT,
    STATEMENT,
    WRITTEN,
    form_of,
    known_of,
    name_in,
    papers_of,
)
from tenmatsu.case.verbs.match import nearest
from tenmatsu.documents.agree import compare, flat, like, names_of
from tenmatsu.documents.check import Allowed, Figure, check
from tenmatsu.documents.child import lines_apart
from tenmatsu.documents.hashes import sha256
from tenmatsu.documents.known import Known
from tenmatsu.documents.lines import ENDINGS, lines_of
from tenmatsu.documents.template import Package, Template
from tenmatsu.documents.templates.second_report import changes_of
from tenmatsu.documents.write import draft_in, make_in, template, templates
from tenmatsu.errors import InputError, TenmatsuError
from tenmatsu.model import Unit
from tenmatsu.store.ledger import Ledger

TOLD = (".docx", ".html", ".htm", ".json", ".txt")
"""Files of words; all others are lists, of which no value is shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`file` says `said` in `sentence`; the case says `instead` ('' for nothing), from `source`."""

    file: str
    sentence: str
    said: str
    instead: str
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The files that were looked at, and all that differs; `notes` say what was left out."""

    files: tuple[str, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A paper of the ledger: `sent` is its row of issue, or None; `last` whether no later version was written."""

    name: str
    version: int
    details: Mapping[str, Any]
    sent: Mapping[str, Any] | None
    last: bool

    @property
    def stem(self) -> str:
        return f"{self.name}-v{self.version}"


def check_papers(case: Path, files: Sequence[Path] = (), *, by: str = "") -> Checked:
    """Check the files named, or without a name everything in CASE/papers and CASE/issued; the ledger notes it.

    A draft that a later version replaced is looked at only when its file is named or is not as it was written.
    """
    case_folder(case)
    with Ledger(case) as ledger:
        desk = _Desk(case, ledger)
        found = list(desk.named(files) if files else desk.everything())
        looked = tuple(dict.fromkeys(desk.looked))
        ledger.audit(CHECKED, by.strip() or user(), {"files": len(looked), "differences": len(found)})
    return Checked(looked, tuple(dict.fromkeys(found)), tuple(desk.notes))


class _Desk:
    """One check: what the ledger says of each paper, and what the case knew on each day (kept, it is costly)."""

    def __init__(self, case: Path, ledger: Ledger) -> None:
        self.case, self.ledger = case, ledger
        self.rows = _rows(ledger)
        self.before = papers_of(ledger, case)
        self.looked: list[str] = []
        self.notes: list[str] = []
        self._known: dict[date, Known] = {}

    def known(self, row: _Row | None = None) -> Known:
        """What the case knows on the day of a paper, with the papers that were there when its run began."""
        last = max((one.details["day"] for one in self.rows), default="")
        told = str(row.details["day"] if row else last)
        day = date.fromisoformat(told) if told else date.today()  # noqa: DTZ011 - no paper has told its day
        if day not in self._known:
            self._known[day] = known_of(self.case, self.ledger, day)
        places = [
            n for n, one in enumerate(self.before) if row and (one.template, one.version) == (row.name, row.version)
        ]
        known = self._known[day]
        if row is None or not places:
            return known
        return replace(known, papers=self.before[: int(row.details.get("before", places[0]))])

    def everything(self) -> Iterator[Difference]:
        """All that the ledger knows, then what lies in the folder and the ledger does not know."""
        for row in self.rows:
            yield from self.paper(row)
        yield from self.statements()
        folder = self.case / PAPERS
        told = {folder / name for row in self.rows for name in row.details["files"]}
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_file() and path not in told and not hidden and not path.name.startswith("~$"):
                if path.suffix.lower() in ENDINGS:
                    yield from self.stranger(path)
                else:
                    self.notes.append(f"{self.shown(path)}: of no ending that papers have; not looked at")

    def named(self, files: Sequence[Path]) -> Iterator[Difference]:
        """The files of a person's choice, wherever they lie."""
        for path in files:
            there = next((one for one in (path, self.case / path, self.case / PAPERS / path) if one.is_file()), None)
            if there is None:
                raise InputError(
                    f"{path}: no such file; name a paper as it lies, such as CASE/papers/public-notice-v1.docx"
                )
            inside = there.resolve()
            own = [
                (row, name)
                for row in self.rows
                for name in row.details["files"]
                for folder in (self.case / PAPERS, self.case / SENT / row.stem)
                if inside == (folder / name).resolve()
            ]
            if own:
                yield from self.paper(own[0][0], only=own[0][1])
            else:
                yield from self.stranger(there)

    def paper(self, row: _Row, only: str = "") -> Iterator[Difference]:
        """One paper of the ledger: altered, stale, or as it should be."""
        names = [only] if only else list(row.details["files"])
        kept = row.sent["files"] if row.sent else row.details["files"]
        altered, missing = [], []
        for name in names:
            for path in self.places(row, name):
                if not path.is_file():
                    missing.append(path)
                elif sha256(path) != kept[name]:
                    altered.append((name, path))
        if row.sent:
            yield from (self.gone(path) for path in missing)
            yield from (self.altered(row, name, path) for name, path in altered)
        elif not row.last and not altered and not only:
            gone = f"{len(missing)} of its files were taken away" if missing else "its files are as they were written"
            self.notes.append(f"{row.stem}: replaced by a later version; {gone}")
            return
        elif missing:
            self.notes.append(f"{row.stem}: {len(missing)} of its files were taken away")
        known = self.known(row)
        there = [(name, path) for name in names for path in self.places(row, name)[:1] if path.is_file()]
        self.looked += [self.shown(path) for _, path in there]
        if row.sent:
            yield from self.now_wrong(row, known)
        hashes_differ = row.details.get("made_of") != dict(known.made_of)
        if altered or hashes_differ or (row.sent and kept != row.details["files"]):
            yield from self.made_again(
                row, known, dict([*there, *altered]), {name for name, _ in altered}, hashes_differ
            )

    def places(self, row: _Row, name: str) -> list[Path]:
        """Where a file of a paper should lie: among the papers, and once issued also in its frozen copy."""
        found = [self.case / PAPERS / name]
        return [*found, self.case / SENT / row.stem / name] if row.sent and "on" in row.sent else found

    def made_again(
        self, row: _Row, known: Known, files: Mapping[str, Path], altered: set[str], stale: bool
    ) -> Iterator[Difference]:
        """Compare each file with the one that the case makes now."""
        one = template(row.name)
        register = row.details.get("made_of", {}).get("result/summary.json") != known.made_of.get("result/summary.json")
        lists = any("/" in name for name in altered) or register
        try:
            with draft_in(self.case / PAPERS) as draft:
                whole = lists or not one.make(known, row.version).papers
                package, allowed = make_in(known, one, draft, row.version, whole=whole, form=self.form(row))
                if not whole:
                    allowed = replace(allowed, figures=(*allowed.figures, *_counted(row)))
                for name, path in files.items():
                    made = draft / name
                    if name in altered or (stale and made.is_file()):
                        yield from self.file(row, path, made, known, allowed, package, name in altered)
        except TenmatsuError as error:
            yield Difference(row.stem, "", "", "", "the case as it is now", f"the paper cannot be made again: {error}")

    def file(
        self, row: _Row, path: Path, made: Path, known: Known, allowed: Allowed, package: Package, altered: bool
    ) -> Iterator[Difference]:
        """One file beside the one made now."""
        shown = self.shown(path)
        if path.suffix.lower() not in TOLD or (made.parent.name == row.stem and row.name != "partner-notice"):
            if altered:
                yield from _list_rows(shown, path, made)
            return
        lies, names = lines_apart(path) if altered else lines_of(path), names_of(known)
        there = lines_of(made) if made.is_file() else []
        if path.suffix.lower() == ".json":
            skip = ("made_of.", "version:")
            lies, there = ([one for one in lines if not one.startswith(skip)] for lines in (lies, there))
            yield from _leaves(shown, lies, there)
            return
        strict = altered or not row.sent
        yield from _words(shown, lies, there if strict else lies, allowed, known, names)

    def now_wrong(self, row: _Row, known: Known) -> Iterator[Difference]:
        """What an issued paper says that was corrected since: its figures, and the facts that it repeats."""
        now = self.known()
        mine = [one for one in self.before if (one.template, one.version) == (row.name, row.version)]
        for change in changes_of(now, mine):
            if change.said_in:
                yield Difference(
                    row.stem, "", change.earlier.removesuffix(" →"), change.now, change.source,
                    f"was issued and is now wrong ({change.why or 'no reason recorded'}): write a second-report",
                )  # fmt: skip

    def statements(self) -> Iterator[Difference]:
        """What was said without a paper of ours, against the case of now."""
        for one in self.before:
            if one.template == STATEMENT and one.path is not None:
                if not one.path.is_file():
                    yield self.gone(one.path)
                    continue
                self.looked.append(self.shown(one.path))
                if sha256(one.path) != one.files[one.path.name]:
                    yield Difference(self.shown(one.path), "", "", "", "ledger", "was altered after it was issued")
                for change in changes_of(self.known(), [one]):
                    if change.said_in:
                        said = "".join(lines_apart(one.path))[:200]
                        yield Difference(
                            self.shown(one.path), said, change.earlier.removesuffix(" →"), change.now, change.source,
                            f"was issued and is now wrong ({change.why})",
                        )  # fmt: skip

    def stranger(self, path: Path) -> Iterator[Difference]:
        """A file that the ledger does not know: compared with the paper that it is most like."""
        lies = lines_apart(path)
        self.looked.append(self.shown(path))
        known = self.known()
        with draft_in(self.case / PAPERS) as draft:
            candidates = {row.name: row for row in self.rows if row.last}
            near = nearest(path, lies, candidates, self.lines)
            one: Template | None = template(near.name) if near else templates().get(path.stem.rpartition("-v")[0])
            if one is None:
                self.notes.append(
                    f"{self.shown(path)}: like no paper of this case; only its numbers and dates were checked"
                )
                one = template("public-notice")
                _, allowed = make_in(known, one, draft, 1, whole=False)
                yield from _words(self.shown(path), lies, lies, allowed, known, names_of(known))
                return
            row_known = self.known(near) if near else known
            version = near.version if near else 1
            _, allowed = make_in(row_known, one, draft, version, whole=False, form=self.form(near))
            if near:
                allowed = replace(allowed, figures=(*allowed.figures, *_counted(near)))
            words = [draft / name for name in (near.details["files"] if near else ()) if name.endswith(".docx")]
            made = next((path for path in words if path.is_file()), None)
            there = lines_of(made) if made else lies
            yield from _words(self.shown(path), lies, there, allowed, row_known, names_of(row_known))

    def form(self, row: _Row | None) -> Path | None:
        """The organisation's own Word template on which a paper was made."""
        return form_of(self.case, row.details) if row else None

    def lines(self, row: _Row) -> list[str]:
        """The lines of the Word file of a paper, or none."""
        paths = [self.case / PAPERS / name for name in row.details["files"] if name.endswith(".docx")]
        return lines_apart(paths[0]) if paths and paths[0].is_file() else []

    def altered(self, row: _Row, name: str, path: Path) -> Difference:
        told = str(row.sent["files"][name])[:12] if row.sent else ""
        return Difference(self.shown(path), "", "", "", f"ledger (sha256 {told}…)", "was altered after it was issued")

    def gone(self, path: Path) -> Difference:
        return Difference(self.shown(path), "", "", "", "ledger", "was issued and is not there any more")

    def shown(self, path: Path) -> str:
        return str(path.relative_to(self.case)) if path.is_relative_to(self.case) else str(path)


def _rows(ledger: Ledger) -> list[_Row]:
    audits: list[Mapping[str, Any]] = [row for row in ledger.audits() if row["action"] in (WRITTEN, ISSUED)]
    sent = {name_in(row): row["details"] for row in audits if row["action"] == ISSUED}
    written = {name_in(row): row["details"] for row in audits if row["action"] == WRITTEN}
    newest: dict[str, int] = {}
    for name, version in written:
        newest[name] = max(version, newest.get(name, 0))
    known = templates()
    return [
        _Row(name, version, details, sent.get((name, version)), newest[name] == version)
        for (name, version), details in written.items()
        if name in known
    ]


def _counted(row: _Row) -> Iterator[Figure]:
    """The counts that a package told the ledger, as figures that its papers may say."""
    for name, value in row.details.get("counts", {}).items():
        yield from (Figure(int(value), unit, "exact", f"{row.name} ({name})") for unit in Unit)


def _words(
    file: str, lies: Sequence[str], made: Sequence[str], allowed: Allowed, known: Known, names: Sequence[str]
) -> Iterator[Difference]:
    """The differences of two texts, and what may not be said at all, each told once."""
    own = replace(allowed, constants="\n".join((allowed.constants, *(f"第{n}報" for n in range(1, 10)))))
    told: set[str] = set()
    for one in compare(lies, made, own, known, names):
        told.add(flat(one.said))
        yield Difference(file, _short(one.sentence), one.said, one.instead, one.source, one.why)
    fresh = [line for line in lies if flat(line) not in {flat(one) for one in made}]
    for wrong in check("\n".join(lies), own):
        if flat(wrong.said) not in told:
            said = flat(wrong.said)
            sentence = next((line for line in (*fresh, *lies) if said in flat(line)), "")
            source = f"fact {wrong.where}" if wrong.where else "the register and the facts"
            instead = like(sentence, made) if sentence in fresh else ""
            yield Difference(file, _short(sentence), wrong.said, instead, source, wrong.why)


def _short(sentence: str) -> str:
    text = sentence.replace("\t", " | ").strip()
    return text if len(text) <= 200 else f"{text[:199]}…"


def _leaves(file: str, lies: Sequence[str], made: Sequence[str]) -> Iterator[Difference]:
    """JSON, leaf by leaf."""
    here, there = (dict(line.partition(": ")[::2] for line in lines) for lines in (lies, made))
    for key in dict.fromkeys((*here, *there)):
        said, instead = here.get(key, ""), there.get(key, "")
        if flat(said) != flat(instead):
            where = there.get(f"{key.rpartition('.')[0]}.source", "") or "the register and the facts"
            yield Difference(file, key, said, instead, where.replace("\n", "; "), "the case has another value here")


def _list_rows(file: str, path: Path, made: Path) -> Iterator[Difference]:
    """A list that is not as it was written: the rows that differ, by their place alone."""
    if not made.is_file() or path.suffix.lower() not in ENDINGS:
        yield Difference(file, "", "", "", "ledger", "is not as it was written; write it again")
        return
    lies, there = lines_apart(path), lines_of(made)
    if len(lies) != len(there):
        yield Difference(
            file, "", f"{len(lies):,} lines", f"{len(there):,} lines", "result/", "rows were added or taken out"
        )
        return
    heads = there[0].split("\t") if there else []
    apart = [n for n, (one, other) in enumerate(zip(lies, there, strict=True)) if one != other]
    if not apart:
        yield Difference(file, "", "", "", "ledger", "is not as it was written (form alone, no cell differs)")
    for n in apart[:20]:
        cells = zip(lies[n].split("\t"), there[n].split("\t"), strict=False)
        named = [heads[k] if k < len(heads) else str(k + 1) for k, (one, other) in enumerate(cells) if one != other]
        where = f"line {n + 1}, {', '.join(named) or 'number of cells'}"
        yield Difference(file, where, "", "", "result/", "was altered since it was written (values are not shown)")
    if len(apart) > 20:
        yield Difference(file, "", f"{len(apart):,} lines", "", "result/", "were altered since it was written")
