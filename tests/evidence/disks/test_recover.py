"""Deleted files come back named and byte-exact, and none is called intact when a block of it is another file's."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State, Unread

from .conftest import Disk, run

JOURNALED = [(fs, block) for fs in ("ext3", "ext4", "xfs", "ntfs") for block in (1024, 4096)]
Maker = Callable[..., Disk]


def content(file: DiskFile) -> bytes:
    return b"".join(file.read())


def found_in(path: Path, into: Path) -> tuple[list[DiskFile], list[Unread]]:
    every = list(recover(path, into))
    return [one for one in every if isinstance(one, DiskFile)], [one for one in every if isinstance(one, Unread)]


def by_path(files: Iterable[DiskFile], state: State) -> dict[str, DiskFile]:
    """The first of each path: the newest content."""
    found: dict[str, DiskFile] = {}
    for file in files:
        if file.state is state:
            found.setdefault(file.path, file)
    return found


@pytest.mark.parametrize(("fs", "block"), JOURNALED)
@pytest.mark.parametrize("scenario", ["fresh", "remount"])
def test_deleted_files_come_back_named_and_exact(
    disk: Maker, tmp_path: Path, fs: str, block: int, scenario: str
) -> None:
    made = disk(fs, block, scenario)
    files, _ = found_in(made.path, tmp_path)
    deleted = by_path(files, State.DELETED)
    assert {path: content(deleted[path]) for path in made.deleted} == made.deleted
    assert {path: content(file) for path, file in by_path(files, State.LIVE).items() if path in made.kept} == made.kept


@pytest.mark.parametrize(("fs", "block"), [("ext3", 4096), ("ext4", 1024), ("xfs", 4096)])
def test_a_deleted_file_tells_when_it_was_made_and_deleted(disk: Maker, tmp_path: Path, fs: str, block: int) -> None:
    made = disk(fs, block, "remount")
    files, _ = found_in(made.path, tmp_path)
    removed = datetime.fromtimestamp(made.removed_at, UTC)
    for path in made.deleted:
        file = by_path(files, State.DELETED)[path]
        assert file.deleted is not None and abs(file.deleted - removed) < timedelta(seconds=5)
        assert fs == "ext3" or (file.created is not None and file.created <= file.deleted)


@pytest.mark.parametrize(("fs", "block"), JOURNALED)
def test_no_file_with_a_reused_block_is_called_intact(disk: Maker, tmp_path: Path, fs: str, block: int) -> None:
    made = disk(fs, block, "later")
    files, _ = found_in(made.path, tmp_path)
    for file in files:
        if file.state is State.DELETED and file.path in made.deleted and content(file) != made.deleted[file.path]:
            assert not file.intact
            assert file.reused_share or any("not proven" in note for note in file.notes)


@pytest.mark.parametrize("container", ["qcow2", "vmdk", "vpc", "vhdx"])
def test_an_image_in_a_container_gives_the_same_files(disk: Maker, tmp_path: Path, container: str) -> None:
    made = disk("ext4", 4096, "remount")
    packed = tmp_path / f"disk.{container}"
    run(f"qemu-img convert -O {container} {made.path} {packed}")
    files, unread = found_in(packed, tmp_path)
    deleted = by_path(files, State.DELETED)
    assert {path: content(deleted[path]) for path in made.deleted} == made.deleted, unread


def test_an_expert_witness_image_in_segments_gives_the_same_files(disk: Maker, tmp_path: Path) -> None:
    made = disk("ext4", 4096, "remount")
    run(f"ewfacquire -u -q -S 1048576 -t {tmp_path}/case {made.path}")
    files, _ = found_in(tmp_path / "case.E01", tmp_path)
    deleted = by_path(files, State.DELETED)
    assert {path: content(deleted[path]) for path in made.deleted} == made.deleted


def test_a_raw_image_in_segments_gives_the_same_files(disk: Maker, tmp_path: Path) -> None:
    made = disk("ext4", 4096, "remount")
    subprocess.run(["split", "-b", "20M", "-d", "-a", "3", made.path, tmp_path / "disk.dd."], check=True)
    files, _ = found_in(tmp_path / "disk.dd.000", tmp_path)
    deleted = by_path(files, State.DELETED)
    assert {path: content(deleted[path]) for path in made.deleted} == made.deleted
