"""Who handles a paper is not whom it is about."""

from __future__ import annotations

import pytest

from tenmatsu.case.staff import handlers, no_person
from tenmatsu.model import Finding, Locator
from tenmatsu.pii.gather import Mention


def _mentions(text: str, *names: str) -> tuple[list[Mention], dict[Locator, str]]:
    found, at = [], 0
    for name in names:
        at = text.index(name, at)
        place = Locator("a.txt", (("line", "1"), ("char", f"{at},{at + len(name)}")))
        found.append(Mention((Finding(place, "name", name, name, 1.0, ""),)))
        at += len(name)
    return found, {Locator("a.txt", (("line", "1"),)): text}


@pytest.mark.parametrize(
    "line",
    ["架空市長　大河内 保", "担当 架空年金事務所 国民年金課 大河内 保",
     "報告者:架空県立病院 院長 大河内 保", "校長 大河内 保",
     "お問い合わせ先：総務課 大河内 保", "訪問看護 利用者一覧 担当:大河内 保", "発行日 6月1日（作成者：大河内 保",
     "面談者：大河内", "記録者 大河内 保", "担当ケアマネジャー：大河内 保", "相談員：大河内 保"],
)  # fmt: skip
def test_who_signs_or_handles_is_staff(line: str) -> None:
    staff = "大河内 保" if "大河内 保" in line else "大河内"
    assert handlers(*_mentions(f"氏名 見本 花子\n{line}\n", "見本 花子", staff)) == {1}


@pytest.mark.parametrize(
    "line",
    ["大河内 保", "患者 大河内 保", "氏名：大河内 保", "生徒 大河内 保", "相談者：大河内 保", "調査対象者：大河内 保"],
)
def test_others_are_not(line: str) -> None:
    assert handlers(*_mentions(f"氏名 見本 花子\n{line}\n", "見本 花子", "大河内 保")) == set()


def test_where_many_bear_a_title_they_are_the_persons_concerned() -> None:
    names = ("見本 一", "見本 二", "見本 三", "見本 四")
    assert handlers(*_mentions("\n".join(f"店長 {name}" for name in names), *names)) == set()
    assert handlers(*_mentions("市長 見本 一", "見本 一")) == set()


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [("山川市長 大河内", "山川", True), ("山川市 福祉課", "山川", True), ("山川町役場", "山川", True),
     ("西村さん", "西村", False), ("山川 市子", "山川 市子", False), ("山川、町田", "山川", False)],
)  # fmt: skip
def test_a_municipality_is_no_surname(text: str, name: str, place: bool) -> None:
    (one,), texts = _mentions(text, name)
    assert no_person(one, texts) is place


def test_persons_in_the_table_of_the_document_are_those_whom_it_is_about() -> None:
    alone = _mentions("利用者一覧 担当：大河内 保\n", "大河内 保")
    assert handlers(*alone) == set()
    assert handlers(*alone, beside=8) == {0}
