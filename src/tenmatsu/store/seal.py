"""A case in one encrypted file (age, https://age-encryption.org/v1), and back.

    to recipients       FILE is an age file; `age -d -i key FILE | tar x` opens it without tenmatsu
    with a passphrase   FILE is a tar of two members: `key.age`, a fresh age identity under the passphrase (scrypt), and
                        `case.tar.age`, the case encrypted to that identity; `tar xf FILE && age -d -i key.age
                        case.tar.age | tar x` opens it. age's own passphrase form is not offered as a stream by pyrage.

Inside is a tar of the case in order of names, with times but no owners, and as its last member `seal.json` with the
SHA-256 of every file. The plain tar goes from memory to the cipher in pieces; it is never on the disk. Not packed:
`.work` (computed again), links (named in `seal.json`), and evidence that stands outside of the case folder.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import stat
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyrage  # type: ignore[import-untyped]  # ships no types

from tenmatsu import __version__
from tenmatsu.errors import InputError, StoreError
from tenmatsu.store.brief import NAME
from tenmatsu.store.disk import FILE, said, sync
from tenmatsu.store.ledger import NAME as LEDGER
from tenmatsu.store.ledger import snapshot
from tenmatsu.store.lock import Lock
from tenmatsu.store.outside import outside
from tenmatsu.store.stream import Pieces, Sink

AGE = b"age-encryption.org/v1\n"
KEY, BODY, MANIFEST = "key.age", "case.tar.age", "seal.json"
LEFT_OUT = frozenset({".work", ".result.new", ".result.old", f"{LEDGER}-journal"})

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Sealed:
    """The sealed file, its SHA-256 and size, and how many files it holds; what was not packed: links inside the case,
    and what case.toml or a link names outside of it."""

    path: Path
    sha256: str
    size: int
    files: int
    links: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(slots=True)
class _Contents:
    case: Path
    hashes: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)


def seal(case: Path, to: Path, *, passphrase: str | None = None, recipients: Sequence[str] = ()) -> Sealed:
    """Pack the case at `case` into the new file `to`, for whoever has the passphrase or is one of the recipients.

    `recipients` are age1… or ssh-ed25519/ssh-rsa public keys. Memory: some megabytes, whatever the size of the case.
    """
    if not passphrase and not recipients:
        raise InputError("a sealed case needs a passphrase or a recipient (age1…); give one of them")
    if not (case / NAME).is_file():
        raise InputError(f"{case}: no {NAME} in this folder; name the folder of a case")
    if to.exists():
        raise InputError(f"{to}: is there already; name a new file")
    if to.absolute().is_relative_to(case.absolute()):
        raise InputError(f"{to}: stands inside the case that it would hold; name a file elsewhere")
    known = [_recipient(one) for one in recipients]
    contents = _Contents(case)
    with _at_rest(case), _draft(to) as out:
        if passphrase:
            _write_with_key(contents, out, passphrase, known)
        else:
            _encrypt(contents, out, known)
    links = tuple(contents.links)
    return Sealed(to, _sha256(to), to.stat().st_size, len(contents.hashes), links, outside(case, links))


@contextmanager
def _at_rest(case: Path) -> Iterator[None]:
    """Hold off an investigation while the case is packed."""
    lock = Lock(case / ".work" / "lock") if (case / ".work").is_dir() else None
    try:
        yield
    finally:
        if lock:
            lock.close()


@contextmanager
def _draft(to: Path) -> Iterator[IO[bytes]]:
    """A file beside `to` that becomes `to` when all is written and on the disk, and vanishes otherwise."""
    draft = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    with said(to):
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE), "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            draft.rename(to)
            sync(to.absolute().parent)
        finally:
            draft.unlink(missing_ok=True)


def _write_with_key(contents: _Contents, out: IO[bytes], passphrase: str, recipients: list[object]) -> None:
    """The tar of two members; the size of the second is written into its header when it is known."""
    identity = pyrage.x25519.Identity.generate()
    key = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    out.write(_header(KEY, len(key)) + key + _padding(len(key)))
    at = out.tell()
    out.write(_header(BODY, 0))
    _encrypt(contents, out, [identity.to_public(), *recipients])
    size = out.tell() - at - tarfile.BLOCKSIZE
    out.write(_padding(size) + bytes(2 * tarfile.BLOCKSIZE))
    out.seek(at)
    out.write(_header(BODY, size))
    out.seek(0, io.SEEK_END)


def _encrypt(contents: _Contents, out: IO[bytes], recipients: list[object]) -> None:
    source, sink = Pieces(_tar(contents)), Sink(out)
    try:
        pyrage.encrypt_io(source, sink, recipients)
    except pyrage.EncryptError as error:
        cause = source.failure or sink.failure
        raise cause or StoreError(f"{contents.case}: could not be encrypted; check the disk and try again") from error


def _recipient(text: str) -> object:
    for kind in (pyrage.x25519.Recipient, pyrage.ssh.Recipient):
        with suppress(pyrage.RecipientError, ValueError):
            return kind.from_str(text.strip())
    raise InputError("a recipient is neither an age1… nor an ssh public key; copy it whole, in one line")


def _header(name: str, size: int, when: int = 0, mode: int = FILE) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, when, mode
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def _tar(contents: _Contents) -> Iterator[bytes]:
    """The plain tar in pieces: folders and files in order of names, then the manifest."""
    for name, path in _walk(contents.case):
        about = path.lstat()
        if stat.S_ISDIR(about.st_mode):
            folder = tarfile.TarInfo(name)
            folder.type, folder.mode, folder.mtime = tarfile.DIRTYPE, 0o700, int(about.st_mtime)
            yield folder.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")
        elif stat.S_ISREG(about.st_mode):
            yield from _packed(contents, name, path)
        else:
            contents.links.append(name)
    manifest = {"version": __version__, "sha256": contents.hashes, "left_out": contents.links}
    told = json.dumps(manifest, ensure_ascii=True, indent=1).encode()
    yield _header(MANIFEST, len(told)) + told + _padding(len(told)) + bytes(2 * tarfile.BLOCKSIZE)


def _walk(case: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, files in os.walk(case):
        where = Path(folder)
        if where == case:
            folders[:] = [name for name in folders if name not in LEFT_OUT]
            files = [name for name in files if name not in (*LEFT_OUT, MANIFEST)]
        folders.sort()
        for name in sorted((*folders, *files)):
            path = where / name
            yield path.relative_to(case).as_posix(), path


def _packed(contents: _Contents, name: str, path: Path) -> Iterator[bytes]:
    """One file; the ledger as of one moment, since people may decide while a large case is packed."""
    whole = snapshot(contents.case) if name == LEDGER else None
    if whole is not None:
        contents.hashes[name] = hashlib.sha256(whole).hexdigest()
        yield _header(name, len(whole), int(path.lstat().st_mtime)) + whole + _padding(len(whole))
    else:
        yield from _read(contents, name, path)


def _read(contents: _Contents, name: str, path: Path) -> Iterator[bytes]:
    """A file in pieces; StoreError when it changes while it is read, since its header is already gone."""
    told, read = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as source:
        about = os.fstat(source.fileno())
        yield _header(name, about.st_size, int(about.st_mtime))
        while piece := source.read(min(_PIECE, about.st_size - read)):
            told.update(piece)
            read += len(piece)
            yield piece
        after = os.fstat(source.fileno())
    if read != about.st_size or (after.st_size, after.st_mtime_ns) != (about.st_size, about.st_mtime_ns):
        raise StoreError(f"{path}: changed while it was packed; seal the case when nothing works on it")
    contents.hashes[name] = told.hexdigest()
    yield _padding(about.st_size)


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
