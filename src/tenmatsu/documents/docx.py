"""A paper as Word (.docx): A4, letter form, page numbers, a mark at the head of each page; same input, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tenmatsu.documents.known import UNKNOWN
from tenmatsu.documents.paper import Block, Grid, Line, Paper

FONTS = {
    "ja": "游明朝",
    "en": "Yu Mincho",
    "zh-Hans": "Microsoft YaHei",
    "zh-Hant": "Microsoft JhengHei",
    "ko": "Malgun Gothic",
}
HEADS = {**FONTS, "ja": "游ゴシック", "en": "Yu Gothic"}
LOCALES = {"ja": "ja-JP", "en": "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "ko": "ko-KR"}
WIDTH = 160
"""Millimetres between the margins of A4."""
CLOSE = ("person-notice",)
"""Papers set closer, so that a letter with all that a person is told stands on one page."""
_COUNT = re.compile(r"[0-9][0-9,]*[人件]")
_SAME = (1980, 1, 1, 0, 0, 0)


def to_docx(paper: Paper, day: datetime, fields: Callable[[str], bool] | None = None) -> bytes:
    """The file. `day` stands in its properties; `fields` tells which words (`«name»`) become mail-merge fields."""
    document = Document()
    _page(document, paper)
    _styles(document, paper.lang, close=paper.name in CLOSE)
    under = False
    for block in paper.blocks:
        under = (under or block.sort == "heading") and block.sort != "break" if isinstance(block, Line) else under
        _block(document, block, paper.lang, fields, under=under)
    _together(document)
    told = document.core_properties
    told.title, told.author, told.last_modified_by, told.comments = paper.title, "", "", ""
    told.created = told.modified = day.replace(tzinfo=None)
    told.language = LOCALES.get(paper.lang, paper.lang)
    out = io.BytesIO()
    document.save(out)
    return _same(out.getvalue())


def _same(content: bytes) -> bytes:
    """The archive with one date on every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != "docProps/thumbnail.jpeg":
                target.writestr(zipfile.ZipInfo(name, _SAME), _part(name, source.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


_KIN = {
    "游明朝": ("Yu Mincho", "roman"),
    "游ゴシック": ("Yu Gothic", "swiss"),
    "Microsoft YaHei": ("Noto Sans CJK SC", "swiss"),
    "Microsoft JhengHei": ("Noto Sans CJK TC", "swiss"),
    "Malgun Gothic": ("Noto Sans CJK KR", "swiss"),
}
"""Fonts with the other name under which a machine may have them, and the family from which a stand-in is taken."""


def _part(name: str, content: bytes) -> bytes:
    """A part of the archive as it is kept: the table of fonts tells of ours, and the picture is not pointed at."""
    if name != "word/fontTable.xml":
        return _without_thumbnail(name, content)
    told = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:family w:val="{family}"/></w:font>'
        for font, (other, family) in _KIN.items()
    )
    return content.replace(b"</w:fonts>", f"{told}</w:fonts>".encode())


def _without_thumbnail(name: str, content: bytes) -> bytes:
    """The library's template brings the picture of another document; its relation goes with it."""
    if name != "_rels/.rels":
        return content
    start = content.find(b"thumbnail")
    if start < 0:
        return content
    first, last = content.rfind(b"<Relationship ", 0, start), content.find(b"/>", start) + 2
    return content[:first] + content[last:]


def _page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = (Mm(22), Mm(18)) if paper.name in CLOSE else (Mm(25), Mm(22))
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = head.add_run(paper.mark)
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x66, 0x66, 0x66)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("PAGE", " / ", "NUMPAGES"):
        run = foot.add_run("" if part.isupper() else part)
        run.font.size = Pt(9)
        if part.isupper():
            _field(foot, run, part)


def _field(paragraph: Any, run: Any, instruction: str, shown: str = "1") -> None:
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), f" {instruction} ")
    run.text = shown
    paragraph._p.replace(run._r, element)
    element.append(run._r)


def _styles(document: Any, lang: str, *, close: bool) -> None:
    smaller = 0.5 if close else 0
    for name, size, lead, fonts in (
        ("Normal", 10.5, 14 if close else 17, FONTS),
        ("Heading 1", 11.5, 15 if close else 18, HEADS),
        ("Title", 15, 22, HEADS),
        ("List Bullet", 10.5, 14 if close else 17, FONTS),
    ):
        style = document.styles[name]
        style.font.size = Pt(size - smaller)
        style.paragraph_format.line_spacing = Pt(lead)  # exact: Yu Mincho and its stand-ins differ in height
        style.font.color.rgb = RGBColor(0, 0, 0)
        family = fonts.get(lang, fonts["en"])
        style.font.name = "Times New Roman" if fonts is FONTS and lang == "en" else family
        fonts_of = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [key for key in fonts_of.attrib if "Theme" in key]:
            del fonts_of.attrib[attribute]
        for key in ("w:eastAsia", "w:cs", *(("w:ascii", "w:hAnsi") if lang != "en" else ())):
            fonts_of.set(qn(key), family)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LOCALES.get(lang, lang) if lang == "en" else "en-US")
        language.set(qn("w:eastAsia"), LOCALES.get(lang, lang))
        for old in style.element.rPr.findall(qn("w:lang")):
            style.element.rPr.remove(old)
        style.element.rPr.append(language)
    title = document.styles["Title"]
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, after, around = (5, 0, 7) if close else (11, 3, 14)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(around)
    document.styles["Normal"].paragraph_format.space_after = Pt(1 if close else 4)
    heading = document.styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after, heading.keep_with_next = Pt(before), Pt(after), True


def _block(document: Any, block: Block, lang: str, fields: Callable[[str], bool] | None, *, under: bool) -> None:
    if isinstance(block, Grid):
        _grid(document, block)
    elif block.sort == "break":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    else:
        _line(document, block, lang, fields, under=under)


_STYLE = {"title": "Title", "heading": "Heading 1", "point": "List Bullet"}
_ALIGN = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER}


def _line(document: Any, line: Line, lang: str, fields: Callable[[str], bool] | None, *, under: bool) -> None:
    """One paragraph; what stands under a heading is set in as a block, so that a value of several lines is in line."""
    paragraph = document.add_paragraph(style=_STYLE.get(line.sort))
    if line.sort in _ALIGN:
        paragraph.alignment = _ALIGN[line.sort]
    if line.sort == "text" and under:
        paragraph.paragraph_format.left_indent = Pt(10.5)
    elif (
        line.sort == "text"
        and lang == "ja"
        and not line.text.startswith(("　", "謹", "拝", "前略", "〒"))
        and "。" in line.text
    ):
        paragraph.paragraph_format.first_line_indent = Pt(10.5)
    for place, part in enumerate(line.text.split("«")):
        word, mark, rest = part.partition("»")
        if place and mark and fields and fields(word):
            _field(paragraph, paragraph.add_run(), f'MERGEFIELD "{word}"', f"«{word}»")
            paragraph.add_run(_clean(rest))
        else:
            paragraph.add_run(_clean(part if not place else f"«{part}"))


def _together(document: Any) -> None:
    """The end of a paper (以上, the sender) never stands alone at the head of a page."""
    found = document.paragraphs[-4:]
    for paragraph in found[:-1]:
        if paragraph.text and paragraph.style.name != "Title":
            paragraph.paragraph_format.keep_with_next = True


def _grid(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.head))
    table.style = "Table Grid"
    table.autofit = False
    _flush(table)
    widths = grid.widths or (1,) * len(grid.head)
    sizes = [Mm(WIDTH * width / sum(widths)) for width in widths]
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = size
    counted = [_counts([row[at] for row in grid.rows]) for at in range(len(grid.head))]
    _row(table.rows[0], grid.head, sizes, counted, bold=True)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        _row(table.add_row(), row, sizes, counted, bold=False)
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(6)


def _flush(table: Any) -> None:
    """The lines of a table stand under the text, not outside its margin: an indent as wide as the margin of a cell."""
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "108")
    indent.set(qn("w:type"), "dxa")
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.addnext(indent)


def _counts(cells: list[str]) -> bool:
    """Whether a column holds counts and nothing else, so that it stands at the right."""
    counted = [cell for cell in cells if _COUNT.fullmatch(cell)]
    return bool(counted) and all(cell in ("", UNKNOWN) for cell in cells if not _COUNT.fullmatch(cell))


def _row(row: Any, cells: tuple[str, ...], sizes: list[Any], counted: list[bool], *, bold: bool) -> None:
    split = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(split)
    for cell, text, size, right in zip(row.cells, cells, sizes, counted, strict=True):
        cell.width = size
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.line_spacing = Pt(13)
        run = paragraph.add_run(_clean(text))
        run.bold = bold
        run.font.size = Pt(9)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if bold:
            shade = OxmlElement("w:shd")
            for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E7ECF3")):
                shade.set(qn(key), value)
            cell._tc.get_or_add_tcPr().append(shade)


def _clean(text: str) -> str:
    """Without what XML 1.0 cannot hold; a line end becomes a space of its own run in Word."""
    return "".join(sign if sign.isprintable() or sign in "\n\t\u3000" else "\ufffd" for sign in text)
