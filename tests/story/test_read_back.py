"""Our own public notice, read as a stranger reads it: every number, item and day is what it was written from."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tenmatsu import case
from tenmatsu.case.verbs.write import write
from tenmatsu.disclosures.facts import Incident
from tenmatsu.disclosures.read import read, read_file
from tenmatsu.documents.tallies import words_of
from tenmatsu.documents.words import WORDS
from tenmatsu.model import Fact
from tenmatsu.store.ledger import Ledger

from .folder import csv_bytes, make
from .test_small import FIRST, SECOND

DAY = date(2024, 6, 3)
COURSE = {
    "occurred_on": "2024-05-10",
    "discovered": "2024-05-17",
    "known": "2024-05-18",
    "reported": "2024-05-21",
    "persons_notified": "2024-05-31",
}


def _states(folder: Path, **facts: str) -> None:
    with Ledger(folder) as ledger:
        for minute, (name, value) in enumerate(facts.items()):
            when = datetime(2024, 6, 2, 9, minute, tzinfo=UTC)
            ledger.add_fact(Fact(name, value, "meeting of 2024-06-02", "mori", when))


def _published(folder: Path) -> dict[str, Incident]:
    """The notice as it lies on the disk, read back: by ending."""
    made = write(folder, ("public-notice",), day=DAY, by="mori")
    assert not made.refused
    found = {path.suffix: read_file(path).incidents for path in folder.glob("papers/public-notice-v1.*")}
    assert set(found) == {".docx", ".html"} and all(len(incidents) == 1 for incidents in found.values())
    return {ending: incidents[0] for ending, incidents in found.items()}


def _figures(incident: Incident) -> set[tuple[int, str]]:
    return {(one.value, one.unit) for one in (*incident.counts, *incident.figures)}


@pytest.fixture(scope="module")
def investigated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    files = {"evidence/a.csv": csv_bytes(FIRST, "cp932"), "evidence/b.csv": csv_bytes(SECOND)}
    folder = make(tmp_path_factory.mktemp("five") / "case", files)
    return folder, case.investigate(folder)


@pytest.mark.parametrize("certainty", ["confirmed", "possible"])
def test_a_notice_from_evidence_is_read_back_as_it_was_written(
    tmp_path: Path, investigated: tuple[Path, dict[str, Any]], certainty: str
) -> None:
    made, summary = investigated
    folder = Path(shutil.copytree(made, tmp_path / "case"))
    more = {"contact_phone": "0120-000-411", "items_not_included": "クレジットカード番号、パスワード"}
    _states(folder, event="leak", certainty=certainty, **COURSE, **more)
    counted = {summary["persons"]["best"], *(one["persons"] for one in summary["items"].values())}
    for incident in _published(folder).values():
        assert [one.name for one in incident.organisations] == ["架空商店"]
        assert incident.disclosure is not None and incident.disclosure.date == DAY.isoformat()
        assert incident.detection is not None and incident.detection.date == COURSE["discovered"]
        assert [one.date for one in incident.timeline] == list(COURSE.values())
        assert _figures(incident) == {(value, "人") for value in counted}
        assert {one.name for one in incident.items} == {
            "氏名", "氏名カナ", "生年月日", "性別", "メールアドレス", "電話番号", "郵便番号", "住所",
        }  # fmt: skip
        assert {one.name for one in incident.items_excluded} == {"クレジットカード番号", "パスワード"}
        assert [one.phone for one in incident.contacts] == ["0120-000-411"]
        assert [(one.to, one.kind) for one in incident.reports] == [("監督機関", "報告")]


@pytest.mark.parametrize(
    ("persons", "figures"), [("1", {1}), ("12..15", {12, 15}), ("7930000", {7_930_000}), ("1234", {1234})]
)
def test_a_notice_from_facts_alone_is_read_back_as_it_was_written(
    tmp_path: Path, persons: str, figures: set[int]
) -> None:
    folder = make(tmp_path / "case", {"evidence/.keep": b""})
    (folder / "case.toml").write_text(
        '[case]\ntitle = "誤送信"\norganisation = "医療法人架空会見本病院"\nas_of = 2024-06-01\n', "utf-8"
    )
    _states(folder, event="leak", certainty="confirmed", persons=persons, data_items="氏名;住所;診療情報", **COURSE)
    for incident in _published(folder).values():
        assert [one.name for one in incident.organisations] == ["医療法人架空会見本病院"]
        assert _figures(incident) == {(value, "人") for value in figures}
        assert {one.name for one in incident.items} == {"氏名", "住所", "診療情報"}
        assert not incident.items_excluded
        assert [one.date for one in incident.timeline] == list(COURSE.values())
        assert incident.disclosure is not None and incident.disclosure.date == DAY.isoformat()


def test_every_word_that_a_paper_has_for_an_item_is_read_as_that_item() -> None:
    kinds = {key.removeprefix("kind."): None for key in WORDS if key.startswith("kind.")}
    words = [word.replace("（", "(").replace("）", ")") for word in words_of(kinds) if word != "その他"]
    rows = "\n".join(f"{word} {place}人" for place, word in enumerate(words, 3))
    text = (
        "2024年6月3日\n架空商店\n個人情報の漏えいに関するお知らせ（第1報）\n"
        "このたび、架空商店が取り扱う個人情報が漏えいしました。\n"
        f"4. 情報の項目\n情報の項目 その項目が含まれる人数\n{rows}\n5. 原因\n調査中です。\n"
    )
    (incident,) = read(text, "every").incidents
    named = {one.name for one in incident.items}
    assert {word for word in words if word not in named and not set(word.split("・")) <= named} == set()
    assert _figures(incident) == {(place, "人") for place, _ in enumerate(words, 3)}
