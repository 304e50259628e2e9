"""Fax, post or papers to the wrong person; a medium that was lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.exposure.scenes import WINDOW, lines, scene, told

from tenmatsu.errors import CaseError
from tenmatsu.exposure.channel import channels
from tenmatsu.law.facts import Facts
from tenmatsu.model import Certainty

RECORDS = [(1, "fax.pdf", 1, 7, ["name", "my_number"]), (2, "fax.pdf", 2, None, ["phone"])]


def test_who_stands_in_the_papers_was_exposed_to_the_recipient(tmp_path: Path) -> None:
    one = scene(
        tmp_path, "misdelivery", RECORDS, recipient="F氏", certainty=Certainty.CONFIRMED, means="fax", destroyed="yes"
    )
    assert lines(one) == [
        (1, 7, ["name", "my_number"], *WINDOW, "F氏", "confirmed"),
        (2, None, ["phone"], *WINDOW, "F氏", "confirmed"),
    ]
    assert told(one)["media"] == "ファクシミリ"
    assert "破棄を確認" in told(one)["other_matters"]


@pytest.mark.parametrize(
    ("key", "value"), [("means", "FAX"), ("means", 3), ("destroyed", "perhaps"), ("destroyed", [])]
)
def test_a_wrong_word_is_told_with_its_place(tmp_path: Path, key: str, value: Any) -> None:
    with pytest.raises(CaseError, match=rf'case.toml: \[\[evidence\]\] no. 1: key "{key}" must be one of'):
        lines(scene(tmp_path, "misdelivery", RECORDS, **{key: value}))


@pytest.mark.parametrize(
    ("encrypted", "certainty"), [("yes", "possible"), ("no", "confirmed"), ("unknown", "confirmed")]
)
def test_an_encrypted_medium_stays_in_the_register_as_possible(tmp_path: Path, encrypted: str, certainty: str) -> None:
    one = scene(tmp_path, "loss", RECORDS, certainty=Certainty.CONFIRMED, medium="USBメモリ", encrypted=encrypted)
    assert {line[-1] for line in lines(one)} == {certainty}
    assert told(one)["media"] == "USBメモリ"


def test_encryption_alone_does_not_settle_advanced_encryption(tmp_path: Path) -> None:
    facts = told(scene(tmp_path, "loss", RECORDS, encrypted="yes"))
    assert facts["advanced_encryption"] == "unknown"
    assert "暗号化されていたとされる" in facts["other_matters"]


def test_theft_suggests_an_improper_purpose(tmp_path: Path) -> None:
    assert told(scene(tmp_path, "loss", RECORDS, stolen="yes"))["improper_purpose"] == "suspected"
    assert "improper_purpose" not in told(scene(tmp_path, "loss", RECORDS, stolen="unknown"))


def test_the_law_knows_every_fact(tmp_path: Path) -> None:
    for name, keys in (
        ("misdelivery", {"means": "post", "destroyed": "no"}),
        ("loss", {"encrypted": "yes", "stolen": "yes"}),
    ):
        one = scene(tmp_path, name, RECORDS, **keys)
        lines(one)
        found = channels()[name].facts(one)
        for fact in found:
            Facts([fact]).check([fact])


PAPERS = [(1, "a.txt", 1, 1, ["name", "postcode", "address"]), (2, "b.txt", 1, 2, ["name", "birth_date"])]
NAMED = [(1, "a.txt", "name", "架空 直樹", False, None), (2, "b.txt", "name", "見本 花子", False, None)]


def test_the_recipient_is_not_exposed_to_himself(tmp_path: Path) -> None:
    one = scene(tmp_path, "misdelivery", PAPERS, NAMED, recipient="架空　直樹 様")
    assert [line[0] for line in lines(one)] == [2]
    assert "宛名" in told(one)["not_counted"]
    assert not channels()["misdelivery"].whole(one)


def test_a_person_of_the_recipients_name_of_whom_more_is_told_is_another_one(tmp_path: Path) -> None:
    more = [(3, "b.txt", 2, 3, ["name", "birth_date"])]
    named = [*NAMED, (3, "b.txt", "name", "架空直樹", False, None)]
    one = scene(tmp_path, "misdelivery", [*PAPERS, *more], named, recipient="架空 直樹")
    assert [line[0] for line in lines(one)] == [2, 3]
    alone = scene(tmp_path, "misdelivery", PAPERS[:1], NAMED[:1], recipient="架空 直樹")
    assert [line[0] for line in lines(alone)] == [1]


def test_the_address_in_a_blackmailers_message_is_nobody_who_was_exposed(tmp_path: Path) -> None:
    records = [(n, item, 1, n, ["email"]) for n, item in enumerate(("x/HOW_TO_DECRYPT.txt", "x/list.txt"), 1)]
    one = scene(tmp_path, "intrusion", records)
    assert [line[0] for line in lines(one)] == [2]
    assert "脅迫文" in told(one)["not_counted"]
