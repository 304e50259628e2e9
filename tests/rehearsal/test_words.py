"""Names are written as passports and narrow terminals write them."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from tenmatsu.rehearsal import chance, chunk, lexicon, passports, places
from tenmatsu.rehearsal.fields import dated
from tenmatsu.rehearsal.kana import NARROW, hiragana, katakana, romaji


@pytest.mark.parametrize(
    ("kana", "expected"),
    [
        ("さとう", "sato"),
        ("おおの", "ono"),
        ("しょうた", "shota"),
        ("じゅんいち", "junichi"),
        ("はっとり", "hattori"),
        ("ほっち", "hotchi"),
        ("なんば", "namba"),
        ("ちゃや", "chaya"),
    ],
)
def test_romaji_is_that_of_passports(kana: str, expected: str) -> None:
    assert romaji(kana) == expected


def test_narrow_kana_is_what_nfkc_makes_wide_again() -> None:
    wide = "ガパヴァッー"
    narrow = pl.Series([wide]).str.replace_many(NARROW)
    assert narrow.str.normalize("NFKC")[0] == wide
    assert katakana(hiragana(wide[:2])) == wide[:2]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("era_short", ["S45.1.2", "H1.1.8", "S64.1.7"]),
        ("era_long", ["昭和45年1月2日", "平成元年1月8日", "昭和64年1月7日"]),
        ("slash1", ["1970/1/2", "1989/1/8", "1989/1/7"]),
        ("eight", ["19700102", "19890108", "19890107"]),
    ],
)
def test_a_day_in_the_style_of_a_file(style: str, expected: list[str]) -> None:
    days = np.array([passports.day_number(day) for day in (date(1970, 1, 2), date(1989, 1, 8), date(1989, 1, 7))])
    assert dated(days, style).to_list() == expected


def test_a_mistyped_birthday_is_another_day() -> None:
    days = np.arange(-15_000, 12_000, 7)
    wrong = chunk.mistyped(days, np.random.default_rng(1))
    assert (wrong != days).mean() > 0.95
    assert np.abs(wrong - days).max() <= 3_653 + 28


def test_scattered_numbers_are_all_different() -> None:
    keys = np.arange(200_000)
    for factor, limit in ((104_395_301, 270_000_000), (5_003_921, 16_000_001), (2_718_281, 8_000_000)):
        assert len(np.unique(chance.scattered(keys, factor, limit))) == len(keys)


def test_a_homophone_is_read_alike_and_written_otherwise() -> None:
    names = lexicon.givens()
    at = np.flatnonzero(names.homophone != np.arange(len(names.homophone)))
    assert len(at) > 20_000
    assert (names.kana.gather(at) == names.kana.gather(names.homophone[at])).all()
    assert (names.kanji.gather(at) != names.kanji.gather(names.homophone[at])).all()


def test_surnames_keep_their_frequencies() -> None:
    names = lexicon.surnames()
    share = np.diff(names.weight, prepend=0.0) / names.weight[-1]
    assert names.kanji[int(share.argmax())] == "佐藤"
    assert 0.010 < share.max() < 0.016


def test_towns_can_be_written_in_every_encoding() -> None:
    towns = places.towns()
    assert len(towns.town) > 100_000
    assert towns.postcode.str.contains(r"^\d{7}$").all()
    "".join(towns.town.sample(2_000, seed=1)).encode("cp932")


def test_validity_follows_from_letter_and_day_of_issue() -> None:
    born = np.full(2_000, -3_000)
    valid = np.arange(2_000) % 2
    held = passports.issue(np.random.default_rng(1), born, valid, date(2016, 6, 14), date(2016, 3, 21))
    last = held.issued + np.where(held.years == 10, 3_653, 1_827)
    assert ((last >= passports.day_number(date(2016, 6, 14))) == (valid == 1)).all()
    numbers = held.number(np.arange(2_000))
    assert numbers.n_unique() == 2_000
    assert (numbers.str.starts_with("T").to_numpy() == (held.years == 10)).all()
