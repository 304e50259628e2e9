"""The lines of vCards and calendars (RFC 6350, RFC 5545, vCard 2.1): `group.NAME;PARAM=value:value`, unfolded."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tenmatsu.evidence.encoding import encoding_of
from tenmatsu.evidence.mail_charset import decoded
from tenmatsu.evidence.mail_header import unbase64

_HEAD = re.compile(rb"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)(;(?:\"[^\"]*+\"|[^\":])*+)?+:")
_PARAMETER = re.compile(r";([^=;]+)(?:=((?:\"[^\"]*\"|[^;\"])*))?")
_BINARY = frozenset({"PHOTO", "LOGO", "KEY", "SOUND", "AGENT", "ATTACH"})


@dataclass(frozen=True)
class ContentLine:
    """One property; `line` is where it starts, `guess` the encoding of values that declare none."""

    line: int
    name: str
    raw_parameters: str
    raw: bytes
    guess: str | None

    @cached_property
    def parameters(self) -> dict[str, str]:
        """Upper case name → values; a bare word of vCard 2.1 (`;CELL`) is a type."""
        out: dict[str, str] = {}
        for name, value in _PARAMETER.findall(self.raw_parameters):
            key, given = (name.strip().upper(), value.strip('" ')) if value else ("TYPE", name.strip())
            if key == "TYPE" and given.upper() in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"):
                key = "ENCODING"
            out[key] = f"{out[key]},{given}" if key in out else given
        return out

    @property
    def types(self) -> frozenset[str]:
        return frozenset(word.strip('" ').upper() for word in self.parameters.get("TYPE", "").split(","))

    @property
    def is_binary(self) -> bool:
        return self.parameters.get("ENCODING", "").upper() in ("B", "BASE64")

    def data(self) -> bytes:
        """The value's bytes, its encoding undone."""
        coding = self.parameters.get("ENCODING", "").upper()
        if coding == "QUOTED-PRINTABLE":
            return binascii.a2b_qp(self.raw)
        return unbase64(self.raw) if self.is_binary else self.raw

    def value(self) -> str:
        """The value as text, escapes still in it."""
        return decoded(self.data(), self.parameters.get("CHARSET") or self.guess)[0].replace("\0", "")

    def text(self) -> str:
        """The value as text."""
        return unescaped(self.value())

    def fields(self) -> list[str]:
        """The value cut at its semicolons."""
        return [unescaped(field).strip() for field in re.split(r"(?<!\\);", self.value())]


def unescaped(text: str) -> str:
    """\\n, \\, \\; \\\\ as they are meant."""
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1] if found[1] in ",;\\:" else found[0], text
    )


def content_lines(data: bytes) -> Iterator[ContentLine]:
    """Every property of the file; what is no property is told as one named `?`."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"B\0E\0G\0" in data[:8] or b"\0B\0E\0G" in data[:8]:
        data = data.decode(encoding_of(data) or "utf-16", "replace").encode("utf-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    guess = _guess(data)
    for number, line in _unfolded(data):
        found = _HEAD.match(line)
        if found:
            name = found[1].decode("ascii").upper()
            yield ContentLine(number, name, (found[2] or b"").decode("utf-8", "replace"), line[found.end() :], guess)
        elif line.strip():
            yield ContentLine(number, "?", "", line, guess)


def _guess(data: bytes) -> str | None:
    """One encoding for all values that declare none, quoted-printable ones too: single names are too short to tell."""
    plain = [line for line in data.splitlines() if not line.isascii() and b"CHARSET" not in line.upper()]
    coded = re.findall(rb"(?im)^[^:\r\n]*QUOTED-PRINTABLE[^:\r\n]*:((?:[^\r\n]*=\r?\n)*[^\r\n]*)", data[: 1 << 20])
    if plain:
        return encoding_of(b"\n".join(plain)[: 1 << 18], cut=False)
    return encoding_of(binascii.a2b_qp(b"\n".join(coded)), cut=False) if coded else None


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(line number, logical line): a fold is a line end and a blank, in quoted-printable `=` at the end."""
    held: list[bytes] = []
    start, soft = 1, False
    for number, line in enumerate(re.split(rb"\r\n|\n|\r", data), 1):
        if soft and held:
            held.append(b"\n" + line)
        elif line[:1] in (b" ", b"\t") and held:
            held.append(line[1:])
            continue
        else:
            if held:
                yield start, b"".join(held)
            held, start = [line] if line else [], number
        soft = line.endswith(b"=") and b"QUOTED-PRINTABLE" in held[0][:200].upper()
    if held:
        yield start, b"".join(held)
