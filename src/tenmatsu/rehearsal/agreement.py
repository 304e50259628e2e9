"""How two ways of sorting the same records into persons agree, counted by DuckDB over Parquet files.

`truth` and `records` are Parquet files with (item, row) and `person` resp. `person_id`, `member_id`; records that were
not found count as persons of their own. Pairwise: of all pairs of records that are said to be one person, how many are
(precision), and of those that are, how many are said to be (recall). B³: the same per record, averaged (Bagga and
Baldwin, 1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

MEMORY = "4GB"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares 0 … 1, except the counts of records and persons."""

    records: int
    found: int
    extra: int
    persons: int
    persons_found: int
    precision: float
    recall: float
    f1: float
    b3_precision: float
    b3_recall: float
    b3_f1: float
    exact_persons: float
    member_precision: float
    member_recall: float
    persons_matched: int


def agreement(truth: Path, members: Path, records: Path) -> Agreement:
    """Compare `records` with the answer; memory stays below 4 GB at eight million records."""
    with duckdb.connect() as store:
        store.execute(f"set memory_limit = '{MEMORY}'; set preserve_insertion_order = false")
        _join(store, truth, records)
        size, found, persons, persons_found = _row(
            store,
            "select count(*), count(*) filter (found is not null), count(distinct person), count(distinct said) from j",
        )
        extra = int(_row(store, "select count(*) from r")[0]) - int(found)
        both, true, said = _pairs(store)
        b3p, b3r = _row(store, "select sum(n * n / s), sum(n * n / t) from cells")
        exact = _row(store, "select count(*) filter (n = s and n = t) from cells")[0]
        member = _members(store, members)
    precision, recall = _share(both, said), _share(both, true)
    b3 = (b3p / size, b3r / size) if size else (1.0, 1.0)
    return Agreement(
        int(size), int(found), extra, int(persons), int(persons_found), precision, recall, harmonic(precision, recall),
        b3[0], b3[1], harmonic(*b3), _share(exact, persons), *member,
    )  # fmt: skip


def harmonic(precision: float, recall: float) -> float:
    """F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else 1.0


def _row(store: duckdb.DuckDBPyConnection, question: str) -> tuple[float, ...]:
    return tuple(0 if value is None else value for value in store.execute(question).fetchall()[0])


def _join(store: duckdb.DuckDBPyConnection, truth: Path, records: Path) -> None:
    """Table r: what was found; table j: every true record with the person it is said to be (`said`, whole numbers)."""
    store.execute(
        """create temp table r as select regexp_replace(item, '^evidence/', '') as item, row::bigint as row,
             hash(person_id::varchar) as found, member_id::varchar as member from read_parquet($file)""",
        {"file": str(records)},
    )
    store.execute(
        """create temp table j as select t.person, t.member_id as own, r.member, r.found,
             coalesce(r.found, hash(t.item, t.row, 'not found')) as said
           from read_parquet($file) t left join r on t.item = r.item and t.row = r.row""",
        {"file": str(truth)},
    )
    store.execute(
        """create temp table cells as
           with c as (select person, said, count(*)::double as n from j group by all)
           select n, sum(n) over (partition by said) as s, sum(n) over (partition by person) as t from c"""
    )


def _pairs(store: duckdb.DuckDBPyConnection) -> tuple[float, float, float]:
    """Pairs in both, in the truth, in what was said."""
    both = _row(store, "select sum(n * (n - 1) / 2) from cells")[0]
    true = _row(store, "select sum(n * (n - 1) / 2) from (select count(*)::double as n from j group by person)")[0]
    said = _row(store, "select sum(n * (n - 1) / 2) from (select count(*)::double as n from j group by said)")[0]
    return both, true, said


def _members(store: duckdb.DuckDBPyConnection, members: Path) -> tuple[float, float, int]:
    """Precision and recall of member numbers by record, and how many persons got one; any of one's own is right."""
    if not members.exists():
        return 1.0, 1.0, 0
    given, right, have, matched = store.execute(
        """select count(*) filter (j.member is not null), count(*) filter (m.person = j.person),
             count(*) filter (j.own is not null), count(distinct j.said) filter (j.member is not null)
           from j left join read_parquet($file) m on m.member_id = j.member""",
        {"file": str(members)},
    ).fetchall()[0]
    return _share(right, given), _share(right, have), int(matched)
