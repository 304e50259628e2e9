"""Every kind hits its hits, misses its misses, and takes none of another's."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tenmatsu.model import KIND_WORDS, Table
from tenmatsu.pii.columns import header_words, is_header_word, label, type_columns
from tenmatsu.pii.kind import Column
from tenmatsu.pii.lexicon import kinds


def kind_of(column: Column, folder: Path) -> str:
    header, *cells = column
    path = folder / "one.parquet"
    at = list(range(1, len(cells) + 1))
    pl.DataFrame({"row": at, "line": at, "c1": cells}).write_parquet(path)
    return type_columns(Table("one.csv", path, len(cells), 1, (header,) if header else None))[0].kind


HITS = [(word, column) for word, kind in kinds().items() for column in kind.hits]
MISSES = [(word, column) for word, kind in kinds().items() for column in kind.misses]


@pytest.mark.parametrize(("word", "column"), HITS)
def test_a_kind_hits_its_hits_and_no_other_kind_takes_them(word: str, column: Column, tmp_path: Path) -> None:
    assert kind_of(column, tmp_path) == word


@pytest.mark.parametrize(("word", "column"), MISSES)
def test_a_kind_misses_its_misses(word: str, column: Column, tmp_path: Path) -> None:
    assert kind_of(column, tmp_path) != word


def test_every_kind_word_has_its_file_and_no_file_is_without_a_word() -> None:
    assert set(kinds()) == set(KIND_WORDS)


def test_every_kind_has_a_line_in_the_manual() -> None:
    manual = Path(__file__).parents[2] / "docs" / "manual" / "kinds.md"
    assert [word for word in KIND_WORDS if f"| `{word}` |" not in manual.read_text(encoding="utf-8")] == []


def test_many_labels_are_known_and_no_strong_label_means_two_kinds() -> None:
    assert len(header_words()) > 500
    strong = [text for kind in kinds().values() for text in set(kind.headers)]
    assert sorted({text for text in strong if strong.count(text) > 1}) == []


def test_labels_for_people_are_japanese_and_english() -> None:
    assert label("phone", "ja") == "電話番号" and label("phone", "en") == "telephone number"
    assert all(kind.ja and kind.en for kind in kinds().values())


@pytest.mark.parametrize(
    "text", ["氏名", "お客様電話番号", "cust_tel_no", "TEL1", "生年月日（西暦）", "jusho1", "users.email"]
)
def test_a_header_cell_is_recognised(text: str) -> None:
    assert is_header_word(text)


@pytest.mark.parametrize("text", ["佐藤花子", "090-1234-5678", "", "東京都港区芝公園1-2-3", "2024-01-01"])
def test_a_data_cell_is_no_header(text: str) -> None:
    assert not is_header_word(text)
