"""Failed redaction: values that a document hides and that can be recovered all the same.

Exposed are the hidden values alone. What the same file shows openly of the same person was not exposed by this, and who
is only shown openly has no line. Authors' names in the properties of a file are told and are nobody hidden.
`recipients` had the document each.
"""

# ruff: noqa: S608 - the SQL is made of our own names and quoted values

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tenmatsu.exposure.authors import PLACES
from tenmatsu.exposure.channel import Channel, Scene, plain, quoted
from tenmatsu.exposure.given import fact, texts, window
from tenmatsu.model import Fact

_NAMES = ("name", "family_name", "given_name", "name_kana", "name_romaji", "email", "employee_id")


def _lines(scene: Scene) -> str:
    recipients: list[str | None] = [*texts(scene, "recipients")] or [scene.evidence.recipient]
    listed = ", ".join(quoted(one) for one in recipients)
    name = f"redacted_{scene.number}"
    _values(scene, name)
    return (
        f"SELECT record_id, person_id, seen AS kinds, {window(scene)}, unnest([{listed}]::VARCHAR[]) AS recipient, "
        f"{quoted(scene.evidence.certainty)}::VARCHAR AS certainty FROM {scene.records} "
        f"JOIN (SELECT record_id, list(DISTINCT kind) AS seen FROM {name}_values WHERE hidden AND NOT open GROUP BY "
        "record_id) AS under USING (record_id)"
    )


def _values(scene: Scene, name: str) -> None:
    """Make `_values` (record_id, kind, hidden, open): each value of a record, and whether the same file shows the same
    value of the same person openly. Width, blanks, dashes and the size of letters make no other value of it."""
    told = (
        f"SELECT record_id, kind, value, hidden FROM {scene.findings} WHERE record_id IS NOT NULL "
        f"AND NOT regexp_matches(locator, {quoted('(?i)' + PLACES)})"
    )
    every = " UNION ALL ".join((told, *_tables(scene)))
    sheets = ", ".join(quoted(item) for item in scene.tables) or "''"
    scene.db.execute(
        f"CREATE OR REPLACE TABLE {name}_values AS WITH each AS (SELECT record_id, kind, hidden, "
        f"coalesce(person_id, -1 - record_id) AS person, CASE WHEN item IN ({sheets}) THEN regexp_replace(item, "
        f"'![^!]*$', '') ELSE item END AS file, {plain('value')} AS bare FROM ({every}) JOIN {scene.records} "
        "USING (record_id)) SELECT DISTINCT record_id, kind, hidden, hidden AND EXISTS (SELECT 1 FROM each AS o WHERE "
        "NOT o.hidden AND o.person = each.person AND o.file = each.file AND o.kind = each.kind AND o.bare = "
        "each.bare) AS open FROM each"
    )


def _tables(scene: Scene) -> Iterator[str]:
    """The filled cells of the kinds that hidden sheets and hidden columns hold, hidden or not."""
    hiding = {
        one.kind
        for table, columns in scene.tables.values()
        for one in columns
        if table.hidden or one.position in table.hidden_columns
    }
    for item, (table, columns) in scene.tables.items():
        for one in columns:
            if one.kind not in hiding:
                continue
            hidden = table.hidden or one.position in table.hidden_columns
            yield (
                f"SELECT record_id, {quoted(one.kind)} AS kind, cell AS value, {hidden} AS hidden FROM {scene.records} "
                f"JOIN (SELECT row, c{one.position} AS cell FROM read_parquet({quoted(table.path)})) AS cells "
                f"USING (row) WHERE item = {quoted(item)} AND trim(cell) <> '' "
                f"AND list_contains(kinds, {quoted(one.kind)})"
            )


def _facts(scene: Scene) -> Sequence[Fact]:
    """What the hidden text of the documents tells beside the persons: who made them, and what is also shown openly."""
    ((makers,),) = scene.db.execute(
        f"SELECT count(DISTINCT {plain('value')}) FROM {scene.findings} WHERE hidden AND kind IN {_NAMES} "
        f"AND regexp_matches(locator, {quoted('(?i)' + PLACES)})"
    ).fetchall()
    ((open_,),) = scene.db.execute(
        f"SELECT count(*) FROM (SELECT record_id FROM redacted_{scene.number}_values WHERE hidden GROUP BY record_id "
        "HAVING bool_and(open))"
    ).fetchall()
    said = []
    if makers:
        said.append(
            f"文書の属性やコメントの作成者として {makers} 件の氏名などが残っている(墨消しの対象者には数えていない)"
        )
    if open_:
        said.append(f"隠された値が同じ文書に開示されている {open_} 件の記録は、露出に数えていない")
    return [fact(scene, "not_counted", "。".join(said), scene.evidence.path, "document")] if said else []


CHANNEL = Channel(
    name="failed-redaction",
    keys=frozenset({"recipients"}),
    lines=_lines,
    facts=_facts,
    says={"ja": "墨消しの不備", "en": "failed redaction"},
)
