"""NTFS: names in further records, streams, compressed and sparse files; when a deleted file is not called intact."""

from __future__ import annotations

import os
from pathlib import Path

from tenmatsu.evidence.disks.disk_file import DiskFile
from tenmatsu.evidence.disks.recover import recover
from tenmatsu.model import State

from .conftest import mounted, put, run, table


def files_of(path: Path, into: Path) -> dict[tuple[State, str], DiskFile]:
    found = recover(path, into, carve=False)
    return {(one.state, one.path): one for one in found if isinstance(one, DiskFile)}


def test_streams_compressed_and_sparse_files_come_back(tmp_path: Path) -> None:
    path, content = tmp_path / "disk.dd", table(900, "CO", "utf-8")
    run(f"truncate -s 64M {path}")
    run(f"mkntfs -F -Q -q -c 4096 {path}")
    with mounted(path, "ntfs", "compression,streams_interface=windows") as root:
        (root / "packed").mkdir()
        os.setxattr(root / "packed", "system.ntfs_attrib", (0x810).to_bytes(4, "little"))
        put(root, "packed/list.csv", content)
        put(root, "a.txt", b"x")
        (root / "a.txt:hidden.csv").write_bytes(content)
        with (root / "sparse.bin").open("wb") as file:
            file.write(content)
            file.seek(5_000_000)
            file.write(content)
    with mounted(path, "ntfs") as root:
        for name in ("packed/list.csv", "a.txt", "sparse.bin"):
            (root / name).unlink()
    files = files_of(path, tmp_path)
    read = {name: b"".join(one.read()) for (state, name), one in files.items() if state is State.DELETED}
    assert read["packed/list.csv"] == read["a.txt:hidden.csv"] == content
    assert read["sparse.bin"] == content.ljust(5_000_000, b"\0") + content


def test_a_name_in_a_further_record_is_found(tmp_path: Path) -> None:
    path = tmp_path / "disk.dd"
    run(f"truncate -s 64M {path}")
    run(f"mkntfs -F -Q -q -c 512 {path}")
    with mounted(path, "ntfs") as root:
        handles = [(root / name).open("wb") for name in ("長い名前の一覧.csv", "other.bin")]
        for k in range(600):  # so many runs need further records, and the name may move to one
            for handle in handles:
                handle.write(bytes([k % 251]) * 512)
                handle.flush()
                os.fsync(handle.fileno())
        for handle in handles:
            handle.close()
        for k in range(300):
            put(root, f"many/{'長' * 60}{k}.csv", b"a,b\n")
    live = {name for state, name in files_of(path, tmp_path) if state is State.LIVE}
    assert {"長い名前の一覧.csv", f"many/{'長' * 60}7.csv"} <= live
    assert not [name for name in live if "inode-" in name or name.startswith("?")]


def test_a_file_whose_clusters_a_forgotten_file_held_in_between_is_not_called_intact(tmp_path: Path) -> None:
    path = tmp_path / "disk.dd"
    run(f"truncate -s 8M {path}")
    run(f"mkntfs -F -Q -q -c 4096 {path}")
    first, between = b"a" * 9000, b"b" * 9000
    with mounted(path, "ntfs") as root:
        put(root, "low.csv", b"low")
        put(root, "high.csv", first)
    with mounted(path, "ntfs") as root:
        (root / "high.csv").unlink()
        (root / "low.csv").unlink()
    for content in (between, b"resident"):
        with mounted(path, "ntfs") as root:
            put(root, "between.csv", content)  # takes the record of low.csv, the first content perhaps those clusters
            if content == between:
                (root / "between.csv").unlink()
    file = files_of(path, tmp_path).get((State.DELETED, "high.csv"))
    assert file is None or not file.intact
