"""What addresses, calling codes and columns of countries in a register hint of residence abroad."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tenmatsu.case.residence import residence_facts

NOW = datetime(2026, 11, 25, tzinfo=UTC)
PERSONS = [
    (1, "+81312345678", None, "東京都千代田区千代田1-1"),
    (2, "+33123456789", None, "1 rue Exemple, 75001 Paris, France"),
    (3, None, "+886212345678", "台湾台北市中正区例示路1号"),
    (4, "+12025550123", None, "1 Example St, Sacramento, CA"),
    (5, "+14165550123", None, None),
    (6, "09012345678", None, "愛知県名古屋市中区"),
    (7, None, None, "中国四川省成都市例示路1号"),
    (8, "+", None, None),
]
COUNTRIES = [(1, "Nationality", "KOR"), (2, "国籍", "フランス"), (6, "居住国", "KR"), (7, "Nationality", "Elbonia")]


@pytest.fixture
def result(tmp_path: Path) -> Path:
    with duckdb.connect() as db:
        db.execute("CREATE TABLE persons (person_id BIGINT, phone VARCHAR, phone_2 VARCHAR, address VARCHAR)")
        db.executemany("INSERT INTO persons VALUES (?, ?, ?, ?)", PERSONS)
        db.execute("CREATE TABLE records AS SELECT person_id AS record_id, person_id FROM persons")
        db.execute("CREATE TABLE findings (locator VARCHAR, kind VARCHAR, value VARCHAR, record_id BIGINT)")
        rows = [(f"list.csv#row={who};col={header}", "nationality", value, who) for who, header, value in COUNTRIES]
        db.executemany("INSERT INTO findings VALUES (?, ?, ?, ?)", rows)
        for name in ("persons", "records", "findings"):
            db.execute(f"COPY {name} TO '{tmp_path / name}.parquet' (FORMAT parquet)")
    return tmp_path


def test_each_place_is_counted_in_persons_with_what_points_there(result: Path) -> None:
    told = {one.name: (one.value, one.note.partition("（")[0]) for one in residence_facts(result, NOW)}
    assert told == {
        "residents_hint.FR": ("1", "住所 1人、電話の国番号 1人、国籍 1人"),
        "residents_hint.TW": ("1", "住所 1人、電話の国番号 1人"),
        "residents_hint.US": ("1", "電話の国番号 1人"),
        "residents_hint.CA": ("1", "電話の国番号 1人"),
        "residents_hint.CN": ("1", "住所 1人"),
        "residents_hint.KR": ("2", "国の欄 1人、国籍 1人"),
    }


def test_the_hints_name_their_source_and_never_a_person(result: Path) -> None:
    for one in residence_facts(result, NOW):
        assert (one.source, one.by, one.recorded) == ("result/persons.parquet", "register", NOW)
        assert "rue" not in one.note and "例示路" not in one.note


def test_a_result_without_persons_hints_of_nothing(tmp_path: Path) -> None:
    assert residence_facts(tmp_path, NOW) == []


def test_a_register_without_telephones_or_addresses_hints_by_what_it_has(tmp_path: Path) -> None:
    with duckdb.connect() as db:
        db.execute(
            f"COPY (SELECT 1::BIGINT AS person_id, 'x' AS email) TO '{tmp_path}/persons.parquet' (FORMAT parquet)"
        )
    assert residence_facts(tmp_path, NOW) == []
