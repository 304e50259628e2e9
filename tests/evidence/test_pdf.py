"""What a page shows is read in its order; what it hides is found, and what looks like hiding is left alone."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from tenmatsu.evidence.pdf import structure
from tenmatsu.evidence.pdf.ocr import Ocr
from tenmatsu.evidence.reading import Fault, Source, Text

FONT = "HeiseiKakuGo-W5"
Draw = Callable[[canvas.Canvas], object]


def pdf(*pages: Draw, **options: object) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842), **options)
    for draw in pages:
        sheet.setFont(FONT, 12)
        draw(sheet)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def box(sheet: canvas.Canvas, grey: float = 0.0, x: float = 55, y: float = 695, w: float = 200, h: float = 20) -> None:
    sheet.setFillGray(grey)
    sheet.rect(x, y, w, h, fill=1, stroke=0)


def flat(colour: str = "black") -> ImageReader:
    return ImageReader(Image.new("RGB", (20, 20), colour))


SECRET = "秘密の山田花子 TK1234567"


def secret(sheet: canvas.Canvas, **how: object) -> None:
    sheet.drawString(60, 700, SECRET, **how)


def black(sheet: canvas.Canvas) -> None:
    secret(sheet)
    box(sheet)


def grey(sheet: canvas.Canvas) -> None:
    secret(sheet)
    box(sheet, 0.6)


def whitened(sheet: canvas.Canvas) -> None:
    secret(sheet)
    box(sheet, 1)


def pictured(sheet: canvas.Canvas) -> None:
    secret(sheet)
    sheet.drawImage(flat(), 55, 695, 200, 20)


def white(sheet: canvas.Canvas) -> None:
    sheet.setFillGray(1)
    secret(sheet)


def black_on_black(sheet: canvas.Canvas) -> None:
    box(sheet)
    secret(sheet)


def invisible(sheet: canvas.Canvas) -> None:
    secret(sheet, mode=3)


def outside(sheet: canvas.Canvas) -> None:
    sheet.drawString(700, 700, SECRET)


def tiny(sheet: canvas.Canvas) -> None:
    sheet.setFont(FONT, 0.7)
    secret(sheet)


def blocks(sheet: canvas.Canvas) -> None:
    secret(sheet)
    sheet.drawString(60, 700, "█" * 16)


def broad_line(sheet: canvas.Canvas) -> None:
    secret(sheet)
    sheet.setLineWidth(20)
    sheet.line(55, 705, 260, 705)


def inside_a_form(sheet: canvas.Canvas) -> None:
    secret(sheet)
    sheet.beginForm("cover")
    box(sheet, 0, 0, 0, 200, 20)
    sheet.endForm()
    sheet.translate(55, 695)
    sheet.doForm("cover")


@pytest.mark.parametrize(
    ("draw", "way"),
    [
        (black, "box"), (grey, "box"), (whitened, "box"), (pictured, "image"), (white, "colour"),
        (black_on_black, "colour"), (invisible, "invisible"), (outside, "off-page"), (tiny, "tiny"), (blocks, "box"),
        (broad_line, "box"), (inside_a_form, "box"),
    ],
)  # fmt: skip
def test_text_that_nobody_sees_is_read_and_called_hidden(seen, draw, way) -> None:
    def page(sheet: canvas.Canvas) -> None:
        sheet.drawString(60, 760, "見える文")
        draw(sheet)

    passages = seen({"a.pdf": pdf(page)}).passages
    hidden = [one for one in passages if one.hidden and one.locator.get("hidden")]
    assert [(one.text, one.locator.place) for one in hidden] == [(SECRET, (("page", "1"), ("hidden", way), ("n", "1")))]
    assert SECRET not in "".join(one.text for one in passages if not one.hidden)
    assert any("見える文" in one.text for one in passages if not one.hidden)


def white_on_dark(sheet: canvas.Canvas) -> None:
    box(sheet, 0.2)
    sheet.setFillGray(1)
    secret(sheet)


def shaded_header(sheet: canvas.Canvas) -> None:
    box(sheet, 0.8)
    sheet.setFillGray(0)
    secret(sheet)


def highlighter(sheet: canvas.Canvas) -> None:
    secret(sheet)
    sheet.setFillColorRGB(1, 1, 0, alpha=0.4)
    sheet.rect(55, 695, 200, 20, fill=1, stroke=0)


def framed(sheet: canvas.Canvas) -> None:
    secret(sheet)
    sheet.rect(55, 695, 200, 20, fill=0)


def on_a_picture(sheet: canvas.Canvas) -> None:
    sheet.drawImage(flat("lightblue"), 55, 690, 200, 30)
    secret(sheet)


def hatched(sheet: canvas.Canvas) -> None:
    secret(sheet)
    for at in range(20):
        sheet.line(55 + at * 10, 695, 65 + at * 10, 715)


def beside(sheet: canvas.Canvas) -> None:
    secret(sheet)
    box(sheet, 0, 300)


def underlined(sheet: canvas.Canvas) -> None:
    secret(sheet)
    box(sheet, 0, 55, 695, 200, 2)


def pale(sheet: canvas.Canvas) -> None:
    sheet.setFillGray(0.7)
    secret(sheet)


@pytest.mark.parametrize(
    "draw", [white_on_dark, shaded_header, highlighter, framed, on_a_picture, hatched, beside, underlined, pale]
)
def test_what_looks_like_hiding_and_is_none_is_left_alone(seen, draw) -> None:
    passages = seen({"a.pdf": pdf(draw)}).passages
    assert not [one for one in passages if one.locator.get("hidden")]
    assert passages[0].text == SECRET


def test_the_text_behind_a_scan_is_the_text_of_the_page(seen) -> None:
    picture = Image.new("RGB", (595, 842), "white")
    ImageDraw.Draw(picture).text((60, 130), "scanned line", fill="black")
    ImageDraw.Draw(picture).rectangle((50, 330, 300, 350), fill="black")

    def page(sheet: canvas.Canvas) -> None:
        sheet.drawImage(ImageReader(picture), 0, 0, 595, 842)
        sheet.drawString(60, 700, "scanned line", mode=3)
        sheet.drawString(60, 500, "under the ink", mode=3)

    texts = [(one.text, one.hidden) for one in seen({"a.pdf": pdf(page)}).passages if one.locator.get("page")]
    assert texts == [("scanned line", False), ("under the ink", True)]


def test_rows_of_a_form_stay_on_a_line_with_their_cells_apart(seen) -> None:
    def page(sheet: canvas.Canvas) -> None:
        for x, column in ((60, ("氏名", "電話", "住所")), (200, ("山田　太郎", "03-0000-0001", "千代田区"))):
            for at, cell in enumerate(column):
                sheet.drawString(x, 700 - 20 * at, cell)

    lines = seen({"a.pdf": pdf(page)}).passages[0].text.split("\n")
    assert lines == ["氏名\t山田　太郎", "電話\t03-0000-0001", "住所\t千代田区"]


def test_a_redacted_table_gives_up_every_patient_and_keeps_its_dates_open(seen) -> None:
    people = [
        (f"{20_230_000 + at}", f"架空{chr(0x4E00 + 31 * at)}　花子{at}", f"2020年{at % 12 + 1}月3日")
        for at in range(30)
    ]

    def page(sheet: canvas.Canvas) -> None:
        for at, row in enumerate(people):
            for x, cell in zip((60, 140, 320), row, strict=True):
                sheet.drawString(x, 780 - 20 * at, cell)
        for at in range(len(people)):
            box(sheet, 0, 56, 776 - 20 * at, 230, 15)

    passages = seen({"a.pdf": pdf(page)}).passages
    assert passages[0].text.split("\n") == [row[2] for row in people]
    assert passages[1].text.split("\n") == [f"{number}\t{name}" for number, name, _ in people]


def test_a_revision_before_the_last_is_read(seen) -> None:
    data = pdf(lambda sheet: (secret(sheet), sheet.drawString(60, 650, "残る文")))
    with pikepdf.open(io.BytesIO(data)) as document:
        number = len(document.objects)
        content = next(
            at for at, one in enumerate(document.objects, 1) if one.objgen == document.pages[0].Contents.objgen
        )
    last = pdf(lambda sheet: sheet.drawString(60, 650, "残る文"))
    with pikepdf.open(io.BytesIO(last)) as document:
        stream = document.pages[0].Contents.read_bytes()
    root = data[data.rfind(b"trailer") :].split(b"startxref")
    start = int(root[1].split()[0])
    added = b"\n%d 0 obj\n<< /Length %d >>\nstream\n" % (content, len(stream)) + stream + b"\nendstream\nendobj\n"
    at = len(data) + 1
    table = b"xref\n%d 1\n%010d 00000 n \n" % (content, at)
    trailer = root[0].replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start)
    whole = data + added + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(added))
    assert number
    passages = [one for one in seen({"a.pdf": whole}).passages if one.locator.get("page")]
    assert [(one.text, one.hidden, one.locator.get("hidden")) for one in passages] == [
        ("残る文", False, None),
        (SECRET, True, "revision"),
    ]


def test_revisions_beyond_the_newest_twenty_are_counted(seen) -> None:
    data = pdf(lambda sheet: sheet.drawString(60, 650, "残る文"))
    tail = data[data.rfind(b"startxref") :]
    assert "evidence/a.pdf" not in seen({"a.pdf": data + tail * 20}).unread
    many = seen({"a.pdf": data + tail * 23}).unread["evidence/a.pdf"]
    assert many == "revisions: the oldest 3 of 23 earlier revisions are not read"


def test_fields_and_headings_beyond_the_most_are_counted(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(structure, "MOST", 3)
    document = pikepdf.open(io.BytesIO(pdf(secret)))
    group = pikepdf.Dictionary(
        T="申込", Kids=pikepdf.Array([pikepdf.Dictionary(T=f"氏名{at}", V=f"甲{at}") for at in range(4)])
    )
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[group, pikepdf.Dictionary(T="備考", V="乙")])
    with document.open_outline() as outline:
        for at in range(4):
            outline.root.append(pikepdf.OutlineItem(f"章{at}", 0))
            outline.root[-1].children.append(pikepdf.OutlineItem(f"節{at}", 0))
    path = tmp_path / "a.pdf"
    document.save(path)
    every = list(structure.structure(Source("a.pdf", str(path), str(tmp_path), path.stat().st_size), "", set()))
    assert [one.reason for one in every if isinstance(one, Fault)] == [
        "form fields: the last 2 of 5 are not read",
        "outlines: the last 5 of 8 headings are not read",
    ]
    texts = [one.text for one in every if isinstance(one, Text)]
    assert "備考: 乙" in texts and "章0\n節0\n章1" in texts
    assert sum(one.startswith("氏名") for one in texts) == 2


def test_metadata_names_persons_and_not_the_programs_a_document_was_made_with(seen) -> None:
    document = pikepdf.open(io.BytesIO(pdf(secret)))
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
        packet["dc:creator"] = ["田中 花子"]
        packet["xmp:CreatorTool"] = "Writer 7"
        packet["pdf:Producer"] = "PDF Press 3"
    for key, words in (("/Author", "佐藤 次郎"), ("/Creator", "Writer 7"), ("/Producer", "PDF Press 3")):
        document.docinfo[key] = words
    out = io.BytesIO()
    document.save(out)
    told = [one.text for one in seen({"a.pdf": out.getvalue()}).passages if one.locator.get("metadata")]
    assert "佐藤 次郎" in told and "田中 花子" in told
    assert not {"Writer 7", "PDF Press 3"} & set(told)


def test_metadata_fields_notes_outline_and_attachments_are_read(seen, samples) -> None:
    document = pikepdf.open(io.BytesIO(pdf(secret)))
    document.docinfo["/Author"] = "佐藤 次郎"
    document.attachments["名簿.csv"] = pikepdf.AttachedFileSpec(document, samples.CSV, filename="名簿.csv")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[300, 300, 320, 320],
        Contents="要確認 鈴木",
        T="査読者",
    )
    document.pages[0].Annots = document.make_indirect([document.make_indirect(note)])
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="氏名", V="高橋 三郎")
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(field)])
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("患者一覧", 0))
    out = io.BytesIO()
    document.save(out)
    found = seen({"a.pdf": out.getvalue()})
    texts = {one.locator.place[0]: (one.text, one.hidden) for one in found.passages if "Author" in str(one.locator)}
    assert texts[("metadata", "Author")] == ("佐藤 次郎", True)
    every = {one.text: one.hidden for one in found.passages}
    assert every["要確認 鈴木"] and every["査読者"]
    assert every["氏名: 高橋 三郎"] is False and every["患者一覧"] is False
    assert found.tables["evidence/a.pdf!名簿.csv"].rows == 2


def encrypted(user: str, owner: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(secret))) as document:
        document.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


def test_encrypted_files_open_with_a_password_of_the_case_or_say_that_they_do_not(seen) -> None:
    found = seen({"own.pdf": encrypted("", "boss"), "key.pdf": encrypted("合言葉1", "boss")}, ("wrong", "合言葉1"))
    assert [one.text for one in found.passages if one.locator.get("page")] == [SECRET, SECRET]
    assert (
        seen({"key.pdf": encrypted("other", "boss"), "own.pdf": b""}, ("wrong", "bad"))
        .unread["evidence/key.pdf"]
        .startswith("encrypted, and none of the 2")
    )


def test_a_layer_that_is_off_is_hidden(seen) -> None:
    document = pikepdf.open(io.BytesIO(pdf(lambda sheet: (secret(sheet), None))))
    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="内部用"))
    settings = pikepdf.Dictionary(OFF=[layer], Order=[layer])
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=settings)
    page = document.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(L0=layer)
    page.contents_add(b"/OC /L0 BDC", prepend=True)
    page.contents_add(b"EMC")
    out = io.BytesIO()
    document.save(out)
    passages = [one for one in seen({"a.pdf": out.getvalue()}).passages if one.locator.get("page")]
    assert [(one.text, one.locator.get("hidden")) for one in passages] == [(SECRET, "layer")]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_judged_as_it_is_shown(seen, degrees) -> None:
    document = pikepdf.open(
        io.BytesIO(pdf(lambda sheet: (black(sheet), sheet.drawString(60, 600, "見える文がここにある"))))
    )
    document.pages[0].Rotate = degrees
    out = io.BytesIO()
    document.save(out)
    hidden = [one for one in seen({"a.pdf": out.getvalue()}).passages if one.locator.get("hidden")]
    assert [one.text for one in hidden] == [SECRET]


def test_a_crop_box_hides_what_lies_outside_it(seen) -> None:
    document = pikepdf.open(io.BytesIO(pdf(lambda sheet: (secret(sheet), sheet.drawString(60, 100, "見える")))))
    document.pages[0].CropBox = [0, 0, 595, 400]
    out = io.BytesIO()
    document.save(out)
    texts = [(one.text, one.locator.get("hidden")) for one in seen({"a.pdf": out.getvalue()}).passages[:2]]
    assert texts == [("見える", None), (SECRET, "off-page")]


def test_a_picture_that_is_not_read_says_why() -> None:
    ocr = Ocr(0)
    assert ocr.lines(np.zeros((9, 9, 3), np.uint8)) is None
    assert "OCR" in ocr.why


@pytest.mark.large
def test_pictures_and_scanned_pages_are_read_where_ocr_is_installed(seen) -> None:
    pytest.importorskip("rapidocr")
    picture = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(picture).text((40, 60), "TK1234567", fill="black", font_size=48)
    out = io.BytesIO()
    picture.save(out, "PNG")
    page = pdf(lambda sheet: sheet.drawImage(ImageReader(picture), 0, 300, 595, 132))
    passages = seen({"a.png": out.getvalue(), "a.pdf": page}).passages
    assert [one.text for one in passages if one.locator.get("by") == "ocr"] == ["TK1234567", "TK1234567"]


def test_a_picture_too_small_for_text_is_counted(seen) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    assert "no text" in seen({"a.png": out.getvalue()}).unread["evidence/a.png"]


@pytest.mark.parametrize(
    ("kind", "colour", "way"),
    [("Square", (0, 0, 0), "annotation"), ("Highlight", (0, 0, 0), "annotation"), ("Highlight", (1, 1, 0), None)],
)
def test_an_annotation_hides_what_it_blackens_and_a_highlighter_does_not(seen, kind, colour, way) -> None:
    document = pikepdf.open(io.BytesIO(pdf(secret)))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[55, 695, 255, 715], F=4, C=colour, IC=colour,
        QuadPoints=[55, 715, 255, 715, 55, 695, 255, 695],
    )  # fmt: skip
    document.pages[0].Annots = document.make_indirect([document.make_indirect(note)])
    out = io.BytesIO()
    document.save(out)
    first = seen({"a.pdf": out.getvalue()}).passages[0]
    assert (first.text, first.locator.get("hidden")) == (SECRET, way)
