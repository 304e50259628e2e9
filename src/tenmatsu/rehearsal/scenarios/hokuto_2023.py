# ruff: noqa: E501 - the account's words and tables, where one line holds one thing
"""The bank 北都銀行, July 2023: four customers looked up for a private end, told again with invented persons.

Published on 26 July 2023: an employee with rights to the customer database looked up four customers to send private mail, and told a
lawyer of his own their names and addresses; accounts, transactions, assets and loans, occupation and employer may have been told too.
By 21 July three had been written to; one could not be reached.

Not published, and assumed: 640 customers, the tables, the log and its clock; that he looked on the evening of 9 June 2023 after his work of
that day (his other look-ups, and those of colleagues at the same hour, were business).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from tenmatsu.model import Brief, Certainty, Evidence
from tenmatsu.rehearsal import auditlogs
from tenmatsu.rehearsal.affair import Affair, Exposed, Truth, table
from tenmatsu.rehearsal.auditlogs import LookUp
from tenmatsu.rehearsal.cast import Person, cast
from tenmatsu.rehearsal.moments import between, jst

CUSTOMERS, SEEN = 640, 4
ACTOR, COLLEAGUES = "h20417", ("h10233", "h20388", "h30102", "h31144")
SINCE, UNTIL = jst(2023, 6, 9, 19, 30), jst(2023, 6, 9, 20, 0)
HEADER = (
    "顧客番号",
    "氏名",
    "フリガナ",
    "生年月日",
    "郵便番号",
    "住所",
    "電話番号",
    "支店名",
    "口座番号",
    "預り資産残高",
    "ローン残高",
    "職業",
    "勤務先",
)
VIEWED = ("氏名", "住所", "口座番号", "預り資産残高", "ローン残高", "職業", "勤務先")
TOLD = ("name", "address")
PERHAPS = ("bank_account", "occupation", "employer")
BRANCHES = ("本店", "大町支店", "土崎支店", "横手支店", "能代支店")
WORK = (
    ("会社員", "架空機械工業"),
    ("公務員", "架空町役場"),
    ("自営業", "架空商店"),
    ("パート", "架空ストア"),
    ("無職", ""),
    ("農業", ""),
)


def write(into: Path, rng: np.random.Generator) -> Truth:
    """The customer table as the database holds it, and the audit log of June 2023."""
    people = cast(rng, CUSTOMERS, near="秋田")
    places = sorted(int(at) for at in rng.choice(CUSTOMERS, SEEN, replace=False))
    seen = [people[at] for at in places]
    table(into / "evidence" / "顧客データベース.csv", HEADER, (_customer(one) for one in people))
    auditlogs.write(into / "logs" / "audit_202306.csv", [*_private(rng, seen), *_business(rng, people, set(places))])
    sure = [Exposed(one, TOLD, Certainty.CONFIRMED, customer(one)) for one in seen]
    perhaps = [Exposed(one, _perhaps(one), Certainty.POSSIBLE, customer(one)) for one in seen]
    published = {"persons": SEEN, "told_name_and_address": SEEN, "notified": SEEN - 1, "unreachable": 1}
    return Truth(_brief(seen), (*sure, *perhaps), published, more={"unreachable": [customer(seen[-1])]})


def customer(one: Person) -> str:
    """The customer number."""
    return f"C{one.number + 300_000:07d}"


def _perhaps(one: Person) -> tuple[str, ...]:
    return PERHAPS if WORK[one.number % len(WORK)][1] else PERHAPS[:-1]


def _customer(one: Person) -> tuple[str, ...]:
    key = one.number
    occupation, employer = WORK[key % len(WORK)]
    return (
        customer(one), one.name.replace(" ", "　"), one.kana, f"{one.born:%Y/%m/%d}", one.postcode, one.address, one.phone, BRANCHES[key % len(BRANCHES)],
        f"{key * 613 % 9_000_000 + 1_000_000}", f"{key * 7919 % 9_000_000}", f"{key * 31 % 7 * 1_500_000}", occupation, employer,
    )  # fmt: skip


def _private(rng: np.random.Generator, seen: Sequence[Person]) -> list[LookUp]:
    """The evening's look-ups: a search by name, then the customer's page; one of them twice."""
    found = []
    moment = SINCE + timedelta(minutes=3)
    for one in (*seen, seen[1]):
        moment += timedelta(seconds=int(rng.integers(90, 200)))
        found.append(LookUp(moment, "T-0412", ACTOR, "検索", "顧客検索", "", ("氏名",)))
        moment += timedelta(seconds=int(rng.integers(5, 30)))
        found.append(LookUp(moment, "T-0412", ACTOR, "参照", "顧客照会", customer(one), VIEWED))
    return found


def _business(rng: np.random.Generator, people: Sequence[Person], private: set[int]) -> list[LookUp]:
    """A month of work by five users; the actor's ends before the evening. A colleague works at that very hour."""
    others = [one for at, one in enumerate(people) if at not in private]
    found = []
    for day in range(1, 31):
        opening = jst(2023, 6, day, 8, 40)
        if opening.weekday() >= 5:
            continue
        for user in (ACTOR, *COLLEAGUES):
            for _ in range(int(rng.integers(6, 18))):
                found.append(_work(rng, user, between(rng, opening, opening.replace(hour=17)), others))
    for _ in range(7):
        found.append(_work(rng, COLLEAGUES[0], between(rng, SINCE, UNTIL), people))
    return found


def _work(rng: np.random.Generator, user: str, moment: datetime, people: Sequence[Person]) -> LookUp:
    one = people[int(rng.integers(0, len(people)))]
    screen, fields = (("顧客照会", VIEWED), ("入出金照会", ("氏名", "口座番号")), ("住所変更", ("氏名", "住所")))[
        int(rng.integers(0, 3))
    ]
    return LookUp(moment, f"T-{400 + int(user[-2:])}", user, "参照", screen, customer(one), fields)


def _brief(seen: Sequence[Person]) -> Brief:
    return Brief(
        title="行員による顧客データベースの私的利用(2023年7月)の再現",
        organisation="架空銀行",
        sector="finance",
        as_of=date(2023, 7, 26),
        evidence=(
            Evidence(
                "evidence", "browsing", (date(2023, 6, 9), date(2023, 6, 9)), Certainty.POSSIBLE, "行員が個人的に依頼した弁護士",
                extra={
                    "logs": ["logs/audit_202306.csv"], "actor": ACTOR, "since": SINCE, "until": UNTIL, "id": "顧客番号",
                    "passed_on": [customer(one) for one in seen], "passed_on_kinds": list(TOLD),
                },
            ),
        ),
        facts=(
            {"name": "improper_purpose", "value": "yes", "source": "行員への聞き取り", "by": "コンプライアンス統括部"},
            {"name": "persons_notified", "value": date(2023, 7, 21), "source": "郵送の記録(3名)", "by": "お客様相談室"},
            {"name": "contact_impossible", "value": "yes", "source": f"返送された郵便(顧客番号 {customer(seen[-1])})", "by": "お客様相談室", "note": "4名のうち1名"},
        ),
    )  # fmt: skip


AFFAIR = Affair(
    name="hokuto-2023",
    title="行員による顧客情報の私的利用(2023年7月)",
    says={
        "ja": "お客様4名の氏名・住所が弁護士に開示された。口座情報、取引、職業、勤務先などは開示されたおそれがある。1名とは連絡がついていない。",
        "en": "Names and addresses of four customers were told to a lawyer; account, assets, occupation and employer perhaps. One of "
        "the four could not be reached.",
    },
    write=write,
)
