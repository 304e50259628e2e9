"""The text of Word 97–2003 and PowerPoint 97–2003 streams, and whatever text any stream may hold.

Word: [MS-DOC] 2.4.1, the piece table tells for each stretch of characters where it stands and whether it takes one byte
or two. PowerPoint: [MS-PPT] 2.3, records with an 8-byte head; text stands in three kinds of atoms.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_ORDER = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header-boxes")
_COUNTS = 0x4C
_FIELD = re.compile("\x13([^\x13\x14\x15]*)\x14?([^\x13\x14\x15]*)\x15")
_CONTROL = str.maketrans({**dict.fromkeys(range(0x20), None), 0x07: "\t", 0x0D: "\n", 0x0B: "\n", 0x0C: "\n",
                          0x09: "\t", 0x0A: "\n", 0x1E: "-", 0x1F: None})  # fmt: skip
CHARS, BYTES, STRING, SLIDE, NOTES, MASTER = 4000, 4008, 4026, 1006, 1008, 1016


class NotWord(ValueError):
    """The stream is no Word 97–2003 document, or is encrypted."""


def word_parts(stream: bytes, tables: dict[str, bytes]) -> dict[str, str]:
    """Part (body, headers, comments …) → its text. `tables`: the streams 0Table and 1Table. Raises NotWord."""
    if len(stream) < 0x1AA or struct.unpack_from("<H", stream)[0] != 0xA5EC:
        raise NotWord("not a Word 97-2003 document")
    flags = struct.unpack_from("<H", stream, 0x0A)[0]
    if flags & 0x0100:
        raise NotWord("encrypted with a password")
    table = tables.get("1Table" if flags & 0x0200 else "0Table", b"")
    start, size = struct.unpack_from("<II", stream, 0x1A2)
    text = "".join(_pieces(stream, table[start : start + size]))
    counts = struct.unpack_from("<8i", stream, _COUNTS)
    parts, at = {}, 0
    for name, count in zip(_ORDER, counts, strict=True):
        if 0 < count <= len(text) - at:
            parts[name] = _plain(text[at : at + count])
            at += count
    if text[at:].strip("\r\n\0 "):
        parts["rest"] = _plain(text[at:])
    return parts


def _pieces(stream: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        raise NotWord("its table of pieces is damaged")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    for number in range(count):
        where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        length = max(0, ends[number + 1] - ends[number])
        if where & 0x40000000:
            begin = (where & 0x3FFFFFFF) // 2
            yield stream[begin : begin + length].decode("cp1252", "replace")
        else:
            yield stream[where : where + 2 * length].decode("utf-16-le", "replace")


def _plain(text: str) -> str:
    """Without fields' codes and marks; paragraphs as lines, cells parted by TAB, rows (two cell marks) as lines."""
    for _ in range(4):
        text = _FIELD.sub(lambda found: found[2], text)
    return text.replace("\x07\x07", "\n").translate(_CONTROL)


def slides(stream: bytes) -> Iterator[tuple[str, str]]:
    """(slide | notes | master | list | name, text) in the order of the stream."""
    at, where = 0, [(len(stream), "list")]
    while at + 8 <= len(stream):
        head, kind, size = struct.unpack_from("<HHI", stream, at)
        while len(where) > 1 and at >= where[-1][0]:
            where.pop()
        named = {SLIDE: "slide", NOTES: "notes", MASTER: "master"}.get(kind, where[-1][1])
        if head & 0xF == 0xF:
            where.append((at + 8 + size, named))
            at += 8
            continue
        data = stream[at + 8 : at + 8 + size]
        if kind in (CHARS, STRING):
            text = data.decode("utf-16-le", "replace")
        elif kind == BYTES:
            text = data.decode("latin-1")
        else:
            text = ""
        if text.strip():
            yield "name" if kind == STRING else where[-1][1], text.translate(_CONTROL)
        at += 8 + size


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
