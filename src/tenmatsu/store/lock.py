"""One investigation of a case at a time: an advisory lock (flock(2)) that ends with its process, however it ends."""

from __future__ import annotations

import fcntl
import os
import weakref
from pathlib import Path

from tenmatsu.errors import StoreError
from tenmatsu.store.disk import FILE, said

_HELD: weakref.WeakSet[Lock] = weakref.WeakSet()


class Lock:
    """Held from its making to `close`; a second holder gets a StoreError at once."""

    def __init__(self, path: Path) -> None:
        with said(path):
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, FILE)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._handle)
            self._handle = -1
            raise StoreError(
                f"{path.parent.parent}: another tenmatsu is at work on this case; wait until it has finished"
            ) from None
        _HELD.add(self)

    def close(self) -> None:
        """Give the lock back; closing twice does no harm."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        if getattr(self, "_handle", -1) >= 0:
            self.close()


def _let_go() -> None:
    """A forked child shares the lock's open file: an orphan would hold the case after its parent was killed."""
    for lock in list(_HELD):
        lock.close()


os.register_at_fork(after_in_child=_let_go)
