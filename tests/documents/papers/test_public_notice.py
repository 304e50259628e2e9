"""公表文: the register's numbers, the facts' words, what is unknown as unknown."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenmatsu.documents.paper import Line, Paper
from tenmatsu.documents.webpage import to_html

from .conftest import Desk


def test_it_says_the_number_as_an_interval_and_each_item_with_its_persons(register: Callable[..., Desk]) -> None:
    desk = register()
    assert not desk.writes("public-notice").refused
    text = desk.text("public-notice")
    assert "最大5人（少なくとも3人、最も確からしい推定4人）" in text
    assert "漏えいしました" in text
    for ending in (".docx", ".html"):
        assert "4人" in desk.text("public-notice", ending)


def test_unread_material_is_said_and_leaves_items_open(register: Callable[..., Desk]) -> None:
    desk = register(unread=2)
    desk.writes("public-notice")
    text = desk.text("public-notice")
    assert "読み取れていない資料が2点あり" in text
    assert "このほかの項目が含まれていたかどうかは、調査中です" in text


def test_what_nobody_has_said_is_under_investigation(fax: Desk) -> None:
    fax.writes("public-notice")
    text = fax.text("public-notice")
    assert "二次被害の有無は、調査中です。" in text
    assert "1人" in text
    assert "含まれていない情報" not in text


def test_items_not_included_are_told_only_when_a_fact_says_so(fax: Desk) -> None:
    fax.states(items_not_included="クレジットカード番号")
    fax.writes("public-notice")
    assert "含まれていない情報　クレジットカード番号" in fax.text("public-notice")


def test_records_told_as_persons_stop_the_paper_and_name_the_fact(register: Callable[..., Desk]) -> None:
    desk = register()
    desk.states(course_of_events="約793万人分の情報が閲覧された。")
    found = desk.writes("public-notice")
    assert "約793万人" in found.refused["public-notice"]
    assert "course_of_events" in found.refused["public-notice"]
    assert not list(desk.folder.glob("papers/*"))


def test_a_denial_without_its_day_stops_the_paper(fax: Desk) -> None:
    fax.states(secondary_harm="二次被害は確認されていません。")
    assert "denial" in fax.writes("public-notice").refused["public-notice"]


def test_a_fact_that_contradicts_the_register_must_be_settled_first(register: Callable[..., Desk]) -> None:
    import pytest

    from tenmatsu.errors import CaseError

    desk = register()
    desk.states(persons="7930000")
    with pytest.raises(CaseError, match="no paper can say both"):
        desk.writes("public-notice")
    desk.states(persons="3..5", supersedes="7930000", note="件を人と数えていた")
    desk.writes("public-notice")
    assert "本人の数：7,930,000人 → 3人以上5人以下（理由　件を人と数えていた）" in desk.text("public-notice")


def test_versions_count_up_private_and_in_the_ledger_with_their_hashes(fax: Desk) -> None:
    import hashlib

    for version in (1, 2, 3):
        (paper,) = fax.writes("public-notice").written
        assert paper.version == version
    rows = [row["details"] for row in fax.audits() if row["action"] == "paper written"]
    assert [row["version"] for row in rows] == [1, 2, 3]
    for row in rows:
        for name, told in row["files"].items():
            path = fax.folder / "papers" / name
            assert hashlib.sha256(path.read_bytes()).hexdigest() == told
            assert path.stat().st_mode & 0o777 == 0o600
    assert (fax.folder / "papers").stat().st_mode & 0o777 == 0o700
    fax.states(published="2026-11-25")
    fax.writes("public-notice")
    assert "第2報" in fax.text("public-notice")


def test_the_same_case_gives_the_same_bytes_but_for_its_version(fax: Desk) -> None:
    fax.writes("public-notice")
    first = zipfile.ZipFile(fax.folder / "papers/public-notice-v1.docx")
    fax.writes("public-notice")
    second = zipfile.ZipFile(fax.folder / "papers/public-notice-v2.docx")
    differ = [name for name in first.namelist() if first.read(name) != second.read(name)]
    assert differ == ["word/header1.xml"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_hostile_words_are_text_and_never_markup(text: str) -> None:
    page = to_html(Paper("x", "ja", text, "", (Line("text", f"<script>{text}"),))).decode()
    assert "<script" not in page


def test_a_hostile_fact_stays_text_in_word_and_html(fax: Desk) -> None:
    hostile = '<img src=x onerror=alert> {organisation} {{ 7*7 }} "&\x0b=cmd'
    fax.states(cause=hostile)
    fax.writes("public-notice")
    assert "{organisation}" in fax.text("public-notice")
    assert "<img" not in (fax.folder / "papers/public-notice-v1.html").read_text("utf-8")
