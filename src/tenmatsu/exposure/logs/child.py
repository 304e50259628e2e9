"""Logs are read in a child process with limits, as every foreign format is: what a hostile file made of it can only
send data. The child is a fresh interpreter that loads the parsers of logs alone; what it found comes back as msgpack.
"""

from __future__ import annotations

import contextlib
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec

from tenmatsu.confine import confine

MEMORY = 3 << 30
SECONDS = 120.0
PATIENCE = 20
"""Times the processor seconds that a child may take by the clock: other work may keep it waiting."""
_SIZE = struct.Struct(">I")
_START = "import sys; sys.path[:] = {path!r}; from tenmatsu.exposure.logs.{task} import serve; serve()"
T = TypeVar("T")


class Broken(Exception):
    """The child ended before it was done; the text says why, without a word of the log."""


def ask(task: str, job: msgspec.Struct, files: list[Path], kind: Any) -> Iterator[Any]:
    """What `serve` of the module `task` answers to the job, each a `kind` (a Struct or several). Broken when it
    crashed, hung or went over a limit: 3 GiB of memory, 120 seconds of the processor and one more for each 200 kB
    (a packed log may be twenty times as long)."""
    seconds = SECONDS + sum(one.stat().st_size for one in files) / 2e5
    command = [sys.executable, "-c", _START.format(path=sys.path, task=task)]
    with subprocess.Popen(  # noqa: S603  our own interpreter and code
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            given, told = process.stdin, process.stdout
            if given is None or told is None:
                raise Broken("the reading process could not be started")
            with contextlib.suppress(BrokenPipeError):
                given.write(msgspec.msgpack.encode((seconds, job)))
                given.close()
            yield from _answers(told, kind, time.monotonic() + seconds * PATIENCE, seconds * PATIENCE)
        finally:
            process.kill()


def _answers(told: IO[bytes], kind: Any, end: float, seconds: float) -> Iterator[Any]:
    decoder = msgspec.msgpack.Decoder(kind | str | None)
    while True:
        size = _exactly(told, _SIZE.size, end, seconds)
        try:
            found = decoder.decode(_exactly(told, _SIZE.unpack(size)[0], end, seconds))
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise Broken("the reader ended in disorder") from error
        if found is None:
            return
        if isinstance(found, str):
            raise Broken(found)
        yield found


def _exactly(told: IO[bytes], count: int, end: float, seconds: float) -> bytes:
    data = bytearray()
    while len(data) < count:
        if not select.select([told], [], [], max(0.0, end - time.monotonic()))[0]:
            raise Broken(f"the reader did not finish within {seconds:.0f} seconds and was stopped")
        piece = os.read(told.fileno(), min(count - len(data), 1 << 20))
        if not piece:
            raise Broken("the reader crashed or went over its limits of memory and time")
        data += piece
    return bytes(data)


# ---- the other side -------------------------------------------------------------------------------------------------


def job(kind: type[T]) -> T:
    """In the child: the job, once the limits are laid on this process."""
    seconds, asked = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=tuple[float, kind])  # type: ignore[valid-type]
    confine(memory=MEMORY, seconds=int(seconds) + 1, writes=0, files=64)
    return asked


def answer(found: object) -> None:
    """In the child: send one answer; None says that all is told, a text that it ends here and why."""
    payload = msgspec.msgpack.encode(found)
    sys.stdout.buffer.write(_SIZE.pack(len(payload)) + payload)


def serving(answers: Iterator[object]) -> None:
    """In the child: send all answers, and never a word of the log about what went wrong."""
    try:
        for one in answers:
            answer(one)
        answer(None)
    except MemoryError:
        answer("the reader needed more memory than its limit")
    except BaseException as error:  # a foreign file may bring about anything; its words are not repeated
        answer(f"the reader crashed ({type(error).__name__})")
    finally:
        sys.stdout.buffer.flush()
        os._exit(0)
