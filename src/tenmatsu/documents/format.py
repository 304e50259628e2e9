"""A way to write lists to a file: one module of `formats/` each, found by the ending of the file name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from tenmatsu.documents.listing import Listing

Line = tuple[str, str | int]
"""A label and its value."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first sheet says: label and value, in order. `apart`: one list per segment, each for another reader."""

    title: str
    lines: tuple[Line, ...]
    apart: bool


class Written(NamedTuple):
    """The files made (the one asked for first), and how many cells had to be cut to fit."""

    files: tuple[Path, ...]
    shortened: int = 0


Write = Callable[[duckdb.DuckDBPyConnection, Sequence[Listing], Cover, Path], Written]
"""Writes the lists to a path in a private, empty folder; more files go beside it, into a folder of its name."""


@dataclass(frozen=True, slots=True)
class Format:
    """`ending` with its dot, lower case. `neutral`: formulas are made harmless, since a spreadsheet will open it."""

    ending: str
    write: Write
    neutral: bool
