"""What several papers say in the same words: the course of events, the items, the contact, what was done."""

from __future__ import annotations

from tenmatsu.documents.known import UNKNOWN, Known, Stated, shown_day
from tenmatsu.documents.ladder import number
from tenmatsu.documents.paper import Grid
from tenmatsu.documents.tongues import advice
from tenmatsu.documents.words import WORDS, word

MISSING = "【要記入】"
"""What a person must fill in before it is sent: not a matter of the investigation."""

EVENTS = (
    ("occurred_on", "発生"),
    ("discovered", "発覚"),
    ("known", "当方が認識"),
    ("entrustor_notified", "委託元へ連絡"),
    ("reported", "監督機関へ報告（速報）"),
    ("final_reported", "監督機関へ報告（確報）"),
    ("persons_notified", "本人へ通知"),
    ("published", "公表"),
)


def standing(known: Known, name: str) -> tuple[Stated, ...]:
    """The moments of a name that a paper may say: of several days of knowing, the one that a person chose."""
    found = known.stated.get(name, ())
    choice = known.fact("known_choice")
    if name == "known" and choice and choice.moment:
        return tuple(one for one in found if one.moment == choice.moment) or found
    return found


def course(known: Known) -> Grid:
    """日時 | できごと, in order of time. Several days of knowing without a choice are shown as one question."""
    rows: list[tuple[str, str, str]] = []
    for way in dict.fromkeys((one.channel, one.start, one.end) for one in known.ways):
        channel, start, end = way
        if start:
            span = shown_day(start) + (f"から{shown_day(end)}まで" if end and end != start else "")
            when = "期間" if end and end != start else "日"
            rows.append((start.isoformat(), span, f"{channel_word(channel)}のあった{when}"))
    for name, label in EVENTS:
        found = [one for one in standing(known, name) if one.moment]
        if name == "known" and len(found) > 1:
            rows.append(("9999", "【要確認】", f"知った日の候補が{len(found)}つあり、担当者がまだ選んでいません"))
            continue
        for one in found:
            assert one.moment is not None
            rows.append(
                (one.moment.isoformat(), shown_day(one.moment), f"{label}{f'（{one.who}）' if one.who else ''}")
            )
    if not rows:
        rows.append(("", UNKNOWN, UNKNOWN))
    return Grid(("日時", "できごと"), tuple((when, what) for _, when, what in sorted(rows)), (2, 3))


PUBLIC = ("government", "education", "medical")
"""Sectors whose persons are no customers."""


def you(known: Known) -> str:
    """How a Japanese paper addresses a person: お客様, or あなた様 where the person is no customer."""
    kind = known.words("subject_kind")
    customer = "客" in kind if kind else known.said("sector") not in PUBLIC and known.said("obligor") != "public_body"
    return "お客様" if customer else "あなた様"


def closed(text: str) -> str:
    """A sentence of it: 4人 → 4人です。"""
    return text if text.endswith("。") else f"{text}です。"


def channel_word(channel: str) -> str:
    """The Japanese word of a way out."""
    return word(f"channel.{channel}", "ja") if f"channel.{channel}" in WORDS else channel


def items(known: Known) -> Grid:
    """情報の項目 | 人数; a number that nobody counted is 調査中."""
    rows = tuple((one.word, f"{one.persons:,}人" if one.persons is not None else UNKNOWN) for one in known.items)
    return Grid(("情報の項目", "その項目が含まれる人数"), rows or ((UNKNOWN, UNKNOWN),), (3, 2))


def items_text(known: Known) -> str:
    """The items in one line; open while material is unread."""
    names = "、".join(one.word for one in known.items)
    if not names:
        return UNKNOWN
    return f"{names}（このほかの項目の有無は調査中）" if known.items_open else names


def persons(known: Known) -> str:
    """The persons as an interval in words."""
    return number(known.persons, known.unread, UNKNOWN)


def cautions(known: Known) -> list[str]:
    """What a customer should beware of: what a person stated, else the advice for the items that are known."""
    own = known.words("what_to_do")
    return [own] if own else advice((kind for one in known.items for kind in one.kinds), "ja")


def contact(known: Known) -> list[str]:
    """The lines of the contact; a line that is not known says so."""
    lines = [f"窓口　{known.words('contact_department', MISSING)}"]
    lines.append(f"電話　{known.words('contact_phone', MISSING)}")
    if mail := known.words("contact_mail"):
        lines.append(f"メール　{mail}")
    lines.append(f"受付時間　{known.words('contact_hours', MISSING)}")
    return lines


def corrections(known: Known) -> list[str]:
    """What a later fact corrected, for 前報からの変更点: earlier value → value, and why."""
    return [
        f"{FACTS[one.name]}：{'、'.join(one.earlier)} → {one.words}（理由　{one.note}）"
        for name in FACTS
        for one in known.stated.get(name, ())
        if one.earlier
    ]


FACTS = {
    "persons": "本人の数",
    "records": "記録の件数",
    "data_items": "情報の項目",
    "occurred_on": "発生日",
    "discovered": "発覚日",
    "cause": "原因",
    "secondary_harm": "二次被害",
    "course_of_events": "経緯",
    "certainty": "発生の確からしさ",
    "event": "事態の種類",
}
"""Facts whose correction is told to readers."""

TITLES = {
    "public-notice": "公表文",
    "appi-report": "漏えい等報告",
    "person-notice": "本人通知",
    "mail-house": "発送データ",
    "call-centre": "電話台本",
    "partner-notice": "提携先への通知",
    "my-number-report": "特定個人情報の漏えい等報告",
    "public-body-report": "保有個人情報の漏えい等報告",
    "card-company-list": "カード会社への一覧",
    "statement": "発信済みの記載",
}
"""What the papers are called when another paper speaks of them."""
