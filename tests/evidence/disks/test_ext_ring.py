"""The ring of the journal: copies without a descriptor, and numbers that were used again."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.ext_lives import NOW, Lives
from tenmatsu.evidence.disks.file_name import name_of
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State

from .conftest import mounted, put, run, table

DESCRIPTOR = bytes.fromhex("c03b399800000001")


def written(path: Path, options: str, mount: str, later: int) -> dict[str, bytes]:
    """120 files, 60 of them removed in a second mount; then `later` files take their inode numbers."""
    run(f"truncate -s 64M {path}")
    run(f"mkfs.ext4 -q {options} {path}")
    every = {f"名簿/支店{i % 4}/顧客_{i:03d}.csv": table(i % 30 + 3, f"R{i}", "utf-8") for i in range(120)}
    with mounted(path, "ext4", mount) as root:
        for name, content in every.items():
            put(root, name, content)
    gone = [name for i, name in enumerate(every) if i % 2]
    with mounted(path, "ext4", mount) as root:
        for name in gone:
            (root / name).unlink()
        os.sync()
        for i in range(later):
            put(root, f"later/新しい{i}.log", random.Random(i).randbytes(3000))
    return {name: every[name] for name in gone}


def deleted(path: Path, into: Path) -> list[DiskFile]:
    found = recover(path, into, carve=False)
    return [one for one in found if isinstance(one, DiskFile) and one.state is State.DELETED]


@pytest.mark.parametrize("later", [60, 400])
def test_a_number_that_was_used_again_does_not_lend_its_name_to_the_earlier_file(tmp_path: Path, later: int) -> None:
    gone = written(tmp_path / "disk.dd", "-b 1024 -J size=1", "", later)
    names = {content: name for name, content in gone.items()}
    for file in deleted(tmp_path / "disk.dd", tmp_path):
        content = b"".join(file.read())
        if content in names:
            assert file.path == names[content] or file.path.startswith(("inode-", "?/"))


def test_copies_whose_descriptors_were_overwritten_are_known_by_what_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "disk.dd"
    gone = written(path, "-b 1024", "", 0)
    raw = bytearray(path.read_bytes())
    at, heads = raw.find(DESCRIPTOR), 0
    while at >= 0:
        if at % 1024 == 0:
            raw[at : at + 1024] = random.Random(at).randbytes(1024)
            heads += 1
        at = raw.find(DESCRIPTOR, at + 1)
    path.write_bytes(raw)
    assert heads
    found = {file.path.split("/")[-1]: b"".join(file.read()) for file in deleted(path, tmp_path)}
    assert {name: found.get(name.split("/")[-1]) for name in gone} == gone


def test_with_all_data_in_the_journal_deleted_files_come_back(tmp_path: Path) -> None:
    gone = written(tmp_path / "disk.dd", "-b 1024", "data=journal", 0)
    found = {file.path: b"".join(file.read()) for file in deleted(tmp_path / "disk.dd", tmp_path)}
    assert {name: found.get(name) for name in gone} == gone


def test_names_hold_between_the_commits_of_one_use_of_a_number() -> None:
    lives = Lives.of([(7, 10, 111, True), (7, 20, 111, False), (7, 21, 222, True), (7, NOW, 222, True)])
    assert lives.window(7, 15) == (1, 19)
    assert lives.window(7, 30) == (21, NOW)
    assert lives.window(7, 10, 111) == (1, 19)
    assert lives.window(8, 5) == (1, NOW)


def test_names_are_read_in_the_encoding_they_were_written_in() -> None:
    for encoding in ("utf-8", "cp932", "euc_jp"):
        assert name_of("顧客名簿_最新.csv".encode(encoding)) == "顧客名簿_最新.csv"
    assert name_of(b"a\xff\xfe\x01.csv") == "a\\xff\\xfe\x01.csv"
