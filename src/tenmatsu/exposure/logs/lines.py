"""The lines of a log: gzip or plain, UTF-8, UTF-16 with its mark, or cp932."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from tenmatsu.errors import CaseError

HEAD = 1 << 20


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1; bytes that are no character of the encoding become U+FFFD."""
    try:
        encoding = _encoding(path)
        with _open(path) as file:
            if encoding == "utf-16":
                yield from enumerate(file.read().decode("utf-16", "replace").splitlines(), 1)
                return
            for number, line in enumerate(file, 1):
                yield number, line.decode(encoding, "replace").rstrip("\r\n").removeprefix("\ufeff")
    except (OSError, EOFError) as error:
        raise CaseError(f"{path.name}: this log cannot be read to its end; give a whole copy") from error


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast(IO[bytes], gzip.open(path, "rb")) if packed else path.open("rb")


def _encoding(path: Path) -> str:
    with _open(path) as file:
        head = file.read(HEAD)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    whole = head if len(head) < HEAD else head[: head.rfind(b"\n") + 1]
    for encoding in ("utf-8", "cp932", "euc_jp"):
        try:
            whole.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-8"
