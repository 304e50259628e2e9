"""Readers of foreign formats run in a child process that can be killed.

One small server process is started by the first reading (a fresh interpreter: no threads of ours can be caught in the
middle by a fork). For each item it forks a keeper, and the keeper forks the worker, which lays limits on itself
(address space, processor seconds, file size, open files, no new programs, no network) and runs one reader. Findings
come back as msgpack frames, never as pickles: what a hostile file made of a worker can only send data. The keeper
reports how the worker ended. For a member of a container the worker waits until the parent has read it.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import errno
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from tenmatsu import plug
from tenmatsu.confine import confine
from tenmatsu.evidence.reading import Child, Fault, Found, Reader, Sheet, Source, Text
from tenmatsu.evidence.sink import Enough

READERS = "tenmatsu.evidence.readers"


@dataclass(frozen=True, slots=True)
class Window:
    """The rows that a locator asked for: (row, line, cells)."""

    header: tuple[str, ...] | None
    rows: list[tuple[int, int, list[str | None]]]


class Hello(msgspec.Struct, tag="hello"):
    pid: int


class Done(msgspec.Struct, tag="done"):
    pass


class Wire(msgspec.Struct, tag="found"):
    child: Child | None = None
    sheet: Sheet | None = None
    text: Text | None = None
    fault: Fault | None = None
    window: Window | None = None


class Job(msgspec.Struct):
    reader: str
    source: Source


_jobs = msgspec.msgpack.Decoder(Job)
_frames = msgspec.msgpack.Decoder(Hello | Done | Wire)
_SIZE = struct.Struct(">I")
START = 60.0
DISK_FULL = "the disk is full"


def readers() -> dict[str, Reader]:
    """The readers that are installed, by name."""
    return {reader.name: reader for reader in plug.members(READERS, "READER", Reader)}


@dataclass(slots=True)
class _Server:
    process: subprocess.Popen[bytes]
    door: socket.socket
    owner: int = field(default_factory=os.getpid)


_server: list[_Server] = []


def _running() -> _Server:
    if _server and _server[0].owner == os.getpid() and _server[0].process.poll() is None:
        return _server[0]
    _server.clear()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; from tenmatsu.evidence.sandbox import serve; serve({theirs.fileno()})"
    )
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_IO_THREADS": "1"}
    command = [sys.executable, "-c", code]
    process = subprocess.Popen(  # noqa: S603  our own interpreter and code
        command,
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    theirs.close()
    _server.append(_Server(process, ours))
    return _server[0]


@atexit.register
def stop() -> None:
    """End the server; it is started again when it is needed."""
    while _server:
        server = _server.pop()
        server.door.close()
        if server.owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.process.wait(5)


def run(reader: str, source: Source) -> Iterator[Found | Window]:
    """What the reader finds in the source. Ends with a Fault when the worker crashed, hung or went over a limit.
    Raises OSError when the source's name is none that can be sent, and it cannot be copied either."""
    with _sendable(source) as named:
        yield from _run(reader, named)


@contextlib.contextmanager
def _sendable(source: Source) -> Iterator[Source]:
    """The source; where bytes of its path are no UTF-8 (names that Windows wrote in cp932), a private copy of it:
    neither messages nor many libraries take such a path."""
    try:
        source.path.encode()
    except UnicodeEncodeError:
        copy = Path(source.into) / f"member-{os.urandom(12).hex()}"
        try:
            copy.touch(0o600)
            shutil.copyfile(source.path, copy)
            yield replace(source, path=str(copy))
        finally:
            copy.unlink(missing_ok=True)
    else:
        yield source


def _run(reader: str, source: Source) -> Iterator[Found | Window]:
    server = _running()
    ours, theirs = socket.socketpair()
    status, report = os.pipe()
    job = msgspec.msgpack.encode(Job(reader, source))
    try:
        try:
            with theirs:
                socket.send_fds(server.door, [_SIZE.pack(len(job))], [theirs.fileno(), report])
        finally:
            os.close(report)
        ours.sendall(job)
        yield from _listen(ours, status, source.limits.seconds_for(source.size))
    except (BrokenPipeError, ConnectionError):
        yield Fault("the reading process could not be started")
    finally:
        ours.close()
        os.close(status)


def _listen(channel: socket.socket, status: int, seconds: float) -> Iterator[Found | Window]:
    pid = 0
    try:
        while True:
            payload = _frame(channel, seconds if pid else START, pid)
            message = _frames.decode(payload) if payload is not None else None
            if isinstance(message, Hello):
                pid = message.pid
            elif isinstance(message, Wire):
                found = message.child or message.sheet or message.text or message.fault or message.window
                if found is not None:
                    yield found
                if isinstance(found, Child):
                    channel.sendall(b"+")
            elif message is None:
                pid = 0
                yield Fault(_ending(status))
                return
            else:
                pid = 0
                return
    except TimeoutError:
        yield Fault(f"the reader did not finish within {seconds:.0f} seconds and was stopped")
    except (msgspec.DecodeError, msgspec.ValidationError, ConnectionError):
        yield Fault("the reader ended in disorder")
    finally:
        if pid:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


PATIENCE = 10
"""How many times the limit of silence a reader may take on a machine that has no time for it."""


def _frame(channel: socket.socket, seconds: float, pid: int = 0) -> bytes | None:
    """The next message. Silence is measured by the clock as long as the reader does nothing: one that computes on a
    busy machine is given time, its processor seconds being limited in any case."""
    size = _exactly(channel, _SIZE.size, seconds, pid)
    return _exactly(channel, _SIZE.unpack(size)[0], seconds, pid) if size is not None else None


def _worked(pid: int) -> float:
    """Processor seconds that a process has used; 0 where that cannot be known."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return 0.0


def _exactly(channel: socket.socket, count: int, seconds: float, pid: int) -> bytes | None:
    data = bytearray()
    worked, end = _worked(pid), time.monotonic() + PATIENCE * seconds
    while len(data) < count:
        left = min(seconds, end - time.monotonic())
        if left <= 0 or not select.select([channel], [], [], left)[0]:
            before, worked = worked, _worked(pid)
            if left <= 0 or worked - before < 0.01 * seconds:
                raise TimeoutError
            continue
        piece = channel.recv(min(count - len(data), 1 << 20))
        if not piece:
            return None
        data += piece
    return bytes(data)


def _ending(status: int) -> str:
    if not select.select([status], [], [], 5.0)[0]:
        return "the reader ended without a word"
    raw = os.read(status, 4)
    code = os.waitstatus_to_exitcode(_SIZE.unpack(raw)[0]) if len(raw) == _SIZE.size else 1
    if code == -signal.SIGXCPU:
        return "the reader used up its processor time and was stopped"
    if code == -signal.SIGXFSZ:
        return "the reader wrote more than the limit on file size"
    if code < 0:
        return f"the reader crashed (signal {-code}: {signal.Signals(-code).name})"
    return "the reader ended without a word"


# ---- the other side -------------------------------------------------------------------------------------------------


def serve(door: int) -> None:
    """The server's life: fork for each job, until the parent closes the door."""
    _apart_from_networks()  # before there are threads
    readers()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    channel = socket.socket(fileno=door)
    while True:
        try:
            word, files, _, _ = socket.recv_fds(channel, 16, 2)
        except OSError:
            os._exit(0)
        if not word:
            os._exit(0)
        if os.fork() == 0:
            channel.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _keep(files[0], files[1], _SIZE.unpack(word)[0])
        for file in files:
            os.close(file)


NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000


def _apart_from_networks() -> None:
    """Into a network of its own that leads nowhere, so that code that is no Python cannot reach out either. Who is not
    root needs a user namespace for that; where the kernel refuses it, the hook of `confine` is left."""
    with contextlib.suppress(OSError, AttributeError):
        kernel = ctypes.CDLL(None)
        if kernel.unshare(NEW_NETWORK) != 0:
            kernel.unshare(NEW_USER | NEW_NETWORK)


def _keep(channel: int, report: int, size: int) -> None:
    """Fork the worker, wait for it, report how it ended."""
    pid = os.fork()
    if pid == 0:
        os.close(report)
        _work(socket.socket(fileno=channel), size)
    os.close(channel)
    _, status = os.waitpid(pid, 0)
    with contextlib.suppress(OSError):
        os.write(report, _SIZE.pack(status & 0xFFFF))
    os._exit(0)


def _work(channel: socket.socket, size: int) -> None:
    try:
        job = _jobs.decode(_exactly(channel, size, 60.0, 0) or b"")
        _send(channel, Hello(os.getpid()))
        limits, seconds = job.source.limits, int(job.source.limits.seconds_for(job.source.size)) + 1
        confine(memory=limits.memory, seconds=seconds, writes=max(limits.member, 1 << 30), files=4096)
        _read(channel, job)
        _send(channel, Done())
    except (ConnectionError, TimeoutError):
        pass
    except BaseException as error:  # a Rust panic comes as one; a foreign parser's last words may quote the evidence
        why = (
            "needed more memory than its limit"
            if isinstance(error, MemoryError)
            else f"crashed ({type(error).__name__})"
        )
        with contextlib.suppress(OSError):
            _send(channel, Wire(fault=Fault(f"the reader {why}")))
            _send(channel, Done())
    finally:
        os._exit(0)


def _read(channel: socket.socket, job: Job) -> None:
    try:
        for found in readers()[job.reader].read(job.source):
            _send(channel, _wire(found))
            if isinstance(found, Child):
                channel.recv(1)
    except Enough as enough:
        sink = enough.args[0]
        _send(channel, Wire(window=Window(sink.header, sink.kept)))
    except (MemoryError, ConnectionError, TimeoutError):
        raise
    except (
        Exception
    ) as error:  # a parser may raise anything on foreign bytes: a row that says so, never an end of the run
        _send(channel, Wire(fault=Fault(reason_of(error, job.reader))))


def reason_of(error: Exception, reader: str) -> str:
    """Why a reader gave up, without any text of the evidence in it."""
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return DISK_FULL
    if isinstance(error, FileNotFoundError):
        return "it vanished before it was read"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"not a {reader} file that can be read, or damaged ({type(error).__name__})"


def _wire(found: Found) -> Wire:
    match found:
        case Child():
            return Wire(child=found)
        case Sheet():
            return Wire(sheet=found)
        case Text():
            return Wire(text=found)
    return Wire(fault=found)


def _send(channel: socket.socket, message: Hello | Done | Wire) -> None:
    payload = msgspec.msgpack.encode(message)
    channel.sendall(_SIZE.pack(len(payload)) + payload)
