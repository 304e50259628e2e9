"""The id of each record, from the column that an audit log speaks of."""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from tenmatsu.exposure.channel import Scene, quoted
from tenmatsu.exposure.given import text, wrong
from tenmatsu.exposure.logs.answers import labelled
from tenmatsu.model import Table, TypedColumn

IDS = (
    "member_id", "employee_id", "other", "health_insurance", "bank_account", "my_number", "pension_number",
    "employment_insurance", "resident_code",
)  # fmt: skip


def key(value: str) -> str:
    """An id as it is compared: width, case, spaces and hyphens do not matter."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", value)).upper()


def held_ids(scene: Scene, name: str, wanted: Collection[str]) -> None:
    """Make the table `name`: record_id, person_id, kinds, id (null where a record has none)."""
    run, label, found = scene.db.execute, text(scene, "id"), False
    run(f"CREATE OR REPLACE TABLE {name}_cells (item VARCHAR, row BIGINT, id VARCHAR)")
    for item, (table, columns) in scene.tables.items():
        at = labelled(table, label) if label else _best(scene, table, columns, wanted)
        found |= at is not None
        if at is not None:
            source = f"read_parquet({quoted(table.path)})"
            run(f"INSERT INTO {name}_cells SELECT {quoted(item)}, row, {sql_key(f'c{at}')} FROM {source}")
    if label and scene.tables and not found:
        raise wrong(scene, "id", f"names a column that no table of this evidence has: {label}")
    written = f"SELECT DISTINCT record_id, {sql_key('value')} AS id FROM {scene.findings}"
    items = ", ".join(quoted(item) for item in scene.tables) or "''"
    run(
        f"CREATE OR REPLACE TABLE {name} AS SELECT record_id, person_id, kinds, id FROM {scene.records} "
        f"LEFT JOIN {name}_cells USING (item, row) UNION SELECT record_id, person_id, kinds, id FROM {scene.records} "
        f"JOIN ({written} WHERE kind IN ('member_id', 'employee_id') AND item NOT IN ({items})) USING (record_id)"
    )


def _best(scene: Scene, table: Table, columns: Sequence[TypedColumn], wanted: Collection[str]) -> int | None:
    """The id-like column in which most of the logged ids occur."""
    listed = ", ".join(quoted(one) for one in sorted(wanted)[:10_000]) or "NULL"
    places = [one.position for one in columns if one.kind in IDS]
    if not places:
        return None
    counts = ", ".join(
        f"count(DISTINCT {sql_key(f'c{at}')}) FILTER ({sql_key(f'c{at}')} IN ({listed}))" for at in places
    )
    (row,) = scene.db.execute(f"SELECT {counts} FROM read_parquet({quoted(table.path)})").fetchall()
    best = max(range(len(places)), key=lambda at: (row[at], -at))
    return places[best] if row[best] else None


def sql_key(cell: str) -> str:
    """`key` as SQL over a cell."""
    half = "translate({}, '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ－', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-')"
    return f"regexp_replace({half.format(f'upper({cell})')}, '[\\s\\x{{3000}}-]', '', 'g')"
