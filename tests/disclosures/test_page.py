"""Text out of files: HTML, docx, PDF and old encodings; what cannot be read is said by name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tenmatsu.disclosures.page import text_from, text_of
from tenmatsu.disclosures.read import read_file
from tenmatsu.errors import InputError

NOTICE = "情報流出のお詫び\n2020年5月1日\n株式会社ミナモ\n会員120名の氏名が流出しました。\n"


def _docx(text: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return held.getvalue()


def _pdf(words: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)


def test_html_gives_its_text_without_menus_and_scripts(tmp_path: Path) -> None:
    page = tmp_path / "notice.html"
    lines = "".join(f"<p>{line}</p>" for line in NOTICE.splitlines())
    page.write_text(
        f"<!doctype html><title>お詫び</title><nav>メニュー</nav><script>x=1</script>{lines}", encoding="utf-8"
    )
    text = text_of(page)
    assert "メニュー" not in text and "x=1" not in text
    assert [one.value for one in read_file(page).incidents[0].counts] == [120]


def test_docx_and_pdf_give_their_text() -> None:
    assert text_from(_docx(NOTICE), "notice.docx") == NOTICE.rstrip("\n")
    assert "Personal information" in text_from(_pdf("Personal information"), "notice.pdf")


def test_a_row_of_a_table_in_docx_is_one_line() -> None:
    cells = "<w:tc><w:p><w:r><w:t>5月1日</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>発覚</w:t></w:r></w:p></w:tc>"
    table = f"</w:t></w:r></w:p><w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl><w:p><w:r><w:t>"
    assert text_from(_docx(f"経緯{table}以上"), "table.docx").split("\n") == [
        "経緯",
        "5月1日 発覚",
        "5月1日 発覚",
        "以上",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_old_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    page = tmp_path / "notice.txt"
    page.write_bytes(NOTICE.encode(encoding))
    assert text_of(page) == NOTICE


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x81\xff\x00\xfe", b"PK\x03\x04broken", b"%PDF-1.4 broken"])
def test_what_cannot_be_read_is_said_by_name(tmp_path: Path, data: bytes) -> None:
    page = tmp_path / "odd.docx"
    page.write_bytes(data)
    with pytest.raises(InputError, match=r"odd\.docx"):
        text_of(page)
    with pytest.raises(InputError, match=r"none\.txt"):
        text_of(tmp_path / "none.txt")
