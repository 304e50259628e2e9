"""Full disks, free space and rights."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenmatsu.errors import StoreError
from tenmatsu.model import Decision, Verdict
from tenmatsu.store.disk import make_private, require_space, size_text, write_whole
from tenmatsu.store.ledger import Ledger
from tenmatsu.store.publish import publish
from tenmatsu.store.steps import Steps, finished


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB."""
    where = tmp_path / "disk"
    where.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", where], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small tmpfs cannot be mounted by this user")
    yield where
    subprocess.run(["umount", where], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as out, pytest.raises(OSError, match="No space"):
        while True:
            out.write(bytes(4096))


def test_a_full_disk_is_a_sentence_and_loses_no_decision(small_disk: Path) -> None:
    with Ledger(small_disk) as ledger:
        now = datetime(2016, 6, 1, tzinfo=UTC)
        ledger.decide(Decision("a#row=1", "a#row=2", Verdict.SAME, "mori", now))
        fill(small_disk)
        with pytest.raises(StoreError, match="the disk is full"):
            for number in range(1000):
                ledger.decide(Decision("a#row=1", f"a#row={number + 3}", Verdict.SAME, "mori", now, "x" * 1000))
        (small_disk / "filler").unlink()
        kept = ledger.tip().rows
        ledger.decide(Decision("a#row=1", "a#row=2", Verdict.DIFFERENT, "mori", now))
        assert ledger.verify().tip.rows == kept + 1
        assert ledger.decisions()[-1].verdict is Verdict.DIFFERENT


def test_a_full_disk_leaves_the_earlier_step_and_result(small_disk: Path) -> None:
    with Steps(small_disk / ".work") as steps:
        with steps.step("read", "1") as work:
            (work.dir / "a").write_text("1")
        staged = steps.staging()
        (staged / "summary.json").write_text("1")
        publish(staged, small_disk / "result")
        with pytest.raises(StoreError, match="the disk is full"), steps.step("read", "2") as work:
            (work.dir / "a").write_bytes(bytes(2_000_000))
        assert (finished(small_disk / ".work", "read") / "a").read_text() == "1"
        fill(small_disk)
        publish(steps.staging(), small_disk / "result")
    assert (small_disk / "result").is_dir()


def test_a_full_disk_leaves_the_earlier_file(small_disk: Path) -> None:
    write_whole(small_disk / "case.toml", b"1")
    with pytest.raises(StoreError, match=r"case\.toml: the disk is full"):
        write_whole(small_disk / "case.toml", bytes(2_000_000))
    assert (small_disk / "case.toml").read_bytes() == b"1"
    assert [path.name for path in small_disk.iterdir()] == ["case.toml"]


def test_a_result_from_another_disk_is_told_so(small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "staged").mkdir()
    with pytest.raises(StoreError, match="another disk"):
        publish(tmp_path / "staged", small_disk / "result")


def test_missing_space_is_named_with_both_figures(tmp_path: Path) -> None:
    require_space(tmp_path / "not" / "yet" / "there", 1)
    with pytest.raises(StoreError, match=r"1000\.0 TB of free space are needed and [\d.]+ [GT]B are there"):
        require_space(tmp_path, 10**15)


def test_sizes_are_said_in_decimal_units() -> None:
    assert [size_text(n) for n in (0, 999, 1500, 2_000_000_000)] == ["0 bytes", "999 bytes", "1.5 KB", "2.0 GB"]


def test_rights_do_not_follow_links(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    other.chmod(0o644)
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "link").symlink_to(other)
    make_private(tree)
    assert other.stat().st_mode & 0o777 == 0o644


def test_a_folder_without_rights_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(StoreError, match="may not read or write"):
        write_whole(tmp_path / "case.toml", b"")
