"""Small scenes by hand: records, findings and tables of one `[[evidence]]`, and the lines that its channel answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tenmatsu.exposure.channel import Scene, channels
from tenmatsu.model import Certainty, Evidence, Table, TypedColumn

WINDOW = (date(2023, 7, 3), date(2023, 7, 22))
RECORDS = "record_id BIGINT, item VARCHAR, row BIGINT, person_id BIGINT, kinds VARCHAR[]"
FINDINGS = "record_id BIGINT, item VARCHAR, locator VARCHAR, kind VARCHAR, value VARCHAR, hidden BOOLEAN, place VARCHAR"
ITEMS = (
    "item VARCHAR, media_type VARCHAR, parent VARCHAR, state VARCHAR, created TIMESTAMP, modified TIMESTAMP, "
    "deleted TIMESTAMP"
)


def scene(
    case: Path,
    channel: str,
    records: Sequence[tuple[int, str, int, int | None, list[str]]],
    findings: Sequence[tuple[int, str, str, str, bool, str | None]] = (),
    items: Sequence[tuple[str, str]] = (),
    texts: Sequence[tuple[str, str, str]] = (),
    tables: dict[str, tuple[Table, Sequence[TypedColumn]]] | None = None,
    **evidence: Any,
) -> Scene:
    """Findings are (record_id, item, kind, value, hidden, place), items (item, modified),
    texts (item, place, text)."""
    db = duckdb.connect()
    db.execute(f"CREATE TABLE records ({RECORDS})")
    db.execute(f"CREATE TABLE findings ({FINDINGS})")
    db.execute(f"CREATE TABLE items ({ITEMS})")
    if records:
        db.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?)", [list(one) for one in records])
    if findings:
        rows = [(record, item, f"{item}#char=0,1", *rest) for record, item, *rest in findings]
        db.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    if items:
        db.executemany("INSERT INTO items (item, modified) VALUES (?, ?)", items)
    db.execute("CREATE TABLE texts (item VARCHAR, place VARCHAR, text VARCHAR, hidden BOOLEAN)")
    if texts:
        db.executemany("INSERT INTO texts VALUES (?, ?, ?, false)", [list(one) for one in texts])
    fields = {"window": WINDOW, "certainty": Certainty.POSSIBLE, "recipient": None}
    given = {key: evidence.pop(key, value) for key, value in fields.items()}
    one = Evidence("evidence", channel, extra=evidence, **given)
    return Scene(db, "records", one, case, 0, "findings", "items", "texts", tables or {})


def lines(one: Scene) -> list[tuple[Any, ...]]:
    """record_id, person_id, kinds, window_from, window_to, recipient, certainty, in order; made through a view as the
    register makes it."""
    names = "record_id, person_id, kinds, window_from, window_to, recipient, certainty"
    one.db.execute(f"CREATE OR REPLACE VIEW lines AS {channels()[one.evidence.channel].lines(one)}")
    return one.db.execute(f"SELECT {names} FROM lines ORDER BY ALL").fetchall()


def told(one: Scene) -> dict[str, str]:
    """The facts of the channel, by name."""
    return {fact.name: fact.value for fact in channels()[one.evidence.channel].facts(one)}


def table(
    folder: Path, item: str, header: Sequence[str], kinds: Sequence[str], rows: Sequence[Sequence[str]], **more: Any
) -> tuple[Table, list[TypedColumn]]:
    """A table as the readers keep it, its columns typed as `kinds` say."""
    path = folder / f"{item.replace('/', '_')}.parquet"
    cells = {f"c{n}": pa.array([row[n - 1] for row in rows], pa.string()) for n in range(1, len(header) + 1)}
    numbers = pa.array(range(1, len(rows) + 1), pa.int64())
    pq.write_table(
        pa.table({"row": numbers, "line": numbers, **cells, "extra": pa.nulls(len(rows), pa.string())}), path
    )
    made = Table(item, path, len(rows), len(header), tuple(header), **more)
    return made, [
        TypedColumn(item, n, label, kind, 1.0, "") for n, (label, kind) in enumerate(zip(header, kinds, strict=True), 1)
    ]
