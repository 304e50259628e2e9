"""One small real sample of each format, built here. All hold the same two persons."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import struct
import tarfile
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pyarrow as pa
import pyarrow.parquet as pq
import pyzipper
import xlwt
import zstandard
from odf import opendocument, table, text
from pptx import Presentation

HEADER = ["氏名", "電話番号", "メール"]
PEOPLE = [["髙﨑　花子", "03-0000-0001", "hanako@example.jp"], ["山田　太郎", "03-0000-0002", "taro@example.com"]]
GRID = [HEADER, *PEOPLE]
CSV = "".join(",".join(row) + "\r\n" for row in GRID).encode("cp932")


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "シート1"
    for row in GRID:
        sheet.append(row)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("シート1")
    for at, row in enumerate(GRID):
        for place, value in enumerate(row):
            sheet.write(at, place, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods() -> bytes:
    book = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="シート1")
    for row in GRID:
        line = table.TableRow()
        for value in row:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=value))
            line.addElement(cell)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def parquet() -> bytes:
    out = io.BytesIO()
    columns = [list(column) for column in zip(*PEOPLE, strict=True)]
    pq.write_table(pa.table(dict(zip(HEADER, columns, strict=True))), out)
    return out.getvalue()


def jsonl() -> bytes:
    return "".join(
        json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) + "\n" for row in PEOPLE
    ).encode()


def json_array() -> bytes:
    return json.dumps([dict(zip(HEADER, row, strict=True)) for row in PEOPLE], ensure_ascii=False, indent=1).encode()


def sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        base = sqlite3.connect(path)
        base.execute('create table customers ("氏名" text, "電話番号" text, "メール" text)')
        base.executemany("insert into customers values (?, ?, ?)", PEOPLE)
        base.commit()
        base.close()
        return path.read_bytes()


MYSQL = """-- MySQL dump 10.13  Distrib 8.0
DROP TABLE IF EXISTS `customers`;
CREATE TABLE `customers` (
  `氏名` varchar(40) DEFAULT 'x, y',
  `電話番号` varchar(20),
  `メール` varchar(80),
  PRIMARY KEY (`氏名`),
  KEY `k` (`電話番号`,`メール`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO `customers` VALUES ('髙﨑　花子','03-0000-0001','hanako@example.jp'),
('山田　太郎','03-0000-0002','taro@example.com');
""".encode()

POSTGRES = """-- PostgreSQL database dump
CREATE TABLE public.customers (
    "氏名" text NOT NULL,
    "電話番号" character varying(20),
    "メール" text
);
COPY public.customers ("氏名", "電話番号", "メール") FROM stdin;
髙﨑　花子\t03-0000-0001\thanako@example.jp
山田　太郎\t03-0000-0002\ttaro@example.com
\\.
""".encode()


def zipped(name: str = "a.csv", data: bytes = CSV) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def renamed(archive: bytes, placeholder: str, raw: bytes) -> bytes:
    """A member's name as old tools wrote it: raw bytes, no flag."""
    assert len(placeholder) == len(raw)
    return archive.replace(placeholder.encode(), raw)


def encrypted(password: bytes) -> bytes:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password)
        archive.writestr("a.csv", CSV)
    return out.getvalue()


def tarred(mode: str = "w", name: str = "dir/a.csv") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        about = tarfile.TarInfo(name)
        about.size = len(CSV)
        archive.addfile(about, io.BytesIO(CSV))
    return out.getvalue()


SAMPLES: dict[str, tuple[bytes, str]] = {
    "a.csv": (CSV, ""),
    "a.xlsx": (xlsx(), "!シート1"),
    "a.xls": (xls(), "!シート1"),
    "a.ods": (ods(), "!シート1"),
    "a.parquet": (parquet(), ""),
    "a.jsonl": (jsonl(), ""),
    "a.json": (json_array(), ""),
    "a.db": (sqlite(), "!customers"),
    "my.sql": (MYSQL, "!customers"),
    "pg.sql": (POSTGRES, "!customers"),
    "a.zip": (zipped(), "!a.csv"),
    "b.zip": (zipped("in.zip", zipped()), "!in.zip!a.csv"),
    "c.zip": (encrypted(b"secret"), "!a.csv"),
    "a.tar": (tarred(), "!dir/a.csv"),
    "a.tar.gz": (tarred("w:gz"), "!dir/a.csv"),
    "a.tgz": (tarred("w:gz"), "!dir/a.csv"),
    "a.tar.xz": (tarred("w:xz"), "!dir/a.csv"),
    "a.csv.gz": (gzip.compress(CSV, mtime=0), "!a.csv"),
    "a.csv.bz2": (bz2.compress(CSV), "!a.csv"),
    "a.csv.xz": (lzma.compress(CSV), "!a.csv"),
    "a.csv.zst": (zstandard.compress(CSV), "!a.csv"),
    "x.zip": (zipped("a.xlsx", xlsx()), "!a.xlsx!シート1"),
}
"""File name → its bytes, and what its table is called behind the file's own name."""


def eml(name: str = "a.csv", data: bytes = CSV) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "総務 <soumu@example.co.jp>", "佐藤 <sato@example.jp>, suzuki@example.jp"
    mail["Subject"] = "名簿の送付"
    mail.set_content("お世話になっております。名簿をお送りします。\n")
    mail.add_attachment(data, maintype="text", subtype="csv", filename=name)
    return mail.as_bytes()


def mbox(*mails: bytes) -> bytes:
    return b"".join(b"From - Mon Apr 01 10:00:00 2024\n" + mail.rstrip(b"\n") + b"\n\n" for mail in mails)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file (MS-CFB, version 3) of streams named `storage/stream`; small ones in the mini stream."""
    paths = [("Root Entry",)]
    for name in streams:
        whole = tuple(name.split("/"))
        paths += [(*paths[0], *whole[:at]) for at in range(1, len(whole) + 1)]
    paths = list(dict.fromkeys(paths))
    held = {("Root Entry", *name.split("/")): data for name, data in streams.items()}
    mini, mini_fat, starts = bytearray(), [], {}
    for path, data in held.items():
        if len(data) < 4096:
            count = -(-len(data) // 64)
            starts[path] = len(mini_fat) if count else -2
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), -2][:count]
            mini += data.ljust(count * 64, b"\0")
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(data: bytes) -> int:
        count = -(-len(data) // 512)
        first = len(fat)
        fat.extend([*range(first + 1, first + count), -2][:count])
        sectors.extend(data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512))
        return first if count else -2

    for path, data in held.items():
        if len(data) >= 4096:
            starts[path] = put(data)
    starts[paths[0]] = put(bytes(mini))
    children = {path: [at for at, other in enumerate(paths) if other[:-1] == path] for path in paths}
    after = {at: found[place + 1] for found in children.values() for place, at in enumerate(found[:-1])}
    folder = b""
    for at, path in enumerate(paths):
        raw = path[-1].encode("utf-16-le")
        kind = 5 if at == 0 else 2 if path in held else 1
        size = len(mini) if at == 0 else len(held.get(path, b""))
        folder += raw.ljust(64, b"\0") + struct.pack(
            "<HBBiii16xI16xiQ", len(raw) + 2, kind, 1, -1, after.get(at, -1), next(iter(children[path]), -1), 0,
            starts.get(path, 0), size,
        )  # fmt: skip
    first_folder = put(folder)
    packed = struct.pack(f"<{len(mini_fat)}i", *mini_fat)
    first_mini = put(packed.ljust(-(-len(packed) // 512) * 512, b"\xff"))
    count = next(number for number in range(1, 100) if number * 128 >= len(fat) + number)
    tables = [len(fat) + at for at in range(count)]
    fat += [-3] * count + [-1] * (count * 128 - len(fat) - count)
    sectors += [struct.pack("<128i", *fat[at * 128 : at * 128 + 128]) for at in range(count)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<iiiiiiiiii", 0, count, first_folder, 0, 4096, first_mini, -(-len(packed) // 512), -2, 0, 0)[
        :36
    ]
    return head + struct.pack("<109i", *(tables + [-1] * (109 - count))) + b"".join(sectors)


def properties(header: int, numbers: dict[int, int], texts: dict[int, object], at: str = "") -> dict[str, bytes]:
    """The streams of one object of a .msg: numbers inline, str as Unicode, bytes as binary or as (bytes, '8-bit')."""
    out, rows = {}, bytes(header)
    for tag, number in numbers.items():
        rows += struct.pack("<HHIiI", 3, tag, 6, number, 0)
    for tag, value in texts.items():
        kind, data = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
        if isinstance(value, tuple):
            kind, data = 0x1E, value[0]
        rows += struct.pack("<HHIII", kind, tag, 6, len(data), 0)
        out[f"{at}__substg1.0_{tag:04X}{kind:04X}"] = data
    return {**out, f"{at}__properties_version1.0": rows}


def msg(name: str = "a.csv", data: bytes = CSV) -> bytes:
    streams = properties(32, {0x3FDE: 65001}, {
        0x001A: "IPM.Note", 0x0037: "名簿の送付", 0x0C1A: "総務", 0x0C1F: "soumu@example.co.jp",
        0x1000: "お送りします。",
    })  # fmt: skip
    for at, (kind, name_of, address) in enumerate(
        ((1, "佐藤", "sato@example.jp"), (2, "", "suzuki@example.jp"), (3, "田中 一", "tanaka@example.jp"))
    ):
        streams |= properties(8, {0x0C15: kind}, {0x3001: name_of, 0x39FE: address}, f"__recip_version1.0_#{at:08X}/")
    streams |= properties(8, {0x3705: 1}, {0x3707: name, 0x3701: data}, "__attach_version1.0_#00000000/")
    return ole(streams)


SAMPLES |= {
    "a.eml": (eml(), "!a.csv"),
    "a.mbox": (mbox(eml("b.csv"), eml()), "!0002.eml!a.csv"),
    "a.msg": (msg(), "!a.csv"),
}


def docx_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("顧客一覧です。").add_run("隠し").font.hidden = True
    grid = document.add_table(3, 3)
    for at, row in enumerate(GRID):
        for place, value in enumerate(row):
            grid.cell(at, place).text = value
    return saved(document)


def pptx_file() -> bytes:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "顧客一覧"
    slide.notes_slide.notes_text_frame.text = "原稿"
    grid = slide.shapes.add_table(3, 3, 0, 0, 900_000, 900_000).table
    for at, row in enumerate(GRID):
        for place, value in enumerate(row):
            grid.cell(at, place).text = value
    return saved(show)


def odt() -> bytes:
    document = opendocument.OpenDocumentText()
    document.text.addElement(text.P(text="顧客一覧です。"))
    grid = table.Table(name="顧客")
    for row in GRID:
        line = table.TableRow()
        for value in row:
            cell = table.TableCell()
            cell.addElement(text.P(text=value))
            line.addElement(cell)
        grid.addElement(line)
    document.text.addElement(grid)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def html(encoding: str) -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in GRID)
    page = f"<!DOCTYPE html><html><body><p>顧客一覧です。</p><table>{rows}</table><!-- 済 --></body></html>"
    return page.encode(encoding)


def rtf() -> bytes:
    rows = "".join("\\trowd " + "".join(f"{value}\\cell " for value in row) + "\\row " for row in GRID)
    shown = "".join(one if ord(one) < 128 else f"\\u{(ord(one) + 32768) % 65536 - 32768}?" for one in rows)
    return f"{{\\rtf1\\ansi\\ansicpg932\\uc1 A\\par {shown}\\pard B\\par}}".encode()


def doc() -> bytes:
    """[MS-DOC]: one piece of UTF-16 behind the FIB, and the table of pieces."""
    words = "顧客一覧です。\r" + "".join("\x07".join(row) + "\x07\x07" for row in GRID) + "以上\r"
    fib = bytearray(0x400)
    struct.pack_into("<HH6xH", fib, 0, 0xA5EC, 0xC1, 0x0200)
    struct.pack_into("<i", fib, 0x4C, len(words))
    pieces = struct.pack("<IIHIH", 0, len(words), 0, 0x400, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return ole({"1Table": clx, "WordDocument": bytes(fib) + words.encode("utf-16-le")})


SAMPLES |= {
    "a.docx": (docx_file(), "!table1"),
    "a.pptx": (pptx_file(), "!table1"),
    "a.odt": (odt(), "!table1"),
    "a.html": (html("utf-8"), "!table1"),
    "b.html": (html("cp932"), "!table1"),
    "a.rtf": (rtf(), "!table1"),
    "a.doc": (doc(), "!table1"),
}


def pdf() -> bytes:
    """A page of text under a box, and the list attached to it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = document.pages[0]
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    drawn = b"BT /F1 12 Tf 72 750 Td (List of members) Tj 0 -50 Td (TK1234567) Tj ET 0 g 60 690 200 30 re f"
    page.Contents = document.make_stream(drawn)
    document.docinfo["/Author"] = "総務"
    document.attachments["a.csv"] = pikepdf.AttachedFileSpec(document, CSV, filename="a.csv")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SAMPLES["a.pdf"] = (pdf(), "!a.csv")


def xml() -> bytes:
    rows = "".join(
        f"<顧客>{''.join(f'<{h}>{v}</{h}>' for h, v in zip(HEADER, row, strict=True))}</顧客>" for row in PEOPLE
    )
    return f'<?xml version="1.0" encoding="Shift_JIS"?><一覧>{rows}</一覧>'.encode("cp932")


def dbf() -> bytes:
    width = 1 + 40 * len(HEADER)
    head = struct.pack("<BBBBIHH16xBB2x", 3, 126, 1, 5, len(PEOPLE), 33 + 32 * len(HEADER), width, 0, 0x7B)
    head += b"".join(
        name.encode("cp932").ljust(11, b"\0") + b"C" + bytes(4) + bytes([40]) + bytes(15) for name in HEADER
    )
    cells = (b" " + b"".join(value.encode("cp932").ljust(40) for value in row) for row in PEOPLE)
    return head + b"\r" + b"".join(cells) + b"\x1a"


SAMPLES |= {"a.xml": (xml(), ""), "a.dbf": (dbf(), "")}


def markdown() -> bytes:
    """A table drawn with bars under a title."""
    lines = [f"| {' | '.join(row)} |" for row in GRID]
    return "\n".join(["# 顧客", "", lines[0], "|---|---|---|", *lines[1:], ""]).encode()


def yaml_list() -> bytes:
    """A list of mappings."""
    return "".join(
        "- " + "\n  ".join(f'"{key}": "{value}"' for key, value in zip(HEADER, row, strict=True)) + "\n"
        for row in PEOPLE
    ).encode()


def stacked() -> bytes:
    """Two tables below one another, the second as wide as it likes."""
    orders = "注文番号,金額\r\n" + "".join(f"A-{at},{at}00\r\n" for at in range(1, 4))
    return (orders + "\r\n" + CSV.decode("cp932")).encode("cp932")


SAMPLES |= {"a.md": (markdown(), "!table1"), "a.yaml": (yaml_list(), ""), "two.csv": (stacked(), "!table2")}
