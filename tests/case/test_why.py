"""`why` gives an independent reader what is needed to check each join from the raw values."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest

from tenmatsu import case
from tenmatsu.case.verbs import fields
from tenmatsu.case.verbs.kept import Row
from tenmatsu.cli.main import main
from tenmatsu.errors import StoreError
from tenmatsu.people.normal import NUMBERS
from tenmatsu.people.weights import BITS


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rehearsal at 1/500 scale, investigated; no test changes it."""
    folder = tmp_path_factory.mktemp("why") / "case"
    case.rehearse("jtb-2016", folder, scale=0.002, loose=True)
    case.investigate(folder)
    return folder


def test_every_word_of_a_rule_says_what_it_compares() -> None:
    assert set(fields.COMPARED) == set(BITS)
    assert set(NUMBERS) < set(fields.COMPARED)


def _row(**normal: str) -> Row:
    return Row("a.csv#row=1", (), dict(normal))


def test_two_telephones_agree_when_any_of_them_does() -> None:
    left, right = _row(phone="0312345678", phone_2="08011112222"), _row(phone="08011112222")
    assert fields.compare("phone", left, right).equal is True
    assert fields.compare("phone", left, _row(phone="0699998888")).equal is False
    assert fields.compare("phone", left, _row()).equal is None


def test_a_family_name_may_agree_in_its_reading_alone() -> None:
    left = _row(family="斎藤", reading="SAITOTARO", reading_given="TARO")
    right = _row(family="齋田", reading="SAITOHANA", reading_given="HANA")
    assert fields.compare("family_name", left, right).equal is True


@pytest.mark.large
def test_every_join_of_the_demo_holds_by_its_own_words(demo: Path) -> None:
    """Each person of several records: the chain holds it together, and each named field is equal on both sides."""
    records = pl.read_parquet(demo / "result" / "records.parquet", columns=["record_id", "person_id"])
    links = pl.read_parquet(demo / "result" / "links.parquet")
    several = records.filter(pl.len().over("person_id") > 1)["person_id"].unique().sort()
    assert len(links) > 1000
    answers = case.why_all(demo, several.to_list())
    for answer in answers:
        assert len(answer.parts) == 1, answer.person["person_id"]
        for link in answer.chain:
            assert link.legs, link
            for leg in link.legs:
                assert leg.holds, (leg.left, leg.right, leg.rule)
                assert all(field.left.written and field.right.written for field in leg.fields)
        assert all(match.leg is not None and match.leg.holds for match in answer.matches)


@pytest.mark.large
def test_the_values_are_those_of_the_evidence_and_every_record_is_shown(demo: Path) -> None:
    records = pl.read_parquet(demo / "result" / "records.parquet", columns=["record_id", "item", "row", "person_id"])
    person = records.filter(pl.col("item") == "companion.csv")["person_id"][0]
    answer = case.why(demo, person)
    with (demo / "evidence" / "companion.csv").open(encoding="utf-8-sig", newline="") as source:
        lines = list(csv.reader(source))
    mine = records.filter(pl.col("person_id") == person)
    assert [one.record_id for one in answer.records] == mine["record_id"].sort().to_list()
    for one in answer.records:
        assert one.row.read_from == "evidence"
        assert not one.row.changed
        item, _, row = one.row.locator.partition("#row=")
        if item == "companion.csv":
            assert [cell.value for cell in one.row.cells] == lines[int(row)]


@pytest.mark.large
def test_the_json_of_why_can_be_checked_without_tenmatsu(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = pl.read_parquet(demo / "result" / "links.parquet").filter(pl.col("via").is_not_null())
    assert main(["why", str(demo), str(links["record_a"][0]), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["records"]) == told["person"]["n_records"]
    legs = [leg for link in told["chain"] for leg in link["legs"]]
    assert legs
    for leg in legs:
        for field in leg["fields"]:
            assert field["equal"] == bool(set(field["left"]["normal"]) & set(field["right"]["normal"]))


@pytest.mark.large
def test_without_what_was_kept_it_says_to_investigate(demo: Path, tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copytree(demo, tmp_path / "case", ignore=shutil.ignore_patterns(".work")))
    with pytest.raises(StoreError, match="investigate"):
        case.why(copy, 0)
