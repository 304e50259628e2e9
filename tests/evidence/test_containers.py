"""Containers: names as they were meant, every password tried, limits kept, nothing written where a member says."""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from tenmatsu.evidence.reading import Limits
from tenmatsu.evidence.walk import walk
from tenmatsu.model import Item, Unread


def test_names_of_members_are_decoded_as_they_were_meant(seen, samples) -> None:
    raw = "顧客/一覧.csv".encode("cp932")
    placeholder = "x" * len(raw)
    old = samples.renamed(samples.zipped(placeholder), placeholder, raw)
    mac = "一覧.csv".encode()
    found = seen(
        {
            "cp932.zip": old,
            "utf8.zip": samples.zipped("顧客/一覧.csv"),
            "mac.zip": samples.renamed(samples.zipped("y" * len(mac)), "y" * len(mac), mac),
        }
    )
    assert set(found.tables) == {
        "evidence/cp932.zip!顧客/一覧.csv",
        "evidence/utf8.zip!顧客/一覧.csv",
        "evidence/mac.zip!一覧.csv",
    }


def test_an_encrypted_member_without_its_password_is_named(seen, samples) -> None:
    data = samples.encrypted("合言葉".encode())
    assert seen({"a.zip": data}, ("no",)).unread == {
        "evidence/a.zip!a.csv": "encrypted, and none of the 1 passwords fits"
    }
    assert seen({"a.zip": data}, ("no", "合言葉")).tables


def test_a_bomb_is_stopped_and_named(seen) -> None:
    found = seen({"a.csv.gz": gzip.compress(b"0" * 30_000_000)})
    assert "decompression bomb" in found.unread["evidence/a.csv.gz!a.csv"]


def test_what_stood_before_a_fault_is_read(seen, samples) -> None:
    data = gzip.compress(samples.CSV + os.urandom(4000))[:-2000]
    found = seen({"a.csv.gz": data})
    assert "read in part only" in found.unread["evidence/a.csv.gz!a.csv"]


def test_nesting_has_an_end(seen, samples) -> None:
    data = samples.CSV
    for _ in range(14):
        data = samples.zipped("a.zip", data)
    found = seen({"a.zip": data})
    assert list(found.unread.values()) == ["nested deeper than 10 containers"]


def test_the_limit_on_unpacked_bytes_holds_over_the_whole_walk(samples, tmp_path) -> None:
    (tmp_path / "a.zip").write_bytes(samples.zipped())
    found = list(walk(tmp_path / "a.zip", "a.zip", tmp_path / "into", limits=Limits(total=20)))
    assert any(isinstance(one, Unread) and "limit on bytes" in one.reason for one in found)


def test_links_and_devices_are_named_and_not_followed(seen, tmp_path, samples) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("pipe", tarfile.FIFOTYPE), ("hard", tarfile.LNKTYPE)):
            about = tarfile.TarInfo(name)
            about.type, about.linkname = kind, "/etc/passwd"
            archive.addfile(about)
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "out").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "evidence" / "queue")
    found = seen({"a.tar": out.getvalue()})
    assert set(found.unread) == {
        f"evidence/{name}" for name in ("a.tar!link", "a.tar!pipe", "a.tar!hard", "out", "queue")
    }
    assert not found.tables


def test_nothing_is_written_where_a_member_says(seen, samples, tmp_path) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if "evil" in path.name}
    found = seen({"a.tar": samples.tarred(name="../../evil.csv"), "b.zip": samples.zipped("../evil.csv")})
    assert {path for path in tmp_path.parent.rglob("*") if "evil" in path.name} == before
    assert set(found.tables) == {"evidence/a.tar!../../evil.csv", "evidence/b.zip!../evil.csv"}
    for path in (tmp_path / "into").iterdir():
        assert path.suffix == ".parquet"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "into").stat().st_mode) == 0o700


def test_two_members_of_one_name_are_two_items(seen, samples) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.csv", samples.CSV)
        archive.writestr("a.csv", samples.CSV)
    assert set(seen({"a.zip": out.getvalue()}).tables) == {"evidence/a.zip!a.csv", "evidence/a.zip!a.csv~2"}


def test_items_come_in_order_with_their_hash_and_parent(seen, samples) -> None:
    found = seen({"b.zip": samples.zipped(), "a/c.csv": samples.CSV})
    assert list(found.items) == ["evidence/a/c.csv", "evidence/b.zip", "evidence/b.zip!a.csv"]
    member = found.items["evidence/b.zip!a.csv"]
    assert (member.sha256, member.parent) == (found.items["evidence/a/c.csv"].sha256, "evidence/b.zip")


def test_a_single_file_is_called_by_the_name_given(tmp_path: Path, samples) -> None:
    (tmp_path / "list.csv").write_bytes(samples.CSV)
    found = list(walk(tmp_path / "list.csv", "master/members.csv", tmp_path / "into"))
    assert [type(one).__name__ for one in found] == ["Item", "Table"]
    assert isinstance(found[0], Item) and found[0].path == "master/members.csv"


def test_a_file_without_permission_is_named(seen, samples, tmp_path, monkeypatch) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a.csv").write_bytes(samples.CSV)
    (tmp_path / "evidence" / "a.csv").chmod(0)
    assert "no permission" in seen({}).unread["evidence/a.csv"]
