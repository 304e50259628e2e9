"""A small result folder as `investigate` leaves it, with everything that a reader of it may meet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tenmatsu.model import Brief

HOSTILE = "<script>alert('x')</script>"
SEGMENT = pa.list_(pa.struct([("name", pa.string()), ("value", pa.string())]))

PERSONS: list[dict[str, Any]] = [
    {"person_id": 1, "n_records": 2, "name": "試験 太郎", "kana": "シケン タロウ", "birth_date": "1970-01-02",
     "sex": "男", "email": "taro@example.com", "phone": "09000000001", "postcode": "0600001",
     "address": "北海道札幌市中央区北一条西1",
     "member_id": "000123", "segments": [("サービス", "=るぶトラ"), ("提携先", "甲社")],
     "items": ["name", "email", "passport", "date"], "reach": ["post", "email", "phone"]},
    {"person_id": 2, "n_records": 1, "name": "=HYPERLINK(\"http://example.com\")", "phone": "+819000000002",
     "segments": [("提携先", "甲社"), ("提携先", "乙社")], "items": ["email", "name"], "reach": ["phone"]},
    {"person_id": 3, "n_records": 1, "name": "見本 花子", "email": "hanako@example.jp", "member_id": "000777",
     "segments": [("提携先", HOSTILE)], "items": ["name", "email"], "reach": ["email"]},
    {"person_id": 4, "n_records": 1, "name": "例 次郎", "segments": None, "items": ["name"], "reach": []},
]  # fmt: skip
RECORDS = [
    ("a.csv", 1, 1),
    ("a.csv", 2, 2),
    ("b.zip!顧客.xlsx!シート1", 1, 1),
    ("b.zip!顧客.xlsx!シート1", 2, 3),
    ("c.csv", 1, 4),
]

Make = Callable[..., Path]


def write(folder: Path, persons: list[dict[str, Any]], records: list[tuple[str, int, int]], /, **changed: Any) -> Path:
    """The folder with its tables, and a summary that `changed` may alter."""
    folder.mkdir(parents=True, exist_ok=True)
    text = ["name", "kana", "birth_date", "sex", "email", "phone", "postcode", "address", "member_id"]
    table = {"person_id": pa.array([one["person_id"] for one in persons], pa.int64())}
    table["n_records"] = pa.array([one["n_records"] for one in persons], pa.int64())
    table |= {key: pa.array([one.get(key) for one in persons], pa.string()) for key in text}
    pairs = [one["segments"] and [{"name": n, "value": v} for n, v in one["segments"]] for one in persons]
    table["segments"] = pa.array(pairs, SEGMENT)
    if any("residence" in one for one in persons):
        table["residence"] = pa.array([one.get("residence") for one in persons], pa.string())
    table |= {key: pa.array([one[key] for one in persons], pa.list_(pa.string())) for key in ("items", "reach")}
    pq.write_table(pa.table(table), folder / "persons.parquet")
    lines = [{"record_id": n, "item": i, "row": r, "person_id": p} for n, (i, r, p) in enumerate(records)]
    pq.write_table(pa.Table.from_pylist(lines), folder / "records.parquet")
    pq.write_table(exposures(persons), folder / "exposures.parquet")
    with (folder / "unread.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("item", "reason", "rows"), ("d.doc", f"no reader for {HOSTILE}", "")])
    (folder / "columns.csv").write_text(
        "item,position,header,kind,confidence,why,filled,valid,part,group,role\n"
        f'a.csv,1,"{HOSTILE}",name,0.99,header,2,2,0,1,self\na.csv,2,,email,0.71,values,2,1,0,1,self\n'
    )
    (folder / "summary.json").write_text(json.dumps(summary(len(persons), records) | changed, ensure_ascii=False))
    return folder


def exposures(persons: list[dict[str, Any]]) -> pa.Table:
    """Each person's items, taken in one window; the first person's are confirmed."""
    rows = [(one["person_id"], item) for one in persons for item in one["items"]]
    return pa.table(
        {
            "person_id": pa.array([person for person, _ in rows], pa.int64()),
            "item": [item for _, item in rows],
            "channel": ["intrusion"] * len(rows),
            "window_from": pa.array([date(2016, 3, 19)] * len(rows), pa.date32()),
            "window_to": pa.array([date(2016, 3, 24)] * len(rows), pa.date32()),
            "recipient": pa.array([None] * len(rows), pa.string()),
            "certainty": ["confirmed" if person == 1 else "possible" for person, _ in rows],
        }
    )


def summary(persons: int, records: list[tuple[str, int, int]]) -> dict[str, Any]:
    """What `investigate` writes beside the tables."""
    file = {"path": "a.csv", "sha256": "ab" * 32, "rows": 2, "bytes": 120, "encoding": "cp932", "header": True,
            "notes": {"ragged_rows": 1}}  # fmt: skip
    bare = {"path": f"{HOSTILE}.csv", "sha256": "cd" * 32, "rows": 3, "notes": None}
    return {
        "records": len(records), "persons": {"best": persons, "at_least": persons - 1, "at_most": persons + 1},
        "items": {"name": {"records": 5, "persons": 4}, "email": {"records": 4, "persons": 3},
                  "passport": {"records": 1, "persons": 1}},
        "segments": {"提携先": {"甲社": 2, "乙社": 1, HOSTILE: 1}, "サービス": {"=るぶトラ": 1}},
        "members": {"matched": 2, "unmatched": 2, "of_master": 10},
        "passports": {"distinct": 1, "valid_as_of": 0, "persons_with": 1}, "unread": 1, "review": 3,
        "inputs": [file, bare], "files": 2, "version": "0.1.0",
        "seconds": 1.5, "title": f"事案 {HOSTILE}", "organisation": "株式会社見本", "as_of": "2016-06-14",
    }  # fmt: skip


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a result folder: the small one, or with other persons and records."""

    def made(persons: Any = PERSONS, records: Any = RECORDS, name: str = "result", /, **changed: Any) -> Path:
        return write(tmp_path / name, persons, records, **changed)

    return made


@pytest.fixture
def brief() -> Brief:
    """The case of the small result."""
    return Brief(title="旅行予約の不正アクセス", organisation="株式会社見本", as_of=date(2016, 6, 14))
