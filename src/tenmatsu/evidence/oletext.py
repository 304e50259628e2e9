"""The text of Word 97–2003 documents, and whatever text any stream may hold.

[MS-DOC] 2.4.1: the piece table tells for each stretch of characters where it stands and whether it takes one byte or
two.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tenmatsu.evidence.wordruns import CHARACTERS, IN_TABLE, PARAGRAPHS, ROW_END, Run, runs

_ORDER = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header-boxes")
_COUNTS = 0x4C
_STRUCTURE = "\r\x07\x1d\u2028\x13\x14\x15"
_TARGET = re.compile(r'(?i)\b(?:mailto|tel):([^"?\s]+)')
CONTROL = str.maketrans({**dict.fromkeys(range(0x20), None), 0x07: "\t", 0x0D: "\n", 0x0B: "\n", 0x0C: "\n",
                          0x09: "\t", 0x0A: "\n", 0x1E: "-", 0x1F: None})  # fmt: skip


class NotWord(ValueError):
    """The stream is no Word 97–2003 document, or is encrypted."""


@dataclass
class WordPart:
    """A part of a document: what is seen of it, what is not (deleted, vanish) and what its fields point to."""

    text: str
    hidden: dict[str, str]
    links: list[str]


def word_parts(stream: bytes, tables: dict[str, bytes]) -> dict[str, WordPart]:
    """Part (body, headers, comments …) → its text. `tables`: the streams 0Table and 1Table. Raises NotWord.

    Cells are parted by TAB, a row ends its line; a line that ends inside a cell is marked by U+2028.
    """
    if len(stream) < 0x1AA or struct.unpack_from("<H", stream)[0] != 0xA5EC:
        raise NotWord("not a Word 97-2003 document")
    flags = struct.unpack_from("<H", stream, 0x0A)[0]
    if flags & 0x0100:
        raise NotWord("encrypted with a password")
    table = tables.get("1Table" if flags & 0x0200 else "0Table", b"")
    start, size = struct.unpack_from("<II", stream, 0x1A2)
    pieces = list(_pieces(stream, table[start : start + size]))
    text = _rows_marked("".join(piece.text for piece in pieces), pieces, stream, table)
    unseen = _unseen(len(text), pieces, stream, table)
    counts = struct.unpack_from("<8i", stream, _COUNTS)
    parts, at = {}, 0
    for name, count in zip(_ORDER, counts, strict=True):
        if 0 < count <= len(text) - at:
            parts[name] = _part(text[at : at + count], unseen[at : at + count])
            at += count
    if text[at:].strip("\r\n\0 "):
        parts["rest"] = _part(text[at:], unseen[at:])
    return parts


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of characters, its first byte in the main stream and the bytes each takes."""

    text: str
    start: int
    width: int


def _pieces(stream: bytes, clx: bytes) -> Iterator[_Piece]:
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        raise NotWord("its table of pieces is damaged")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    if any(after < before for before, after in pairwise(ends)) or ends[-1] > len(stream):
        raise NotWord("its table of pieces is damaged")
    for number in range(count):
        where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        length = max(0, ends[number + 1] - ends[number])
        if where & 0x40000000:
            begin = (where & 0x3FFFFFFF) // 2
            yield _Piece(stream[begin : begin + length].decode("cp1252", "replace"), begin, 1)
        else:
            units = stream[where : where + 2 * length]
            yield _Piece(
                "".join(map(chr, struct.unpack(f"<{len(units) // 2}H", units[: len(units) // 2 * 2]))), where, 2
            )


def _places(run: Run, pieces: list[_Piece]) -> Iterator[range]:
    """The characters that a run of bytes is, piece by piece."""
    at = 0
    for piece in pieces:
        first = max(0, -(-(run.start - piece.start) // piece.width))
        last = min(len(piece.text), (run.end - piece.start) // piece.width)
        if first < last:
            yield range(at + first, at + last)
        at += len(piece.text)


def _rows_marked(text: str, pieces: list[_Piece], stream: bytes, table: bytes) -> str:
    """Ends of rows as U+001D and ends of lines inside cells as U+2028, where the document tells them."""
    letters: list[str] | None = None
    for run in runs(stream, table, PARAGRAPHS):
        if not (run.on(IN_TABLE) or run.on(ROW_END)):
            continue
        letters = letters or list(text)
        for places in _places(run, pieces):
            for at in places:
                if letters[at] == "\x07" and run.on(ROW_END):
                    letters[at] = "\x1d"
                elif letters[at] in "\r\x0b":
                    letters[at] = "\u2028"
    return "".join(letters) if letters else text


def _unseen(size: int, pieces: list[_Piece], stream: bytes, table: bytes) -> list[str | None]:
    """For each character why it is not seen."""
    found: list[str | None] = [None] * size
    for run in runs(stream, table, CHARACTERS):
        if run.hidden:
            for places in _places(run, pieces):
                found[places.start : places.stop] = [run.hidden] * len(places)
    return found


def _part(text: str, unseen: list[str | None]) -> WordPart:
    links: list[str] = []
    if not any(unseen):
        shown = _plain(text, links)
        return WordPart(shown, {}, list(dict.fromkeys(links)))
    hidden = dict[str, list[str]]()
    seen: list[str] = []
    before: str | None = None
    for letter, why in zip(text, unseen, strict=True):
        if why is None or letter in _STRUCTURE:
            seen.append(letter)
            if why is None:
                before = None
                continue
        kept = hidden.setdefault(why, [])
        kept.append(letter if before == why else f"\n{letter}")
        before = why
    shown = _plain("".join(seen), links)
    told = {why: _plain("".join(letters), links).strip() for why, letters in hidden.items()}
    return WordPart(shown, told, list(dict.fromkeys(links)))


def _without_codes(text: str, links: list[str]) -> str:
    """Fields by their results; addresses that their codes point to go into `links`."""
    stack: list[list[str]] = [[]]
    codes: list[str | None] = [None]
    for piece in re.split("([\x13\x14\x15])", text):
        if piece == "\x13":
            stack.append([])
            codes.append(None)
        elif piece == "\x14" and len(stack) > 1:
            codes[-1] = "".join(stack[-1])
            stack[-1] = []
        elif piece == "\x15" and len(stack) > 1:
            inner, code = "".join(stack.pop()), codes.pop()
            button = re.match(r"\s*MACROBUTTON\s+\S+\s?(.*)", inner, re.DOTALL) if code is None else None
            links += [found[1] for found in _TARGET.finditer(inner if code is None else code)]
            stack[-1].append(button[1] if button else "" if code is None else inner)
        elif piece not in ("\x14", "\x15"):
            stack[-1].append(piece)
    return "".join("".join(piece) for piece in stack)


def _plain(text: str, links: list[str]) -> str:
    """Without fields' codes and marks; paragraphs as lines, cells parted by TAB, rows as lines.

    Where no paragraph tells the end of a row, two marks of cells are taken for it.
    """
    text = _without_codes(text, links)
    text = text.replace("\x07\x1d", "\n").replace("\x1d", "\n") if "\x1d" in text else text.replace("\x07\x07", "\n")
    return text.translate(CONTROL).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_WIDE = re.compile(r"[\t\n\r -~\u00a0-\u024f\u3000-\u30ff\u4e00-\u9fff\uff01-\uffee\u2010-\u2122]{3,}")
_TELLING = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]{2,}|[A-Za-z]{4,}|\d{4,}")


def scavenged(stream: bytes) -> str:
    """Runs of readable text, under the one of UTF-16, UTF-16 big-endian, UTF-8 and cp932 that shows the most of it."""
    best = ""
    for encoding in ("utf-16-le", "utf-16-be", "utf-8", "cp932"):
        text = stream.decode(encoding, "replace")
        runs = [run.strip() for run in _WIDE.findall(text) if _TELLING.search(run)]
        told = "\n".join(run for run in runs if _written(run, encoding.startswith("utf-16")))
        if len(told) > len(best) * 1.1:
            best = told
    return best


def _written(run: str, wide: bool) -> bool:
    """Whether it is writing and not bytes that happen to be characters: kana in a row, a word or a number."""
    if not wide:
        return bool(re.search(r"[\u3041-\u30ff]{2}|[A-Za-z]{5}|\d{4}", run)) and not re.search(r"[\uff66-\uff9f]", run)
    if re.search(r"[\u3041-\u30ff]{2}|[ -~]{4}", run):
        return True
    kanji = re.findall(r"[\u4e00-\u9fff]", run)
    usual = sum(one.encode("cp932", "replace")[0] <= 0x98 and one.encode("cp932", "replace") != b"?" for one in kanji)
    return len(kanji) >= 2 and usual == len(kanji)  # level 1 of JIS X 0208: random bytes seldom keep to it
