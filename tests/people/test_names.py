"""Names of persons: one person's name written several ways gives one key; two persons' names do not."""

from __future__ import annotations

import polars as pl
import pytest

from tenmatsu.people import names


def read(**cells: str) -> dict[str, str | None]:
    """The name columns of one record."""
    frame = pl.DataFrame({f"in_{name}": [cells.get(name)] for name in
                          ("name", "family", "given", "kana", "family_kana", "given_kana", "romaji")},
                         schema=dict.fromkeys(names.INPUTS, pl.String))  # fmt: skip
    return names.columns(frame).row(0, named=True)


@pytest.mark.parametrize(
    "cells",
    [
        {"name": "髙橋　健一"}, {"name": "高橋健一"}, {"family": "髙橋", "given": "健一"}, {"name": "高橋 健一様"},
        {"name": "高橋健一（旧姓：田中）"}, {"name": "健一 高橋"}, {"name": " 高橋  健一 "},
    ],
)  # fmt: skip
def test_a_kanji_name_has_one_key_however_it_is_written(cells: dict[str, str]) -> None:
    found = read(**cells)
    assert (found["name"], found["family"], found["given"]) == ("高橋健一", "高橋", "健一")


@pytest.mark.parametrize(
    "cells",
    [
        {"kana": "ヤマダ タロウ"}, {"kana": "ﾔﾏﾀﾞ ﾀﾛｳ"}, {"kana": "やまだたろう"},
        {"family_kana": "ヤマダ", "given_kana": "タロウ"},
        {"romaji": "YAMADA TARO"}, {"romaji": "Taro Yamada"}, {"romaji": "YAMADA, TAROU MR"}, {"name": "ヤマダタロウ"},
        {"name": "Yamada Taroh"},
    ],
)  # fmt: skip
def test_kana_and_romaji_meet_in_one_reading(cells: dict[str, str]) -> None:
    found = read(**cells)
    assert (found["reading"], found["reading_given"]) == ("YAMADATARO", "TARO")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("齋藤", "斎藤"),
        ("山﨑", "山崎"),
        ("濵田", "浜田"),
        ("𠮷田", "吉田"),
        ("神谷", "神谷"),
    ],
)
def test_old_and_new_forms_of_a_surname_fold_to_one(one: str, other: str) -> None:
    assert read(family=one, given="花")["family"] == read(family=other, given="花")["family"]


def test_the_form_as_written_stays_beside_the_key() -> None:
    assert read(name="髙橋　健一")["shown_name"] == "髙橋 健一"


@pytest.mark.parametrize("text", ["テスト", "不明", "なし", "ダミー", "同行者1", "-", "***", "N/A", "test", "　", "０"])
def test_what_names_nobody_is_nobody(text: str) -> None:
    assert read(name=text)["name"] is None and read(name=text)["shown_name"] is None


def test_father_and_son_with_one_reading_keep_two_kanji_names() -> None:
    father, son = read(name="佐藤 健一", kana="サトウ ケンイチ"), read(name="佐藤 賢一", kana="サトウ ケンイチ")
    assert father["reading"] == son["reading"] and father["given"] != son["given"]


def test_large_and_small_kana_of_an_old_printer_are_one() -> None:
    assert read(kana="キョウコ")["kana"] == read(kana="ｷﾖｳｺ")["kana"]


def test_yuki_and_yuuki_are_two_names_in_kana() -> None:
    assert read(kana="サトウ ユキ")["kana_given"] != read(kana="サトウ ユウキ")["kana_given"]


def test_a_foreign_name_is_one_in_either_order() -> None:
    assert read(romaji="JOHN SMITH")["reading"] == read(romaji="Smith John MR")["reading"]


def test_an_empty_frame_gives_an_empty_frame() -> None:
    frame = pl.DataFrame(schema=dict.fromkeys(names.INPUTS, pl.String))
    assert names.columns(frame).height == 0
