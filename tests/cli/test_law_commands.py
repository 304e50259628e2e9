"""The doors `duties`, `fact` and `law`, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tenmatsu.cli.commands._flow import fold
from tenmatsu.cli.main import main

CASE = """
[case]
title = "ファクスの誤送信"
organisation = "例示医院"
sector = "医療"
as_of = 2026-11-20

[[fact]]
name = "known"
value = "2026-10-24 医事課"
source = "受信先からの電話"
by = "医事課長"
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case.toml").write_text(CASE, "utf-8")
    return tmp_path


def said(case: Path, *statements: str, extra: tuple[str, ...] = ()) -> int:
    return main(["fact", str(case), *statements, "--source", "申告書", "--by", "森", *extra])


def test_from_facts_to_a_due_date(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(case, "persons=1", "data_items=氏名;診療情報", "improper_purpose=no", "residents_abroad=no") == 0
    assert main(["duties", str(case), "--on", "2026-11-20", "--lang", "ja"]) == 0
    shown = capsys.readouterr().out
    assert "期限 2026-11-24（火）  あと4日" in shown
    assert "2026-11-23（月）は勤労感謝の日" in shown.replace("\n", "").replace(" ", "")
    assert "[法定・日数は目安]" in shown and "[法定の期限]" in shown
    assert "→ 個人情報保護委員会" in shown


def test_a_year_names_the_rules_of_its_time(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(case, "persons=3", "improper_purpose=suspected", "to_be_personal_data=yes", "personal_data=no")
    for year, day, owed in (("2016", "2016-12-31", []), ("2022", "2022-12-31", []), ("2024", "2024-12-31", ["yes"])):
        capsys.readouterr()
        assert main(["duties", str(case), "--on", "2026-11-20", "--rules-of", year, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        answers = [one["answer"] for one in told["duties"] if one["name"] == "final_report" and one["answer"] == "yes"]
        assert (told["rules_of"], answers) == (day, owed), year
    assert main(["duties", str(case), "--rules-of", "16"]) == 2
    assert "name a year or a day" in capsys.readouterr().err


def test_the_day_of_discovery_stands_for_an_unrecorded_day_of_knowing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "case.toml").write_text(CASE.replace('"known"', '"discovered"').replace(" 医事課", ""), "utf-8")
    said(tmp_path, "persons=1", "data_items=氏名;診療情報", "improper_purpose=no")
    capsys.readouterr()
    assert main(["duties", str(tmp_path), "--on", "2026-11-20", "--lang", "ja"]) == 0
    shown = capsys.readouterr().out
    assert "知った日の記録がない：発覚日を候補とする" in shown
    assert "期限 2026-11-24（火）" in shown
    said(tmp_path, "known=2026-10-26 広報")
    capsys.readouterr()
    main(["duties", str(tmp_path), "--on", "2026-11-20", "--lang", "ja"])
    shown = capsys.readouterr().out
    assert "発覚日を候補とする" not in shown and "期限 2026-11-24（火）" in shown


def test_a_situation_that_may_be_met_as_well_is_told(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(case, "persons=3000", "data_items=氏名;石の形", "improper_purpose=no")
    capsys.readouterr()
    main(["duties", str(case), "--on", "2026-11-20", "--lang", "ja"])
    shown = capsys.readouterr().out
    assert "4号 個人データに係る本人の数が千人を超える" in shown
    assert "1号に当たるかは未確定" in shown and "3号に当たるかは未確定" not in shown


def test_the_answer_as_json_holds_the_chain_of_facts(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(case, "persons=1", "data_items=氏名;診療情報", "improper_purpose=no")
    capsys.readouterr()
    assert main(["duties", str(case), "--on", "2026-11-20", "--json"]) == 0
    duties = json.loads(capsys.readouterr().out)["duties"]
    (final,) = [one for one in duties if one["rule"] == "jp_appi_26" and one["name"] == "final_report"]
    assert (final["answer"], final["due"], final["mark"]) == ("yes", "2026-11-24", "S")
    assert {"data_items"} <= {one["fact"]["name"] for one in final["because"] if one["fact"]}


def test_a_fact_is_appended_and_a_later_one_supersedes_it_with_a_reason(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(case, "persons=7930000")
    assert said(case, "persons=6788443", extra=("--supersedes", "7930000")) == 2
    assert "without saying why" in capsys.readouterr().err
    assert said(case, "persons=6788443", extra=("--supersedes", "7930000", "--note", "件を人と数えた")) == 0
    capsys.readouterr()
    assert main(["fact", str(case), "--json"]) == 0
    listed = [(one["value"], one["live"]) for one in json.loads(capsys.readouterr().out) if one["name"] == "persons"]
    assert listed == [("7930000", False), ("6788443", True)]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("person=5", "did you mean persons"),
        ("persons=five", "300..5000"),
        ("improper_purpose=perhaps", "yes, no, suspected, unknown"),
        ("persons", "name=value"),
        ("obligor=nobody", "private, entrustor, entrustee, public_body"),
    ],
)
def test_a_wrong_fact_is_one_sentence_with_what_is_allowed(
    case: Path, capsys: pytest.CaptureFixture[str], statement: str, words: str
) -> None:
    assert said(case, statement) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "five" not in told and "perhaps" not in told
    assert not (case / "ledger.db").exists()


def test_a_fact_needs_a_source_and_a_name(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fact", str(case), "persons=5", "--by", "森"]) == 2
    assert "--source" in capsys.readouterr().err


def test_a_folder_that_is_no_case_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duties", str(tmp_path)]) == 2
    assert "no case.toml" in capsys.readouterr().err


def test_the_names_of_facts_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fact", "--names", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["persons"]["type"] == "count"


def test_examples_are_tried_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "- {id: A, given: {regime: jp_appi_26, known: 2026-09-01, persons: 1001}, expect: {owed: 'yes'}}\n"
        "- {id: B, given: {regime: jp_appi_26, known: 2026-09-01, persons: 1000}, expect: {owed: 'yes'}}\n",
        "utf-8",
    )
    assert main(["law", "try", str(path), "--lang", "en"]) == 1
    first, second, total = capsys.readouterr().out.splitlines()
    assert first == "A  jp_appi_26  ok"
    assert second == "B  jp_appi_26  owed: expected yes, got no"
    assert total == "2 examples, 1 differ"


def test_a_rule_is_read_back_with_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "jp_appi_26", "--lang", "ja"]) == 0
    shown = capsys.readouterr().out
    assert "https://laws.e-gov.go.jp/law/428M60020000003" in shown.replace("\n", "").replace(" ", "")
    assert "令和8年改正法" in shown
    assert main(["law", "--json"]) == 0
    assert "jp_appi_26" in {one["id"] for one in json.loads(capsys.readouterr().out)}


def test_what_a_case_says_cannot_steer_the_terminal(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(case, "course_of_events=\x1b[2Jgone\x1b]0;title\x07") == 0
    assert main(["fact", str(case), "known=2026-10-24 \x1b[31mred", "--source", "\x1b[1m", "--by", "\u202eirom"]) == 0
    for lang in ("ja", "en"):
        assert main(["duties", str(case), "--lang", lang, "--all", "--on", "2026-11-20"]) == 0
        assert main(["fact", str(case), "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown and "\u202e" not in shown and "\x07" not in shown


@given(st.text(st.sampled_from("あ漢（、。）ー「」 aB3-/.,"), max_size=80), st.integers(8, 30))
def test_folded_japanese_keeps_every_sign_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = list(fold(text, width))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


def test_a_line_does_not_begin_with_closing_punctuation() -> None:
    assert list(fold("期限は翌開庁日です。", 18)) == ["期限は翌開庁日で", "す。"]


def test_an_address_moves_to_the_next_line_whole() -> None:
    assert list(fold("根拠 https://example.jp/law", 24)) == ["根拠", "https://example.jp/law"]
