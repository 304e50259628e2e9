"""Identifiers in texts of other hands: touching Japanese, odd dashes, forms, quoted mails, English, breaks."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from tenmatsu.pii.text import find

_SPEC = importlib.util.spec_from_file_location("strangers", Path(__file__).with_name("strangers.py"))
assert _SPEC and _SPEC.loader
strangers = importlib.util.module_from_spec(_SPEC)
sys.modules["strangers"] = strangers
_SPEC.loader.exec_module(strangers)

KINDS = frozenset(
    [
        "phone",
        "email",
        "postcode",
        "birth_date",
        "my_number",
        "drivers_licence",
        "card",
        "passport",
        "residence_card",
        "pension_number",
        "health_insurance",
        "employment_insurance",
        "resident_code",
        "bank_account",
        "member_id",
        "employee_id",
        "password",
    ]
)


@pytest.mark.parametrize("half", ["open", "kept"])
def test_values_are_found_and_numbers_of_things_are_not(half: str) -> None:
    missed, false, values, said = [], [], 0, 0
    for text, spans in strangers.texts(half, times=1):
        found = [spot for spot in find(text) if spot.kind in KINDS]
        for kind, start, end in spans:
            values += 1
            if not any(one.kind == kind and one.start <= start and end <= one.end for one in found):
                missed.append((kind, text[start:end]))
        for one in found:
            said += 1
            if not any(one.start < end and start < one.end for _, start, end in spans):
                false.append((one.kind, one.value))
    assert len(missed) <= 0.025 * values, missed
    assert len(false) <= 0.01 * said, false


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("電話が090-1234-\n5678に変わりました。", "phone", "090-1234-\n5678"),
        ("> 本日中に090‑\n> 1585‑5955まで", "phone", "090‑\n> 1585‑5955"),
        ("カード番号は41111111\n11111111です。", "card", "41111111\n11111111"),
        ("個人番号は123456\n789018でした。", "my_number", "123456\n789018"),
        ("①電話090-1234-5678②生年月日1975/3/17③", "birth_date", "1975/3/17"),
        ("born 5 Nov 1974 in Kobe", "birth_date", "5 Nov 1974"),
        ("性別：\n会員番号：\n684292", "member_id", "684292"),
        ("電　話\n03-3598-7736\n生　年　月　日\n2006/07/31", "birth_date", "2006/07/31"),
        ("パスワード「Zt9#mmLq」を本文に書いた。", "password", "Zt9#mmLq"),
        ("Residence card number: UH07882726EA (expires 2027)", "residence_card", "UH07882726EA"),
    ],
)
def test_a_value_is_found_across_a_break_a_form_or_a_language(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(one.kind, one.value) for one in find(text)]


@pytest.mark.parametrize(
    "text", ["受付\n1234-5678\n9012-3456\n", "数量 1201\n1202\n1203", "took 1s hash=1d884c2758380a9257df9c5eff913395"]
)
def test_numbers_below_one_another_stay_apart(text: str) -> None:
    assert find(text) == []
