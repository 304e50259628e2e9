"""What is confirmed, possible, ruled out and unknown stands in sentences of its own."""

from __future__ import annotations

from tenmatsu.documents.result import Interval, Out, RuledOut, Summary, Tally
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
        "証拠にあるほかの 636 人（636 件）は対象外。",
    ]


def test_an_item_of_some_is_told_for_each_number_apart() -> None:
    some = Summary(persons=Interval(9, 9, 9), items={"name": Tally(9, 9, 2), "email": Tally(5, 5, 0)})
    assert sentences(some, "en") == [
        "Confirmed: Name (2 persons).",
        "Possible: Name (7 persons), E-mail address (5 persons).",
    ]


def test_an_unknown_number_is_said_to_be_unknown_and_never_none() -> None:
    unknown = Summary(persons=Interval(None, 0, None))
    assert sentences(unknown, "ja")[:1] == ["漏えいの有無、対象の人数と項目は分かっていない。0人という意味ではない。"]
    assert "not known" in sentences(unknown, "en")[0]


def test_nobody_exposed_and_what_was_not_read_are_both_said() -> None:
    nobody = Summary(persons=Interval(0, 0, 0), unread=2, ruled_out=RuledOut(3, 3))
    told = sentences(nobody, "ja")
    assert told[0].startswith("証拠にある誰の情報も") and told[-1].startswith("読めなかった資料が 2")


def test_a_summary_without_certainty_claims_no_possibility() -> None:
    assert sentences(Summary(persons=Interval(1, 1, 1), items={"name": Tally(1, 1)}), "ja") == []


def test_each_way_out_says_how_many_when_and_to_whom() -> None:
    mail = Out("misdirected-mail", ("2026-10-05", "2026-10-05"), 4, None, 5, 0)
    both = Out("intrusion", ("2026-09-01", "2026-09-05"), 0, None, 35, 26)
    paper = Out("misdelivery", recipients=1, recipient="F氏", possible=1)
    told = sentences(Summary(persons=Interval(67, 60, 70), ways=(mail, both, paper)), "ja")
    assert told[:4] == [
        "メールの誤送信（2026-10-05）: 5 人の漏えいを確認。渡った先: 4か所。",
        (
            "不正アクセス（2026-09-01 – 2026-09-05）: 漏えいを確認したのは35 人、漏えいのおそれがあるのは26 人。"
            "渡った先は分かっていない。"
        ),
        "誤送付・誤交付: 1 人に漏えいのおそれ。漏えいの事実は確認されていない。渡った先: F氏。",
        "同じ人かどうか決められない記録があり、人数は60 人から70 人の間。",
    ]


def test_the_address_of_a_recipient_is_not_told() -> None:
    one = Out("misdirected-mail", recipients=1, recipient="a@example.com", confirmed=30)
    assert sentences(Summary(persons=Interval(30, 30, 30), ways=(one,)), "en")[0].endswith("Recipients: 1.")


def test_with_something_unread_the_number_may_be_higher() -> None:
    told = sentences(Summary(persons=Interval(703, 691, 703), unread=1), "ja")
    assert told[-1].endswith("人数はこれより多いことがある。")
    assert "上の人数は読めた資料についてのもので、上限は分かっていない。" in told[-1]


def test_the_range_is_said_to_be_that_of_what_was_read_where_something_was_not() -> None:
    way = Out("intrusion", possible=67)
    whole, some = (
        sentences(Summary(persons=Interval(67, 60, 70), ways=(way,), unread=number), "ja")[1] for number in (0, 2)
    )
    assert whole == "同じ人かどうか決められない記録があり、人数は60 人から70 人の間。"
    assert some == "読めた資料の記録にも同じ人かどうか決められないものがあり、そこでの人数は60 人から70 人の間。"


def test_what_was_not_read_is_told_of_an_unknown_number_too() -> None:
    assert "could not be read" in sentences(Summary(persons=Interval(None, 0, None), unread=1), "en")[-1]
