"""Calendars (RFC 5545): each entry as one running text, with organiser, attendees, summary and description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tenmatsu.evidence.content_lines import ContentLine, content_lines
from tenmatsu.evidence.markup import visible_text
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source, Text

ENTRIES = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"})
PERSONS = frozenset({"ORGANIZER", "ATTENDEE"})
_SILENT = re.compile(
    r"BEGIN|END|UID|DTSTAMP|SEQUENCE|PRODID|VERSION|RRULE|EXDATE|RECURRENCE-ID|TRANSP|CALSCALE|METHOD|STATUS|PRIORITY|"
    r"CLASS|TZ.*|X-MICROSOFT-.*|X-MS-.*|X-APPLE-.*|X-MOZ-.*|X-LIC-.*|TRIGGER|ACTION|REPEAT|DURATION|ACKNOWLEDGED|"
    r"REFRESH-INTERVAL|X-PUBLISHED-TTL|FREEBUSY|X-WR-TIMEZONE|X-WR-RELCALID|RDATE|GEO|PERCENT-COMPLETE"
)
LONGEST = 150_000


def claims(head: Head) -> int:
    """`BEGIN:VCALENDAR` (or a lone entry) at its start."""
    start = head.start[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").upper()
    return 75 if re.match(rb"BEGIN[ \t]*:[ \t]*V(CALENDAR|EVENT|TODO|JOURNAL|FREEBUSY)", start) else 0


@dataclass
class _Entry:
    """What is gathered of one entry, or of the calendar itself."""

    line: int
    lines: list[str] = field(default_factory=list)


def read(source: Source) -> Iterator[Found]:
    """Texts, placed by the line at which the entry begins; files inside are members."""
    with source.open() as file:
        data = file.read()
    depth, odd, files, entries = 0, 0, 0, [_Entry(1)]
    said = False
    for line in content_lines(data):
        if line.name in ("BEGIN", "END"):
            depth += 1 if line.name == "BEGIN" else -1
            if line.text().strip().upper() in ENTRIES:
                said = True
                yield from _texts(source, entries)
                entries = [_Entry(line.line if line.name == "BEGIN" else line.line + 1)]
        elif line.name == "?":
            odd += 1
        elif line.name == "ATTACH" and line.is_binary:
            files += 1
            name = line.parameters.get("X-FILENAME") or line.parameters.get("FILENAME") or f"attachment-{files}.bin"
            if source.wants(name):
                yield from source.member(name, [line.data()])
        elif shown := _shown(line):
            entries[-1].lines.append(shown)
    yield from _texts(source, entries)
    if source.part is None:
        if odd:
            yield Fault("lines that are no property of a calendar", rows=odd)
        if depth > 0:
            yield Fault("the calendar breaks off: its last entry has no END")
        if not said:
            yield Fault("the calendar holds no entries", rows=0)


def _texts(source: Source, entries: list[_Entry]) -> Iterator[Text]:
    for entry in entries:
        text = "\n".join(entry.lines)
        if source.part is None and text.strip():
            for at in range(0, len(text), LONGEST):
                more = (("char_from", str(at)),) if at else ()
                yield Text(text[at : at + LONGEST], (("line", str(entry.line)), *more))


def _shown(line: ContentLine) -> str:
    """`ATTENDEE: 山田 太郎 <a@example.jp>`, `SUMMARY: 面談`; '' for what machines count."""
    if _SILENT.fullmatch(line.name):
        return ""
    text = line.text().strip()
    if line.name in PERSONS:
        address = re.sub(r"(?i)^mailto:", "", text)
        name = line.parameters.get("CN", "").strip()
        shown = f"{name} <{address}>" if name and name != address else address
        sent = re.sub(r"(?i)^\"?mailto:", "", line.parameters.get("SENT-BY", "")).strip('"')
        return f"{line.name}: {shown}" + (f" (SENT-BY {sent})" if sent else "")
    if line.name == "X-ALT-DESC" or "text/html" in line.parameters.get("FMTTYPE", ""):
        text = visible_text(text)[0].strip()
    return f"{line.name}: {text}" if text else ""


READER = Reader("ics", "text/calendar", claims, read)
