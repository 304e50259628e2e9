"""Rows of SQLite that stand in its log, and rows that were deleted: found, not doubled, and the evidence untouched."""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tenmatsu.evidence.readers import sqlite, sqlite_wal
from tenmatsu.evidence.reading import Child, Fault, Head, Sheet, Source

Row = tuple[str, str, str]


def person(number: int) -> Row:
    pick = random.Random(number)
    name = "".join(pick.sample("佐藤鈴木高橋田中伊藤渡辺山本中村小林", 4))
    return name, f"u{number}@example.jp", f"03-0000-{pick.randrange(10000):04d}"


def made(path: Path, count: int, mode: str) -> sqlite3.Connection:
    """A table of so many persons, with deletion as most programs have it."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("pragma secure_delete = off")
    base.execute(f"pragma journal_mode = {mode}")
    base.execute("create table customers (id integer primary key, name text, mail text, tel text)")
    base.execute("create table notes (body text)")
    base.executemany("insert into customers values (?, ?, ?, ?)", [(k, *person(k)) for k in range(1, count + 1)])
    return base


def taken(path: Path, folder: Path) -> Path:
    """A copy of the database and of what lies beside it, as the running program has them."""
    folder.mkdir()
    for one in path.parent.glob(f"{path.name}*"):
        shutil.copyfile(one, folder / one.name)
    return folder / path.name


def read(path: Path, into: Path) -> tuple[dict[str, int], dict[str, list[list[str]]], list[str]]:
    into.mkdir(exist_ok=True)
    before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    found = list(sqlite.read(Source(path.name, str(path), str(into), path.stat().st_size)))
    assert {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before
    sheets = {str(one.part): one.rows for one in found if isinstance(one, Sheet)}
    carved = {}
    for one in found:
        if isinstance(one, Child):
            assert one.state == "carved"
            with Path(one.path).open(encoding="utf-8", newline="") as file:
                carved[one.name] = list(csv.reader(file))
    return sheets, carved, [one.reason for one in found if isinstance(one, Fault)]


def test_what_is_committed_in_the_log_is_read_and_what_it_replaced_is_carved(tmp_path: Path) -> None:
    base = made(tmp_path / "x.db", 300, "wal")
    base.execute("pragma wal_checkpoint(truncate)")
    base.execute("delete from customers where id % 3 = 0")
    base.execute("insert into customers values (1000, '新人', 'new@example.jp', '')")
    sheets, carved, faults = read(taken(tmp_path / "x.db", tmp_path / "taken"), tmp_path / "into")
    base.close()
    assert sheets == {"customers": 201, "notes": 0}
    rows = carved["$carved/customers.csv"]
    assert rows[0] == ["database_page", "id", "name", "mail", "tel"]
    assert {tuple(row[2:]) for row in rows[1:]} == {person(k) for k in range(3, 301, 3)}
    assert faults == []
    assert not [one.name for one in (tmp_path / "into").iterdir() if one.name.endswith(("-wal", "-shm"))]


@pytest.mark.parametrize(("count", "gone"), [(60, "id between 10 and 20"), (3000, "id % 40 = 0"), (3000, "1")])
def test_deleted_rows_come_back_from_free_blocks_and_the_freelist(tmp_path: Path, count: int, gone: str) -> None:
    base = made(tmp_path / "x.db", count, "delete")
    dead = {row[1:] for row in base.execute(f"select * from customers where {gone}")}
    base.execute(f"delete from customers where {gone}")
    base.close()
    _, carved, _ = read(taken(tmp_path / "x.db", tmp_path / "taken"), tmp_path / "into")
    raw = (tmp_path / "taken/x.db").read_bytes()
    left = {row for row in dead if "".join(row).encode() in raw}
    found = {tuple(row[2:]) for row in carved["$carved/customers.csv"][1:]}
    assert len(left) > len(dead) * 0.5
    assert found <= dead
    assert len(found & left) >= len(left) * 0.98


def test_a_table_that_was_dropped_comes_back_under_its_name(tmp_path: Path) -> None:
    base = made(tmp_path / "x.db", 500, "delete")
    base.execute("drop table customers")
    base.close()
    sheets, carved, _ = read(taken(tmp_path / "x.db", tmp_path / "taken"), tmp_path / "into")
    assert set(sheets) == {"notes"}
    found = {tuple(row[2:]) for row in carved["$carved/customers.csv"][1:]}
    assert found <= {person(k) for k in range(1, 501)} and len(found) > 480


def test_a_transaction_that_never_ended_is_rolled_back_in_the_copy(tmp_path: Path) -> None:
    base = made(tmp_path / "x.db", 2000, "delete")
    base.execute("pragma cache_size = 1")
    base.execute("begin immediate")
    base.execute("delete from customers where id > 10")
    path = taken(tmp_path / "x.db", tmp_path / "taken")
    base.close()
    assert (tmp_path / "taken/x.db-journal").exists()
    assert read(path, tmp_path / "into")[0]["customers"] == 2000


def test_a_log_alone_gives_its_rows_and_beside_its_database_says_so(tmp_path: Path) -> None:
    base = made(tmp_path / "x.db", 200, "wal")
    path = taken(tmp_path / "x.db", tmp_path / "taken")
    base.close()
    log, into = Path(f"{path}-wal"), tmp_path / "into"
    into.mkdir()
    source = Source("x.db-wal", str(log), str(into), log.stat().st_size)
    assert sqlite_wal.claims(Head("x.db-wal", source.size, log.read_bytes()[:100], b"")) == 90
    assert list(sqlite_wal.read(source)) == [Fault(sqlite_wal.TOGETHER)]
    path.unlink()
    told, child = list(sqlite_wal.read(source))
    assert told == Fault(sqlite_wal.ALONE) and isinstance(child, Child)
    with Path(child.path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "name", "mail", "tel"]
    assert {tuple(row[1:]) for row in rows[1:]} == {person(k) for k in range(1, 201)}


def test_a_damaged_database_ends_with_a_fault_not_with_an_exception(tmp_path: Path) -> None:
    base = made(tmp_path / "x.db", 800, "delete")
    base.execute("delete from customers where id % 3 = 0")
    base.close()
    raw = (tmp_path / "x.db").read_bytes()
    for seed in range(25):
        pick, broken = random.Random(seed), bytearray(raw)
        for _ in range(40):
            broken[pick.randrange(100, len(broken))] = pick.randrange(256)
        folder = tmp_path / f"b{seed}"
        folder.mkdir()
        (folder / "x.db").write_bytes(broken)
        try:
            read(folder / "x.db", tmp_path / "into")
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            continue  # told by walk: the reader's own words for a file that SQLite does not open
