"""Invented notices of many kinds and years are read as they are meant."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.disclosures.read import read

_KINDS = ("companies", "cities", "schools_hospitals", "articles", "more")


@pytest.mark.parametrize("kind", _KINDS)
def test_the_invented_notices_are_read(corpus: ModuleType, measure: ModuleType, kind: str) -> None:
    pairs = []
    for name, marked in corpus.notices(kind):
        text, gold = corpus.gold(name, marked)
        pairs.append((gold, read(text, name).to_json()))
    found = measure.scores(pairs)
    assert sum(found.values()) / len(found) >= 0.85, found
    assert [measure.polarity_errors(*pair) for pair in pairs] == [[]] * len(pairs)


def test_generated_notices_are_read(corpus: ModuleType, generator: ModuleType, measure: ModuleType) -> None:
    pairs = []
    for seed in range(5000, 5060):
        text, gold = corpus.gold(f"g{seed}", generator.notice(seed))
        pairs.append((gold, read(text, f"g{seed}").to_json()))
    found = measure.scores(pairs)
    assert min(found.values()) >= 0.9, found
    assert not any(measure.polarity_errors(*pair) for pair in pairs)


def test_a_page_that_reports_nothing_gives_nothing(corpus: ModuleType) -> None:
    taken = [name for name, marked in corpus.notices("none") if read(corpus.gold(name, marked)[0], name).incidents]
    assert taken == []


@pytest.mark.parametrize("kind", (*_KINDS, "none"))
def test_every_quote_stands_in_the_page(corpus: ModuleType, measure: ModuleType, kind: str) -> None:
    for name, marked in corpus.notices(kind):
        text, _ = corpus.gold(name, marked)
        for quote, offset in measure.quotes(read(text, name).to_json()):
            assert quote and text[offset : offset + len(quote)] == quote


def test_the_same_page_reads_the_same_twice(corpus: ModuleType) -> None:
    for name, marked in corpus.notices("articles"):
        text, _ = corpus.gold(name, marked)
        assert read(text, name) == read(text, name)


_WORDS = st.sampled_from(
    [
        "個人情報",
        "漏えい",
        "しました",
        "。",
        "\n",
        "株式会社",
        "ミナモ",
        "2023年5月12日",
        "120人",
        "約",
        "の",
        "氏名",
        "、",
        "住所",
        "は",
        "含まれておりません",
        "が",
        "不正アクセス",
        "判明",
        "(",
        ")",
        "第2報",
        "電話",
        "03-0000-0000",
        "■",
        "1.",
        "㈱",
        "ﾊﾞ",
        "\u3000",
        "同日",
        "訂正前:",
        "委託先",
    ]
)


@given(st.lists(_WORDS, max_size=60))
def test_no_page_breaks_the_reader_and_no_quote_is_invented(words: list[str]) -> None:
    text = "".join(words)
    for incident in read(text, "any").incidents:
        for _, quote in incident.facts():
            assert text[quote.offset : quote.offset + len(quote.text)] == quote.text


def test_a_misprinted_year_is_mended_and_kept_as_written() -> None:
    text = (
        "個人情報の漏えいについて 2003年7月19日\n瑞川市\n令和5年度の教室の案内を、7月18日(火)に誤って送信"
        "し、個人情報が漏えいしました。\n7月19日(水)に判明しました。\n"
    )
    published = read(text, "slip").incidents[0].disclosure
    assert published is not None
    assert (published.date, published.as_written) == ("2023-07-19", "2003-07-19")


def test_a_retracted_day_is_a_correction_and_no_detection() -> None:
    text = (
        "個人情報の漏えいについて(第2報)\n2021年6月10日\n瑞川市\n申込フォームの設定に誤りがあり、個人"
        "情報が閲覧できる状態でした。\n"
        "○事案を認知した日\n当初公表内容:6月4日の市民からの電話\n今回公表内容:6月1日の申込者からのメール\n"
    )
    incident = read(text, "second").incidents[0]
    assert incident.detection is not None and incident.detection.date == "2021-06-01"
    assert [(one.before, one.after) for one in incident.corrections] == [
        ("2021-06-04 市民からの電話", "2021-06-01 申込者からのメール")
    ]
    assert "2021-06-04" not in {one.date for one in incident.timeline}


def test_people_and_records_are_two_facts() -> None:
    text = "情報流出のお詫び\n2020年5月1日\n株式会社ミナモ\n会員120名、150件の個人情報が流出しました。"
    counts = {(one.value, one.unit) for one in read(text, "two").incidents[0].counts}
    assert counts == {(120, "名"), (150, "件")}


def test_a_negation_keeps_to_its_own_clause() -> None:
    text = (
        "情報流出のお詫び\n2020年5月1日\n株式会社ミナモ\n氏名と住所が流出しましたが、口座番号は含まれてお"
        "らず、電話番号は流出しました。"
    )
    incident = read(text, "clause").incidents[0]
    assert {one.name for one in incident.items} == {"氏名", "住所", "電話番号"}
    assert {one.name for one in incident.items_excluded} == {"口座番号"}


def test_json_names_the_fields_of_the_form() -> None:
    text = "情報流出のお詫び\n2020年5月1日\n株式会社ミナモ\n会員120名の氏名が流出しました。"
    written = read(text, "form").to_json()["incidents"]
    assert isinstance(written, list)
    assert {
        "id",
        "kind",
        "core",
        "span",
        "organisations",
        "disclosure",
        "detection",
        "timeline",
        "causes",
        "counts",
        "items",
    } <= set(written[0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", written[0]["disclosure"]["date"])


def test_a_notice_in_the_shape_of_our_own_template_is_read_back() -> None:
    text = (
        "2026年11月25日\n各位\n株式会社ミナモ旅行\n個人情報の漏えいのおそれに関するお詫びとお知らせ\n"
        "当社のサーバーが不正アクセスを受け、お客様の情報が漏えいしたおそれがあります。\n2. 経緯\n日 | 出来事\n"
        "2026年11月3日 | 不審な通信を検知\n2026年11月10日 | 個人情報保護委員会へ報告\n"
        "3. 対象となる方の人数\n679,154人\n"
        "4. 情報の項目\n項目\t人数\n氏名\t679,154人\n旅券番号\t9,154人\n"
        "含まれていない情報　クレジットカード番号、銀行口座\n"
        "9. お問い合わせ\n- 専用窓口 0120-000-411\n以上\n"
    )
    incident = read(text, "own").incidents[0]
    assert {one.value for one in incident.counts} == {679_154, 9_154}
    assert {one.name for one in incident.items} == {"氏名", "旅券番号"}
    assert {one.name for one in incident.items_excluded} == {"クレジットカード番号", "銀行口座"}
    assert {one.date for one in incident.timeline} == {"2026-11-03", "2026-11-10"}
    assert incident.disclosure is not None and incident.disclosure.date == "2026-11-25"
    assert [one.to for one in incident.reports] == ["個人情報保護委員会"]


def test_what_readers_are_told_not_to_give_away_did_not_leak() -> None:
    text = (
        "個人情報の漏えいに関するお知らせ\n2020年5月1日\n株式会社ミナモ\n会員120名の氏名が漏えいしました。\n"
        "リンクや添付ファイルを開かず、暗証番号や口座番号を伝えないでください。パスワードを教えないようお願いします。"
    )
    assert {one.name for one in read(text, "advice").incidents[0].items} == {"氏名"}


def test_a_residence_card_is_no_credit_card() -> None:
    text = "紛失のお詫び\n2020年5月1日\n北山市\n書類を紛失しました。"
    text += "氏名、在留カード番号、クレジットカード番号が記載されていました。"
    named = {one.name for one in read(text, "cards").incidents[0].items}
    assert named == {"氏名", "在留カード番号", "クレジットカード番号"}
