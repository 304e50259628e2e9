"""A form whose values are blackened and whose labels are not: each value is read with its label, and only as hidden."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FONT = "HeiseiKakuGo-W5"
ROWS = [("氏名", "鈴木 美咲"), ("生年月日", "1980年4月5日"), ("顧客番号", "1002345"), ("備考", "特になし")]


def form() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842))
    sheet.setFont(FONT, 12)
    for number, (label, value) in enumerate(ROWS):
        sheet.drawString(60, 700 - 24 * number, f"{label}:")
        sheet.drawString(160, 700 - 24 * number, value)
        if label != "備考":
            sheet.rect(155, 696 - 24 * number, 150, 18, fill=1, stroke=0)
    sheet.drawString(60, 500, "生年月日は1975年6月7日で、担当は田中です。")
    sheet.rect(119, 496, 90, 16, fill=1, stroke=0)
    sheet.save()
    return out.getvalue()


def test_a_blackened_value_stands_behind_the_label_that_is_in_view(seen) -> None:
    texts = seen({"form.pdf": form()}).passages
    hidden = "\n".join(one.text for one in texts if one.locator.get("hidden") == "box")
    shown = "\n".join(one.text for one in texts if not one.hidden)
    assert [line.replace("\t", "") for line in hidden.splitlines()] == [
        "氏名:鈴木 美咲",
        "生年月日:1980年4月5日",
        "顧客番号:1002345",
        "生年月日は1975年6月7日",
    ]
    assert "鈴木" not in shown
    assert "備考" not in hidden
    assert "特になし" in shown
