"""Disk images made with the real mkfs, the real kernel (or ntfs-3g, mtools) and a real deletion. Persons are invented.

ext3, ext4, XFS: loop mount (root). NTFS: ntfs-3g (root, FUSE). FAT: mtools. Where a tool or the
right to mount is missing the test is skipped and says so.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

MKFS = {
    "ext2": "mkfs.ext2 -q -b {block}",
    "ext3": "mkfs.ext3 -q -b {block}",
    "ext4": "mkfs.ext4 -q -b {block}",
    "xfs": "mkfs.xfs -q -f -b size={block}",
    "ntfs": "mkntfs -F -Q -q -c {block}",
    "fat32": "mkfs.vfat -F 32 -s {sectors}",
    "fat16": "mkfs.vfat -F 16",
}
SIZE = {"xfs": "320M", "fat32": "320M", "fat16": "32M"}
PLACES = ["東京都新宿区", "大阪府大阪市北区", "愛知県名古屋市中区", "福岡県福岡市博多区", "北海道札幌市中央区"]
NAMES = [
    "佐藤",
    "翔太",
    "鈴木",
    "美咲",
    "高橋",
    "健一",
    "田中",
    "陽子",
    "伊藤",
    "大輔",
    "渡辺",
    "恵",
    "山本",
    "拓也",
    "中村",
    "由美",
    "髙﨑",
    "直樹",
    "小林",
    "一郎",
]


def run(command: str) -> None:
    """A command of the system; the test is skipped where it is not there."""
    if shutil.which(command.split()[0]) is None:
        pytest.skip(f"{command.split()[0]} is not installed")
    done = subprocess.run(command, shell=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.returncode == 0, done.stderr.decode()[-400:]


def table(rows: int, tag: str, encoding: str, seed: int = 7, delimiter: str = ",", end: str = "\r\n") -> bytes:
    """A list of customers: number, name, mail, telephone, address, passport."""
    pick = random.Random(f"{seed}{tag}")
    lines = [delimiter.join(("会員番号", "氏名", "メール", "電話", "住所", "旅券番号"))]
    for i in range(rows):
        number = f"{tag}{i:07d}"
        place = f"{pick.choice(PLACES)}{pick.randint(1, 9)}-{pick.randint(1, 30)}-{pick.randint(1, 20)}"
        cells = (number, pick.choice(NAMES), f"{number.lower()}@example.co.jp", f"090-0000-{pick.randint(0, 9999):04d}")
        lines.append(delimiter.join((*cells, place, f"TK{pick.randint(1000000, 9999999)}")))
    text = end.join(lines) + end
    return (text.replace("髙﨑", "高崎") if encoding == "euc-jp" else text).encode(encoding)


@dataclass
class Disk:
    """An image and what stood on it: `deleted` and `kept` are path → content."""

    path: Path
    fs: str
    deleted: dict[str, bytes] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    removed_at: float = 0.0


@contextlib.contextmanager
def mounted(path: Path, fs: str, option: str = "") -> Iterator[Path]:
    """The image mounted; skipped where that is not allowed here."""
    if os.geteuid():
        pytest.skip("mounting an image needs root")
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    how = f"{'ntfs-3g' if fs == 'ntfs' else 'mount'} -o {','.join(filter(None, ('loop', option)))}"
    done = subprocess.run(f"{how} '{path}' '{folder}'", shell=True, capture_output=True)
    if done.returncode:
        folder.rmdir()
        pytest.skip(f"this machine cannot mount {fs}: {done.stderr.decode()[-200:]}")
    try:
        yield folder
    finally:
        os.sync()
        for _ in range(50):
            if not subprocess.run(f"umount '{folder}'", shell=True, capture_output=True).returncode:
                break
            time.sleep(0.1)
        if fs == "ntfs":
            time.sleep(0.3)  # FUSE writes on after umount returns
        folder.rmdir()


def put(folder: Path, path: str, content: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)


def fragmented(folder: Path, path: str, content: bytes, piece: int = 24_000) -> None:
    """Written in turns with another file, each piece flushed, so that the blocks of both alternate."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    with (folder / path).open("wb") as one, (folder / "other.bin").open("wb") as other:
        for at in range(0, len(content), piece):
            for file, bytes_ in ((one, content[at : at + piece]), (other, random.Random(at).randbytes(piece))):
                file.write(bytes_)
                file.flush()
                os.fsync(file.fileno())


def victims(scale: int = 1) -> dict[str, bytes]:
    """The files that will be deleted."""
    return {
        "home/export/顧客_main.csv": table(3000 * scale, "AA", "cp932"),
        "home/export/small.csv": table(4, "BB", "cp932"),
        "home/export/2016-03/frag.csv": table(3000 * scale, "CC", "utf-8"),
        "var/tmp/list.tsv": table(400, "DD", "euc-jp", delimiter="\t", end="\n"),
        "var/tmp/photo.bin": random.Random(3).randbytes(70_001),
    }


def kept() -> dict[str, bytes]:
    """The files that stay."""
    return {
        "home/export/keep.csv": table(200, "KK", "utf-8"),
        "etc/settings.conf": b"[server]\nport = 80\n" * 20,
        **{f"var/noise{i}.bin": random.Random(i).randbytes(60_000) for i in range(12)},
    }


def make(folder: Path, fs: str, block: int, scenario: str, options: str = "") -> Disk:
    """An image on which the victims were written and deleted.

    fresh: in one mount. remount: deleted in a second mount. later: then 60 files more in a third one, some removed.
    """
    path = folder / f"{fs}_{block}_{scenario}.dd"
    with path.open("wb"):
        pass
    run(f"truncate -s {SIZE.get(fs, '64M')} {path}")
    run(f"{MKFS[fs].format(block=block, sectors=block // 512)} {options} {path}")
    disk = Disk(path, fs, victims(), kept())
    if fs.startswith("fat"):
        _on_fat(folder, disk, scenario)
        return disk
    with mounted(path, fs) as root:
        _write(root, disk)
        if scenario == "fresh":
            _delete(root, disk)
    if scenario != "fresh":
        with mounted(path, fs) as root:
            _delete(root, disk)
    if scenario == "later":
        with mounted(path, fs) as root:
            _write_later(root)
    return disk


def _write(root: Path, disk: Disk) -> None:
    for name, content in disk.kept.items():
        put(root, name, content)
    for name, content in disk.deleted.items():
        if name.endswith("frag.csv"):
            fragmented(root, name, content)
        else:
            put(root, name, content)
    os.sync()


def _delete(root: Path, disk: Disk) -> None:
    disk.removed_at = time.time()
    for name in disk.deleted:
        (root / name).unlink()
    (root / "home/export/2016-03").rmdir()
    os.sync()


def _write_later(root: Path, count: int = 60) -> None:
    pick = random.Random(11)
    for i in range(count):
        put(root, f"later{i}.log", pick.randbytes(pick.randint(2000, 40_000)))
        if i % 3 == 0:
            (root / f"later{i}.log").unlink()
    os.sync()


def _on_fat(folder: Path, disk: Disk, scenario: str) -> None:
    """FAT by mtools: a folder for each, then the files, with holes left by removed noise."""
    made: set[str] = set()

    def copy(name: str, content: bytes) -> None:
        parts = name.split("/")
        for depth in range(1, len(parts)):
            parent = "/".join(parts[:depth])
            if parent not in made:
                made.add(parent)
                run(f"mmd -i {disk.path} '::{parent}'")
        source = folder / "mcopy.tmp"
        source.write_bytes(content)
        run(f"mcopy -i {disk.path} {source} '::{name}'")

    for name, content in {**disk.kept, **disk.deleted}.items():
        copy(name, content)
    disk.removed_at = time.time()
    for name in disk.deleted:
        run(f"mdel -i {disk.path} '::{name}'")
    for i in range(8 if scenario == "later" else 0):
        copy(f"later{i}.log", random.Random(i).randbytes(30_000))


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Disk]:
    """`disk(fs, block, scenario)`: the image, made once in a session."""
    built: dict[tuple[str, int, str, str], Disk] = {}

    def one(fs: str, block: int = 4096, scenario: str = "remount", options: str = "") -> Disk:
        key = (fs, block, scenario, options)
        if key not in built:
            built[key] = make(tmp_path_factory.mktemp("disk"), fs, block, scenario, options)
        return built[key]

    return one
