"""Old Office files: their text by part, encrypted ones by password, and never silence."""

from __future__ import annotations

import importlib.util
import io
import random
import struct
import zlib
from pathlib import Path

import docx
import olefile
import pytest

from tenmatsu.evidence.oletext import scavenged
from tenmatsu.evidence.olewrite import storage_file

LIST = [
    ["氏名", "電話番号", "メール"],
    ["佐藤", "03-0000-0001", "a@example.jp"],
    ["鈴木", "03-0000-0002", "b@example.jp"],
]


def word_streams(parts: list[str], packed: str = "", flags: int = 0x0200) -> dict[str, bytes]:
    """A WordDocument stream with a piece of UTF-16 and one of single bytes, and its table ([MS-DOC] 2.8.35)."""
    wide = "".join(parts)
    fib = bytearray(0x400)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", fib, 0x0A, flags)
    for at, text in enumerate(parts):
        struct.pack_into("<i", fib, 0x4C + 4 * at, len(text) + (len(packed) if at == len(parts) - 1 else 0))
    begin, middle = 0x400, 0x400 + 2 * len(wide)
    pieces = struct.pack("<3I", 0, len(wide), len(wide) + len(packed))
    pieces += struct.pack("<HIH", 0, begin, 0) + struct.pack("<HIH", 0, (middle * 2) | 0x40000000, 0)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return {
        "WordDocument": bytes(fib) + wide.encode("utf-16-le") + packed.encode("cp1252"),
        "1Table": clx.ljust(4200, b"\0"),
    }


def record(kind: int, data: bytes, container: bool = False) -> bytes:
    return struct.pack("<HHI", 0xF if container else 0, kind, len(data)) + data


BODY = "担当は高橋です。\r" + "".join("\x07".join(row) + "\x07\x07" for row in LIST) + "以上\r"


def hidden(found) -> dict[str, str]:
    return {str(one.locator).split("#")[1]: one.text for one in found.passages if one.hidden}


def test_word_text_tables_and_comments_by_the_table_of_pieces(seen, samples, rows) -> None:
    data = samples.ole(word_streams([BODY, "脚注\r", "ヘッダー\r", "", "注釈\r"], "Tail\r"))
    found = seen({"a.doc": data})
    assert [one.text for one in found.passages if not one.hidden] == ["担当は高橋です。\n以上", "脚注", "ヘッダー"]
    assert hidden(found) == {"part=comments": "注釈\nTail"}
    assert rows(found.tables["evidence/a.doc!table1"]) == LIST[1:]


def test_a_field_shows_its_result(seen, samples) -> None:
    body = "連絡先 \x13HYPERLINK x\x14こちら\x15 まで\r"
    found = seen({"a.doc": samples.ole(word_streams([body]))})
    assert found.passages[0].text == "連絡先 こちら まで"


def test_an_encrypted_word_document_says_so(seen, samples) -> None:
    found = seen({"a.doc": samples.ole(word_streams([BODY], flags=0x0300))})
    assert found.unread == {"evidence/a.doc": "encrypted with a password, and no password is given"}


def test_slides_and_notes_of_old_presentations(seen, samples) -> None:
    slide = record(1006, record(4000, "題名 高橋".encode("utf-16-le")) + record(4008, b"Tel 03-0000-0001"), True)
    notes = record(1008, record(4000, "原稿".encode("utf-16-le")), True)
    found = seen({"a.ppt": samples.ole({"PowerPoint Document": slide + notes})})
    assert [one.text for one in found.passages if not one.hidden] == ["題名 高橋\nTel 03-0000-0001"]
    assert hidden(found) == {"part=notes": "原稿"}


def test_other_ole_files_are_searched_for_text_and_named_as_unread(seen, samples) -> None:
    text = "顧客名簿\r\n佐藤花子 090-0000-0001\r\nよろしくお願いします。".encode("utf-16-be")
    found = seen({"a.jtd": samples.ole({"DocumentText": b"\0\x1c\0\x01" * 8 + text})})
    assert "佐藤花子 090-0000-0001" in found.passages[0].text
    assert "may not be all" in found.unread["evidence/a.jtd"]


def test_a_packaged_file_is_a_member(seen, samples) -> None:
    data = "氏名,電話番号\n佐藤,1\n鈴木,2\n".encode()
    inner = b"\x02\x00" + "名簿.csv".encode("cp932") + b"\0C:\\x\0\0\0\x03\0" + struct.pack("<I", 4) + b"C:\\x"
    inner += struct.pack("<I", len(data)) + data
    found = seen({"a.bin": samples.ole({"\x01Ole10Native": struct.pack("<I", len(inner)) + inner})})
    assert found.tables["evidence/a.bin!名簿.csv"].rows == 2


@pytest.mark.skipif(importlib.util.find_spec("msoffcrypto") is None, reason="the extra `encrypted` is not installed")
@pytest.mark.parametrize("passwords", [("wrong", "秘密1"), ("wrong",), ()])
def test_an_encrypted_document_is_opened_by_its_password(seen, passwords) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    document = docx.Document()
    document.add_paragraph("担当は高橋です。")
    plain, out = io.BytesIO(), io.BytesIO()
    document.save(plain)
    plain.seek(0)
    OOXMLFile(plain).encrypt("秘密1", out)
    found = seen({"a.docx": out.getvalue()}, passwords)
    if "秘密1" in passwords:
        assert found.passages[0].text == "担当は高橋です。"
        assert str(found.passages[0].locator).startswith("evidence/a.docx!decrypted.docx#")
    else:
        assert found.unread["evidence/a.docx"].startswith("encrypted with a password")


def test_bytes_without_words_give_no_words() -> None:
    chance = random.Random(7)
    assert len(scavenged(bytes(chance.randrange(256) for _ in range(4000)))) < 200


def test_a_document_of_libreoffice_tells_tables_hidden_and_deleted_text_and_links(seen, rows) -> None:
    found = seen({"a.doc": Path(__file__).with_name("office").joinpath("libreoffice.doc").read_bytes()})
    assert rows(found.tables["evidence/a.doc!table1"])[1:3] == [
        ["鈴木\n一郎", "03-0000-0002", "b@example.jp"],
        ["田中", "03-0000-0003", ""],
    ]
    told = hidden(found)
    assert told["part=body;hidden=vanish"] == "隠した 090-0000-0005"
    assert told["part=body;hidden=deleted"] == "消した 090-0000-0006"
    assert told["part=body;hidden=link"] == "link@example.jp"


def test_a_document_embedded_in_the_old_way_is_read_by_its_own_reader(seen, samples, rows) -> None:
    streams = word_streams([BODY]) | {
        "ObjectPool/_1/Workbook": olefile.OleFileIO(samples.xls()).openstream("Workbook").read()
    }
    found = seen({"a.doc": samples.ole(streams)})
    assert rows(found.tables["evidence/a.doc!ObjectPool/_1.xls!シート1"]) == samples.PEOPLE
    assert found.unread == {}


@pytest.mark.parametrize("sizes", [[0, 1, 64, 4095], [4096, 9000], [7_000_100]])
def test_a_storage_becomes_a_file_that_holds_the_same_streams(sizes) -> None:
    held = {("storage", f"s{at}"): bytes((at + 1,)) * size for at, size in enumerate(sizes)} | {("Top",): b"x" * 5000}
    made = olefile.OleFileIO(storage_file(held))
    assert {tuple(path): made.openstream(path).read() for path in made.listdir()} == held


def test_hidden_slides_and_embedded_files_of_a_presentation(seen, samples, rows) -> None:
    shown = record(1006, record(4000, "表".encode("utf-16-le")), True)
    unseen = record(1006, record(1017, bytes(10) + b"\x04" + bytes(5)) + record(4000, "裏".encode("utf-16-le")), True)
    inner = samples.xls()
    packed = struct.pack("<HHI", 0x10, 4113, 4 + len(zlib.compress(inner))) + bytes(4) + zlib.compress(inner)
    found = seen({"a.ppt": samples.ole({"PowerPoint Document": shown + unseen + packed})})
    assert [one.text for one in found.passages if not one.hidden] == ["表"]
    assert hidden(found) == {"part=hidden-slide": "裏"}
    assert rows(found.tables["evidence/a.ppt!object-1.bin!シート1"]) == samples.PEOPLE


def test_a_locked_presentation_is_not_called_empty(seen, samples) -> None:
    user = struct.pack("<III", 20, 0xE391C05F, 0) + struct.pack("<I", 0xF3D1C4DF)
    found = seen({"a.ppt": samples.ole({"PowerPoint Document": b"\0" * 64, "Current User": user})})
    assert "password" in found.unread["evidence/a.ppt"]
