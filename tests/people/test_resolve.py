"""Who is one person and who is not: the hard cases, each among three thousand strangers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenmatsu.people.count import interval
from tenmatsu.people.join import Verdicts
from tests.people.records import find

TARO = {
    "name": "山﨑 太郎", "name_kana": "ヤマザキ タロウ", "sex": "男", "birth_date": "1975-04-03",
    "email": "t.yamazaki@example.jp", "phone": "09011112222", "postcode": "1000005", "address": "千代田区丸の内1-1-1",
}  # fmt: skip


def but(record: dict[str, str], **changes: str | None) -> dict[str, str]:
    """A record with some cells changed; None empties a cell."""
    kept = {key: value for key, value in record.items() if changes.get(key, "") is not None}
    return kept | {key: value for key, value in changes.items() if value is not None}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(but(TARO, name="山崎太郎"), id="old and new form of a character"),
        pytest.param(but(TARO, email="taro@example.com", address="港区芝公園4-2-8", postcode="1050011"), id="moved"),
        pytest.param(but(TARO, birth_date="1975-04-08"), id="one digit of the birth date"),
        pytest.param(but(TARO, birth_date="1975-03-04"), id="month and day swapped"),
        pytest.param({"name": "YAMAZAKI TARO", "birth_date": "1975-04-03", "email": TARO["email"]}, id="romaji"),
        pytest.param({"name_kana": "ﾔﾏｻﾞｷ ﾀﾛｳ", "birth_date": "19750403", "phone": "090-1111-2222"}, id="kana only"),
        pytest.param({"name": "山﨑 太郎", "birth_date": "1975-04-03"}, id="companion with name and birth date"),
        pytest.param(but(TARO, name=None, name_kana=None), id="no name, but birth date and contacts"),
    ],
)
def test_two_records_of_one_person_are_joined(other: dict[str, str], tmp_path: Path) -> None:
    assert find(tmp_path, [TARO, other]).together(0, 1)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            but(TARO, name="山﨑 花子", name_kana="ヤマザキ ハナコ", sex="女", birth_date="1977-05-06"), id="wife"
        ),
        pytest.param(but(TARO, name="山﨑 次郎", name_kana="ヤマザキ ジロウ"), id="twin"),
        pytest.param(but(TARO, name="山﨑 多朗", birth_date="2001-09-09", email=None), id="son with one reading"),
        pytest.param({"name": "山﨑 太郎", "birth_date": "1988-10-30", "email": "yt@example.com"}, id="namesake"),
        pytest.param({"name": "鈴木 健", "birth_date": "1975-04-03", "email": "ken@example.com"}, id="one birthday"),
        pytest.param({"email": "other@example.com", "address": TARO["address"]}, id="same house"),
    ],
)
def test_two_persons_stay_two(other: dict[str, str], tmp_path: Path) -> None:
    assert not find(tmp_path, [TARO, other]).together(0, 1)


def test_a_name_changed_by_marriage_is_joined_by_given_name_birth_and_mail(tmp_path: Path) -> None:
    before = {
        "name": "小川 さやか",
        "name_kana": "オガワ サヤカ",
        "birth_date": "1985-02-11",
        "email": "saya@example.jp",
    }
    after = but(before, name="大野 さやか", name_kana="オオノ サヤカ", phone="09022223333")
    assert find(tmp_path, [before, after]).together(0, 1)


def test_an_agency_mailbox_and_telephone_join_nobody(tmp_path: Path) -> None:
    desk = {"email": "desk@agency.example.jp", "phone": "0312340001", "address": "中央区銀座1-1"}
    names = [
        "森 一郎",
        "森 二郎",
        "辻 三郎",
        "堀 四郎",
        "関 五郎",
        "原 六郎",
        "岸 七海",
        "星 八重",
        "谷 九美",
        "泉 十和",
    ]
    found = find(tmp_path, [desk | {"name": name} for name in names])
    assert len({int(found.resolution.best[found.first + place]) for place in range(len(names))}) == len(names)


def test_a_name_alone_never_joins(tmp_path: Path) -> None:
    rare = {"name": "勅使河原 龍之進", "name_kana": "テシガワラ リュウノシン"}
    found = find(tmp_path, [rare, rare])
    assert not found.together(0, 1)
    count = interval(found.resolution)
    assert count.at_least < count.best, "but the doubt widens the interval downward"


def test_dummy_values_join_nobody(tmp_path: Path) -> None:
    dummy = {"email": "noreply@example.com", "phone": "00000000000", "birth_date": "1900-01-01"}
    assert not find(tmp_path, [dummy | {"name": "森 一郎"}, dummy | {"name": "辻 三郎"}]).together(0, 1)


def test_a_record_between_father_and_son_pulls_them_not_together(tmp_path: Path) -> None:
    home = {"phone": "0422334455", "address": "三鷹市下連雀3-3-3", "postcode": "1810013"}
    father = home | {"name": "中島 健一", "name_kana": "ナカジマ ケンイチ", "birth_date": "1950-01-02"}
    son = home | {"name": "中島 賢一", "name_kana": "ナカジマ ケンイチ", "birth_date": "1980-07-08"}
    found = find(tmp_path, [father, son, home | {"name_kana": "ナカジマ ケンイチ"}])
    assert not found.together(0, 1)


def test_one_passport_joins_by_itself_and_two_do_not_part_a_person(tmp_path: Path) -> None:
    first = {"name": "KIM MINJI", "passport": "MA1234567"}
    second = {"name": "MINJI KIM", "passport": "MA1234567"}
    renewed = but(TARO, passport="TZ1111111")
    found = find(tmp_path, [first, second, but(TARO, passport="TR7654321"), renewed])
    assert found.together(0, 1) and found.together(2, 3)


def test_two_records_meet_in_the_master_that_share_only_the_name(tmp_path: Path) -> None:
    by_mail = {"name": "山﨑 太郎", "email": TARO["email"]}
    by_phone = {"name": "山崎太郎", "phone": TARO["phone"]}
    member = TARO | {"member_id": "0000123"}
    assert not find(tmp_path, [by_mail, by_phone]).surely(0, 1)
    (tmp_path / "with").mkdir()
    assert find(tmp_path / "with", [by_mail, by_phone], masters=[member]).together(0, 1)


def test_two_members_stay_two_persons_though_a_record_looks_like_both(tmp_path: Path) -> None:
    one, other = {"name": "森 一郎", "birth_date": "1970-01-01"}, {"name": "森 一郎", "birth_date": "1970-01-01"}
    members = [
        one | {"email": "a@example.jp", "phone": "09011110001", "address": "札幌市北区北1条1-1", "member_id": "1001"},
        other | {"email": "b@example.jp", "phone": "09011110002", "address": "那覇市首里2-2", "member_id": "1002"},
    ]
    records = [one | {"email": "a@example.jp"}, other | {"email": "b@example.jp"}]
    assert not find(tmp_path, records, masters=members).together(0, 1)


class TestDecisions:
    """A human verdict outranks the rules, in both directions."""

    def test_same_joins_two_strangers(self, tmp_path: Path) -> None:
        other = {"name": "鈴木 健", "birth_date": "1960-01-01"}
        assert find(tmp_path, [TARO, other], verdicts=Verdicts(same=((0, 1),))).together(0, 1)

    def test_different_parts_two_equal_records(self, tmp_path: Path) -> None:
        assert not find(tmp_path, [TARO, TARO], verdicts=Verdicts(different=((0, 1),))).together(0, 1)

    def test_different_holds_through_a_third_record(self, tmp_path: Path) -> None:
        found = find(tmp_path, [TARO, TARO, TARO], verdicts=Verdicts(different=((0, 1),)))
        assert not found.together(0, 1) and not found.surely(0, 1)

    def test_a_settled_doubt_no_longer_widens_the_interval(self, tmp_path: Path) -> None:
        rare = {"name": "勅使河原 龍之進", "name_kana": "テシガワラ リュウノシン"}
        counts = []
        for name, verdicts in (("open", Verdicts()), ("settled", Verdicts(different=((0, 1),)))):
            (tmp_path / name).mkdir()
            counts.append(interval(find(tmp_path / name, [rare, rare], verdicts=verdicts).resolution))
        assert counts[0].at_least < counts[1].at_least <= counts[1].best


def test_the_same_records_give_the_same_persons(tmp_path: Path) -> None:
    cases = [TARO, but(TARO, email="x@example.jp"), {"name": "山﨑 太郎", "birth_date": "1975-04-03"}]
    results = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        results.append(find(tmp_path / name, cases).resolution.best.tolist())
    assert results[0] == results[1]


def test_no_records_no_persons(tmp_path: Path) -> None:
    found = find(tmp_path, [TARO], among=0)
    count = interval(found.resolution)
    assert (count.at_least, count.best, count.at_most) == (1, 1, 1)


@pytest.mark.parametrize("many", [1, 3, 42])
def test_two_mails_to_the_same_addresses_are_as_many_persons_however_few_the_records(many: int, tmp_path: Path) -> None:
    sent = [{"email": f"receiver{n}@example.com"} for n in range(many)]
    found = find(tmp_path, [*sent, *sent], among=3)
    assert all(found.together(n, many + n) for n in range(many))
    assert interval(found.resolution).best == 3 + many


MAIL = "hanako@example.com"


@pytest.mark.parametrize("among", [3, 3000])
def test_an_address_that_stands_bare_is_the_one_person_who_bears_it_elsewhere(among: int, tmp_path: Path) -> None:
    found = find(tmp_path, [{"email": MAIL}, {"email": MAIL, "name": "相馬 花子"}, {"email": MAIL}], among=among)
    assert found.together(0, 1, 2)
    assert found.surely(0, 2), "the second bare mention of an address adds nobody"
    count = interval(found.resolution)
    assert count.at_least <= among + 1 == count.best <= count.at_most


def test_an_address_with_several_names_joins_neither_of_them_nor_the_bare_ones_to_them(tmp_path: Path) -> None:
    names = [{"email": "info@example.com", "name": name} for name in ("相馬 花子", "二宮 健", "三谷 恵")]
    found = find(tmp_path, [*names, {"email": "info@example.com"}, {"email": "info@example.com"}], among=3)
    assert len({int(found.resolution.best[found.first + place]) for place in range(5)}) == 4
    assert found.together(3, 4), "the two bare ones are nobody else than whoever reads there"


def test_an_address_bare_in_forty_mails_is_one_person(tmp_path: Path) -> None:
    assert find(tmp_path, [{"email": MAIL}] * 40, among=3).together(*range(40))


def test_bare_records_of_one_address_that_differ_in_something_else_are_not_joined_by_it(tmp_path: Path) -> None:
    found = find(tmp_path, [{"email": MAIL, "member_id": "A10001"}, {"email": MAIL, "member_id": "A10002"}])
    assert not found.together(0, 1)


LETTER, TABLE = "letter.pdf", "letter.pdf!table1"
TAMI = {"name": "相馬 多美", "birth_date": "1980-05-06"}


@pytest.mark.parametrize(
    ("text", "row", "one"),
    [
        ({"name": "相馬 多美", "address": "某市北町1-2-3"}, TAMI, True),
        ({"name": "相馬 多美", "birth_date": "1952-01-20"}, TAMI, False),
        ({"name": "相馬 多江"}, TAMI, False),
        ({"name": "相馬"}, TAMI, False),
    ],
)
def test_the_addressee_of_a_letter_is_the_line_of_his_name_in_its_table(
    text: dict[str, str], row: dict[str, str], one: bool, tmp_path: Path
) -> None:
    assert (
        find(tmp_path, [text, row, {"name": "相馬 大地"}], among=3, items=[LETTER, TABLE, TABLE]).together(0, 1) == one
    )


def test_namesakes_in_a_table_or_in_another_document_are_not_joined_by_the_name(tmp_path: Path) -> None:
    two = find(tmp_path, [{"name": "相馬 多美"}, TAMI, TAMI | {"birth_date": "1990-07-07"}], among=3,
               items=[LETTER, TABLE, TABLE])  # fmt: skip
    assert not two.together(0, 1) and not two.together(0, 2), "which of the two is meant is not known"
    elsewhere = find(tmp_path, [{"name": "相馬 多美"}, TAMI], among=3, items=["other.pdf", TABLE])
    assert not elsewhere.together(0, 1)


def test_in_a_document_of_ten_thousand_names_a_name_is_no_longer_enough(tmp_path: Path) -> None:
    rows = [{"name": f"相馬 多{chr(0x4E00 + n)}"} for n in range(11_000)]
    assert not find(tmp_path, [rows[5], *rows], among=3, items=[LETTER, *[TABLE] * len(rows)]).together(0, 6)
