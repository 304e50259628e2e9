"""A family name alone under a contact is nobody new there."""

from __future__ import annotations

from pathlib import Path

from tenmatsu.people.count import interval

from .records import find

SATO, SUZUKI, DESK = "sato@mail.example.com", "suzuki@mail.example.com", "both@mail.example.com"


def test_a_family_name_is_the_full_name_under_the_same_address(tmp_path: Path) -> None:
    found = find(tmp_path, [
        {"name": "佐藤", "email": SATO}, {"name": "佐藤 健一", "email": SATO}, {"name": "佐藤", "email": SATO},
        {"name": "鈴木 花子", "email": SUZUKI}, {"email": SATO},
    ], among=0)  # fmt: skip
    assert found.together(0, 1, 2, 4)
    assert not found.together(0, 3)
    assert interval(found.resolution).best == 2


def test_a_family_name_that_no_list_of_surnames_knows(tmp_path: Path) -> None:
    found = find(tmp_path, [{"name": "架空沢", "phone": "09011112222"},
                            {"name": "架空沢 健一", "phone": "09011112222"}])  # fmt: skip
    assert found.together(0, 1)


def test_two_families_of_one_mailbox_stay_two(tmp_path: Path) -> None:
    found = find(tmp_path, [
        {"name": "佐藤", "email": DESK}, {"name": "鈴木", "email": DESK}, {"name": "佐藤 健一", "email": DESK},
        {"name": "鈴木 花子", "email": DESK}, {"email": DESK},
    ])  # fmt: skip
    assert found.together(0, 2)
    assert found.together(1, 3)
    assert not found.together(0, 1)
    assert not found.together(0, 4)
    assert not found.together(1, 4)


def test_two_of_one_family_are_not_chosen_between(tmp_path: Path) -> None:
    found = find(tmp_path, [
        {"name": "佐藤", "email": DESK}, {"name": "佐藤 健一", "email": DESK}, {"name": "佐藤 花子", "email": DESK},
    ])  # fmt: skip
    assert len({int(found.resolution.best[found.first + place]) for place in range(3)}) == 3


def test_another_family_name_is_another_person(tmp_path: Path) -> None:
    found = find(tmp_path, [{"name": "鈴木", "email": SATO}, {"name": "佐藤 健一", "email": SATO}])
    assert not found.together(0, 1)


def test_two_of_one_family_name_with_two_addresses_are_two_beyond_doubt(tmp_path: Path) -> None:
    rows = [{"name": "佐藤", "email": f"member{n}@mail.example.com"} for n in range(10)]
    assert interval(find(tmp_path, rows, among=0).resolution).at_least == 10


def test_a_nameless_mail_to_a_mailbox_of_two_families_is_neither(tmp_path: Path) -> None:
    found = find(tmp_path, [{"name": "佐藤", "email": DESK}, {"name": "鈴木", "email": DESK}, {"email": DESK}])
    assert len({int(found.resolution.best[found.first + place]) for place in range(3)}) == 3
    alone = find(tmp_path, [{"name": "佐藤", "email": DESK}, {"name": "佐藤", "email": DESK}, {"email": DESK}])
    assert alone.together(0, 1, 2)
