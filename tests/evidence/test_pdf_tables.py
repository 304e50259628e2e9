"""Lists in PDF files: records with their cells, over pages, with rules and without."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from tenmatsu.evidence.reopen import reopen
from tenmatsu.model import Locator

FONT = "HeiseiKakuGo-W5"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
HEADER = ["会員番号", "氏名", "電話番号", "住所", "生年月日"]
FAMILIES, GIVEN = ("佐藤", "五十嵐", "髙﨑", "林"), ("花子", "太郎", "さくら")
PEOPLE = [
    [
        str(1001 + at),
        f"{FAMILIES[at % 4]} {GIVEN[at % 3]}",
        f"03-0000-{at:04}",
        f"東京都千代田区丸の内一丁目{at % 9 + 1}番{at % 30 + 1}号" + "第二会館" * (at % 3),
        f"19{40 + at % 60}/{at % 12 + 1:02}/{at % 28 + 1:02}",
    ]
    for at in range(70)
]
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
SHADE = ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)


def listed(*style: object, wrapped: bool, repeated: int = 1) -> bytes:
    """A list over several pages, with a heading above and a running head on each page."""
    text = ParagraphStyle("text", fontName=FONT, fontSize=9, wordWrap="CJK")
    rows = [[Paragraph(cell, text) if wrapped and at == 3 else cell for at, cell in enumerate(row)] for row in PEOPLE]
    table = Table([HEADER, *rows], repeatRows=repeated, colWidths=[60, 80, 90, 150 if wrapped else 230, 70])
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), FONT, 9), *style]))

    def head(sheet: canvas.Canvas, about: SimpleDocTemplate) -> None:
        sheet.setFont(FONT, 8)
        sheet.drawString(60, 815, "取扱注意")
        sheet.drawString(480, 815, f"{about.page} ページ")

    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([Paragraph("会員一覧", text), table], onFirstPage=head, onLaterPages=head)
    return out.getvalue()


@pytest.mark.parametrize(
    ("style", "wrapped", "repeated"),
    [
        ((GRID,), False, 1),
        ((GRID, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")), True, 1),
        ((SHADE,), False, 0),
        ((("VALIGN", (0, 0), (-1, -1), "TOP"),), True, 1),
        ((("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black)), True, 0),
    ],
)  # fmt: skip
def test_a_list_over_pages_is_one_table_with_every_record_whole(seen, rows, style, wrapped, repeated) -> None:
    found = seen({"a.pdf": listed(*style, wrapped=wrapped, repeated=repeated)})
    table = found.tables["evidence/a.pdf!table1"]
    assert table.header == tuple(HEADER)
    assert rows(table) == PEOPLE
    told = "".join(one.text for one in found.passages)
    assert "会員一覧" in told and "取扱注意" in told
    assert not any(row[2] in told for row in PEOPLE)


def page(draw: Callable[[canvas.Canvas], None]) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4)
    sheet.setFont(FONT, 10)
    draw(sheet)
    sheet.save()
    return out.getvalue()


def set_out(sheet: canvas.Canvas, lines: Sequence[Sequence[str]], columns: Sequence[int]) -> None:
    for at, line in enumerate(lines):
        for x, cell in zip(columns, line, strict=True):
            sheet.drawString(x, 700 - 18 * at, cell)


def test_columns_of_prose_and_forms_stay_text(seen) -> None:
    prose = [
        "お客様の情報が外部に送られた",
        "ことが分かりました。原因は",
        "現在調べております。皆様に",
        "ご迷惑をおかけしました。",
    ]

    def draw(sheet: canvas.Canvas) -> None:
        set_out(sheet, [[line, other] for line, other in zip(prose * 3, prose[::-1] * 3, strict=True)], (60, 320))

    def form(sheet: canvas.Canvas) -> None:
        pairs = [
            ["氏名", "山田 太郎"],
            ["電話番号", "03-0000-0001"],
            ["住所", "東京都千代田区"],
            ["生年月日", "1980/01/02"],
        ]
        set_out(sheet, pairs, (60, 160))

    found = seen({"prose.pdf": page(draw), "form.pdf": page(form)})
    assert found.tables == {}
    assert any("山田 太郎" in one.text for one in found.passages)


def test_a_list_with_blackened_cells_stays_text_with_what_is_hidden_apart(seen) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        set_out(sheet, [HEADER[:3], *[row[:3] for row in PEOPLE[:8]]], (60, 160, 300))
        sheet.rect(155, 560, 120, 134, fill=1, stroke=0)

    found = seen({"a.pdf": page(draw)})
    assert found.tables == {}
    hidden = "".join(one.text for one in found.passages if one.hidden)
    assert "佐藤 花子" in hidden and "03-0000-0001" not in hidden


def test_a_row_of_a_list_is_opened_again_and_its_line_is_its_page(seen, tmp_path) -> None:
    seen({"a.pdf": listed(GRID, wrapped=True)})
    found = reopen(
        tmp_path / "evidence",
        "evidence",
        Locator("evidence/a.pdf!table1", (("row", "60"), ("col", "氏名"))),
        neighbours=0,
    )
    assert [(row, cells) for row, _, cells in found.rows] == [(60, PEOPLE[59])]
    assert found.rows[0][1] > 1


@pytest.mark.parametrize("radical", ["⽒⽣⽉⽇", "⻑⻄"])
def test_radicals_are_read_as_the_ideographs_that_they_stand_for(radical) -> None:
    from tenmatsu.evidence.pdf.page import ideograph

    assert "".join(ideograph(ord(sign)) for sign in radical) in ("氏生月日", "長西")
