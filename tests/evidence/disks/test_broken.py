"""Damaged and cut images: rows, files and Unread come out, never an exception, and always an end."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.free_map import FreeMap
from tenmatsu.evidence.disks.image import ImageError
from tenmatsu.evidence.disks.recover import claimed_twice, recover
from tenmatsu.model import State

from .conftest import Disk

Maker = Callable[..., Disk]
SMALL = ["ext4", "ext3", "ntfs", "fat16"]


def structures(raw: bytes) -> list[int]:
    """Sectors that hold structures rather than noise."""
    sectors = np.frombuffer(raw, np.uint8).reshape(-1, 512)
    used = np.flatnonzero(sectors.any(axis=1))
    return [int(k) for k in used if len(np.unique(sectors[k])) < 180]


def flipped(raw: bytes, seed: int) -> bytes:
    pick, broken = random.Random(seed), bytearray(raw)
    sectors = structures(raw)
    for _ in range(pick.choice([1, 10, 200])):
        at = pick.choice(sectors) * 512 + pick.randrange(512)
        broken[at] = pick.choice([broken[at] ^ 1 << pick.randrange(8), 0, 255, pick.randrange(256)])
    return bytes(broken[: len(broken) if pick.random() < 0.8 else pick.randrange(len(broken))])


def drained(path: Path, into: Path) -> int:
    found = 0
    for one in recover(path, into):
        found += 1
        if isinstance(one, DiskFile) and one.size < 1 << 26:
            try:
                sum(len(piece) for piece in one.read())
            except ImageError:
                continue
    return found


@pytest.mark.parametrize("fs", SMALL)
def test_a_damaged_image_never_raises(disk: Maker, tmp_path: Path, fs: str) -> None:
    raw = disk(fs, 4096, "remount").path.read_bytes()
    for seed in range(8):
        path = tmp_path / "broken.dd"
        path.write_bytes(flipped(raw, seed))
        drained(path, tmp_path)


@pytest.mark.large
@pytest.mark.parametrize("fs", [*SMALL, "xfs"])
def test_many_damaged_images_never_raise(disk: Maker, tmp_path: Path, fs: str) -> None:
    raw = disk(fs, 4096, "remount").path.read_bytes()
    for seed in range(1000, 1008 if fs == "xfs" else 1030):
        path = tmp_path / "broken.dd"
        path.write_bytes(flipped(raw, seed))
        drained(path, tmp_path)


def test_an_image_cut_to_nothing_says_so(disk: Maker, tmp_path: Path) -> None:
    path = tmp_path / "cut.dd"
    for size in (0, 1, 511, 1080, 2048, 70_000):
        path.write_bytes(disk("ext4", 4096, "remount").path.read_bytes()[:size])
        drained(path, tmp_path)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.binary(max_size=600), kind=st.sampled_from([(0, b"XFSB"), (1080, b"\x53\xef"), (3, b"NTFS    ")]))
def test_a_super_block_of_rubbish_never_raises(tmp_path: Path, start: bytes, kind: tuple[int, bytes]) -> None:
    at, magic = kind
    raw = bytearray((start * 300)[:70_000].ljust(70_000, b"\0"))
    raw[at : at + len(magic)] = magic
    path = tmp_path / "rubbish.dd"
    path.write_bytes(raw)
    drained(path, tmp_path)


runs = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)).map(lambda pair: (pair[0], sum(pair))), max_size=8)


@given(free=runs, taken=runs)
def test_a_free_map_agrees_with_a_set_of_bytes(free: list[tuple[int, int]], taken: list[tuple[int, int]]) -> None:
    extents = [Extent(start, start, end - start) for start, end in taken]
    room = {at for start, end in free for at in range(start, end)}
    gone = {at for start, end in taken for at in range(start, end)}
    mapped = FreeMap.of(free)
    assert {at for start, end in mapped for at in range(start, end)} == room
    assert {at for start, end in mapped.without(extents) for at in range(start, end)} == room - gone
    apart = FreeMap.of(taken).part_of([Extent(0, 0, 1000)])
    assert mapped.used_blocks(apart, 1) == len(gone - room)
    assert mapped.used_blocks(apart, 1, own=extents) == 0
    assert mapped.used_blocks(apart, 1, taken=apart) == len(gone)
    assert {at for one in mapped.part_of(extents) for at in range(one.start, one.end)} == room & gone
    assert all(mapped.free_in(start, end) == len(room & set(range(start, end))) for start, end in taken)


def test_of_two_deleted_files_on_one_block_only_the_later_keeps_it() -> None:
    def file(path: str, start: int, order: int) -> DiskFile:
        extents = (Extent(0, start, 2048),)
        return DiskFile(
            path,
            2048,
            State.DELETED,
            "test",
            lambda at, n: b"",
            extents=extents,
            block_size=1024,
            blocks=2,
            order=order,
        )

    old, new, apart = claimed_twice([file("old", 0, 5), file("new", 1024, 9), file("apart", 8192, 1)])
    assert (old.reused, old.intact, new.reused, new.intact, apart.intact) == (1, False, 0, True, True)
    one, other = claimed_twice([file("one", 0, -1), file("other", 1024, -1)])
    assert not one.intact and not other.intact
