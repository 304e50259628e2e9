"""Dates in the wordings of the genre, resolved from the page alone."""

from __future__ import annotations

import pytest

from tenmatsu.disclosures.dates import Anchor, resolve, scan
from tenmatsu.disclosures.normal import fold

_PAGE = Anchor(2023, 7, 27)


def _isos(text: str, anchor: Anchor = _PAGE) -> list[str]:
    folded = fold(text).text
    return [moment.iso for moment in resolve(folded, scan(folded), anchor)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("令和5年7月 14 日に送信し、同月 18 日に判明", ["2023-07-14", "2023-07-18"]),
        ("平成30年12月14日(金)夜、翌15日朝", ["2018-12-14", "2018-12-15"]),
        ("令和元年12月6日", ["2019-12-06"]),
        ("R5.7.4", ["2023-07-04"]),
        ("2023/07/05(水)~7/8(土)", ["2023-07-05/2023-07-08"]),
        ("７月１９日、同日、翌日", ["2023-07-19", "2023-07-19", "2023-07-20"]),
        ("7月12日、13日の2日間", ["2023-07-12/2023-07-13"]),
        ("2022年12月28日から1月5日まで", ["2022-12-28/2023-01-05"]),
        ("2004年4月から6月、2006年6月", ["2004-04/2004-06", "2006-06"]),
        ("先月13日、昨年3月、おととし", ["2023-06-13", "2022-03", "2021"]),
        ("12月13日に受信", ["2022-12-13"]),
        ("個人情報の保護に関する法律(平成15年法律第57号)", []),
        ("3日間、10日以内、5日後", []),
        ("October 4, 2023 and 22 September 2023", ["2023-10-04", "2023-09-22"]),
        ("2014年8月から16年3月まで", ["2014-08/2016-03"]),
    ],
)
def test_a_date_resolves(text: str, wanted: list[str]) -> None:
    assert _isos(text) == wanted


def test_what_the_page_does_not_give_stays_x() -> None:
    assert _isos("7月25日に確認、14日に発表", Anchor()) == ["XXXX-07-25", "XXXX-XX-14"]


def test_an_impossible_date_is_none() -> None:
    assert _isos("13月45日、2023/14/99") == []
