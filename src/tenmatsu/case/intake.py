"""Chapter 1 and 2: take the evidence and the masters in, and type the columns of every table.

What was taken in is kept as `intake.json` in the folder of its step: items with their hashes, tables, unread.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from os.path import normpath
from pathlib import Path

import msgspec

from tenmatsu.case.passages import Passages
from tenmatsu.errors import CaseError
from tenmatsu.evidence.walk import walk
from tenmatsu.model import Brief, ColumnWord, Evidence, Item, Master, Passage, Table, TypedColumn, Unread
from tenmatsu.pii.columns import header_words, type_columns

Told = Callable[[str, int, int], None]
"""Progress: what is being done, how much of it, of how much."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came from one `[[evidence]]` or `[[master]]`; `name` is what its items begin with when read again."""

    name: str
    number: int
    items: tuple[Item, ...]
    tables: tuple[Table, ...]
    unread: tuple[Unread, ...]
    before: str = ""
    """The path of the [[evidence]], where another one holds an item of the same name; else nothing."""
    others: tuple[tuple[int, str], ...] = ()
    """Further [[evidence]] that take from this reading: their number, and their path inside it (nothing: the whole)."""

    def numbers(self, item: str) -> tuple[int, ...]:
        """The [[evidence]] that an item belongs to: those whose path is the longest beginning of its own."""
        inside = item.removeprefix(f"{self.name}/")
        held = [(self.number, ""), *((n, path) for n, path in self.others if _under(inside, path))]
        longest = max(len(path) for _, path in held)
        return tuple(sorted(number for number, path in held if len(path) == longest))

    def everyone(self) -> tuple[int, ...]:
        """Every [[evidence]] that takes from it."""
        return (self.number, *(number for number, _ in self.others))

    def placed(self) -> dict[str, tuple[int, ...]]:
        """The same for every item, as users write it."""
        held = [one.path for one in self.items]
        held += [one.item for one in self.tables] + [one.item for one in self.unread]
        return {self.shown(item): self.numbers(item) for item in held}

    def shown(self, item: str) -> str:
        """The item as users write it: the path inside the evidence."""
        inside = item.removeprefix(f"{self.name}/")
        if not self.before:
            return inside
        return f"{self.before}/{inside}" if inside != item else f"{self.before}{item.removeprefix(self.name)}"

    def items_shown(self) -> set[str]:
        """Every item of it as users write it."""
        return set(self.placed())


def _under(inside: str, path: str) -> bool:
    return not path or inside == path or inside.startswith((f"{path}/", f"{path}!"))


def listing(case: Path, paths: Iterable[str]) -> list[tuple[str, int, int]]:
    """Path, size and time of change of every file under some paths: what tells that evidence has changed."""
    found = []
    for path in paths:
        root = case / path
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        for file in files:
            if file.is_file() and not file.is_symlink():
                about = file.stat()
                found.append((str(file.relative_to(case) if file.is_relative_to(case) else file), about.st_size,
                              about.st_mtime_ns))  # fmt: skip
    return found


def take_in(case: Path, brief: Brief, into: Path, told: Told) -> None:
    """Read all evidence and masters into the step folder `into`."""
    evidence = [_evidence(case, number, others, brief, into, told) for number, others in _readings(case, brief)]
    masters = [_master(case, one, number, brief, into, told) for number, one in enumerate(brief.masters)]
    evidence = _told_apart(evidence, brief)
    (into / "intake.json").write_bytes(msgspec.json.encode((evidence, masters), enc_hook=str))


def _readings(case: Path, brief: Brief) -> list[tuple[int, tuple[tuple[int, str], ...]]]:
    """The [[evidence]] that are read, each with those that lie within it or name the same: nothing is read twice."""
    roots = [(case / one.path).resolve() for one in brief.evidence]
    found: dict[int, list[tuple[int, str]]] = {}
    hosts = []
    for number, root in enumerate(roots):
        holding = [at for at, one in enumerate(roots) if root == one or (one.is_dir() and root.is_relative_to(one))]
        hosts.append(min(holding, key=lambda at: (len(roots[at].parts), at)) if root.exists() else number)
        found.setdefault(hosts[-1], [])
    for number, host in enumerate(hosts):
        if number != host:
            inside = roots[number].relative_to(roots[host]).as_posix()
            found[host].append((number, "" if inside == "." else inside))
    return [(number, tuple(others)) for number, others in sorted(found.items())]


def _told_apart(evidence: Sequence[Taken], brief: Brief) -> list[Taken]:
    """Two [[evidence]] may hold files of one path: the items of the later one then begin with its own path."""
    found: list[Taken] = []
    used: set[str] = set()
    for one in evidence:
        path = brief.evidence[one.number].path.rstrip("/")
        names = ("", path, *(f"{path}~{number}" for number in range(2, len(evidence) + 2)))
        clear = (replace(one, before=name) for name in names)
        found.append(next(each for each in clear if not used & each.items_shown()))
        used |= found[-1].items_shown()
    return found


def taken(folder: Path) -> tuple[list[Taken], list[Taken]]:
    """The evidence and the masters as an earlier step took them in."""
    kind = tuple[list[Taken], list[Taken]]
    evidence, masters = msgspec.json.decode((folder / "intake.json").read_bytes(), type=kind, dec_hook=_path)
    return [_at(one, folder) for one in evidence], [_at(one, folder) for one in masters]


def _path(kind: type, value: object) -> object:
    return Path(str(value)) if issubclass(kind, Path) else value


def _at(one: Taken, folder: Path) -> Taken:
    """Tables are stored by their name in the folder of the step, which may have moved with the case."""
    where = folder / f"{'evidence' if one.number >= 0 else 'master'}-{abs(one.number)}"
    return replace(one, tables=tuple(replace(table, path=where / table.path.name) for table in one.tables))


def _evidence(
    case: Path, number: int, others: tuple[tuple[int, str], ...], brief: Brief, into: Path, told: Told
) -> Taken:
    one = brief.evidence[number]
    name = one.path.rstrip("/").rsplit("/", 1)[-1]
    own = [each.passwords for each in (one, *(brief.evidence[other] for other, _ in others))]
    passwords = tuple(dict.fromkeys(word for words in (*own, brief.passwords) for word in words))
    taken = _walked(case / one.path, name, number, into / f"evidence-{number}", passwords, told)
    return replace(taken, others=others)


def _master(case: Path, one: Master, number: int, brief: Brief, into: Path, told: Told) -> Taken:
    taken = _walked(case / one.path, one.name, -number - 1, into / f"master-{number + 1}", brief.passwords, told)
    if not taken.tables:
        reasons = "; ".join(sorted({unread.reason for unread in taken.unread})) or "it holds no table"
        raise CaseError(f"case.toml: [[master]] {one.name!r}: {one.path} cannot be read as a table ({reasons})")
    for table in taken.tables:
        missing = [label for label in (one.id, *one.segments) if label not in (table.header or ())]
        if missing:
            raise CaseError(
                f"case.toml: [[master]] {one.name!r}: {one.path} has no column {missing[0]!r}; "
                f"its columns are {', '.join(table.header or ('(no header)',))}"
            )
    return taken


def _walked(root: Path, name: str, number: int, into: Path, passwords: Sequence[str], told: Told) -> Taken:
    items: list[Item] = []
    tables: list[Table] = []
    unread: list[Unread] = []
    passages = Passages(into)

    def progress(_item: str, done: int, total: int) -> None:
        told("read", done, total)

    for found in walk(root, name, into, words=header_words(), passwords=tuple(passwords), progress=progress):
        if isinstance(found, Item):
            items.append(found)
        elif isinstance(found, Table):
            tables.append(found)
        elif isinstance(found, Passage) and number >= 0:  # a master is compared by its tables alone
            passages.add(found)
        elif isinstance(found, Unread):
            unread.append(found)
    passages.close()
    return Taken(name, number, tuple(items), tuple(tables), tuple(unread))


def type_all(taken: Sequence[Taken], brief: Brief, told: Told) -> list[list[TypedColumn]]:
    """Typed columns for every table of the evidence (or of the masters), in order."""
    tables = [(one, table) for one in taken for table in one.tables]
    found = []
    for done, (one, table) in enumerate(tables):
        told("type", done, len(tables))
        words = {word.column: word.kind for word in brief.columns if _means(word, one, table, brief)}
        found.append(type_columns(table, words=words))
    told("type", len(tables), len(tables))
    return found


def check_words(taken: Sequence[Taken], brief: Brief) -> None:
    """Every `[[column]]` names a table that was read and a column of it; CaseError says which there are."""
    for number, word in enumerate(brief.columns, 1):
        tables = [table for one in taken for table in one.tables if _means(word, one, table, brief)]
        place = f"case.toml: [[column]] no. {number}"
        if not tables:
            names = sorted(one.shown(table.item) for one in taken for table in one.tables)
            raise CaseError(f"{place}: no table was read from {word.file!r}; tables are {', '.join(names) or 'none'}")
        for table in tables:
            labels = table.header or ()
            if word.column not in labels and not 1 <= _number(word.column) <= table.columns:
                allowed = ", ".join(labels) or "none"
                raise CaseError(
                    f"{place}: {word.file} has no column {word.column!r}; its columns are {allowed}, or a position "
                    f"from 1 to {table.columns}"
                )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _means(word: ColumnWord, one: Taken, table: Table, brief: Brief) -> bool:
    """True when `[[column]] file` names the item of this table, by its path in the case or in the evidence."""
    if one.number >= 0:
        root = brief.evidence[one.number].path.rstrip("/")
    else:
        root = brief.masters[-one.number - 1].path.rstrip("/")
    inside = one.shown(table.item)
    names = {inside, f"{root}/{inside}", table.item} | ({root} if "/" not in inside else set())
    names |= {inside.removeprefix(f"{path}/") for _, path in one.others if path}
    return word.file in names


def is_log(one: Taken, item: str, brief: Brief) -> bool:
    """True for a log that the channel of an [[evidence]] names: a witness of what leaked, not what leaked. A file that
    is an [[evidence]] of its own is what leaked, where only another one calls it its log."""
    if one.number < 0:
        return False
    inside = one.shown(item)
    root = normpath(brief.evidence[one.number].path)
    place = root if inside == root.rsplit("/", 1)[-1] else f"{root}/{inside}"
    own = one.numbers(item)
    if any(not {inside, place, f"{root}/{inside}"}.isdisjoint(_logs(brief.evidence[number])) for number in own):
        return True
    itself = any(normpath(brief.evidence[number].path) == place for number in own)
    return not itself and any(place in _logs(each) for each in brief.evidence)


def _logs(evidence: Evidence) -> set[str]:
    """The paths of the logs that an [[evidence]] names."""
    logs = {normpath(str(each)) for each in _listed(evidence.extra.get("logs"))}
    for route in _listed(evidence.extra.get("routes")):
        logs |= {normpath(str(route["log"]))} if isinstance(route, dict) and "log" in route else set()
    return logs


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


def write_columns(columns: Iterable[TypedColumn], to: Path) -> None:
    """columns.csv: what each column was taken for, and why."""
    fields = ("item", "position", "header", "kind", "confidence", "why", "filled", "valid", "part", "group", "role")
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(fields)
        for one in columns:
            writer.writerow(
                [f"{one.confidence:.3f}" if name == "confidence" else getattr(one, name) for name in fields]
            )


def unread_of(evidence: Sequence[Taken], masters: Sequence[Taken]) -> list[Unread]:
    """What could not be read of the evidence, and of the masters: members may be missing from the comparison."""
    of_evidence = [Unread(one.shown(each.item), each.reason, each.rows) for one in evidence for each in one.unread]
    return of_evidence + [each for one in masters for each in one.unread]


def write_unread(unread: Iterable[Unread], to: Path) -> None:
    """unread.csv: what could not be read, and why."""
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("item", "reason", "rows"))
        writer.writerows((one.item, one.reason, "" if one.rows is None else one.rows) for one in unread)


def shown_columns(taken: Sequence[Taken], typed: Sequence[Sequence[TypedColumn]]) -> list[list[TypedColumn]]:
    """The typed columns with their items as users write them."""
    tables = [(one, table) for one in taken for table in one.tables]
    return [
        [replace(column, item=one.shown(table.item)) for column in columns]
        for (one, table), columns in zip(tables, typed, strict=True)
    ]
