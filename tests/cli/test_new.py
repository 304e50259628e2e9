"""`tenmatsu new`: from nothing to the clocks of a one-person accident, by answering questions."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tenmatsu.cli.main import main
from tenmatsu.law.questions import Question, questions
from tenmatsu.law.vocabulary import read_value
from tenmatsu.store.ledger import Ledger

FAX = [
    "例示医院", "森", "3", "1", "医療", "2026-10-24T16:40+09:00 医事課", "2026-10-24", "受信先", "1",
    "氏名;診療情報", "no", "no", "no", "一枚のファクスを誤った番号に送った", "", "電話で謝罪した", "", "", "", "", "",
]  # fmt: skip


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_misdirected_fax_from_nothing_to_its_clocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, *FAX)
    assert main(["new", str(tmp_path / "fax"), "--json"]) == 0
    duties = json.loads(capsys.readouterr().out)["duties"]
    owed = {one["name"]: one["due"] for one in duties if one["rule"] == "jp_appi_26" and one["answer"] == "yes"}
    assert owed["final_report"] == "2026-11-24"
    assert {"preliminary_report", "notice_to_person"} <= set(owed)
    with Ledger(tmp_path / "fax") as ledger:
        told = {one.name: (one.value, one.by) for one in ledger.facts()}
    assert told["improper_purpose"] == ("no", "森")
    assert told["subject_response"] == ("電話で謝罪した", "森")
    assert 'organisation = "例示医院"' in (tmp_path / "fax" / "case.toml").read_text("utf-8")


def test_an_answer_that_cannot_be_read_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [*FAX]
    lines[5:6] = ["", "yesterday", lines[5]]
    answer(monkeypatch, *lines)
    assert main(["new", str(tmp_path / "fax"), "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert "this one is needed" in told.err
    assert "a moment is written 2026-09-01" in told.err
    assert "due Tue 2026-11-24" in told.out


def test_stopping_before_the_end_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, *FAX[:6])
    assert main(["new", str(tmp_path / "fax")]) == 2
    assert not (tmp_path / "fax").exists()


def test_a_case_that_is_there_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case.toml").write_text("[case]\n")
    assert main(["new", str(tmp_path)]) == 2
    assert "there is a case in this folder already" in capsys.readouterr().err


def test_skipping_everything_that_may_be_skipped_frees_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, "例示商店", "森", "", "", "", "2026-10-24", *[""] * 30)
    assert main(["new", str(tmp_path / "shop"), "--json"]) == 0
    duties = json.loads(capsys.readouterr().out)["duties"]
    answers = {one["name"]: one["answer"] for one in duties if one["rule"] == "jp_appi_26"}
    assert answers["final_report"] == "unknown"


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.id)
def test_every_question_states_facts_of_the_vocabulary(question: Question) -> None:
    for option in question.option:
        for name, value in option.facts.items():
            read_value(name, value)
    assert bool(question.fact) != bool(question.option)
