"""`evidence`: what lies in one file, folder or disk image, read without a case."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tenmatsu.errors import InputError
from tenmatsu.evidence.walk import walk
from tenmatsu.model import Finding, Item, Passage, Table, Unread
from tenmatsu.pii.columns import header_words, type_columns
from tenmatsu.pii.text import findings


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table read: its item, rows, header, encoding, and the kind of each column."""

    item: str
    rows: int
    header: tuple[str, ...] | None
    encoding: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spotted:
    """A finding in running text; `value` is None unless it was asked for."""

    item: str
    locator: str
    kind: str
    value: str | None
    hidden: bool
    score: float


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file, folder or image holds. `characters` counts running text, `findings` are the personal data in it."""

    items: tuple[Item, ...]
    tables: tuple[TableFound, ...]
    characters: int
    findings: tuple[Spotted, ...]
    unread: tuple[Unread, ...]


def survey(path: Path, *, passwords: Sequence[str] = (), values: bool = False) -> Survey:
    """List and read `path`; InputError when there is no such file or folder. Nothing is kept."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    items: list[Item] = []
    tables: list[TableFound] = []
    unread: list[Unread] = []
    spotted: list[Spotted] = []
    characters = 0
    with tempfile.TemporaryDirectory(prefix="tenmatsu-") as folder:
        for found in walk(path, path.name, Path(folder), words=header_words(), passwords=tuple(passwords)):
            if isinstance(found, Item):
                items.append(found)
            elif isinstance(found, Table):
                kinds = tuple(column.kind for column in type_columns(found))
                tables.append(TableFound(found.item, found.rows, found.header, found.encoding, kinds))
            elif isinstance(found, Unread):
                unread.append(found)
            elif isinstance(found, Passage):
                characters += len(found.text)
                spotted += [_spotted(one, values) for one in findings(found)]
    return Survey(tuple(items), tuple(tables), characters, tuple(spotted), tuple(unread))


def _spotted(one: Finding, values: bool) -> Spotted:
    value = one.value if values else None
    return Spotted(one.locator.item, str(one.locator), one.kind, value, one.hidden, round(one.score, 3))
