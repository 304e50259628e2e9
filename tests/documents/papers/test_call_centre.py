"""窓口: three answers, no list to browse, no more than is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenmatsu.documents.lookup import Answer, Told, fold, look_up
from tenmatsu.errors import InputError

from .conftest import DAY, Desk

PERSONS: list[dict[str, Any]] = [
    {"person_id": 1, "n_records": 1, "name": "髙橋 花子", "kana": "タカハシ ハナコ", "birth_date": "1970-01-02",
     "email": "hanako@example.com", "phone": "09000000001", "postcode": "0600001", "segments": None,
     "items": ["name", "passport"], "reach": []},
    {"person_id": 2, "n_records": 1, "name": "見本 太郎", "birth_date": "1980-05-05", "segments": None,
     "items": ["name"], "reach": []},
    {"person_id": 3, "n_records": 1, "name": "見本 太郎", "birth_date": "1980-05-05", "phone": "0311112222",
     "segments": None, "items": ["name"], "reach": []},
    {"person_id": 4, "n_records": 1, "name": "無日 次郎", "segments": None, "items": ["name"], "reach": []},
]  # fmt: skip
RECORDS = [("a.csv", number, number) for number in range(1, 5)]
Ask = Callable[[str, str], Told]


@pytest.fixture
def ask(register: Callable[..., Desk]) -> Ask:
    folder = written(register)
    key = bytes.fromhex((folder / "lookup.key").read_text())
    return lambda first, second: look_up(folder / "lookup.bin", key, first, second, DAY)


def written(register: Callable[..., Desk], **changed: Any) -> Path:
    desk = register(PERSONS, RECORDS, **changed)
    assert not desk.writes("call-centre").refused
    return desk.folder / "papers/call-centre-v1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("髙橋花子", "1970-01-02"),
        ("高橋　花子", "1970年01月02日"),
        ("ﾀｶﾊｼ ﾊﾅｺ", "060-0001"),
        ("たかはしはなこ", "〒０６０－０００１"),
        ("HANAKO@example.com", "19700102"),
        ("090-0000-0001", "0600001"),
        ("+81 90 0000 0001", "0600001"),
    ],
)
def test_who_is_concerned_is_found_however_it_is_written(ask: Ask, first: str, second: str) -> None:
    told = ask(first, second)
    assert (told.answer, told.items) == (Answer.CONCERNED, "漏えいを確認した項目：氏名、旅券番号")


@pytest.mark.parametrize(
    ("first", "second"),
    [("髙橋花子", "1999-09-09"), ("見本太郎", "1980-05-05"), ("無日次郎", "2000-01-01"), ("09000000001", "1111111")],
)
def test_what_does_not_fit_one_person_is_asked_back_and_says_no_items(ask: Ask, first: str, second: str) -> None:
    told = ask(first, second)
    assert (told.answer, told.items) == (Answer.ASK_BACK, "")


def test_one_of_two_of_the_same_name_is_found_by_what_is_theirs(ask: Ask) -> None:
    assert ask("03-1111-2222", "1980-05-05").answer is Answer.CONCERNED


def test_who_is_not_there_is_told_so_as_of_the_version_and_of_what_was_read(register: Callable[..., Desk]) -> None:
    folder = written(register, unread=2)
    key = bytes.fromhex((folder / "lookup.key").read_text())
    told = look_up(folder / "lookup.bin", key, "誰 それ", "1970-01-02", DAY)
    assert told.answer is Answer.NOT_CONCERNED
    assert "2026-11-25 現在" in told.caution and "読み取れていない資料が2点" in told.caution


def test_the_file_holds_no_value_and_says_nothing_without_its_key(register: Callable[..., Desk]) -> None:
    folder = written(register)
    content = (folder / "lookup.bin").read_bytes()
    for person in PERSONS:
        for name in ("name", "kana", "email", "phone", "birth_date", "postcode"):
            assert not person.get(name) or str(person[name]).encode() not in content
    assert look_up(folder / "lookup.bin", b"\0" * 32, "髙橋花子", "1970-01-02", DAY).answer is Answer.NOT_CONCERNED


def test_a_file_that_has_expired_or_was_cut_off_answers_nothing(register: Callable[..., Desk]) -> None:
    path = written(register) / "lookup.bin"
    with pytest.raises(InputError, match="expired"):
        look_up(path, b"\0" * 32, "髙橋花子", "1970-01-02", date(2027, 1, 1))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(InputError, match="cut off"):
        look_up(path, b"\0" * 32, "髙橋花子", "1970-01-02", DAY)


@pytest.mark.parametrize(("first", "second"), [("", "1970-01-02"), ("髙橋花子", ""), ("  ", "x"), ("*", "%")])
def test_one_word_alone_or_a_wildcard_is_no_question(ask: Ask, first: str, second: str) -> None:
    with pytest.raises(InputError, match="two words"):
        ask(first, second)


@given(st.text("あいうえおアイウエオABCabc019山田 -", max_size=20))
def test_what_is_folded_stays_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_script_says_confirmed_sentences_alone(fax: Desk) -> None:
    fax.writes("call-centre")
    text = fax.text("call-centre")
    assert "現在調べております" in text
    assert "ファクスの誤送信" in text
    assert "被害は出ていますか。\n現在調べております。分かり次第お知らせします。" in text
