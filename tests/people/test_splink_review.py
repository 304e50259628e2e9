"""Splink proposes pairs for a person's judgement; it never joins, repeats or names a value."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

pytest.importorskip("splink", reason="the extra `fuzzy` is not installed")

from tenmatsu.errors import InputError
from tenmatsu.people.engines import splink_review

FAMILY = [
    ("佐藤", "SATO"),
    ("鈴木", "SUZUKI"),
    ("高橋", "TAKAHASI"),
    ("田中", "TANAKA"),
    ("伊藤", "ITO"),
    ("渡辺", "WATANABE"),
]
GIVEN = [("太郎", "TARO"), ("花子", "HANAKO"), ("健一", "KENITI"), ("美咲", "MISAKI"), ("翔", "SYO"), ("直美", "NAOMI")]
FIELDS = ("name", "name_key", "reading", "birth_date", "sex", "email", "phone", "postcode", "address_key", "passport")
QUEUE = {"record_a": pl.Int64, "record_b": pl.Int64, "reason": pl.String, "weight": pl.Float32}


def person(number: int, draw: random.Random) -> dict[str, object]:
    (family, family_read), (given, given_read) = draw.choice(FAMILY), draw.choice(GIVEN)
    return {
        "name": f"{family} {given}", "name_key": family + given, "reading": family_read + given_read,
        "birth_date": date(1940, 1, 1) + timedelta(draw.randrange(25_000)), "sex": draw.choice("MF"),
        "email": f"person{number}@example.com", "phone": f"0900000{number:04}",
        "postcode": f"{draw.randrange(10**7):07}", "address_key": f"港区{number}-{draw.randrange(30)}",
        "passport": None,
    }  # fmt: skip


def written(rows: list[dict[str, object]], to: Path) -> Path:
    """records.parquet in which every record stands alone, unless a row says otherwise."""
    whole = [
        {"record_id": at, "person_id": at, "person_records": 1, "member_id": None, **row} for at, row in enumerate(rows)
    ]
    kinds = {"member_id": pl.String, "passport": pl.String, "birth_date": pl.Date}
    pl.DataFrame(whole, schema_overrides=kinds).write_parquet(to / "records.parquet")
    return to / "records.parquet"


def queue(to: Path, *rows: tuple[int, int, str, float]) -> Path:
    pl.DataFrame(list(rows), schema=QUEUE, orient="row").write_parquet(to / "review.parquet")
    return to / "review.parquet"


def crowd(size: int = 400) -> list[dict[str, object]]:
    draw = random.Random(4)
    return [person(number, draw) for number in range(size)]


def reviewed(
    rows: list[dict[str, object]], to: Path, *held: tuple[int, int, str, float], most: int = 100
) -> pl.DataFrame:
    path = queue(to, *held)
    splink_review.review(written(rows, to), path, path, memory="1GB", most=most)
    return pl.read_parquet(path)


def moved(row: dict[str, object]) -> dict[str, object]:
    """The same person: a new mail provider, a new telephone, one slip in the reading."""
    mailbox = str(row["email"]).partition("@")[0]
    return {**row, "email": f"{mailbox}@mail.example", "phone": "0311112222", "reading": f"{row['reading']}U"}


def test_a_person_who_changed_provider_and_telephone_comes_to_the_queue(tmp_path: Path) -> None:
    rows = crowd()
    found = reviewed([*rows, moved(rows[7]), moved(rows[90])], tmp_path)
    pairs = set(found.select("record_a", "record_b").rows())
    assert {(7, 400), (90, 401)} <= pairs


def test_the_reason_says_what_speaks_for_the_pair_and_names_no_value(tmp_path: Path) -> None:
    rows = crowd()
    found = reviewed([*rows, moved(rows[7])], tmp_path)
    reason = found.filter(pl.col("record_b") == 400)["reason"][0]
    assert reason.startswith("fuzzy: name equal ")
    assert "birth equal +" in reason
    assert not any(str(rows[7][field]) in reason for field in FIELDS if rows[7][field])


def test_the_queue_is_ranked_and_no_longer_than_asked(tmp_path: Path) -> None:
    rows = crowd()
    found = reviewed([*rows, *(moved(row) for row in rows[:30])], tmp_path, most=10)
    assert len(found) == 10
    assert found["weight"].is_sorted(descending=True)


def test_what_is_already_in_the_queue_stays_first_and_is_not_told_twice(tmp_path: Path) -> None:
    rows = crowd()
    held = (7, 400, "agree: name", 0.25)
    found = reviewed([*rows, moved(rows[7])], tmp_path, held)
    assert found.row(0) == held
    assert found.filter((pl.col("record_a") == 7) & (pl.col("record_b") == 400)).height == 1
    assert found.schema == QUEUE


def test_records_of_one_person_and_persons_of_the_master_are_left_alone(tmp_path: Path) -> None:
    rows = crowd()
    one = {"person_id": 7, "person_records": 2}
    member = {"member_id": "0001", "person_records": 2}
    rows[7] |= one
    rows[90] |= member
    found = reviewed([*rows, moved(rows[7]) | one, moved(rows[90])], tmp_path)
    told = set(found["record_a"]) | set(found["record_b"])
    assert not {(7, 400)} & set(found.select("record_a", "record_b").rows())
    assert 90 not in told


@pytest.mark.parametrize("size", [0, 1, 5, 25])
def test_too_few_records_to_learn_from_are_no_fault(tmp_path: Path, size: int) -> None:
    held = (1, 2, "agree: phone", -0.5)
    found = reviewed(crowd(max(size, 1))[:size] or crowd(1), tmp_path, held)
    assert found.row(0) == held


def test_a_shared_desk_does_not_flood_the_queue(tmp_path: Path) -> None:
    rows = [row | {"email": "desk@example.jp", "phone": "0312345678"} for row in crowd()]
    assert len(reviewed(rows, tmp_path, most=10_000)) < 100


def test_without_splink_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(InputError, match=r"tenmatsu\[fuzzy\]"):
        reviewed(crowd(), tmp_path)


def test_the_queue_is_the_same_on_every_run(tmp_path: Path) -> None:
    rows = [*crowd(), *(moved(row) for row in crowd()[:20])]
    first, again = tmp_path / "first", tmp_path / "again"
    first.mkdir()
    again.mkdir()
    assert reviewed(rows, first).equals(reviewed(rows, again))
