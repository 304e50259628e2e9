"""Tellings of one incident: joined, cited, and conflicts without false alarms."""

from __future__ import annotations

import json

from tenmatsu.disclosures.compare import Joined, compare
from tenmatsu.disclosures.read import read

NOTICE = (
    "不正アクセスに関するお詫び\n2021年3月18日\n株式会社ミナモ食品\n当社は3月11日に不正アクセスを検知しました。会員12,480人分の氏名、住所が流出したおそれがあります。"
    "パスポート番号は含まれておりません。\n"
)
ARTICLE = (
    "ミナモ食品、約1万2000人の情報流出か\n2021年3月19日\nミナモ食品は3月18日、不正アクセスにより会員約1万2000人分の氏名、住所、パスポート番号が流出したおそれがあると発表した。"
    "3月11日に検知した。\n"
)
OTHER = "名簿の紛失について\n2021年3月20日\n瑞川市\n市民30人の名簿を紛失しました。3月15日に判明しました。\n"


def _joined(*texts: str) -> Joined:
    found = compare([read(text, f"doc{number}") for number, text in enumerate(texts)])
    return found.incidents[0]


def test_the_same_incident_is_joined_and_another_is_left_alone() -> None:
    found = compare([read(NOTICE, "notice"), read(ARTICLE, "article"), read(OTHER, "other")])
    assert [one.docs for one in found.incidents] == [("notice", "article")]
    assert found.alone == (("other", "瑞川市"),)


def test_a_rounded_figure_is_no_contradiction() -> None:
    statuses = {(one.field, one.status) for one in _joined(NOTICE, ARTICLE).claims}
    assert ("counts", "rounding") in statuses and ("counts", "contradict") not in statuses


def test_exposed_here_and_not_exposed_there_is_a_contradiction_with_both_quotes() -> None:
    (conflict,) = _joined(NOTICE, ARTICLE).conflicts()
    assert conflict.subject == "パスポート番号"
    assert {(said.doc, said.value) for said in conflict.said} == {("doc0", "not exposed"), ("doc1", "exposed")}


def test_two_exact_totals_contradict() -> None:
    conflicts = _joined(NOTICE, ARTICLE.replace("約1万2000人", "9,310人")).conflicts()
    assert "counts" in {one.field for one in conflicts}


def test_a_later_report_supersedes_the_earlier_figure() -> None:
    second = NOTICE.replace("お詫び", "お詫び(第2報)", 1).replace("3月18日", "4月2日", 1).replace("12,480", "31,905")
    claims = _joined(NOTICE, second).claims
    assert [(one.status, one.by) for one in claims if one.field == "counts"] == [("superseded", "doc1")]


def test_a_copy_is_told_from_an_independent_text() -> None:
    assert [one.kind for one in _joined(NOTICE, NOTICE + "(転載)").relations] == ["copied"]
    assert [one.kind for one in _joined(NOTICE, ARTICLE).relations] == ["independent"]


def test_the_merged_timeline_is_in_order_and_cited() -> None:
    timeline = _joined(NOTICE, ARTICLE).timeline
    assert [one.date for one in timeline] == sorted(one.date for one in timeline)
    assert {said.doc for event in timeline if event.date == "2021-03-11" for said in event.said} == {"doc0", "doc1"}


def test_the_comparison_is_plain_json() -> None:
    json.dumps(compare([read(NOTICE, "a"), read(ARTICLE, "b")]).to_json())
