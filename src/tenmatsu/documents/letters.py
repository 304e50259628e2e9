"""Each person with what concerns that person alone: items confirmed, items possible, the window, the language.

`person_lines` makes the table `told` in a connection over the register, in the order of person_id: person_id, name,
address …, and the number of a variant; a person of whom no item is known (the register counts them all the same) has a
variant without items. `variants` holds each combination that occurs, which is what the texts are made of: some
thousands at most, whatever the number of persons.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from tenmatsu.documents.result import columns


@dataclass(frozen=True, slots=True)
class Variant:
    """One combination of items, window and language; `persons` are those to whom it applies."""

    number: int
    lang: str
    sure: tuple[str, ...]
    maybe: tuple[str, ...]
    start: str | None
    end: str | None
    persons: int

    @property
    def kinds(self) -> tuple[str, ...]:
        """All items of it."""
        return (*self.sure, *self.maybe)


MAILBOX = r"^[^\s,;:<>\"()\[\]\\@]+@[^\s,;:<>\"()\[\]\\@]+\.[^\s,;:<>\"()\[\]\\@]+$"
"""One mailbox and nothing else: no list, no name, no line end that could begin another header."""


def person_lines(db: duckdb.DuckDBPyConnection) -> tuple[Variant, ...]:
    """Make `told` and answer the variants."""
    present = set(columns(db, "persons"))
    shown = [name if name in present else f"null::varchar as {name}" for name in ("romaji", "residence")]
    _coded(db)
    db.execute(
        f"create temp table lines as select person_id, name, email, phone, postcode, address, {', '.join(shown)}, "
        f"{_LANG} as lang, coalesce(sure, 0) as sure, coalesce(maybe, 0) & ~coalesce(sure, 0) as maybe, start, finish "
        "from persons left join mine using (person_id)"
    )
    db.execute(
        f"create temp table variants as select row_number() over (order by {', '.join(_OF_VARIANT)}) as variant, * "
        "from (select lang, sure, maybe, start, finish, count(*) as persons from lines group by all)"
    )
    same = " and ".join(f"lines.{name} is not distinct from variants.{name}" for name in _OF_VARIANT)
    kept = f"select lines.* exclude ({_APART}), variant from lines join variants on {same} order by person_id"
    db.execute(f"create temp table told as {kept}")
    db.execute("drop table lines")
    named = "list_sort(coalesce((select list(item) from coded where bit & {} <> 0), []))"
    rows = db.execute(
        f"select variant, lang, {named.format('sure')}, {named.format('maybe')}, start::varchar, finish::varchar, "
        "persons from variants order by variant"
    ).fetchall()
    return tuple(Variant(row[0], row[1], tuple(row[2]), tuple(row[3]), *row[4:]) for row in rows)


def _coded(db: duckdb.DuckDBPyConnection) -> None:
    """`coded` gives each item a bit, and `mine` what each person's items and window are, as sums of bits."""
    items = [item for (item,) in db.execute("select distinct item from exposures order by item").fetchall()]
    db.execute("create temp table coded (item varchar, bit hugeint)")
    if items:
        db.executemany("insert into coded values (?, ?)", [(item, 1 << place) for place, item in enumerate(items)])
    db.execute(
        "create temp table mine as select person_id, bit_or(bit) filter (certainty = 'confirmed') as sure, "
        "bit_or(bit) filter (certainty <> 'confirmed') as maybe, min(window_from) as start, max(window_to) as finish "
        "from exposures join coded using (item) where person_id is not null group by person_id"
    )


_OF_VARIANT = ("lang", "sure", "maybe", "start", "finish")
_APART = "sure, maybe, start, finish"
_LANG = """case
    when residence in ('KR') then 'ko' when residence in ('CN') then 'zh-Hans'
    when residence in ('TW', 'HK', 'MO') then 'zh-Hant' when residence = 'JP' then 'ja'
    when residence is not null then 'en'
    when regexp_matches(coalesce(name, ''), '[\\x{AC00}-\\x{D7A3}]') or phone like '+82%' then 'ko'
    when phone like '+886%' or phone like '+852%' or phone like '+853%' then 'zh-Hant'
    when phone like '+86%' then 'zh-Hans'
    when regexp_matches(coalesce(name, kana, 'あ'), '[\\x{3040}-\\x{30FF}\\x{3400}-\\x{9FFF}]') then 'ja'
    else 'en' end"""
"""A hint, never proof: where the person lives if the register knows, else the script of the name and the telephone."""


def number_of(person: str = "person_id") -> str:
    """SQL of the 管理番号: the case's own, seven digits or more."""
    return f"lpad({person}::varchar, greatest(7, length({person}::varchar))::int, '0')"
