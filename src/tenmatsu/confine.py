"""Limits that a process lays on itself before it parses a foreign file, which can then do no more than send data."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys

FORBIDDEN = frozenset({
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec",
    "os.posix_spawn", "os.fork", "os.symlink", "os.link",
})  # fmt: skip
GRACE = 5
"""Seconds between the signal that ends a process at its limit of processor time and the one that cannot be caught."""


def confine(*, memory: int, seconds: int, writes: int, files: int) -> None:
    """No more memory (bytes beyond those in use), processor seconds, bytes in a file and open files than told; no
    network, no other program, nothing readable by others; and it dies with its parent. What the parser needs must have
    been imported."""
    os.umask(0o077)
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123  a file of the kernel
        own = int(statm.read().split()[0]) * resource.getpagesize()
    for which, amount in (
        (resource.RLIMIT_AS, own + memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, writes),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        least = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(which, (least, least + GRACE if which == resource.RLIMIT_CPU and least == amount else least))
    sys.addaudithook(_forbid)


def _forbid(event: str, _: object) -> None:
    if event in FORBIDDEN:
        raise PermissionError(f"a reader may not use {event}")
