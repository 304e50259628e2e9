"""Open form: answers that strangers could look at, told by the answers' times and the web server's log.

At each view of a route (GET, answered 2xx or 304, not by the organisation itself) every answer sent before it could be
seen. An answer is not exposed by a route that was closed when it came, or whose log covers all its time and shows no view.
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact
from tenmatsu.exposure.logs.answers import answer_times
from tenmatsu.exposure.logs.routes import Route, routes
from tenmatsu.model import Fact, Unread


def _lines(scene: Scene) -> str:
    """One row for each answer and route by which it could be seen."""
    opened = routes(scene)
    answer_times(scene, _times(scene), "answered_at")
    return " UNION ALL ".join(_by(scene, one) for one in opened)


def _by(scene: Scene, route: Route) -> str:
    """The answers of one route; an answer without a time may have been there from the start."""
    start = f"greatest(sent, {_moment(route.since)})"
    last = route.views[-1].at if route.views else None
    end = route.until or last
    seen = f"coalesce({start} <= {_moment(last)}, true)" if last else "false"
    proven = f"coalesce({start} >= {_moment(route.first)}, false)" if route.whole else "false"
    before = f"coalesce({start} <= {_moment(route.until)}, true)" if route.until else "true"
    return (
        f"SELECT record_id, person_id, kinds, {start}::DATE AS window_from, "
        f"{quoted(end and end.date())}::DATE AS window_to, {quoted(scene.evidence.recipient)}::VARCHAR AS recipient, "
        f"CASE WHEN {seen} AND sent IS NOT NULL THEN {quoted(scene.evidence.certainty)} ELSE 'possible' END AS certainty "
        f"FROM {scene.records} JOIN {_times(scene)} USING (record_id) WHERE {before} AND ({seen} OR NOT {proven})"
    )


def _moment(at: datetime | None) -> str:
    return f"{quoted(at)}::TIMESTAMP"


def _times(scene: Scene) -> str:
    return f"open_form_{scene.number}_times"


def _facts(scene: Scene) -> Sequence[Fact]:
    """Whether strangers looked, as the logs of all routes say it; a log that does not cover its time proves nothing."""
    opened = routes(scene)
    views = sorted((one for each in opened for one in each.views), key=lambda one: one.at)
    ((earliest, timeless),) = scene.db.execute(
        f"SELECT min(sent), count(*) - count(sent) FROM {_times(scene)}"
    ).fetchall()
    source = ", ".join(dict.fromkeys(each.source for each in opened if each.source))
    if views:
        told = f"組織の外の閲覧元 {len({one.who for one in views})} 件(アドレスの数)、閲覧 {len(views)} 回"
        source = next(f"{each.source}#line={views[0].line}" for each in opened if views[0] in each.views)
        pairs = [("logs_prove_no_view", "no"), ("seen_by_many", "suspected"), ("recipient", told)]
    elif all(each.covers(earliest, timeless=bool(timeless)) for each in opened):
        pairs = [("logs_prove_no_view", "yes"), ("seen_by_many", "no")]
    else:
        pairs = [("logs_prove_no_view", "unknown"), ("seen_by_many", "suspected")]
    return [fact(scene, name, value, source, "access log") for name, value in pairs]


def _unread(scene: Scene) -> Sequence[Unread]:
    """Lines that are no request, and answers whose time cannot be read (taken as there from the start)."""
    why = "lines of the log are in no known form of access log"
    strange = {each.source: each.strange for each in routes(scene) if each.strange}
    rows = scene.db.execute(
        f"SELECT item, count(*) FROM {_times(scene)} JOIN {scene.records} USING (record_id) WHERE sent IS NULL "
        "GROUP BY item ORDER BY item"
    ).fetchall()
    late = "no time of answer can be read in these records; they are taken as there from the start"
    return [
        *(Unread(name, why, number) for name, number in strange.items()),
        *(Unread(str(item), late, int(number)) for item, number in rows),
    ]


CHANNEL = Channel(
    name="open-form",
    keys=frozenset({"logs", "answered_at", "routes", "own_addresses", "since", "until"}),
    lines=_lines,
    facts=_facts,
    unread=_unread,
    says={"ja": "フォームの回答が閲覧可能", "en": "form answers open to view"},
)
