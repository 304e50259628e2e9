"""From a file or folder to its items, tables and passages: the only loop over readers."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from tenmatsu.errors import EvidenceError
from tenmatsu.evidence import sandbox
from tenmatsu.evidence.locked import OPENED, ROUNDS, Locked
from tenmatsu.evidence.mail_passwords import Candidates
from tenmatsu.evidence.reading import CHUNK, Child, Fault, Found, Head, Limits, Reader, Sheet, Source, Text, head_of
from tenmatsu.evidence.signatures import media_type_of
from tenmatsu.evidence.sniff import best_reader
from tenmatsu.model import Item, Locator, Passage, State, Table, Unread

Progress = Callable[[str, int, int], None]
Result = Item | Table | Passage | Unread


@dataclass
class _Run:
    """One walk: what it was asked, how much it has unpacked and done, and the state of items that are not live."""

    into: Path
    words: frozenset[str]
    passwords: tuple[str, ...]
    limits: Limits
    progress: Progress | None
    total: int = 0
    done: int = 0
    unpacked: int = 0
    names: dict[str, int] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    candidates: Candidates = field(default_factory=Candidates)
    locked: list[Locked] = field(default_factory=list)

    def once(self, path: str) -> str:
        """The path, with ~2, ~3 … behind it when an archive holds two members of one name."""
        self.names[path] = self.names.get(path, 0) + 1
        return path if self.names[path] == 1 else f"{path}~{self.names[path]}"

    def keep(self, shut: Locked) -> None:
        """Hold a locked item until the mails have been read; a member's bytes are kept for that long."""
        if shut.path.parent == self.into:
            kept = self.into / f"member-locked-{os.urandom(12).hex()}"
            shut.path.rename(kept)
            shut.path = kept
        self.locked.append(shut)

    def step(self, item: str, size: int) -> None:
        self.done += size
        if self.progress:
            self.progress(item, self.done, max(self.total, self.done))


def walk(
    root: Path,
    name: str,
    into: Path,
    *,
    words: frozenset[str] = frozenset(),
    passwords: tuple[str, ...] = (),
    limits: Limits = Limits(),  # noqa: B008  frozen
    progress: Progress | None = None,
) -> Iterator[Result]:
    """Every file under `root` and every member of every container in it: an Item, then its tables, passages, unread.

    `name` is what the evidence is called in the case: the item of a file is `name`, of a file in a folder
    `name/relative/path`, of a member `name/a.zip!dir/b.csv`. Tables are written as Parquet into the private folder
    `into`. `words` are header labels in lower case NFKC that help to tell a header. `progress(item, bytes done, bytes
    in all)`. What none of `passwords` opens is tried again at the end, with words of the mails that were read
    (mail_passwords.py). Raises EvidenceError only when `root` itself is not there, `into` cannot be written or the disk
    is full.
    """
    if not root.exists():
        raise EvidenceError(f"{name}: no such file or folder; check the path in case.toml")
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EvidenceError(f"{into}: cannot be made: {error.strerror}; choose a folder that can be written") from error
    for left in into.glob("member-*"):  # of a walk that was killed
        left.unlink(missing_ok=True)
    run = _Run(into, words, passwords, limits, progress)
    files = list(files_under(root, name))
    run.total = sum(size for _, _, size, _ in files)
    for path, item, size, reason in files:
        if reason:
            yield Unread(item, reason)
            continue
        yield from _on_disk(run, path, item)
        run.step(item, size)
    yield from _unlocked(run)


def files_under(root: Path, name: str) -> Iterator[tuple[Path, str, int, str | None]]:
    """Path, item, size and why it is not read (links, devices, folders without permission), in sorted order."""
    if not root.is_dir():
        yield root.resolve(), name, root.stat().st_size, None if root.is_file() else "not a regular file"
        return
    yield from _folder(root.resolve(), name)


def _folder(folder: Path, name: str) -> Iterator[tuple[Path, str, int, str | None]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, name, 0, f"the folder cannot be read: {error.strerror}"
        return
    for entry in entries:
        item = f"{name}/{_printable(entry.name)}"
        if entry.is_symlink():
            yield Path(entry.path), item, 0, "a symbolic link: not followed"
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), item)
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path), item, _size(entry), None
        else:
            yield Path(entry.path), item, 0, "a device, pipe or socket: not read"


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return 0


def _printable(name: str) -> str:
    """A file name that is not UTF-8 comes from Python as lone surrogates; often it is cp932."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp932", "backslashreplace")


def _on_disk(run: _Run, path: Path, item: str) -> Iterator[Result]:
    try:
        before = path.stat(follow_symlinks=False)
        changed = datetime.fromtimestamp(before.st_mtime, UTC)
        yield from _item(run, path, item, 0, None, Child(item, str(path), modified=changed))
        after = path.stat(follow_symlinks=False)
        if (after.st_size, after.st_mtime_ns, after.st_ino) != (before.st_size, before.st_mtime_ns, before.st_ino):
            yield Unread(item, "it was changed while it was read: copy it to where nothing writes, and read the copy")
    except OSError as error:
        yield Unread(item, sandbox.reason_of(error, "readable"))


def _item(run: _Run, path: Path, item: str, depth: int, parent: str | None, about: Child) -> Iterator[Result]:
    head, digest = _look(path, item)
    reader = best_reader(head)
    if about.state != State.LIVE:
        run.gone[item] = about.state
    yield Item(
        item, digest, head.size, reader.media_type if reader else media_type_of(head), parent, State(about.state),
        about.created, about.modified, about.deleted, about.reused_share, about.notes,
    )  # fmt: skip
    if head.size == 0:
        yield Unread(item, "the file is empty", 0)
    elif reader is None:
        yield Unread(item, f"no reader for {media_type_of(head)}")
    elif depth > run.limits.depth:
        yield Unread(item, f"nested deeper than {run.limits.depth} containers")
    else:
        yield from _read(run, reader, path, item, head, depth)


def _look(path: Path, item: str) -> tuple[Head, str]:
    """First and last bytes, size and SHA-256, in one pass; links and devices are refused."""
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb", buffering=0) as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise OSError(0, "not a regular file")
        size = 0
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
        file.seek(0)
        return head_of(item, file, size), digest.hexdigest()


def _read(run: _Run, reader: Reader, path: Path, item: str, head: Head, depth: int) -> Iterator[Result]:
    shut = Locked(item, reader.name, path, head.size, depth)
    silent = True
    for found in sandbox.run(reader.name, _source(run, shut, run.passwords)):
        silent = False
        if isinstance(found, sandbox.Window):
            continue
        row = Unread(_within(item, found.part), found.reason, found.rows) if isinstance(found, Fault) else None
        if not shut.holds(found, row):
            yield from _told(run, item, depth, found)
    if silent:
        yield Unread(item, f"the {reader.name} reader found nothing in it")
    if shut.unread:
        run.keep(shut)


def _source(run: _Run, shut: Locked, passwords: tuple[str, ...]) -> Source:
    budget = run.limits.total - run.unpacked
    return Source(shut.item, str(shut.path), str(run.into), shut.size, run.words, passwords, run.limits, budget)


def _told(run: _Run, item: str, depth: int, found: Found) -> Iterator[Result]:
    if isinstance(found, Child):
        yield from _member(run, item, depth, found)
    elif isinstance(found, Sheet):
        yield _table(item, found)
    elif isinstance(found, Text):
        passage = Passage(Locator(_within(item, found.part), found.place), found.text, found.hidden)
        run.candidates.add(passage)
        yield passage
    elif found.reason == sandbox.DISK_FULL:
        raise EvidenceError(f"{run.into}: the disk is full; make room and start again")
    else:
        yield Unread(_within(item, found.part), found.reason, found.rows)


def _unlocked(run: _Run) -> Iterator[Result]:
    """What no password of the case opened, tried with words of the mails; what stays shut is a row in the end."""
    try:
        for _ in range(ROUNDS):
            waiting = [
                (shut, batch) for shut in tuple(run.locked) for batch in shut.batches(run.candidates, run.passwords)
            ]
            for shut, batch in waiting:
                if shut.unread:
                    yield from _tried(run, shut, batch)
            if not waiting:
                break
        for shut in run.locked:
            yield from shut.left()
    finally:
        for shut in run.locked:
            if shut.path.parent == run.into:
                shut.path.unlink(missing_ok=True)


def _tried(run: _Run, shut: Locked, words: tuple[str, ...]) -> Iterator[Result]:
    for found in sandbox.run(shut.reader, _source(run, shut, words)):
        if isinstance(found, sandbox.Window):
            continue
        if shut.news(found):
            opened = replace(found, notes=(*found.notes, OPENED)) if isinstance(found, Child) else found
            yield from _told(run, shut.item, shut.depth, opened)
        elif isinstance(found, Child) and Path(found.path).parent == run.into:
            Path(found.path).unlink(missing_ok=True)


def _member(run: _Run, item: str, depth: int, child: Child) -> Iterator[Result]:
    spooled = Path(child.path)
    if spooled.parent != run.into:
        yield Unread(item, "the reader ended in disorder")
        return
    try:
        run.unpacked += spooled.stat().st_size
        if child.state == State.LIVE:  # a member of a deleted archive is gone with it
            child = replace(child, state=run.gone.get(item, child.state))
        yield from _item(run, spooled, run.once(_within(item, child.name)), depth + 1, item, child)
    except OSError as error:
        yield Unread(_within(item, child.name), sandbox.reason_of(error, "readable"))
    finally:
        spooled.unlink(missing_ok=True)


def _within(item: str, part: str | None) -> str:
    return item if part is None else f"{item}!{part}"


def _table(item: str, sheet: Sheet) -> Table:
    header = tuple(sheet.header) if sheet.header is not None else None
    return Table(
        _within(item, sheet.part), Path(sheet.path), sheet.rows, sheet.columns, header, sheet.encoding,
        dict(sheet.notes), sheet.hidden, tuple(sheet.hidden_columns),
    )  # fmt: skip
