"""Card skimming: a payment page was altered; who paid on it in that time was exposed with what he entered.

Payments whose time cannot be read may lie in the window: they are possible and told. `always = true` marks records that
were exposed whatever their day (data of former enquirers on the same server).
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import flag, span, text, whole
from tenmatsu.exposure.logs.answers import answer_times
from tenmatsu.model import Certainty, Unread


def _lines(scene: Scene) -> str:
    since, until = span(scene)
    if flag(scene, "always") or (since is None and until is None):
        text(scene, "paid_at")
        return whole(scene)
    name = _times(scene)
    answer_times(scene, name, "paid_at")
    low, high = (f"{quoted(one)}::TIMESTAMP" if one else "sent" for one in (since, until))
    days = (
        f"date_trunc('day', {low})" if since else "sent",
        f"{quoted(until.combine(until.date(), time.max))}::TIMESTAMP" if until else "sent",
    )
    certainty = quoted(scene.evidence.certainty)
    return (
        f"SELECT record_id, person_id, kinds, {quoted(since and since.date())}::DATE AS window_from, "
        f"{quoted(until and until.date())}::DATE AS window_to, {quoted(scene.evidence.recipient)}::VARCHAR AS recipient, "
        f"CASE WHEN sent IS NULL THEN '{Certainty.POSSIBLE}' ELSE {certainty} END AS certainty "
        f"FROM {scene.records} JOIN {name} USING (record_id) WHERE sent IS NULL OR sent BETWEEN {low} AND {high} "
        f"OR (day_only AND sent BETWEEN {days[0]} AND {days[1]})"
    )


def _times(scene: Scene) -> str:
    return f"card_skimming_{scene.number}_times"


def _unread(scene: Scene) -> Sequence[Unread]:
    """Payments without a time that can be read; they stand in the register as possible."""
    if flag(scene, "always") or span(scene) == (None, None):
        return ()
    rows = scene.db.execute(
        f"SELECT item, count(*) FROM {_times(scene)} JOIN {scene.records} USING (record_id) WHERE sent IS NULL GROUP BY item"
    ).fetchall()
    reason = "no time of payment can be read in {} records; they are taken as possible"
    return [Unread(item, reason.format(number), number) for item, number in sorted(rows)]


CHANNEL = Channel(
    name="card-skimming",
    keys=frozenset({"paid_at", "since", "until", "always"}),
    lines=_lines,
    unread=_unread,
    says={"ja": "決済画面の改ざん", "en": "card skimming"},
)
