"""A purge leaves a certificate, and touches nothing outside of the case."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenmatsu.errors import InputError, StoreError
from tenmatsu.store.certificate import Certificate, Destroyed, read_certificate
from tenmatsu.store.ledger import Ledger
from tenmatsu.store.purge import purge
from tenmatsu.store.steps import Steps

NOW = datetime(2016, 7, 1, 12, 0, tzinfo=UTC)
BRIEF = '[case]\ntitle = "試験"\norganisation = "o"\nas_of = 2016-06-14\n[[evidence]]\npath = "evidence"\n'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "顧客.csv").write_text("氏名\n")
    (folder / "case.toml").write_text(BRIEF)
    return folder


def destroy(case: Path) -> Certificate:
    return purge(case, by="森", reason="保管期限", when=NOW)


def test_the_certificate_says_what_was_destroyed(case: Path, tmp_path: Path) -> None:
    with Ledger(case) as ledger:
        ledger.audit("open", "mori")
        tip = ledger.tip()
    certificate = destroy(case)
    assert not case.exists()
    assert certificate == read_certificate(tmp_path / "case.purged.json")
    assert (certificate.by, certificate.reason, certificate.when, certificate.title) == ("森", "保管期限", NOW, "試験")
    assert (certificate.ledger_rows, certificate.ledger_hash, certificate.complete) == (1, tip.hash, True)
    assert [one.path for one in certificate.files] == ["case.toml", "evidence/顧客.csv", "ledger.db"]
    assert certificate.files[1] == Destroyed("evidence/顧客.csv", 7, hashlib.sha256("氏名\n".encode()).hexdigest())
    text = (tmp_path / "case.purged.txt").read_text()
    assert certificate.files[1].sha256 in text
    assert "SSD" in text
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_what_stands_outside_is_named_and_not_touched(case: Path, tmp_path: Path) -> None:
    outside = tmp_path / "mount"
    outside.mkdir()
    (outside / "a.csv").write_text("a")
    (case / "evidence" / "link").symlink_to(outside)
    (case / "evidence" / "file").symlink_to(outside / "a.csv")
    (case / "case.toml").write_text(BRIEF + f'[[evidence]]\npath = "{outside}"\n')
    certificate = destroy(case)
    assert (outside / "a.csv").read_text() == "a"
    assert certificate.outside == (str(outside), str(outside / "a.csv"))
    assert certificate.links == {"evidence/file": str(outside / "a.csv"), "evidence/link": str(outside)}


def test_a_file_with_a_second_name_outside_keeps_its_content_there(case: Path, tmp_path: Path) -> None:
    os.link(case / "evidence" / "顧客.csv", tmp_path / "other.csv")
    certificate = destroy(case)
    assert (tmp_path / "other.csv").read_text() == "氏名\n"
    assert [one.path for one in certificate.files if not one.overwritten] == ["evidence/顧客.csv"]


def test_a_read_only_file_goes_as_well(case: Path) -> None:
    (case / "evidence" / "顧客.csv").chmod(0o400)
    assert destroy(case).complete


def test_a_case_with_a_broken_brief_can_be_destroyed(case: Path) -> None:
    (case / "case.toml").write_text("[case")
    assert destroy(case).complete


def test_a_folder_that_is_no_case_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    with pytest.raises(InputError, match="nothing was destroyed"):
        destroy(tmp_path / "photos")
    assert (tmp_path / "photos" / "a.jpg").exists()


def test_a_link_to_a_case_is_not_followed(case: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(case)
    with pytest.raises(InputError, match="name the folder itself"):
        destroy(tmp_path / "link")
    assert (case / "case.toml").exists()


def test_a_certificate_inside_the_case_would_be_lost(case: Path) -> None:
    with pytest.raises(InputError, match="keep the certificate elsewhere"):
        purge(case, by="m", reason="r", when=NOW, keep=case / "evidence")


def test_a_case_at_work_is_not_destroyed(case: Path) -> None:
    with Steps(case / ".work"), pytest.raises(StoreError, match="at work"):
        destroy(case)
    assert (case / "evidence" / "顧客.csv").exists()


def test_the_certificate_of_an_earlier_case_of_the_same_name_stays(case: Path, tmp_path: Path) -> None:
    first = destroy(case)
    (case / "evidence").mkdir(parents=True)
    (case / "case.toml").write_text(BRIEF)
    destroy(case)
    assert read_certificate(tmp_path / "case.purged.json") == first
    assert (tmp_path / "case.purged-2.json").exists()


DYING = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from tenmatsu.store.purge import purge
left = int(sys.argv[2])
def die(event, args):
    global left
    if event in ("os.remove", "os.rmdir", "os.rename", "shutil.rmtree"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
sys.addaudithook(die)
purge(Path(sys.argv[1]), by="m", reason="r", when=datetime(2016, 7, 1, tzinfo=UTC))
left = 10**9
"""


@pytest.mark.parametrize("calls", [2, 3, 4])
def test_a_purge_that_was_cut_off_is_taken_up(case: Path, tmp_path: Path, calls: int) -> None:
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in case.rglob("*") if path.is_file()}
    code = subprocess.run([sys.executable, "-c", DYING, str(case), str(calls)], check=False).returncode
    assert code == -9
    left = read_certificate(tmp_path / "case.purged.json")
    assert left is not None
    assert not left.complete
    certificate = destroy(case)
    assert {Path(one.path).name: one.sha256 for one in certificate.files} == before
    assert certificate.complete


def test_a_file_name_that_is_no_utf_8_is_certified(case: Path, tmp_path: Path) -> None:
    (case / os.fsdecode("顧.csv".encode("cp932"))).touch()
    assert r"\x8c\xda.csv" in [one.path for one in destroy(case).files]
    assert r"\x8c\xda.csv" in (tmp_path / "case.purged.txt").read_text()
