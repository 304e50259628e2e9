"""A sealed case comes back byte for byte, opens for nobody else, and brings nothing in from outside."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pyrage  # type: ignore[import-untyped]
import pytest

from tenmatsu.errors import InputError, StoreError
from tenmatsu.store.ledger import Ledger
from tenmatsu.store.seal import seal
from tenmatsu.store.steps import Steps
from tenmatsu.store.unseal import unseal

KEY = pyrage.x25519.Identity.generate()
PUBLIC, SECRET = str(KEY.to_public()), str(KEY)
STRANGER = pyrage.x25519.Identity.generate()


def filled(folder: Path) -> Path:
    (folder / "evidence" / "empty").mkdir(parents=True)
    (folder / ".work").mkdir()
    (folder / ".work" / "plain").write_text("computed again")
    (folder / "case.toml").write_text("[case]\n")
    (folder / "evidence" / "顧客.csv").write_text("氏名\n")
    (folder / "evidence" / ("長" * 70 + ".csv")).write_bytes(os.urandom(3_000_001))
    (folder / "evidence" / "nothing").touch()
    os.utime(folder / "evidence" / "顧客.csv", (1_458_518_400, 1_458_518_400))
    return folder


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return filled(tmp_path / "case")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One case sealed to a key, and to a key and a passphrase, which costs a second or more by design (scrypt)."""
    home = tmp_path_factory.mktemp("sealed")
    case = filled(home / "case")
    seal(case, home / "passphrase", passphrase="正しい 言葉", recipients=[PUBLIC])
    seal(case, home / "recipient", recipients=[PUBLIC])
    return {"case": case, "passphrase": home / "passphrase", "recipient": home / "recipient"}


def tree(folder: Path) -> dict[str, bytes | None]:
    paths = (path for path in folder.rglob("*") if ".work" not in path.parts and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in paths}


def test_either_of_passphrase_and_key_opens_it(sealed: dict[str, Path], tmp_path: Path) -> None:
    held = tree(sealed["case"])
    back = unseal(sealed["passphrase"], tmp_path / "a", passphrase="正しい 言葉")
    assert tree(back) == held
    assert (back / "evidence" / "顧客.csv").stat().st_mtime == 1_458_518_400
    assert {path.stat().st_mode & 0o777 for path in back.rglob("*") if path.is_file()} == {0o600}
    commented = f"# created: 2016-06-14\n# public key: {PUBLIC}\n{SECRET}\n"
    assert tree(unseal(sealed["passphrase"], tmp_path / "b", identities=[commented])) == held


def test_a_case_sealed_to_a_recipient_is_a_plain_age_file(case: Path, tmp_path: Path) -> None:
    sealed = seal(case, tmp_path / "sealed", recipients=[PUBLIC])
    assert (sealed.files, sealed.sha256) == (4, hashlib.sha256(sealed.path.read_bytes()).hexdigest())
    assert sealed.path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "sealed").read_bytes().startswith(b"age-encryption.org/v1\n-> X25519 ")
    inner = pyrage.decrypt((tmp_path / "sealed").read_bytes(), [KEY])
    with tarfile.open(fileobj=io.BytesIO(inner)) as tar:
        assert tar.getnames()[0] == "case.toml"
        assert tar.getnames()[-1] == "seal.json"
    assert tree(unseal(tmp_path / "sealed", tmp_path / "back", identities=[SECRET])) == tree(case)


def test_links_are_named_and_not_packed(case: Path, tmp_path: Path) -> None:
    (case / "evidence" / "out").symlink_to("/etc")
    sealed = seal(case, tmp_path / "sealed", recipients=[PUBLIC])
    assert (sealed.links, sealed.outside) == (("evidence/out",), ("/etc",))
    assert tree(unseal(sealed.path, tmp_path / "back", identities=[SECRET])) == tree(case)


def test_the_plain_text_is_never_on_the_disk(case: Path, tmp_path: Path) -> None:
    seal(case, tmp_path / "sealed", recipients=[PUBLIC])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "sealed"]
    assert "氏名".encode() not in (tmp_path / "sealed").read_bytes()


@pytest.mark.parametrize("given", [{"passphrase": "wrong"}, {}, {"identities": [str(STRANGER)]}])
@pytest.mark.parametrize("way", ["passphrase", "recipient"])
def test_nobody_else_opens_it(sealed: dict[str, Path], tmp_path: Path, way: str, given: dict[str, object]) -> None:
    with pytest.raises(InputError):
        unseal(sealed[way], tmp_path / "back", **given)  # type: ignore[arg-type]
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("way", ["passphrase", "recipient"])
@pytest.mark.parametrize("harm", ["cut", "flip", "short"])
def test_a_damaged_file_unpacks_nothing(sealed: dict[str, Path], tmp_path: Path, way: str, harm: str) -> None:
    content = bytearray(sealed[way].read_bytes())
    if harm == "flip":
        content[1_500_000] ^= 1
    (tmp_path / "sealed").write_bytes(content[: {"cut": -70_000, "short": 1_000, "flip": None}[harm]])
    with pytest.raises((StoreError, InputError)):
        unseal(tmp_path / "sealed", tmp_path / "back", identities=[SECRET])
    assert [path.name for path in tmp_path.iterdir()] == ["sealed"]


def forged(path: Path, *members: tuple[tarfile.TarInfo, bytes], manifest: dict[str, str] | None = None) -> Path:
    """A sealed file as an attacker who knows our public key could make it."""
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        told = json.dumps({"sha256": manifest or {}}).encode()
        info = tarfile.TarInfo("seal.json")
        info.size = len(told)
        tar.addfile(info, io.BytesIO(told))
    path.write_bytes(pyrage.encrypt(inner.getvalue(), [KEY.to_public()]))
    return path


def entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize(
    "info",
    [
        entry("../outside"), entry("/outside"), entry("a/../../outside"), entry("link", tarfile.SYMTYPE, "/etc"),
        entry("hard", tarfile.LNKTYPE, "/etc/passwd"), entry("device", tarfile.CHRTYPE),
        entry("pipe", tarfile.FIFOTYPE), entry("case.toml"),
    ],
    ids=lambda info: info.name,
)  # fmt: skip
def test_nothing_leads_out_of_the_folder(tmp_path: Path, info: tarfile.TarInfo) -> None:
    file = forged(tmp_path / "sealed", (entry("case.toml"), b"x"), (info, b""))
    with pytest.raises(StoreError):
        unseal(file, tmp_path / "deep" / "back", identities=[SECRET])
    assert not list(tmp_path.rglob("outside*"))
    assert not (tmp_path / "deep" / "back").exists()


@pytest.mark.parametrize(
    "manifest", [{}, {"case.toml": "0" * 64}, {"case.toml": hashlib.sha256(b"x").hexdigest(), "b": ""}]
)
def test_files_that_are_not_those_of_the_manifest_are_refused(tmp_path: Path, manifest: dict[str, str]) -> None:
    file = forged(tmp_path / "sealed", (entry("case.toml"), b"x"), manifest=manifest)
    with pytest.raises(StoreError, match=r"not those of its seal\.json"):
        unseal(file, tmp_path / "back", identities=[SECRET])


def test_what_is_there_is_not_written_over(case: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        seal(case, tmp_path / "there", passphrase="x")
    seal(case, tmp_path / "sealed", recipients=[PUBLIC])
    with pytest.raises(InputError, match="is there already"):
        unseal(tmp_path / "sealed", case, identities=[SECRET])


@pytest.mark.parametrize(
    "recipient", ["age1nonsense", "", "ssh-ed25519 AAAA", SECRET], ids=["nonsense", "empty", "ssh", "secret"]
)
def test_a_recipient_that_is_none_is_told_so_without_repeating_it(case: Path, tmp_path: Path, recipient: str) -> None:
    with pytest.raises(InputError, match="a recipient is neither") as caught:
        seal(case, tmp_path / "sealed", recipients=[recipient])
    assert SECRET not in str(caught.value)


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_the_age_program_opens_it(case: Path, tmp_path: Path) -> None:
    seal(case, tmp_path / "sealed", recipients=[PUBLIC])
    (tmp_path / "key").write_text(SECRET)
    told = subprocess.run(["age", "-d", "-i", tmp_path / "key", tmp_path / "sealed"], capture_output=True, check=True)
    assert b"seal.json" in told.stdout


SEALING = """
import resource, sys
from pathlib import Path
from tenmatsu.store.ledger import Ledger
from tenmatsu.store.seal import seal
from tenmatsu.store.steps import Steps
from tenmatsu.store.unseal import unseal
case, out = Path(sys.argv[1]), Path(sys.argv[2])
from pyrage.x25519 import Identity
key = Identity.generate()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
seal(case, out / "sealed", recipients=[str(key.to_public())])
unseal(out / "sealed", out / "back", identities=[str(key)])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_sealing_streams(case: Path, tmp_path: Path) -> None:
    with (case / "evidence" / "large").open("wb") as large:
        large.truncate(200_000_000)
    told = subprocess.run(
        [sys.executable, "-c", SEALING, str(case), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < 40_000  # KiB, for a case of 200 MB


def test_the_ledger_is_packed_while_others_write_to_it(case: Path, tmp_path: Path) -> None:
    with Ledger(case) as ledger:
        ledger.audit("open", "mori")
        seal(case, tmp_path / "sealed", recipients=[PUBLIC])
        ledger.audit("seal", "mori")
    with Ledger(unseal(tmp_path / "sealed", tmp_path / "back", identities=[SECRET])) as ledger:
        assert (ledger.verify().ok, ledger.tip().rows) == (True, 1)


def test_a_case_at_work_is_not_packed(case: Path, tmp_path: Path) -> None:
    with Steps(case / ".work"), pytest.raises(StoreError, match="at work"):
        seal(case, tmp_path / "sealed", recipients=[PUBLIC])
    assert not (tmp_path / "sealed").exists()


def test_a_file_name_that_is_no_utf_8_comes_back(case: Path, tmp_path: Path) -> None:
    name = os.fsdecode("evidence/顧客.csv".encode("cp932"))
    (case / name).write_text("x")
    back = unseal(seal(case, tmp_path / "sealed", recipients=[PUBLIC]).path, tmp_path / "back", identities=[SECRET])
    assert (back / name).read_text() == "x"


@pytest.mark.parametrize("told", [b"[]", b"{", b'{"sha256": 1}', b"\xff"])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, told: bytes) -> None:
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as tar:
        info = entry("seal.json")
        info.size = len(told)
        tar.addfile(info, io.BytesIO(told))
    (tmp_path / "sealed").write_bytes(pyrage.encrypt(inner.getvalue(), [KEY.to_public()]))
    with pytest.raises(StoreError, match=r"not those of its seal\.json"):
        unseal(tmp_path / "sealed", tmp_path / "back", identities=[SECRET])
