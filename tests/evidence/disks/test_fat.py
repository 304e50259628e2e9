"""FAT and exFAT: names, first letters, removed folders; chains that deletion erases are never called whole."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DOUBT, DiskFile
from tenmatsu.evidence.disks.fat_entries import NO_LETTER, first_letter, slots
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State

from .conftest import Disk, put, run, table, victims


def files_of(path: Path, into: Path, state: State) -> dict[str, DiskFile]:
    found = recover(path, into, carve=False)
    return {one.path: one for one in found if isinstance(one, DiskFile) and one.state is state}


def content(file: DiskFile) -> bytes:
    return b"".join(file.read())


def lettered(name: str) -> str:
    """What is left of a name that was short: `?` for its first letter."""
    return name.replace("small.csv", "?mall.csv").replace("list.tsv", "?ist.tsv").replace("photo.bin", "?hoto.bin")


@pytest.mark.parametrize("block", [1024, 4096])
def test_deleted_files_of_a_fat_volume_come_back(disk: Callable[..., Disk], tmp_path: Path, block: int) -> None:
    made = disk("fat32", block, "fresh")
    deleted = files_of(made.path, tmp_path, State.DELETED)
    expected = {lettered(name).replace("?rag.csv", "frag.csv"): bytes_ for name, bytes_ in made.deleted.items()}
    found = {name.replace("?rag.csv", "frag.csv"): content(file) for name, file in deleted.items()}
    assert found == expected
    assert not deleted["home/export/顧客_main.csv"].intact  # its cluster chain is gone
    assert NO_LETTER in deleted["home/export/?mall.csv"].notes


def test_a_removed_folder_gives_its_files_under_its_name(tmp_path: Path) -> None:
    path, source = tmp_path / "disk.dd", tmp_path / "source.csv"
    run(f"truncate -s 40M {path}")
    run(f"mkfs.vfat -F 16 {path}")
    run(f"mmd -i {path} ::名簿 ::名簿/東京支店 ::old")
    made = {f"名簿/東京支店/顧客名簿_{i}.csv": table(i + 1, f"F{i}", "cp932") for i in range(12)}
    for name, bytes_ in made.items():
        source.write_bytes(bytes_)
        run(f"mcopy -i {path} {source} ::{name}")
    run(f"mdeltree -i {path} ::名簿/東京支店")
    assert {name: content(file) for name, file in files_of(path, tmp_path, State.DELETED).items()} == made
    run(f"mdeltree -i {path} ::名簿")
    run(f"mmd -i {path} ::new")  # takes the cluster of 名簿: the folder below it has no entry any more
    lost = {content(file) for name, file in files_of(path, tmp_path, State.DELETED).items() if name.startswith("?/?/")}
    assert lost == set(made.values())


def test_the_sum_that_a_long_name_keeps_gives_the_first_letter_of_the_short_one() -> None:
    short = b"KOKYAK~1CSV"
    total = 0
    for letter in short:
        total = ((total & 1) << 7) + (total >> 1) + letter & 0xFF
    assert first_letter(short[1:], total) == ord("K")


def test_a_long_name_of_another_file_is_not_given_to_a_short_one() -> None:
    letters = "b-list.csv\0".encode("utf-16-le").ljust(26, b"\xff")
    part = b"\xe5" + letters[:10] + b"\x0f\x00\x07" + letters[10:22] + b"\0\0" + letters[22:]
    entry = b"\xe5LIST   CSV\x20".ljust(26, b"\0") + b"\x05\0\x40\0\0\0"
    sums = [first_letter(entry[1:11], total) for total in range(256)]
    good, bad = sums.index(ord("B")), sums.index(ord("*"))
    for total, name in ((good, "b-list.csv"), (bad, "?LIST.CSV")):
        (slot,) = slots(part[:13] + bytes([total]) + part[14:] + entry, UTC)
        assert slot.name == name


@contextlib.contextmanager
def exfat(path: Path) -> Iterator[Path]:
    """The image mounted by exfat-fuse, which wants a block device."""
    if shutil.which("mount.exfat-fuse") is None:
        pytest.skip("mount.exfat-fuse is not installed")
    made = subprocess.run(["losetup", "-f", "--show", path], capture_output=True, text=True)
    if made.returncode:
        pytest.skip("this machine gives no loop device")
    device, folder = made.stdout.strip(), Path(tempfile.mkdtemp(prefix="disk-"))
    done = subprocess.run(["mount.exfat-fuse", device, folder], capture_output=True)
    try:
        if done.returncode:
            pytest.skip("this machine cannot mount exFAT")
        yield folder
        subprocess.run(["umount", folder], check=True)
        time.sleep(0.3)
    finally:
        subprocess.run(["losetup", "-d", device], check=True)
        folder.rmdir()


def test_deleted_files_of_exfat_come_back_whole_and_renamed_folders_keep_their_new_name(tmp_path: Path) -> None:
    path = tmp_path / "disk.dd"
    run(f"truncate -s 64M {path}")
    run(f"mkfs.exfat {path}")
    made = victims()
    with exfat(path) as root:
        for name, bytes_ in made.items():
            put(root, name, bytes_)
        put(root, "受信/2024/添付.csv", table(9, "EX", "utf-8"))
    with exfat(path) as root:
        for name in made:
            (root / name).unlink()
        (root / "受信/2024").rename(root / "受信/2024年")
    deleted, live = (files_of(path, tmp_path, state) for state in (State.DELETED, State.LIVE))
    assert {name: content(file) for name, file in deleted.items()} == made
    assert not any(DOUBT in note and "chain" in note for file in deleted.values() for note in file.notes)
    assert set(live) == {"受信/2024年/添付.csv"}


def test_a_file_whose_cluster_a_forgotten_file_held_in_between_is_not_called_intact(tmp_path: Path) -> None:
    path, source = tmp_path / "disk.dd", tmp_path / "source.csv"
    run(f"truncate -s 8M {path}")
    run(f"mkfs.vfat -F 12 {path}")
    run(f"mmd -i {path} ::one ::two")
    for name, content_ in (("one/名簿.csv", b"a" * 900), ("two/間のもの.csv", b"b" * 900), ("two/後のもの.csv", b"")):
        source.write_bytes(content_)
        run(f"mcopy -i {path} {source} ::{name}")
        if content_:
            run(f"mdel -i {path} ::{name}")
    (file,) = files_of(path, tmp_path, State.DELETED).values()
    assert content(file) == b"b" * 900 and not file.intact
