"""The change journal of NTFS tells when a file was deleted, also where its record was used again."""

from __future__ import annotations

import random
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.evidence.disks.usn import deletions
from tenmatsu.model import State, Unread

from .conftest import mounted, put, run, table

WHEN = datetime(2016, 3, 21, 4, 5, 6, tzinfo=UTC)
DELETE, CREATE = 0x80000200, 0x100


def record(number: int, sequence: int, parent: int, parent_sequence: int, name: str, reason: int) -> bytes:
    """A record of version 2."""
    ticks = (WHEN - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    raw = name.encode("utf-16-le")
    length = -(-(60 + len(raw)) // 8) * 8
    own, up = number | sequence << 48, parent | parent_sequence << 48
    head = struct.pack("<IHHQQQQIIIIHH", length, 2, 0, own, up, 0, ticks, reason, 0, 0, 0x20, len(raw), 60)
    return (head + raw).ljust(length, b"\0")


def test_only_deletions_are_taken_and_pages_of_zeros_are_passed() -> None:
    raw = record(40, 1, 5, 5, "顧客.csv", CREATE) + record(40, 1, 5, 5, "顧客.csv", DELETE)
    raw = raw.ljust(8192, b"\0") + record(41, 3, 40, 2, "b.csv", DELETE)
    found = list(deletions(lambda at, count: raw[at : at + count], (Extent(0, 0, len(raw)),)))
    assert [(one.number, one.sequence, one.parent, one.name, one.when) for one in found] == [
        (40, 1, 5, "顧客.csv", WHEN),
        (41, 3, 40, "b.csv", WHEN),
    ]


def test_rubbish_gives_no_deletion_and_an_end() -> None:
    for seed in range(20):
        raw = random.Random(seed).randbytes(20_000)
        list(deletions(lambda at, count, raw=raw: raw[at : at + count], (Extent(0, 0, len(raw)),)))


def test_a_deleted_file_gets_its_time_and_a_reused_record_its_name(tmp_path: Path) -> None:
    path, content = tmp_path / "disk.dd", table(300, "US", "utf-8")
    run(f"truncate -s 64M {path}")
    run(f"mkntfs -F -Q -q {path}")
    with mounted(path, "ntfs") as root:
        put(root, "srv/list.csv", content)
        number, folder = (root / "srv/list.csv").stat().st_ino, (root / "srv").stat().st_ino
        journal = record(number, 1, folder, 1, "list.csv", DELETE) + record(number, 9, folder, 1, "lost.csv", DELETE)
        put(root, "$UsnJrnl", b"")
        put(root, "keep.csv", b"a,b\n")
    with mounted(path, "ntfs", "streams_interface=windows") as root:
        (root / "$UsnJrnl:$J").write_bytes(journal.ljust(8192, b"\0"))
    with mounted(path, "ntfs") as root:
        (root / "srv/list.csv").unlink()
    raw = bytearray(path.read_bytes())
    at = -1
    while (at := raw.find("$UsnJrnl".encode("utf-16-le"), at + 1)) >= 0:
        raw[at - 66 : at - 60] = (11).to_bytes(6, "little")  # $Extend, where ntfs-3g lets nobody write
    path.write_bytes(raw)
    every = list(recover(path, tmp_path))
    (file,) = [one for one in every if isinstance(one, DiskFile) and one.path == "srv/list.csv"]
    assert (file.state, file.deleted, b"".join(file.read())) == (State.DELETED, WHEN, content)
    told = [one for one in every if isinstance(one, Unread) and one.item == "srv/lost.csv"]
    assert ["2016-03-21 04:05:06" in one.reason for one in told] == [True]
