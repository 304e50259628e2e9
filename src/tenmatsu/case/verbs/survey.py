"""`evidence`: what lies in one file, folder or disk image, read without a case."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tenmatsu.errors import InputError
from tenmatsu.evidence.walk import walk
from tenmatsu.model import Item, Passage, Table, Unread
from tenmatsu.pii.columns import header_words, type_columns


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table read: its item, rows, header, encoding, and the kind of each column."""

    item: str
    rows: int
    header: tuple[str, ...] | None
    encoding: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file, folder or image holds. `characters` counts running text; values are not shown."""

    items: tuple[Item, ...]
    tables: tuple[TableFound, ...]
    characters: int
    unread: tuple[Unread, ...]


def survey(path: Path, *, passwords: Sequence[str] = ()) -> Survey:
    """List and read `path`; InputError when there is no such file or folder. Nothing is kept."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    items: list[Item] = []
    tables: list[TableFound] = []
    unread: list[Unread] = []
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
    return Survey(tuple(items), tuple(tables), characters, tuple(unread))
