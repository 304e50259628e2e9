"""Which headers of a mail say something of persons, and each of them as running text with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tenmatsu.evidence.mail_header import addresses, text_of
from tenmatsu.evidence.reading import Text

SENT = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc")
ADDRESSED: dict[str, str] = {
    name.lower(): name
    for name in (
        *SENT, *(f"Resent-{name}" for name in SENT), "Delivered-To", "Return-Path", "Errors-To", "Apparently-To",
        "X-Original-To", "X-Apparently-To", "X-Delivered-To", "Envelope-To", "X-Envelope-To", "X-Envelope-From",
        "X-RCPT-TO", "X-Forwarded-To", "X-Forwarded-For", "X-Sender", "X-Failed-Recipients", "Mail-Followup-To",
        "Disposition-Notification-To", "Return-Receipt-To", "Original-Recipient", "Final-Recipient", "Mail-Reply-To",
    )
}  # fmt: skip
"""Headers that hold addresses: lower case → as it is written."""
TOLD: dict[str, str] = {
    name.lower(): name
    for name in ("Subject", "Date", "Message-ID", "In-Reply-To", "References", "Resent-Date", "Resent-Subject",
                 "Organization", "Comments", "Keywords", "Thread-Topic")
}  # fmt: skip
"""Headers that are told whole."""
_MACHINE = re.compile(
    r"dkim-.*|domainkey-.*|arc-.*|authentication-results.*|received-spf|x-received|list-.*|x-ms-.*|x-exchange.*|"
    r"x-google-smtp.*|x-gm-.*|x-spam.*|feedback-id|content-.*|mime-version|x-mailer|user-agent|thread-index|"
    r"x-mozilla.*|autocrypt|x-virus.*|x-amavis.*|x-microsoft-.*|x-forefront.*|x-proofpoint.*|x-ironport.*|"
    r"(resent-|x-.*)?message-id|x-uidl?|x-universally-unique-identifier|bimi.*|face|x-face|"
    r"openpgp|x-gm-thrid|x-keywords|x-priority|importance|precedence|auto-submitted",
)  # fmt: skip
_FOR = re.compile(r"\bfor\s+(<?[^\s<>;]+@[^\s<>;]+>?)")
LONG = 100_000


def header_texts(headers: Iterable[tuple[str, bytes]]) -> Iterator[Text]:
    """Every address of every address header by itself (`header=To;n=3`), then the headers that are told whole.

    Further headers that a mail program does not show are hidden ones: `Received` for whom it was, and any other that
    holds an address or is not ASCII, but what machines sign and count.
    """
    seen: Counter[str] = Counter()
    for given, value in headers:
        name = given.lower()
        if name in ADDRESSED:
            for one in addresses(value):
                seen[name] += 1
                place = (("header", ADDRESSED[name]), ("n", str(seen[name])))
                yield Text(one[:LONG], place, hidden=name.startswith("x-") or name == "return-path")
        elif name in TOLD:
            yield from _whole(TOLD[name], text_of(value), seen)
        elif name == "received":
            if found := _FOR.search(text_of(value)):
                seen[name] += 1
                yield Text(f"for {found[1]}", (("header", "Received"), ("n", str(seen[name]))), hidden=True)
        elif not _MACHINE.fullmatch(name):
            text = text_of(value)
            if "@" in text or not text.isascii():
                yield from _whole(given, text, seen, hidden=True)


def _whole(name: str, text: str, seen: Counter[str], hidden: bool = False) -> Iterator[Text]:
    if not text:
        return
    seen[name.lower()] += 1
    number = seen[name.lower()]
    again = (("n", str(number)),) if number > 1 else ()
    yield Text(text[:LONG], (("header", name), *again), hidden=hidden)
