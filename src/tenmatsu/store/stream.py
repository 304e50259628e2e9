"""Files for pyrage to read from and write to, which keep what went wrong: it hands on no exception of theirs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO


class Pieces(io.RawIOBase):
    """Pieces of bytes as a file to be read from; `failure` is what their maker raised."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.failure: BaseException | None = None
        self._pieces, self._rest = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed has no name for any buffer
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return 0
        except BaseException as error:
            self.failure = error
            raise
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


class Sink:
    """A file to be written to; `failure` is what the writing raised, `written` the bytes that went through."""

    def __init__(self, out: IO[bytes]) -> None:
        self.failure: BaseException | None = None
        self.written = 0
        self._out = out

    def write(self, piece: bytes) -> int:
        """Write all of `piece`."""
        try:
            self._out.write(piece)
        except BaseException as error:
            self.failure = error
            raise
        self.written += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Flush the file under it."""
        self._out.flush()
