# ruff: noqa: E501 - the account's words and tables, where one line holds one thing
"""Electronics group アルプスアルパイン, July 2023: about 16,000 employees, told again with invented persons.

Published on 14 July 2023: unlawful access to servers of the group was detected on 6 July; names, mail addresses and the like, used to
log in to in-house systems, of about 16,000 employees of the company and its group were confirmed to have gone out; customers' data not.

Not published, and assumed: exactly 16,000; the files (a directory export and two staff lists which overlap), employee numbers, companies,
departments; that the access lasted from 4 to 6 July. The staff register holds 16,450 persons, 450 of whom are in none of the files.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import numpy as np
import xlsxwriter

from tenmatsu.model import Brief, Certainty, Evidence, Master
from tenmatsu.rehearsal.affair import Affair, Exposed, Truth, table
from tenmatsu.rehearsal.cast import Person, cast
from tenmatsu.rehearsal.moments import jst

PERSONS, SPARED = 16_000, 450
DIRECTORY, STAFF, FACTORY = (0, 11_200), (8_000, 14_300), (13_600, 16_000)
"""Which of the persons each file holds (from, to): 3,900 stand in two."""
COMPANIES = (
    "架空電機株式会社",
    "架空電機東北株式会社",
    "架空モビリティ株式会社",
    "架空ロジテック株式会社",
    "架空電機システムズ株式会社",
)
PARTS = (
    "生産技術部",
    "品質保証部",
    "経理部",
    "人事部",
    "情報システム部",
    "営業1課",
    "営業2課",
    "開発センター",
    "古川工場",
    "角田工場",
    "いわき事業所",
)
BRIEF = Brief(
    title="グループ会社の社内サーバへの不正アクセス(2023年7月)の再現",
    organisation="架空電機株式会社",
    sector="manufacturing",
    as_of=date(2023, 7, 14),
    evidence=(Evidence("evidence", "intrusion", (date(2023, 7, 4), date(2023, 7, 6)), Certainty.CONFIRMED),),
    masters=(Master("employees", "master/employees.csv", "社員番号", ("会社",)),),
    facts=({"name": "discovered", "value": date(2023, 7, 6), "source": "監視システムの検知", "by": "情報システム部"},),
)


def write(into: Path, rng: np.random.Generator) -> Truth:
    """Three files of accounts and staff, a list of parts without persons, and the register of the staff."""
    people = cast(rng, PERSONS + SPARED, born=(date(1958, 7, 1), date(2005, 3, 31)), women=0.3)
    taken = people[:PERSONS]
    evidence = into / "evidence"
    accounts = ("sAMAccountName", "displayName", "mail", "employeeID", "company", "department", "lastLogonTimestamp")
    table(evidence / "ad" / "users_export.csv", accounts, map(_account, taken[slice(*DIRECTORY)]), "utf-8-sig")
    _book(evidence / "人事" / "社員一覧_2023年度.xlsx", "社員一覧", map(_staff, taken[slice(*STAFF)]))
    operators = ("社員コード", "氏名", "フリガナ", "所属", "社用メール")
    table(evidence / "factory" / "operators.csv", operators, map(_operator, taken[slice(*FACTORY)]))
    parts = ((f"PN-{at:05d}", f"コネクタ {at % 40 + 2}極", str(at * 7 % 900 + 10)) for at in range(1, 201))
    table(evidence / "parts" / "部品表.csv", ("品番", "品名", "単価"), parts)
    register = ("社員番号", "氏名", "フリガナ", "生年月日", "メールアドレス", "会社", "所属")
    order = (people[int(at)] for at in rng.permutation(len(people)))
    table(into / "master" / "employees.csv", register, map(_master, order), "utf-8")
    return Truth(
        BRIEF,
        tuple(Exposed(one, _kinds(at), Certainty.CONFIRMED, number(one)) for at, one in enumerate(taken)),
        {"persons": PERSONS, "said": "約16,000人", "customers": 0},
        nothing=(("parts/部品表.csv", "a list of parts"),),
        more={"members": {"matched": PERSONS, "unmatched": 0}},
    )


def number(one: Person) -> str:
    """The employee number."""
    return f"E{one.number + 100_000:07d}"


def _company(one: Person) -> str:
    return COMPANIES[one.number * 7 % 11 % len(COMPANIES)]


def _part(one: Person) -> str:
    return PARTS[one.number * 5 % len(PARTS)]


def mail(one: Person) -> str:
    """The address at work; the last digits tell namesakes apart, as directories do."""
    return f"{one.romaji[1]}.{one.romaji[0]}.{one.number}@kaku-denki.example.co.jp".replace("'", "")


def _account(one: Person) -> tuple[str, ...]:
    moment = jst(2023, 7, 1 + one.number % 5, 8, one.number % 60, one.number * 7 % 60)
    return (
        f"{one.romaji[0][:4]}{one.number}",
        one.name,
        mail(one),
        number(one),
        _company(one),
        _part(one),
        f"{moment:%Y-%m-%d %H:%M:%S}",
    )


def _staff(one: Person) -> tuple[str, ...]:
    return (number(one), one.family, one.given, one.family_kana, one.given_kana, _company(one), _part(one), mail(one))


def _operator(one: Person) -> tuple[str, ...]:
    return (number(one), one.name.replace(" ", "　"), one.kana, _part(one), mail(one))


def _master(one: Person) -> tuple[str, ...]:
    return (number(one), one.name, one.kana, f"{one.born:%Y/%m/%d}", mail(one), _company(one), _part(one))


def _kinds(at: int) -> tuple[str, ...]:
    files = [span for span in (DIRECTORY, STAFF, FACTORY) if span[0] <= at < span[1]]
    return ("name", "email", "employee_id") + (("name_kana",) if files != [DIRECTORY] else ())


def _book(path: Path, sheet: str, rows: Iterable[tuple[str, ...]]) -> None:
    """A workbook with a title above its header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2023, 4, 3, 9, 0, 0)})  # noqa: DTZ001 - xlsx knows no zone
    page = book.add_worksheet(sheet)
    page.write_string(0, 0, "社員一覧(社外秘) 2023年4月1日現在")
    header = ("社員番号", "姓", "名", "セイ", "メイ", "会社名", "所属", "メールアドレス")
    for number_of_row, row in enumerate([header, *rows], 1):
        for at, cell in enumerate(row):
            page.write_string(number_of_row, at, cell)
    book.close()


AFFAIR = Affair(
    name="alpsalpine-2023",
    title="社員情報の流出(2023年7月)",
    says={
        "ja": "当社グループの社員約16,000人の氏名、メールアドレスなどが外部に流出したことを確認した。顧客情報の流出は確認されていない。",
        "en": "Names, mail addresses and the like of about 16,000 employees of the group are confirmed to have gone out. No customer's "
        "data are known to have gone.",
    },
    write=write,
)
