"""The lines of a log: gzip or plain, UTF-8, UTF-16 with its mark, EUC-JP or cp932; only ever one line in memory."""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

HEAD = 1 << 20
LONGEST = 1 << 20
"""Bytes of the longest line that is read; a longer one is told as a line that is no entry."""
TOO_LONG = "\x00"
"""What stands for a line that is too long."""


class Cut(Exception):
    """The log breaks off: a damaged or incomplete gzip file, or a disk that cannot be read."""


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1; bytes that are no character of the encoding become U+FFFD. Cut where it breaks
    off."""
    try:
        encoding = _encoding(path)
        with _open(path) as file:
            if encoding == "utf-16":
                yield from enumerate(_wide(file), 1)
                return
            for number, line in enumerate(_pieces(file), 1):
                text = TOO_LONG if line is None else line.decode(encoding, "replace").rstrip("\r\n")
                yield number, text.removeprefix("\ufeff")
    except (OSError, EOFError, zlib.error) as error:
        raise Cut(path.name) from error


def _pieces(file: IO[bytes]) -> Iterator[bytes | None]:
    """Lines of bytes; None for one that does not end within LONGEST."""
    while line := file.readline(LONGEST):
        if len(line) < LONGEST or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
            pass
        yield None


def _wide(file: IO[bytes]) -> Iterator[str]:
    decoder, kept = codecs.getincrementaldecoder("utf-16")("replace"), ""
    while piece := file.read(HEAD):
        *whole, kept = (kept + decoder.decode(piece)).split("\n")
        yield from (one.rstrip("\r").removeprefix("\ufeff") for one in whole)
        if len(kept) > LONGEST:
            kept = TOO_LONG
    if kept := (kept + decoder.decode(b"", final=True)).rstrip("\r"):
        yield kept


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


def rows(text: Iterable[str], delimiter: str = ",") -> Iterator[list[str]]:
    """The cells of lines that are CSV; one empty cell for a row that is none (a quote that never closes)."""
    reader = csv.reader((f"{line}\n" for line in text), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except csv.Error:
            yield [""]
        except StopIteration:
            return
