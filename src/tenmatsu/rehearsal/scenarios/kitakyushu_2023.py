# ruff: noqa: E501 - the account's words and tables, where one line holds one thing
"""City of Kitakyushu, July 2023: a mail to 42 persons in To, told again with invented persons.

Published on 19 July 2023: at about ten that day the contractor of a sports class mailed the map of the hall to all who had registered,
in To instead of Bcc; one of them told the city at about one o'clock. The owners of 42 addresses were telephoned and asked to delete it.

Not published, and assumed: that the city's desk stood in Cc and the contractor's own desk in To as well; that 29 have confirmed deletion;
a mail of the week before, rightly sent in Bcc to 45 persons (it exposes nobody; three of them withdrew); names of persons: the mail holds
addresses only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from tenmatsu.model import Brief, Certainty, Evidence
from tenmatsu.rehearsal import mails, pdfs
from tenmatsu.rehearsal.affair import Affair, Exposed, Truth
from tenmatsu.rehearsal.cast import Person, cast
from tenmatsu.rehearsal.mails import Mail
from tenmatsu.rehearsal.moments import jst

RECIPIENTS, WITHDRAWN, DELETED = 42, 3, 29
DESK = ("スポーツ教室事務局", "dream@football-club.example")
CITY = ("架空市スポーツ振興課", "sports@city-kakuu.example")
BODY = """「ドリームスポーツ体験教室」参加者の皆様

このたびは標記教室にお申し込みいただき、ありがとうございます。
8月2日(水)の会場の位置図と持ち物のご案内をお送りします。

 ・集合 午前9時30分 総合体育館 正面玄関
 ・持ち物 室内シューズ、飲み物、タオル

当日お会いできることを楽しみにしております。
スポーツ教室事務局
"""


def write(into: Path, rng: np.random.Generator) -> Truth:
    """The mail with 42 addresses in To and the map attached; the earlier one in Bcc."""
    people = cast(rng, RECIPIENTS + WITHDRAWN, born=(date(1975, 1, 1), date(1995, 12, 31)), near="福岡")
    told = people[:RECIPIENTS]
    sent = into / "evidence" / "sent"
    mails.write(sent / "20230719_1002_会場のご案内.eml", _notice(told))
    mails.write(sent / "20230712_1631_申込受付のお知らせ.eml", _earlier(people))
    brief = Brief(
        title="スポーツ体験教室の案内メールの誤送信(2023年7月)の再現",
        organisation="架空市",
        sector="government",
        as_of=date(2023, 7, 19),
        evidence=(
            Evidence(
                "evidence", "misdirected-mail", (date(2023, 7, 19), date(2023, 7, 19)), Certainty.CONFIRMED,
                extra={
                    "own_domains": [one[1].partition("@")[2] for one in (DESK, CITY)],
                    "deleted_by": [one.email for one in told[:DELETED]],
                },
            ),
        ),
        facts=(
            {"name": "discovered", "value": date(2023, 7, 19), "source": "受信者からの指摘(13時頃)", "by": "スポーツ振興課"},
            {"name": "entrusted", "value": True, "source": "令和5年度委託契約", "by": "スポーツ振興課"},
        ),
    )  # fmt: skip
    exposed = tuple(Exposed(one, ("email",), Certainty.CONFIRMED, one.email) for one in told)
    nothing = (("sent/20230712_1631_申込受付のお知らせ.eml", "a mail in Bcc"),)
    more = {"recipients": RECIPIENTS, "deleted_by": DELETED}
    return Truth(brief, exposed, {"persons": RECIPIENTS, "addresses": RECIPIENTS}, nothing, more=more)


def _notice(told: Sequence[Person]) -> Mail:
    to = [DESK, *(("", one.email) for one in told)]
    return Mail(
        DESK, {"To": to, "Cc": [CITY]}, "【ドリームスポーツ体験教室】会場位置図のご案内", BODY, jst(2023, 7, 19, 10, 2, 17),
        "20230719100217.0042", attachments=(("会場位置図.pdf", "application/pdf", _map()),),
    )  # fmt: skip


def _earlier(people: Sequence[Person]) -> Mail:
    body = "お申し込みを受け付けました。会場の位置図は後日お送りします。\n\nスポーツ教室事務局\n"
    return Mail(
        DESK, {"To": [DESK], "Bcc": [("", one.email) for one in people]}, "【ドリームスポーツ体験教室】お申し込み受付のお知らせ",
        body, jst(2023, 7, 12, 16, 31, 5), "20230712163105.0041", charset="utf-8",
    )  # fmt: skip


def _map() -> bytes:
    page = pdfs.Page()
    page.text(60, 780, "会場位置図 総合体育館", 16)
    for x, y, width, height in ((90, 520, 160, 90), (300, 420, 120, 60), (120, 360, 90, 70)):
        page.box(x, y, width, height, 0.8)
    page.line(60, 480, 520, 480)
    page.line(280, 300, 280, 700)
    page.text(100, 560, "体育館")
    page.text(310, 445, "駐車場")
    page.text(285, 310, "至 駅(徒歩7分)")
    return pdfs.document([page], "会場位置図", jst(2023, 7, 18, 15, 40))


AFFAIR = Affair(
    name="kitakyushu-2023",
    title="案内メールの宛先の誤り(2023年7月)",
    says={
        "ja": "案内メールを宛先(TO)に並べて送信したため、42人のメールアドレスが受信者の間で見える状態になった。",
        "en": "A mail was sent with all addresses in To: the mail addresses of 42 persons were shown to one another.",
    },
    write=write,
)
