"""Directories as text (LDIF, RFC 2849): one record for each entry, one column for each attribute.

An attribute with several values holds them with 、 between. Values in base64 that are no text (pictures, certificates)
are counted in the note `binary`. Changes (`changetype: modify`) are records too: what they add and replace are values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tenmatsu.evidence.mail_charset import decoded
from tenmatsu.evidence.mail_header import unbase64
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Sheet, Source
from tenmatsu.evidence.sink import Rows

Entry = dict[str, list[str]]
_ATTRIBUTE = re.compile(rb"([A-Za-z0-9.-]+(?:;[A-Za-z0-9.;-]+)*):([:<]?)[ \t]*(.*)", re.S)
_START = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:(?:#[^\n]*|version: *1|search:[^\n]*|)\r?\n(?: [^\n]*\n)*)*dn::? *\S")
_REPLY = frozenset({"search", "result", "ref", "control", "matcheddn", "text"})
MOST = 2000
"""Columns of one file; an attribute beyond them is told as unread."""


def claims(head: Head) -> int:
    """`dn:` behind nothing but comments, `version: 1` and blank lines, and a second attribute below."""
    start = head.start[: 1 << 16]
    found = _START.match(start)
    return 70 if found and re.search(rb"\n[A-Za-z][A-Za-z0-9.;-]*::? ?\S", start[found.end() :]) else 0


def read(source: Source) -> Iterator[Found]:
    """One table; its columns in the order in which the attributes come up. The file is gone through twice."""
    notes: Counter[str] = Counter()
    columns: dict[str, str] = {}
    odd = 0
    for _, entry, strange in _entries(source, Counter()):
        odd += strange
        for name in entry:
            if len(columns) < MOST:
                columns.setdefault(name.lower(), name)
    header = tuple(columns.values())
    sink = source.table(None, len(header), header)
    rows = Rows(sink, len(header))
    beyond = 0
    for line, entry, _ in _entries(source, notes):
        if entry:
            held = {name.lower(): "、".join(dict.fromkeys(values)) for name, values in entry.items()}
            rows.add(line, [held.get(name, "") for name in columns])
            beyond += sum(name not in columns for name in held)
    yield Sheet(rows.close(), sink.rows, len(header), header, None, None, dict(notes))
    if odd:
        yield Fault("lines that are no attribute of an entry", rows=odd)
    if beyond:
        yield Fault(f"values of attributes beyond the first {MOST}", rows=beyond)


def _entries(source: Source, notes: Counter[str]) -> Iterator[tuple[int, Entry, int]]:
    """(line of its first attribute, attributes with their values, lines that are none)."""
    entry: Entry = {}
    begun, odd = 0, 0
    for number, line in _unfolded(source):
        found = _ATTRIBUTE.fullmatch(line)
        if not line.strip() or line.strip() == b"-":
            if entry and not line.strip():
                yield begun, entry, odd
                entry, odd = {}, 0
        elif not found:
            odd += 1
        elif entry or found[1].lower() not in {name.encode() for name in (*_REPLY, "version")}:
            begun = begun if entry else number
            name = found[1].decode("ascii")
            value = _value(found[2], found[3], notes)
            entry.setdefault(next((one for one in entry if one.lower() == name.lower()), name), []).append(value)
    yield begun, entry, odd


def _value(mark: bytes, raw: bytes, notes: Counter[str]) -> str:
    if mark != b":":
        return decoded(raw.rstrip(), None)[0]
    data = unbase64(raw)
    text, why = decoded(data, "utf-8")
    if why or re.search(r"[\0-\x08\x0e-\x1f]", text):
        notes["binary"] += 1
        return ""
    return text


def _unfolded(source: Source) -> Iterator[tuple[int, bytes]]:
    """(line number, logical line): a line that begins with one blank goes on; comments are left away."""
    held, start = b"", 1
    with source.open() as file:
        for number, raw in enumerate(file, 1):
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            line = line.rstrip(b"\r\n")
            if line.startswith(b" ") and held:
                held += line[1:]
                continue
            if number > 1 and not held.startswith(b"#"):
                yield start, held
            held, start = line, number
    if not held.startswith(b"#"):
        yield start, held
    yield start + 1, b""


READER = Reader("ldif", "text/x-ldif", claims, read)
