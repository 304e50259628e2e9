"""Mails that came back: answers of recipients, and what mail servers say of mail that they could not deliver.

They lie beside the misdirected mail in the same folder, but the organisation did not send them: they expose nobody, and
tell who has deleted the mail and whom it never reached (RFC 3464).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from tenmatsu.exposure.mails import PUBLIC

_SERVER = re.compile(r"^(mailer-daemon|mail-daemon|postmaster|mdaemon|microsoftexchange[0-9a-f]{8,})@")
_FAILED = re.compile(
    r"^final-recipient:[ \t]*(?:rfc822|utf-8)[ \t]*;[ \t]*<?([^\s<>]+@[^\s<>]+?)>?[ \t]*$", re.I | re.M
)
_ACTION = re.compile(r"^action:[ \t]*failed\b", re.I | re.M)
_QUOTED = re.compile(
    r"^[ \t]*(?:[>＞|].*|-{2,}.*(?:original|元の|転送|forwarded).*|(?:from|差出人|送信者)[:：].*"
    r"|on .{5,120}wrote:.*|.{5,80}[<@].{3,80}(?:のメール|wrote|書きました)[:：]?.*)$",
    re.I,
)
_DELETED = re.compile(
    r"(?:削除|消去|破棄|廃棄)(?:済み?(?:です|でございます|となります|いたしました|しました|。)|(?:が|は|を)?完了(?:です|。)"
    r"|(?:を|は|の方)?(?:実施|完了|済ま|行い)?(?:し|いたし|致し|せ)?(?:まして、?|ており?)?(?:ました|ております|ています|てあります)(?!か)"
    r"|(?:させて(?:いただき|頂き)|して(?:おき|しまい|参り))ました|した(?:[。！、よ\s]|$))"
    r"|(?:メール|添付|ファイル|データ)[^。]{0,20}消しました(?!か)|(?:すぐに|すでに|既に)消しました(?!か)"
    r"|\b(?:i|we)(?:'ve| have)?(?: already| now)? deleted\b|\bhas been deleted\b|^\s*deleted[.!]?\s*$"
)


class Part(StrEnum):
    """What a mail is to the affair."""

    SENT = "sent"
    ANSWER = "answer"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Mail:
    """The head of a mail: addresses in small letters; `at` in UTC, None where the Date header tells none."""

    item: str
    senders: frozenset[str]
    recipients: frozenset[str]
    at: datetime | None = None


def parts(mails: Iterable[Mail], own: Sequence[str]) -> dict[str, Part]:
    """What each mail is, by item. In the order of their times: who sent first is at home, and so is his domain; who
    was written to from there and writes to nobody but those who know already has answered. `own` are domains that the
    case names; a mail from elsewhere to them alone has come in."""
    home, seen = {one.casefold() for one in own}, set[str]()
    found: dict[str, Part] = {}
    for mail in sorted(mails, key=lambda one: (one.at or datetime.max.replace(tzinfo=UTC), one.item)):
        ours = any(_at_home(address, home) for address in mail.senders)
        others = {address for address in mail.recipients if not _at_home(address, home)}
        if any(_SERVER.match(address) for address in mail.senders):
            found[mail.item] = Part.SERVER
        elif mail.senders and not ours and _known(mail, others, seen, named=bool(own)):
            found[mail.item] = Part.ANSWER
        else:
            found[mail.item] = Part.SENT
            home |= {key for address in mail.senders for key in _keys(address)}
            seen |= mail.recipients
    return found


def _known(mail: Mail, others: set[str], seen: set[str], *, named: bool) -> bool:
    """Whether a mail from outside tells nobody new: written by a recipient to home and other recipients."""
    return bool(mail.recipients) and (others <= seen if mail.senders & seen else named and not others)


def _keys(address: str) -> set[str]:
    domain = address.rpartition("@")[2]
    return {address} if not domain or re.match(PUBLIC, domain) else {address, domain}


def _at_home(address: str, home: set[str]) -> bool:
    domain = address.rpartition("@")[2]
    ups = [domain[at + 1 :] for at, sign in enumerate(domain) if sign == "."]
    return bool(home & {address, domain, *ups})


def undelivered(text: str) -> set[str]:
    """The addresses for which a delivery report says `Action: failed`, in small letters."""
    found = set()
    for block in re.split(r"\n[ \t]*\r?\n", text):
        if _ACTION.search(block):
            found |= {one.casefold() for one in _FAILED.findall(block)}
    return found


def says_deleted(text: str) -> bool:
    """Whether the writer says, in words of his own, that he has deleted the mail."""
    own = []
    for line in text.splitlines():
        if _QUOTED.match(line):
            if not line.lstrip().startswith((">", "＞", "|")):
                break
            continue
        own.append(line)
    return bool(_DELETED.search(" ".join(own).casefold()))


def sent(found: Mapping[str, Part]) -> set[str]:
    """The items that the organisation sent."""
    return {item for item, part in found.items() if part is Part.SENT}
