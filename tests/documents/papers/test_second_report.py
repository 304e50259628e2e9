"""続報: what changed since what was issued, why, by which source; and which issued papers are now wrong."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tenmatsu.case.verbs.write import issue
from tenmatsu.documents.write import PaperError
from tenmatsu.errors import InputError

from .conftest import DAY, PERSONS, RECORDS, Desk, register_of_four


def tree(desk: Desk) -> dict[str, Any]:
    return json.loads(max(desk.folder.glob("papers/second-report-v*.json")).read_text("utf-8"))  # type: ignore[no-any-return]


def edited(path: Path, before: str, after: str) -> None:
    """A person's hand in Word: one text replaced in the body."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    body = parts["word/document.xml"].decode()
    assert before in body
    parts["word/document.xml"] = body.replace(before, after).encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


def test_records_told_as_persons_are_corrected_and_the_issued_notice_is_named(fax: Desk) -> None:
    fax.states(persons="7930000", supersedes="persons", note="件数を人数とした速報値")
    fax.writes("public-notice")
    issue(fax.folder, "public-notice-v1", day=DAY, by="mori")
    fax.states(persons="6788443", supersedes="7930000", note="件を人と数えていた")
    assert not fax.writes("second-report").refused
    (change,) = [one for one in tree(fax)["changes"] if one["said_in"]]
    assert (change["earlier"], change["now"], change["why"]) == ("7,930,000人", "6,788,443人", "件を人と数えていた")
    assert tree(fax)["wrong"] == ["公表文 版1"]
    assert "7,930,000人 →" in fax.text("second-report")


def test_a_register_computed_again_changes_the_figures(register: Callable[..., Desk]) -> None:
    desk = register()
    desk.writes("appi-report")
    issue(desk.folder, "appi-report-v1", day=DAY)
    register_of_four.write(desk.folder / "result", PERSONS, RECORDS, unread=0,
                           persons={"best": 4, "at_least": 4, "at_most": 4})  # fmt: skip
    desk.writes("second-report")
    (change,) = tree(desk)["changes"]
    assert (change["earlier"], change["now"]) == ("少なくとも3人、最大5人、推定4人", "4人")
    assert tree(desk)["wrong"] == ["漏えい等報告 版1"]


def test_nothing_changed_is_said(fax: Desk) -> None:
    fax.writes("public-notice")
    fax.writes("second-report")
    assert "変わった数と事実はありません" in fax.text("second-report")
    assert "最後の案と比べています" in fax.text("second-report")


def test_a_number_edited_by_hand_is_caught_before_it_is_issued(fax: Desk) -> None:
    fax.writes("public-notice")
    edited(fax.folder / "papers/public-notice-v1.docx", "1人", "3人")
    with pytest.raises(PaperError, match="3人"):
        issue(fax.folder, "public-notice-v1", day=DAY)
    assert not [row for row in fax.audits() if row["action"] == "paper issued"]


def test_words_edited_by_hand_are_issued_frozen_and_kept_with_their_hash(fax: Desk) -> None:
    fax.writes("public-notice")
    edited(fax.folder / "papers/public-notice-v1.docx", "深くお詫び", "心よりお詫び")
    files = issue(fax.folder, "public-notice-v1", day=DAY, by="mori")
    assert all(path.stat().st_mode & 0o777 == 0o400 for path in files)
    (row,) = [row for row in fax.audits() if row["action"] == "paper issued"]
    assert row["who"] == "mori" and len(row["details"]["files"]) == 2
    fax.writes("public-notice")
    assert "第2報" in fax.text("public-notice")


def test_a_paper_that_was_never_written_cannot_be_issued(fax: Desk) -> None:
    with pytest.raises(InputError, match="no such paper"):
        issue(fax.folder, "public-notice-v9", day=DAY)


def test_an_issued_paper_that_repeats_a_corrected_cause_is_named(fax: Desk) -> None:
    fax.writes("public-notice", "call-centre")
    issue(fax.folder, "public-notice-v1", day=DAY)
    fax.states(cause="番号の登録誤り", supersedes="ファクスの誤送信", note="調査の結果")
    fax.writes("second-report")
    assert tree(fax)["wrong"] == ["公表文 版1"]
