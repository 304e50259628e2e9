"""本人への通知: each person only what concerns that person, in their language, and nothing of anybody else."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tenmatsu.documents.lines import lines_of
from tenmatsu.documents.tongues import TONGUES, everything
from tenmatsu.model import KIND_WORDS, NOT_PERSONAL

from .conftest import PERSONS, Desk, register_of_four

ABROAD = [
    {"person_id": 5, "n_records": 1, "name": "김 견본", "email": "kim@example.com", "phone": "+820200000000",
     "segments": None, "items": ["name", "email"], "reach": ["email"]},
    {"person_id": 6, "n_records": 1, "name": "Sample Person", "email": "sample@example.org", "segments": None,
     "items": ["name", "email", "password"], "reach": ["email"]},
    {"person_id": 7, "n_records": 1, "name": "見本 一\r\nBcc: all@example.com", "email": "a@example.com,b@example.com",
     "segments": None, "items": ["name", "card"], "reach": []},
]  # fmt: skip
RECORDS = [("a.csv", number, person["person_id"]) for number, person in enumerate([*PERSONS, *ABROAD], 1)]


def folder(desk: Desk) -> Path:
    (found,) = [path for path in desk.folder.glob("papers/person-notice-v*") if path.is_dir()]
    return found


def mails(desk: Desk) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder(desk) / "mails.jsonl").read_text("utf-8").splitlines()]


def letters(desk: Desk) -> list[dict[str, str]]:
    with (folder(desk) / "letters.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def written(register: Callable[..., Desk]) -> Desk:
    desk = register([*PERSONS, *ABROAD], RECORDS)
    assert not desk.writes("person-notice").refused
    return desk


def test_no_notice_holds_a_value_of_another_person(register: Callable[..., Desk]) -> None:
    desk = written(register)
    own = {f"{one['person_id']:07}": one for one in [*PERSONS, *ABROAD]}
    told = [(one["no"], json.dumps(one, ensure_ascii=False)) for one in mails(desk)]
    told += [(one["no"], json.dumps(one, ensure_ascii=False)) for one in letters(desk)]
    assert len(told) > 4
    for number, text in told:
        for other, person in own.items():
            if other != number:
                for key in ("name", "email", "phone", "address", "member_id"):
                    assert not person.get(key) or str(person[key]) not in text


def test_items_that_are_confirmed_and_those_only_possible_are_told_apart(register: Callable[..., Desk]) -> None:
    bodies = {one["no"]: one["body"] for one in mails(written(register))}
    assert "漏えいを確認した項目　氏名、メールアドレス、旅券番号" in bodies["0000001"]
    assert "おそれ" in bodies["0000003"] and "確認した項目" not in bodies["0000003"]
    assert "旅券番号" not in bodies["0000003"]


def test_each_is_told_in_their_language_with_advice_for_their_items(register: Callable[..., Desk]) -> None:
    told = {one["no"]: one for one in mails(written(register))}
    assert told["0000005"]["lang"] == "ko" and "이메일 주소" in told["0000005"]["body"]
    assert told["0000006"]["lang"] == "en" and "Change your password" in told["0000006"]["body"]
    assert "Change your password" not in told["0000003"]["body"]


def test_one_message_has_one_mailbox_and_everybody_is_somewhere(register: Callable[..., Desk]) -> None:
    desk = written(register)
    assert all(one["to"].count("@") == 1 and not set(one["to"]) & set(",;\r\n ") for one in mails(desk))
    with (folder(desk) / "unreached.csv").open(encoding="utf-8-sig") as stream:
        apart = {row["管理番号"]: row["理由"] for row in csv.DictReader(stream)}
    everybody = {one["no"] for one in mails(desk)} | {one["no"] for one in letters(desk)} | set(apart)
    assert everybody == {f"{one['person_id']:07}" for one in [*PERSONS, *ABROAD]}
    assert apart["0000007"] == "メールアドレスが一つの宛先ではない"


def test_a_name_that_is_a_formula_does_not_run(register: Callable[..., Desk]) -> None:
    persons = [{**PERSONS[1], "address": "北海道札幌市1"}, PERSONS[0]]
    desk = register(persons, RECORDS[:2])
    desk.writes("person-notice")
    assert all(not value.startswith(("=", "+", "-", "@")) for row in letters(desk) for value in row.values())


def test_every_kind_of_data_has_a_name_in_every_language() -> None:
    named = everything()
    assert {kind for kind in KIND_WORDS if kind not in NOT_PERSONAL} <= set(named)
    assert all(set(words) == set(TONGUES) for words in named.values())


def test_without_a_register_the_letter_stands_and_nobody_is_listed(fax: Desk) -> None:
    (paper,) = fax.writes("person-notice").written
    assert {path.suffix for path in paper.files} == {".docx", ".html"}
    assert len(paper.files) == 2 * len(TONGUES)
    assert "ファクスの誤送信" in fax.text("person-notice")


def test_a_person_of_whom_no_item_is_known_is_not_lost(register: Callable[..., Desk]) -> None:
    nothing = {**PERSONS[0], "items": ["date"], "person_id": 9}
    desk = register([*PERSONS, nothing], [*RECORDS[:4], ("a.csv", 9, 9)])
    pq.write_table(register_of_four.exposures(PERSONS), desk.folder / "result/exposures.parquet")
    (paper,) = desk.writes("person-notice").written
    assert paper.counts["persons"] == 5
    with (folder(desk) / "unreached.csv").open(encoding="utf-8-sig") as stream:
        assert {"管理番号": "0000009", "理由": "項目が分かっていない"} in list(csv.DictReader(stream))


def test_without_a_register_the_letter_says_what_the_facts_say(fax: Desk) -> None:
    fax.writes("person-notice")
    text = "\n".join(lines_of(fax.folder / "papers/person-notice-v1.docx"))
    assert "氏名、住所、医療・健康の情報" in text and "2026年11月23日" in text
    assert not {"«state»", "«items»", "«window»", "«advice»"} & set(text.split("\n"))
    assert "«name»" in text and "«address»" in text
