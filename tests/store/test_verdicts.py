"""Verdicts from a spreadsheet, in English or Japanese words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenmatsu.errors import InputError
from tenmatsu.model import Decision, Verdict
from tenmatsu.store.verdicts import read_verdicts

NOW = datetime(2016, 6, 1, tzinfo=UTC)


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "verdicts.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_english_and_japanese_words_say_the_same(tmp_path: Path) -> None:
    english = written(
        tmp_path, "left,right,verdict,by,note\na#row=1,a#row=2,same,mori,\na#row=1,a#row=3,Different,mori,twins\n"
    )
    said = read_verdicts(english, when=NOW)
    japanese = written(
        tmp_path, "左,右,判断,判断者,備考\na#row=1,a#row=2,同じ,mori,\na#row=1,a#row=3,別,mori,twins\n", "cp932"
    )
    assert read_verdicts(japanese, when=NOW) == said == [
        Decision("a#row=1", "a#row=2", Verdict.SAME, "mori", NOW),
        Decision("a#row=1", "a#row=3", Verdict.DIFFERENT, "mori", NOW, "twins"),
    ]  # fmt: skip


def test_a_review_list_half_filled_in_gives_what_is_filled_in(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffreason,left,right,verdict\r\nx,a#row=1,a#row=2,\r\nx,a#row=1,a#row=3,不明\r\n")
    assert read_verdicts(path, by="mori", when=NOW) == [Decision("a#row=1", "a#row=3", Verdict.UNSURE, "mori", NOW)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("left,verdict\n", "line 1: no column right"),
        ("", "line 1: no column left, right, verdict"),
        ("left,right,verdict,by\na#row=1,a#row=2,same,m\na#row=1,a#row=3,perhaps,m\n", "line 3: unknown verdict"),
        (
            'left,right,verdict,by,note\na#row=1,a#row=2,same,m,"x\ny"\na#row=1,17,same,m\n',
            "line 4: right names no record",
        ),
        ("left,right,verdict,by\na#row=1,a#row=1,same,m\n", "line 2: left and right are the same"),
        ("left,right,verdict\na#row=1,a#row=2,same\n", "line 2: nobody is named"),
        ('left,right,verdict\na#row=1,"a#row=2,same\n', "not well-formed CSV"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_verdicts(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_verdicts(tmp_path / "gone.csv")
