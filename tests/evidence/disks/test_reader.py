"""A disk image among the evidence gives its files as items, with state, times, reused share and their tables."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tenmatsu.evidence.readers.disk_image import claims, read
from tenmatsu.evidence.reading import Child, Fault, Head, Source
from tenmatsu.evidence.walk import walk
from tenmatsu.model import Item, State, Table

from .conftest import Disk, run

Maker = Callable[..., Disk]


def head_of(path: Path) -> Head:
    raw = path.read_bytes()
    return Head(path.name, len(raw), raw[: 1 << 18], raw[-(1 << 16) :])


def test_deleted_files_come_out_of_the_walk_as_items_with_their_tables(disk: Maker, tmp_path: Path) -> None:
    made = disk("ext4", 4096, "remount")
    every = list(walk(made.path, "evidence/server.dd", tmp_path / "into"))
    items = {one.path: one for one in every if isinstance(one, Item)}
    tables = {one.item: one for one in every if isinstance(one, Table)}
    name = "evidence/server.dd!home/export/顧客_main.csv"
    item = items[name]
    assert (item.state, item.parent, item.reused_share) == (State.DELETED, "evidence/server.dd", 0.0)
    assert item.created and item.deleted and item.created <= item.deleted
    assert "recovered by ext-journal" in item.notes
    assert (tables[name].rows, tables[name].encoding) == (3000, "cp932")
    assert items["evidence/server.dd!home/export/keep.csv"].state is State.LIVE


def test_members_of_a_deleted_archive_are_deleted_with_it(tmp_path: Path) -> None:
    image, packed = tmp_path / "card.dd", tmp_path / "LIST.ZIP"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("b.csv", "氏名,電話\n佐藤 恵,090-0000-0001\n")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    run(f"truncate -s 32M {image}")
    run(f"mkfs.vfat -F 16 {image}")
    run(f"mcopy -i {image} {packed} ::LIST.ZIP")
    run(f"mcopy -i {image} {packed} ::KEEP.ZIP")
    run(f"mdel -i {image} ::LIST.ZIP")
    every = list(walk(image, "card.dd", tmp_path / "into"))
    states = {one.path.split("!", 1)[1]: one.state for one in every if isinstance(one, Item) and "!" in one.path}
    gone = {path: state for path, state in states.items() if "IST.ZIP" in path}
    kept = {path: state for path, state in states.items() if "KEEP.ZIP" in path}
    assert len(gone) == len(kept) == 3
    assert set(gone.values()) == {State.DELETED} and set(kept.values()) == {State.LIVE}


def test_a_deleted_file_without_a_block_of_its_own_is_a_member_and_is_told(disk: Maker, tmp_path: Path) -> None:
    path = disk("ext4", 1024, "later").path
    every = list(read(Source("server.dd", str(path), str(tmp_path), path.stat().st_size)))
    gone = [one for one in every if isinstance(one, Child) and one.reused_share == 1.0]
    told = {one.part for one in every if isinstance(one, Fault)}
    assert gone and all(one.name in told for one in gone)


@pytest.mark.parametrize("fs", ["ext3", "ext4", "xfs", "ntfs", "fat16"])
def test_a_bare_file_system_is_claimed(disk: Maker, fs: str) -> None:
    assert claims(head_of(disk(fs, 4096, "remount").path)) >= 70


@pytest.mark.parametrize("container", ["qcow2", "vmdk", "vpc", "vhdx"])
def test_a_container_is_claimed(disk: Maker, tmp_path: Path, container: str) -> None:
    path = tmp_path / "packed"
    run(f"qemu-img convert -O {container} {disk('ext4', 4096, 'remount').path} {path}")
    assert claims(head_of(path)) == 90


def test_other_files_are_not_claimed() -> None:
    noise = random.Random(1).randbytes(1 << 18)
    for content in (noise, b"a,b,c\n" * 40_000, bytes(1 << 18), noise[:1000], b"", b"%PDF-1.7\n" + noise):
        assert claims(Head("photo.jpg", len(content), content[: 1 << 18], content[-(1 << 16) :])) == 0
