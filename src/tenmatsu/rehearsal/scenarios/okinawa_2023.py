# ruff: noqa: E501 - the account's words and tables, where one line holds one thing
"""Okinawa labour bureau, July 2023: one person's My Number on a wrong fax, told again with an invented person.

Published on 27 July 2023: an employee of the bureau gave a wrong fax number; on 14 July the clerk of an association sent to it a company's
certificate of registration, E's notice of the loss of insurance and E's form for it. Name, birth date, day of loss, basic pension number and
My Number of E came out. On the 18th the receiver telephoned and shredded the papers; this was confirmed on the 19th, when all were told.

Not published, and assumed: the wording of the papers, and that they went out as a PDF by fax software. The certificate is an extract that
names E alone; the association's clerk stands on no sheet.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tenmatsu.model import Brief, Certainty, Evidence
from tenmatsu.rehearsal import pdfs
from tenmatsu.rehearsal.affair import Affair, Exposed, Truth
from tenmatsu.rehearsal.cards import my_number
from tenmatsu.rehearsal.cast import Person, cast
from tenmatsu.rehearsal.moments import jst
from tenmatsu.rehearsal.pdfs import Page

KINDS = ("name", "name_kana", "birth_date", "pension_number", "my_number")
LOST = date(2023, 7, 1)
SENT = jst(2023, 7, 14, 14, 52, 31)
BRIEF = Brief(
    title="FAX番号の誤伝達による誤送信(2023年7月)の再現",
    organisation="架空労働局",
    sector="government",
    as_of=date(2023, 7, 27),
    evidence=(
        Evidence(
            "evidence", "misdelivery", (date(2023, 7, 14), date(2023, 7, 18)), Certainty.CONFIRMED, "誤った番号の持ち主(1名)",
            extra={"means": "fax", "destroyed": "yes"},
        ),
    ),
    facts=(
        {"name": "discovered", "value": date(2023, 7, 18), "source": "受信者から事務組合への電話", "by": "徴収室"},
        {"name": "my_number", "value": True, "source": "喪失届の個人番号欄", "by": "徴収室"},
        {"name": "persons_notified", "value": date(2023, 7, 19), "source": "事業場を通じた謝罪", "by": "徴収室"},
        {"name": "copy_kept", "value": "no", "source": "受信者がシュレッダーで破棄(7月18日、19日に確認)", "by": "徴収室"},
    ),
)  # fmt: skip


def write(into: Path, rng: np.random.Generator) -> Truth:
    """The fax as it was sent, and the journal of the sending machine."""
    one = cast(rng, 1, born=(date(1950, 1, 1), date(1975, 12, 31)), near="沖縄")[0]
    mine = my_number("".join(str(int(digit)) for digit in rng.integers(0, 10, 11)))
    pension = f"{int(rng.integers(1000, 9999))}-{int(rng.integers(0, 10**6)):06d}"
    pages = [_cover(), _certificate(one), _notice(one, pension), _form(one, mine)]
    pdfs.write(
        into / "evidence" / "fax_20230714_145231.pdf", pages, "FAX送信原稿", SENT - timedelta(minutes=6), "PC-FAX 5.2"
    )
    (into / "logs").mkdir(exist_ok=True)
    journal = f"送信日時,宛先,枚数,結果\r\n{SENT:%Y/%m/%d %H:%M:%S},098-000-0000,4,OK\r\n"
    (into / "logs" / "fax_journal.csv").write_bytes(journal.encode("cp932"))
    exposed = Exposed(one, KINDS, Certainty.CONFIRMED)
    return Truth(
        BRIEF, (exposed,), {"persons": 1, "my_numbers": 1}, more={"my_number": mine, "pension_number": pension}
    )


def era(day: date) -> str:
    """昭和45年1月2日: a day as public offices write it."""
    name, first = (
        ("令和", 2019) if day >= date(2019, 5, 1) else ("平成", 1989) if day >= date(1989, 1, 8) else ("昭和", 1926)
    )
    year = day.year - first + 1
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def _sheet(title: str, *lines: tuple[str, str]) -> Page:
    page = Page()
    page.text(150, 770, title, 15)
    for at, (label, value) in enumerate(lines):
        y = 700 - 34 * at
        page.text(70, y, label, 10)
        page.text(230, y, value, 11)
        page.line(66, y - 10, 530, y - 10)
    return page


def _cover() -> Page:
    return _sheet(
        "送信票",
        ("宛先", "架空労働局 労働保険徴収室 御中"),
        ("発信", "労働保険事務組合"),
        ("件名", "特別加入に関する変更届の添付書類"),
        ("枚数", "4枚(本票を含む)"),
    )


def _certificate(one: Person) -> Page:
    return _sheet(
        "履歴事項全部証明書(抜粋)", ("商号", "株式会社架空電設"), ("役員に関する事項", f"取締役 {one.name}"), ("", "令和5年6月30日辞任"),
        ("登記", "令和5年7月5日"),
    )  # fmt: skip


def _notice(one: Person, pension: str) -> Page:
    return _sheet(
        "健康保険・厚生年金保険 資格喪失確認通知書", ("被保険者氏名", one.name), ("フリガナ", one.kana), ("生年月日", era(one.born)),
        ("資格喪失年月日", era(LOST)), ("基礎年金番号", pension), ("事業所名称", "株式会社架空電設"),
    )  # fmt: skip


def _form(one: Person, mine: str) -> Page:
    return _sheet(
        "健康保険・厚生年金保険 被保険者資格喪失届", ("氏名", one.name), ("生年月日", era(one.born)), ("個人番号", mine), ("喪失年月日", era(LOST)),
        ("喪失原因", "退職等"),
    )  # fmt: skip


AFFAIR = Affair(
    name="okinawa-2023",
    title="FAXの誤送信(2023年7月)",
    says={
        "ja": "1名の氏名、生年月日、資格喪失年月日、基礎年金番号、個人番号(マイナンバー)が誤った番号にFAX送信され漏えいした。書類は受信者が破棄した。",
        "en": "One person's name, birth date, day of loss, basic pension number and My Number were faxed to a wrong number. The receiver "
        "has destroyed the papers.",
    },
    write=write,
)
