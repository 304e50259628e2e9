"""What makes people hard to tell apart is really there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import polars as pl

from tenmatsu.rehearsal import lexicon
from tenmatsu.rehearsal.population import populate


def text(case: Path, name: str, encoding: str = "cp932") -> str:
    return (case / "evidence" / name).read_bytes().decode(encoding)


def table(case: Path, name: str, skip: int = 0, encoding: str = "cp932") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text(case, name, encoding), newline="")))[skip:]


def test_households_hold_twins_and_sons_named_like_their_fathers() -> None:
    people = populate(np.random.default_rng(1), 60_000, 1_000, 0.15)
    home = slice(0, people.domestic)
    frame = pl.DataFrame(
        {
            "house": people.house[home],
            "born": people.born[home],
            "kana": lexicon.givens().kana.gather(people.given[home]),
            "kanji": lexicon.givens().kanji.gather(people.given[home]),
        }
    )
    twins = frame.group_by("house", "born").agg(pl.col("kanji").n_unique()).filter(pl.col("kanji") > 1)
    alike = frame.group_by("house", "kana").agg(pl.col("kanji").n_unique()).filter(pl.col("kanji") > 1)
    assert 20 < twins.height < 400
    assert 20 < alike.height < 400


def test_about_one_person_in_six_uses_the_address_of_the_family() -> None:
    people = populate(np.random.default_rng(2), 60_000, 0, 0.15)
    shared = (people.mail[: people.domestic] != np.arange(people.domestic)).mean()
    assert 0.08 < shared < 0.2


def test_an_agency_books_for_many(small: Path) -> None:
    cells = [row[9] for row in table(small, "reserve_2007_2012.csv", 3) if len(row) > 9]
    agencies = pl.Series(cells).value_counts().filter(pl.col("").str.starts_with("reservation@"))
    assert agencies["count"].max() > 5  # type: ignore[operator]


def test_stand_ins_variants_and_line_breaks_are_there(small: Path) -> None:
    everything = text(small, "reserve_2007_2012.csv")
    assert "00000000000" in everything
    assert "1900/1/1" in everything
    assert "test@example.com" in everything
    assert "夕食不要" in everything
    assert any("\n" in cell for row in table(small, "reserve_2007_2012.csv") for cell in row)
    written = everything + text(small, "reserve_2013_2016.csv")
    assert any(form in written for form in ("髙", "﨑", "邊", "邉", "齋", "澤", "濱"))
    assert '"NULL"' in text(small, "rurubu/rurubu_rsv_01.csv")


def test_a_companion_is_a_name_and_a_birthday(small: Path) -> None:
    rows = table(small, "companion.csv", encoding="utf-8")
    assert rows[0] == ["予約番号", "同行者氏名", "同行者生年月日"]
    assert {row[2][:1] for row in rows[1:]} <= {"", "T", "S", "H", "M"}


def test_nobody_is_born_on_one_day_more_than_chance_has_it() -> None:
    people = populate(np.random.default_rng(3), 100_000, 20_000, 0.15)
    counts = np.unique(people.born, return_counts=True)[1]
    assert counts.max() < 60


def test_no_name_is_more_common_than_names_are() -> None:
    people = populate(np.random.default_rng(4), 200_000, 0, 0.15)
    pairs = np.unique(np.stack([people.surname, people.given]), axis=1, return_counts=True)[1]
    assert pairs.max() / 200_000 < 2e-4
