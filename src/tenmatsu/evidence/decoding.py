"""A file's bytes as blocks of whole lines in UTF-8, whatever they were written in."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO

from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.reading import HEAD

BLOCK = 16 << 20
LONGEST = 64 << 20
_OTHERS = ("utf-8", "cp932", "euc_jp", "eucjp_ms")

Open = Callable[[], BinaryIO]


class Undecodable(Exception):
    """A block does not decode under the chosen encoding; `sample` holds it."""

    def __init__(self, sample: bytes) -> None:
        super().__init__()
        self.sample = sample


def _plain(data: bytes) -> bool:
    return data.isascii() and b"\x1b" not in data and b"\0" not in data


def encoding_of_file(opened: Open) -> str | None:
    """From the first bytes, or, where those are plain ASCII, from the first that are not."""
    with opened() as file:
        head = file.read(HEAD)
        while len(head) == HEAD and _plain(head):
            more = file.read(1 << 20)
            if not more:
                return "utf-8"
            if not _plain(more):
                return encoding_of(more[more.find(b"\n") + 1 :], cut=True) or encoding_of(more, cut=True)
        return encoding_of(head, cut=len(head) == HEAD)


def _tolerate(error: UnicodeError) -> tuple[str, int]:
    """Show bytes that are no character as \\xNN, one by one."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(f"\\x{byte:02x}" for byte in error.object[error.start : error.end]), error.end


class Decoder:
    """Blocks of bytes to UTF-8. `undecodable` counts the bytes that are no character; they are kept as \\xNN."""

    def __init__(self, encoding: str) -> None:
        self.encoding, self.undecodable, self.tolerant = encoding, 0, False
        codecs.register_error("tenmatsu.visible", self._visible)

    def _visible(self, error: UnicodeError) -> tuple[str, int]:
        shown, end = _tolerate(error)
        self.undecodable += len(shown) // 4
        return shown, end

    def utf8(self, data: bytes) -> bytes:
        """The block in UTF-8; raises Undecodable unless `tolerant`."""
        try:
            text = self._mixed(data) if self.tolerant else data.decode(self.encoding)
        except UnicodeDecodeError as error:
            raise Undecodable(data[max(0, error.start - 50_000) : error.start + 50_000]) from error
        if self.encoding == "utf-16":
            self.encoding = "utf-16-be" if data.startswith(b"\xfe\xff") else "utf-16-le"
        if self.encoding == "utf-8":
            return data if not self.undecodable else text.encode()
        return text.encode("utf-8", "backslashreplace")

    def _mixed(self, data: bytes) -> str:
        """Line by line: a log or joined files may hold lines in two encodings. What is no character stays visible."""
        if self.encoding.startswith(("utf-16", "iso2022", "cp5022")):
            return data.decode(self.encoding, "tenmatsu.visible")
        lines = data.splitlines(keepends=True)
        foreign = b"".join(line for line in lines if self._foreign(line))
        other = encoding_of(foreign[:HEAD], cut=False) if foreign else None
        return "".join(self._line(line, other) for line in lines)

    def _foreign(self, line: bytes) -> bool:
        """Whether most of what is not ASCII in a line is no character of UTF-8, while the file is in UTF-8."""
        if line.isascii() or not self.encoding.startswith("utf-8"):
            return False
        return line.decode("utf-8", "replace").count("\ufffd") > 0.4 * sum(byte >= 0x80 for byte in line)

    def _line(self, line: bytes, other: str | None) -> str:
        for name in ("utf-8", self.encoding, other if self._foreign(line) else None):
            try:
                return line.decode(name or "ascii")
            except UnicodeDecodeError:
                continue
        return line.decode(self.encoding, "tenmatsu.visible")


def blocks(opened: Open, decoder: Decoder, size: int = BLOCK) -> Iterator[tuple[bytes, bool]]:
    """Blocks that end with a line, in UTF-8, and whether each is the last. A trailing ^Z or NULs are left away."""
    with opened() as file:
        rest = b""
        chunk = file.read(size)
        while True:
            following = file.read(size) if chunk else b""
            data = rest + chunk if rest else chunk
            if not following:
                yield _last(decoder.utf8(data)), True
                return
            cut = _line_end(data, decoder.encoding)
            if cut or len(data) > LONGEST:
                cut = cut or _character_end(data)
                yield decoder.utf8(data[:cut]), False
                data = data[cut:]
            rest, chunk = data, following


def _last(block: bytes) -> bytes:
    kept = block.rstrip(b"\r\n\0\x1a")
    tail = block[len(kept) :]
    junk = min((at for at in (tail.find(b"\0"), tail.find(b"\x1a")) if at >= 0), default=len(tail))
    return block[: len(kept) + junk]


def _character_end(data: bytes) -> int:
    """A place to cut a line that is far too long: behind an ASCII character, if there is one."""
    return next((at for at in range(len(data) - 1, len(data) - 64, -1) if data[at - 1] < 0x40), len(data) & ~1)


def _line_end(data: bytes, encoding: str) -> int:
    """Where the last whole line ends. Line feeds are never half of a character in the 8-bit encodings."""
    if not encoding.startswith("utf-16"):
        end = data.rfind(b"\n") + 1
        return end or data.rfind(b"\r", 0, -1) + 1
    little = encoding == "utf-16-le" or (encoding == "utf-16" and data[:2] != b"\xfe\xff")
    feed = b"\n\0" if little else b"\0\n"
    at = data.rfind(feed)
    while at > 0 and at % 2:
        at = data.rfind(feed, 0, at + 1)
    return at + 2 if at >= 0 else len(data) // 4 * 2


def reconsidered(opened: Open, chosen: str, sample: bytes) -> str | None:
    """The encoding that reads the whole file without a fault, when the chosen one does not; None: there is none."""
    first = encoding_of(sample[sample.find(b"\n") + 1 :], cut=True)
    for name in dict.fromkeys(name for name in (first, *_OTHERS) if name):
        if name != chosen and not (chosen == "utf-8-sig" and name == "utf-8") and _reads(opened, name):
            return name
    return None


def _reads(opened: Open, encoding: str) -> bool:
    try:
        for _ in blocks(opened, Decoder(encoding)):
            pass
    except Undecodable:
        return False
    return True
