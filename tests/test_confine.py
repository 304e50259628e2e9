"""A process that has laid limits on itself can neither reach out nor grow."""

from __future__ import annotations

import subprocess
import sys

import pytest

START = "import socket, subprocess, os\nfrom tenmatsu.confine import confine\n"
LIMITS = "confine(memory=256 << 20, seconds=2, writes=0, files=32)\n"


def ended(deed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", START + LIMITS + deed], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("subprocess.run(['true'])", "PermissionError"),
        ("socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("os.fork()", "PermissionError"),
        ("bytearray(1 << 30)", "MemoryError"),
        ("[open(os.devnull) for _ in range(64)]", "Too many open files"),
    ],
)
def test_what_a_parser_has_no_need_of_is_refused(deed: str, told: str) -> None:
    done = ended(deed)
    assert done.returncode == 1 and told in done.stderr


def test_within_its_limits_it_goes_on() -> None:
    done = ended("print(sum(range(1000)))")
    assert (done.returncode, done.stdout) == (0, "499500\n")


def test_a_process_that_spins_is_ended() -> None:
    assert ended("while True: pass").returncode < 0
