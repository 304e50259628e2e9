"""File systems that no table names or whose beginning is lost are found; what only looks like one is not."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.image import open_image
from tenmatsu.evidence.disks.lost_volumes import lost_volumes
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State, Unread

from .conftest import Disk, run

Maker = Callable[..., Disk]
GONE = {"ext4": 3072, "ext3": 3072, "xfs": 512, "ntfs": 512, "fat32": 512}
"""How much of the beginning is overwritten: of ext the group descriptors as well."""


def found_in(path: Path, into: Path) -> tuple[dict[str, bytes], list[str]]:
    every = list(recover(path, into, carve=False))
    files = [one for one in every if isinstance(one, DiskFile) and one.state is State.DELETED]
    told = [one.reason for one in every if isinstance(one, Unread)]
    return {f"{one.volume}:{one.path}": b"".join(one.read()) for one in files}, told


def overwritten(source: Path, path: Path, spans: list[tuple[int, int]]) -> None:
    path.write_bytes(source.read_bytes())
    with path.open("r+b") as file:
        for start, length in spans:
            file.seek(start)
            file.write(bytes(length))


@pytest.mark.parametrize("fs", list(GONE))
def test_a_volume_whose_beginning_is_lost_is_read_by_its_copy(disk: Maker, tmp_path: Path, fs: str) -> None:
    made = disk(fs, 1024 if fs.startswith("ext") else 4096, "fresh" if fs == "fat32" else "remount")
    before, _ = found_in(made.path, tmp_path)
    overwritten(made.path, tmp_path / "hurt.dd", [(0, GONE[fs])])
    after, told = found_in(tmp_path / "hurt.dd", tmp_path)
    assert after == before
    assert any("is lost: its copy at byte" in one for one in told)


def test_a_removed_partition_and_a_wiped_table_are_searched_for_file_systems(disk: Maker, tmp_path: Path) -> None:
    ext, fat = disk("ext4", 4096, "remount"), disk("fat16", 4096, "fresh")
    path = tmp_path / "disk.dd"
    run(f"truncate -s 120M {path}")
    run("sfdisk --version")
    script = b"label: dos\nstart=2048, size=131072\nstart=139264, size=65536\n"
    subprocess.run(["sfdisk", "-q", path], input=script, check=True, capture_output=True)
    with path.open("r+b") as whole:
        for start, made in ((2048, ext), (139264, fat)):
            whole.seek(start * 512)
            whole.write(made.path.read_bytes())
    tabled, _ = found_in(path, tmp_path)
    overwritten(path, tmp_path / "removed.dd", [(446, 16)])
    removed, told = found_in(tmp_path / "removed.dd", tmp_path)
    assert removed == {name.replace("p1:", "gap1/found1:"): content for name, content in tabled.items()}
    assert "no partition table names this file system (ext): found at byte 1048576" in told
    overwritten(path, tmp_path / "wiped.dd", [(0, 512)])
    wiped, _ = found_in(tmp_path / "wiped.dd", tmp_path)
    assert wiped == {name.replace("p1:", "found1:").replace("p2:", "found2:"): one for name, one in tabled.items()}


def test_marks_without_a_second_structure_are_no_file_system(tmp_path: Path) -> None:
    raw = bytearray(random.Random(5).randbytes(1 << 20))
    for at in range(0, len(raw), 4096):
        for place, mark in ((56, b"\x53\xef"), (510, b"\x55\xaa"), (0, b"\xeb\x52\x90NTFS    "), (2048, b"XFSB")):
            raw[at + place : at + place + len(mark)] = mark
    path = tmp_path / "disk.dd"
    path.write_bytes(raw)
    assert lost_volumes(open_image(path)) == []
