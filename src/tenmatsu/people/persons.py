"""records.parquet and persons.parquet: each record with its person and member, each person with its best values.

Of several values of one person the one that the fewest others hold is shown (an agency's mailbox comes last), then the
one of the first record. `reach` lists by what means the person can be written or called to.
"""

# ruff: noqa: S608 - the SQL is made of our own words; paths are quoted

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from tenmatsu.people.features import Features
from tenmatsu.people.normal import ITEMS, NUMBERS, items_in, side_by_side, write_frames

PIECE = 250_000
CROWD = 4
"""A mailbox or telephone under which more given names than this are known reaches nobody in particular."""

SHOWN = {"name": "shown_name", "kana": "shown_kana", "romaji": "shown_romaji"}
NORMAL = (
    "birth_date", "sex", "email", "email_2", "phone", "phone_2", "postcode", "address", "passport",
    "passport_issue_date", *(name for name in NUMBERS if name != "passport"),
)  # fmt: skip
MATCHING = {"name_key": "name", "kana_key": "kana", "reading": "reading", "address_key": "address_key"}
HELD = ("email", "phone", "email_2", "phone_2")


@dataclass(frozen=True, slots=True)
class Owners:
    """By record: its person, and the position of its member in `member_ids` (-1 for none)."""

    person: npt.NDArray[np.int32]
    member: npt.NDArray[np.int64]
    member_ids: pl.Series
    records_of: npt.NDArray[np.int32]
    """By person (smallest record): how many records it has."""


def write_records(parts: Sequence[Path], owners: Owners, features: Features, to: Path) -> int:
    """Write records.parquet from the normalised parts (in the order of the nodes); the number of records."""
    crowd = {name: features[f"{name}.names"] for name in HELD}

    def owned(frame: pl.DataFrame, at: int) -> pl.DataFrame:
        here = slice(at, at + len(frame))
        return _with_person(frame, owners, here).with_columns(
            pl.Series(f"{name}_names", np.array(values[here])) for name, values in crowd.items()
        )

    return write_frames(side_by_side(_pieces(parts), owned), to, statistics=True)


def _pieces(parts: Sequence[Path]) -> Iterator[pl.DataFrame]:
    for path in parts:
        total = pl.scan_parquet(path).select(pl.len()).collect().item()
        for start in range(0, total, PIECE):
            yield pl.scan_parquet(path).slice(start, PIECE).collect()


def _with_person(frame: pl.DataFrame, owners: Owners, here: slice) -> pl.DataFrame:
    member = owners.member[here]
    at = pl.Series(member).set(pl.Series(member < 0), None)
    person = owners.person[here]
    return frame.select(
        "record_id", "item", "row",
        pl.Series("person_id", person.astype(np.int64)),
        pl.Series("person_records", owners.records_of[person]),
        owners.member_ids.gather(at).alias("member_id"),
        *(pl.col(column).alias(name) for name, column in SHOWN.items()),
        *NORMAL,
        *(pl.col(column).alias(name) for name, column in MATCHING.items()),
        items_in(frame["items_mask"]).alias("kinds"),
        "items_mask",
    )  # fmt: skip


COLUMNS = ("name", "kana", "romaji", *NORMAL)
RANK = {"email": "email_names", "phone": "phone_names", "email_2": "email_2_names", "phone_2": "phone_2_names"}


def write_persons(records: Path, to: Path, *, memory: str, scratch: Path, segments: Path | None) -> int:
    """Write persons.parquet from records.parquet; `segments` holds person_id and `segments` (list of name and value).

    Returns the number of persons.
    """
    with duckdb.connect(config={"memory_limit": memory, "threads": 2, "temp_directory": str(scratch)}) as db:
        db.execute(f"CREATE VIEW records AS SELECT * FROM {parquet(records)}")
        known = f"SELECT * FROM {parquet(segments)}" if segments else NO_SEGMENTS
        db.execute(f"CREATE VIEW segments AS {known}")
        db.execute(f"COPY ({_persons_sql()}) TO {_literal(to)} (FORMAT parquet, COMPRESSION zstd)")
        return int(db.execute(f"SELECT count(*) FROM {parquet(to)}").fetchall()[0][0])


NO_SEGMENTS = "SELECT NULL::BIGINT AS person_id, []::STRUCT(name VARCHAR, value VARCHAR)[] AS segments WHERE false"


def parquet(path: Path) -> str:
    """A Parquet file as a source of SQL; signs that DuckDB takes for a pattern stand for themselves."""
    plain = "".join(f"[{sign}]" if sign in "[*?" else sign for sign in str(path))
    return f"read_parquet({_literal(plain)})"


def _literal(path: Path | str) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _persons_sql() -> str:
    """Persons of one record are copied; only those of several are grouped, so that memory follows the duplicates."""
    alone = ", ".join(COLUMNS)
    best = ", ".join(f"{_best(name)} AS {name}" for name in COLUMNS)
    return f"""
        WITH persons AS (
            SELECT person_id, 1::BIGINT AS n_records, {alone}, member_id, items_mask, email_names, phone_names
            FROM records WHERE person_records = 1
            UNION ALL
            SELECT person_id, count(*) AS n_records, {best}, min(member_id) AS member_id,
                   bit_or(items_mask) AS items_mask, min(email_names) AS email_names, min(phone_names) AS phone_names
            FROM records WHERE person_records > 1 GROUP BY person_id)
        SELECT person_id, n_records, {alone}, member_id, coalesce(segments, []) AS segments,
               {_items()} AS items, {_reach()} AS reach
        FROM persons LEFT JOIN segments USING (person_id) ORDER BY person_id"""


def _best(name: str) -> str:
    rank = f"{RANK[name]} * 1000000000000 + record_id" if name in RANK else "record_id"
    return f"arg_min({name}, {rank}) FILTER (WHERE {name} IS NOT NULL)"


def _items() -> str:
    words = ", ".join(f"CASE WHEN items_mask & {1 << bit} <> 0 THEN '{item}' END" for bit, item in enumerate(ITEMS))
    return f"list_filter([{words}], lambda word: word IS NOT NULL)"


def _reach() -> str:
    """post: an address with a postcode or a house number; e-mail and phone: not those of a desk."""
    post = "address IS NOT NULL AND (postcode IS NOT NULL OR regexp_matches(address, '[0-9０-９]'))"
    mail, phone = f"email IS NOT NULL AND email_names <= {CROWD}", f"phone IS NOT NULL AND phone_names <= {CROWD}"
    ways = (("post", post), ("email", mail), ("phone", phone))
    words = ", ".join(f"CASE WHEN {test} THEN '{way}' END" for way, test in ways)
    return f"list_filter([{words}], lambda way: way IS NOT NULL)"
