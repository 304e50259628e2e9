"""`check`: what a hand changed in a paper is found, in Word and in HTML, with both places named."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tenmatsu.case.verbs.check import Checked, check_papers
from tenmatsu.case.verbs.issue import issue, state
from tenmatsu.cli.main import main
from tenmatsu.errors import InputError

from .conftest import DAY, PERSONS, RECORDS, Desk, register_of_four

Register = Callable[..., Desk]


def edited(path: Path, before: str, after: str) -> None:
    """A person's hand: one text replaced, in the body of a Word file or in a page."""
    if path.suffix != ".docx":
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")
        return
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    body = parts["word/document.xml"].decode()
    assert before in body
    parts["word/document.xml"] = body.replace(before, after, 1).encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


def paper(desk: Desk, name: str) -> Path:
    return desk.folder / "papers" / name


def apart(desk: Desk, *files: Path) -> list[tuple[str, str]]:
    return [(one.said, one.instead) for one in check_papers(desk.folder, files).differences]


@pytest.fixture
def noticed(register: Register) -> Desk:
    """A case whose public notice and report are written."""
    desk = register()
    desk.states(occurred_on="2016-03-19", discovered="2016-05-13", cause_summary="標的型メールによる不正アクセス",
                contact_phone="0120-000-000", contact_department="お客様窓口")  # fmt: skip
    assert not desk.writes("public-notice", "appi-report").refused
    return desk


def test_all_papers_as_they_were_written_agree(register: Register) -> None:
    desk = register()
    assert not desk.writes().refused
    found = check_papers(desk.folder)
    assert (found.differences, len(found.files) > 15) == ((), True)


@pytest.mark.parametrize("ending", [".docx", ".html"])
@pytest.mark.parametrize(
    ("before", "after", "said", "instead"),
    [
        ("最大5人", "最大7人", "最大7人", "最大5人"),
        ("少なくとも3人", "少なくとも4人", "少なくとも4人", "少なくとも3人"),
        ("2016年5月13日", "2016年5月31日", "2016年5月31日", "2016年5月13日"),
        ("2016年5月13日", "2016年3月19日", "2016年3月19日", "2016年5月13日"),
        ("旅券番号", "クレジットカード番号", "クレジットカード番号", "旅券番号"),
        ("旅券番号", "診療情報", "診療情報", "旅券番号"),
        ("株式会社見本", "株式会社手本", "株式会社手本", "株式会社見本"),
        ("0120-000-000", "0120-000-001", "001", "000"),
        ("漏えいしました", "漏えいした可能性があります", "可能性", "漏えいしま"),
    ],
)
def test_a_value_changed_by_hand_is_found(
    noticed: Desk, ending: str, before: str, after: str, said: str, instead: str
) -> None:
    edited(paper(noticed, f"public-notice-v1{ending}"), before, after)
    found = check_papers(noticed.folder).differences
    assert (said, instead) in [(one.said, one.instead) for one in found]
    assert all(one.file == f"papers/public-notice-v1{ending}" and one.source for one in found)


def test_both_places_are_named(noticed: Desk) -> None:
    edited(paper(noticed, "public-notice-v1.docx"), "最大5人", "最大7人")
    (one, *_) = check_papers(noticed.folder).differences
    assert "最大7人（少なくとも3人" in one.sentence
    assert one.source == "result/summary.json"
    edited(paper(noticed, "public-notice-v1.html"), "2016年5月13日", "2016年6月14日")
    dated = next(one for one in check_papers(noticed.folder).differences if one.file.endswith(".html"))
    assert "meeting of 2026-11-24" in dated.source


@pytest.mark.parametrize(
    "sentence",
    [
        "個人情報の漏えいはありません。",
        "二次被害は発生しておりません。",
        "2026年11月25日現在、二次被害は確認されていません。",
        "流出していません。",
        "なお、パスワードは含まれていません。",
        "対象者は7,930,000人です。",
        "2026年12月24日に公表しました。",
        "株式会社架空へ委託していました。",
    ],
)
@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_a_sentence_put_in_that_no_fact_bears_is_found(noticed: Desk, ending: str, sentence: str) -> None:
    path = paper(noticed, f"public-notice-v1{ending}")
    before = {".docx": "<w:p><w:pPr><w:jc", ".html": "</body>"}[ending]
    put = {".docx": f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>{before}", ".html": f"{sentence}</body>"}[ending]
    edited(path, before, put)
    assert apart(noticed)


def test_two_numbers_of_a_table_that_changed_places_are_found(noticed: Desk) -> None:
    page = paper(noticed, "public-notice-v1.html")
    text = page.read_text("utf-8")
    rows = re.findall(r"<tr><td>[^<]*</td><td>\d人</td></tr>", text)
    first, last = rows[0], rows[-1]
    one, other = (re.search(r"\d人", row)[0] for row in (first, last))  # type: ignore[index]  # each row has one
    assert one != other
    page.write_text(text.replace(first, first.replace(one, other)).replace(last, last.replace(other, one)), "utf-8")
    assert (other, one) in apart(noticed)


def test_an_item_taken_out_of_a_table_is_found(noticed: Desk) -> None:
    page = paper(noticed, "public-notice-v1.html")
    page.write_text(re.sub(r"<tr><td>旅券番号</td><td>\d人</td></tr>", "", page.read_text("utf-8"), count=1), "utf-8")
    assert ("", "旅券番号") in apart(noticed)


@pytest.mark.parametrize(("before", "after"), [("深くお詫び", "心よりお詫び"), ("お知らせ", "ご報告"), ("記", "記")])
def test_other_words_are_free(noticed: Desk, before: str, after: str) -> None:
    edited(paper(noticed, "public-notice-v1.docx"), before, after)
    assert apart(noticed) == []


def test_a_number_that_word_split_into_runs_and_a_deletion_that_it_keeps_are_read_as_they_stand(noticed: Desk) -> None:
    gone = "<w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
    split = f"最大</w:t></w:r>{gone}<w:ins><w:r><w:t>9</w:t></w:r></w:ins><w:r><w:t>人"
    edited(paper(noticed, "public-notice-v1.docx"), "最大5人", split)
    assert ("最大9人", "最大5人") in apart(noticed)


def test_a_leaf_of_the_report_in_json_is_found(noticed: Desk) -> None:
    path = paper(noticed, "appi-report-v1.json")
    tree = json.loads(path.read_text("utf-8"))
    tree["persons"]["at_most"] = 6
    path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    assert apart(noticed) == [("6", "5")]


def test_a_row_of_a_list_is_named_by_its_place_and_never_by_its_value(register: Register) -> None:
    desk = register()
    desk.writes("person-notice")
    letters = paper(desk, "person-notice-v1/letters.csv")
    edited(letters, "試験", "別人")
    (one,) = check_papers(desk.folder).differences
    assert "line 2" in one.sentence and "name" in one.sentence
    assert not any("試験" in str(part) or "別人" in str(part) for part in (one.sentence, one.said, one.instead))


def test_a_partner_s_letter_is_checked_like_every_paper(register: Register) -> None:
    desk = register()
    desk.writes("partner-notice")
    letter = next(paper(desk, "partner-notice-v1").glob("*甲社*/notice.docx"))
    edited(letter, "2人", "3人")
    assert ("3人", "2人") in apart(desk)


def test_a_register_computed_again_makes_drafts_differ(noticed: Desk) -> None:
    register_of_four.write(noticed.folder / "result", PERSONS, RECORDS, unread=0, segments={},
                           persons={"best": 4, "at_least": 4, "at_most": 4})  # fmt: skip
    assert any("最大5人" in said and "4人" in instead for said, instead in apart(noticed))


def test_a_file_that_came_back_under_another_name_is_checked_against_its_paper(noticed: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "最終版_公表用.docx"
    copy.write_bytes(paper(noticed, "public-notice-v1.docx").read_bytes())
    assert apart(noticed, copy) == []
    edited(copy, "最大5人", "最大7人")
    assert ("最大7人", "最大5人") in apart(noticed, copy)


def test_a_draft_that_was_replaced_is_not_held_against_the_case(noticed: Desk) -> None:
    noticed.states(discovered="2016-05-14", supersedes="2016-05-13", note="記録の確認")
    assert apart(noticed)
    assert not noticed.writes("public-notice", "appi-report").refused
    assert "2016年5月13日 → 2016年5月14日" in noticed.text("public-notice")
    assert apart(noticed) == []


def test_what_was_issued_is_frozen_copied_and_told_when_altered(noticed: Desk) -> None:
    issue(noticed.folder, "public-notice-v1", day=DAY, by="mori", to="自社サイト")
    copy = noticed.folder / "issued/public-notice-v1/public-notice-v1.docx"
    assert copy.stat().st_mode & 0o777 == 0o400
    with pytest.raises(InputError, match="issued before"):
        issue(noticed.folder, "public-notice-v1", day=DAY)
    assert apart(noticed) == []
    path = paper(noticed, "public-notice-v1.docx")
    path.chmod(0o600)
    edited(path, "最大5人", "最大7人")
    found = check_papers(noticed.folder).differences
    assert any("altered after it was issued" in one.why for one in found)
    assert ("最大7人", "最大5人") in [(one.said, one.instead) for one in found]


def test_what_was_issued_and_is_now_wrong_is_told(fax: Desk) -> None:
    fax.writes("public-notice")
    issue(fax.folder, "public-notice-v1", day=DAY)
    fax.states(published="2026-11-25")
    assert apart(fax) == []
    fax.states(persons="2", supersedes="1", note="同封の一枚に別の人")
    found = check_papers(fax.folder).differences
    assert any((one.said, one.instead) == ("1人", "2人") and "now wrong" in one.why for one in found)


def test_a_statement_issued_elsewhere_leads_to_a_second_report_that_writes_itself(fax: Desk) -> None:
    fax.states(persons="6788443", supersedes="persons", note="重複を除いた")
    fax.states(records="7930000")
    state(fax.folder, "約793万人のお客様の情報が流出した可能性があります。", day=DAY, to="記者会見")
    assert any(one[1] == "6,788,443人" for one in apart(fax))
    assert not fax.writes("second-report").refused
    text = fax.text("second-report")
    assert "7,930,000人 →" in text and "6,788,443人" in text and "発信済みの記載 版1" in text
    assert "重複を除いた" in text


def test_records_that_were_told_as_persons_are_the_reason_where_no_fact_gives_one(register: Register) -> None:
    desk = register()
    state(desk.folder, "5人のお客様の情報が流出しました。", day=DAY)
    assert not desk.writes("second-report").refused
    assert "記録の件数（5件）を人数として数えていた" in desk.text("second-report")


def test_the_exit_code_tells_a_script(noticed: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(noticed.folder)]) == 0
    edited(paper(noticed, "public-notice-v1.docx"), "最大5人", "最大7人")
    assert main(["check", str(noticed.folder), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "最大7人" in out and "最大5人" in out and "result/summary.json" in out


def test_the_command_issues_a_paper_and_refuses_two_things_at_once(noticed: Desk) -> None:
    assert main(["issue", str(noticed.folder), "public-notice-v1", "--to", "site", "--on", "2026-11-25"]) == 0
    assert main(["issue", str(noticed.folder), "public-notice-v1", "--statement", "793万人"]) == 2
    assert main(["issue", str(noticed.folder), "--statement", "793万人"]) == 0


def test_nothing_stays_behind(noticed: Desk) -> None:
    found: Checked = check_papers(noticed.folder)
    assert found.files and not list(noticed.folder.glob("papers/.*"))
