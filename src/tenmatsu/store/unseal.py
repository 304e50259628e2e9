"""A sealed case, opened again: every byte is checked before the folder gets its name."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import tarfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

import pyrage  # type: ignore[import-untyped]  # ships no types

from tenmatsu.errors import InputError, StoreError
from tenmatsu.store.disk import FILE, FOLDER, make_private, said, sync, sync_tree
from tenmatsu.store.seal import AGE, BODY, KEY, MANIFEST
from tenmatsu.store.stream import Sink

_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE)
_PIECE = 1 << 20
_LARGEST_KEY, _LARGEST_MANIFEST = 1 << 16, 1 << 30


def unseal(file: Path, to: Path, *, passphrase: str | None = None, identities: Sequence[str] = ()) -> Path:
    """Unpack the sealed case `file` into the new folder `to` and answer it.

    `identities` are AGE-SECRET-KEY-1… lines or ssh private keys. InputError for a wrong passphrase or key; StoreError
    for a file that is damaged, cut off, or holds a name or link that would lead out of the folder: then nothing stays.
    """
    if to.exists() and not (to.is_dir() and not any(to.iterdir())):
        raise InputError(f"{to}: is there already; name a new folder")
    keys = [_identity(one) for one in identities]
    draft = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    with said(to), _body(file, passphrase, keys) as (body, ready):
        draft.mkdir(mode=FOLDER, parents=True)
        try:
            _unpack(file, body, ready, draft)
            make_private(draft)
            sync_tree(draft)
            draft.rename(to)
            sync(to.absolute().parent)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return to


def _identity(text: str) -> object:
    lines = [line for line in text.splitlines() if line.startswith("AGE-SECRET-KEY-")]
    with suppress(pyrage.IdentityError, ValueError):
        if lines:
            return pyrage.x25519.Identity.from_str(lines[0].strip())
        return pyrage.ssh.Identity.from_buffer(text.encode())
    raise InputError("a key is neither AGE-SECRET-KEY-1… nor an ssh private key without passphrase; copy it whole")


@contextmanager
def _body(file: Path, passphrase: str | None, keys: list[object]) -> Iterator[tuple[IO[bytes], list[object]]]:
    """The encrypted stream of a sealed file, and the keys to try on it."""
    try:
        source = file.open("rb")
    except OSError as error:
        raise InputError(f"{file}: cannot be read; check the name and the rights of the file") from error
    with source:
        if source.read(len(AGE)) == AGE:
            source.seek(0)
            if not keys:
                raise InputError(f"{file}: is sealed to recipients; give the key of one of them")
            yield source, keys
            return
        source.seek(0)
        with _outer(file, source) as tar:
            own = [] if passphrase is None else [_key_inside(file, tar, passphrase)]
            if not own and not keys:
                raise InputError(f"{file}: is sealed with a passphrase; give it")
            yield _member(file, tar, BODY), [*own, *keys]


@contextmanager
def _outer(file: Path, source: IO[bytes]) -> Iterator[tarfile.TarFile]:
    try:
        tar = tarfile.open(fileobj=source, mode="r:")  # noqa: SIM115  # closed just below
    except tarfile.TarError as error:
        raise InputError(f"{file}: is no sealed case; name a file that tenmatsu seal has written") from error
    with tar:
        yield tar


def _member(file: Path, tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = tar.extractfile(name)
    except (KeyError, tarfile.TarError):
        found = None
    if found is None:
        raise StoreError(f"{file}: no {name} inside; the file is no sealed case or was cut off, get it again")
    return found


def _key_inside(file: Path, tar: tarfile.TarFile, passphrase: str) -> object:
    locked = _member(file, tar, KEY).read(_LARGEST_KEY)
    try:
        return pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(locked, passphrase).decode().strip())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: the passphrase does not open it; type it again") from error


def _unpack(file: Path, body: IO[bytes], keys: list[object], to: Path) -> None:
    """Decrypt in a thread into a pipe, and read the tar from its other end."""
    away, here = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    sink = Sink(here)
    troubles: list[Exception] = []

    def decrypt() -> None:
        try:
            pyrage.decrypt_io(body, sink, keys)
        except Exception as error:
            troubles.append(error)
        finally:
            with suppress(OSError):
                here.close()

    worker = threading.Thread(target=decrypt, daemon=True)
    worker.start()
    trouble: Exception | None = None
    try:
        with away:
            _extract(file, away, to)
            while away.read(_PIECE):
                pass
    except (tarfile.TarError, StoreError, OSError) as error:
        trouble = error
    worker.join()
    _judge(file, sink, troubles, trouble)


def _judge(file: Path, sink: Sink, cipher: list[Exception], reading: Exception | None) -> None:
    """Say what went wrong first: the cipher's word counts, unless the reader had stopped listening."""
    if cipher and not isinstance(sink.failure, OSError):
        if sink.written == 0:
            raise InputError(f"{file}: none of the keys opens it; give the key that it was sealed to") from cipher[0]
        raise StoreError(f"{file}: is damaged or was cut off; get the file again, nothing was unpacked") from cipher[0]
    if isinstance(reading, tarfile.TarError):
        raise StoreError(f"{file}: holds no whole case; get the file again, nothing was unpacked") from reading
    if reading:
        raise reading


def _extract(file: Path, source: IO[bytes], to: Path) -> None:
    hashes: dict[str, str] = {}
    manifest: dict[str, str] | None = None
    with tarfile.open(fileobj=source, mode="r|", encoding="utf-8") as tar:
        for member in tar:
            path = _inside(file, member, to)
            content = tar.extractfile(member) if member.isreg() else None
            if content is None:
                path.mkdir(mode=FOLDER, parents=True)
            elif member.name == MANIFEST:
                manifest = _manifest(content)
            else:
                hashes[member.name] = _copy(content, path, member.mtime)
    if manifest != hashes:
        raise StoreError(f"{file}: its files are not those of its seal.json; get it again from whoever sealed it")


def _manifest(content: IO[bytes]) -> dict[str, str] | None:
    try:
        told = json.loads(content.read(_LARGEST_MANIFEST))
    except ValueError:
        return None
    return told.get("sha256") if isinstance(told, dict) else None


def _inside(file: Path, member: tarfile.TarInfo, to: Path) -> Path:
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts or not name.parts or member.type not in _PLAIN:
        raise StoreError(f"{file}: holds a link, a device or a path that leads out of the folder; nothing was unpacked")
    return to / name


def _copy(content: IO[bytes], path: Path, when: float) -> str:
    told = hashlib.sha256()
    path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE), "wb") as out:
        while piece := content.read(_PIECE):
            told.update(piece)
            out.write(piece)
    with suppress(OverflowError, OSError):
        os.utime(path, (when, when))
    return told.hexdigest()
