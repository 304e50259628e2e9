"""Text that an Office package holds in any part is told once, as hidden, wherever its reader does not look."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from openpyxl import Workbook
from openpyxl.styles import Font
from pptx import Presentation
from pptx.dml.color import RGBColor as SlideColor
from pptx.util import Inches

SECRET = "山田花子 090-0000-1234 hanako@example.jp"
OPEN = "担当は佐藤です"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(change: Callable[[docx.document.Document], object] | None = None) -> bytes:
    out, held = io.BytesIO(), docx.Document()
    held.add_paragraph(OPEN)
    if change:
        change(held)
    held.save(out)
    return out.getvalue()


def patched(data: bytes, parts: dict[str, Callable[[str], str]], new: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            held = old.read(name)
            made.writestr(name, parts[name](held.decode()).encode() if name in parts else held)
        for name, text in (new or {}).items():
            made.writestr(name, text)
    return out.getvalue()


def split(passages) -> tuple[list[str], str]:
    return [one.text for one in passages if one.hidden], "\n".join(one.text for one in passages if not one.hidden)


def variable() -> bytes:
    told = f'<w:docVars><w:docVar w:name="顧客" w:val="{SECRET}"/></w:docVars></w:settings>'
    return patched(document(), {"word/settings.xml": lambda text: text.replace("</w:settings>", told)})


def orphan() -> bytes:
    return patched(document(), {}, {"word/old.xml": f"<w:p {WORD}><w:r><w:t>{SECRET}</w:t></w:r></w:p>"})


def choice() -> bytes:
    def add(held) -> None:
        box = f"""<w:sdt {WORD}><w:sdtPr><w:dropDownList><w:listItem w:displayText="{SECRET}" w:value="1"/>
            </w:dropDownList></w:sdtPr><w:sdtContent><w:p><w:r><w:t>選択</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
        held.element.body.insert(0, parse_xml(box))

    return document(add)


def field() -> bytes:
    def add(held) -> None:
        code = f"""<w:p {WORD}><w:r><w:instrText> HYPERLINK "mailto:a@example.jp?subject={SECRET}" </w:instrText></w:r>
            </w:p>"""
        held.element.body.insert(0, parse_xml(code))

    return document(add)


@pytest.mark.parametrize("make", [variable, orphan, choice, field])
def test_text_in_any_part_of_a_word_document_is_hidden_text(seen, make) -> None:
    hidden, shown = split(seen({"a.docx": make()}).passages)
    assert sum(SECRET in text for text in hidden) == 1
    assert SECRET not in shown and OPEN in shown


def test_a_plain_word_document_has_no_hidden_text_but_its_properties(seen) -> None:
    def add(held) -> None:
        held.add_heading("経過", 1)
        held.add_table(2, 2, style="Table Grid").cell(0, 0).text = "氏名"
        held.sections[0].header.paragraphs[0].text = "社外秘"

    passages = seen({"a.docx": document(add)}).passages
    assert [one.text for one in passages if one.hidden and not one.locator.get("property")] == []


def workbook(change: Callable[[Workbook], object]) -> bytes:
    out, book = io.BytesIO(), Workbook()
    for row in (
        ["氏名", "電話", "メール"],
        *([f"客{at}", f"090-0000-100{at}", f"k{at}@example.jp"] for at in range(5)),
    ):
        book.active.append(row)
    change(book)
    book.save(out)
    return out.getvalue()


def tip(book: Workbook) -> None:
    book.active["A2"].hyperlink = "https://example.jp/"
    book.active["A2"].hyperlink.tooltip = SECRET


def formula(book: Workbook) -> None:
    book.active["G9"] = f'=IF(1=2,"{SECRET}","")'


@pytest.mark.parametrize("change", [tip, formula])
def test_tips_of_links_and_words_in_formulas_of_a_workbook_are_hidden_text(seen, change) -> None:
    hidden, shown = split(seen({"a.xlsx": workbook(change)}).passages)
    assert sum(SECRET in text for text in hidden) == 1 and SECRET not in shown


def test_strings_that_no_cell_uses_any_more_are_hidden_text_and_used_ones_are_not(seen) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kept = f'<sst xmlns="{main}"><si><t>使用中</t></si><si><t>山田花子</t></si><si><t>090-0000-1234</t></si></sst>'
    cell = '<c r="F9" t="s"><v>0</v></c></row></sheetData>'
    sheet = {"xl/worksheets/sheet1.xml": lambda text: text.replace("</row></sheetData>", cell)}
    data = patched(workbook(lambda book: None), sheet, {"xl/sharedStrings.xml": kept})
    passages = seen({"a.xlsx": data}).passages
    assert [one.text for one in passages if one.locator.get("hidden")] == ["山田花子\n090-0000-1234"]


def test_type_of_two_points_or_less_in_a_cell_is_hidden(seen) -> None:
    def small(book: Workbook) -> None:
        book.active["H12"] = SECRET
        book.active["H12"].font = Font(size=1)

    tables = seen({"a.xlsx": workbook(small)}).tables
    assert [name for name, table in tables.items() if table.hidden] == ["evidence/a.xlsx!Sheet~hidden"]


def style(based: bool, **font: object) -> Callable[[docx.document.Document], None]:
    def add(held) -> None:
        made = held.styles.add_style("秘", WD_STYLE_TYPE.PARAGRAPH)
        for key, value in font.items():
            if key == "rgb":
                made.font.color.rgb = value
            else:
                setattr(made.font, key, value)
        if based:
            inner = held.styles.add_style("秘の子", WD_STYLE_TYPE.PARAGRAPH)
            inner.base_style = made
            made = inner
        held.add_paragraph(SECRET, style=made)

    return add


@pytest.mark.parametrize("based", [False, True])
@pytest.mark.parametrize("font", [{"hidden": True}, {"rgb": RGBColor(255, 255, 255)}, {"size": Pt(1)}])
def test_a_style_or_what_it_is_based_on_hides_its_text(seen, based, font) -> None:
    hidden, shown = split(seen({"a.docx": document(style(based, **font))}).passages)
    assert any(SECRET in text for text in hidden) and SECRET not in shown


def test_automatic_colour_on_a_dark_ground_is_white_and_seen(seen) -> None:
    def add(held) -> None:
        cell = held.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].add_run(SECRET).bold = True
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {WORD} w:val="clear" w:color="auto" w:fill="000000"/>'))

    hidden, shown = split(seen({"a.docx": document(add)}).passages)
    assert SECRET in shown and not any(SECRET in text for text in hidden)


def slide(change: Callable[[object], object]) -> bytes:
    out, show = io.BytesIO(), Presentation()
    change(show.slides.add_slide(show.slide_layouts[6]))
    show.save(out)
    return out.getvalue()


def words(page, colour: SlideColor | None = None, top: float = 3):
    run = page.shapes.add_textbox(Inches(1), Inches(top), Inches(8), Inches(0.5)).text_frame.paragraphs[0].add_run()
    run.text = SECRET
    if colour is not None:
        run.font.color.rgb = colour


def white(page) -> None:
    words(page, SlideColor(255, 255, 255))


def under_a_themed_box(page) -> None:
    words(page)
    page.shapes.add_shape(1, Inches(0.5), Inches(2.8), Inches(9), Inches(1))


def white_on_a_dark_box(page) -> None:
    page.shapes.add_shape(1, Inches(0.5), Inches(2.8), Inches(9), Inches(1))
    words(page, SlideColor(255, 255, 255))


def white_on_a_dark_slide(page) -> None:
    page.background.fill.solid()
    page.background.fill.fore_color.rgb = SlideColor(20, 20, 60)
    words(page, SlideColor(255, 255, 255))


@pytest.mark.parametrize(
    ("change", "unseen"),
    [(white, True), (under_a_themed_box, True), (white_on_a_dark_box, False), (white_on_a_dark_slide, False)],
)
def test_text_of_a_slide_is_judged_on_the_ground_that_it_stands_on(seen, change, unseen) -> None:
    hidden, shown = split(seen({"a.pptx": slide(change)}).passages)
    assert (any(SECRET in text for text in hidden), SECRET in shown) == (unseen, not unseen)


def test_a_plain_presentation_has_no_hidden_text_but_its_properties(seen) -> None:
    passages = seen({"a.pptx": slide(words)}).passages
    assert [one.text for one in passages if one.hidden and not one.locator.get("property")] == []


def test_text_beside_an_entity_is_read_and_the_entity_is_not(seen) -> None:
    def declare(text: str) -> str:
        begun = text.replace("<w:document", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document', 1)
        return begun.replace(OPEN, f"&x;{OPEN}")

    assert OPEN in split(seen({"a.docx": patched(document(), {"word/document.xml": declare})}).passages)[1].split("\n")
