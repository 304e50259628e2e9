# ruff: noqa: E501 (tables of cases are kept in lines)
"""Whole tables: header words and cells together, neighbours, parts, groups, roles, a person's word."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from tenmatsu.errors import EvidenceError, InputError
from tenmatsu.model import Table, TypedColumn
from tenmatsu.pii.columns import type_columns


def typed(folder: Path, columns: dict[str, list[str | None]], header: bool = True, **words: str) -> list[TypedColumn]:
    path = folder / "table.parquet"
    rows = len(next(iter(columns.values())))
    cells = {f"c{at}": pl.Series(column, dtype=pl.String) for at, column in enumerate(columns.values(), 1)}
    pl.DataFrame({"row": range(1, rows + 1), "line": range(1, rows + 1), **cells}).write_parquet(path)
    return type_columns(Table("a.csv", path, rows, len(columns), tuple(columns) if header else None), words=words)


def kinds(columns: list[TypedColumn]) -> list[str]:
    return [column.kind for column in columns]


MAIL = ["a@example.com", "b@example.org", "c@example.net"]


def test_cells_outrank_a_header_that_they_contradict(tmp_path: Path) -> None:
    (column,) = typed(tmp_path, {"電話番号": MAIL})
    assert column.kind == "email" and "電話番号" in column.why and (column.filled, column.valid) == (3, 3)


def test_a_persons_word_outranks_everything_and_says_so(tmp_path: Path) -> None:
    (column,) = typed(tmp_path, {"連絡先": MAIL}, 連絡先="free_text")
    assert (column.kind, column.confidence) == ("free_text", 1.0) and "a person says so" in column.why


def test_a_persons_word_may_name_the_position(tmp_path: Path) -> None:
    first, second = typed(tmp_path, {"x": MAIL, "y": MAIL}, header=False, **{"2": "other"})
    assert (first.kind, second.kind) == ("email", "other")


def test_a_word_that_is_no_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such kind 'mail'"):
        typed(tmp_path, {"連絡先": MAIL}, 連絡先="mail")


def test_a_lost_file_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"a\.csv"):
        type_columns(Table("a.csv", tmp_path / "none.parquet", 1, 1, None))


def test_no_rows_are_typed_by_the_header_alone(tmp_path: Path) -> None:
    found = typed(tmp_path, {"氏名": [], "電話番号": [], "謎": []})
    assert kinds(found) == ["name", "phone", "other"] and found[0].filled == 0


def test_null_and_empty_cells_are_not_filled_and_words_for_nothing_do_not_pass(tmp_path: Path) -> None:
    (column,) = typed(tmp_path, {"mail": [*MAIL, None, "", "  ", "なし"]})
    assert (column.filled, column.valid) == (4, 3)


def test_a_phone_in_three_columns_is_one_value(tmp_path: Path) -> None:
    found = typed(
        tmp_path, {"TEL1": ["090", "03", "080"], "TEL2": ["1234", "1234", "0000"], "TEL3": ["5678", "5678", "1111"]}
    )
    assert [(c.kind, c.part, c.group) for c in found] == [("phone", 1, 1), ("phone", 2, 1), ("phone", 3, 1)]


def test_two_phones_are_two_groups(tmp_path: Path) -> None:
    found = typed(
        tmp_path, {"自宅電話": ["03-1234-5678", "06-1234-5678"], "携帯電話": ["090-1234-5678", "080-1234-5678"]}
    )
    assert [(c.kind, c.part, c.group) for c in found] == [("phone", 0, 1), ("phone", 0, 2)]


def test_an_address_over_four_columns_and_another_one(tmp_path: Path) -> None:
    found = typed(
        tmp_path,
        {
            "都道府県": ["東京都", "大阪府"], "市区町村": ["港区", "大阪市北区"], "番地": ["芝公園1-2-3", "梅田4-5"], "建物名": ["コーポ101", ""],
            "勤務先住所": ["東京都港区芝公園1-2-3", "大阪府大阪市北区梅田4-5"],
        },
    )  # fmt: skip
    assert [(c.kind, c.part, c.group) for c in found] == [("address", 1, 1), ("address", 2, 1), ("address", 3, 1), ("address", 4, 1), ("address", 0, 2)]  # fmt: skip


def test_roles_stand_apart_from_the_subject(tmp_path: Path) -> None:
    found = typed(
        tmp_path,
        {
            "氏名": ["佐藤花子", "鈴木一郎"],
            "緊急連絡先氏名": ["佐藤一郎", "鈴木花子"],
            "お届け先氏名": ["田中一郎", "高橋花子"],
            "担当者名": ["伊藤誠", "加藤誠"],
        },
    )
    assert [(c.kind, c.role, c.group) for c in found] == [
        ("name", "self", 1),
        ("name", "emergency", 1),
        ("name", "recipient", 1),
        ("name", "staff", 1),
    ]


def test_a_birth_date_in_three_columns(tmp_path: Path) -> None:
    found = typed(
        tmp_path, {"a": ["1975", "1988", "2001"], "b": ["1", "12", "5"], "c": ["2", "31", "15"]}, header=False
    )
    assert [(c.kind, c.part) for c in found] == [("birth_date", 1), ("birth_date", 2), ("birth_date", 3)]


def test_a_code_that_goes_with_the_sex_of_given_names_is_the_sex(tmp_path: Path) -> None:
    names = ["佐藤 花子", "鈴木 一郎", "高橋 美咲", "田中 健太", "伊藤 陽子", "渡辺 太郎", "山本 裕子", "中村 誠"]
    found = typed(tmp_path, {"n": names, "s": list("21212121"), "f": list("11221122")}, header=False)
    assert kinds(found) == ["name", "sex", "other"]


def test_bank_branch_and_account_are_seen_together(tmp_path: Path) -> None:
    found = typed(
        tmp_path,
        {
            "a": ["みずほ銀行", "りそな銀行"],
            "b": ["新宿支店", "梅田支店"],
            "c": ["普通", "普通"],
            "d": ["1234567", "7654321"],
        },
        header=False,
    )
    assert [(c.kind, c.part) for c in found] == [
        ("bank_account", 1),
        ("bank_account", 2),
        ("bank_account", 3),
        ("bank_account", 4),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_order_numbers_are_never_my_numbers_nor_licences(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    column: list[str | None] = [f"{rng.randrange(10**11, 10**12)}" for _ in range(200)]
    for header in (True, False):
        assert kinds(typed(tmp_path, {"注文番号": column}, header=header)) == ["other"]


def test_free_call_numbers_are_nobodys(tmp_path: Path) -> None:
    (column,) = typed(
        tmp_path, {"TEL": ["0120-123-456", "0570-012-345", "0800-123-4567", "0990-123-456", "090-1234-5678"]}
    )
    assert (column.kind, column.filled, column.valid) == ("phone", 5, 1)


def test_the_rows_of_many_row_groups_are_all_counted(tmp_path: Path) -> None:
    path = tmp_path / "many.parquet"
    cells = [f"user{at}@example.com" if at % 10 else "x" for at in range(60_000)]
    pl.DataFrame({"row": range(60_000), "line": range(60_000), "c1": cells}).write_parquet(path, row_group_size=4_000)
    (column,) = type_columns(Table("many.csv", path, 60_000, 1, None))
    assert (column.kind, column.filled, column.valid) == ("email", 60_000, 54_000)
