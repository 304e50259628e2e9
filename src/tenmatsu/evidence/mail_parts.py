"""A mail as findings: its headers, its bodies as running text, its attachments as members."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tenmatsu.evidence.mail_charset import decoded
from tenmatsu.evidence.mail_header import text_of, unbase64
from tenmatsu.evidence.mail_mime import DEEPEST, Entity, head_of, uudecoded
from tenmatsu.evidence.mail_senders import header_texts
from tenmatsu.evidence.mail_signed import certificate_words, content_of
from tenmatsu.evidence.markup import visible_text
from tenmatsu.evidence.reading import Fault, Found, Source, Text

PIECE = 150_000
ENDINGS = {
    "text/calendar": ".ics", "text/csv": ".csv", "text/vcard": ".vcf", "text/x-vcard": ".vcf", "text/directory": ".vcf",
    "text/rtf": ".rtf", "application/rtf": ".rtf", "text/xml": ".xml", "application/pdf": ".pdf",
    "application/zip": ".zip", "application/x-zip-compressed": ".zip", "image/jpeg": ".jpg", "image/png": ".png",
    "image/gif": ".gif", "image/tiff": ".tif", "application/msword": ".doc", "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx", "application/json": ".json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/ms-tnef": ".dat", "message/rfc822": ".eml", "message/global": ".eml", "message/news": ".eml",
}  # fmt: skip
"""What an attachment without a name is called by its type."""
MAILS = frozenset({"message/rfc822", "message/global", "message/news"})
_AS_MEMBER = frozenset({"text/calendar", "text/csv", "text/vcard", "text/x-vcard", "text/directory", "text/rtf",
                        "text/xml", "text/tab-separated-values"})  # fmt: skip
_SIGNED = re.compile(r"application/(x-)?pkcs7-mime")
_SIGNATURE = re.compile(r"application/(x-)?pkcs7-signature")
_BEGIN = re.compile(rb"^begin(-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.M)
_ELSEWHERE = ("url", "access-type", "site", "server", "directory", "subject")
_KNOWN = re.compile(r"multi-?part|MIME|メッセージ形式", re.I)


def found_in(mail: Entity, source: Source) -> Iterator[Found]:
    """All of the mail; with `source.part` only the attachment that is asked for."""
    whole = source.part is None
    if whole:
        yield from header_texts(mail.headers)
    plain = "".join(_squeezed(_text(part)[0]) for part in mail.walk() if _is_body(part) and part.kind == "text/plain")
    for part in mail.walk():
        for one in _of(part, plain, source):
            if whole or not isinstance(one, Text):
                yield one
    if whole and mail.parts and not mail.closed:
        yield Fault("the mail breaks off: the boundary behind its last part is missing")


def _is_body(part: Entity) -> bool:
    """Shown in the mail itself, and no attachment."""
    if part.parts or part.disposition == "attachment" or part.filename or part.kind in _AS_MEMBER:
        return False
    return part.kind.startswith("text/") or (part.kind.startswith("multipart/") and not part.parts)


def _of(part: Entity, plain: str, source: Source) -> Iterator[Found]:
    number = part.number or "1"
    if part.parts:
        yield from _around(part)
        if part.kind == "multipart/encrypted":
            yield Fault("a mail encrypted with PGP: the key of the recipient is needed")
    elif part.kind.startswith("multipart/"):
        deep = part.depth >= DEEPEST
        yield Fault(f"parts nested deeper than {DEEPEST}" if deep else "the parts of the mail cannot be told apart")
        yield from _plain(part, number, source)
    elif part.kind == "text/html" and _is_body(part):
        yield from _html(part, number, plain)
    elif _is_body(part) or _is_report(part):
        yield from _plain(part, number, source)
    elif part.kind in ("message/partial", "message/external-body"):
        yield Fault("one part of a mail that was sent in pieces" if part.kind == "message/partial" else
                    "an attachment that is not in the mail but lies elsewhere", name_of(part))  # fmt: skip
        where = [f"{key}: {part.attributes[key]}" for key in _ELSEWHERE if part.attributes.get(key)]
        yield from _pieces("\n".join((*where, decoded(part.raw, None)[0])), (("part", number),))
    elif _SIGNED.fullmatch(part.kind) or part.filename.lower().endswith(".p7m"):
        yield from _signed(part, source)
    elif _SIGNATURE.fullmatch(part.kind):
        words = certificate_words(part.body())
        if words:
            yield Text("\n".join(words), (("part", number), ("hidden", "certificate")), hidden=True)
    elif source.wants(name_of(part)):
        yield from source.member(name_of(part), [part.raw if part.kind in MAILS and not part.coded else part.body()])
        yield from _pieces(decoded(part.behind(), None)[0], (("part", number), ("hidden", "behind")), hidden=True)


def _is_report(part: Entity) -> bool:
    """A delivery report and its like name the recipients."""
    reports = ("message/delivery-status", "message/disposition-notification", "message/feedback-report",
               "message/global-delivery-status", "text/rfc822-headers")  # fmt: skip
    return part.kind in reports


def name_of(part: Entity) -> str:
    """What the attachment is called; `part-1.2.pdf` when it has no name."""
    name = part.filename.replace("\\", "/").strip()
    if name:
        return name
    return f"part-{part.number or '1'}{ENDINGS.get(part.kind, '.bin')}"


def _around(part: Entity) -> Iterator[Text]:
    """What stands before the first and behind the last part: no mail program shows it."""
    for number, raw in enumerate(part.around, 1):
        text = decoded(raw, None)[0]
        if text.strip() and not (_KNOWN.search(text) and len(text) < 400 and "@" not in text):
            place = (("part", part.number or "0"), ("hidden", "around"), ("n", str(number)))
            yield from _pieces(text, place, hidden=True)


def _text(part: Entity) -> tuple[str, str | None]:
    text, why = decoded(part.body(), part.charset)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if part.kind == "text/rfc822-headers":
        return "".join(f"{name}: {text_of(value)}\n" for name, value in head_of(part.body().lstrip())[0]), None
    if part.attributes.get("format", "").lower() == "flowed":
        text = flowed(text, part.attributes.get("delsp", "").lower() == "yes")
    if part.kind in ("text/enriched", "text/richtext"):
        text = re.sub(r"<(?!<)[^>]{1,60}>", "", text).replace("<<", "<")
    return text, why


def flowed(text: str, delsp: bool) -> str:
    """Lines that end with a blank go on in the next one (RFC 3676), but the line above a signature."""
    out: list[str] = []
    for line in text.split("\n"):
        if out and out[-1].endswith(" ") and out[-1] != "-- " and line[:1] != ">" and out[-1][:1] != ">":
            out[-1] = (out[-1][:-1] if delsp else out[-1]) + line.removeprefix(" ")
        else:
            out.append(line)
    return "\n".join(out)


def _plain(part: Entity, number: str, source: Source) -> Iterator[Found]:
    raw = part.body()
    for name, data in _uuencoded(raw) if b"begin" in raw else ():
        if source.wants(name):
            yield from source.member(name, [data])
    text, why = _text(part)
    if source.part is None and "-----BEGIN PGP MESSAGE-----" in text:
        yield Fault("a text encrypted with PGP: the key of the recipient is needed")
    if source.part is None and why:
        yield Fault(why)
    yield from _pieces(text, (("part", number),))


def _uuencoded(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Files between `begin` and `end` in a text: (name, content)."""
    at = 0
    while found := _BEGIN.search(raw, at):
        at = raw.find(b"\n====" if found[1] else b"\nend", found.end() - 1)
        if at < 0:
            return
        data = unbase64(raw[found.end() : at]) if found[1] else uudecoded(raw[found.start() : at])
        yield decoded(found[2], None)[0].strip().replace("\\", "/"), data


def _html(part: Entity, number: str, plain: str) -> Iterator[Found]:
    raw = part.body()
    charset = part.charset
    if charset is None and (stated := re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", raw[:4096])):
        charset = stated[1].decode("ascii")
    html, why = decoded(raw, charset)
    visible, hidden = visible_text(html.removeprefix("\ufeff").replace("\0", ""))
    if why:
        yield Fault(why)
    if not all(_squeezed(line) in plain for line in visible.split("\n")):
        yield from _pieces(visible, (("part", number),))
    for at, piece in enumerate(hidden, 1):
        yield from _pieces(piece, (("part", number), ("hidden", "html"), ("n", str(at))), hidden=True)


def _squeezed(text: str) -> str:
    """Letters and digits alone, for telling whether two texts say the same."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def _pieces(text: str, place: tuple[tuple[str, str], ...], *, hidden: bool = False) -> Iterator[Text]:
    """The text in pieces of at most 150,000 characters, cut at line ends; `line` counts from 1 in the part."""
    at, line = 0, 1
    while at < len(text):
        end = at + PIECE
        if end < len(text):
            end = text.rfind("\n", at, end) + 1 or end
            end = end if end > at else at + PIECE
        piece = text[at:end]
        if piece.strip():
            yield Text(piece, (*place, ("line", str(line))) if at else place, hidden=hidden)
        line += piece.count("\n")
        at = end


def _signed(part: Entity, source: Source) -> Iterator[Found]:
    name = name_of(part)
    content = content_of(part.body())
    if content is None:
        yield Fault("encrypted with S/MIME: the private key of the recipient is needed", name)
    elif source.wants(f"{name}.eml"):
        yield from source.member(f"{name}.eml", [content], notes=("taken out of its S/MIME signature",))
        if words := certificate_words(part.body()):
            yield Text("\n".join(words), (("part", part.number or "1"), ("hidden", "certificate")), hidden=True)
