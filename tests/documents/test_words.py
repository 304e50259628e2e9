"""Every label stands in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tenmatsu.documents import words
from tenmatsu.documents.words import LANGS, WORDS, count, share, shown, word
from tenmatsu.model import KIND_WORDS, Certainty

SOURCE = Path(words.__file__).parent


def test_no_key_lacks_a_language() -> None:
    assert [key for key, label in WORDS.items() if not (label.ja.strip() and label.en.strip())] == []


def test_both_languages_have_the_same_blanks() -> None:
    blanks = {
        key: [set(re.findall(r"{(\w+)}", getattr(label, lang))) for lang in LANGS] for key, label in WORDS.items()
    }
    assert {key: found for key, found in blanks.items() if found[0] != found[1]} == {}


def test_every_kind_and_certainty_has_a_word() -> None:
    wanted = {f"kind.{kind}" for kind in KIND_WORDS} | {f"certainty.{one.value}" for one in Certainty}
    assert wanted - set(WORDS) == set()


def test_every_key_that_the_page_asks_for_is_there() -> None:
    page = (SOURCE / "report" / "page.html.j2").read_text(encoding="utf-8")
    asked = set(re.findall(r'\bt\("([a-z_.]+[a-z_])"', page))
    assert asked and asked - set(WORDS) == set()


def test_no_japanese_is_left_in_the_english() -> None:
    assert [key for key, label in WORDS.items() if re.search(r"[ぁ-ヿ一-鿿]", label.en)] == []


@pytest.mark.parametrize(
    ("number", "ja", "en"),
    [(0, "0 人", "0 persons"), (1, "1 人", "1 person"), (6788443, "6,788,443 人", "6,788,443 persons")],
)
def test_a_number_carries_its_unit(number: int, ja: str, en: str) -> None:
    assert (count("persons", number, "ja"), count("persons", number, "en")) == (ja, en)


def test_what_nobody_counted_is_a_dash_and_not_a_zero() -> None:
    assert shown(None, "records", "ja") == "–"
    assert shown(0, "records", "ja") == "0 件"


def test_a_small_share_is_not_shown_as_none() -> None:
    assert [share(0), share(0.0001), share(0.37)] == ["0.0%", "< 0.1%", "37.0%"]


def test_a_kind_from_a_plug_in_stands_as_it_is() -> None:
    assert shown(("name", "blood_group"), "kinds", "ja") == "氏名・blood_group"
    assert word("note.loose", "en", n=1234567) == "Records that belong to no person yet: 1,234,567."
