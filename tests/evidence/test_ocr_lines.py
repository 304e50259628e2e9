"""The boxes that OCR finds are put on lines, also where the page was laid askew on the scanner."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

from tenmatsu.evidence.pdf.ocr import _ordered
from tenmatsu.evidence.pdf.ocr_forms import FORMS, japanese


def page(degrees: float) -> SimpleNamespace:
    """Ten lines of a label and a value far to the right, the page turned."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    boxes, texts = [], []
    for line in range(10):
        for left, wide, text in ((100, 300, f"項目{line}"), (1200, 350, f"値{line}")):
            top = 100 + 50 * line
            corners = [(left, top), (left + wide, top), (left + wide, top + 30), (left, top + 30)]
            boxes.append([(x * cosine - y * sine, x * sine + y * cosine) for x, y in corners])
            texts.append(text)
    return SimpleNamespace(boxes=boxes, txts=texts)


@pytest.mark.parametrize("degrees", [0.0, 1.5, -2.0, 4.0])
def test_label_and_value_stay_on_one_line_on_a_page_laid_askew(degrees) -> None:
    assert _ordered(page(degrees)) == [f"項目{line}\t値{line}" for line in range(10)]


def test_forms_of_other_languages_are_read_as_the_japanese_ones_and_japanese_is_left_alone() -> None:
    assert japanese("小山爱 名占屋币 桜开 メ一ル センタ-") == "小山愛 名占屋市 桜井 メール センター"
    kept = "一ノ瀬一 オ一八 カナ-123 第一 竜 叶 沢"
    assert japanese(kept) == kept
    assert all(one.encode("cp932") for one in FORMS.values())
    for code in FORMS:
        with pytest.raises(UnicodeEncodeError):
            chr(code).encode("cp932")
