"""Folders of hundreds of files, deep and removed trees, renamed, fragmented and rewritten files; images taken live."""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import time
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State

from .conftest import Disk, fragmented, kept, mounted, put, run, table, victims

FORMS = [
    ("ext4", "-b 4096", "remount"),
    ("xfs", "-b size=1024 -n size=8192", "fresh"),
]
MORE = [
    ("ext4", "-b 1024 -O ^64bit,^metadata_csum", "fresh"),
    ("ext4", "-b 1024 -O bigalloc", "fresh"),
    ("ext4", "-b 2048 -O inline_data", "remount"),
    ("ext4", "-b 1024 -O meta_bg,^resize_inode", "fresh"),
    ("ext3", "-b 1024 -I 128", "remount"),
    ("xfs", "-b size=4096", "remount"),
    ("ntfs", "-c 4096", "remount"),
]


def contents(files: list[DiskFile], state: State) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for file in files:
        if file.state is state:
            found.setdefault(file.path, []).append(b"".join(file.read()))
    return found


def files_of(path: Path, into: Path) -> list[DiskFile]:
    return [one for one in recover(path, into) if isinstance(one, DiskFile)]


def build(path: Path, fs: str, options: str, scenario: str) -> Disk:
    disk = Disk(path, fs)
    run(f"truncate -s {'320M' if fs == 'xfs' else '96M'} {path}")
    run(f"{'mkntfs -F -Q -q' if fs == 'ntfs' else f'mkfs.{fs} -q'} {options} {path}")
    with mounted(path, fs) as root:
        write(root, disk)
        if scenario == "fresh":
            remove(root, disk)
    if scenario == "remount":
        with mounted(path, fs) as root:
            remove(root, disk)
    return disk


def write(root: Path, disk: Disk) -> None:
    for i in range(200):
        name = f"data/many/顧客名簿_{i:04d}_{'長' * (i % 20)}.csv"
        (disk.deleted if i % 7 == 3 else disk.kept)[name] = table(i % 40 + 1, f"M{i}", "utf-8")
    for i in range(6):
        disk.deleted["/".join(["deep", *(f"階層{k}" for k in range(i + 1)), f"f{i}.csv"])] = table(30, f"D{i}", "cp932")
    for i in range(12):
        disk.deleted[f"home/tree/sub{i % 4}/x{i}.csv"] = table(20 + i, f"T{i}", "cp932")
    for name, content in {**disk.kept, **disk.deleted}.items():
        put(root, name, content)
    disk.deleted["home/renamed.csv"] = table(300, "RN", "utf-8")
    put(root, "home/tmp.part", disk.deleted["home/renamed.csv"])
    os.sync()
    (root / "home/tmp.part").rename(root / "home/renamed.csv")
    disk.deleted["home/frag.csv"] = table(6000, "FR", "utf-8")
    fragmented(root, "home/frag.csv", disk.deleted["home/frag.csv"], 4096 * 3)
    disk.deleted["home/sparse.bin"] = b"A" * 5000 + bytes(600_000) + b"B" * 5000
    with (root / "home/sparse.bin").open("wb") as file:
        file.write(b"A" * 5000)
        file.seek(605_000)
        file.write(b"B" * 5000)
    os.sync()


def remove(root: Path, disk: Disk) -> None:
    for name in disk.deleted:
        if not name.startswith(("home/tree/", "deep/")):
            (root / name).unlink()
    shutil.rmtree(root / "home/tree")
    shutil.rmtree(root / "deep")
    os.sync()


@pytest.mark.parametrize(
    ("fs", "options", "scenario"), [*FORMS, *(pytest.param(*form, marks=pytest.mark.large) for form in MORE)]
)
def test_every_removed_file_of_a_wide_tree_comes_back(tmp_path: Path, fs: str, options: str, scenario: str) -> None:
    disk = build(tmp_path / "disk.dd", fs, options, scenario)
    files = files_of(disk.path, tmp_path)
    deleted, live = contents(files, State.DELETED), contents(files, State.LIVE)
    missing = [name for name, content in disk.deleted.items() if content not in deleted.get(name, [])]
    assert missing == []
    assert all(content in live[name] for name, content in disk.kept.items())
    assert not {name for name in disk.deleted if name in live}


@pytest.mark.parametrize("fs", ["ext4", "xfs"])
def test_an_image_taken_while_the_system_runs_is_read_with_its_journal(tmp_path: Path, fs: str) -> None:
    path, image = tmp_path / "running.dd", tmp_path / "taken.dd"
    run(f"truncate -s {'320M' if fs == 'xfs' else '64M'} {path}")
    run(f"mkfs.{fs} -q {path}")
    with mounted(path, fs) as root:
        for name, content in {**kept(), **victims()}.items():
            put(root, name, content)
    with mounted(path, fs) as root:
        for name in victims():
            (root / name).unlink()
        for folder in (root / "home/export", root / "var/tmp", root / "home/export/2016-03"):
            handle = os.open(folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
        time.sleep(1)  # the copy takes a moment: nothing should be on its way to the disk meanwhile
        found = subprocess.run(["losetup", "-j", path, "-O", "NAME", "-n"], capture_output=True, text=True)
        with Path(found.stdout.split()[0]).open("rb") as device, image.open("wb") as copy:
            shutil.copyfileobj(device, copy)
    files = files_of(image, tmp_path)
    deleted, live = contents(files, State.DELETED), contents(files, State.LIVE)
    assert all(content in deleted.get(name, []) for name, content in victims().items())
    assert {name for name in live if name in victims()} == set()
    assert all(content in live[name] for name, content in kept().items())


@pytest.mark.parametrize("fs", ["ext2", "ext3", "ext4"])
def test_inodes_that_keep_their_map_give_name_and_content_without_a_journal(tmp_path: Path, fs: str) -> None:
    source, path = tmp_path / "source", tmp_path / "disk.dd"
    for name, content in {**victims(), **kept()}.items():
        put(source, name, content)
    run(f"truncate -s 64M {path}")
    run(f"mkfs.{fs} -q -d {source} {path}")
    commands = "".join(f'rm "/{name}"\n' for name in victims())
    subprocess.run(["debugfs", "-w", "-f", "-", path], input=commands.encode(), capture_output=True, check=True)
    deleted = contents(files_of(path, tmp_path), State.DELETED)
    assert all(content in deleted.get(name, []) for name, content in victims().items())


def test_records_marked_free_as_windows_does_give_path_and_content(tmp_path: Path) -> None:
    path = tmp_path / "disk.dd"
    run(f"truncate -s 64M {path}")
    run(f"mkntfs -F -Q -q {path}")
    with mounted(path, "ntfs") as root:
        for name, content in {**victims(), **kept()}.items():
            put(root, name, content)
        records = [(root / name).stat().st_ino for name in (*victims(), "home/export/2016-03")]
    with path.open("r+b") as disk:
        boot = disk.read(512)
        start = struct.unpack_from("<Q", boot, 48)[0] * struct.unpack_from("<H", boot, 11)[0] * boot[13]
        for record in records:
            disk.seek(start + record * 1024 + 0x10)
            head = disk.read(8)
            sequence, flags = struct.unpack_from("<H", head)[0] + 1, struct.unpack_from("<H", head, 6)[0] & ~1
            disk.seek(start + record * 1024 + 0x10)
            disk.write(struct.pack("<H", sequence) + head[2:6] + struct.pack("<H", flags))
    deleted = contents(files_of(path, tmp_path), State.DELETED)
    assert all(content in deleted.get(name, []) for name, content in victims().items())


def test_a_rewritten_file_gives_its_earlier_content_under_its_name(tmp_path: Path) -> None:
    path, before, after = tmp_path / "disk.dd", table(500, "BE", "utf-8"), random.Random(1).randbytes(90_000)
    run(f"truncate -s 64M {path}")
    run(f"mkfs.ext4 -q {path}")
    with mounted(path, "ext4") as root:
        put(root, "list.csv", before)
        os.sync()
        put(root, "filler.bin", after)
        put(root, "list.csv", after)
    files = files_of(path, tmp_path)
    assert contents(files, State.LIVE)["list.csv"] == [after]
    assert contents(files, State.DELETED).get("list.csv") in ([before], None)
    assert all(file.deleted is None for file in files if file.path == "list.csv")
