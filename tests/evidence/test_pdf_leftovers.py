"""What a PDF holds on no page is told once, as hidden; what stands askew, is clipped away or see-through is judged."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FONT = "HeiseiKakuGo-W5"
SECRET = "山田花子 090-0000-1234 hanako@example.jp"
OPEN = "担当 佐藤太郎"


def pdf(*pages: Callable[[canvas.Canvas], object]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842))
    for draw in pages:
        sheet.setFont(FONT, 11)
        draw(sheet)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def open_line(sheet: canvas.Canvas) -> None:
    sheet.drawString(60, 760, OPEN)


def hidden_of(passages) -> list[str]:
    return [one.text for one in passages if one.hidden and not one.locator.get("metadata")]


def shown_of(passages) -> str:
    return "\n".join(one.text for one in passages if not one.hidden)


def clipped(sheet: canvas.Canvas) -> None:
    sheet.saveState()
    path = sheet.beginPath()
    path.rect(0, 0, 5, 5)
    sheet.clipPath(path, stroke=0, fill=0)
    sheet.drawString(60, 700, SECRET)
    sheet.restoreState()


def see_through(sheet: canvas.Canvas) -> None:
    sheet.beginForm("ghost")
    sheet.setFont(FONT, 11)
    sheet.drawString(60, 700, SECRET)
    sheet.endForm()
    sheet.setFillAlpha(0)
    sheet.doForm("ghost")
    sheet.setFillAlpha(1)


def askew(sheet: canvas.Canvas) -> None:
    sheet.translate(60, 300)
    sheet.rotate(25)
    sheet.drawString(0, 0, SECRET)
    sheet.rect(-3, -4, 330, 18, fill=1, stroke=0)


@pytest.mark.parametrize(("draw", "way"), [(clipped, "clipped"), (see_through, "invisible"), (askew, "box")])
def test_text_clipped_away_see_through_or_under_a_slanted_box_is_hidden_whole(seen, draw, way) -> None:
    def page(sheet: canvas.Canvas) -> None:
        open_line(sheet)
        draw(sheet)

    passages = seen({"a.pdf": pdf(page)}).passages
    assert [(one.text, one.locator.get("hidden")) for one in passages if one.locator.get("hidden")] == [(SECRET, way)]
    assert shown_of(passages) == OPEN


def test_a_watermark_across_the_page_leaves_its_lines_whole(seen) -> None:
    def page(sheet: canvas.Canvas) -> None:
        for line in range(20):
            sheet.drawString(
                60, 760 - 20 * line, f"{line:02d} 山田花子 電話 090-0000-12{line:02d} 住所 東京都千代田区丸の内"
            )
        sheet.translate(150, 400)
        sheet.rotate(45)
        sheet.setFont(FONT, 40)
        sheet.setFillGray(0.8)
        sheet.drawString(0, 0, "社外秘 複写厳禁")

    lines = shown_of(seen({"a.pdf": pdf(page)}).passages).split("\n")
    assert lines[:20] == [f"{at:02d} 山田花子 電話 090-0000-12{at:02d} 住所 東京都千代田区丸の内" for at in range(20)]
    assert lines[20:] == ["社外秘 複写厳禁"]


@pytest.mark.parametrize("kind", ["box", "/Square"])
def test_a_cover_takes_no_sign_from_the_line_above_it(seen, kind) -> None:
    above = "窓口は soudan_1.a@example.jp、担当は佐藤。"

    def page(sheet: canvas.Canvas) -> None:
        sheet.drawString(60, 700, above)
        sheet.drawString(60, 687, SECRET)
        if kind == "box":
            sheet.rect(55, 684, 300, 17.5, fill=1, stroke=0)

    def cover(document: pikepdf.Pdf) -> None:
        look = document.make_stream(b"0 g 0 0 300 17.5 re f")
        look.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 300, 17.5]})
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[55, 684, 355, 701.5], F=4,
            AP=pikepdf.Dictionary(N=look),
        )  # fmt: skip
        document.pages[0].obj.Annots = [note]

    data = pdf(page) if kind == "box" else changed(pdf(page), cover)
    passages = seen({"a.pdf": data}).passages
    assert shown_of(passages) == above
    assert hidden_of(passages) == [SECRET]


def alternative(document: pikepdf.Pdf) -> None:
    figure = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=pikepdf.String(SECRET)))
    document.Root.StructTreeRoot = document.make_indirect(pikepdf.Dictionary(K=[figure]))


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"// {SECRET}"))


def page_label(document: pikepdf.Pdf) -> None:
    document.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=pikepdf.String(SECRET))])


def choices(document: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(
        FT=pikepdf.Name.Ch, T=pikepdf.String("担当"), V=pikepdf.String("未定"),
        Opt=[pikepdf.String("未定"), pikepdf.String(SECRET)],
    )  # fmt: skip
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(field)])


@pytest.mark.parametrize("change", [alternative, script, page_label, choices])
def test_strings_of_any_object_are_told_as_hidden(seen, change) -> None:
    passages = seen({"a.pdf": changed(pdf(open_line), change)}).passages
    assert [text for text in hidden_of(passages) if SECRET in text]
    assert SECRET not in shown_of(passages)


def test_alternative_text_that_stands_on_the_page_is_not_told_again(seen) -> None:
    data = changed(pdf(open_line, lambda sheet: sheet.drawString(60, 700, SECRET)), alternative)
    assert hidden_of(seen({"a.pdf": data}).passages) == []


def test_a_page_that_was_taken_from_the_tree_and_left_in_the_file_is_read(seen) -> None:
    def loose(document: pikepdf.Pdf) -> None:
        left = document.pages[1].obj
        del document.pages[1]
        document.Root.Left = pikepdf.Array([left])

    data = changed(pdf(open_line, lambda sheet: sheet.drawString(60, 700, SECRET)), loose)
    passages = seen({"a.pdf": data}).passages
    assert [(one.text, str(one.locator).partition("#")[2]) for one in passages if one.hidden][-1:] == [
        (SECRET, "part=loose-page;n=1")
    ]
    assert shown_of(passages) == OPEN


def test_a_field_whose_widgets_are_all_hidden_is_hidden(seen) -> None:
    def field(document: pikepdf.Pdf) -> None:
        widget = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, F=2, Rect=[0, 0, 9, 9])
        )
        owner = document.make_indirect(
            pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("メモ"), V=pikepdf.String(SECRET), Kids=[widget])
        )
        widget.Parent = owner
        document.pages[0].obj.Annots = [widget]
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[owner])

    assert hidden_of(seen({"a.pdf": changed(pdf(open_line), field)}).passages) == [f"メモ: {SECRET}"]


def test_text_whose_font_does_not_tell_its_characters_is_no_text_and_no_silence(seen) -> None:
    def forget(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].Resources.Font.values():
            if font.Subtype == pikepdf.Name.Type0:
                font.Encoding = pikepdf.Name("/Identity-H")
                font.DescendantFonts[0].CIDSystemInfo.Ordering = pikepdf.String("Identity")

    found = seen({"a.pdf": changed(pdf(open_line), forget)})
    assert "do not tell which they are" in found.unread["evidence/a.pdf"]
    assert "担当" not in shown_of(found.passages)
