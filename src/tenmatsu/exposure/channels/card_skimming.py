"""Card skimming: a payment page was altered; who paid on it in that time was exposed with what he entered.

Payments whose time cannot be read may lie in the window: they are possible and told. A payment that failed, was cancelled or
refunded stays in: the card was entered all the same. `paid_by` leaves out who paid by other means and entered nothing on the
page. `always = true` marks records that were exposed whatever their day (data of former enquirers on the same server).
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact, flag, span, text, whole, wrong
from tenmatsu.exposure.logs.answers import answer_times, labelled
from tenmatsu.model import Certainty, Fact, Unread


def _lines(scene: Scene) -> str:
    """One row for each payment in the time, by the means of `paid_by` where it is given."""
    since, until = span(scene)
    others = _others(scene)
    if flag(scene, "always") or (since is None and until is None):
        text(scene, "paid_at")
        return f"SELECT * FROM ({whole(scene)}) AS w{_without(others)}"
    name = _times(scene)
    answer_times(scene, name, "paid_at")
    low, high = (f"{quoted(one)}::TIMESTAMP" if one else "sent" for one in (since, until))
    days = (
        f"date_trunc('day', {low})" if since else "sent",
        f"{quoted(until.combine(until.date(), time.max))}::TIMESTAMP" if until else "sent",
    )
    certainty = quoted(scene.evidence.certainty)
    return (
        f"SELECT * FROM (SELECT record_id, person_id, kinds, {quoted(since and since.date())}::DATE AS window_from, "
        f"{quoted(until and until.date())}::DATE AS window_to, {quoted(scene.evidence.recipient)}::VARCHAR AS recipient, "
        f"CASE WHEN sent IS NULL THEN '{Certainty.POSSIBLE}' ELSE {certainty} END AS certainty "
        f"FROM {scene.records} JOIN {name} USING (record_id) WHERE sent IS NULL OR sent BETWEEN {low} AND {high} "
        f"OR (day_only AND sent BETWEEN {days[0]} AND {days[1]})) AS w{_without(others)}"
    )


def _without(others: str | None) -> str:
    return f" WHERE record_id NOT IN (SELECT record_id FROM {others})" if others else ""


def _others(scene: Scene) -> str | None:
    """Make the table of the records that were paid by other means than those of `paid_by`; None without that key. A record
    whose means is not told stays."""
    given = scene.evidence.extra.get("paid_by")
    if given is None:
        return None
    if not isinstance(given, Mapping) or set(given) != {"column", "values"} or not isinstance(given["column"], str):
        raise wrong(scene, "paid_by", 'must be { column = "支払方法", values = ["クレジットカード"] }')
    values = given["values"]
    if not isinstance(values, list | tuple) or not values or not all(isinstance(one, str) for one in values):
        raise wrong(scene, "paid_by", "must list the values that mean a payment on the page")
    name, found = f"card_skimming_{scene.number}_others", False
    scene.db.execute(f"CREATE OR REPLACE TABLE {name} (record_id BIGINT)")
    for item, (table, _) in scene.tables.items():
        at = labelled(table, given["column"])
        found |= at is not None
        if at is not None:
            listed = ", ".join(f"lower(nfc_normalize({quoted(one.strip())}))" for one in values)
            scene.db.execute(
                f"INSERT INTO {name} SELECT record_id FROM {scene.records} AS r JOIN read_parquet({quoted(table.path)}) AS t "
                f"ON r.row = t.row WHERE r.item = {quoted(item)} AND trim(t.c{at}) <> '' "
                f"AND lower(nfc_normalize(trim(t.c{at}))) NOT IN ({listed})"
            )
    if scene.tables and not found:
        raise wrong(scene, "paid_by", f"names a column that no table of this evidence has: {given['column']}")
    return name


def _times(scene: Scene) -> str:
    return f"card_skimming_{scene.number}_times"


def _facts(scene: Scene) -> Sequence[Fact]:
    """How many of the exposed records hold no card number: their owners may have paid by other means."""
    (found,) = scene.db.execute(
        f"SELECT count(DISTINCT record_id) FILTER (NOT list_contains(kinds, 'card')), count(DISTINCT record_id) FROM ({_lines(scene)})"
    ).fetchall()
    without, all_ = (int(one) for one in found)
    if not without or without == all_:
        return ()
    told = f"期間内の記録 {all_} 件のうち {without} 件にはカード番号がない。別の支払方法であれば paid_by で除く"
    return [fact(scene, "other_matters", told)]


def _unread(scene: Scene) -> Sequence[Unread]:
    """Payments without a time that can be read; they stand in the register as possible."""
    if flag(scene, "always") or span(scene) == (None, None):
        return ()
    rows = scene.db.execute(
        f"SELECT item, count(*) FROM {_times(scene)} JOIN ({_lines(scene)}) USING (record_id) "
        f"JOIN {scene.records} USING (record_id) WHERE sent IS NULL GROUP BY item"
    ).fetchall()
    reason = "no time of payment can be read in {} records; they are taken as possible"
    return [Unread(item, reason.format(number), number) for item, number in sorted(rows)]


CHANNEL = Channel(
    name="card-skimming",
    keys=frozenset({"paid_at", "paid_by", "since", "until", "always"}),
    lines=_lines,
    facts=_facts,
    unread=_unread,
    says={"ja": "決済画面の改ざん", "en": "card skimming"},
)
