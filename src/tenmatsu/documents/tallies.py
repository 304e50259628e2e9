"""Numbers of the register that papers need and `summary.json` does not hold: each person counted once."""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tenmatsu.documents.known import ItemLine, Way
from tenmatsu.documents.result import Summary, summary, tables
from tenmatsu.documents.words import kind
from tenmatsu.model import NOT_PERSONAL

ONE_WORD: Mapping[str, tuple[str, ...]] = {
    "氏名": ("name", "family_name", "given_name"),
    "氏名カナ": ("name_kana", "family_kana", "given_kana"),
}
"""Kinds that a reader takes for one: a name in one column or in two."""


def words_of(kinds: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The words of a paper for the kinds that occur, with the kinds behind each."""
    left = [one for one in kinds if one not in NOT_PERSONAL]
    found = {word: tuple(one for one in parts if one in left) for word, parts in ONE_WORD.items()}
    used = {one for parts in found.values() for one in parts}
    found |= {kind(one, "ja"): (one,) for one in left if one not in used}
    return {word: parts for word, parts in found.items() if parts}


def items(result: Path, known: Summary, scratch: Path) -> tuple[ItemLine, ...]:
    """One line per word; where it stands for several kinds, its persons are counted in persons.parquet, each once."""
    words = words_of(known.items)
    several = {word: parts for word, parts in words.items() if len(parts) > 1}
    joined: dict[str, int] = {}
    if several:
        counts = ", ".join(f"count(*) filter (list_has_any(items, {list(parts)}))" for parts in several.values())
        with tables(result, scratch=scratch) as db:
            row = db.execute(f"select {counts} from persons").fetchall()[0]
        joined = {word: int(number) for word, number in zip(several, row, strict=True)}
    lines = []
    for word, parts in words.items():
        persons = joined.get(word, known.items[parts[0]].persons)
        records = known.items[parts[0]].records if len(parts) == 1 else None
        lines.append(ItemLine(word, parts, persons, records))
    return tuple(sorted((one for one in lines if one.persons or one.records), key=lambda one: -(one.persons or 0)))


def ways(result: Path, scratch: Path) -> tuple[tuple[Way, ...], int | None]:
    """The ways out, and how many persons have at least one confirmed exposure, as the summary counted them (None
    without a register)."""
    if not (result / "exposures.parquet").is_file():
        return (), None
    with tables(result, scratch=scratch) as db:
        rows = db.execute(
            "select distinct channel, window_from, window_to, recipient, certainty from exposures order by all"
        ).fetchall()
    told = summary(result).certainty
    return tuple(Way(*row) for row in rows), told.confirmed if told else None


def by_group(result: Path, name: str, words: Mapping[str, tuple[str, ...]], scratch: Path) -> dict[str, dict[str, int]]:
    """Value of one segment → word → persons in it who hold that item."""
    counts = ", ".join(f"count(*) filter (list_has_any(items, {list(parts)}))" for parts in words.values())
    with tables(result, scratch=scratch) as db:
        rows = db.execute(
            f"select one.value, {counts} from (select items, unnest(list_distinct(segments)) as one from persons)"
            " where one.name = ? group by 1 order by 1",
            [name],
        ).fetchall()
    return {str(row[0]): dict(zip(words, map(int, row[1:]), strict=True)) for row in rows}
