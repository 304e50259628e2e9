"""Failed redaction: values that a document hides and that can be recovered all the same.

Exposed are the kinds of the hidden values alone; who is only shown openly was not exposed by this. `recipients` had
the document each.
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Iterator

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import texts, window


def _lines(scene: Scene) -> str:
    recipients: list[str | None] = [*texts(scene, "recipients")] or [scene.evidence.recipient]
    listed = ", ".join(quoted(one) for one in recipients)
    hidden = " UNION ALL ".join(
        (f"SELECT record_id, kind FROM {scene.findings} WHERE hidden AND record_id IS NOT NULL", *_tables(scene))
    )
    return (
        f"SELECT record_id, person_id, seen AS kinds, {window(scene)}, unnest([{listed}]::VARCHAR[]) AS recipient, "
        f"{quoted(scene.evidence.certainty)}::VARCHAR AS certainty FROM {scene.records} "
        f"JOIN (SELECT record_id, list(DISTINCT kind) AS seen FROM ({hidden}) GROUP BY record_id) AS under USING (record_id)"
    )


def _tables(scene: Scene) -> Iterator[str]:
    """The filled cells of hidden sheets and hidden columns, each with the kind of its column."""
    for item, (table, columns) in scene.tables.items():
        for one in columns:
            if not (table.hidden or one.position in table.hidden_columns):
                continue
            yield (
                f"SELECT record_id, {quoted(one.kind)} AS kind FROM {scene.records} JOIN "
                f"(SELECT row, c{one.position} AS cell FROM read_parquet({quoted(table.path)})) AS cells USING (row) "
                f"WHERE item = {quoted(item)} AND trim(cell) <> '' AND list_contains(kinds, {quoted(one.kind)})"
            )


CHANNEL = Channel(
    name="failed-redaction",
    keys=frozenset({"recipients"}),
    lines=_lines,
    says={"ja": "墨消しの不備", "en": "failed redaction"},
)
