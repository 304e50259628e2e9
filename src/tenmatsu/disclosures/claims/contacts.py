"""Where people may call or write. Numbers of faxes are none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import Contact
from tenmatsu.disclosures.scene import Scene

_PHONE = re.compile(
    r"(?P<phone>0(?<![\d\-/.]0)\d{1,4}[\-(ー ]{1,2}\d{1,4}[\-)ー ]{1,2}\d{3,4}|"
    r"\((?<![\d\-/.]\()0\d{1,4}\)\s?\d{1,4}-\d{4}|0(?<![\d\-/.]0)(?:120|800|570|50)\d{6,8}|"
    r"\+(?<![\d\-/.]\+)81[\- ]\d{1,3}[\- ]\d{1,4}[\- ]\d{3,4})(?![\d\-])"
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+(?:@|\[at\]|\(at\)|★|☆|\(アット\))[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_AT = re.compile(r"@|\[at\]|\(at\)|★|☆|\(アット\)")
_FAX = re.compile(r"(?:FAX|Fax|fax|ファクス|ファックス|ファクシミリ|F\s?:)[^\d]{0,14}(?:番号)?[^\d]{0,4}$")
_HOURS = re.compile(
    r"(?:受付|対応|営業|開設|電話受付|ご?利用)(?:時間|期間)?[:は\s(]{0,3}(?P<hours>[^\n。]{4,60})|"
    r"(?P<plain>(?:平日|午前)[^\n。]{4,50})"
)
_NUMBER_OF = re.compile(r"(?:口座|番号は変更|注文|会員|受付番号|〒)[^\d]{0,4}$")
_SENDER = re.compile(r"送信元|からのメール|アドレスから|宛てに(?:送信|届)|偽|装(?:い|う|った)|正しい|差出人")


def read(scene: Scene) -> Iterable[Contact]:
    """Each telephone number or address for inquiries once."""
    if scene.shared or scene.background:
        return
    seen: set[str] = set()
    text = scene.text[scene.start : scene.end]
    for match in _PHONE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        if _FAX.search(before) or _NUMBER_OF.search(before):
            continue
        phone = _plain(match["phone"])
        digits = re.sub(r"\D", "", phone)
        if not 9 <= len(digits) <= 12 or digits in seen:
            continue
        seen.add(digits)
        start, end = scene.start + match.start(), scene.start + match.end()
        before = before[-20:]
        begin = start - len(before) + max(before.rfind("\n"), before.rfind("。")) + 1
        yield Contact(
            scene.quote(begin, end), phone=phone, email=_email_near(text, match.end()), hours=_hours(text, match.end())
        )
    for match in _EMAIL.finditer(text) if _AT.search(text) else ():
        line = text[max(0, match.start() - 30) : match.end() + 20]
        near = text[max(0, match.start() - 200) : match.start()]
        if (
            _SENDER.search(line)
            or match.group().lower() in seen
            or not re.search(r"問い?合わ?せ|連絡先|窓口|担当|[Mm]ail|メール|電話|TEL|[Cc]ontact|inquir", near)
        ):
            continue
        if any(True for _ in _PHONE.finditer(near)) or seen:
            continue
        seen.add(match.group().lower())
        yield Contact(scene.quote(scene.start + match.start(), scene.start + match.end()), email=match.group())


_JOINTS = re.compile(r"[()ー\s\-]+")


def _plain(phone: str) -> str:
    return _JOINTS.sub("-", phone).strip("-")


def _email_near(text: str, at: int) -> str:
    found = _EMAIL.search(text, at, at + 120)
    return found.group() if found and not _SENDER.search(text[found.start() - 20 : found.end() + 10]) else ""


def _hours(text: str, at: int) -> str:
    found = _HOURS.search(text, at, at + 140)
    return (found["hours"] or found["plain"] or "").strip(" )") if found else ""


CLAIM = Claim(
    "contacts",
    read,
    lambda fact: fact.phone or fact.email if isinstance(fact, Contact) else "",
    (
        (
            "流出のお詫び\n個人情報が流出しました。\nお問い合わせ先\n電話:03-0000-1234(平日9時~17時)\nFAX:03-0000-9999",
            ("03-0000-1234",),
        ),
        ("流出のお詫び\n個人情報が流出しました。\n専用窓口 0120−000−123", ("0120-000-123",)),
    ),
    ("流出のお詫び\n個人情報が流出しました。申請書はFAX 03-0000-9999に誤送信されました。",),
)
