"""What is found is given to the right file, folder and image; what was not looked at is a row."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenmatsu.evidence.disks.disk_file import DiskFile, from_bytes
from tenmatsu.evidence.disks.extent import Extent
from tenmatsu.evidence.disks.image import ImageError, open_image
from tenmatsu.evidence.disks.recover import claimed_twice, recover
from tenmatsu.evidence.disks.xfs import Xfs
from tenmatsu.evidence.disks.xfs_own import overwritten
from tenmatsu.evidence.readers.disk_image import claims
from tenmatsu.evidence.reading import Head
from tenmatsu.model import State, Unread

from .conftest import mounted, put, run, table

VSS = bytes.fromhex("6b87083876c1484eb7ae04046e6cc752")


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """XFS: a tree is removed, then a folder is made that takes the inode number of its top."""
    path = tmp_path_factory.mktemp("xfs") / "volume.dd"
    run(f"truncate -s 320M {path}")
    run(f"mkfs.xfs -q {path}")
    with mounted(path, "xfs") as root:
        for number in range(6):
            put(root, f"tree/inner/list{number}.csv", table(20 + number, f"A{number}", "cp932"))
            put(root, f"tree/list{number}.csv", table(40 + number, f"B{number}", "cp932"))
    with mounted(path, "xfs") as root:
        shutil.rmtree(root / "tree")
        os.sync()
    with mounted(path, "xfs") as root:
        for number in range(3):
            put(root, f"later{number}/new.csv", table(5, f"C{number}", "utf-8"))
    return path


def test_a_younger_folder_with_the_same_number_is_not_that_of_a_removed_file(volume: Path, tmp_path: Path) -> None:
    found = [one for one in recover(volume, tmp_path, carve=False) if isinstance(one, DiskFile)]
    gone = [one.path for one in found if one.state is State.DELETED]
    assert len(gone) >= 6
    assert [path for path in gone if path.startswith("later")] == []
    assert {path.split("/")[0] for path in gone} <= {"tree", "?"}


def test_blocks_of_inodes_and_folders_say_whose_they_are(volume: Path) -> None:
    fs = Xfs(open_image(volume))
    said = {start for place, piece in fs.scan() for start in overwritten(fs, place, piece)}
    assert fs.place_of(fs.root) // fs.block_size * fs.block_size in said
    for place, piece in fs.scan():
        moved = list(overwritten(fs, place + fs.block_size, piece))  # the same bytes at another place are content
        assert moved == []


def test_without_numbers_a_file_made_after_the_others_last_change_came_later() -> None:
    day = [datetime(2026, 1, number, tzinfo=UTC) for number in range(1, 5)]
    blocks = (Extent(0, 8192, 4096),)
    file = DiskFile(
        "a", 4096, State.DELETED, "mft", from_bytes(b"x"), created=day[0], modified=day[1], changed=day[1],
        extents=blocks, block_size=4096, blocks=1, order=0,
    )  # fmt: skip
    later = replace(file, path="b", created=day[2], modified=day[3], changed=day[3])
    first, second = claimed_twice([file, later])
    assert (first.reused, len(first.taken)) == (1, 1)
    assert (second.reused, second.taken) == (0, ())
    unsure = claimed_twice([file, replace(later, created=day[0])])
    assert [(one.reused, one.taken) for one in unsure] == [(1, ()), (1, ())]


def test_segments_and_extents_beside_their_image_are_not_read_again(tmp_path: Path) -> None:
    first, second = b"EVF\x09\x0d\x0a\xff\x00\x01\x01\x00\x00\x00", b"EVF\x09\x0d\x0a\xff\x00\x01\x02\x00\x00\x00"
    (tmp_path / "disk.E02").write_bytes(second)
    with pytest.raises(ImageError, match="first segment is not here"):
        open_image(tmp_path / "disk.E02")
    (tmp_path / "disk.E01").write_bytes(first)
    with pytest.raises(ImageError, match=r"segment 2 of the image disk\.E01: it is read there"):
        open_image(tmp_path / "disk.E02")
    (tmp_path / "a-flat.vmdk").write_bytes(bytes(4096))
    assert open_image(tmp_path / "a-flat.vmdk").size == 4096
    (tmp_path / "a.vmdk").write_text('# Disk DescriptorFile\nversion=1\nRW 8 FLAT "a-flat.vmdk" 0\n')
    with pytest.raises(ImageError, match=r"part of the image a\.vmdk"):
        open_image(tmp_path / "a-flat.vmdk")


def test_segments_of_a_split_raw_image_are_read_once(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"disk.dd.00{number}").write_bytes(bytes(70_000))
        assert claims(Head(f"disk.dd.00{number}", 70_000, bytes(70_000), b"")) > 70
    assert open_image(tmp_path / "disk.dd.001").size == 140_000
    with pytest.raises(ImageError, match=r"segment 002 of the image disk\.dd\.001"):
        open_image(tmp_path / "disk.dd.002")
    assert claims(Head("access.log.002", 70_000, b"GET /" * 14_000, b"")) == 0


QCOW = {
    "version 2": "-o compat=0.10",
    "deflate": "-c -o compat=1.1",
    "zstd": "-c -o compat=1.1,compression_type=zstd",
    "subclusters": "-o compat=1.1,extended_l2=on,cluster_size=65536",
    "small clusters": "-c -o cluster_size=512",
}


@pytest.mark.parametrize("form", list(QCOW))
def test_every_form_of_qcow2_gives_the_bytes_of_the_disk(tmp_path: Path, form: str) -> None:
    raw, packed = tmp_path / "disk.raw", tmp_path / "disk.qcow2"
    chance = random.Random(form)
    pieces = (chance.randbytes(9_000), table(900, "QC", "cp932"), bytes(300_000))
    content = b"".join(chance.choice(pieces) for _ in range(60)).ljust(12 << 20, b"\0")
    raw.write_bytes(content)
    run(f"qemu-img convert -O qcow2 {QCOW[form]} {raw} {packed}")
    image = open_image(packed)
    assert (image.kind, image.size, image.notes) == ("qcow2", len(content), ())
    assert image.read(0, image.size) == content
    for _ in range(40):
        start, count = chance.randrange(len(content)), chance.randrange(200_000)
        assert image.read(start, count) == content[start : start + count]


def test_a_qcow2_that_is_cut_off_or_locked_is_told(tmp_path: Path) -> None:
    raw, packed = tmp_path / "disk.raw", tmp_path / "disk.qcow2"
    raw.write_bytes(random.Random(1).randbytes(4 << 20))
    run(f"qemu-img convert -O qcow2 {raw} {packed}")
    whole = packed.read_bytes()
    packed.write_bytes(whole[: len(whole) // 2])
    image = open_image(packed)
    with pytest.raises(ImageError, match="is the copy whole"):
        image.read(0, image.size)
    packed.write_bytes(whole[:32] + (1).to_bytes(4, "big") + whole[36:])
    with pytest.raises(ImageError, match="encrypted"):
        open_image(packed)


@pytest.mark.parametrize("form", ["vdi", "qed", "parallels"])
def test_an_image_of_another_kind_is_named_with_the_way_to_read_it(tmp_path: Path, form: str) -> None:
    path = tmp_path / "disk.bin"
    run(f"qemu-img create -f {form} {path} 8M")
    raw = path.read_bytes()
    assert claims(Head(path.name, len(raw), raw[: 1 << 18], raw[-(1 << 16) :])) == 85
    with pytest.raises(ImageError, match="qemu-img convert -O raw"):
        open_image(path)


MAKERS = ("mkfs.ext4 -q", "mkfs.ext3 -q -b 1024", "mkfs.xfs -q", "mkntfs -F -Q -q", "mkfs.vfat -F 32", "mkfs.exfat")


@pytest.mark.parametrize("maker", MAKERS)
def test_an_incomplete_copy_is_told_and_a_whole_one_is_not(tmp_path: Path, maker: str) -> None:
    image = tmp_path / "volume.dd"
    run(f"truncate -s 320M {image}")
    run(f"{maker} {image}")

    def told() -> list[str]:
        found = recover(image, tmp_path, carve=False)
        return [one.reason for one in found if isinstance(one, Unread) and "cut off" in one.reason]

    assert told() == []
    with image.open("r+b") as disk:
        disk.truncate(300 << 20)
    assert len(told()) == 1


@pytest.mark.parametrize("block", [1024, 4096])
def test_an_ext_volume_without_its_super_block_is_read_by_the_copy(tmp_path: Path, block: int) -> None:
    source, image = tmp_path / "source", tmp_path / "volume.dd"
    put(source, "home/list.csv", table(90, "SB", "utf-8"))
    run(f"truncate -s 160M {image}")
    run(f"mkfs.ext4 -q -b {block} -d {source} {image}")
    with image.open("r+b") as disk:
        disk.seek(1024)
        disk.write(bytes(1024))
    found = list(recover(image, tmp_path, carve=False))
    files = {one.path: b"".join(one.read()) for one in found if isinstance(one, DiskFile)}
    assert files["home/list.csv"] == table(90, "SB", "utf-8")
    assert any("its copy at byte" in one.reason for one in found if isinstance(one, Unread))


def test_a_disk_that_begins_with_zeros_is_searched_for_rows_and_told(tmp_path: Path) -> None:
    image = tmp_path / "wiped.dd"
    image.write_bytes(bytes(1 << 20) + table(400, "ZZ", "cp932") + bytes(1 << 20))
    found = list(recover(image, tmp_path))
    assert sum(b"".join(one.read()).count(b"@example") for one in found if isinstance(one, DiskFile)) == 400
    assert [one.reason for one in found if isinstance(one, Unread)] == [
        "begins with zeros, without a file system: only rows were looked for"
    ]


def test_an_image_that_cannot_be_read_at_all_is_a_row(tmp_path: Path) -> None:
    raw, packed = tmp_path / "disk.raw", tmp_path / "disk.qcow2"
    raw.write_bytes(random.Random(2).randbytes(1 << 20))
    run(f"qemu-img convert -O qcow2 {raw} {packed}")
    with packed.open("r+b") as disk:
        disk.truncate(5 << 16)
    told = [one.reason for one in recover(packed, tmp_path) if isinstance(one, Unread)]
    assert any("is the copy whole" in reason for reason in told)


def test_shadow_copies_and_a_missing_change_journal_are_told(tmp_path: Path) -> None:
    image = tmp_path / "volume.dd"
    run(f"truncate -s 16M {image}")
    run(f"mkntfs -F -Q -q {image}")
    with image.open("r+b") as disk:
        disk.seek(0x1E00)
        disk.write(VSS + bytes(32) + (1 << 20).to_bytes(8, "little"))
    told = [one.reason for one in recover(image, tmp_path, carve=False) if isinstance(one, Unread)]
    assert any("shadow copies" in reason for reason in told)
    assert any("change journal" in reason for reason in told)
