# ruff: noqa: E501 (rows are kept whole)
"""What stands together is one person's: in headers, lists, forms, tables in lines and prose."""

from __future__ import annotations

import importlib.util
import random
import re
import sys
from pathlib import Path

import pytest

from tenmatsu.model import Locator, Passage
from tenmatsu.pii.gather import Mention, gather
from tenmatsu.pii.spots import Spot
from tenmatsu.pii.text import find

_SPEC = importlib.util.spec_from_file_location("letters", Path(__file__).with_name("letters.py"))
assert _SPEC and _SPEC.loader
letters = importlib.util.module_from_spec(_SPEC)
sys.modules["letters"] = letters
_SPEC.loader.exec_module(letters)

_MARK = re.compile(r"\{(?:([a-z]+)!)?([a-z_]+) ([^{}]+)\}")
_SHORT = {"n": "name", "k": "name_kana", "t": "phone", "m": "email", "id": "member_id", "b": "birth_date", "a": "address", "z": "postcode", "my": "my_number", "s": "sex", "med": "medical", "p": "pension_number", "e": "employee_id"}  # fmt: skip


def marked(text: str, at: int = 0, **place: str) -> tuple[Passage, list[Spot]]:
    """`{t 090…}` is a phone, `{staff!n 佐藤}` a name of staff."""
    plain, spots, last = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[last : found.start()]
        kind, value = _SHORT[found[2]], found[3]
        normal = re.sub(r"[\s-]", "", value)
        spots.append(Spot(kind, len(plain), len(plain) + len(value), value, normal, 0.9, "test", found[1] or "self"))
        plain, last = plain + value, found.end()
    where = tuple(place.items()) or (("line", str(at + 1)),)
    return Passage(Locator("a.txt", where), plain + text[last:]), spots


def told(mentions: list[Mention]) -> list[str]:
    """Each mention as its values in order, with its role when it is not the person's own."""
    return [
        ("" if one.role == "self" else one.role + ": ") + " ".join(found.value for found in one.findings)
        for one in mentions
    ]


def of(*texts: str) -> list[str]:
    return told(gather([marked(text, at) for at, text in enumerate(texts)]))


def test_each_address_of_a_header_is_its_own_mention() -> None:
    passages = [marked(f"{{n 山田太郎{i}}} <{{m a{i}@example.jp}}>", header="To", n=str(i)) for i in range(42)]
    found = gather([*passages, marked("{m info@example.com}", header="From")])
    assert len(found) == 43 and found[3].findings[0].value == "山田太郎3" and found[-1].role == "sender"


def test_several_addresses_in_one_header_text_are_several_mentions() -> None:
    one = marked("{n 山田太郎} <{m a@example.jp}>, {m b@example.jp}, {n 鈴木花子} <{m c@example.jp}>", header="Cc")
    assert told(gather([one])) == ["山田太郎 a@example.jp", "b@example.jp", "鈴木花子 c@example.jp"]


def test_a_list_of_forty_names_with_telephones_is_forty_persons() -> None:
    lines = [f"{at}. {{n 山田{chr(0x4E00 + at)}郎}} {{t 090-0000-{at:04}}}" for at in range(40)]
    found = gather([marked("参加者名簿\n" + "\n".join(lines))])
    assert len(found) == 40 and all(len(one.findings) == 2 for one in found)


def test_rows_of_a_table_stay_apart_also_where_the_number_comes_first_or_the_name_is_missing() -> None:
    text = "会員番号\t氏名\t電話\n{id C001}\t{n 山田太郎}\t{t 090-1}\n{id C002}\t\t{t 090-2}\n{id C003}\t{n 鈴木花子}\t{t 090-3}"
    assert of(text) == ["C001 山田太郎 090-1", "C002 090-2", "C003 鈴木花子 090-3"]


def test_rows_that_begin_with_the_name_stay_apart() -> None:
    text = "氏名\tID\t生年月日\n" + "\n".join(f"{{n 佐藤{c}}}\t{{id A{c}1}}\t{{b 1990-01-01}}" for c in "一二三四五")
    assert len(of(text)) == 5


def test_a_form_is_one_person_and_a_repeated_form_another() -> None:
    form = "氏名：{n %s}\n住所：{z 100-0001} {a 東京都%s}\n電話：{t %s}\n携帯：{t %s}"
    text = form % ("山田太郎", "1", "03-1", "090-1") + "\n" + form % ("鈴木花子", "2", "03-2", "090-2")
    assert of(text) == ["山田太郎 100-0001 東京都1 03-1 090-1", "鈴木花子 100-0001 東京都2 03-2 090-2"]


def test_what_stands_before_the_name_in_a_form_is_the_name_s() -> None:
    text = "\n".join(
        f"会員番号：{{id {i}00}}\nフリガナ：{{k ヤマダ{i}}}\n氏名：{{n 山田{i}}}\nTEL：{{t 090-{i}}}" for i in range(3)
    )
    assert of(text) == [f"{i}00 ヤマダ{i} 山田{i} 090-{i}" for i in range(3)]


def test_a_reading_above_a_name_is_the_next_person_s_also_where_the_first_form_had_none() -> None:
    text = "氏名：{n 山田太郎}\n電話：{t 090-1}\nフリガナ：{k スズキ}\n氏名：{n 鈴木花子}\n電話：{t 090-2}"
    assert of(text) == ["山田太郎 090-1", "スズキ 鈴木花子 090-2"]


def test_a_repeated_label_opens_a_new_person_where_no_name_stands() -> None:
    assert of("会員番号：{id 1}\n電話：{t 090-1}\n会員番号：{id 2}\n電話：{t 090-2}") == ["1 090-1", "2 090-2"]


def test_a_blank_line_or_a_ruler_closes_a_block() -> None:
    assert of("氏名：{n 山田太郎}\n電話：{t 090-1}\n\n氏名：{n 鈴木花子}\n----------\n電話：{t 090-2}") == [
        "山田太郎 090-1",
        "鈴木花子",
        "090-2",
    ]


def test_in_prose_a_value_belongs_to_the_name_before_it() -> None:
    text = "{n 山田太郎}様（{t 090-1}）より、{n 鈴木花子}様（{m h@example.jp}）の件で連絡。\n{t 090-3}の{n 佐藤次郎}様にも報告。"
    assert of(text) == ["山田太郎 090-1", "鈴木花子 h@example.jp", "090-3 佐藤次郎"]


def test_a_value_before_the_first_name_of_a_line_is_that_name_s() -> None:
    assert of("{t 090-1} {n 山田太郎}\n{t 090-2} {n 鈴木花子}") == ["090-1 山田太郎", "090-2 鈴木花子"]


def test_staff_in_a_form_take_nothing_of_the_person() -> None:
    text = "氏名：{n 山田太郎}\n担当：{staff!n 佐藤}\n電話：{t 090-1}"
    assert of(text) == ["山田太郎 090-1", "staff: 佐藤"]


def test_an_emergency_contact_has_its_own_telephone() -> None:
    text = (
        "氏名：{n 山田太郎}\n電話：{t 090-1}\n緊急連絡先：{emergency!n 山田花子}\n緊急連絡先電話：{emergency!t 090-2}"
    )
    assert of(text) == ["山田太郎 090-1", "emergency: 山田花子 090-2"]


def test_the_same_full_name_again_is_the_same_person_in_any_spelling() -> None:
    assert of("{n 髙橋 一郎}様 {t 090-1}", "先日、{n 高橋一郎}さんが来た。") == ["髙橋 一郎 090-1 高橋一郎"]


def test_the_same_name_with_another_birth_date_is_another_person() -> None:
    assert len(of("{n 山田太郎} {b 1990-01-01}\n\n{n 山田太郎} {b 1985-05-05}")) == 2


def test_two_of_one_name_in_a_list_stay_two_and_a_holder_of_an_account_is_the_person() -> None:
    assert of("{n 山田太郎} {t 090-1}\n{n 山田太郎} {t 090-2}") == ["山田太郎 090-1", "山田太郎 090-2"]
    assert of("氏名：{n 山田太郎}\n電話：{t 090-1}\n名義：{n 山田太郎}\n携帯：{t 090-2}") == [
        "山田太郎 090-1 山田太郎 090-2"
    ]


def test_a_surname_joins_its_only_full_name_and_none_of_two() -> None:
    assert of("{n 山田太郎}が来た。", "{n 山田}様に電話{t 090-1}") == ["山田太郎 山田 090-1"]
    assert len(of("{n 山田太郎}が来た。\n{n 山田花子}も来た。", "{n 山田}様に電話")) == 3


def test_the_same_value_again_is_the_same_mention() -> None:
    assert of("{m a@example.jp}\n{m b@example.jp}\n{m a@example.jp}") == ["a@example.jp a@example.jp", "b@example.jp"]


def test_a_value_with_a_name_elsewhere_joins_it() -> None:
    found = gather(
        [marked("{n 山田太郎} <{m a@example.jp}>", header="To"), marked("宛先 {m a@example.jp}\n\n{m b@example.jp}")]
    )
    assert told(found) == ["山田太郎 a@example.jp a@example.jp", "b@example.jp"]


def test_in_a_paper_about_one_person_numbers_apart_are_hers() -> None:
    assert of("{n 山田花子}様\n\n個人番号 {my 123456789018}\n\n基礎年金番号 {p 1234-567890}") == [
        "山田花子 123456789018 1234-567890"
    ]


def test_an_illness_of_nobody_is_no_person() -> None:
    assert of("{med 糖尿病}の方がいる。") == ["unidentified: 糖尿病"]


def test_two_telephones_of_one_person_on_one_line_stay_with_her() -> None:
    assert of("{n 山田花子} 自宅 {t 03-1} 携帯 {t 090-1}") == ["山田花子 03-1 090-1"]


def test_fax_beside_a_telephone_is_no_second_person() -> None:
    assert of("TEL {t 03-1} FAX {t 03-2}") == ["03-1 03-2"]


def test_a_name_with_a_role_takes_the_telephone_on_its_line() -> None:
    text = "氏名　{n 山田太郎}\n電話　{t 03-1}\n緊急連絡先　{emergency!n 山田花子}（妻）　{t 080-2}\n住所　{a 東京都}"
    assert of(text) == ["山田太郎 03-1 東京都", "emergency: 山田花子 080-2"]


def test_telephones_of_an_office_are_an_organisation_s() -> None:
    text = "○○市役所 保険年金課 御中　FAX {t 098-123-4567}\n\n{n 比嘉健一}\n{my 123456789018}"
    assert of(text) == ["organisation: 098-123-4567", "比嘉健一 123456789018"]


def test_who_signs_with_the_senders_address_is_the_sender() -> None:
    head = marked("{n Ken Sato} <{m sato@example.jp}>", header="From")
    body = marked("{n 山田太郎}様\n\n--\n{n 佐藤健}\n{m sato@example.jp}")
    assert told(gather([head, body])) == ["sender: Ken Sato sato@example.jp 佐藤健 sato@example.jp", "山田太郎"]


@pytest.mark.parametrize("mark", ["・", "1) ", "■", "- "])
def test_names_of_a_list_are_persons_each(mark: str) -> None:
    assert len(of("\n".join(f"{mark}{{n {name}}}" for name in ("山田太郎", "鈴木花子", "佐藤次郎")))) == 3


LAYOUTS = (
    ("", "{name}　{phone}\n", ""),
    ("", "{i}. {name}（{phone}）\n", ""),
    ("会員番号\t氏名\t生年月日\t電話番号\n", "{member_id}\t{name}\t{birth_date}\t{phone}\n", "以上\n"),
    ("", "氏名：{name}\n住所：{address}\n電話番号：{phone}\nメール：{email}\n\n", ""),
    ("", "フリガナ　{name_kana}\n氏　名　{name}\n住　所　{address}\n電　話　{phone}\n携　帯　{phone}\n", ""),
    ("", "会員番号：{member_id}\nフリガナ：{name_kana}\n氏名：{name}\nTEL：{phone}\n", ""),
    ("対象の方は次のとおりです。\n", "・{name}様　{address}\n", ""),
    ("", "{name}\n　　{phone} {email}\n", ""),
    ("本日、", "{name}様（{phone}）、", "の件で連絡があった。\n"),
    ("", "【氏名】{name}【住所】{address}【電話】{phone}\n", ""),
    ("", "氏名 {name}\n電話 {phone}\n------------------------\n", ""),
)


@pytest.mark.parametrize("layout", LAYOUTS, ids=range(len(LAYOUTS)))
def test_forty_persons_of_any_layout_are_forty_mentions(layout: tuple[str, str, str]) -> None:
    head, row, tail = layout
    maker = letters.Maker(random.Random(11))
    rows: dict[str, str] = {}
    while len(rows) < 40:
        name = maker.name()
        values = row.replace("{name}", name).replace("{i}", str(len(rows) + 1))
        rows[re.sub(r"\s", "", name)] = re.sub(r"\{([a-z_]+)\}", lambda found: str(getattr(maker, found[1])()), values)
    text = head + "".join(rows.values()) + tail
    found = gather([(Passage(Locator("a.txt"), text), find(text))])
    assert sum(one.role == "self" for one in found) == 40
    assert len({len(one.findings) for one in found}) == 1


def test_every_finding_is_in_one_mention() -> None:
    passages = [
        marked("{n 山田太郎} {t 090-1}\n{med 喘息}\n\n{m a@example.jp}"),
        marked("{n 山田}様 {b 1990-01-01}", 1),
    ]
    places = [str(found.locator) for one in gather(passages) for found in one.findings]
    assert len(places) == len(set(places)) == 6
