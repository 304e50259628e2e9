"""Card numbers stand whole in the list for the card company and nowhere else in what a case shows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tenmatsu import case
from tenmatsu.case.verbs.write import write

NUMBERS = ("4111111111111111", "5555-5555-5555-4444", "378282246310005")
TOML = """[case]
title = "決済画面の改ざん"
organisation = "架空商店"
as_of = 2026-11-25
[[evidence]]
path = "evidence"
channel = "card-skimming"
window = [2026-10-01, 2026-10-31]
paid_at = "決済日時"
"""


@pytest.fixture(scope="module")
def affair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cards") / "case"
    (folder / "evidence").mkdir(parents=True)
    rows = [
        f"見本 {name},{name}@example.jp,2026-10-{day:02} 10:00:00,{card}"
        for day, (name, card) in enumerate(zip(("hanako", "taro", "jiro"), NUMBERS, strict=True), 3)
    ]
    head = "氏名,メール,決済日時,カード番号"
    (folder / "evidence/payments.csv").write_text("\n".join((head, *rows)) + "\n", "utf-8")
    (folder / "evidence/memo.txt").write_text(f"問い合わせ: 見本 花子 様 カード番号 {NUMBERS[0]}\n", "utf-8")
    (folder / "case.toml").write_text(TOML, "utf-8")
    case.investigate(folder)
    return folder


def plain(folder: Path) -> dict[str, str]:
    """Every file of a folder as text, Parquet files by their values."""
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        text = (
            pl.read_parquet(path).cast(pl.String, strict=False).write_csv() if path.suffix == ".parquet"
            and not any(isinstance(kind, pl.List | pl.Struct) for kind in pl.read_parquet_schema(path).values())
            else pl.read_parquet(path).write_json() if path.suffix == ".parquet"
            else path.read_bytes().decode("utf-8", "replace")
        )  # fmt: skip
        found[str(path.relative_to(folder))] = re.sub(r"(?<=\d)[ -](?=\d)", "", text)
    return found


def holding(folder: Path) -> set[str]:
    bare = [number.replace("-", "") for number in NUMBERS]
    return {name for name, text in plain(folder).items() if any(number in text for number in bare)}


def test_the_result_holds_whole_numbers_in_one_file_alone(affair: Path) -> None:
    assert holding(affair / "result") == {"cards.parquet"}
    cards = pl.read_parquet(affair / "result/records.parquet")["card"].drop_nulls().to_list()
    assert "411111******1111" in cards and len(cards) >= 3


def test_the_list_for_the_card_company_has_them_and_no_other_paper(affair: Path) -> None:
    write(affair, day=date(2026, 11, 25))
    write(affair, ["card-company-list"], day=date(2026, 11, 25))
    there = {name for name in holding(affair / "papers") if not name.startswith("card-company-list")}
    assert not there
    lists = [text for name, text in plain(affair / "papers").items() if name.endswith("/cards.csv")]
    assert lists and all(number.replace("-", "") in text for text in lists for number in NUMBERS)
