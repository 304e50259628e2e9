# ruff: noqa: E501 - the account's words and tables, where one line holds one thing
"""The travel agency クラブゲッツ (札幌通運), March 2016: card data of some 2,700 customers, told again with invented persons.

Published on 16 June 2016: the card company's word came on 4 March 2016; a third party's final report on 30 May; concerned are
2,519 customers who paid by card between 1 October 2015 and 4 March 2016, and 203 of those who asked and paid by card in April to June
2004 and June 2006; name, address, telephone, mail address, card number and expiry. Police and ministry were told on 6 June.

Not published, and assumed: the form of both tables; that no one is in both groups; customers who paid before the window or, until
the page was stopped on 8 March, after it; that every sixth customer paid more than once; one mail address in forty left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from tenmatsu.model import Brief, Evidence
from tenmatsu.rehearsal.affair import Affair, Exposed, Truth, table
from tenmatsu.rehearsal.cards import card
from tenmatsu.rehearsal.cast import Person, cast
from tenmatsu.rehearsal.moments import between, jst

WINDOW = (date(2015, 10, 1), date(2016, 3, 4))
PAID, ASKED, OTHERS = 2_519, 203, 1_240
BEGAN, START, END, STOPPED = jst(2014, 4, 1, 9), jst(2015, 10, 1), jst(2016, 3, 5), jst(2016, 3, 8, 9)
HEADER = (
    "注文番号",
    "決済日時",
    "会員氏名",
    "電話番号",
    "メールアドレス",
    "郵便番号",
    "住所",
    "カード番号",
    "有効期限",
    "決済金額",
    "結果",
)
OLD_HEADER = ("受付日", "お名前", "ご住所", "電話", "E-mail", "カード番号", "有効期限", "お問い合わせ内容")
KINDS = ("name", "phone", "email", "postcode", "address", "card", "card_expiry")
BRIEF = Brief(
    title="旅行代理店の決済ページへの不正アクセス(2016年3月)の再現",
    organisation="架空運輸株式会社",
    sector="travel",
    as_of=date(2016, 6, 16),
    evidence=(
        Evidence("evidence/payments.csv", "card-skimming", WINDOW, extra={"paid_at": "決済日時"}),
        Evidence("evidence/inquiries_2004_2006.csv", "card-skimming", WINDOW, extra={"always": True}),
    ),
    facts=(
        {"name": "discovered", "value": date(2016, 3, 4), "source": "カード会社からの連絡", "by": "架空運輸"},
        {"name": "cyber_attack", "value": True, "source": "第三者調査機関の最終報告書(2016-05-30)", "by": "架空運輸"},
    ),
)  # fmt: skip


def write(into: Path, rng: np.random.Generator) -> Truth:
    """payments.csv with customers inside and outside the window, and the enquiries of 2004 and 2006."""
    people = cast(rng, PAID + ASKED + OTHERS)
    paid, asked, others = people[:PAID], people[PAID : PAID + ASKED], people[PAID + ASKED :]
    rows = [_payment(rng, one, moment) for one in paid for moment in _inside(rng)]
    rows += [_payment(rng, one, moment) for one in others for moment in _outside(rng)]
    rows += [_payment(rng, one, between(rng, BEGAN, START)) for one in paid[::9]]
    rows += [
        _payment(rng, paid[0], jst(2015, 10, 1, 0, 0, 3)),
        _payment(rng, paid[1], jst(2016, 3, 4, 23, 58, 40)),
    ]
    rows.sort(key=lambda row: row[1])
    rows = [(f"{at + 100_201:08d}", *row[1:]) for at, row in enumerate(rows)]
    table(into / "evidence" / "payments.csv", HEADER, rows)
    old = sorted((_enquiry(rng, one) for one in asked), key=lambda row: row[0])
    table(into / "evidence" / "inquiries_2004_2006.csv", OLD_HEADER, old)
    return Truth(
        BRIEF,
        tuple(_exposed(paid, rows, HEADER) + _exposed(asked, old, OLD_HEADER)),
        {"card_payments": PAID, "enquiries": ASKED, "persons": PAID + ASKED, "said": "約2,700人"},
        more={"records": {"payments.csv": len(rows), "inquiries_2004_2006.csv": len(old)}, "ruled_out": len(others)},
    )


def _inside(rng: np.random.Generator) -> list[datetime]:
    """One moment in the window, for every sixth two or three."""
    times = 1 + int(rng.random() < 1 / 6) * int(rng.integers(1, 3))
    return [between(rng, START, END) for _ in range(times)]


def _outside(rng: np.random.Generator) -> list[datetime]:
    """Before the window, or after it until the page was stopped."""
    if rng.random() < 0.03:
        return [between(rng, END, STOPPED)]
    return [between(rng, BEGAN, START) for _ in range(1 + int(rng.random() < 1 / 6))]


def _payment(rng: np.random.Generator, one: Person, moment: datetime) -> tuple[str, ...]:
    amount = f"{int(rng.integers(30, 2400)) * 100}"
    mail = "" if one.number % 40 == 0 else one.email
    return (
        "", f"{moment:%Y/%m/%d %H:%M:%S}", one.name.replace(" ", "　"), one.phone if rng.random() < 0.7 else one.phone.replace("-", ""), mail,
        one.postcode, one.address, card(one.number), _expiry(one), amount, "OK",
    )  # fmt: skip


def _expiry(one: Person) -> str:
    return f"{1 + one.number % 12:02d}/{16 + one.number % 5}"


def _enquiry(rng: np.random.Generator, one: Person) -> tuple[str, ...]:
    first = rng.random() < 0.75
    day = (
        date(2004, 4, 1) + timedelta(days=int(rng.integers(0, 91)))
        if first
        else date(2006, 6, 1 + int(rng.integers(0, 30)))
    )
    about = ("空席照会", "ツアー申込", "日程変更", "資料請求")[int(rng.integers(0, 4))]
    old = f"{1 + one.number % 12:02d}/{(6 + one.number % 4):02d}"
    return (
        f"{day:%Y/%m/%d}",
        one.name,
        f"〒{one.postcode} {one.address}",
        one.phone,
        one.email,
        card(one.number).replace("-", ""),
        old,
        about,
    )


def _exposed(people: Sequence[Person], rows: Sequence[tuple[str, ...]], header: Sequence[str]) -> list[Exposed]:
    """What the table holds of each: the mail address only where it stands in it."""
    held = {cell for row in rows for cell in row if "@" in cell}
    without = () if "郵便番号" in header else ("postcode",)
    return [
        Exposed(one, tuple(kind for kind in KINDS if kind not in without and (kind != "email" or one.email in held)))
        for one in people
    ]


AFFAIR = Affair(
    name="clubgets-2016",
    title="旅行代理店のカード情報流出(2016年3月)",
    says={
        "ja": "2015年10月1日から2016年3月4日までにカードで決済した2,519人と、2004年4〜6月・2006年6月に問い合わせた203人、計2,722人の"
        "カード番号・有効期限などが漏えいしたおそれがある。",
        "en": "Card number, expiry and contact data of 2,722 persons may have leaked: 2,519 who paid by card from 1 October 2015 to "
        "4 March 2016, and 203 who enquired in April to June 2004 or June 2006.",
    },
    write=write,
)
