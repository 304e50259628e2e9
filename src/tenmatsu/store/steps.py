"""The steps of an investigation on disk, so that a finished one is not done twice and a kill at any moment loses none.

    .work/lock              flock of the one investigation at work
    .work/read.json         stamp: fingerprint, version, seconds, folder, files with their sizes
    .work/read.1f3a…/       what the step made; its path does not change when the step is finished

A step is done when its stamp stands, and the stamp is put there by one rename after all files are on the disk (fsync).
Until then the earlier stamp and its folder stay; folders without a stamp are swept away at the next start.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from tenmatsu import __version__
from tenmatsu.errors import StoreError
from tenmatsu.store.disk import make_private, private_folder, said, shown, sync_tree, write_whole
from tenmatsu.store.lock import Lock


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a finished step; `files` maps each path inside its folder to its size in bytes."""

    step: str
    fingerprint: str
    version: str
    seconds: float
    folder: str
    files: dict[str, int]


@dataclass(frozen=True, slots=True)
class Work:
    """One step as the caller sees it: when it is `done`, read `dir`; else write into it."""

    name: str
    dir: Path
    done: bool


def fingerprint(*parts: object) -> str:
    """A hash over parts and this version; give a later step the fingerprints of the steps that it builds on.

    Parts are text, numbers, dates, paths, dataclasses, or lists and mappings of them, whatever a mapping's order.
    """
    plain = [msgspec.to_builtins(part, str_keys=True, enc_hook=str, order="deterministic") for part in parts]
    told = json.dumps([__version__, *plain], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


class Steps:
    """The workspace at `root` (CASE/.work), held by one process; StoreError when another holds it."""

    def __init__(self, root: Path) -> None:
        self.root = private_folder(root)
        self._lock = Lock(root / "lock")
        self._sweep()

    @contextmanager
    def step(self, name: str, fingerprint: str) -> Iterator[Work]:
        """Do the step, unless it was finished with the same fingerprint. An exception inside leaves the earlier one."""
        stamp = self._stamp(name)
        if stamp and stamp.fingerprint == fingerprint and _whole(self.root, stamp):
            yield Work(name, self.root / stamp.folder, done=True)
            return
        began, folder = time.monotonic(), private_folder(self.root / f"{name}.{secrets.token_hex(4)}")
        try:
            with said(folder):
                yield Work(name, folder, done=False)
            self._finish(name, fingerprint, folder, time.monotonic() - began)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if stamp and stamp.folder != folder.name:
            shutil.rmtree(self.root / stamp.folder, ignore_errors=True)

    def seconds(self) -> dict[str, float]:
        """Step → seconds that it took when it was last done."""
        return {stamp.step: stamp.seconds for stamp in self._stamps()}

    def staging(self) -> Path:
        """A new, empty folder on the disk of the case, to be handed to `publish`; swept away if it never is."""
        return private_folder(self.root / f"staged.{secrets.token_hex(4)}")

    def clear(self) -> None:
        """Forget all steps (`--fresh`)."""
        for path in self.root.glob("*.json"):
            path.unlink()
        self._sweep()

    def close(self) -> None:
        """Let others work on the case."""
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _finish(self, name: str, fingerprint: str, folder: Path, seconds: float) -> None:
        with said(folder):
            make_private(folder)
            sync_tree(folder)
        stamp = Stamp(step=name, fingerprint=fingerprint, version=__version__, seconds=round(seconds, 3),
                      folder=folder.name, files=_sizes(folder))  # fmt: skip
        write_whole(self.root / f"{name}.json", msgspec.json.encode(stamp))

    def _stamp(self, name: str) -> Stamp | None:
        return read_stamp(self.root, name)

    def _stamps(self) -> Iterator[Stamp]:
        for path in sorted(self.root.glob("*.json")):
            if stamp := self._stamp(path.stem):
                yield stamp

    def _sweep(self) -> None:
        kept = {"lock"} | {name for stamp in self._stamps() for name in (stamp.folder, f"{stamp.step}.json")}
        for path in self.root.iterdir():
            if path.name in kept:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def read_stamp(root: Path, name: str) -> Stamp | None:
    """The stamp of a finished step, or None; takes no lock."""
    try:
        stamp = msgspec.json.decode((root / f"{name}.json").read_bytes(), type=Stamp)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return stamp if Path(stamp.folder).name == stamp.folder and stamp.step == name else None


def finished(root: Path, name: str) -> Path:
    """The folder of a finished step, for the commands that only read; StoreError when there is none."""
    stamp = read_stamp(root, name)
    if stamp is None or not _whole(root, stamp):
        raise StoreError(f"{root}: the step {name} has not been finished; run tenmatsu investigate {root.parent}")
    return root / stamp.folder


def _sizes(folder: Path) -> dict[str, int]:
    files = (Path(where, name) for where, _, names in os.walk(folder) for name in names)
    return {shown(path.relative_to(folder)): path.lstat().st_size for path in sorted(files)}


def _whole(root: Path, stamp: Stamp) -> bool:
    """Whether every file that the stamp names is still there in its size (a vanished file makes the step run again)."""
    folder = root / stamp.folder
    return folder.is_dir() and _sizes(folder) == stamp.files
