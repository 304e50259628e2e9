"""Archives of other programs give their members, or say why not."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from tenmatsu.evidence.readers import archive
from tenmatsu.evidence.reading import Fault, Source

LIST = "氏名,電話番号\r\n髙橋　花子,03-0000-0001\r\n田中　太郎,03-0000-0002\r\n".encode("cp932")
NAME = "名簿.csv"


@pytest.fixture(scope="module")
def library():
    os.environ.setdefault("LIBARCHIVE", "libarchive.so.13")
    try:
        import libarchive
    except (ImportError, OSError):
        pytest.skip("libarchive is not installed")
    return libarchive


def packed(library, tmp_path: Path, form: str) -> bytes:
    to = tmp_path / f"made.{form}"
    with library.file_writer(str(to), form) as out:
        out.add_file_from_memory(NAME, len(LIST), [LIST])
    return to.read_bytes()


def lzh() -> bytes:
    """One stored member with a header of level 0, its name in cp932, as LHA for DOS and Windows wrote it."""
    check = 0
    for byte in LIST:
        check ^= byte
        for _ in range(8):
            check = (check >> 1) ^ 0xA001 if check & 1 else check >> 1
    name = NAME.encode("cp932")
    head = b"-lh0-" + struct.pack("<IIHHBB", len(LIST), len(LIST), 0x6000, 0x5D5B, 0x20, 0)
    head += bytes([len(name)]) + name + struct.pack("<H", check)
    return bytes([len(head), sum(head) & 255]) + head + LIST + b"\0"


def test_members_are_read_whatever_the_archive(seen, library, tmp_path: Path, rows) -> None:
    files = {"a.7z": packed(library, tmp_path, "7zip"), "a.iso": packed(library, tmp_path, "iso9660"), "a.lzh": lzh()}
    found = seen({**files, "no-ending": files["a.7z"]})
    for name in (*files, "no-ending"):
        assert rows(found.tables[f"evidence/{name}!{NAME}"]) == [
            ["髙橋　花子", "03-0000-0001"],
            ["田中　太郎", "03-0000-0002"],
        ], name
    assert not found.unread


def test_a_cut_archive_and_a_strange_one_are_rows(seen, library, tmp_path: Path) -> None:
    whole = packed(library, tmp_path, "7zip")
    found = seen({"cut.7z": whole[: len(whole) // 2], "odd.rar": b"Rar!\x1a\x07\x01\x00" + bytes(200)})
    assert set(found.unread) == {"evidence/cut.7z", "evidence/odd.rar"}


def test_without_the_library_the_row_says_how_to_get_it(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archive, "_library", lambda: None)
    path = tmp_path / "a.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c")
    (row,) = archive.read(Source("a.7z", str(path), str(tmp_path), 6))
    assert isinstance(row, Fault) and "tenmatsu[archives]" in row.reason
