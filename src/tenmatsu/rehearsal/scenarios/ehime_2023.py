# ruff: noqa: E501 - the account's words and tables, where one line holds one thing
"""愛媛県立医療技術大学, July 2023: a form that showed all answers, told again with invented applicants.

Published on 24 July 2023 and corrected on the 28th: who opened the application form for an open campus by the QR code of the leaflet could
see all answers until the night of 21 July (24:30); on 12 and 13 July also who came by the home page. All 23 who had applied by then are
concerned. The university first said it learned of it on 21 July, by telephone; in truth an applicant had mailed an employee on the 13th.

Not published, and assumed: the QR route was open from 3 July, when the leaflet went out; paths and logs; seven answers that came after the
repair, when nobody could see them any more; visits from the university's own address, which expose nobody.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from tenmatsu.model import Brief, Evidence
from tenmatsu.rehearsal import weblogs
from tenmatsu.rehearsal.affair import Affair, Exposed, Truth, table
from tenmatsu.rehearsal.cast import Person, cast
from tenmatsu.rehearsal.moments import between, jst
from tenmatsu.rehearsal.weblogs import Hit

APPLICANTS, LATER = 23, 7
QR, HOME = "/forms/oc2023/qr/answers", "/forms/oc2023/web/answers"
LEAFLET, REPAIRED = jst(2023, 7, 3, 9), jst(2023, 7, 22, 0, 30)
HOME_SINCE, HOME_UNTIL = jst(2023, 7, 12), jst(2023, 7, 14)
LAST_ANSWER = jst(2023, 7, 13, 18, 20)
OWN = "192.0.2.10"
HEADER = (
    "タイムスタンプ",
    "氏名",
    "ふりがな",
    "生年月日",
    "メールアドレス",
    "電話番号",
    "出身校",
    "参加希望日",
    "質問事項",
)
SCHOOLS = ("架空看護専門学校", "架空大学看護学科", "架空医療大学", "架空短期大学")
QUESTIONS = ("", "", "入試の日程を知りたい", "学費について", "実習先はどこですか")
KINDS = ("name", "name_kana", "birth_date", "email", "phone", "employer")
"""What every answer shows; a school is of the kind `employer`. Who asked something shows a free text, too."""
BRIEF = Brief(
    title="オープンキャンパス申込フォームの設定不備(2023年7月)の再現",
    organisation="架空県立医療大学",
    sector="education",
    as_of=date(2023, 7, 28),
    evidence=(
        Evidence(
            "evidence/form_answers.csv", "open-form", (date(2023, 7, 3), date(2023, 7, 22)),
            extra={
                "logs": ["logs/access.log"], "answered_at": "タイムスタンプ", "own_addresses": [OWN],
                "routes": [
                    {"path": QR, "since": LEAFLET, "until": REPAIRED, "log": "logs/access.log"},
                    {"path": HOME, "since": HOME_SINCE, "until": HOME_UNTIL, "log": "logs/access.log"},
                ],
            },
        ),
    ),
    facts=(
        {"name": "discovered", "value": date(2023, 7, 21), "source": "第1報(2023-07-24): 申込者からの電話", "by": "広報", "recorded": jst(2023, 7, 24, 15)},
        {
            "name": "discovered", "value": date(2023, 7, 13), "source": "第2報(2023-07-28): 参加希望者から職員へのメール", "by": "広報",
            "recorded": jst(2023, 7, 28, 15), "supersedes": "2023-07-21", "note": "相談を受けた職員が上司に報告していなかったため訂正",
        },
    ),
)  # fmt: skip


def write(into: Path, rng: np.random.Generator) -> Truth:
    """The answers with their times, and the access log of both routes."""
    people = cast(rng, APPLICANTS + LATER, born=(date(1995, 4, 2), date(2003, 4, 1)), women=1.0, near="愛媛")
    times = sorted(between(rng, LEAFLET, LAST_ANSWER) for _ in range(APPLICANTS - 1))
    later = sorted(between(rng, REPAIRED, jst(2023, 7, 27, 22)) for _ in range(LATER))
    answers = list(zip([*times, LAST_ANSWER, *later], people, strict=True))
    written = [_answer(rng, *one) for one in answers]
    table(into / "evidence" / "form_answers.csv", HEADER, written, "utf-8-sig")
    weblogs.write(into / "logs" / "access.log", _log(rng, [moment for moment, _ in answers]))
    exposed = tuple(
        Exposed(one, (*KINDS, "free_text") if row[-1] else KINDS)
        for one, row in zip(people[:APPLICANTS], written, strict=False)
    )
    more = {"ruled_out": LATER, "routes": {QR: APPLICANTS, HOME: APPLICANTS}}
    return Truth(BRIEF, exposed, {"persons": APPLICANTS}, more=more)


def _answer(rng: np.random.Generator, moment: datetime, one: Person) -> tuple[str, ...]:
    school, asked = SCHOOLS[int(rng.integers(0, len(SCHOOLS)))], QUESTIONS[int(rng.integers(0, len(QUESTIONS)))]
    kana = "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in one.kana)
    day = ("8月5日(土)", "8月19日(土)")[int(rng.integers(0, 2))]
    return (
        f"{moment:%Y/%m/%d %H:%M:%S}",
        one.name,
        kana,
        f"{one.born:%Y/%m/%d}",
        one.email,
        one.phone,
        school,
        day,
        asked,
    )


def _log(rng: np.random.Generator, answered: list[datetime]) -> list[Hit]:
    """Applicants who answer, strangers who look, the university itself, and refusals after the repair."""
    hits = weblogs.passers_by(rng, LEAFLET, jst(2023, 7, 28), ("/", "/guide/", "/nyushi/", "/opencampus/"), 160)
    for moment in answered:
        address, agent = weblogs.visitor(rng), int(rng.integers(0, 4))
        hits.append(Hit(moment - timedelta(minutes=4), address, "/forms/oc2023/qr", 200, 9311, agent=agent))
        hits.append(Hit(moment, address, "/forms/oc2023/submit", 302, 0, "POST", "/forms/oc2023/qr", agent))
    for route, low, high, views in ((QR, LEAFLET, REPAIRED, 31), (HOME, HOME_SINCE, HOME_UNTIL, 6)):
        moments = [between(rng, low, high) for _ in range(views)] + [max(low, LAST_ANSWER) + timedelta(minutes=47)]
        hits += [Hit(one, weblogs.visitor(rng), route, 200, 18_000, referer="/forms/oc2023/qr") for one in moments]
        hits += [Hit(between(rng, low, high), OWN, route, 200, 18_000, agent=1) for _ in range(5)]
        hits += [Hit(between(rng, high, jst(2023, 7, 28)), weblogs.visitor(rng), route, 403, 162) for _ in range(4)]
    return hits


AFFAIR = Affair(
    name="ehime-2023",
    title="申込フォームで全回答が見えた件(2023年7月)",
    says={
        "ja": "申込フォームから、申込済の23名全員の情報を閲覧できた可能性が高い。案内チラシのQRコード経由は7月21日深夜まで、"
        "ホームページ経由は7月12日・13日。大学が知ったのは7月21日ではなく7月13日だった。",
        "en": "The data of all 23 applicants could probably be seen: by the QR code until the night of 21 July, by the home page on 12 and "
        "13 July. The university knew on 13 July, not on 21 July as first said.",
    },
    write=write,
)
