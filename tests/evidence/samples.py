"""One small real sample of each format, built here. All hold the same two persons."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import tarfile
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyzipper
import xlwt
import zstandard
from odf import opendocument, table, text

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


def saved(book: openpyxl.Workbook) -> bytes:
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
