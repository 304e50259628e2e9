"""Misdelivery: fax, post, mail or papers handed over that reached somebody else.

Every record in the documents was exposed to the recipient, but not he to himself: a record that holds no more than the
name and the contact of `recipient` is where the papers went. That he destroyed them ends the danger; it does not undo
that he could read them (通則ガイドライン 3-5-1-2: no leak only where all was recovered before a third party looked).
"""

# ruff: noqa: S608 - the SQL is made of our own names and quoted values

from __future__ import annotations

import re
from collections.abc import Sequence

from tenmatsu.exposure.channel import Channel, Scene, plain, quoted
from tenmatsu.exposure.given import choice, fact, whole
from tenmatsu.model import Fact

CONTACT = ("name", "family_name", "given_name", "name_kana", "postcode", "address", "phone", "email")
MEANS = {"fax": "ファクシミリ", "post": "郵送", "mail": "電子メール", "hand": "手渡し"}
DESTROYED = ("yes", "no", "unknown")
SAYS = {
    "yes": "誤って渡した書類は、受け取った者による破棄を確認した",
    "no": "誤って渡した書類は、破棄されていない",
    "unknown": "誤って渡した書類が破棄されたかは確認できていない",
}


def _lines(scene: Scene) -> str:
    choice(scene, "means", tuple(MEANS))
    choice(scene, "destroyed", DESTROYED)
    name = f"addressed_{scene.number}"
    _addressed(scene, name)
    return f"SELECT * FROM ({whole(scene)}) ANTI JOIN {name} USING (record_id)"


def _addressed(scene: Scene, name: str) -> None:
    """Make the table of the records that are the recipient himself; empty where nobody else is in the papers, since a
    person of the same name may then be the one concerned."""
    who = re.sub(r"[\s　]*(様|氏|殿|さん|先生|御中)[\s　]*$", "", scene.evidence.recipient or "")
    himself = (
        f"SELECT record_id FROM {scene.records} AS r JOIN {scene.findings} AS f USING (record_id) "
        f"WHERE f.kind = 'name' AND {plain('f.value')} = {plain(quoted(who))} "
        f"AND list_has_all({list(CONTACT)}, r.kinds)"
    )
    others = f"SELECT 1 FROM {scene.records} WHERE record_id NOT IN ({himself})"
    scene.db.execute(
        f"CREATE OR REPLACE TABLE {name} AS SELECT DISTINCT record_id FROM ({himself}) WHERE EXISTS ({others})"
    )


def _himself(scene: Scene) -> bool:
    return bool(scene.db.execute(f"SELECT 1 FROM addressed_{scene.number} LIMIT 1").fetchall())


def _facts(scene: Scene) -> Sequence[Fact]:
    means, destroyed = choice(scene, "means", tuple(MEANS)), choice(scene, "destroyed", DESTROYED)
    found = [fact(scene, "media", MEANS[means])] if means else []
    if destroyed:
        found.append(fact(scene, "other_matters", SAYS[destroyed]))
    if _himself(scene):
        found.append(fact(scene, "not_counted", "受け取った者自身の宛名は、対象者に数えていない"))
    return found


CHANNEL = Channel(
    name="misdelivery",
    keys=frozenset({"means", "destroyed"}),
    lines=_lines,
    facts=_facts,
    whole=lambda scene: not _himself(scene),
    says={"ja": "誤送付", "en": "misdelivery"},
)
