"""Misdirected mail: each address in To and Cc was exposed to every other recipient, the contents to all of them.

Nobody sees an address in Bcc, yet who stands there sees the others'. The organisation's own (`own_domains`, the sender's
address and, unless it is a public mail service, his domain; `own_domains = []` keeps it to the address alone) is neither
exposed nor a recipient. A mail attached to a mail is contents: the outermost header sends. Answers of recipients and the
reports of mail servers lie beside it and expose nobody (exposure/answers.py).
"""

# ruff: noqa: S608, E501 - the SQL is made of our own names and quoted values, some of it in long lines

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tenmatsu.exposure.answers import Mail, Part, parts, says_deleted, undelivered
from tenmatsu.exposure.channel import Channel, Scene, quoted
from tenmatsu.exposure.given import fact, texts, wrong
from tenmatsu.exposure.mails import PUBLIC, ROLES, day, moment
from tenmatsu.exposure.signatures import spans
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
    '{evidence.certainty}' FROM {scene.records} ANTI JOIN {name}_inside USING (item) ANTI JOIN {name}_came USING (item)
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
    _kinds_of_mail(scene, name, own)
    _domains(scene, name, own)
    run(
        f"CREATE OR REPLACE TABLE {name}_all AS SELECT *, EXISTS (SELECT 1 FROM {name}_own AS o WHERE o.mail = h.mail "
        f"AND (h.domain = o.domain OR ends_with(h.domain, '.' || o.domain))) AS ours FROM {name}_split AS h"
    )
    sender = f"(SELECT mail, address FROM {name}_all WHERE kind = 'email' AND place IN ('from', 'reply-to', 'sender'))"
    run(
        f"CREATE OR REPLACE TABLE {name}_to AS SELECT mail, address, any_value(person_id) AS person_id FROM {name}_all "
        f"LEFT JOIN (SELECT record_id, person_id FROM {scene.records}) USING (record_id) "
        f"ANTI JOIN {sender} AS sender USING (mail, address) ANTI JOIN {name}_failed USING (mail, address) "
        "WHERE kind = 'email' AND NOT ours AND place IN ('to', 'cc', 'bcc') GROUP BY ALL"
    )
    run(
        f"CREATE OR REPLACE TABLE {name}_header AS SELECT mail, record_id, address, place IN ('to', 'cc') AND NOT ours AND "
        f"NOT EXISTS (SELECT 1 FROM {sender} AS s WHERE s.mail = h.mail AND s.address = h.address) AS open FROM {name}_all AS h WHERE kind = 'email' "
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
    _blocks(scene, name)
    run(
        f"CREATE OR REPLACE TABLE {name}_signed AS SELECT record_id FROM {name}_text WHERE record_id IS NOT NULL GROUP BY record_id "
        f"HAVING bool_and(list_has_all({list(BUSINESS)}, kinds)) AND bool_and(coalesce(own, true)) AND (bool_or(own) OR bool_or(writer)) "
        f"UNION SELECT t.record_id FROM {name}_text AS t WHERE t.record_id IS NOT NULL AND list_has_all({list(office)}, t.kinds) "
        f"GROUP BY t.record_id HAVING bool_and(coalesce(own, true)) AND "
        "NOT bool_or(kind = 'phone' AND regexp_matches(translate(value, '０１２３４５６７８９', '0123456789'), '^\\D*(0[6789]0|\\+?81\\D*[6789]0)')) "
        f"AND bool_and(EXISTS (SELECT 1 FROM {name}_text AS a WHERE (a.own OR a.writer) AND a.part = t.part AND abs(a.at - t.at) <= {NEAR})) "
        f"UNION SELECT t.record_id FROM {name}_text AS t LEFT JOIN {name}_blocks AS b ON b.mail = t.mail AND b.part = t.part AND "
        f"t.at BETWEEN b.first AND b.last WHERE t.record_id IS NOT NULL AND list_has_all({list(BUSINESS)}, t.kinds) "
        "GROUP BY t.record_id HAVING bool_and(b.mail IS NOT NULL) AND bool_and(coalesce(own, true))"
    )


def _blocks(scene: Scene, name: str) -> None:
    """Make `_blocks`: where in each visible body a signature stands that holds an own address or the sender's name."""
    run = scene.db.execute
    run(f"CREATE OR REPLACE TABLE {name}_blocks (mail VARCHAR, part VARCHAR, first BIGINT, last BIGINT)")
    ours = {
        (mail, part): values
        for mail, part, values in run(
            f"SELECT mail, part, list(value) FROM {name}_text WHERE own OR writer GROUP BY ALL"
        ).fetchall()
    }
    bodies = run(
        f"SELECT item, item || '#' || place || ';', text FROM {scene.texts} SEMI JOIN {name}_outer ON item = mail "
        "WHERE starts_with(place, 'part=') AND NOT hidden"
    ).fetchall()
    for mail, part, text in bodies:
        told = ours.get((mail, part), [])
        for first, last in spans(text, lambda block, told=told: any(one in block for one in told)):  # type: ignore[misc]
            run(f"INSERT INTO {name}_blocks VALUES (?, ?, ?, ?)", [mail, part, first, last])


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
    rows = run(
        f"SELECT mail, min(text) FROM {name}_outer LEFT JOIN (SELECT * FROM {scene.texts} WHERE lower(place) = 'header=date') "
        "ON item = mail GROUP BY mail"
    ).fetchall()
    run(f"CREATE OR REPLACE TABLE {name}_mails (mail VARCHAR, day DATE)")
    for mail, told in rows:
        run(
            f"INSERT INTO {name}_mails VALUES (?, ?)", [mail, day(told) if told and not scene.evidence.window else None]
        )


def _kinds_of_mail(scene: Scene, name: str, own: list[str]) -> None:
    """Leave in `_outer` and `_split` what the organisation sent; make `_back` (mail, part) of the answers and reports,
    `_came` (every item of theirs) and `_failed` (mail, address: whom a mail never reached)."""
    run = scene.db.execute
    rows = run(
        f"SELECT mail, list(address) FILTER (place IN ('from', 'reply-to', 'sender')), list(address) FILTER (place IN "
        f"('to', 'cc', 'bcc')), any_value(text) FROM (SELECT * FROM {name}_split WHERE kind = 'email') LEFT JOIN (SELECT item, "
        f"min(text) AS text FROM {scene.texts} WHERE lower(place) = 'header=date' GROUP BY item) ON item = mail GROUP BY mail"
    ).fetchall()
    mails = [
        Mail(mail, frozenset(f or ()), frozenset(to or ()), moment(told) if told else None)
        for mail, f, to, told in rows
    ]
    found = parts(mails, own)
    run(f"CREATE OR REPLACE TABLE {name}_back (mail VARCHAR, part VARCHAR)")
    if back := [[mail, str(part)] for mail, part in found.items() if part is not Part.SENT]:
        scene.db.executemany(f"INSERT INTO {name}_back VALUES (?, ?)", back)
    every = (
        f"SELECT item FROM {scene.records} UNION SELECT item FROM {scene.items} UNION SELECT item FROM {scene.texts}"
    )
    run(
        f"CREATE OR REPLACE TABLE {name}_came AS SELECT DISTINCT item, mail FROM ({every}) JOIN {name}_back "
        "ON item = mail OR starts_with(item, mail || '!')"
    )
    for kept in ("outer", "split"):
        run(f"DELETE FROM {name}_{kept} WHERE mail IN (SELECT mail FROM {name}_back)")
    _failed(scene, name)


def _failed(scene: Scene, name: str) -> None:
    """Whom a mail never reached: by the report's own copy of the mail where it has one, else of all mails to him."""
    run = scene.db.execute
    run(f"CREATE OR REPLACE TABLE {name}_failed (mail VARCHAR, address VARCHAR)")
    reports = run(
        f"SELECT c.mail, string_agg(text, '\n\n') FILTER (starts_with(place, 'part=') AND item = c.mail), list(text) FILTER "
        f"(lower(place) = 'header=message-id' AND item <> c.mail) FROM {scene.texts} JOIN {name}_came AS c USING (item) "
        f"JOIN {name}_back AS b ON b.mail = c.mail WHERE b.part = '{Part.SERVER}' GROUP BY c.mail"
    ).fetchall()
    for _, text, copies in reports:
        for address in undelivered(text or ""):
            theirs = (
                f"SELECT item FROM {scene.texts} WHERE lower(place) = 'header=message-id' AND list_contains(?, text)"
            )
            run(
                f"INSERT INTO {name}_failed SELECT DISTINCT mail, address FROM {name}_split WHERE address = ? AND kind = 'email' "
                f"AND place IN ('to', 'cc', 'bcc') AND (len(?) = 0 OR mail IN ({theirs}) OR NOT EXISTS ({theirs} AND item IN "
                f"(SELECT mail FROM {name}_outer)))",
                [address, copies or [], copies or [], copies or []],
            )


def _facts(scene: Scene) -> Sequence[Fact]:
    """To how many the mails went, who says that they deleted them, and what was left out of the count."""
    name = f"mail_{scene.number}"
    found = [fact(scene, "media", "電子メール")]
    there = {
        row[0]
        for row in scene.db.execute(
            f"SELECT DISTINCT address FROM {name}_to WHERE mail IN ({_telling(scene)})"
        ).fetchall()
    }
    if there:
        found.append(fact(scene, "recipient", f"メールの宛先 {len(there)} 件(組織の外)", scene.evidence.path, "mail"))
    for key, said in (("other_matters", [*_deleted(scene, there)]), ("not_counted", [*_left_out(scene)])):
        if said:
            found.append(fact(scene, key, "。".join(said), scene.evidence.path, "mail"))
    return found


def _telling(scene: Scene) -> str:
    """The mails that exposed somebody to somebody."""
    name = f"mail_{scene.number}"
    return (
        f"SELECT mail FROM {name}_to WHERE mail IN (SELECT mail FROM {name}_header WHERE open) GROUP BY mail HAVING "
        f"count(DISTINCT address) > 1 OR EXISTS (SELECT 1 FROM {name}_failed AS f WHERE f.mail = {name}_to.mail) "
        f"UNION SELECT mail FROM {scene.records} JOIN {name}_inside USING (item) ANTI JOIN {name}_header USING (record_id) "
        f"ANTI JOIN {name}_signed USING (record_id)"
    )


def _deleted(scene: Scene, there: set[str]) -> Iterator[str]:
    name, run = f"mail_{scene.number}", scene.db.execute
    if failed := run(f"SELECT count(DISTINCT address) FROM {name}_failed").fetchall()[0][0]:
        yield f"ほかに {failed} 件の宛先があったが、届いていない(配信不能の通知による)"
    told = {one.casefold() for one in texts(scene, "deleted_by")}
    if told:
        yield f"宛先 {len(there)} 件のうち {len(told & there)} 件から削除の確認を得た"
    answers = run(
        f"SELECT b.mail, list(DISTINCT address), string_agg(DISTINCT text, '\n') FROM {name}_back AS b JOIN {name}_found AS f "
        f"USING (mail) JOIN {scene.texts} AS t ON t.item = b.mail WHERE b.part = '{Part.ANSWER}' AND f.kind = 'email' AND f.place = "
        "'from' AND starts_with(t.place, 'part=') AND NOT t.hidden GROUP BY b.mail"
    ).fetchall()
    by_mail = {one for _, who, text in answers if says_deleted(text or "") for one in who} & there
    if by_mail - told:
        yield f"宛先 {len(there)} 件のうち {len(by_mail - told)} 件から、削除したと述べる返信がある(返信の内容は確かめること)"


def _left_out(scene: Scene) -> Iterator[str]:
    """What the count does not hold, and addresses that may be nobody's own."""
    name = f"mail_{scene.number}"

    def number(select: str) -> int:
        return int(scene.db.execute(select).fetchall()[0][0])

    to = "kind = 'email' AND place IN ('to', 'cc', 'bcc')"
    if own := number(f"SELECT count(DISTINCT address) FROM {name}_all WHERE {to} AND ours"):
        yield f"宛先のうち組織自身のドメインの {own} 件は、露出にも宛先にも数えていない"
    if back := number(f"SELECT count(*) FROM {name}_back WHERE part = '{Part.ANSWER}'"):
        yield f"受け取った者からの返信 {back} 通は、組織が送ったものでないため数えていない"
    if back := number(f"SELECT count(*) FROM {name}_back WHERE part = '{Part.SERVER}'"):
        yield f"メールサーバーの通知 {back} 通は数えていない"
    if signed := number(f"SELECT count(DISTINCT record_id) FROM {name}_signed"):
        yield f"本文の署名とみた {signed} 件の記録は数えていない"
    if office := number(
        f"SELECT count(DISTINCT address) FROM {name}_header WHERE open AND regexp_matches(address, {quoted(ROLES.pattern)})"
    ):
        yield f"露出したアドレスのうち {office} 件は部署や窓口のものとみられ、個人の情報でないことがある(人数には含む)"


CHANNEL = Channel(
    name="misdirected-mail",
    keys=frozenset({"own_domains", "deleted_by"}),
    lines=_lines,
    facts=_facts,
    texts=True,
    says={"ja": "メールの誤送信", "en": "misdirected mail"},
)
