"""CASE/result, always whole: the earlier result stands until the new one is complete, whenever the power goes.

    staged        → .result.new      complete and on the disk (fsync); from here on it will be the result
    result        → .result.old
    .result.new   → result
    .result.old     removed

Each arrow is one rename. `recover` reads from the names how far it came and goes on from there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tenmatsu.errors import StoreError
from tenmatsu.store.disk import make_private, said, sync, sync_tree


def publish(staged: Path, result: Path) -> None:
    """Make the folder `staged` (moved, on the same disk) the new `result`; rights 0700/0600, whatever the umask."""
    if not staged.is_dir():
        raise StoreError(f"{staged}: there is no such folder to publish; run the investigation again")
    with said(result):
        _finish(result)
        make_private(staged)
        sync_tree(staged)
        staged.rename(_new(result))
        sync(result.parent)
        _finish(result)


def recover(case: Path) -> None:
    """Finish a publication that was cut off, or put the earlier result back; does nothing in a case at rest."""
    with said(case):
        _finish(case / "result")


def _finish(result: Path) -> None:
    new, old = _new(result), _old(result)
    if new.is_dir():
        if result.exists():
            shutil.rmtree(old, ignore_errors=True)
            result.rename(old)
        new.rename(result)
        sync(result.parent)
    elif old.is_dir() and not result.exists():
        old.rename(result)
        sync(result.parent)
    if old.is_dir():
        shutil.rmtree(old)


def _new(result: Path) -> Path:
    return result.with_name(f".{result.name}.new")


def _old(result: Path) -> Path:
    return result.with_name(f".{result.name}.old")
