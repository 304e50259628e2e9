"""A rehearsal has exactly the figures that were published, and its files say what its answer says."""

from __future__ import annotations

import csv
import io
import json
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tenmatsu import plug
from tenmatsu.errors import InputError
from tenmatsu.rehearsal.scenario import Scenario
from tenmatsu.rehearsal.write import rehearse, scenarios


def rows(text: str, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def summary(case: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((case / "answer" / "summary.json").read_text())
    return content


def tree(case: Path) -> dict[str, bytes]:
    return {str(path.relative_to(case)): path.read_bytes() for path in sorted(case.rglob("*")) if path.is_file()}


def test_the_published_figures_at_full_scale() -> None:
    figures = scenarios()["jtb-2016"].figures
    assert (figures.records, figures.persons, figures.registrations) == (7_930_000, 6_788_443, 8_700_000)
    assert (figures.passports, figures.passports_valid) == (9_154, 4_359)
    assert (figures.partners, figures.inbound) == ({"dトラベル": 330_000}, 700_000)
    assert figures.registrations_affected / figures.registrations > 0.9


def test_a_scenario_is_found_by_its_file() -> None:
    found = plug.members("tenmatsu.rehearsal.scenarios", "SCENARIO", Scenario)
    assert "jtb-2016" in {one.name for one in found}


def test_the_figures_are_exact_at_a_small_scale(small: Path) -> None:
    truth = pl.read_parquet(small / "answer" / "truth.parquet")
    said = summary(small)
    assert truth.height == said["records"] == 15_860
    assert truth["person"].n_unique() == said["persons"] == 13_577
    assert truth.select("item", "row").is_unique().all()
    docomo = truth.filter(pl.col("item") == "partner/d_travel.tsv")
    assert docomo["person"].n_unique() == 660
    assert said["inbound"] == truth.filter(pl.col("item").str.starts_with("japanican"))["person"].n_unique() == 1_400


def test_nine_in_ten_registrations_belong_to_exposed_persons(small: Path) -> None:
    members = pl.read_parquet(small / "answer" / "members.parquet")
    exposed = pl.read_parquet(small / "answer" / "truth.parquet")["person"].unique()
    affected = members.filter(pl.col("person").is_in(exposed.implode())).height
    assert (members.height, affected) == (17_400, 15_860)
    assert summary(small)["registrations"] == {"rows": 17_400, "affected": 15_860}


def test_the_master_writes_the_numbers_of_the_answer(small: Path) -> None:
    master = rows((small / "master" / "members.csv").read_bytes().decode("cp932"))
    known = pl.read_parquet(small / "answer" / "members.parquet")["member_id"].to_list()
    assert [row[0] for row in master[1:]] == known
    assert len(set(known)) == len(known)
    assert all(len(number) == 10 and number.startswith("00") for number in known)


def test_every_file_holds_as_many_data_records_as_its_answer_says(small: Path) -> None:
    counts = summary(small)["files"]
    assert isinstance(counts, dict)
    evidence = small / "evidence"
    old = rows((evidence / "reserve_2007_2012.csv").read_bytes().decode("cp932"))
    data = [row for row in old[3:] if row[0] != "予約番号" and row[0] != "合計"]
    assert old[2][0] == "予約番号"
    assert old[-1] == ["合計", f"{counts['reserve_2007_2012.csv']}件"]
    assert len(data) == counts["reserve_2007_2012.csv"]
    tsv = rows((evidence / "partner" / "d_travel.tsv").read_bytes().decode("euc_jp"), "\t")
    assert len(tsv) - 1 == counts["partner/d_travel.tsv"]
    bare = rows((evidence / "partner" / "partner_rsv.dat").read_bytes().decode("cp932"))
    assert len(bare) == counts["partner/partner_rsv.dat"]
    guests = rows((evidence / "japanican" / "guest_list.csv").read_bytes().decode("utf-8-sig"))
    assert len(guests) - 1 == counts["japanican/guest_list.csv"]
    book = openpyxl.load_workbook(evidence / "group" / "団体代表者.xlsx")
    assert book["代表者一覧"].max_row - 2 == counts["group/団体代表者.xlsx!代表者一覧"]


def test_the_zip_names_its_member_in_cp932(small: Path) -> None:
    with zipfile.ZipFile(small / "evidence" / "backup.zip", metadata_encoding="cp932") as archive:
        assert archive.namelist() == ["会員抽出/会員リスト.csv"]
        first = rows(archive.read("会員抽出/会員リスト.csv").decode("cp932"))
    truth = pl.read_parquet(small / "answer" / "truth.parquet").filter(pl.col("item").str.starts_with("backup.zip!"))
    assert [row[0] for row in first[1:]] == truth["member_id"].to_list()


def test_passports_can_be_counted_from_the_evidence(small: Path) -> None:
    seen: dict[str, date] = {}
    listed = rows((small / "evidence" / "overseas" / "渡航者名簿.csv").read_bytes().decode("cp932"))[2:]
    booked = rows((small / "evidence" / "reserve_2013_2016.csv").read_bytes().decode("cp932"))[1:]
    for number, day in [(row[4], row[5]) for row in listed] + [(row[14], row[15]) for row in booked if row[14]]:
        plain = day.replace("/", "")
        seen[number.replace(" ", "").upper()] = date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    last = {number: day.replace(year=day.year + (10 if number[0] == "T" else 5)) for number, day in seen.items()}
    valid = sum(day >= date(2016, 6, 14) for day in last.values())
    assert {"distinct": len(seen), "valid_as_of": valid} == summary(small)["passports"]


def test_columns_are_answered_for_every_file(small: Path) -> None:
    answered = list(csv.DictReader(io.StringIO((small / "answer" / "columns.csv").read_text(encoding="utf-8"))))
    old = [row["header"] for row in answered if row["item"] == "reserve_2007_2012.csv"]
    written = rows((small / "evidence" / "reserve_2007_2012.csv").read_bytes().decode("cp932"))[2]
    assert old == written
    assert {row["header"] for row in answered if row["item"].endswith(".dat")} == {""}


def test_the_brief_names_evidence_and_master(small: Path) -> None:
    brief = tomllib.loads((small / "case.toml").read_text())
    assert brief["evidence"][0]["window"] == [date(2016, 3, 19), date(2016, 3, 24)]
    assert (small / brief["master"][0]["path"]).is_file()
    assert brief["master"][0]["segments"] == ["サービス", "提携先"]


def test_the_same_arguments_write_the_same_bytes(tmp_path: Path) -> None:
    one = rehearse("jtb-2016", tmp_path / "one", scale=0.0006, seed=3, noise="noisy", loose=True)
    two = rehearse("jtb-2016", tmp_path / "two", scale=0.0006, seed=3, noise="noisy", loose=True)
    other = rehearse("jtb-2016", tmp_path / "other", scale=0.0006, seed=4, noise="noisy", loose=True)
    assert tree(one) == tree(two)
    assert tree(one) != tree(other)
    assert tree(rehearse("jtb-2016", one, scale=0.0006, seed=3, noise="noisy", loose=True)) == tree(two)


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="already holds something else"):
        rehearse("jtb-2016", tmp_path, scale=0.0006)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"name": "jtb-1999"}, "there are: .*jtb-2016"),
        ({"scale": 0.0}, "between"),
        ({"noise": "loud"}, "there are: base, clean, noisy"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, arguments: dict[str, object], says: str) -> None:
    asked: dict[str, object] = {"name": "jtb-2016", "scale": 0.0006, "noise": "base"} | arguments
    with pytest.raises(InputError, match=says):
        rehearse(str(asked["name"]), tmp_path / "new", scale=float(str(asked["scale"])), noise=str(asked["noise"]))
    assert not (tmp_path / "new").exists()
