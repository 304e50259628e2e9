"""発送データ: every person once, no name broken in silence, 様 or 御中, and hashes that hold."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.documents.gaiji import gaiji, in_cp932, in_jis, lacking, to_cp932

from .conftest import Desk

NAMES = [
    "髙橋 一郎", "𠮷田 二郎", "渡邉 三郎 様", "株式会社見本商事", "山田 花子", "=cmd|'/c calc'!A1",
    "葛󠄀城 四郎", "〜波 五郎", "ABC Trading", "",
]  # fmt: skip
PERSONS: list[dict[str, Any]] = [
    {"person_id": number, "n_records": 1, "name": name, "postcode": "0600001", "segments": None, "items": ["name"],
     "address": "北海道札幌市中央区北一条西1-2-3 見本ビル 405" if number != 5 else None, "reach": []}
    for number, name in enumerate(NAMES, 1)
]  # fmt: skip
RECORDS = [("a.csv", number, number) for number in range(1, len(NAMES) + 1)]


@pytest.fixture
def folder(register: Callable[..., Desk]) -> Path:
    desk = register(PERSONS, RECORDS)
    assert not desk.writes("mail-house").refused
    return desk.folder / "papers/mail-house-v1"


def rows(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_person_is_listed_or_left_out_with_a_reason(folder: Path) -> None:
    listed = [row["管理番号"] for row in rows(folder / "list-utf8.csv")]
    out = {row["管理番号"]: row["理由"] for row in rows(folder / "left-out.csv")}
    assert sorted([*listed, *out]) == [f"{number:07}" for number in range(1, len(NAMES) + 1)]
    assert out == {"0000005": "住所がない", "0000010": "氏名がない"}


def test_what_cp932_lacks_is_held_for_a_person_and_never_replaced(folder: Path) -> None:
    narrow = {row["管理番号"]: row["氏名"] for row in rows(folder / "list-cp932.csv", "cp932")}
    held = {row["管理番号"]: row["氏名"] for row in rows(folder / "held.csv")}
    assert held["0000002"] == "𠮷田 二郎" and "0000002" not in narrow
    assert narrow["0000001"] == "髙橋 一郎"
    assert narrow["0000008"] == "～波 五郎"
    wide = {row["管理番号"] for row in rows(folder / "list-utf8.csv")}
    assert set(narrow) | set(held) == wide and not set(narrow) & set(held)


def test_the_report_names_each_sign_its_code_point_and_the_forms_to_choose_from(folder: Path) -> None:
    told = {(row["管理番号"], row["符号位置"]): row for row in rows(folder / "gaiji.csv")}
    assert told["0000001", "U+9AD9"]["縮退候補"] == "高" and told["0000001", "U+9AD9"]["扱い"] == "そのまま"
    assert told["0000002", "U+20BB7"]["縮退候補"] == "吉"
    assert ("0000003", "U+9089") not in told  # 邉 stands in JIS X 0208
    assert told["0000007", "U+E0100"]["縮退候補"].startswith("候補なし")


def test_a_letter_says_one_honorific_and_never_both(folder: Path) -> None:
    listed = {row["管理番号"]: row for row in rows(folder / "list-utf8.csv")}
    assert (listed["0000004"]["会社"], listed["0000004"]["氏名"], listed["0000004"]["敬称"]) == (
        "株式会社見本商事",
        "",
        "御中",
    )
    assert (listed["0000003"]["氏名"], listed["0000003"]["敬称"]) == ("渡邉 三郎", "様")
    assert listed["0000001"]["郵便番号"] == "060-0001"


def test_the_address_is_whole_over_its_columns(folder: Path) -> None:
    row = rows(folder / "list-utf8.csv")[0]
    assert (row["住所1"], row["住所2"]) == ("北海道札幌市中央区北一条西1-2-3", "見本ビル 405")


def test_no_cell_is_a_formula(folder: Path) -> None:
    for name, encoding in (("list-utf8.csv", "utf-8-sig"), ("list-cp932.csv", "cp932"), ("held.csv", "utf-8-sig")):
        assert all(
            not cell.startswith(("=", "+", "@")) for row in rows(folder / name, encoding) for cell in row.values()
        )


def test_hashes_hold_and_utf8_begins_with_its_mark(folder: Path) -> None:
    told = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in told} == told
    assert (folder / "list-utf8.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_case_without_a_register_has_nobody_to_write_to(fax: Desk) -> None:
    assert "investigate" in fax.writes("mail-house").refused["mail-house"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_what_passes_for_cp932_always_encodes(text: str) -> None:
    if all(in_cp932(sign) for sign in text):
        assert to_cp932(text).encode("cp932").decode("cp932") == to_cp932(text)


@given(st.characters(exclude_categories=["Cs", "Cc"]))
def test_the_sieve_in_sql_lets_no_sign_through(sign: str) -> None:
    import re

    python = re.compile(re.sub(r"\\x\{([0-9A-F]+)\}", lambda one: re.escape(chr(int(one[1], 16))), lacking()))
    assert bool(python.search(sign)) is not in_jis(sign)
    assert bool(gaiji(sign)) is not in_jis(sign)
