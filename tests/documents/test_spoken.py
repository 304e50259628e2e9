"""What is confirmed, possible, ruled out and unknown stands in sentences of its own."""

from __future__ import annotations

from tenmatsu.documents.result import Interval, RuledOut, Summary, Tally
from tenmatsu.documents.spoken import sentences

BANK = Summary(
    records=4,
    persons=Interval(4, 4, 4),
    items={
        "name": Tally(4, 4, 4),
        "address": Tally(4, 4, 4),
        "bank_account": Tally(4, 4, 0),
        "family_name": Tally(4, 4, 4),
    },
    ruled_out=RuledOut(636, 636),
)


def test_what_is_confirmed_and_what_is_possible_are_two_sentences() -> None:
    assert sentences(BANK, "ja") == [
        "漏えいを確認: 氏名、住所（4 人）。",
        "漏えいのおそれ: 銀行口座（4 人）。",
        "証拠にある他の636 人（636 件）は対象外。",
    ]


def test_an_item_of_some_is_told_for_each_number_apart() -> None:
    some = Summary(persons=Interval(9, 9, 9), items={"name": Tally(9, 9, 2), "email": Tally(5, 5, 0)})
    assert sentences(some, "en") == [
        "Confirmed: Name (2 persons).",
        "Possible: Name (7 persons), E-mail address (5 persons).",
    ]


def test_an_unknown_number_is_said_to_be_unknown_and_never_none() -> None:
    unknown = Summary(persons=Interval(None, 0, None))
    assert sentences(unknown, "ja") == ["漏えいの有無、対象の人数と項目は分かっていない。0人という意味ではない。"]
    assert "not known" in sentences(unknown, "en")[0]


def test_nobody_exposed_and_what_was_not_read_are_both_said() -> None:
    nobody = Summary(persons=Interval(0, 0, 0), unread=2, ruled_out=RuledOut(3, 3))
    told = sentences(nobody, "ja")
    assert told[0].startswith("証拠にある誰の情報も") and told[-1].startswith("読めなかった資料が2")


def test_a_summary_without_certainty_claims_no_possibility() -> None:
    assert sentences(Summary(persons=Interval(1, 1, 1), items={"name": Tally(1, 1)}), "ja") == []
