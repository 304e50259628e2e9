"""A mail sent to everybody in To."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exposure.scenes import WINDOW, lines, scene, told

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


def test_without_a_window_the_day_of_the_mail_stands(tmp_path: Path) -> None:
    one = sent(tmp_path, ("To", A), ("To", B), items=[(MAIL, "2023-07-19 15:30:00")], window=None)
    assert {str(line[3]) for line in lines(one)} == {"2023-07-20"}
    assert {line[3] for line in lines(sent(tmp_path, ("To", A), ("To", B), window=None))} == {None}


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
