"""What a reader of one format is given, and what it gives back.

A reader is one file in `readers/` with a constant `READER`. `claims` looks at the first and last bytes and says how
sure it is (0: not mine); the surest is called. `read` runs in a child process and yields what it finds: members,
sheets, running text, faults. Readers never call one another: a member goes back to `walk`, which looks at it anew.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from tenmatsu.errors import EvidenceError
from tenmatsu.evidence.sink import ParquetSink, Sink, WindowSink

HEAD = 1 << 18
TAIL = 1 << 16
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Where reading stops. `seconds` of processor time and of silence for one reader (more for large files: one for
    each 2 MB), `memory` in bytes on top of the interpreter's own; `ratio` counts once 1 MB has been inflated."""

    depth: int = 10
    ratio: int = 100
    member: int = 32 << 30
    total: int = 128 << 30
    seconds: float = 120.0
    memory: int = 3 << 30

    def seconds_for(self, size: int) -> float:
        """Seconds allowed for an item of `size` bytes."""
        return self.seconds + size / 2e6


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an item before it is read: its name, size, first 256 KiB and last 64 KiB."""

    name: str
    size: int
    start: bytes
    end: bytes

    @property
    def suffix(self) -> str:
        """`.csv`, `.gz` …, lower case."""
        return Path(self.name.rsplit("/", 1)[-1].rsplit("!", 1)[-1]).suffix.lower()


@dataclass(frozen=True, slots=True)
class Child:
    """A member of a container; its bytes lie in `path` until walk has read them. `reused_share` as in model.Item."""

    name: str
    path: str
    state: str = "live"
    created: datetime | None = None
    modified: datetime | None = None
    deleted: datetime | None = None
    reused_share: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as the reader left it in the Parquet file `path` (columns: see model.Table). `part` names it inside.
    `hidden` where all of it is, `hidden_columns` the 1-based positions that are."""

    path: str
    rows: int
    columns: int
    header: tuple[str, ...] | None
    part: str | None = None
    encoding: str | None = None
    notes: dict[str, int] = field(default_factory=dict)
    hidden: bool = False
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Running text; `place` is where its first character stands (`line=17`, `page=3`, `header=To;n=3`), unlike that of
    any other text of the item. `hidden` where a reader of the document would not see it."""

    text: str
    place: tuple[tuple[str, str], ...] = ()
    part: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read: the item, or the `part` of it, and why."""

    reason: str
    part: str | None = None
    rows: int | None = None


Found = Child | Sheet | Text | Fault


@dataclass(frozen=True)
class Source:
    """One item to be read, seen from inside the child process.

    `part` asks for that member or sheet alone, and `window` for the records from…to (1-based, inclusive) or, with
    `by_line`, for lines: both are used when a locator is opened again.
    """

    name: str
    path: str
    into: str
    size: int
    words: frozenset[str] = frozenset()
    passwords: tuple[str, ...] = ()
    limits: Limits = Limits()
    budget: int = 128 << 30
    part: str | None = None
    window: tuple[int, int] | None = None
    by_line: bool = False

    def open(self) -> BinaryIO:
        """The item's bytes, read only, no link followed."""
        return os.fdopen(os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW), "rb")

    @cached_property
    def head(self) -> Head:
        """First and last bytes."""
        with self.open() as file:
            return head_of(self.name, file, self.size)

    def wants(self, part: str | None) -> bool:
        """Whether this member or sheet is asked for."""
        if self.part is None or part is None:
            return True
        return bool(re.fullmatch(re.escape(part) + r"(~[0-9]+)?(!.*)?", self.part, re.DOTALL))

    def table(self, part: str | None, columns: int, header: tuple[str, ...] | None) -> Sink:
        """A place for the records of a table: its Parquet file, or the few rows that are asked for."""
        if self.window:
            return WindowSink(columns, header, self.window)
        name = hashlib.sha256(f"{self.name}!{part or ''}".encode("utf-8", "surrogatepass")).hexdigest()[:40]
        return ParquetSink(Path(self.into) / f"{name}.parquet", columns, header)

    def spool(self, chunks: Iterable[bytes], *, packed: int | None = None) -> tuple[str, str | None]:
        """Write a member's bytes to a private file; the path, and why it ended early (None: it is whole)."""
        path = Path(self.into) / f"member-{os.urandom(12).hex()}"
        fault: str | None = None
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            try:
                for chunk in guarded(chunks, self.limits, self.budget, packed):
                    out.write(chunk)
            except OSError as error:
                if error.errno == errno.ENOSPC:
                    raise
                fault = f"damaged ({type(error).__name__})"
            except Exception as error:  # a foreign decoder may raise anything; what it gave so far is kept
                fault = str(error) if isinstance(error, EvidenceError) else f"damaged ({type(error).__name__})"
        return str(path), fault

    def member(
        self,
        name: str,
        chunks: Iterable[bytes],
        *,
        packed: int | None = None,
        modified: datetime | None = None,
        notes: tuple[str, ...] = (),
    ) -> Iterator[Child | Fault]:
        """A member for walk, and a Fault when it ended early; when nothing of it could be read, the Fault alone."""
        path, fault = self.spool(chunks, packed=packed)
        if fault and not Path(path).stat().st_size:
            Path(path).unlink()
            yield Fault(fault, name)
            return
        yield Child(name, path, modified=modified, notes=notes)
        if fault:
            yield Fault(f"read in part only: {fault}", name)


def guarded(chunks: Iterable[bytes], limits: Limits, budget: int, packed: int | None) -> Iterator[bytes]:
    """The chunks, until the member is over one of its limits; counts bytes that really came out."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if packed is not None and size > 1_000_000 and size > limits.ratio * max(packed, 1):
            raise EvidenceError(f"inflates more than {limits.ratio} times: stopped as a decompression bomb")
        if size > limits.member:
            raise EvidenceError(f"larger than the limit of {limits.member} bytes for one member")
        if size > budget:
            raise EvidenceError("the limit on bytes unpacked from containers is reached")
        yield chunk


def head_of(name: str, file: BinaryIO, size: int) -> Head:
    """The first and last bytes of an open file."""
    start = file.read(HEAD)
    file.seek(max(0, size - TAIL))
    return Head(name, size, start, file.read(TAIL))


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: `claims` gives 0 (not mine) … 100 (by its own signature); `read` yields what is found."""

    name: str
    media_type: str
    claims: Callable[[Head], int]
    read: Callable[[Source], Iterator[Found]]
