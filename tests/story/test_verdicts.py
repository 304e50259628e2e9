"""A person's verdict outranks the rules, survives every run, and the later one of a pair stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tenmatsu import case
from tenmatsu.errors import InputError, LocatorError
from tenmatsu.store.ledger import Ledger

from .folder import HEADER, Found, csv_bytes, make, strangers

WHERE = (
    "堀内 陽", "ホリウチ ヨウ", "1996-02-17", "男", "you.horiuchi@example.jp", "052-789-1346", "464-0850",
    "愛知県名古屋市千種区今池5-6-7",
)  # fmt: skip
"""Twins whose parents gave them names that a list has mixed up: three rows and a member that say the same."""

FIRST, SECOND, THIRD = (("a.csv", 1), ("a.csv", 2), ("b.csv", 1))
ONE, OTHER = ("a.csv", 5), ("a.csv", 9)
"""Two strangers."""


@pytest.fixture(scope="module")
def investigated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    people = strangers(200)
    files = {
        "evidence/a.csv": csv_bytes([WHERE, WHERE, *people]),
        "evidence/b.csv": csv_bytes([WHERE]),
        "master/m.csv": csv_bytes([("007", *WHERE), *((f"{n}", *one) for n, one in enumerate(people, 10))],
                                  header=("会員番号", *HEADER)),
    }  # fmt: skip
    made = make(tmp_path_factory.mktemp("verdicts") / "case", files, master="master/m.csv")
    case.investigate(made)
    return made


@pytest.fixture
def folder(investigated: Path, tmp_path: Path) -> Path:
    """A copy of the investigated case, of one test alone."""
    return Path(shutil.copytree(investigated, tmp_path / "case"))


def _at(place: tuple[str, int]) -> str:
    return f"{place[0]}#row={place[1]}"


@pytest.mark.large
def test_verdicts_outrank_the_rules_until_a_later_one_is_given(folder: Path) -> None:
    before = Found(folder)
    assert before.one(FIRST, SECOND, THIRD)
    assert before.apart(ONE, OTHER)

    case.decide(folder, _at(FIRST), _at(SECOND), "different", by="mori", note="twins")
    done = case.decide(folder, _at(ONE), _at(OTHER), "same", by="mori", note="told by telephone")
    assert done.standing == 2
    assert Found(folder).one(FIRST, SECOND), "nothing moves before the next investigation"

    summary = case.investigate(folder)
    after = Found(folder)
    assert after.apart(FIRST, SECOND), "though the third record and the member say what both say"
    assert after.person(*THIRD) in (after.person(*FIRST), after.person(*SECOND))
    assert after.one(ONE, OTHER)
    assert summary["persons"]["at_least"] <= summary["persons"]["best"] <= summary["persons"]["at_most"]

    case.investigate(folder, fresh=True)
    again = Found(folder)
    assert again.records["person_id"].equals(after.records["person_id"])

    answer = case.why(folder, _at(ONE))
    assert [(link.rule, link.strength) for link in answer.chain] == [("decision", "mori")]
    assert [one.note for one in answer.decisions] == ["told by telephone"]

    case.decide(folder, _at(SECOND), _at(FIRST), "same", by="sato")
    case.decide(folder, _at(OTHER), _at(ONE), "different", by="sato")
    case.investigate(folder)
    last = Found(folder)
    assert last.one(FIRST, SECOND, THIRD)
    assert last.apart(ONE, OTHER)


def test_a_list_of_verdicts_is_taken_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    with Ledger(folder) as ledger:
        before = len(ledger.all_decisions())
    bad = tmp_path / "bad.csv"
    bad.write_text("left,right,verdict,by\na.csv#row=7,a.csv#row=8,unsure,mori\na.csv#row=7,a.csv#row=900,same,mori\n")
    with pytest.raises(InputError, match=r"bad\.csv: right: a\.csv has no record with this row"):
        case.decide_from(folder, bad)
    good = tmp_path / "good.csv"
    good.write_text("左,右,判断,担当者\nevidence/a.csv#row=7,a.csv#row=8,不明,森\n", encoding="cp932")
    done = case.decide_from(folder, good)
    assert [(one.left, one.right, one.verdict, one.by) for one in done.decisions] == [
        ("a.csv#row=7", "a.csv#row=8", "unsure", "森")
    ]
    with Ledger(folder) as ledger:
        assert len(ledger.all_decisions()) == before + 1


def test_a_number_names_a_record_and_a_persons_number_its_first(folder: Path) -> None:
    first = Found(folder).person("a.csv", 1)
    done = case.decide(folder, first, "b.csv#row=1", "unsure", by="mori")
    assert done.decisions[0].left == "a.csv#row=1"


@pytest.mark.parametrize(
    ("left", "right", "verdict", "by", "says"),
    [
        ("1", "a.csv#row=2", "same", "mori", "same record"),
        ("1", "2", "perhaps", "mori", "same, different, unsure"),
        ("1", "2", "same", " ", "--by"),
        ("1", "9999", "same", "mori", "RIGHT: there is no record with this number"),
        ("nobody", "2", "same", "mori", "LEFT: write a number"),
        ("z.csv#row=1", "2", "same", "mori", "LEFT: no record stands in such an item"),
        ("a.csv#col=3", "2", "same", "mori", "LEFT: the locator names no row"),
    ],
)
def test_a_verdict_that_names_no_two_records_is_refused(
    folder: Path, left: str, right: str, verdict: str, by: str, says: str
) -> None:
    with pytest.raises((InputError, LocatorError), match=says):
        case.decide(folder, left, right, verdict, by=by)
