"""Browsing: whom one actor looked at in a database, by its audit log, and whose data are known to have gone further.

`id` names the column that the log speaks of (else the id-like column in which most logged ids occur). A statement that bounds
nothing (no WHERE, NOT, a column that the evidence does not hold) may have shown every row. Who is in `passed_on` is confirmed, with
`passed_on_kinds`; all else that was viewed is possible.
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from tenmatsu.errors import CaseError
from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact, log_path, span, text, texts, window, wrong
from tenmatsu.exposure.logs import audit_log
from tenmatsu.exposure.logs.audit_log import AuditLog, Job, Told
from tenmatsu.exposure.logs.child import Broken
from tenmatsu.exposure.logs.ids import held_ids, key
from tenmatsu.exposure.logs.times import JST, zone_of
from tenmatsu.exposure.logs.viewed import Views, viewed
from tenmatsu.model import KIND_WORDS, Fact, Unread


def _lines(scene: Scene) -> str:
    """One row for each record that was viewed, with all kinds that its views show, and one for each that was passed on."""
    kinds, n = texts(scene, "passed_on_kinds"), scene.number
    if unknown := [one for one in kinds if one not in KIND_WORDS]:
        raise wrong(scene, "passed_on_kinds", f'has an unknown kind "{unknown[0]}"; docs/manual/kinds.md lists them')
    log, _ = _log(scene)
    passed = sorted({key(one) for one in texts(scene, "passed_on")})
    logged = [each for one in log.looked for each in one.ids] if log else []
    logged += [v for one in log.searched for b in one.branches for c in b for v in c.values] if log else []
    held_ids(scene, f"ids_{n}", {*(key(one) for one in logged), *passed})
    viewed(scene, log, f"ids_{n}")
    scene.db.register("given_passed", pa.table({"id": pa.array(passed, pa.string())}))
    scene.db.execute(f"CREATE OR REPLACE TABLE passed_{n} AS FROM given_passed")
    scene.db.unregister("given_passed")
    return _shown(scene, kinds, _days(scene, log))


def _shown(scene: Scene, passed_kinds: Sequence[str], when: str) -> str:
    """The lines, of the tables that logs.viewed made: alike looks at one record are one line."""
    ids, who = f"ids_{scene.number}", f"{when}, {quoted(scene.evidence.recipient)}::VARCHAR AS recipient"
    listed = ", ".join(quoted(one) for one in passed_kinds)
    passed = f"list_filter(kinds, lambda k: k IN ({listed}))" if listed else "kinds"
    some = "list_filter(any_value(r.kinds), lambda k: list_contains(flatten(list(s.kinds)), k))"
    return (
        f"SELECT record_id, person_id, kinds, {who}, 'possible' AS certainty FROM ("
        f"SELECT r.record_id, any_value(r.person_id) AS person_id, "
        f"CASE WHEN bool_or(s.kinds IS NULL) THEN any_value(r.kinds) ELSE {some} END AS kinds "
        f"FROM (SELECT record_id, shown FROM {ids} JOIN {ids}_ids USING (id) "
        f"UNION SELECT record_id, shown FROM {ids}_rows WHERE record_id IS NOT NULL "
        f"UNION SELECT a.record_id, w.shown FROM {scene.records} AS a JOIN {ids}_rows AS w ON w.record_id IS NULL) AS v "
        f"JOIN {ids}_shown AS s USING (shown) JOIN {scene.records} AS r ON r.record_id = v.record_id GROUP BY r.record_id) "
        f"UNION ALL SELECT DISTINCT record_id, person_id, {passed} AS kinds, {who}, 'confirmed' AS certainty "
        f"FROM {ids} JOIN passed_{scene.number} USING (id)"
    )


def _days(scene: Scene, log: AuditLog | None) -> str:
    """The window of the evidence, else the days of the actor's entries."""
    if scene.evidence.window or log is None:
        return window(scene)
    first, last = log.told.first, log.told.last
    return f"{quoted(first and first.date())}::DATE AS window_from, {quoted(last and last.date())}::DATE AS window_to"


def _log(scene: Scene) -> tuple[AuditLog | None, str]:
    """What the logs say of the actor; None and why where they could not be read. CaseError when one holds no entry at all."""
    names, actor = texts(scene, "logs"), text(scene, "actor")
    if not names or actor is None:
        missing = "actor" if names else "logs"
        raise wrong(scene, missing, 'is missing; browsing needs logs = ["audit.csv"] and actor = "user"')
    files = [log_path(scene, "logs", one).resolve() for one in names]
    since, until = span(scene)
    zone = zone_of(text(scene, "log_zone") or "JST")
    if zone is None or (ahead := zone.utcoffset(None)) is None:
        raise wrong(scene, "log_zone", 'must be a zone such as "+00:00", "UTC" or "JST"')
    stamps = tuple((one.stat().st_mtime_ns, one.stat().st_size) for one in files)
    job = Job(tuple(str(one) for one in files), actor, since, until, int(ahead.total_seconds()) // 60)
    try:
        log = audit_log.read(job, stamps)
    except Broken as error:
        return None, str(error)
    for name, entries, strange in zip(names, log.told.entries, log.told.strange, strict=True):
        if strange and not entries:
            raise CaseError(
                f"{name}: no entry of an audit log is in it (time and user); docs/manual/channels/browsing.md names the forms"
            )
    return log, ""


def _views(scene: Scene) -> tuple[AuditLog | None, str, Views]:
    log, why = _log(scene)
    return log, why, viewed(scene, log, f"ids_{scene.number}")


def _facts(scene: Scene) -> Sequence[Fact]:
    """When the looking began, and how many looks bounded nothing, were followed by their conditions, or failed."""
    log, _, views = _views(scene)
    if log is None or log.told.first is None:
        return ()
    source = ", ".join(texts(scene, "logs"))
    first = log.told.first.replace(tzinfo=JST)
    found = [Fact("occurred_on", first.date().isoformat(), source, "audit log", first, first.date())]
    told = {
        f"番号を指定しない検索が {views.wide} 回あり、表の全件を見たおそれがある": views.wide,
        f"番号のほかの条件(氏名、範囲など)による検索が {views.followed} 回あり、証拠の値に当てはめた": views.followed,
        f"失敗した操作が {log.told.failed} 回あり、閲覧に数えていない": log.told.failed,
    }
    said = "。".join(words for words, times in told.items() if times)
    return [*found, fact(scene, "other_matters", said, source, "audit log")] if said else found


def _unread(scene: Scene) -> Sequence[Unread]:
    """What the logs leave open: lines that are no entry, looks at records that are not told, ids that no record has."""
    log, why, views = _views(scene)
    names = ", ".join(texts(scene, "logs"))
    if log is None:
        return [Unread(names, f"the audit log was not read: {why}; every record is taken as possible")]
    return [*_unread_lines(scene, log.told, names), *_unread_looks(log.told, views, names), *_nobodys(scene, names)]


def _unread_lines(scene: Scene, told: Told, names: str) -> list[Unread]:
    """Lines of the logs that say nothing, and an actor who is in none."""
    strange = "lines of the audit log that are no whole entry (time, user, statement): whom they show is not known"
    pairs = zip(texts(scene, "logs"), told.strange, strict=True)
    found = [Unread(name, strange, number) for name, number in pairs if number]
    found += [Unread(names, f"{name} breaks off before its end: the rest is not known") for name in told.cut]
    if not told.inside:
        outside = f"{told.of_actor} of his entries lie outside of it" if told.of_actor else "he is in no entry at all"
        check = "check actor, since, until and log_zone"
        found.append(Unread(names, f"no entry of the actor lies in the time asked for ({outside}): {check}"))
    return found


def _unread_looks(told: Told, views: Views, names: str) -> list[Unread]:
    """Looks of which nobody can say whom they showed."""
    found = []
    if views.wide:
        reason = f"{views.wide} statements whose conditions name no id of a record: every row of the evidence is taken as possible"
        found.append(Unread(names, reason, views.wide))
    if views.missed:
        found.append(
            Unread(
                names,
                f"{views.missed} statements whose conditions hold for no record of the evidence: whom they showed is not known",
                views.missed,
            )
        )
    if told.searches:
        found.append(
            Unread(names, f"{told.searches} searches without an id: whom they showed is not known", told.searches)
        )
    if views.elsewhere:
        tables, times = ", ".join(sorted(views.elsewhere)[:20]), max(views.elsewhere.values())
        found.append(
            Unread(names, f"statements read other tables, of which the evidence holds nothing: {tables}", times)
        )
    if views.unknown:
        listed = ", ".join(sorted(views.unknown)[:20])
        found.append(
            Unread(names, f"{len(views.unknown)} columns that were shown are under no label of the evidence: {listed}")
        )
    return found


def _nobodys(scene: Scene, names: str) -> list[Unread]:
    """Ids that no record of the evidence has."""
    n, found = scene.number, []
    for name, what in ((f"ids_{n}_ids", "ids that the actor looked at"), (f"passed_{n}", 'ids in "passed_on"')):
        ((number,),) = scene.db.execute(
            f"SELECT count(DISTINCT id) FROM {name} WHERE id NOT IN (SELECT id FROM ids_{n} WHERE id IS NOT NULL)"
        ).fetchall()
        if number:
            found.append(Unread(names, f"{number} {what} stand in no record of the evidence"))
    return found


CHANNEL = Channel(
    name="browsing",
    keys=frozenset({"logs", "actor", "since", "until", "id", "log_id", "log_zone", "passed_on", "passed_on_kinds"}),
    lines=_lines,
    facts=_facts,
    unread=_unread,
    says={"ja": "業務外の閲覧", "en": "browsing beyond one's duties"},
)
