"""Mails as mail programs of Japanese offices store them: RFC 5322, ISO-2022-JP or UTF-8, attachments in base64."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. `people` maps a header (To, Cc, Bcc) to (display name or '', address) pairs."""

    sender: tuple[str, str]
    people: Mapping[str, Sequence[tuple[str, str]]]
    subject: str
    body: str
    sent: datetime
    key: str
    charset: str = "iso-2022-jp"
    attachments: Sequence[tuple[str, str, bytes]] = ()


def write(path: Path, mail: Mail) -> None:
    """The mail as an .eml file with CR LF; the same mail gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = MIMEText(mail.body, "plain", mail.charset)
    whole: MIMEText | MIMEMultipart = text
    if mail.attachments:
        whole = MIMEMultipart("mixed", boundary=f"----=_NextPart_{mail.key}")
        whole.attach(text)
        for one in mail.attachments:
            whole.attach(_attached(*one, mail.charset))
    domain = mail.sender[1].partition("@")[2]
    whole["Date"] = format_datetime(mail.sent)
    whole["From"] = _address(*mail.sender, mail.charset)
    for header, people in mail.people.items():
        whole[header] = ",\r\n ".join(_address(*one, mail.charset) for one in people)
    whole["Subject"] = Header(mail.subject, mail.charset).encode()
    whole["Message-ID"] = f"<{mail.key}@{domain}>"
    whole["X-Mailer"] = "Office Mail 16.0"
    path.write_bytes(whole.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def _address(name: str, address: str, charset: str) -> str:
    return formataddr((name, address), charset) if name else address


def _attached(name: str, kind: str, content: bytes, charset: str) -> MIMEBase:
    main, _, sub = kind.partition("/")
    part = MIMEBase(main, sub, name=Header(name, charset).encode())
    part.set_payload(content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part
