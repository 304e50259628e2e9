"""Misdirected mail: each address in To and Cc was exposed to every other recipient, the contents to all of them.

Nobody sees an address in Bcc, yet who stands there sees the others'. The organisation's own (`own_domains`, the sender's
address and, unless it is a public mail service, his domain; `own_domains = []` keeps it to the address alone) is neither
exposed nor a recipient. A mail attached to a mail is contents: the outermost header sends.
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact, texts, wrong
from tenmatsu.exposure.mails import PUBLIC, day
from tenmatsu.model import Certainty, Fact

HEADERS = ("to", "cc", "bcc", "from", "reply-to", "sender")
NAMES = ("name", "family_name", "given_name", "name_romaji")
BUSINESS = (
    *NAMES,
    "name_kana",
    "family_kana",
    "given_kana",
    "email",
    "phone",
    "postcode",
    "address",
    "employer",
    "occupation",
)
"""What a signature under a mail says of its writer."""
NEAR = 200
"""How far from the own address, in characters, an office telephone in a signature stands at most."""


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
    ANTI JOIN {name}_signed AS signed ON signed.record_id = records.record_id
    ANTI JOIN {name}_addresses AS theirs ON theirs.record_id = records.record_id AND theirs.address = towards.address
    UNION ALL
    SELECT record_id, person_id, kinds, {quoted(first)}::DATE, {quoted(last)}::DATE, {quoted(evidence.recipient)}::VARCHAR,
    '{evidence.certainty}' FROM {scene.records} ANTI JOIN {name}_inside USING (item)
    """


def _headers(scene: Scene, name: str, own: list[str]) -> None:
    """Make `_header` (who stands in the header of each mail), `_to` (who received it, outside), `_mails` (with the day)
    and `_inside` (which item is part of which mail)."""
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
        f"CREATE OR REPLACE TABLE {name}_split AS SELECT *, split_part(address, '@', -1) AS domain "
        f"FROM {name}_found SEMI JOIN {name}_outer USING (mail)"
    )
    _domains(scene, name, own)
    run(
        f"CREATE OR REPLACE TABLE {name}_all AS SELECT *, EXISTS (SELECT 1 FROM {name}_own AS o WHERE o.mail = h.mail "
        f"AND (h.domain = o.domain OR ends_with(h.domain, '.' || o.domain))) AS ours FROM {name}_split AS h"
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
    _signatures(scene, name)


def _domains(scene: Scene, name: str, own: list[str]) -> None:
    """Make `_own`: which domains are the organisation's in each mail."""
    listed = ", ".join(quoted(one) for one in own)
    senders = "" if "own_domains" in scene.evidence.extra and not own else (
        f" UNION SELECT mail, domain FROM {name}_split WHERE kind = 'email' AND place IN ('from', 'reply-to', 'sender') "
        f"AND domain <> '' AND NOT regexp_matches(domain, {quoted(PUBLIC)})"
    )  # fmt: skip
    scene.db.execute(
        f"CREATE OR REPLACE TABLE {name}_own AS SELECT mail, unnest([{listed}]::VARCHAR[]) AS domain FROM {name}_outer{senders}"
    )


def _signatures(scene: Scene, name: str) -> None:
    """Make `_signed`: records of the mail's own text that are the organisation's. They hold an own address or the
    sender's name, and nothing that a signature does not say; or are nameless and stand beside such an address."""
    run, sending = scene.db.execute, "('from', 'reply-to', 'sender')"
    run(
        f"CREATE OR REPLACE TABLE {name}_text AS SELECT f.item AS mail, f.record_id, f.kind, f.value, records.kinds, "
        "regexp_replace(f.locator, 'char=.*$', '') AS part, try_cast(regexp_extract(f.locator, 'char=(\\d+)', 1) AS BIGINT) AS at, "
        "CASE WHEN f.kind = 'email' THEN EXISTS (SELECT 1 FROM "
        f"{name}_own AS o WHERE o.mail = f.item AND (split_part(lower(trim(f.value)), '@', -1) = o.domain OR "
        "ends_with(split_part(lower(trim(f.value)), '@', -1), '.' || o.domain))) OR EXISTS (SELECT 1 FROM "
        f"{name}_all AS s WHERE s.mail = f.item AND s.kind = 'email' AND s.place IN {sending} AND s.address = lower(trim(f.value))) END AS own, "
        f"f.kind IN {NAMES} AND EXISTS (SELECT 1 FROM {name}_all AS s WHERE s.mail = f.item AND s.kind = f.kind AND "
        f"s.place IN {sending} AND {_bare('s.address')} = lower({_bare('f.value')})) AS writer "
        f"FROM {scene.findings} AS f LEFT JOIN {scene.records} AS records USING (record_id) "
        f"WHERE f.item IN (SELECT mail FROM {name}_outer) AND (f.place IS NULL OR lower(f.place) NOT IN {HEADERS})"
    )
    office = ("phone", "email", "postcode", "address")
    run(
        f"CREATE OR REPLACE TABLE {name}_signed AS SELECT record_id FROM {name}_text WHERE record_id IS NOT NULL GROUP BY record_id "
        f"HAVING bool_and(list_has_all({list(BUSINESS)}, kinds)) AND bool_and(coalesce(own, true)) AND (bool_or(own) OR bool_or(writer)) "
        f"UNION SELECT t.record_id FROM {name}_text AS t WHERE t.record_id IS NOT NULL AND list_has_all({list(office)}, t.kinds) "
        f"GROUP BY t.record_id HAVING bool_and(coalesce(own, true)) AND "
        "NOT bool_or(kind = 'phone' AND regexp_matches(translate(value, '０１２３４５６７８９', '0123456789'), '^\\D*(0[6789]0|\\+?81\\D*[6789]0)')) "
        f"AND bool_and(EXISTS (SELECT 1 FROM {name}_text AS a WHERE (a.own OR a.writer) AND a.part = t.part AND abs(a.at - t.at) <= {NEAR}))"
    )


def _bare(column: str) -> str:
    return f"regexp_replace({column}, '[\\s\\x{{3000}}]', '', 'g')"


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
    run(f"CREATE OR REPLACE TABLE {name}_mails (mail VARCHAR, day DATE)")
    for (mail,) in run(f"SELECT mail FROM {name}_outer").fetchall():
        run(f"INSERT INTO {name}_mails VALUES (?, ?)", [mail, None if scene.evidence.window else _day(scene, mail)])


def _day(scene: Scene, mail: str) -> date | None:
    """The day of a mail that is a file of its own: items are called by their path inside the evidence."""
    root = scene.case / scene.evidence.path
    return day(root / mail if root.is_dir() else root)


def _facts(scene: Scene) -> Sequence[Fact]:
    """How many recipients stand in the headers, and how many of them confirmed that they deleted the mail."""
    rows = scene.db.execute(f"SELECT DISTINCT address FROM mail_{scene.number}_to").fetchall()
    told = {one.casefold() for one in texts(scene, "deleted_by")}
    there = {row[0] for row in rows}
    found = [fact(scene, "media", "電子メール")]
    if there:
        found.append(fact(scene, "recipient", f"メールの宛先 {len(there)} 件(組織の外)", scene.evidence.path, "mail"))
    said = _said(scene, told, there)
    return [*found, fact(scene, "other_matters", "。".join(said), scene.evidence.path, "mail")] if said else found


def _said(scene: Scene, told: set[str], there: set[str]) -> list[str]:
    ((own,),) = scene.db.execute(
        f"SELECT count(DISTINCT address) FROM mail_{scene.number}_all WHERE kind = 'email' AND ours AND place IN ('to', 'cc', 'bcc')"
    ).fetchall()
    said = [f"宛先のうち組織自身のドメインの {own} 件は、露出にも宛先にも数えていない"] if own else []
    if told:
        said.append(f"宛先 {len(there)} 件のうち {len(told & there)} 件から削除の確認を得た")
    return said


CHANNEL = Channel(
    name="misdirected-mail",
    keys=frozenset({"own_domains", "deleted_by"}),
    lines=_lines,
    facts=_facts,
    says={"ja": "メールの誤送信", "en": "misdirected mail"},
)
