"""Mails as files (RFC 5322): .eml, Apple's .emlx, saved web archives (.mht); every address, body and attachment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.evidence.mail_mime import Entity, head_of, parsed
from tenmatsu.evidence.mail_parts import found_in
from tenmatsu.evidence.mail_senders import ADDRESSED, TOLD
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

SUFFIXES = (".eml", ".emlx", ".mht", ".mhtml", ".mim", ".mime", ".nws")
TRACES = frozenset({"received", "mime-version", "content-type", "x-mailer", "dkim-signature", "user-agent"})
TELLING = frozenset({"from", "to", "subject", "message-id", "received", "return-path", "delivered-to", "date"})
_COUNT = re.compile(rb"\A[0-9]{1,10}[ \t]*\r?\n")
_FROM = re.compile(rb"\A>?From [^\r\n]*(?:\r\n|\n|\r)")


def claims(head: Head) -> int:
    """Two or more headers of mails at its start; fewer when the name says mail."""
    named = head.suffix in SUFFIXES
    start = head.start[: 1 << 16]
    mail, _ = mail_of(start)
    headers, end = head_of(mail)
    if b"\0" in mail[: min(end, 4096)]:
        return 0
    names = {name.lower() for name, _ in headers}
    known = names & (set(ADDRESSED) | set(TOLD) | TRACES)
    whole = end >= len(mail) or not mail[end:].strip() or bool(re.search(rb"(\r?\n|\r)(\r?\n|\r)\Z", mail[:end]))
    if len(known) >= 2 and known & TELLING and whole:
        return 65 if named else 55
    if named:
        return 50 if known else 30 if headers else 12
    return 0


def mail_of(data: bytes) -> tuple[bytes, bool]:
    """The mail without what stands before it: a byte-order mark, blank lines, `From ` of a mailbox, and with .emlx the
    line that counts its bytes (the property list behind the mail is left away); whether the count goes beyond it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    cut = False
    if counted := _COUNT.match(data):
        size = int(counted[0])
        data = data[counted.end() :]
        cut = size > len(data)
        data = data[:size]
    if leading := _FROM.match(data):
        data = data[leading.end() :]
    return data, cut


def read(source: Source) -> Iterator[Found]:
    """Its headers, bodies and attachments."""
    with source.open() as file:
        data, cut = mail_of(file.read())
    mail: Entity = parsed(data)
    silent = True
    for found in found_in(mail, source):
        silent = False
        yield found
    if cut:
        yield Fault("the mail breaks off: fewer bytes than its first line says")
    if silent and source.part is None:
        yield Fault("the mail holds neither headers nor text", rows=0)


READER = Reader("eml", "message/rfc822", claims, read)
