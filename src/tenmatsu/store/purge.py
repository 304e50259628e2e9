"""A case destroyed, and a certificate of it beside where it stood.

What is done: every file is overwritten once with zeros, written through to the disk and removed; then the folders go.
What that is worth: on a magnetic disk with a plain file system the content is gone. On flash (SSD, USB), on disks
that copy on write or journal data, in snapshots, backups and swap, old blocks may survive any overwriting; only an
encrypted disk whose key is destroyed answers that (NIST SP 800-88 Rev. 1, "cryptographic erase"). The certificate says
so. A file with a second name outside of the case (hard link) is not overwritten: that would destroy the other as well.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tenmatsu import __version__
from tenmatsu.errors import InputError, StoreError
from tenmatsu.store.brief import NAME
from tenmatsu.store.certificate import Certificate, Destroyed, read_certificate, write_certificate
from tenmatsu.store.disk import said, shown, sync
from tenmatsu.store.ledger import Tip, last_tip
from tenmatsu.store.lock import Lock
from tenmatsu.store.outside import outside, title

_PIECE = 1 << 20


def purge(case: Path, *, by: str, reason: str, when: datetime, keep: Path | None = None) -> Certificate:
    """Destroy the case folder and leave its certificate (NAME.purged.json, .txt) in `keep`, or beside the folder.

    A certificate with `complete: false` is written first. A purge that was cut off is taken up by calling it again.
    Links are removed and never followed; evidence that stands outside of the case is named and not touched.
    """
    if not by.strip() or not reason.strip():
        raise InputError("a purge needs the name of who orders it and the reason; give both")
    home, certificate = case.absolute(), _place(case, keep)
    earlier = read_certificate(certificate)
    cut_off = earlier is not None and home.is_dir()
    if case.is_symlink() or not ((home / NAME).is_file() or cut_off):
        raise InputError(f"{case}: is no case folder with a {NAME}, so nothing was destroyed; name the folder itself")
    lock = Lock(home / ".work" / "lock") if (home / ".work").is_dir() else None
    try:
        begun = _begin(home, by, reason, when, earlier)
        write_certificate(begun, certificate)
        with said(home):
            _destroy(home)
    finally:
        if lock:
            lock.close()
    done = begun.completed()
    write_certificate(done, certificate)
    return done


def _place(case: Path, keep: Path | None) -> Path:
    home = case.absolute()
    folder = (keep or home.parent).absolute()
    if folder.resolve().is_relative_to(home.resolve()):
        raise InputError(f"{folder}: stands inside the case that is destroyed; keep the certificate elsewhere")
    names = (f"{home.name}.purged{number}.json" for number in ("", *(f"-{n}" for n in range(2, 10_000))))
    return next(path for path in map(folder.joinpath, names) if not _complete(path))


def _complete(path: Path) -> bool:
    """Whether a file there belongs to an earlier case of the same name; it is never written over."""
    earlier = read_certificate(path)
    return path.exists() and (earlier is None or earlier.complete)


def _begin(home: Path, by: str, reason: str, when: datetime, earlier: Certificate | None) -> Certificate:
    """The certificate before the first file goes; what an earlier, unfinished purge destroyed stays in it."""
    files, links = _listed(home)
    tip = last_tip(home) or Tip(0, "")
    elsewhere = outside(home, links)
    if earlier:
        files = {one.path: one for one in (*files.values(), *earlier.files)}
        links = {**dict(earlier.links), **links}
        tip = Tip(earlier.ledger_rows, earlier.ledger_hash)
        elsewhere = tuple(sorted({*elsewhere, *earlier.outside}))
    return Certificate(
        case=shown(Path(home.name)), title=title(home) or (earlier.title if earlier else ""), by=by, reason=reason,
        when=when, version=__version__, ledger_rows=tip.rows, ledger_hash=tip.hash,
        files=tuple(files[name] for name in sorted(files)), links=links, outside=elsewhere,
    )  # fmt: skip


def _listed(home: Path) -> tuple[dict[str, Destroyed], dict[str, str]]:
    files: dict[str, Destroyed] = {}
    links: dict[str, str] = {}
    device = home.lstat().st_dev
    for path in _entries(home):
        about, name = path.lstat(), shown(path.relative_to(home))
        if about.st_dev != device:
            raise StoreError(
                f"{path}: another disk is mounted inside the case; unmount it first, nothing was destroyed"
            )
        if stat.S_ISLNK(about.st_mode):
            links[name] = shown(path.readlink())
        elif stat.S_ISREG(about.st_mode):
            files[name] = Destroyed(name, about.st_size, _sha256(path), overwritten=about.st_nlink == 1)
    return files, links


def _entries(home: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(home):
        yield from (Path(folder, name) for name in sorted((*folders, *names)))


def _sha256(path: Path) -> str:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _destroy(home: Path) -> None:
    """Overwrite and remove; case.toml goes last, so that a purge that is cut off still shows a case."""
    files = [path for path in _entries(home) if path.is_symlink() or not path.is_dir()]
    for path in sorted(files, key=lambda one: one == home / NAME):
        about = path.lstat()
        if stat.S_ISREG(about.st_mode) and about.st_nlink == 1:
            _overwrite(path, about.st_size)
        path.unlink()
    shutil.rmtree(home)
    sync(home.parent)


def _overwrite(path: Path, size: int) -> None:
    if not os.access(path, os.W_OK):
        path.chmod(0o600)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_NOFOLLOW), "wb", buffering=0) as out:
        zeros = bytes(_PIECE)
        for start in range(0, size, _PIECE):
            out.write(zeros[: min(_PIECE, size - start)])
        os.fsync(out.fileno())
