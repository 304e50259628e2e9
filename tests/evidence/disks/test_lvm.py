"""Logical volumes are put together from the layout that LVM's own tools write."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.image import open_image
from tenmatsu.evidence.disks.lvm import logical_volumes, parse
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State, Unread

from .conftest import Disk, run

LAYOUT = """
vg0 {  # made by hand
id = "x-y"
extent_size = 8192
physical_volumes {
pv0 {
id = "abcd-ef"
pe_start = 2048
flags = []
}
}
logical_volumes {
home {
segment_count = 1
segment1 {
start_extent = 0
extent_count = 4
type = "striped"
stripe_count = 1
stripes = [
"pv0", 3
]
}
}
}
}
"""


def test_a_layout_is_read_as_sections_lists_texts_and_numbers() -> None:
    group = parse(LAYOUT)["vg0"]
    assert group["extent_size"] == 8192
    assert group["physical_volumes"]["pv0"] == {"id": "abcd-ef", "pe_start": 2048, "flags": []}
    assert group["logical_volumes"]["home"]["segment1"]["stripes"] == ["pv0", 3]


def grouped(path: Path) -> None:
    """A volume in two pieces with another one between them, and a striped one that we do not read."""
    if os.geteuid():
        pytest.skip("LVM's tools need a loop device, and that needs root")
    run(f"truncate -s 200M {path}")
    run("pvcreate --version")
    device = subprocess.run(["losetup", "-f", "--show", path], capture_output=True, text=True).stdout.strip()
    if not device:
        pytest.skip("no loop device here")
    quiet = "--driverloaded n"
    try:
        run(f"pvcreate -ff -y {device} {quiet}")
        run(f"vgcreate {quiet} tenmatsu_vg0 {device}")
        for name, extents in (("root", 12), ("other", 4)):
            run(f"lvcreate {quiet} -an -Zn -Wn -y -n {name} -l {extents} tenmatsu_vg0")
        run(f"lvextend {quiet} -y -l +4 tenmatsu_vg0/root")
    finally:
        subprocess.run(["losetup", "-d", device], check=False)


def test_files_of_a_logical_volume_in_two_pieces_come_back_with_their_places(
    disk: Callable[..., Disk], tmp_path: Path
) -> None:
    path, made = tmp_path / "server.dd", disk("ext4", 4096, "remount")
    grouped(path)
    root = next(one for one in logical_volumes(open_image(path)) if one.name == "tenmatsu_vg0-root")
    assert len(root.extents) == 2
    content = made.path.read_bytes()
    with path.open("r+b") as whole:
        for one in root.extents:
            whole.seek(one.start)
            whole.write(content[one.logical : one.logical + one.length])
    every = list(recover(path, tmp_path))
    deleted = {one.path: one for one in every if isinstance(one, DiskFile) and one.state is State.DELETED}
    assert {name: b"".join(deleted[name].read()) for name in made.deleted} == made.deleted
    raw = path.read_bytes()
    for name, truth in made.deleted.items():
        assert deleted[name].volume == "tenmatsu_vg0-root"
        for at in (0, len(truth) - 20):
            place = deleted[name].offset_of(at)
            assert place is not None and raw[place : place + 20] == truth[at : at + 20]


def test_a_volume_without_a_readable_layout_is_told(tmp_path: Path) -> None:
    path = tmp_path / "disk.dd"
    label = b"LABELONE" + (1).to_bytes(8, "little") + bytes(4) + (32).to_bytes(4, "little") + b"LVM2 001"
    path.write_bytes((bytes(512) + label).ljust(1 << 20, b"\0"))
    (unread,) = [one for one in recover(path, tmp_path) if isinstance(one, Unread)]
    assert "no layout" in unread.reason
