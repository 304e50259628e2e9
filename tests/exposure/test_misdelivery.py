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
    assert told(scene(tmp_path, "loss", RECORDS, encrypted="yes"))["advanced_encryption"] == "unknown"


def test_theft_suggests_an_improper_purpose(tmp_path: Path) -> None:
    assert told(scene(tmp_path, "loss", RECORDS, stolen="yes"))["improper_purpose"] == "suspected"
    assert "improper_purpose" not in told(scene(tmp_path, "loss", RECORDS, stolen="unknown"))


def test_the_law_knows_every_fact(tmp_path: Path) -> None:
    for name, keys in (
        ("misdelivery", {"means": "post", "destroyed": "no"}),
        ("loss", {"encrypted": "yes", "stolen": "yes"}),
    ):
        found = channels()[name].facts(scene(tmp_path, name, RECORDS, **keys))
        for fact in found:
            Facts([fact]).check([fact])
