"""Rows whose file is forgotten are found in free room, whole, in their own encoding, and little else with them."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.carve import carve_rows
from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.evidence.disks.text_rows import WINDOW
from tenmatsu.model import State

from .conftest import table

FORMS = [
    ("utf-8", ",", "\r\n"),
    ("utf-8", "\t", "\n"),
    ("utf-8", ";", "\n"),
    ("cp932", ",", "\r\n"),
    ("cp932", "\t", "\r\n"),
    ("euc-jp", ",", "\n"),
    ("utf-16-le", ",", "\r\n"),
    ("utf-16-be", "\t", "\r\n"),
]


def carved(disk: bytes, into: Path | None = None) -> list[DiskFile]:
    found = carve_rows(lambda at, count: disk[at : at + count], [(0, len(disk))], into)
    return [one for one in found if isinstance(one, DiskFile)]


def lines_of(file: DiskFile) -> list[str]:
    assert file.encoding
    text = b"".join(file.read()).decode(file.encoding)
    return [line for line in text.replace("\r\n", "\n").split("\n") if line]


def blocks(content: bytes, size: int = 4096) -> bytes:
    return content + bytes(-len(content) % size)


@pytest.mark.parametrize(("encoding", "delimiter", "end"), FORMS)
@pytest.mark.parametrize("rows", [4, 60, 3000])
def test_every_row_of_every_form_is_found_and_nothing_else(encoding: str, delimiter: str, end: str, rows: int) -> None:
    content = table(rows, "RW", encoding, delimiter=delimiter, end=end)
    noise = random.Random(rows)
    disk = noise.randbytes(40_960) + blocks(content) + noise.randbytes(20_480)
    (file,) = carved(disk)
    assert lines_of(file) == content.decode(encoding).split(end)[:-1]


def test_each_row_tells_its_place_on_the_disk() -> None:
    content = table(50, "PL", "cp932")
    disk = random.Random(1).randbytes(8192) + blocks(content)
    (file,) = carved(disk)
    text = b"".join(file.read())
    for at in (0, text.index(b"PL0000007"), text.index(b"PL0000049")):
        place = file.offset_of(at)
        assert place is not None and disk[place : place + 20] == text[at : at + 20]


def test_tables_of_one_shape_come_together_and_others_apart() -> None:
    one, two = table(40, "AA", "utf-8"), table(40, "BB", "utf-8")
    other = "".join(f"{i:04d},1990-01-{i % 28 + 1:02d},090-0000-{i:04d}\n" for i in range(40)).encode()
    disk = blocks(one) + random.Random(2).randbytes(4096) + blocks(other) + blocks(two)
    found = {len(lines_of(file)): file for file in carved(disk)}
    assert sorted(found) == [40, 82]


def test_prose_source_code_and_noise_are_no_rows() -> None:
    code = Path(random.__file__).read_bytes()
    prose = "その日、彼は、駅まで歩いた。空は高く、風は、まだ冷たい。\n".encode() * 200
    english = b"It was late, and, as ever, the rain fell.\nHe waited, then, at last, he left.\n" * 200
    log = "".join(f"INFO worker {i}: done, ok, next {{a: {i}, b: 2}}\n" for i in range(300)).encode()
    assert carved(b"".join(map(blocks, (code, prose, english, log, random.Random(3).randbytes(100_000))))) == []


def test_quoted_cells_with_delimiters_and_line_ends_stay_whole() -> None:
    rows = [f'{i},"山田, 太郎{i}","1行目\n2行目",t{i}@example.jp,03-0000-{i:04d}' for i in range(30)]
    content = ("\r\n".join(rows) + "\r\n").encode()
    (file,) = carved(blocks(content))
    assert b"".join(file.read()) == content


def test_rows_are_joined_across_the_windows_of_a_large_disk() -> None:
    content = table(60_000, "WD", "cp932")
    (file,) = carved(random.Random(4).randbytes(1024) + content)
    assert b"".join(file.read()) == content
    assert len(file.extents) == 1


def test_rows_of_database_pages_are_found_with_their_labels(tmp_path: Path) -> None:
    path = tmp_path / "customers.db"
    with sqlite3.connect(path) as database:
        database.execute("create table customers (id integer primary key, name text, mail text, age int)")
        rows = [(i, f"山田 太郎{i}", f"t{i}@example.jp", i % 90) for i in range(1500)]
        database.executemany("insert into customers values (?,?,?,?)", rows)
    database.close()
    raw = path.read_bytes()
    pages = [raw[at : at + 4096] for at in range(0, len(raw), 4096)]
    random.Random(5).shuffle(pages)
    found = carved(random.Random(6).randbytes(8192) + b"".join(pages), tmp_path)
    (file,) = [one for one in found if one.method == "sqlite-pages"]
    header, *body = lines_of(file)
    assert header == "disk_offset,id,name,mail,age"
    assert {line.split(",")[3] for line in body} == {row[2] for row in rows}


def test_rows_on_a_disk_without_a_file_system_are_found(tmp_path: Path) -> None:
    image = tmp_path / "wiped.dd"
    content = table(300, "NF", "utf-8")
    image.write_bytes(random.Random(7).randbytes(1 << 20) + blocks(content) + bytes(1 << 20))
    found = [one for one in recover(image, tmp_path) if isinstance(one, DiskFile)]
    assert [(one.state, lines_of(one)) for one in found] == [
        (State.CARVED, content.decode().split("\r\n")[:-1]),
    ]


@pytest.mark.parametrize(("encoding", "delimiter", "end"), FORMS)
def test_a_row_cut_at_the_border_of_free_room_is_joined_to_its_rest(encoding: str, delimiter: str, end: str) -> None:
    content, other = table(400, "JN", encoding, delimiter=delimiter, end=end), table(60, "XX", encoding)
    pieces = [content[at : at + 8192] for at in range(0, len(content), 8192)]
    disk, regions = b"", []
    for piece in pieces:  # two files written in turns; the other one is still there
        regions.append((len(disk), len(disk) + len(blocks(piece))))
        disk += blocks(piece) + blocks(other)[:4096]
    found = [one for one in carve_rows(lambda at, count: disk[at : at + count], regions) if isinstance(one, DiskFile)]
    lines = [line for file in found for line in lines_of(file)]
    truth = content.decode(encoding).split(end)[:-1]
    assert set(lines) <= set(truth)
    assert len(set(truth) - set(lines)) <= 1  # a cut inside the first or the last cell may not be told from a whole row


def test_a_window_that_ends_with_a_line_is_not_the_end() -> None:
    lines = [f"{i:08d},t{i:08d}@example.co.jp,090-0000-{i % 10000:04d},".ljust(63, "x") for i in range(70_000)]
    content = ("\n".join(lines) + "\n").encode()
    assert len(content) > WINDOW and WINDOW % 64 == 0 and content[WINDOW - 1 : WINDOW] == b"\n"
    (file,) = carved(content)
    assert b"".join(file.read()) == content


def test_the_end_of_another_file_before_a_table_does_not_hide_it() -> None:
    content, other = table(500, "GL", "cp932"), "あいう,えお".encode("euc-jp")
    disk = random.Random(9).randbytes(4096) + (b"a,b,c,d\n" * 512)[: 4096 - len(other)] + other + blocks(content)
    lines = [line for file in carved(disk) for line in lines_of(file)]
    assert set(content.decode("cp932").split("\r\n")[1:-1]) <= set(lines)
