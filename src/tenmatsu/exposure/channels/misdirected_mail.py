"""Misdirected mail: each address in To and Cc was exposed to every other recipient, the contents to all of them.

Nobody sees an address in Bcc, yet who stands there sees the others'. The organisation's own (`own_domains`, and the
sender's address) is neither exposed nor a recipient. A mail attached to a mail is contents: the outermost header sends.
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Sequence

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact, texts, wrong
from tenmatsu.model import Certainty, Fact

HEADERS = ("to", "cc", "bcc", "from", "reply-to", "sender")


def _lines(scene: Scene) -> str:
    evidence, name = scene.evidence, f"mail_{scene.number}"
    own = [one.casefold().lstrip("@") for one in texts(scene, "own_domains")]
    for one in texts(scene, "deleted_by"):
        if "@" not in one:
            raise wrong(scene, "deleted_by", "must be a list of mail addresses")
    _headers(scene, name, own)
    first, last = evidence.window or (None, None)
    days = (f"{quoted(first)}::DATE", f"{quoted(last)}::DATE") if first else ("mails.day", "mails.day")
    ends = f"{days[0]} AS window_from, {days[1]} AS window_to"
    apart = "(records.person_id IS NULL OR towards.person_id IS NULL OR records.person_id <> towards.person_id)"
    return f"""
    SELECT DISTINCT records.record_id, records.person_id, kinds, {ends}, towards.address AS recipient, '{Certainty.CONFIRMED}' AS certainty
    FROM {scene.records} AS records JOIN (SELECT DISTINCT mail, record_id, address FROM {name}_header WHERE open) AS shown
    USING (record_id) JOIN {name}_to AS towards ON towards.mail = shown.mail AND towards.address <> shown.address AND {apart}
    JOIN {name}_mails AS mails ON mails.mail = shown.mail
    UNION ALL
    SELECT records.record_id, records.person_id, kinds, {ends}, towards.address, '{Certainty.CONFIRMED}'
    FROM {scene.records} AS records JOIN {name}_inside AS inside USING (item)
    JOIN {name}_to AS towards ON towards.mail = inside.mail AND {apart}
    JOIN {name}_mails AS mails ON mails.mail = inside.mail
    ANTI JOIN {name}_header AS header ON header.record_id = records.record_id
    ANTI JOIN {name}_addresses AS theirs ON theirs.record_id = records.record_id AND theirs.address = towards.address
    UNION ALL
    SELECT record_id, person_id, kinds, {quoted(first)}::DATE, {quoted(last)}::DATE, {quoted(evidence.recipient)}::VARCHAR,
    '{evidence.certainty}' FROM {scene.records} ANTI JOIN {name}_inside USING (item)
    """


def _headers(scene: Scene, name: str, own: list[str]) -> None:
    """Make `_header` (who stands in the header of each mail), `_to` (who received it, outside), `_mails` (with the day)
    and `_inside` (which item is part of which mail)."""
    listed = ", ".join(quoted(one) for one in own)
    ours = f"list_contains([{listed}]::VARCHAR[], domain) OR list_bool_or(list_transform([{listed}]::VARCHAR[], lambda d: ends_with(domain, '.' || d)))"
    run = scene.db.execute
    run(
        f"CREATE OR REPLACE TABLE {name}_found AS SELECT item AS mail, record_id, lower(trim(value, ' <>')) AS address, kind, "
        f"lower(place) AS place FROM {scene.findings} WHERE lower(place) IN {HEADERS}"
    )
    run(
        f"CREATE OR REPLACE TABLE {name}_outer AS SELECT DISTINCT mail FROM {name}_found AS a WHERE NOT EXISTS "
        f"(SELECT 1 FROM {name}_found AS b WHERE starts_with(a.mail, b.mail || '!'))"
    )
    run(
        f"CREATE OR REPLACE TABLE {name}_all AS SELECT *, coalesce({ours}, false) AS ours FROM (SELECT *, "
        f"split_part(address, '@', -1) AS domain FROM {name}_found SEMI JOIN {name}_outer USING (mail))"
    )
    sender = f"(SELECT mail, address FROM {name}_all WHERE kind = 'email' AND place IN ('from', 'reply-to', 'sender'))"
    run(
        f"CREATE OR REPLACE TABLE {name}_to AS SELECT mail, address, any_value(person_id) AS person_id FROM {name}_all "
        f"LEFT JOIN (SELECT record_id, person_id FROM {scene.records}) USING (record_id) "
        f"ANTI JOIN {sender} AS sender USING (mail, address) "
        "WHERE kind = 'email' AND NOT ours AND place IN ('to', 'cc', 'bcc') GROUP BY ALL"
    )
    run(
        f"CREATE OR REPLACE TABLE {name}_header AS SELECT mail, record_id, address, place IN ('to', 'cc') AND address IN "
        f"(SELECT address FROM {name}_to AS t WHERE t.mail = h.mail) AS open FROM {name}_all AS h WHERE kind = 'email' "
        f"UNION SELECT mail, record_id, '', place IN ('to', 'cc') AND record_id NOT IN (SELECT record_id FROM {name}_all "
        f"WHERE kind = 'email' AND record_id IS NOT NULL) FROM {name}_all WHERE kind <> 'email'"
    )
    _parts(scene, name)


def _parts(scene: Scene, name: str) -> None:
    run = scene.db.execute
    every = f"SELECT item FROM {scene.records} UNION SELECT item FROM {scene.items}"
    run(
        f"CREATE OR REPLACE TABLE {name}_inside AS SELECT item, mail FROM ({every}) JOIN {name}_outer "
        "ON item = mail OR starts_with(item, mail || '!')"
    )
    run(
        f"CREATE OR REPLACE TABLE {name}_addresses AS SELECT DISTINCT record_id, lower(trim(value)) AS address "
        f"FROM {scene.findings} WHERE kind = 'email' AND record_id IS NOT NULL"
    )
    run(
        f"CREATE OR REPLACE TABLE {name}_mails AS SELECT mail, CAST(any_value(modified) + INTERVAL 9 HOUR AS DATE) AS day "
        f"FROM {name}_outer LEFT JOIN {scene.items} AS i ON i.item = mail GROUP BY mail"
    )


def _facts(scene: Scene) -> Sequence[Fact]:
    """How many recipients stand in the headers, and how many of them confirmed that they deleted the mail."""
    rows = scene.db.execute(f"SELECT DISTINCT address FROM mail_{scene.number}_to").fetchall()
    told = {one.casefold() for one in texts(scene, "deleted_by")}
    there = {row[0] for row in rows}
    found = [fact(scene, "media", "電子メール")]
    if there:
        found.append(fact(scene, "recipient", f"メールの宛先 {len(there)} 件(組織の外)", scene.evidence.path, "mail"))
    if told:
        gone = f"宛先 {len(there)} 件のうち {len(told & there)} 件から削除の確認を得た"
        found.append(fact(scene, "other_matters", gone))
    return found


CHANNEL = Channel(
    name="misdirected-mail",
    keys=frozenset({"own_domains", "deleted_by"}),
    lines=_lines,
    facts=_facts,
    says={"ja": "メールの誤送信", "en": "misdirected mail"},
)
