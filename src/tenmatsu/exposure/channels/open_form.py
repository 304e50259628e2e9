"""Open form: answers that strangers could look at, told by the answers' times and the web server's log.

At each view of a route (GET, answered 2xx or 304, not by the organisation itself) every answer sent before it, and not yet
deleted, could be seen by who looked. An answer is not exposed by a route that was closed when it came, or whose log covers
all its time without a gap and shows no view.
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact, text
from tenmatsu.exposure.logs.access_log import Viewer
from tenmatsu.exposure.logs.answers import answer_times
from tenmatsu.exposure.logs.routes import Route, routes
from tenmatsu.model import Fact, Unread

MOST_PARTIES = 50
"""Where more parties than this looked, the register counts them together; each of them would be a line for every answer."""
_ROBOT = re.compile(
    r"[\w.\-]*(?:bot|crawl|spider|slurp|fetch|curl|wget|python|java|go-http|headless|scan)[\w.\-]*", re.I
)


def _lines(scene: Scene) -> str:
    """One row for each answer, route and party that could see it."""
    opened = routes(scene)
    answer_times(scene, _times(scene), "answered_at")
    deleted = text(scene, "deleted_at") is not None
    if deleted:
        answer_times(scene, f"{_times(scene)}_deleted", "deleted_at")
    scene.db.execute(
        f"CREATE OR REPLACE TABLE {_answers(scene)} AS SELECT record_id, person_id, kinds, sent, "
        f"{'gone' if deleted else 'NULL::TIMESTAMP AS gone'} FROM {scene.records} JOIN {_times(scene)} USING (record_id)"
        + (f" JOIN (SELECT record_id, sent AS gone FROM {_times(scene)}_deleted) USING (record_id)" if deleted else "")
    )
    _looked(scene, opened)
    return " UNION ALL ".join(_by(scene, n, one) for n, one in enumerate(opened))


def _by(scene: Scene, number: int, route: Route) -> str:
    """The answers of one route; an answer without a time may have been there from the start. `seen` joins each party that
    looked while the answer was there; `unseen` are answers of which the log cannot prove that nobody looked."""
    start = f"greatest(sent, {_moment(route.since)})"
    last = max((one.last for one in route.viewers), default=None)
    end = f"least(gone, {_moment(route.until or last)})"
    there = f"coalesce({start} <= {_moment(route.until)}, true) AND coalesce(gone >= {start}, true)"
    proof = route.proves_from
    proven = f"coalesce({start} >= {_moment(proof)}, false)" if proof else "false"
    looked = (
        f"SELECT party, first, last FROM {_parties(scene)} WHERE route = {number}" if route.viewers
        else "SELECT NULL::VARCHAR AS party, NULL::TIMESTAMP AS first, NULL::TIMESTAMP AS last WHERE false"
    )  # fmt: skip
    met = f"coalesce({start} <= v.last, true) AND coalesce(v.first <= gone, true)"
    until = f"({end} - INTERVAL 1 MICROSECOND)::DATE"  # to midnight is to the end of the day before
    days = f"{start}::DATE AS window_from, greatest({start}::DATE, {until}) AS window_to"
    return (
        f"SELECT record_id, person_id, kinds, {days}, party AS recipient, "
        f"CASE WHEN sent IS NULL THEN 'possible' ELSE {quoted(scene.evidence.certainty)} END AS certainty "
        f"FROM {_answers(scene)} JOIN ({looked}) AS v ON {met} WHERE {there} "
        f"UNION ALL SELECT record_id, person_id, kinds, {days}, {quoted(scene.evidence.recipient)}::VARCHAR, 'possible' "
        f"FROM {_answers(scene)} WHERE {there} AND NOT {proven} AND NOT EXISTS (SELECT 1 FROM ({looked}) AS v WHERE {met})"
    )


def _looked(scene: Scene, opened: Sequence[Route]) -> None:
    """The table of parties: route, party, first and last view."""
    rows = [(n, *one) for n, route in enumerate(opened) for one in _grouped(scene, route.viewers)]
    names = ("route", "party", "first", "last")
    types = (pa.int32(), pa.string(), pa.timestamp("us"), pa.timestamp("us"))
    given = {
        name: pa.array([row[at] for row in rows], kind)
        for at, (name, kind) in enumerate(zip(names, types, strict=True))
    }
    scene.db.register("given_parties", pa.table(given))
    scene.db.execute(f"CREATE OR REPLACE TABLE {_parties(scene)} AS FROM given_parties")
    scene.db.unregister("given_parties")


def _grouped(scene: Scene, viewers: Sequence[Viewer]) -> list[tuple[str | None, datetime, datetime]]:
    """Each party (`recipient` of the evidence for all, where it is given) from its first view to its last."""
    named = {id(one): scene.evidence.recipient or party(one) for one in viewers}
    parties = set(named.values())
    together = f"閲覧元 {len(parties)} 件(IPアドレス)" if len(parties) > MOST_PARTIES else None
    spans: dict[str, tuple[datetime, datetime]] = {}
    for one in viewers:
        name = together or named[id(one)]
        low, high = spans.get(name, (one.first, one.last))
        spans[name] = (min(low, one.first), max(high, one.last))
    return [(name, *span) for name, span in spans.items()]


def party(one: Viewer) -> str:
    """Who looked, as the log tells it: the address, and what program it calls itself where it is no browser."""
    robot = _ROBOT.search(one.agent)
    return f"{one.address}({robot[0][:40]})" if robot else one.address


def _moment(at: datetime | None) -> str:
    return f"{quoted(at)}::TIMESTAMP"


def _times(scene: Scene) -> str:
    return f"open_form_{scene.number}_times"


def _answers(scene: Scene) -> str:
    return f"open_form_{scene.number}_answers"


def _parties(scene: Scene) -> str:
    return f"open_form_{scene.number}_parties"


def _facts(scene: Scene) -> Sequence[Fact]:
    """Whether strangers looked, as the logs of all routes say it; a log that does not cover its time proves nothing."""
    opened = routes(scene)
    viewers = [(one.first, route, one) for route in opened for one in route.viewers]
    ((earliest, timeless),) = scene.db.execute(
        f"SELECT min(sent), count(*) - count(sent) FROM {_times(scene)}"
    ).fetchall()
    source, note = ", ".join(dict.fromkeys(name for each in opened for name in each.files)), ""
    if viewers:
        _, route, first = min(viewers, key=lambda one: one[0])
        addresses, views = len({one.address for *_, one in viewers}), sum(one.views for *_, one in viewers)
        told = f"組織の外の閲覧元 {addresses} 件(アドレスの数)、閲覧 {views} 回"
        source = f"{route.files[first.file]}#line={first.line}"
        pairs = [("logs_prove_no_view", "no"), ("seen_by_many", "suspected"), ("recipient", told)]
    elif all(each.covers(earliest, timeless=bool(timeless)) for each in opened):
        pairs = [("logs_prove_no_view", "yes"), ("seen_by_many", "no")]
        asked = sum(sum(each.told.asked) for each in opened[:1])
        note = "" if asked else "記録にこのパスへの要求が一つもない(組織自身、失敗も含めて)。パスの書き方を確かめること"
    else:
        pairs = [("logs_prove_no_view", "unknown"), ("seen_by_many", "suspected")]
    return [fact(scene, name, value, source, "access log", note) for name, value in pairs]


def _unread(scene: Scene) -> Sequence[Unread]:
    """What the logs leave open, and answers whose time cannot be read (taken as there from the start)."""
    rows = scene.db.execute(
        f"SELECT item, count(*) FROM {_times(scene)} JOIN {scene.records} USING (record_id) WHERE sent IS NULL "
        "GROUP BY item ORDER BY item"
    ).fetchall()
    late = "no time of answer can be read in these records; they are taken as there from the start"
    ((earliest,),) = scene.db.execute(f"SELECT min(sent) FROM {_times(scene)}").fetchall()
    left = dict.fromkeys(one for each in routes(scene) for one in _left_open(each, earliest))
    return [*left, *(Unread(str(item), late, int(number)) for item, number in rows)]


def _left_open(route: Route, earliest: datetime | None) -> list[Unread]:
    """Of which time of the route, while there were answers, its logs do not speak."""
    told, names = route.told, ", ".join(route.files) or "case.toml"
    found = [
        Unread(name, "lines of the log are in no known form of access log", number)
        for name, number in zip(route.files, told.strange, strict=True)
        if number
    ]
    if route.broken:
        found.append(Unread(names, f"the log was not read: {route.broken}"))
    found += [Unread(names, f"{name} breaks off before its end: the rest is not known") for name in told.cut]
    found += [
        Unread(
            names,
            f"no line from {low:%Y-%m-%d %H:%M} to {high:%Y-%m-%d %H:%M} in a log that is busy otherwise: who looked then is not known",
        )
        for low, high in route.holes
    ]
    if told.first and told.last:
        late = told.first > max(route.since or datetime.min, earliest or datetime.min)  # noqa: DTZ901  clock of Japan
        early = route.until is None or told.last < route.until
        if late or early:
            open_time = f"{route.since or '?'} to {route.until or '?'}"
            reach = f"from {told.first:%Y-%m-%d %H:%M} to {told.last:%Y-%m-%d %H:%M}"
            found.append(
                Unread(
                    names,
                    f"the log reaches {reach}, the route was open from {open_time}: who looked outside of it is not known",
                )
            )
    elif not route.broken:
        found.append(
            Unread(
                names, "no log tells who looked at this route: everybody whose answer was there is taken as possible"
            )
        )
    return found


CHANNEL = Channel(
    name="open-form",
    keys=frozenset({"logs", "answered_at", "deleted_at", "routes", "own_addresses", "since", "until"}),
    lines=_lines,
    facts=_facts,
    unread=_unread,
    says={"ja": "フォームの回答が閲覧可能", "en": "form answers open to view"},
)
