"""Signatures as files (.p7m, .p7s; RFC 8551): what was signed is a member, the certificates' names are hidden text."""

from __future__ import annotations

from collections.abc import Iterator

from tenmatsu.evidence.mail_signed import SIGNED, certificate_words, content_of
from tenmatsu.evidence.reading import Fault, Found, Head, Reader, Source, Text

ENVELOPED = bytes.fromhex("2a864886f70d010703")  # 1.2.840.113549.1.7.3
AUTH_ENVELOPED = bytes.fromhex("2a864886f70d0109100117")  # 1.2.840.113549.1.9.16.1.23


def claims(head: Head) -> int:
    """A DER or BER sequence that begins with one of the types of content."""
    start = head.start[:64]
    known = any(kind in start for kind in (SIGNED, ENVELOPED, AUTH_ENVELOPED))
    return 80 if start[:1] == b"\x30" and known else 0


def read(source: Source) -> Iterator[Found]:
    """The signed content as a member (a mail, when it begins as one), then the certificates' names."""
    with source.open() as file:
        data = file.read()
    if SIGNED not in data[:64]:
        yield Fault("encrypted with S/MIME: the private key of the recipient is needed")
        return
    content = content_of(data)
    if content is not None:
        name = "content.eml" if content[:64].lstrip().lower().startswith((b"content-", b"mime-")) else "content"
        if source.wants(name):
            yield from source.member(name, [content], notes=("taken out of its S/MIME signature",))
    words = certificate_words(data)
    if words:
        yield Text("\n".join(words), (("hidden", "certificate"),), hidden=True)
    if content is None and not words:
        yield Fault("the signature holds neither content nor certificates", rows=0)


READER = Reader("smime", "application/pkcs7-mime", claims, read)
