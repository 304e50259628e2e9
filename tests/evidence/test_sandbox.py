"""A reader that crashes, hangs or eats memory takes down its own process only."""

from __future__ import annotations

import ctypes
import os
import socket
from pathlib import Path

import pytest

from tenmatsu.evidence import sandbox
from tenmatsu.evidence.reading import Fault, Limits, Source

HOSTILE = """
import ctypes, os, socket, time
from tenmatsu.evidence.reading import Reader, Text

def read(source):
    deed = source.open().read().decode()
    yield Text("before")
    if deed == "crash":
        ctypes.string_at(0)
    if deed == "hang":
        time.sleep(60)
    if deed == "spin":
        while True:
            pass
    if deed == "memory":
        bytearray(8 << 30)
    if deed == "leave":
        os._exit(3)
    if deed == "connect":
        socket.create_connection(("127.0.0.1", 9))
    if deed == "native":  # code of a library, past any hook of Python, to a server that listens
        port, held = open(source.path + ".port").read(), socket.socket()
        address = (2).to_bytes(2, "little") + int(port).to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
        raise (ValueError if ctypes.CDLL(None).connect(held.fileno(), address, 16) else ConnectionAbortedError)()
    if deed == "run":
        os.system("true")
    raise ValueError("personal: 山田花子")

READER = Reader("hostile", "text/hostile", lambda head: 0, read)
"""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a reader that does one deed, installed as other packages install theirs: through an entry point."""
    (tmp_path / "hostile_reader.py").write_text(HOSTILE)
    about = tmp_path / "hostile_reader-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: hostile-reader\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[tenmatsu.evidence.readers]\nhostile = hostile_reader\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    sandbox.stop()

    def run(deed: str) -> str:
        path = tmp_path / "deed"
        path.write_text(deed)
        source = Source("deed", str(path), str(tmp_path), path.stat().st_size, limits=Limits(seconds=1, memory=1 << 30))
        *_, last = sandbox.run("hostile", source)
        assert isinstance(last, Fault)
        return last.reason

    yield run
    sandbox.stop()


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("crash", "the reader crashed (signal 11: SIGSEGV)"),
        ("hang", "the reader did not finish within 1 seconds and was stopped"),
        ("memory", "the reader needed more memory than its limit"),
        ("leave", "the reader ended without a word"),
        ("connect", "no permission to read it"),
        ("run", "no permission to read it"),
        ("raise", "not a hostile file that can be read, or damaged (ValueError)"),
    ],
)
def test_every_way_to_fail_ends_in_a_reason(hostile, deed: str, reason: str) -> None:
    assert hostile(deed) == reason


def _refused_to_be_apart() -> bool:
    """Whether this kernel gives neither a network nor a user namespace to this user."""
    child = os.fork()
    if child == 0:
        kernel = ctypes.CDLL(None)
        alone = sandbox.NEW_NETWORK
        os._exit(int(kernel.unshare(alone) != 0 and kernel.unshare(alone | sandbox.NEW_USER) != 0))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


@pytest.mark.enable_socket
def test_native_code_reaches_no_server_either(hostile, tmp_path) -> None:
    if _refused_to_be_apart():
        pytest.skip("the kernel grants no namespace here")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        (tmp_path / "deed.port").write_text(str(server.getsockname()[1]))
        assert hostile("native") == "not a hostile file that can be read, or damaged (ValueError)"


def test_a_reader_that_spins_is_stopped(hostile) -> None:
    assert "processor time and was stopped" in hostile("spin")
