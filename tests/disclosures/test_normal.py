"""Folding keeps a way back to the original, and numbers read as they are meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.disclosures.normal import fold, number

_TEXT = st.text(st.sampled_from(list("２０２３ 年7月１４日ﾊﾞﾊﾟ㈱約16,000人分\n　―−〜①がア氏名、。(）\r\t")), max_size=80)


@given(_TEXT)
def test_every_stretch_of_folded_text_quotes_the_original(text: str) -> None:
    folded = fold(text)
    for start in range(0, len(folded.text), 3):
        quote = folded.quote(start, min(len(folded.text), start + 7))
        assert text[quote.offset : quote.offset + len(quote.text)] == quote.text


@given(_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("793万", 7_930_000), ("2万2000", 22_000), ("1,153", 1153), ("一億二千万", 120_000_000),
        ("四十二", 42),
        ("1.5万", 15_000), ("三百", 300), ("1億2,345万6千", 123_456_000), ("二〇二三", 2023),
        ("46万517", 460_517), ("", None),
    ],
)  # fmt: skip
def test_a_number_reads_as_it_is_meant(written: str, meant: int | None) -> None:
    assert number(written) == meant


def test_blanks_inside_dates_and_figures_are_taken_out_and_quoted_back() -> None:
    text = "2023 年7月 14 日、約 16,000 人分"
    folded = fold(text)
    assert folded.text == "2023年7月14日、約16,000人分"
    assert folded.quote(0, 10).text == "2023 年7月 14 日"


def test_lines_broken_in_mid_sentence_are_joined() -> None:
    line = "当社のサーバーが第三者による不正アクセスを受けていたことを確認しましたので、"
    text = "\n".join((line, line, line, "以上のとおりお知らせいたします。", "2023年5月1日"))
    assert "、当社のサーバー" in fold(text).text
