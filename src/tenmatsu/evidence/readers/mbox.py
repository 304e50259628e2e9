"""Mailboxes (RFC 4155): Unix, Thunderbird, Gmail Takeout. Each mail becomes a member `0001.eml`, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source

LINE = 1 << 20
_DATED = re.compile(
    rb"From (?:[^\r\n]*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\r\n]*\d:\d\d[^\r\n]*"
    rb"|-[^\r\n]*|\S+@\S+[^\r\n]*|MAILER-DAEMON[^\r\n]*)?[\r\n]*\Z"
)
_HEADER = re.compile(rb"(?:[!-9;-~]+[ \t]*:|>From )")
_ESCAPED = re.compile(rb">+From ")


def claims(head: Head) -> int:
    """`From ` at its start and a header behind it; a lone mail called .eml is left to the reader of mails."""
    start = head.start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    lines = start.split(b"\n", 2)
    if len(lines) < 2 or not start.startswith(b"From ") or not _HEADER.match(lines[1]):
        return 0
    if head.suffix in (".eml", ".emlx"):
        several = re.search(rb"\n\r?\nFrom [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n[!-9;-~]+:", start)
        return 70 if several else 60
    return 75 if _DATED.match(lines[0]) else 50


def read(source: Source) -> Iterator[Found]:
    """Its mails in order; `>From ` at the start of a line is `From ` again."""
    number = 0
    with source.open() as file:
        mails = _Mails(file)
        while mails.more():
            number += 1
            name = f"{number:04}.eml"
            if source.wants(name):
                yield from source.member(name, mails.lines())
            else:
                for _ in mails.lines():
                    pass
    if not number:
        yield Fault("the mailbox holds no mails", rows=0)


class _Mails:
    """A mailbox read line by line, with one line seen ahead."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ahead: list[bytes] = []
        first = self._next()
        while first in (b"\n", b"\r\n", b"\xef\xbb\xbf\n"):
            first = self._next()
        self._ahead.insert(0, first.removeprefix(b"\xef\xbb\xbf"))

    def _next(self) -> bytes:
        return self._ahead.pop(0) if self._ahead else self._file.readline(LINE)

    def more(self) -> bool:
        """Whether another mail follows; its `From ` line is taken away."""
        line = self._next()
        if line and not line.startswith(b"From "):
            self._ahead.insert(0, line)
        return bool(line)

    def lines(self) -> Iterator[bytes]:
        """The lines of this mail, up to the `From ` line of the next one: behind a blank line, before a header."""
        blank, fresh = False, True
        while line := self._next():
            if fresh and blank and line.startswith(b"From ") and self._starts(line):
                self._ahead.insert(0, line)
                return
            yield line[1:] if fresh and _ESCAPED.match(line) else line
            fresh = line.endswith(b"\n")
            blank = fresh and not line.strip(b"\r\n")

    def _starts(self, line: bytes) -> bool:
        following = self._next()
        self._ahead.insert(0, following)
        return bool(_DATED.match(line)) and bool(_HEADER.match(following))


READER = Reader("mbox", "application/mbox", claims, read)
