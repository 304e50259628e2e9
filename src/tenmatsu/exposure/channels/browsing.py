"""Browsing: whom one actor looked at in a database, by its audit log, and whose data are known to have gone further.

`id` names the column that the log speaks of (else the id-like column in which most logged ids occur). A SELECT with a branch
that names no id of a record (no WHERE, LIKE, a range, branch = '5') may have shown every row. Who is in `passed_on` is confirmed, with `passed_on_kinds`; all
else that was viewed is possible.
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact, log_path, span, text, texts, window, wrong
from tenmatsu.exposure.logs import audit_log
from tenmatsu.exposure.logs.answers import plain
from tenmatsu.exposure.logs.audit_log import AuditLog, Entry
from tenmatsu.exposure.logs.ids import IDS, held_ids, key
from tenmatsu.exposure.logs.times import JST
from tenmatsu.model import KIND_WORDS, PART_OF, Fact, Unread


def _lines(scene: Scene) -> str:
    kinds, n = texts(scene, "passed_on_kinds"), scene.number
    if unknown := [one for one in kinds if one not in KIND_WORDS]:
        raise wrong(scene, "passed_on_kinds", f'has an unknown kind "{unknown[0]}"; docs/manual/kinds.md lists them')
    entries = _of_actor(scene, _log(scene))
    passed: dict[str | None, set[str] | None] = {key(one): set(kinds) or None for one in texts(scene, "passed_on")}
    named = {key(one) for entry in entries for one in (*entry.ids, *(v for b in entry.branches for _, v in b))}
    held_ids(scene, f"ids_{n}", {one for one in (*named, *passed) if one})
    viewed = _viewed(scene, entries)
    _table(scene, f"viewed_{n}", viewed)
    _table(scene, f"passed_{n}", passed)
    days = [quoted(d(one.at.date() for one in entries)) if entries else "NULL" for d in (min, max)]
    when = window(scene) if scene.evidence.window else f"{days[0]}::DATE AS window_from, {days[1]}::DATE AS window_to"
    shown = "CASE WHEN v.kinds IS NULL THEN i.kinds ELSE list_filter(i.kinds, lambda k: list_contains(v.kinds, k)) END"
    return " UNION ALL ".join(
        f"SELECT i.record_id, i.person_id, {shown} AS kinds, {when}, {quoted(scene.evidence.recipient)}::VARCHAR AS recipient, "
        f"'{sure}' AS certainty FROM ids_{n} AS i JOIN {name}_{n} AS v ON {test}"
        for name, sure, test in (
            ("viewed", "possible", "v.id = i.id"),
            ("viewed", "possible", "v.id IS NULL"),
            ("passed", "confirmed", "v.id = i.id"),
        )
    )


def _log(scene: Scene) -> AuditLog:
    names = texts(scene, "logs")
    if not names or text(scene, "actor") is None:
        missing = "actor" if names else "logs"
        raise wrong(scene, missing, 'is missing; browsing needs logs = ["audit.csv"] and actor = "user"')
    return audit_log.read([log_path(scene, "logs", one) for one in names])


def _of_actor(scene: Scene, log: AuditLog) -> list[Entry]:
    """The entries of the actor from `since` to `until`."""
    since, until = span(scene)
    actor = (text(scene, "actor") or "").casefold()
    return [
        one for one in log.entries
        if one.user.casefold() == actor and (since is None or one.at >= since) and (until is None or one.at <= until)
    ]  # fmt: skip


def _viewed(scene: Scene, entries: Iterable[Entry]) -> dict[str | None, set[str] | None]:
    """Id → kinds that were shown of it (None: all); the id None stands for every row."""
    labels, held = _labels(scene), _held(scene, entries)
    seen: dict[str | None, set[str] | None] = {}
    for one in entries:
        kinds = _kinds(one.fields, labels)
        for name in _shown(one, labels, held):
            before = seen.get(name, set())
            seen[name] = None if kinds is None or before is None else before | kinds
    return seen


def _labels(scene: Scene) -> dict[str, str]:
    return {plain(one.header): one.kind for _, columns in scene.tables.values() for one in columns if one.header}


def _held(scene: Scene, entries: Iterable[Entry]) -> set[str]:
    """Which of the values in the statements are ids of records."""
    named = {key(value) for one in entries for branch in one.branches for _, value in branch}
    scene.db.register("given_values", pa.table({"id": pa.array(sorted(named), pa.string())}))
    rows = scene.db.execute(f"SELECT DISTINCT id FROM given_values SEMI JOIN ids_{scene.number} USING (id)").fetchall()
    scene.db.unregister("given_values")
    return {row[0] for row in rows}


def _shown(one: Entry, labels: dict[str, str], held: set[str]) -> set[str | None]:
    """The ids that an entry shows; None, for every row, when a branch of it bounds nothing that can be followed. A value under
    a label of the tables that is no id's is none; one under the name of an id is one, though no record has it."""
    found: set[str | None] = {key(value) for value in one.ids}
    for branch in one.branches:
        pairs = [(name, key(value)) for name, value in branch if labels.get(plain(name), IDS[0]) in IDS]
        ids = {value for _, value in pairs if value in held} or {
            value for name, value in pairs if audit_log.is_id(name)
        }
        if not ids:
            return {None}
        found |= ids
    return found


def _kinds(fields: Sequence[str], labels: dict[str, str]) -> set[str] | None:
    """The kinds that the fields show, by the labels of the tables; None (all) when one of them says nothing known."""
    found = {labels.get(plain(one), one if one in KIND_WORDS else "") for one in fields}
    known = found - {""}
    if not known:
        return None
    return known | {PART_OF[kind] for kind in known if kind in PART_OF}


def _table(scene: Scene, name: str, rows: dict[str | None, set[str] | None]) -> None:
    schema = pa.schema([("id", pa.string()), ("kinds", pa.list_(pa.string()))])
    listed = [{"id": one, "kinds": None if kinds is None else sorted(kinds)} for one, kinds in rows.items()]
    scene.db.register("given_rows", pa.Table.from_pylist(listed, schema=schema))
    scene.db.execute(f"CREATE OR REPLACE TABLE {name} AS FROM given_rows")
    scene.db.unregister("given_rows")


def _facts(scene: Scene) -> Sequence[Fact]:
    """When the looking began, and how many looks bounded nothing."""
    entries = _of_actor(scene, _log(scene))
    if not entries:
        return ()
    source = ", ".join(texts(scene, "logs"))
    first = min(one.at for one in entries).replace(tzinfo=JST)
    found = [Fact("occurred_on", first.date().isoformat(), source, "audit log", first, first.date())]
    labels, held = _labels(scene), _held(scene, entries)
    wide = sum(None in _shown(one, labels, held) for one in entries)
    if wide:
        told = f"番号を指定しない検索が {wide} 回あり、表の全件を見たおそれがある"
        found.append(fact(scene, "other_matters", told, source, "audit log"))
    return found


def _unread(scene: Scene) -> Sequence[Unread]:
    """Entries without a time or a user, and ids that no record of the evidence has."""
    log, names, n = _log(scene), ", ".join(texts(scene, "logs")), scene.number
    found = []
    if log.strange:
        found.append(
            Unread(
                names,
                "lines of the audit log that are no whole entry (time, user, statement): whom they show is not known",
                log.strange,
            )
        )
    entries, labels = _of_actor(scene, log), _labels(scene)
    held = _held(scene, entries)
    blind = sum(any(one.branches) and None in _shown(one, labels, held) for one in entries)
    if blind:
        why = f"{blind} statements whose conditions name no id of a record: every row of the evidence is taken as possible"
        found.append(Unread(names, why, blind))
    searches = sum(one.search for one in entries)
    if searches:
        found.append(Unread(names, f"{searches} searches without an id: whom they showed is not known", searches))
    for name, what in (("viewed", "ids that the actor looked at"), ("passed", 'ids in "passed_on"')):
        rows = scene.db.execute(
            f"SELECT count(*) FROM {name}_{n} AS v WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM ids_{n} WHERE id IS NOT NULL)"
        ).fetchall()
        if rows[0][0]:
            found.append(Unread(names, f"{rows[0][0]} {what} stand in no record of the evidence"))
    return found


CHANNEL = Channel(
    name="browsing",
    keys=frozenset({"logs", "actor", "since", "until", "id", "passed_on", "passed_on_kinds"}),
    lines=_lines,
    facts=_facts,
    unread=_unread,
    says={"ja": "業務外の閲覧", "en": "browsing beyond one's duties"},
)
