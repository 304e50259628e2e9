"""Japanese encodings that CPython lacks: EUC-JP with vendor characters, and ISO-2022-JP with half-width kana.

Real files in EUC-JP hold ① ㈱ 髙 (rows 13 and 89–92 of CP51932, or rows 83–84 of code set 3 in eucJP-ms), where
`euc_jp` fails. Mails in ISO-2022-JP hold them too, and half-width kana behind `ESC ( I` (CP50221), where `iso2022_jp`
does. All are rows and cells of JIS X 0208 as Microsoft extended it, so the bytes go through cp932.

Registered with Python as `eucjp_ms` and `cp50221` when this module is imported (decoding only).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_PAIR = re.compile(rb"[\xa1-\xfe][\xa1-\xfe]")
_ESCAPE = re.compile(rb"(\x1b\$[@B]|\x1b\$\([DOPQ@B]|\x1b\([BJIH]|\x1b\.A|\x0e|\x0f)")


def cp932_of(row: int, cell: int) -> bytes:
    """The cp932 bytes of a row and cell (1 … 94) of JIS X 0208, by the arithmetic of its definition."""
    lead = (row - 1) // 2 + (0x81 if row <= 62 else 0xC1)
    if row % 2:
        return bytes((lead, cell + 0x3F + (cell >= 64)))
    return bytes((lead, cell + 0x9E))


@cache
def _jis(pair: bytes) -> str:
    """One character by its row and cell, both with 0xA0 added; UnicodeDecodeError when there is none."""
    row, cell = pair[0] - 0xA0, pair[1] - 0xA0
    if 1 <= row <= 94 and 1 <= cell <= 94:
        return cp932_of(row, cell).decode("cp932")
    raise UnicodeDecodeError("cp932", pair, 0, 2, "no such cell")


@cache
def _vendor() -> tuple[str, ...]:
    """The 106 IBM characters of eucJP-ms from 0x8FF3F3 on: those of cp932 FA40…FC4B that JIS X 0208/0212 lack
    (and №, which 0212 has; without ￢ and ￤). Compared with glibc's EUC-JP-MS."""
    trails = (*range(0x40, 0x7F), *range(0x80, 0xFD))
    pairs = (bytes((lead, trail)) for lead in (0xFA, 0xFB, 0xFC) for trail in trails if (lead, trail) <= (0xFC, 0x4B))
    letters = (pair.decode("cp932") for pair in pairs)
    return tuple(letter for letter in letters if letter == "№" or (letter not in "￢￤" and not _in_euc(letter)))


def _in_euc(letter: str) -> bool:
    try:
        return bool(letter.encode("euc_jp"))
    except UnicodeEncodeError:
        return False


def _three_bytes(triple: bytes) -> str:
    cell = (triple[1] - 0xF3) * 94 + triple[2] - 0xF3
    if triple[1] in (0xF3, 0xF4) and 0 <= cell < len(_vendor()):
        return _vendor()[cell]
    raise UnicodeDecodeError("eucjp_ms", triple, 0, 3, "no such cell")


def _repair(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: a vendor character where strict EUC-JP fails."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    try:
        if data[start] == 0x8F and len(data) >= start + 3:
            return _three_bytes(data[start : start + 3]), start + 3
        if _PAIR.match(data, start):
            return _jis(data[start : start + 2]), start + 2
    except UnicodeDecodeError:
        pass
    raise error


def _decode_euc(given: Buffer, errors: str = "strict") -> tuple[str, int]:
    data = bytes(given)
    try:
        return data.decode("euc_jp", "tenmatsu.vendor"), len(data)
    except UnicodeDecodeError:
        if errors == "strict":
            raise
    name = "tenmatsu.vendor_or_" + errors
    codecs.register_error(name, _or(errors))
    return data.decode("euc_jp", name), len(data)


def _or(errors: str) -> Callable[[UnicodeError], tuple[str | bytes, int]]:
    def handler(error: UnicodeError) -> tuple[str | bytes, int]:
        try:
            return _repair(error)
        except UnicodeError:
            return codecs.lookup_error(errors)(error)

    return handler


def _decode_2022(given: Buffer, errors: str = "strict") -> tuple[str, int]:
    """Cut at the escapes and decode each run through cp932; a line end goes back to ASCII (RFC 1468)."""
    data = bytes(given)
    out: list[str] = []
    for line in data.splitlines(keepends=True):
        mode, kana = b"\x1b(B", False
        for piece in _ESCAPE.split(line):
            if piece in (b"\x0e", b"\x0f"):
                kana = piece == b"\x0e"
            elif _ESCAPE.fullmatch(piece):
                mode, kana = piece, False
            elif piece:
                out.append(_run(piece, mode, kana, errors))
    return "".join(out), len(data)


def _run(piece: bytes, mode: bytes, kana: bool, errors: str) -> str:
    end = re.search(rb"[\r\n]*\Z", piece)
    body, tail = (piece[: end.start()], piece[end.start() :].decode("ascii")) if end else (piece, "")
    if mode == b"\x1b(I" or kana:
        return bytes(byte | 0x80 if 0x21 <= byte <= 0x5F else byte for byte in body).decode("cp932", errors) + tail
    if mode in (b"\x1b$@", b"\x1b$B", b"\x1b$(@", b"\x1b$(B"):
        return _decode_euc(bytes(byte | 0x80 if byte > 0x20 else byte for byte in body), errors)[0] + tail
    if mode == b"\x1b$(D":
        pairs = b"".join(b"\x8f" + bytes((a | 0x80, b | 0x80)) for a, b in zip(body[::2], body[1::2], strict=False))
        return _decode_euc(pairs, errors)[0] + tail
    if mode[:3] == b"\x1b$(":
        return (mode + body + b"\x1b(B").decode("iso2022_jp_2004", errors) + tail
    return body.decode("cp932" if max(body, default=0) > 0x7F else "ascii", errors) + tail


def _no_encoding(text: str, errors: str = "strict") -> tuple[bytes, int]:
    raise UnicodeEncodeError("tenmatsu", text, 0, len(text), "this encoding is only read")


@cache
def _codec(name: str) -> codecs.CodecInfo | None:
    decode = {"eucjp_ms": _decode_euc, "cp50221": _decode_2022}.get(name.replace("-", "_"))
    return codecs.CodecInfo(encode=_no_encoding, decode=decode, name=name) if decode else None


codecs.register_error("tenmatsu.vendor", _repair)
codecs.register(_codec)
