"""Partitions are found in every table, and a volume that cannot be read is told, never passed over."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.image import Image, ImageError, open_image
from tenmatsu.evidence.disks.partitions import partitions
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State, Unread

from .conftest import Disk, run, table

TABLES = {
    "dos": "label: dos\nstart=2048, size=16384, type=83\nstart=18432, size=16384, type=7\n",
    "logical": "label: dos\nstart=2048, size=16384, type=83\nstart=18432, size=80000, type=5\n"
    "start=20480, size=16384, type=83\nstart=38912, size=16384, type=83\n",
    "gpt": "label: gpt\nstart=2048, size=16384\nstart=18432, size=16384\n",
}
PLACES = {
    "dos": [("p1", 2048), ("p2", 18432)],
    "logical": [("p1", 2048), ("p5", 20480), ("p6", 38912)],
    "gpt": [("p1", 2048), ("p2", 18432)],
}


def tabled(path: Path, kind: str) -> None:
    run(f"truncate -s 64M {path}")
    run("sfdisk --version")
    subprocess.run(["sfdisk", "-q", path], input=TABLES[kind].encode(), check=True, capture_output=True)


@pytest.mark.parametrize("kind", list(TABLES))
def test_partitions_stand_where_their_table_says(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "disk.dd"
    tabled(path, kind)
    found = [(one.name, one.start // 512) for one in partitions(open_image(path)) if one.name.startswith("p")]
    assert found == PLACES[kind]


def test_files_of_a_partition_carry_its_name_and_their_place_on_the_whole_disk(
    disk: Callable[..., Disk], tmp_path: Path
) -> None:
    made = disk("ext4", 4096, "remount")
    path = tmp_path / "disk.dd"
    run(f"truncate -s 80M {path}")
    run("sfdisk --version")
    script = b"label: gpt\nstart=4096, size=131072\n"
    subprocess.run(["sfdisk", "-q", path], input=script, check=True, capture_output=True)
    with path.open("r+b") as whole:
        whole.seek(4096 * 512)
        whole.write(made.path.read_bytes())
    raw = path.read_bytes()
    files = [one for one in recover(path, tmp_path) if isinstance(one, DiskFile)]
    deleted = {one.path: one for one in files if one.state is State.DELETED}
    for name, content in made.deleted.items():
        place = deleted[name].offset_of(0)
        assert deleted[name].volume == "p1"
        assert place is not None and raw[place : place + 64] == content[:64]


def test_rows_in_a_gap_between_partitions_are_found(tmp_path: Path) -> None:
    path = tmp_path / "disk.dd"
    tabled(path, "dos")
    content = table(80, "GP", "utf-8")
    with path.open("r+b") as whole:
        whole.seek(40 << 20)
        whole.write(content)
    files = [one for one in recover(path, tmp_path) if isinstance(one, DiskFile)]
    assert [(one.volume, one.state, b"".join(one.read())) for one in files] == [("gap1", State.CARVED, content)]


@pytest.mark.parametrize(
    ("at", "magic", "word"),
    [
        (0, b"LUKS\xba\xbe\x00\x02", "LUKS"),
        (3, b"-FVE-FS-", "BitLocker"),
        (65600, b"_BHRfS_M", "Btrfs"),
        (4086, b"SWAPSPACE2", "swap"),
        (32, b"NXSB", "APFS"),
    ],
)
def test_what_cannot_be_opened_is_told(tmp_path: Path, at: int, magic: bytes, word: str) -> None:
    path = tmp_path / "disk.dd"
    path.write_bytes((bytes(at) + magic).ljust(1 << 20, b"\0"))
    (unread,) = [one for one in recover(path, tmp_path) if isinstance(one, Unread)]
    assert word in unread.reason


def test_a_file_that_is_no_image_is_told(tmp_path: Path) -> None:
    assert [one.reason for one in recover(tmp_path / "none.dd", tmp_path) if isinstance(one, Unread)]
    (tmp_path / "broken.E01").write_bytes(b"EVF\x09\x0d\x0a\xff\x00" + bytes(400))
    (unread,) = [one for one in recover(tmp_path / "broken.E01", tmp_path) if isinstance(one, Unread)]
    assert "damaged" in unread.reason


def test_a_read_behind_the_end_is_short_and_a_fault_has_a_sentence() -> None:
    image = Image(10, lambda offset, count: b"0123456789"[offset : offset + count])
    assert (image.read(8, 10), image.read(20, 1), image.part(2, 100).read(0, 3)) == (b"89", b"", b"234")

    def broken(offset: int, count: int) -> bytes:
        raise OSError("bad segment")

    with pytest.raises(ImageError, match="byte 0 of the image cannot be read"):
        Image(10, broken).read(0, 1)
