"""Intrusion: everything readable on the taken files was exposed, in the window of the case, to whoever came in.

The message that a blackmailer leaves (README, HOW_TO_DECRYPT …) names himself: his addresses are nobody's who was
exposed.

Without a window in the case, the times of a file that the intruder made and deleted bound it: from the day on which it
was made to the day on which it was deleted (Japanese time).
"""

# ruff: noqa: S608 - the SQL is made of our own names

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact
from tenmatsu.exposure.logs.times import JST
from tenmatsu.model import Fact

NOTE = (
    r"(?i)(^|[/!])[^/!]*(read.?me|de.?crypt|re.?store|re.?cover|how.?to|instruction|unlock|ransom|help.?(me|your|files))"
    r"[^/!]*\.(txt|html?|hta|rtf|png|bmp|jpe?g)$"
)
"""Names of the messages that encrypting malware leaves."""


def _lines(scene: Scene) -> str:
    evidence = scene.evidence
    theirs = f"blackmail_{scene.number}"
    scene.db.execute(
        f"CREATE OR REPLACE TABLE {theirs} AS SELECT record_id FROM {scene.records} WHERE regexp_matches(item, "
        f"{quoted(NOTE)}) AND list_has_all(['email', 'phone'], kinds)"
    )
    ends = (
        f"{quoted(evidence.recipient)}::VARCHAR AS recipient, {quoted(evidence.certainty)}::VARCHAR AS certainty "
        f"FROM {scene.records} ANTI JOIN {theirs} USING (record_id)"
    )
    if evidence.window:
        first, last = evidence.window
        return (
            f"SELECT record_id, person_id, kinds, {quoted(first)}::DATE AS window_from, "
            f"{quoted(last)}::DATE AS window_to, {ends}"
        )
    first_day, last_day = (f"CAST({name} + INTERVAL 9 HOUR AS DATE)" for name in ("made", "gone"))
    return (
        f"SELECT record_id, person_id, kinds, {first_day} AS window_from, {last_day} AS window_to, {ends} "
        f"LEFT JOIN {_taken(scene)} AS times USING (item)"
    )


def _taken(scene: Scene) -> str:
    """For each item with records the deleted file on the disk that it is, or lies in (a member of an archive, a sheet):
    item, file, made, gone."""
    return (
        "(SELECT held.item, arg_max(disk.item, length(disk.item)) AS file, "
        "arg_max(created, length(disk.item)) AS made, "
        f"arg_max(deleted, length(disk.item)) AS gone FROM (SELECT DISTINCT item FROM {scene.records}) AS held "
        f"JOIN {scene.items} AS disk ON held.item = disk.item OR starts_with(held.item, disk.item || '!') "
        "WHERE state = 'deleted' AND coalesce(created, deleted) IS NOT NULL GROUP BY held.item)"
    )


def _facts(scene: Scene) -> Sequence[Fact]:
    """When files that hold records were made and deleted, one fact each; the disk says so."""
    rows = scene.db.execute(f"SELECT DISTINCT file, made, gone FROM {_taken(scene)} ORDER BY file").fetchall()
    found = []
    if left := scene.db.execute(f"SELECT count(*) FROM blackmail_{scene.number}").fetchall()[0][0]:
        said = f"脅迫文とみられるファイルにある連絡先 {left} 件は、対象者に数えていない"
        found.append(fact(scene, "not_counted", said, scene.evidence.path, "text"))
    for item, created, deleted in rows:
        for name, at in (("taken_file_created", created), ("taken_file_deleted", deleted)):
            if at is not None:
                moment = at.replace(tzinfo=UTC).astimezone(JST)
                found.append(Fact(name, moment.isoformat(timespec="seconds"), item, "disk", moment, moment))
    return found


def _whole(scene: Scene) -> bool:
    return not scene.db.execute(f"SELECT 1 FROM blackmail_{scene.number} LIMIT 1").fetchall()


CHANNEL = Channel(
    name="intrusion",
    keys=frozenset(),
    lines=_lines,
    facts=_facts,
    whole=_whole,
    says={"ja": "不正アクセス", "en": "intrusion"},
)
