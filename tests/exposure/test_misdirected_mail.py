"""A mail sent to everybody in To."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exposure.scenes import WINDOW, lines, scene, told

from tenmatsu.exposure.channel import Scene
from tenmatsu.model import Evidence

MAIL = "sent/1.eml"
A, B, C, DESK = "a@example.com", "b@example.net", "c@example.org", "desk@city.example.jp"


def sent(case: Path, *headers: tuple[str, str], inside: list[Any] = [], more: list[Any] = [], **keys: Any) -> Any:  # noqa: B006
    """Each header mention is a record and a person of its own, numbered from 1."""
    records = [(n, MAIL, n, n, ["email"]) for n, _ in enumerate(headers, 1)]
    findings = [(n, MAIL, "email", address, False, place) for n, (place, address) in enumerate(headers, 1)]
    return scene(case, "misdirected-mail", [*records, *inside], [*findings, *more], **keys)


def pairs(one: Any) -> list[tuple[int, str]]:
    return [(line[0], line[5]) for line in lines(one)]


def test_each_address_is_exposed_to_every_other_and_the_sender_to_nobody(tmp_path: Path) -> None:
    one = sent(tmp_path, ("From", DESK), ("To", A), ("To", B.upper()), ("Cc", C))
    assert pairs(one) == [(2, B), (2, C), (3, A), (3, C), (4, A), (4, B)]
    assert {line[3:5] + line[6:] for line in lines(one)} == {(*WINDOW, "confirmed")}


def test_nobody_sees_an_address_in_bcc_but_it_sees_the_others(tmp_path: Path) -> None:
    assert pairs(sent(tmp_path, ("From", DESK), ("To", A), ("Bcc", B), ("Bcc", C))) == [(2, B), (2, C)]


def test_the_own_domain_is_neither_exposed_nor_a_recipient(tmp_path: Path) -> None:
    one = sent(
        tmp_path, ("To", A), ("To", B), ("Cc", "x@sub.city.example.jp"), ("Cc", DESK), own_domains=["City.example.jp"]
    )
    assert pairs(one) == [(1, B), (2, A)]


def test_the_persons_of_an_attachment_are_exposed_to_all_but_to_themselves(tmp_path: Path) -> None:
    inside = [
        (11, f"{MAIL}!list.xlsx!Sheet1", 1, 50, ["name", "phone"]),
        (12, f"{MAIL}!list.xlsx!Sheet1", 2, 3, ["name"]),
    ]
    own = [(13, MAIL, 9, 51, ["email"])]
    findings = [(13, MAIL, "email", A, False, None)]
    one = sent(tmp_path, ("From", DESK), ("To", A), ("Bcc", B), inside=inside + own, more=findings)
    assert pairs(one) == [(2, B), (11, A), (11, B), (12, A), (13, B)]


def test_a_forwarded_mail_inside_is_contents(tmp_path: Path) -> None:
    inner = f"{MAIL}!old.eml"
    one = sent(
        tmp_path, ("To", A), ("To", B), inside=[(9, inner, 1, 9, ["email"])], more=[(9, inner, "email", C, False, "To")]
    )
    assert pairs(one) == [(1, B), (2, A), (9, A), (9, B)]


def test_each_mail_of_several_has_its_own_recipients(tmp_path: Path) -> None:
    records = [(n, f"m.mbox!{n % 2}", n, n, ["email"]) for n in range(4)]
    findings = [(n, f"m.mbox!{n % 2}", "email", f"p{n}@example.com", False, "To") for n in range(4)]
    one = scene(tmp_path, "misdirected-mail", records, findings)
    assert [(line[0], line[5][1]) for line in lines(one)] == [(0, "2"), (1, "3"), (2, "0"), (3, "1")]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Wed, 19 Jul 2023 15:30:00 +0000", "2023-07-20"),
        ("19 Jul 2023 23:30:00 +0900 (JST)", "2023-07-19"),
        ("Wed, 99 Foo 2023", None),
        (None, None),
    ],
)
def test_without_a_window_the_day_that_the_mail_tells_stands_and_never_that_of_its_file(
    tmp_path: Path, head: str | None, day: str | None
) -> None:
    texts = [(MAIL, "header=Date", head)] if head else []
    one = sent(tmp_path, ("To", A), ("To", B), items=[(MAIL, "2024-01-01 15:30:00")], window=None, texts=texts)
    assert {(line[3] and str(line[3]), line[3] == line[4]) for line in lines(one)} == {(day, True)}


def correspondence(case: Path, *mails: tuple[list[tuple[str, str]], str, str], **keys: Any) -> Any:
    """Mails as (header, day of July, body), each address a record of its own; `a.mbox!1` is the first."""
    records, findings, texts, number = [], [], [], 0
    for nth, (headers, day, body) in enumerate(mails, 1):
        item = f"a.mbox!{nth}"
        for place, address in headers:
            number += 1
            records.append((number, item, number, number, ["email"]))
            findings.append((number, item, "email", address, False, place))
        texts += [(item, "header=Date", f"{day} Jul 2023 10:00:00 +0900"), (item, "part=1", body)]
    return scene(case, "misdirected-mail", records, findings, texts=texts, window=None, **keys)


FIRST = ([("From", DESK), ("To", A), ("To", B), ("To", C)], "3", "ご案内")


def test_an_answer_exposes_nobody_and_tells_of_the_deletion(tmp_path: Path) -> None:
    answer = ([("From", A), ("To", DESK), ("Cc", B)], "4", "先ほどのメールは削除しました。\n> ご案内")
    question = ([("From", B), ("To", DESK)], "4", "どちら様でしょうか。\n> 削除しました")
    one = correspondence(tmp_path, FIRST, answer, question)
    assert pairs(one) == [(2, B), (2, C), (3, A), (3, C), (4, A), (4, B)]
    assert "宛先 3 件のうち 1 件から、削除したと述べる返信がある" in told(one)["other_matters"]
    assert "返信 2 通は" in told(one)["not_counted"]


def test_an_answer_that_goes_on_to_somebody_new_is_a_mail_of_its_own(tmp_path: Path) -> None:
    onward = ([("From", A), ("To", DESK), ("To", "new@example.jp")], "4", "転送します")
    assert (7, DESK) in pairs(correspondence(tmp_path, FIRST, onward))


def test_the_second_mail_of_the_organisation_is_no_answer(tmp_path: Path) -> None:
    answer = ([("From", A), ("To", DESK)], "4", "ありがとうございます")
    again = ([("From", DESK), ("To", A), ("To", "d@example.com")], "5", "再度のご案内")
    assert {(8, "d@example.com"), (9, A)} <= set(pairs(correspondence(tmp_path, FIRST, answer, again)))


def test_mail_from_elsewhere_to_the_named_domain_alone_has_come_in(tmp_path: Path) -> None:
    asked = ([("From", "x@example.com"), ("To", DESK)], "2", "山田です。質問があります。")
    one = correspondence(tmp_path, asked, FIRST, own_domains=["city.example.jp"])
    assert {number for number, _ in pairs(one)} == {4, 5, 6}


def test_whom_a_mail_never_reached_is_no_recipient_yet_the_others_saw_his_address(tmp_path: Path) -> None:
    report = (
        [("From", "MAILER-DAEMON@mx.city.example.jp"), ("To", DESK)],
        "3",
        f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {C.upper()}\nAction: failed\nStatus: 5.1.1\n",
    )
    one = correspondence(tmp_path, FIRST, report)
    assert pairs(one) == [(2, B), (3, A), (4, A), (4, B)]
    assert told(one)["recipient"].startswith("メールの宛先 2 件")
    assert "ほかに 1 件の宛先があったが、届いていない" in told(one)["other_matters"]


def test_recipients_of_mails_that_expose_nobody_are_not_among_the_recipients(tmp_path: Path) -> None:
    sorry = ([("From", DESK), ("Bcc", "z@example.com"), ("Bcc", A)], "5", "お詫び")
    one = correspondence(tmp_path, FIRST, sorry)
    assert len(pairs(one)) == 6
    assert told(one)["recipient"].startswith("メールの宛先 3 件")


def test_addresses_of_offices_are_counted_and_told(tmp_path: Path) -> None:
    one = sent(tmp_path, ("From", DESK), ("To", A), ("To", "info@npo.example.org"))
    assert len(pairs(one)) == 2
    assert "1 件は部署や窓口のもの" in told(one)["not_counted"]


BODY = "各位\n山川 花子の件です。\n\n--\n架空市 子育て支援課 窪田\nTEL 099-000-0000\ndesk@city.example.jp\n"


@pytest.mark.parametrize(("name", "exposed"), [("架空市 子育", False), ("山川 花子", True)])
def test_a_name_within_the_signature_is_the_writers_office_and_one_above_it_is_not(
    tmp_path: Path, name: str, exposed: bool
) -> None:
    at = BODY.index(name)
    db = sent(
        tmp_path, ("From", DESK), ("Bcc", A), inside=[(9, MAIL, 9, 99, ["name"])], texts=[(MAIL, "part=1", BODY)]
    ).db
    for record, kind, value in ((9, "name", name), (None, "email", DESK)):
        where = BODY.index(value)
        db.execute(
            "INSERT INTO findings VALUES (?, ?, ?, ?, ?, false, NULL)",
            [record, MAIL, f"{MAIL}#part=1;char={where},{where + len(value)}", kind, value],
        )
    one = Scene(db, "records", Evidence("evidence", "misdirected-mail"), tmp_path, 0, "findings", "items", "texts", {})
    assert at and pairs(one) == ([(9, A)] if exposed else [])


@pytest.mark.parametrize("place", ["From", "Sender", "Reply-To"])
def test_colleagues_of_the_sender_are_neither_exposed_nor_strangers(tmp_path: Path, place: str) -> None:
    one = sent(
        tmp_path, (place, DESK), ("To", A), ("To", B), ("Cc", "x@city.example.jp"), ("Bcc", "y@a.city.example.jp")
    )
    assert pairs(one) == [(2, B), (3, A)]
    assert told(one)["not_counted"].startswith("宛先のうち組織自身のドメインの 2 件")


@pytest.mark.parametrize(
    "host",
    ["gmail.com", "yahoo.co.jp", "ymail.ne.jp", "outlook.jp", "hotmail.co.jp", "docomo.ne.jp", "ab.so-net.ne.jp",
     "ezweb.ne.jp", "i.softbank.jp", "live.com", "aa.bb.plala.or.jp", "gmx.de", "qq.com", "nifty.com"],
)  # fmt: skip
def test_who_shares_a_public_mail_service_with_the_sender_is_a_stranger(tmp_path: Path, host: str) -> None:
    one = sent(tmp_path, ("From", f"desk@{host}"), ("To", f"a@{host}"), ("To", B))
    assert pairs(one) == [(2, B), (3, f"a@{host}")]


@pytest.mark.parametrize("host", ["mygmail.com", "city.example.jp", "yahoo-shop.co.jp", "notme.com", "u.example.ac.jp"])
def test_a_domain_that_only_looks_like_a_service_is_the_organisations_unless_the_case_says_no(
    tmp_path: Path, host: str
) -> None:
    headers = (("From", f"desk@{host}"), ("To", f"a@{host}"), ("To", B))
    assert pairs(sent(tmp_path, *headers)) == []
    assert pairs(sent(tmp_path, *headers, own_domains=[])) == [(2, B), (3, f"a@{host}")]


def test_the_domain_of_one_sender_is_not_that_of_another_mail(tmp_path: Path) -> None:
    records = [(n, f"m.mbox!{n // 3}.eml", n, n, ["email"]) for n in range(6)]
    said = [("From", DESK), ("To", A), ("To", B), ("From", "z@shop.example"), ("To", DESK), ("To", C)]
    findings = [(n, f"m.mbox!{n // 3}.eml", "email", who, False, place) for n, (place, who) in enumerate(said)]
    assert pairs(scene(tmp_path, "misdirected-mail", records, findings)) == [(1, B), (2, A), (4, C), (5, DESK)]


@pytest.mark.parametrize(
    ("kinds", "found", "exposed"),
    [
        (["name", "phone", "email"], [("name", "架空 職員"), ("phone", "099-000-0000"), ("email", DESK)], False),
        (["email"], [("email", "Other@City.example.jp")], False),
        (["name", "phone"], [("name", "架空　市子"), ("phone", "099-000-0000")], False),
        (["name", "phone"], [("name", "架空 客"), ("phone", "099-000-0000")], True),
        (["phone"], [("phone", "099-000-0000")], False),
        (["phone"], [("phone", "090-0000-0000")], True),
        (["name", "email"], [("name", "架空 客"), ("email", "c@example.org")], True),
        (["name", "email", "medical"], [("name", "架空 職員"), ("email", DESK), ("medical", "骨折")], True),
    ],
)
def test_a_signature_exposes_nobody_and_what_is_more_than_one_does(
    tmp_path: Path, kinds: list[str], found: list[tuple[str, str]], exposed: bool
) -> None:
    more = [
        (1, MAIL, "name", "架空 市子", False, "From"),
        (None, MAIL, "email", DESK, False, None),
        *((9, MAIL, kind, value, False, None) for kind, value in found),
    ]
    one = sent(tmp_path, ("From", DESK), ("Bcc", A), inside=[(9, MAIL, 9, 99, kinds)], more=more)
    assert pairs(one) == ([(9, A)] if exposed else [])


def test_papers_without_a_header_go_to_the_recipient_of_the_case(tmp_path: Path) -> None:
    one = scene(tmp_path, "misdirected-mail", [(1, "list.csv", 1, 1, ["name"])], recipient=A)
    assert lines(one) == [(1, 1, ["name"], *WINDOW, A, "possible")]


def test_a_confirmed_deletion_is_a_fact_and_changes_no_line(tmp_path: Path) -> None:
    one = sent(tmp_path, ("To", A), ("To", B), deleted_by=[A, "nobody@example.jp"])
    assert len(lines(one)) == 2
    assert told(one)["other_matters"] == "宛先 2 件のうち 1 件から削除の確認を得た"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["To", "Cc", "Bcc"]), min_size=0, max_size=12))
def test_n_open_recipients_and_m_hidden_make_n_times_n_plus_m_minus_one(places: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        headers = [(place, f"p{n}@example.com") for n, place in enumerate(places)]
        found = pairs(sent(Path(folder), ("From", DESK), *headers))
    open_, hidden = len([p for p in places if p != "Bcc"]), places.count("Bcc")
    assert len(found) == len(set(found)) == open_ * max(open_ + hidden - 1, 0)
