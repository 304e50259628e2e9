"""What lies in a bin is given with the path it had and the time it was put there."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State

from .conftest import mounted, put, run, table

WHEN = datetime(2024, 3, 21, 4, 5, 6, tzinfo=UTC)
TICKS = (WHEN - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
BIN = "$Recycle.Bin/S-1-5-21-1004336348-1177238915-682003330-1001"
SAYS = "in the bin; before it was C:\\Users\\hana\\名簿.csv, put there at 2024-03-21 04:05:06 UTC"


def index(version: int, path: str) -> bytes:
    """The contents of a file $I."""
    name = path.encode("utf-16-le")
    head = struct.pack("<QQQ", version, 1234, TICKS)
    return head + (name.ljust(520, b"\0") if version == 1 else struct.pack("<I", len(path) + 1) + name + b"\0\0")


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_the_recycle_bin_has_its_former_path(tmp_path: Path, version: int) -> None:
    path, content = tmp_path / "disk.dd", table(20, "RB", "cp932")
    run(f"truncate -s 32M {path}")
    run(f"mkntfs -F -Q -q {path}")
    with mounted(path, "ntfs") as root:
        put(root, f"{BIN}/$RAB12CD.csv", content)
        put(root, f"{BIN}/$IAB12CD.csv", index(version, "C:\\Users\\hana\\名簿.csv"))
        put(root, f"{BIN}/$RXY34ZW/下/b.csv", content)
        put(root, f"{BIN}/$IXY34ZW", index(version, "D:\\出力"))
        put(root, f"{BIN}/$RNONE00.csv", content)
    files = {one.path: one for one in recover(path, tmp_path, carve=False) if isinstance(one, DiskFile)}
    held = files[f"{BIN}/$RAB12CD.csv"]
    assert (held.state, held.deleted, held.notes) == (State.LIVE, WHEN, (SAYS,))
    assert any("D:\\出力\\下\\b.csv" in note for note in files[f"{BIN}/$RXY34ZW/下/b.csv"].notes)
    assert files[f"{BIN}/$RNONE00.csv"].notes == ()


def test_a_file_of_a_linux_trash_has_its_former_path(tmp_path: Path) -> None:
    path, trash = tmp_path / "disk.dd", "home/hana/.local/share/Trash"
    run(f"truncate -s 32M {path}")
    run(f"mkfs.ext4 -q {path}")
    info = "[Trash Info]\nPath=/srv/hana/%E5%90%8D%E7%B0%BF.csv\nDeletionDate=2024-03-21T13:05:06\n"
    with mounted(path, "ext4") as root:
        put(root, f"{trash}/files/名簿.csv", b"a,b\n")
        put(root, f"{trash}/info/名簿.csv.trashinfo", info.encode())
    files = {one.path: one for one in recover(path, tmp_path, carve=False) if isinstance(one, DiskFile)}
    (note,) = files[f"{trash}/files/名簿.csv"].notes
    assert note == "in the bin; before it was /srv/hana/名簿.csv, put there at 2024-03-21T13:05:06 local time"
