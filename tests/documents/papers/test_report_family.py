"""The reports beside the first one: My Number, public bodies, and the list for card companies."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from tenmatsu.case.verbs.check import check_papers

from .conftest import PERSONS, RECORDS, Desk, register_of_four

VISA, MASTER, MASKED = "4111111111111111", "5555555555554444", "************1881"


def fields(desk: Desk, name: str) -> dict[str, dict[str, Any]]:
    tree = json.loads(next(desk.folder.glob(f"papers/{name}-v*.json")).read_text("utf-8"))
    return {one["name"]: one for one in tree["fields"]}


def test_a_report_on_individual_numbers_has_its_own_persons_and_situations(fax: Desk) -> None:
    fax.states(my_number="yes", seen_by_many="no")
    fax.states(persons_my_number="1")
    written = {one.template for one in fax.writes().written}
    assert "my-number-report" in written and "public-body-report" not in written
    told = fields(fax, "my-number-report")
    assert told["persons_my_number"]["words"] == "1人"
    assert "1号" in told["situations"]["words"] and "4号" in told["situations"]["words"]
    assert "必要" in told["appi_26"]["words"]
    assert told["secondary_harm"]["words"] == "調査中"
    assert "第29条の4第1項" in fax.text("my-number-report")
    assert all(one["source"] for one in told.values())


def test_a_public_body_reports_under_its_own_article(fax: Desk) -> None:
    fax.states(obligor="public_body", supersedes="private", note="市の病院ではなく市")
    written = {one.template for one in fax.writes().written}
    assert "public-body-report" in written and "my-number-report" not in written
    told = fields(fax, "public-body-report")
    assert "1号　該当" in told["situations"]["words"] and "5号" in told["situations"]["words"]
    assert (told["art78_information"]["words"], told["art78_information"]["known"]) == ("調査中", False)
    assert "第68条第1項" in fax.text("public-body-report")


@pytest.mark.parametrize("name", ["my-number-report", "public-body-report"])
def test_each_may_be_asked_for_by_name_and_is_checked_like_all(fax: Desk, name: str) -> None:
    if name == "public-body-report":
        assert "the fact obligor says private" in fax.writes(name).refused[name]
        fax.states(obligor="public_body", supersedes="private", note="市の病院ではなく市")
    assert not fax.writes(name).refused
    assert not check_papers(fax.folder).differences
    page = fax.folder / f"papers/{name}-v1.html"
    page.write_text(page.read_text("utf-8").replace("1人", "9人"), "utf-8")
    assert check_papers(fax.folder).differences


@pytest.fixture
def shop(register: Callable[..., Desk]) -> Desk:
    """A shop of four customers: two with whole numbers (one of them twice), one with a masked one."""
    persons = [one | {"items": [*one["items"], "card"]} for one in PERSONS[:3]] + PERSONS[3:]
    desk = register(
        persons, RECORDS, items={"name": {"records": 5, "persons": 4}, "card": {"records": 4, "persons": 3}}
    )
    path = desk.folder / "result/records.parquet"
    table = pq.read_table(path)
    cards = {1: VISA, 2: MASTER, 3: MASKED}
    pq.write_table(table.append_column("card", [[cards.get(p) for p in table["person_id"].to_pylist()]]), path)
    pq.write_table(register_of_four.exposures(persons), desk.folder / "result/exposures.parquet")
    return desk


def folder(desk: Desk) -> Path:
    found = desk.writes("card-company-list")
    assert not found.refused
    return desk.folder / "papers/card-company-list-v1"


def test_each_whole_number_stands_once_in_both_lists_with_its_window(shop: Desk) -> None:
    home = folder(shop)
    with (home / "cards.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["カード番号"], row["ブランド（先頭の桁から）"], row["検査数字"]) for row in rows] == [
        (VISA, "Visa", "合う"), (MASTER, "Mastercard", "合う")]  # fmt: skip
    assert (rows[0]["対象期間の始め"], rows[0]["確度"]) == ("2016-03-19", "漏えいを確認")
    assert rows[1]["確度"] == "漏えいのおそれ"
    book = load_workbook(home / "cards.xlsx")
    cells = [cell.value for row in book["カード番号1"].iter_rows(min_row=2) for cell in row]
    assert VISA in cells and MASTER in cells and all(isinstance(cell, str) for cell in cells if cell)


def test_no_name_stands_beside_a_number_and_no_number_in_the_letter(shop: Desk) -> None:
    home = folder(shop)
    listed = (home / "cards.csv").read_text("utf-8-sig")
    assert not any(str(one["name"]) in listed for one in PERSONS)
    for ending in (".docx", ".html"):
        text = shop.text("card-company-list", ending)
        assert VISA not in text and "2件" in text and "伏せられていた" in text


def test_whole_numbers_stand_nowhere_else(shop: Desk) -> None:
    shop.writes()
    for path in shop.folder.glob("papers/**/*"):
        if path.is_file() and path.name != "cards.csv" and path.suffix in (".csv", ".jsonl", ".html", ".json"):
            assert VISA not in path.read_text("utf-8-sig", "replace")


def test_a_case_without_card_numbers_has_no_such_list(register: Callable[..., Desk]) -> None:
    desk = register()
    assert "card-company-list" not in {one.template for one in desk.writes().written}
    assert "no card numbers" in desk.writes("card-company-list").refused["card-company-list"]


def test_the_lists_are_checked_without_showing_a_number(shop: Desk) -> None:
    home = folder(shop)
    assert not check_papers(shop.folder).differences
    text = (home / "cards.csv").read_text("utf-8-sig").replace(VISA, "4111111111111112")
    (home / "cards.csv").write_text(text, "utf-8-sig")
    (one, *rest) = check_papers(shop.folder).differences
    assert not rest and "カード番号" in one.sentence and "4111" not in f"{one.said}{one.instead}{one.sentence}"
