"""The answer key of a rehearsal, in `answer/`.

- `truth.parquet`: `item` (string), `row` (int64, 1-based data record), `person` (int64), `member_id` (string, null
  when the person is no member). Items are paths inside the evidence folder.
- `members.parquet`: `member_id`, `person` for every row of the master: one person may hold several numbers.
- `columns.csv`: `item`, `position` (1-based), `header`, `kind` of every column of the evidence.
- `unread.csv`: `item`, `why`: what cannot be read; `nothing.csv`: files that hold no persons.
- `summary.json`: the true counts; `asked.json`: name, scale, seed and noise of the rehearsal.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tenmatsu.rehearsal.lexicon import Ints
from tenmatsu.rehearsal.scenario import Layout

SCHEMA = pa.schema([("item", pa.string()), ("row", pa.int64()), ("person", pa.int64()), ("member_id", pa.string())])


class Truth:
    """Writes `truth.parquet` piece by piece."""

    def __init__(self, path: Path) -> None:
        self._out = pq.ParquetWriter(path, SCHEMA, compression="zstd", use_dictionary=["item"])

    def add(self, item: str, first: int, persons: Ints, members: pl.Series) -> None:
        """Records of `item` from number `first` on."""
        rows = np.arange(first, first + len(persons), dtype=np.int64)
        names = pa.array([item] * len(rows), pa.string())
        columns = [names, pa.array(rows), pa.array(persons.astype(np.int64)), members.to_arrow().cast(pa.string())]
        self._out.write_table(pa.Table.from_arrays(columns, schema=SCHEMA))

    def close(self) -> None:
        """Finish the file."""
        self._out.close()


WHOLE = {"name": ("family_name", "given_name"), "name_kana": ("family_kana", "given_kana")}
"""Kinds that are held when one of their parts is."""


@dataclass(slots=True)
class Tally:
    """Records and persons by kind of personal data, counted while the files are written."""

    persons: int
    records: dict[str, int] = field(default_factory=dict)
    seen: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def add(self, who: Ints, held: Mapping[str, NDArray[np.bool_]]) -> None:
        """Count one piece: `held[kind][r]` for the records of `who`. Whose 姓 or 名 is held has his `name` held too."""
        whole = {name: [held[part] for part in (name, *parts) if part in held] for name, parts in WHOLE.items()}
        for kind, mask in {**held, **{name: np.any(masks, axis=0) for name, masks in whole.items() if masks}}.items():
            self.records[kind] = self.records.get(kind, 0) + int(mask.sum())
            self.seen.setdefault(kind, np.zeros(self.persons, bool))[who[mask]] = True

    def items(self) -> dict[str, dict[str, int]]:
        """{kind: {records, persons}}."""
        return {
            kind: {"records": self.records[kind], "persons": int(self.seen[kind].sum())} for kind in sorted(self.seen)
        }


def columns(path: Path, layouts: Iterable[Layout]) -> None:
    """`columns.csv`: what each column is."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("item", "position", "header", "kind"))
        for layout in layouts:
            for at, column in enumerate(layout.columns, 1):
                rows.writerow((layout.item, at, column.label if layout.header else "", column.kind))


def pairs(path: Path, head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> None:
    """A CSV of two columns."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """JSON that a person can read."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
