"""Files of a case on the disk: owner only, written through, and refused in good time when the disk is full."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tenmatsu.errors import StoreError

FOLDER, FILE = 0o700, 0o600
_UNITS = ("bytes", "KB", "MB", "GB", "TB")


def private_folder(path: Path) -> Path:
    """Make `path` (and what is missing above it) and let its owner alone in, whatever the umask."""
    with said(path):
        path.mkdir(parents=True, exist_ok=True, mode=FOLDER)
        path.chmod(FOLDER)
    return path


def make_private(tree: Path) -> None:
    """Rights 0700/0600 on everything in the tree; links are left alone, since chmod would follow them."""
    tree.chmod(FOLDER)
    for folder, folders, files in os.walk(tree):
        for names, mode in ((folders, FOLDER), (files, FILE)):
            for path in (Path(folder, name) for name in names):
                if not path.is_symlink():
                    path.chmod(mode)


def sync(path: Path) -> None:
    """fsync one file or folder; a folder's own fsync makes its names last (fsync(2))."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(tree: Path) -> None:
    """fsync all files of a tree, then its folders from the leaves up."""
    for folder, _, files in os.walk(tree, topdown=False):
        for path in (Path(folder, name) for name in files):
            if not path.is_symlink():
                sync(path)
        sync(Path(folder))


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: a kill leaves the earlier file or the new one, both 0600."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with said(path):
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE), "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync(path.parent)


def require_space(path: Path, bytes_needed: int) -> None:
    """StoreError when the file system under `path` has less than `bytes_needed` free for this user."""
    there = next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if free < bytes_needed:
        raise StoreError(
            f"{path}: {size_text(bytes_needed)} of free space are needed and {size_text(free)} are there; "
            "free some space or move the case to a larger disk"
        )


def shown(path: Path) -> str:
    """A path as text that every file can hold: bytes that are no UTF-8 (cp932 names on Linux) as \\x8c."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def size_text(count: int) -> str:
    """A number of bytes as it is said: 1.5 GB (decimal units)."""
    value, step = float(count), 0
    while value >= 1000 and step < len(_UNITS) - 1:
        value, step = value / 1000, step + 1
    return f"{count} bytes" if step == 0 else f"{value:.1f} {_UNITS[step]}"


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Turn what the system says of a file (full, read-only, no right) into a StoreError sentence."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{_named(error, path)}: {_advice(error)}") from error


def _named(error: OSError, path: Path) -> Path:
    """The file that the system names, unless that is our draft of `path`."""
    there = Path(error.filename) if isinstance(error.filename, str) else path
    return path if there.name.startswith(f".{path.name}.") else there


def _advice(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full; free some space and run the same command again, nothing finished is lost"
        case errno.EROFS:
            return "the disk is read-only; copy the case to a disk that can be written"
        case errno.EACCES | errno.EPERM:
            return "this user may not read or write it; correct its owner or rights"
        case errno.EXDEV:
            return "it stands on another disk; a result must be prepared on the disk of its case"
        case number:
            return f"{os.strerror(number) if number else type(error).__name__}; check the disk and the path"
