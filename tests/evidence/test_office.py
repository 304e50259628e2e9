"""Office documents: what a printed copy shows, what it does not, and nothing twice."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from odf import dc, office, opendocument, style, table, text
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor as Ink
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

LIST = [("氏名", "電話", "メール"), ("佐藤", "03-0000-0001", "a@example.jp"), ("鈴木", "03-0000-0002", "b@example.jp")]
FORM = [("氏名", "山田太郎"), ("電話番号", "03-0000-0003"), ("住所", "東京都千代田区")]


def filled(grid, cells) -> None:
    for at, row in enumerate(grid):
        for place, value in enumerate(row):
            cells.cell(at, place).text = value


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tracked(name: str, word: str) -> object:
    outer, run, inner = OxmlElement(name), OxmlElement("w:r"), OxmlElement("w:delText" if name == "w:del" else "w:t")
    outer.set(qn("w:author"), "校正 花子")
    inner.text = word
    run.append(inner)
    outer.append(run)
    return outer


def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = "作成 太郎"
    paragraph = document.add_paragraph("担当は")
    paragraph.add_run("高橋")
    paragraph.add_run("です。")
    paragraph.add_run("隠し").font.hidden = True
    paragraph.add_run("白字").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("極小").font.size = Pt(1)
    paragraph._p.append(tracked("w:del", "削除"))
    paragraph._p.append(tracked("w:ins", "挿入"))
    filled(FORM, document.add_table(3, 2))
    filled(LIST, document.add_table(3, 3))
    document.sections[0].header.paragraphs[0].text = "社外秘"
    document.add_comment(paragraph.runs[0], text="注釈 090-0000-0000", author="査読 次郎", initials="J")
    return saved(document)


def slides() -> bytes:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "題名"
    slide.placeholders[1].text = "担当 高橋\n電話 03-0000-0001"
    slide.notes_slide.notes_text_frame.text = "原稿"
    for left, words in ((20, "画面外"), (1, "箱の下")):
        slide.shapes.add_textbox(Inches(left), Inches(1), Inches(2), Inches(1)).text_frame.text = words
    box = slide.shapes.add_shape(1, Inches(0.9), Inches(0.9), Inches(3), Inches(2))
    box.fill.solid()
    box.fill.fore_color.rgb = Ink(0, 0, 0)
    filled(LIST, slide.shapes.add_table(3, 3, Inches(1), Inches(4), Inches(2), Inches(1)).table)
    last = show.slides.add_slide(show.slide_layouts[5])
    last.shapes.title.text = "非表示スライド"
    last._element.set("show", "0")
    return saved(show)


def open_document() -> bytes:
    document = opendocument.OpenDocumentText()
    unseen = style.Style(name="u", family="text")
    unseen.addElement(style.TextProperties(display="none"))
    document.automaticstyles.addElement(unseen)
    paragraph = text.P(text="担当は高橋です。")
    paragraph.addElement(text.Span(stylename="u", text="隠し"))
    note = office.Annotation()
    note.addElement(dc.Creator(text="査読 次郎"))
    note.addElement(text.P(text="注釈"))
    paragraph.addElement(note)
    document.text.addElement(paragraph)
    for grid in (FORM, LIST):
        rows = table.Table(name="t")
        for cells in grid:
            line = table.TableRow()
            for value in cells:
                cell = table.TableCell()
                cell.addElement(text.P(text=value))
                line.addElement(cell)
            rows.addElement(line)
        document.text.addElement(rows)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def rich(body: str) -> bytes:
    coded = "".join(
        f"\\u{ord(one) if ord(one) < 32768 else ord(one) - 65536}?" if ord(one) > 127 else one for one in body
    )
    return (
        r"{\rtf1\ansi\ansicpg932\uc1{\fonttbl{\f0\fcharset128 M;}}{\colortbl;\red255\green255\blue255;}" + coded + "}"
    ).encode()


def shown(found) -> str:
    return "\n".join(passage.text for passage in found.passages if not passage.hidden)


def hidden(found) -> dict[str, str]:
    return {str(one.locator).split("#")[1]: one.text for one in found.passages if one.hidden}


PAGE = (
    "<html><head><title>題</title></head><body><p>担当は高橋です。</p><p style='display:none'>隠し</p>"
     "<table>" + "".join(f"<tr><th>{a}<td>{b}" for a, b in FORM) + "</table>"
    + "<table>" + "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in LIST) + "</table></body></html>"
)  # fmt: skip
RICH = rich(
    r"\pard 担当は高橋です。{\v 隠し}{\deleted 削除}{\cf1 白字}\par "
    + "".join(r"\trowd " + "".join(f"{cell}\\cell " for cell in row) + r"\row " for row in FORM)
    + r"\pard 次\par "
    + "".join(r"\trowd " + "".join(f"{cell}\\cell " for cell in row) + r"\row " for row in LIST)
)
SAMPLES = {"a.docx": word(), "a.odt": open_document(), "a.html": PAGE.encode("cp932"), "a.rtf": RICH}


@pytest.mark.parametrize("name", list(SAMPLES))
def test_lists_are_tables_forms_are_text_and_nothing_is_both(seen, rows, name) -> None:
    found = seen({name: SAMPLES[name]})
    (only,) = found.tables.values()
    assert (only.item, only.header, only.hidden) == (f"evidence/{name}!table1", LIST[0], False)
    assert rows(only) == [list(row) for row in LIST[1:]]
    assert "氏名: 山田太郎\n電話番号: 03-0000-0003\n住所: 東京都千代田区" in shown(found)
    assert "佐藤" not in "".join(passage.text for passage in found.passages)
    assert found.unread == {}


@pytest.mark.parametrize("name", list(SAMPLES))
def test_what_is_hidden_is_apart_from_what_is_seen(seen, name) -> None:
    found = seen({name: SAMPLES[name]})
    assert "担当は高橋です。" in shown(found)
    assert "隠し" not in shown(found)
    assert "隠し" in hidden(found).values()


def test_word_deletions_comments_colours_and_authors_are_hidden(seen) -> None:
    found = seen({"a.docx": word()})
    assert shown(found).startswith("担当は高橋です。挿入\n氏名")
    assert "社外秘" in shown(found)
    told = hidden(found)
    assert {told[f"part=body;hidden={why}"] for why in ("vanish", "white", "tiny", "deleted")} == {
        "隠し", "白字", "極小", "削除",
    }  # fmt: skip
    assert {"注釈 090-0000-0000", "校正 花子", "査読 次郎", "作成 太郎"} <= set(told.values())


def test_a_label_goes_with_the_value_that_is_hidden_behind_it(seen) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("氏名：")
    paragraph.add_run("山田").font.hidden = True
    cells = document.add_table(1, 2)
    cells.cell(0, 0).text = "電話番号"
    cells.cell(0, 1).paragraphs[0].add_run("03-0000-0001").font.hidden = True
    told = hidden(seen({"a.docx": saved(document)}))
    assert told["part=body;hidden=vanish"] == "氏名：山田\n電話番号: 03-0000-0001"


def test_slides_notes_and_shapes_that_nobody_sees(seen) -> None:
    found = seen({"a.pptx": slides()})
    assert shown(found) == "題名\n担当 高橋\n電話 03-0000-0001"
    told = hidden(found)
    assert told["slide=1;hidden=notes"] == "原稿"
    assert told["slide=1;hidden=off-slide"] == "画面外"
    assert told["slide=1;hidden=under-box"] == "箱の下"
    assert told["slide=2"] == "非表示スライド"
    assert found.tables["evidence/a.pptx!table1"].rows == 2


def rezipped(data: bytes, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in change(None, b"") or ():
            new.writestr(name, content)
    return out.getvalue()


def test_files_inside_are_members_and_macros_are_named(seen) -> None:
    inside = [
        ("word/embeddings/a.csv", "氏名,電話\n佐藤,1\n".encode()),
        ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro"),
    ]
    data = rezipped(word(), lambda name, old: inside if name is None else old)
    found = seen({"a.docm": data})
    assert found.tables["evidence/a.docm!word/embeddings/a.csv"].rows == 1
    assert found.unread["evidence/a.docm!word/vbaProject.bin"].startswith("macros")


def test_entities_are_never_followed(seen, tmp_path) -> None:
    (tmp_path / "secret").write_text("秘密の中身")
    trap = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'.encode()

    def change(name, old):
        if name != "word/document.xml":
            return old
        head, _, rest = old.partition(b"?>")
        return head + b"?>" + trap + rest.replace("高橋".encode(), b"&x;")

    found = seen({"a.docx": rezipped(word(), change)})
    assert "秘密" not in "".join(passage.text for passage in found.passages)


def test_a_broken_part_is_read_as_far_as_it_goes_and_named(seen) -> None:
    data = rezipped(word(), lambda name, old: old[: len(old) * 2 // 3] if name == "word/document.xml" else old)
    found = seen({"a.docx": data})
    assert "担当" in shown(found)
    assert "word/document.xml" in next(iter(found.unread))


def test_a_bomb_in_a_part_is_stopped(seen) -> None:
    bomb = b"<w:document xmlns:w='w'>" + b" " * (210 << 20)
    found = seen({"a.docx": rezipped(word(), lambda name, old: bomb if name == "word/document.xml" else old)})
    assert "larger than 200 MB" in "".join(found.unread.values())


def test_hidden_rows_of_a_page_are_a_table_of_their_own(seen, rows) -> None:
    off = "style='display:none'"
    html = f"<html><table><tr><th>氏名<th>電話<tr><td>佐藤<td>1<tr {off}><td>鈴木<td>2<tr><td>田中<td>3</table>"
    tables = seen({"a.html": html.encode()}).tables
    assert rows(tables["evidence/a.html!table1"]) == [["佐藤", "1"], ["田中", "3"]]
    assert rows(tables["evidence/a.html!table1~hidden"]) == [["鈴木", "2"]]
    assert tables["evidence/a.html!table1~hidden"].hidden


def test_rich_text_in_bytes_of_a_code_page(seen) -> None:
    coded = "".join(f"\\'{byte:02x}" for byte in "表示ソ能 佐藤".encode("cp932"))
    found = seen({"a.rtf": (r"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 M;}}\f0 " + coded + r"\par}").encode()})
    assert shown(found) == "表示ソ能 佐藤"


def test_empty_elements_of_xhtml_swallow_nothing(seen) -> None:
    page = (
        '<?xml version="1.0"?><html xmlns="x"><head><title/><script src="a.js"/></head><body><p>本文</p></body></html>'
    )
    assert shown(seen({"a.xhtml": page.encode()})) == "本文"


def covered_table() -> bytes:
    document = docx.Document()
    grid = document.add_table(3, 3)
    filled([LIST[0], ("", LIST[1][1], ""), ("", LIST[2][1], "")], grid)
    for at, row in enumerate(LIST[1:], 1):
        for place in (0, 2):
            grid.cell(at, place).paragraphs[0].add_run(row[place]).font.highlight_color = WD_COLOR_INDEX.BLACK
    return saved(document)


COVERED = {
    "a.docx": covered_table(),
    "a.html": (
        "<html><style>.x{background:#000;color:#000}</style><table>"
        + "".join("<tr>" + "".join(f"<th>{cell}" for cell in LIST[0]))
        + "".join(f"<tr><td class=x>{a}<td>{b}<td><span class=x>{c}</span>" for a, b, c in LIST[1:])
        + "</table></html>"
    ).encode(),
}


@pytest.mark.parametrize("name", list(COVERED))
def test_a_blackened_column_is_a_hidden_column_of_its_table(seen, rows, name) -> None:
    found = seen({name: COVERED[name]})
    (only,) = found.tables.values()
    assert rows(only) == [list(row) for row in LIST[1:]]
    assert only.hidden_columns == (1, 3)
    assert "佐藤" not in "".join(passage.text for passage in found.passages)


def test_a_single_covered_cell_is_told_once_and_not_in_the_table(seen, rows) -> None:
    line = "".join(
        f"<tr><td>{'<i style=color:#fff>' * (a == '佐藤')}{a}<td>{b}<td>{c}"
        for a, b, c in [*LIST, *LIST[1:], *LIST[2:]]
    )
    found = seen({"a.html": f"<html><table>{line}</table></html>".encode()})
    (only,) = found.tables.values()
    assert [row[0] for row in rows(only)] == ["", "鈴木", "", "鈴木", "鈴木"]
    assert list(hidden(found).values()) == ["佐藤", "佐藤"]


@pytest.mark.parametrize("whole", [True, False])
def test_a_chart_tells_its_title_and_its_copies_where_the_workbook_is_gone(seen, whole) -> None:
    deck = Presentation()
    data = CategoryChartData()
    data.categories = ["佐藤花子", "鈴木一郎"]
    data.add_series("欠勤日数", (3, 12))
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, 5_000_000, 3_000_000, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "従業員の欠勤"
    found = seen({"a.pptx": saved(deck) if whole else without(saved(deck), "ppt/embeddings/")})
    (text,) = [one.text for one in found.passages if str(one.locator).endswith("#chart=1")]
    assert text == "従業員の欠勤" + ("" if whole else "\n欠勤日数\n佐藤花子\t3\n鈴木一郎\t12")


def without(package: bytes, folder: str) -> bytes:
    """The package without the parts in a folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.startswith(folder):
                new.writestr(name, old.read(name))
    return out.getvalue()
