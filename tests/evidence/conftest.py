"""Small real evidence, and what walk finds in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pyarrow.parquet as pq
import pytest

from tenmatsu.evidence.walk import walk
from tenmatsu.model import Item, Passage, Table, Unread

Found = Item | Table | Passage | Unread


@dataclass
class Seen:
    """All that walk yielded, sorted by noun."""

    found: list[Found]

    @property
    def items(self) -> dict[str, Item]:
        return {one.path: one for one in self.found if isinstance(one, Item)}

    @property
    def tables(self) -> dict[str, Table]:
        return {one.item: one for one in self.found if isinstance(one, Table)}

    @property
    def unread(self) -> dict[str, str]:
        return {one.item: one.reason for one in self.found if isinstance(one, Unread)}

    @property
    def passages(self) -> list[Passage]:
        return [one for one in self.found if isinstance(one, Passage)]


Walk = Callable[..., Seen]


@pytest.fixture
def seen(tmp_path: Path) -> Walk:
    """Walk over files given as name → bytes."""

    def run(files: dict[str, bytes], passwords: tuple[str, ...] = ()) -> Seen:
        root = tmp_path / "evidence"
        for name, data in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return Seen(list(walk(root, "evidence", tmp_path / "into", passwords=passwords)))

    return run


def cells(table: Table) -> list[list[str | None]]:
    """The cells c1 … cN of every record."""
    columns = pq.read_table(table.path, columns=[f"c{at}" for at in range(1, table.columns + 1)]).to_pydict()
    return [list(row) for row in zip(*columns.values(), strict=True)]


def column(table: Table, name: str) -> list[object]:
    """One column of the Parquet file."""
    return list(pq.read_table(table.path, columns=[name]).column(0).to_pylist())


@pytest.fixture
def rows() -> Callable[[Table], list[list[str | None]]]:
    return cells


@pytest.fixture
def values() -> Callable[[Table, str], list[object]]:
    return column


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    """The module `samples`: tests are no package, so it is loaded by its path."""
    spec = spec_from_file_location("evidence_samples", Path(__file__).with_name("samples.py"))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
