"""The server's image is a sound ext4 volume; what was deleted on it comes back byte for byte, with name and times."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from tenmatsu.errors import InputError
from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State
from tenmatsu.rehearsal import ext4
from tenmatsu.rehearsal.ext4 import Stored
from tenmatsu.rehearsal.write import rehearse

MADE, GONE = datetime(2016, 3, 21, 2, 14, 8, tzinfo=UTC), datetime(2016, 3, 21, 2, 58, tzinfo=UTC)
SIZES = {"a.txt": 0, "b/c.csv": 1, "b/渡航者.csv": 4_096, "b/d/e.csv": 4_097, "log/f.log": 70_000, "g.bin": 9_000_000}
SCALE = 0.0006


def volume(folder: Path, gone: set[str], seed: int = 1, large: int = 0) -> tuple[Path, dict[str, bytes]]:
    chance = random.Random(seed)
    held = {name: chance.randbytes(size) for name, size in (SIZES | ({"h.bin": large} if large else {})).items()}
    stored = []
    for at, (name, content) in enumerate(held.items()):
        source = folder / f"content-{at}"
        source.write_bytes(content)
        stored.append(Stored(name, source, MADE, GONE if name in gone else None))
    ext4.write(folder / "volume.img", stored, datetime(2015, 4, 1, tzinfo=UTC), bytes(range(16)))
    return folder / "volume.img", held


def found(image: Path, folder: Path) -> dict[str, tuple[DiskFile, bytes]]:
    folder.mkdir()
    files = [one for one in recover(image, folder, carve=False) if isinstance(one, DiskFile)]
    return {one.path: (one, b"".join(one.read())) for one in files}


@pytest.mark.parametrize("gone", [set(), set(SIZES), {"b/c.csv", "b/d/e.csv", "g.bin"}, {"a.txt", "b/渡航者.csv"}])
def test_every_file_comes_back_with_name_times_and_content(tmp_path: Path, gone: set[str]) -> None:
    image, held = volume(tmp_path, gone)
    back = found(image, tmp_path / "back")
    for name in set(held) - (gone - {one for one in gone if SIZES[one]}):
        file, content = back[name]
        assert content == held[name]
        assert file.state == (State.DELETED if name in gone else State.LIVE)
        assert (file.created, file.deleted) == (MADE, GONE if name in gone else None)
        assert file.reused_share == 0


@pytest.mark.skipif(shutil.which("e2fsck") is None, reason="e2fsck is not installed")
@pytest.mark.parametrize(("gone", "large"), [(set(), 0), (set(SIZES), 0), ({"g.bin"}, 140_000_000)])
def test_the_volume_is_sound(tmp_path: Path, gone: set[str], large: int) -> None:
    image, _ = volume(tmp_path, gone, large=large)
    done = subprocess.run(["e2fsck", "-fn", str(image)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_too_many_files_are_said(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    with pytest.raises(InputError, match="at most"):
        ext4.write(tmp_path / "y", [Stored(f"{at}", tmp_path / "x", MADE) for at in range(60)], MADE, bytes(16))


def test_the_rehearsal_holds_the_same_files_in_its_image(tmp_path: Path) -> None:
    loose = rehearse("jtb-2016", tmp_path / "loose", scale=SCALE, seed=3, loose=True)
    case = rehearse("jtb-2016", tmp_path / "disk", scale=SCALE, seed=3)
    assert [path.name for path in (case / "evidence").iterdir()] == ["server.img"]
    back = found(case / "evidence" / "server.img", tmp_path / "back")
    deleted = {path: content for path, (file, content) in back.items() if file.state == State.DELETED}
    files = {str(path.relative_to(loose / "evidence")): path.read_bytes() for path in (loose / "evidence").rglob("*.*")}
    live = {"readme.txt", "log/extract_20160321.log", "backup/old_2006.zip"}
    assert deleted == {f"export/{path}": content for path, content in files.items() if path not in live}
    days = {(file.created.date(), file.deleted.date()) for file, _ in back.values() if file.created and file.deleted}
    assert days == {(date(2016, 3, 21), date(2016, 3, 21))}
    truth = pl.read_parquet(case / "answer" / "truth.parquet")
    assert truth["item"].str.starts_with("server.img!export/").all()
    assert truth["person"].equals(pl.read_parquet(loose / "answer" / "truth.parquet")["person"])
    assert json.loads((case / "answer" / "asked.json").read_text())["loose"] is False


def test_the_same_seed_writes_the_same_image(tmp_path: Path) -> None:
    made = [rehearse("jtb-2016", tmp_path / str(seed), scale=SCALE, seed=seed // 10) for seed in (10, 11, 20)]
    marks = [hashlib.sha256((case / "evidence" / "server.img").read_bytes()).hexdigest() for case in made]
    assert marks[0] == marks[1] != marks[2]


def test_a_file_with_leaves_of_extents_comes_back_and_the_journal_revokes_them(tmp_path: Path) -> None:
    source, size = tmp_path / "large", 700_000_001
    with source.open("wb") as out:
        for at in range(0, size, 50_000_000):
            out.seek(at)
            out.write(f"here stands {at}".encode())
        out.truncate(size)
    image = tmp_path / "volume.img"
    stored = [Stored("a/large.csv", source, MADE, GONE), Stored("b.csv", source, MADE)]
    ext4.write(image, stored, datetime(2015, 4, 1, tzinfo=UTC), bytes(16))
    files = {one.path: one for one in recover(image, tmp_path, carve=False) if isinstance(one, DiskFile)}
    gone, kept = files["a/large.csv"], files["b.csv"]
    assert (gone.state, gone.size, gone.reused, gone.intact, kept.size) == (State.DELETED, size, 0, True, size)
    with source.open("rb") as truth:
        assert all(piece == truth.read(len(piece)) for piece in gone.read())
    if shutil.which("e2fsck"):
        sound = subprocess.run(["e2fsck", "-fn", str(image)], capture_output=True, text=True, check=False)
        assert sound.returncode == 0, sound.stdout
    if shutil.which("debugfs"):
        log = subprocess.run(["debugfs", "-R", "logdump -O", str(image)], capture_output=True, text=True, check=False)
        assert "type 5 (revoke table)" in log.stdout, log.stdout
