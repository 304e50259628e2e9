"""The parts of a mail (RFC 2045–2046), cut out of its bytes as they are, so that an attached mail keeps its hash.

Nothing is thrown away when a mail is broken: a boundary that never closes ends with its parent, a multipart without
any part is text, what stands before the first and behind the last part is kept.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tenmatsu.evidence.mail_header import parameters, unbase64

DEEPEST = 40
_NAME = re.compile(rb"[!-9;-~]+[ \t]*:")
_REST = re.compile(rb"(--)?[ \t]*(?=\r|\n|\Z)")
_PADDED = re.compile(rb"=[ \t]+(?=\r?\n)")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{60,}={0,2}|[A-Za-z0-9+/]{2,}==?")
FOOTER = 1 << 14
"""Bytes at the end of a body in base64 in which a footer is looked for."""
_ENDS = re.compile(rb"\r\n|\n|\r")


@dataclass(slots=True)
class Entity:
    """A mail or a part of one. `number` as mail programs count (`1`, `1.2`); `raw` is its body, still coded."""

    number: str
    headers: list[tuple[str, bytes]]
    raw: bytes
    kind: str = "text/plain"
    attributes: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    placing: dict[str, str] = field(default_factory=dict)
    parts: list[Entity] = field(default_factory=list)
    around: list[bytes] = field(default_factory=list)
    closed: bool = False
    depth: int = 0

    def get(self, name: str) -> bytes:
        """The first header of that name (lower case), or b''."""
        return next((value for given, value in self.headers if given.lower() == name), b"")

    @property
    def charset(self) -> str | None:
        return self.attributes.get("charset")

    @property
    def filename(self) -> str:
        """Its file name, or ''."""
        return self.placing.get("filename") or self.attributes.get("name") or ""

    @property
    def coded(self) -> bool:
        """Whether the body is in a transfer encoding that hides its bytes."""
        return _coding(self) in ("base64", "quoted-printable", "x-uuencode", "uuencode", "x-uue")

    def body(self) -> bytes:
        """The body's bytes, its transfer encoding undone."""
        coding = _coding(self)
        if coding == "base64":
            return unbase64(self.raw[: _footer(self.raw)])
        if coding == "quoted-printable":
            return binascii.a2b_qp(_PADDED.sub(b"=", self.raw))
        if "uue" in coding or "uuencode" in coding:
            return uudecoded(self.raw)
        return self.raw

    def behind(self) -> bytes:
        """What a mailing list or a scanner wrote behind a body in base64."""
        return self.raw[_footer(self.raw) :] if _coding(self) == "base64" else b""

    def walk(self) -> Iterator[Entity]:
        """Itself and all parts, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def _footer(raw: bytes) -> int:
    """Where lines begin that are no base64 (--, ____, words), when none of it comes behind them; else the end."""
    tail = max(0, len(raw) - FOOTER)
    tail = raw.find(b"\n", tail) + 1 if tail else 0
    if not _NO_BASE64.search(raw, tail):
        return len(raw)
    cut, at = len(raw), tail
    for line in raw[tail:].splitlines(keepends=True):
        bare = line.strip()
        if _BASE64_LINE.fullmatch(bare):
            cut = len(raw)
        elif cut == len(raw) and bare and len(_NO_BASE64.findall(bare)) * 2 > len(bare):
            cut = at
        at += len(line)
    return cut


def _coding(entity: Entity) -> str:
    return entity.get("content-transfer-encoding").split(b";")[0].strip().lower().decode("ascii", "replace")


def uudecoded(data: bytes) -> bytes:
    """uuencode: from the line behind `begin` to `end`; a line that is broken gives what it can."""
    out = bytearray()
    inside = not data.lstrip().startswith(b"begin ")
    for line in data.splitlines():
        if line.startswith(b"begin "):
            inside = True
        elif line.strip() == b"end":
            break
        elif inside and line:
            try:
                out += binascii.a2b_uu(line)
            except binascii.Error:
                size = (((line[0] - 32) & 63) * 4 + 5) // 3
                try:
                    out += binascii.a2b_uu(line[:size])
                except binascii.Error:
                    continue
    return bytes(out)


def parsed(data: bytes, number: str = "", depth: int = 0, kind: str = "text/plain") -> Entity:
    """The mail with all its parts. `kind` is what a part without a type is (RFC 2046, 5.1.5)."""
    headers, start = head_of(data)
    entity = Entity(number, headers, data[start:] if start else data, depth=depth)
    declared = entity.get("content-type")
    if declared:
        entity.kind, entity.attributes = parameters(declared)
        if "/" not in entity.kind:
            entity.kind = {"text": "text/plain", "multipart": "multipart/mixed"}.get(entity.kind, kind)
    else:
        entity.kind = kind
    if placed := entity.get("content-disposition"):
        entity.disposition, entity.placing = parameters(placed)
    if entity.kind.startswith("multipart/") and depth < DEEPEST:
        _cut(entity)
    return entity


def _cut(entity: Entity) -> None:
    """The parts between the boundary's lines."""
    declared = entity.attributes.get("boundary", "").rstrip().encode("utf-8", "replace")
    marks = _marks(entity.raw, declared) or _marks(entity.raw, _guessed(entity.raw))
    if not marks:
        return
    inner = "message/rfc822" if entity.kind == "multipart/digest" else "text/plain"
    entity.around.append(entity.raw[: marks[0].start])
    count = 0
    for at, mark in enumerate(marks):
        end = marks[at + 1].start if at + 1 < len(marks) else len(entity.raw)
        if mark.closing:
            entity.closed = True
            entity.around.append(entity.raw[mark.end : end])
            continue
        start = mark.end
        if ending := _ENDS.match(entity.raw, start):
            start = ending.end()
        count += 1
        number = f"{entity.number}.{count}" if entity.number else str(count)
        entity.parts.append(parsed(entity.raw[start : max(start, end)], number, entity.depth + 1, inner))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line of the boundary, with the line end before it: from … to, and whether it is the closing one."""

    start: int
    end: int
    closing: bool


def _marks(raw: bytes, boundary: bytes) -> list[_Mark]:
    """The boundary's lines; searched as a plain string, for attachments are long."""
    found: list[_Mark] = []
    line = b"--" + boundary
    at = raw.find(line) if boundary else -1
    while at >= 0:
        rest = _REST.match(raw, at + len(line))
        if rest and (at == 0 or raw[at - 1 : at] in (b"\n", b"\r")):
            start = at - (2 if raw[at - 2 : at] == b"\r\n" else 1) if at else 0
            found.append(_Mark(max(start, 0), rest.end(), bool(rest[1])))
        at = raw.find(line, at + len(line))
    return found


def _guessed(raw: bytes) -> bytes:
    """The boundary of a multipart that names none, or a wrong one: a line --… followed by a Content- header."""
    found = re.search(rb"(?:\A|\n)--(\S[^\r\n]{0,69})\r?\n(?i:content-)", raw)
    return found[1].rstrip() if found else b""


def head_of(data: bytes) -> tuple[list[tuple[str, bytes]], int]:
    """The headers (name, value with its folds), and where the body begins."""
    pieces: list[tuple[str, list[bytes]]] = []
    at = 0
    while at < len(data):
        ending = _ENDS.search(data, at)
        stop, after = (ending.start(), ending.end()) if ending else (len(data), len(data))
        line = data[at:stop]
        if not line:
            at = after
            break
        if _NAME.match(line):
            name, _, value = line.partition(b":")
            pieces.append((name.rstrip().decode("ascii", "replace"), [value]))
        elif pieces and (line[:1] in b" \t" or _goes_on(data, after)):
            pieces[-1][1].append(line.lstrip())
        elif not (line.startswith(b">From ") and not pieces):
            break
        at = after
    return [(name, b"\n ".join(values)) for name, values in pieces], at


def _goes_on(data: bytes, at: int) -> bool:
    """A line that is no header stands between headers: a fold that lost its blank, not the body."""
    return bool(re.match(rb"(?i)(?:from|to|cc|date|subject|mime-version|content-type|message-id|x-[a-z-]+)[ \t]*:",
                         data[at : at + 80]))  # fmt: skip
