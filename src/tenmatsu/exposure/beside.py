"""Who is named beside the persons concerned and is not counted: staff in a text, guardians and contacts in a table.

They stand in what was exposed all the same, so each result says how many they are.
"""

# ruff: noqa: S608  (names in the SQL are our own; values from outside pass through `quoted`)

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tenmatsu.exposure.authors import PLACES
from tenmatsu.exposure.channel import Scene, plain, quoted
from tenmatsu.exposure.given import fact
from tenmatsu.model import Fact, TypedColumn

NAMES = ("name", "family_name", "given_name", "name_kana", "family_kana", "given_kana", "name_romaji")
ROLES: Mapping[str, str] = {
    "guardian": "保護者など", "emergency": "緊急連絡先", "companion": "同行者", "staff": "担当者", "family": "家族",
    "recipient": "届け先", "insured": "被保険者", "referrer": "紹介者・保証人", "sender": "依頼主",
    "representative": "代表者",
}  # fmt: skip
"""Roles of columns that name somebody else; who pays or holds the account is mostly the data subject himself."""


def named_beside(scene: Scene) -> Iterator[Fact]:
    """How many are named beside the persons concerned and are nobody's record; the view `lines` must be there."""
    yield from _in_texts(scene)
    yield from _in_tables(scene)


def _in_texts(scene: Scene) -> Iterator[Fact]:
    name = plain("value")
    ((beside,),) = scene.db.execute(
        f"SELECT count(DISTINCT {name}) FROM {scene.findings} WHERE record_id IS NULL "
        f"AND kind IN ('name', 'name_romaji') AND NOT regexp_matches(locator, {quoted('(?i)' + PLACES)}) "
        f"AND {name} NOT IN (SELECT {name} FROM {scene.findings} WHERE record_id IS NOT NULL "
        "AND kind IN ('name', 'name_romaji'))"
    ).fetchall()
    if beside:
        said = f"担当者・差出人などとして名前のある {beside} 件は、対象者に数えていない"
        yield fact(scene, "not_counted", said, scene.evidence.path, "text")


def _in_tables(scene: Scene) -> Iterator[Fact]:
    """Names in columns of somebody else, in rows that were exposed."""
    found: dict[str, int] = {}
    for item, (table, columns) in scene.tables.items():
        own, others = _own(columns), _others(columns)
        for role, position in others.items():
            other = f"AND {plain(f't.c{position}')} <> {plain(f't.c{own}')}" if own else ""
            source = f"{scene.records} AS r JOIN read_parquet({quoted(table.path)}) AS t"
            ((many,),) = scene.db.execute(
                f"SELECT count(DISTINCT record_id) FROM {source} ON r.row = t.row SEMI JOIN lines USING (record_id) "
                f"WHERE r.item = {quoted(item)} AND trim(t.c{position}) <> '' {other}"
            ).fetchall()
            found[ROLES[role]] = found.get(ROLES[role], 0) + many
    told = "、".join(f"{word} {many} 件" for word, many in found.items() if many)
    if told:
        said = f"表の中で本人のそばに名前のある人({told})は、対象者に数えていない"
        yield fact(scene, "not_counted", said, scene.evidence.path, "table")


def _own(columns: Sequence[TypedColumn]) -> int | None:
    """The column of the data subject's name."""
    return next((one.position for one in columns if one.kind in NAMES and one.role == "self"), None)


def _others(columns: Sequence[TypedColumn]) -> dict[str, int]:
    """The first column of a name of each role that is not the data subject's, by role."""
    named = [one for one in columns if one.kind in NAMES]
    roles = [one.role for one in named]
    subject = "self" if not roles or "self" in roles else roles[0]
    firsts = {one.role: one.position for one in reversed(named) if one.role in ROLES and one.role != subject}
    return dict(sorted(firsts.items(), key=lambda pair: pair[1]))
