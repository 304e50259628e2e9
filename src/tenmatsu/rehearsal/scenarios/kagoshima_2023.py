# ruff: noqa: E501 - the account's words and tables, where one line holds one thing
"""Kagoshima University Hospital, July 2023: black boxes that hid nothing, told again with invented patients.

Published on 27 July 2023: in reports on the proper use of blood products for the fiscal years 2019 and 2020, published by the ministry, and
in papers handed to hospitals, blood centres and attendants of a course, personal data of 1,153 patients had been painted over before the
files became PDF, and could be read all the same. Receivers have confirmed return or deletion.

Not published, and assumed: which items lay under the boxes (name, patient number, birth date; in the course's paper name and number
alone), how patients spread over three papers (about one in eight stands in two), and what stands open: ward,
department, product, units, days, and the physician in charge. Boxes are drawn as people draw them: one over all cells of a row, one for
each cell, one over the whole block; the headings of those columns are painted over as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tenmatsu.model import Brief, Certainty, Evidence
from tenmatsu.rehearsal import pdfs
from tenmatsu.rehearsal.affair import Affair, Exposed, Truth
from tenmatsu.rehearsal.cast import Person, cast
from tenmatsu.rehearsal.moments import jst
from tenmatsu.rehearsal.pdfs import LANDSCAPE, Page

PATIENTS = 1_153
FIRST, SECOND, COURSE = (0, 610), (540, 1_120), (1_060, 1_153)
"""Which of the patients each paper shows (from, to)."""
WARDS = ("東3階", "東4階", "東5階", "西3階", "西6階", "ICU", "外来")
PLACES = ("血液内科", "消化器外科", "心臓血管外科", "産婦人科", "救急科", "整形外科", "小児科")
PRODUCTS = ("赤血球液-LR", "新鮮凍結血漿-LR", "濃厚血小板-LR", "アルブミン製剤")
DOCTORS = 6
"""Physicians whose names stand openly beside the boxes: nobody hid them, so they are not exposed."""
COLUMNS = (
    (40, "症例"),
    (80, "患者番号"),
    (150, "患者氏名"),
    (250, "生年月日"),
    (330, "病棟"),
    (385, "診療科"),
    (465, "製剤"),
    (570, "単位"),
    (610, "使用日"),
    (690, "担当医"),
)
TOP, STEP, ROWS = 500, 15, 30
RECEIVERS = ("厚生労働省ホームページの閲覧者", "県内医療機関・赤十字血液センター", "研修会の参加者")
BRIEF = Brief(
    title="研究報告書の墨塗り不備(2023年7月)の再現",
    organisation="架空大学病院",
    sector="medical",
    as_of=date(2023, 7, 27),
    evidence=(
        Evidence(
            "evidence", "failed-redaction", (date(2020, 4, 1), date(2023, 7, 20)), Certainty.POSSIBLE,
            extra={"recipients": list(RECEIVERS)},
        ),
    ),
    facts=(
        {"name": "seen_by_many", "value": True, "source": "厚生労働省ホームページへの掲載", "by": "医事課"},
        {"name": "event", "value": "leak", "source": "報告書のPDF", "by": "医事課"},
    ),
)  # fmt: skip


def write(into: Path, rng: np.random.Generator) -> Truth:
    """Three papers with tables of transfusions, each redacted in another manner."""
    everyone = cast(rng, PATIENTS + DOCTORS, born=(date(1930, 1, 1), date(2018, 12, 31)), near="鹿児島")
    people, doctors = everyone[:PATIENTS], [one.name for one in everyone[PATIENTS:]]
    folder = into / "evidence"
    papers = (
        ("令和元年度_血液製剤使用適正化方策調査研究.pdf", "令和元年度 血液製剤使用適正化方策調査研究事業 報告書", FIRST, _row_boxes, 2020),
        ("令和2年度_血液製剤使用適正化方策調査研究.pdf", "令和2年度 血液製剤使用適正化方策調査研究事業 報告書", SECOND, _cell_boxes, 2021),
        ("合同輸血療法委員会_研修資料.pdf", "合同輸血療法委員会 研修会資料", COURSE, _block, 2022),
    )  # fmt: skip
    for name, title, (low, high), cover, year in papers:
        pages = [_front(title), *_tables(rng, people[low:high], doctors, cover, year, short=(low, high) == COURSE)]
        pdfs.write(folder / name, pages, title, jst(year, 4, 10, 11, 20))
    exposed = tuple(Exposed(one, _kinds(at), id=patient(one)) for at, one in enumerate(people))
    sizes = {name: high - low for name, _, (low, high), _, _ in papers}
    return Truth(BRIEF, exposed, {"persons": PATIENTS}, more={"papers": sizes, "openly_shown": DOCTORS})


def patient(one: Person) -> str:
    """The patient number: eight digits."""
    return f"{one.number * 37 + 10_000_019:08d}"


def _kinds(at: int) -> tuple[str, ...]:
    """The course's paper alone holds no birth date."""
    return ("name", "member_id", "birth_date") if at < SECOND[1] else ("name", "member_id")


def _front(title: str) -> Page:
    page = Page(LANDSCAPE)
    page.text(120, 360, title, 18)
    page.text(120, 320, "架空大学病院 輸血部", 12)
    page.text(120, 290, "※個人情報に該当する箇所は黒塗りとした。", 10)
    return page


def _tables(
    rng: np.random.Generator,
    people: Sequence[Person],
    doctors: Sequence[str],
    cover: Callable[[Page, Sequence[float]], None],
    year: int,
    short: bool,
) -> list[Page]:
    """Pages of 30 patients; the boxes come after the text, as drawing tools put them."""
    pages = []
    for low in range(0, len(people), ROWS):
        page = Page(LANDSCAPE)
        page.text(40, 545, f"表 血液製剤の使用状況({year - 1}年度) 症例{low + 1}から", 11)
        for x, label in COLUMNS:
            if not (short and label == "生年月日"):
                page.text(x, 520, label)
        page.line(36, 515, 770, 515)
        for at, one in enumerate(people[low : low + ROWS]):
            _row(page, TOP - STEP * at, low + at + 1, one, doctors, rng, year, short)
        page.box(77, 517, 168 if short else 240, 12)
        cover(page, [TOP - STEP * at for at in range(len(people[low : low + ROWS]))])
        pages.append(page)
    return pages


def _row(
    page: Page,
    y: float,
    case: int,
    one: Person,
    doctors: Sequence[str],
    rng: np.random.Generator,
    year: int,
    short: bool,
) -> None:
    day = date(year - 1, 4, 1) + timedelta(days=int(rng.integers(0, 365)))
    pick = [int(rng.integers(0, len(words))) for words in (WARDS, PLACES, PRODUCTS, doctors)]
    cells = (
        str(case), patient(one), one.name, "" if short else f"{one.born:%Y/%m/%d}", WARDS[pick[0]], PLACES[pick[1]], PRODUCTS[pick[2]],
        str(int(rng.integers(1, 13)) * 2), f"{day:%m/%d}", doctors[pick[3]],
    )  # fmt: skip
    for (x, _), cell in zip(COLUMNS, cells, strict=True):
        if cell:
            page.text(x, y, cell)


def _row_boxes(page: Page, rows: Sequence[float]) -> None:
    """One box over number, name and birth date of a row."""
    for y in rows:
        page.box(77, y - 3, 240, 13)


def _cell_boxes(page: Page, rows: Sequence[float]) -> None:
    """A box for each cell, as a marker pen would."""
    for y in rows:
        for x, width in ((78, 60), (148, 92), (248, 70)):
            page.box(x, y - 2.5, width, 12)


def _block(page: Page, rows: Sequence[float]) -> None:
    """One box over numbers and names of the whole page."""
    page.box(77, rows[-1] - 4, 168, rows[0] - rows[-1] + 16)


AFFAIR = Affair(
    name="kagoshima-2023",
    title="研究報告書の墨塗り不備(2023年7月)",
    says={
        "ja": "黒塗りをした報告書から、患者1,153人の氏名・患者番号などが読み取れる状態だった。配布先からの回収・消去を確認している。",
        "en": "Names and patient numbers of 1,153 patients could be read under the black boxes of reports. Return or deletion is confirmed.",
    },
    write=write,
)
