"""カード会社への一覧: the full numbers, in these files alone; the letter and every other paper have counts only.

The folder holds `cards.xlsx` and `cards.csv` (UTF-8 with BOM, CRLF, every cell quoted): one row per distinct number,
with the brand by its leading digits (ISO/IEC 7812), the window in which it was exposed and how sure that is. No name
and no address stands beside a number. Numbers that the evidence itself holds masked are counted and not listed.
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

from pathlib import Path

import duckdb
import xlsxwriter

from tenmatsu.documents.check import Figure
from tenmatsu.documents.known import UNKNOWN, Known, shown_day
from tenmatsu.documents.ladder import state
from tenmatsu.documents.paper import Block, Grid, Line, Paper
from tenmatsu.documents.parts import contact
from tenmatsu.documents.result import columns, quoted, tables
from tenmatsu.documents.template import MARK, Made, Package, Template
from tenmatsu.errors import InputError
from tenmatsu.model import Unit

HEADS = ("番号", "カード番号", "ブランド（先頭の桁から）", "検査数字", "対象期間の始め", "対象期間の終わり", "確度")
SHEET = 1_000_000
"""Rows of one sheet; Excel holds 1,048,576."""
_TITLE = "カード番号の漏えい等に関するご連絡"
_BRAND = """case when regexp_matches(card, '^3[47]') then 'American Express' when regexp_matches(card, '^35') then 'JCB'
    when regexp_matches(card, '^3(0[0-5]|[689])') then 'Diners Club' when card like '4%' then 'Visa'
    when regexp_matches(card, '^(5[1-5]|2[2-7])') then 'Mastercard' when card like '62%' then 'UnionPay'
    when regexp_matches(card, '^6') then 'Discover' else 'その他' end"""
_LUHN = """list_sum(list_transform(range(1, length(card) + 1), lambda n:
    case when n % 2 = 1 then substr(reverse(card), n::int, 1)::int
    else [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][substr(reverse(card), n::int, 1)::int + 1] end)) % 10 = 0"""


def make(known: Known, version: int) -> Made:
    """The letter and its lists; both come of the package, which counts the numbers."""
    return Made((), f"{_TITLE}\n1. 2. 3. 4. 5. 版{version}", package=lambda folder: package(known, folder, version))


def package(known: Known, folder: Path, version: int) -> Package:
    """Write the lists and the letter; InputError when the register holds no card number."""
    assert known.result is not None
    with tables(known.result, memory="1500MB", scratch=folder.parent) as db:
        if not db.execute("select 1 from cards limit 1").fetchall() and "card" not in columns(db, "records"):
            raise InputError("card-company-list: the register holds no card numbers; nothing is owed to a card company")
        masked = _cards(db)
        brands = db.execute("select brand, count(*) from listed group by 1 order by 2 desc, 1").fetchall()
        total = sum(int(count) for _, count in brands)
        if not total:
            raise InputError("card-company-list: no whole card number was exposed; tell the card company by letter")
        sure = int(db.execute("select count(*) from listed where sure").fetchall()[0][0])
        _csv(db, folder / "cards.csv")
        _xlsx(db, folder / "cards.xlsx", known, version, total)
    counts = {"cards": total, "confirmed": sure, "possible": total - sure, "masked_in_evidence": masked}
    counts |= {f"brand {brand}": int(count) for brand, count in brands}
    paper = _letter(known, version, counts, [(str(brand), int(count)) for brand, count in brands])
    figures = tuple(Figure(count, Unit.RECORDS, "exact", "card-company-list") for count in counts.values())
    return Package(counts, figures, (paper,))


def _cards(db: duckdb.DuckDBPyConnection) -> int:
    """`listed`: a row per distinct whole number that was exposed; answers how many stood masked in the evidence."""
    exposed = (
        "select person_id, min(window_from) as start, max(window_to) as finish, "
        "bool_or(certainty = 'confirmed') as sure from exposures where item = 'card' group by person_id"
    )
    db.execute(
        "create temp view shown as select regexp_replace(r.card, '[^0-9*Xx•]', '', 'g') as card, start, finish, sure "
        f"from ({_NUMBERS}) r join ({exposed}) using (person_id)"
    )
    db.execute(
        "create temp table plain as select card, min(start) as start, max(finish) as finish, bool_or(sure) as sure "
        "from shown where regexp_full_match(card, '[0-9]{12,19}') group by card"
    )
    db.execute(
        f"create temp table listed as select row_number() over (order by card) as no, card, {_BRAND} as brand, "
        f"case when {_LUHN} then '合う' else '合わない' end as luhn, start::varchar as start, "
        "finish::varchar as finish, case when sure then '漏えいを確認' else '漏えいのおそれ' end as told, sure "
        "from plain"
    )
    row = db.execute("select count(distinct card) from shown where not regexp_full_match(card, '[0-9]{12,19}')")
    return int(row.fetchall()[0][0])


_NUMBERS = (
    "select person_id, card from cards union all select person_id, card from records anti join cards using (record_id) "
    "where coalesce(card, '') <> ''"
)
"""The whole numbers, which the register masks everywhere else, and those that the evidence itself holds masked."""
_ROWS = "select no::varchar, card, brand, luhn, coalesce(start, ''), coalesce(finish, ''), told from listed order by no"


def _csv(db: duckdb.DuckDBPyConnection, to: Path) -> None:
    draft = to.with_suffix(".draft")
    names = ", ".join(f'"{head}"' for head in HEADS)
    form = "(format csv, header, force_quote *, new_line '\\r\\n')"
    db.execute(f"copy (select * from ({_ROWS}) as t({names})) to {quoted(str(draft))} {form}")
    with draft.open(encoding="utf-8", newline="") as source, to.open("w", encoding="utf-8-sig", newline="") as target:
        while piece := source.read(1 << 20):
            target.write(piece)
    draft.unlink()


def _xlsx(db: duckdb.DuckDBPyConnection, to: Path, known: Known, version: int, total: int) -> None:
    """A cover, then the rows as text: a number of sixteen digits loses its last one as a number in Excel."""
    book = xlsxwriter.Workbook(str(to), {"constant_memory": True, "strings_to_formulas": False})
    cover, bold, text = (
        book.add_worksheet("表紙"),
        book.add_format({"bold": True}),
        book.add_format({"num_format": "@"}),
    )
    told = (("作成日", shown_day(known.day)), ("版", str(version)), ("カード番号の数", f"{total:,}件"),
            ("作成者", known.organisation), ("目的", "カード会社における監視と差し替え"))  # fmt: skip
    for place, (name, value) in enumerate(told):
        cover.write_string(place, 0, name, bold)
        cover.write_string(place, 1, value)
    cover.set_column(0, 1, 28)
    rows = db.execute(_ROWS)
    for number in range((total + SHEET - 1) // SHEET):
        sheet = book.add_worksheet(f"カード番号{number + 1}")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADS) - 1, 22, text)
        sheet.write_row(0, 0, HEADS, bold)
        place = 1
        while place <= SHEET and (batch := rows.fetchmany(min(10_000, SHEET - place + 1))):
            for row in batch:
                for column, value in enumerate(row):
                    sheet.write_string(place, column, str(value), text)
                place += 1
    book.close()


def _letter(known: Known, version: int, counts: dict[str, int], brands: list[tuple[str, int]]) -> Paper:
    return Paper(
        "card-company-list",
        "ja",
        _TITLE,
        f"{MARK}　カード会社への連絡 版{version}",
        tuple(_blocks(known, counts, brands)),
    )


def _blocks(known: Known, counts: dict[str, int], brands: list[tuple[str, int]]) -> list[Block]:
    organisation = known.organisation or known.words("reporter_name", "【要記入】")
    days = sorted({day for way in known.ways for day in (way.start, way.end) if day})
    window = f"{shown_day(days[0])}から{shown_day(days[-1])}まで" if days else UNKNOWN
    rows = [
        ("漏えいを確認した番号", f"{counts['confirmed']:,}件"),
        ("漏えいのおそれのある番号", f"{counts['possible']:,}件"),
    ]
    rows += [(brand, f"{count:,}件") for brand, count in brands]
    if counts["masked_in_evidence"]:
        rows.append(("資料で伏せられていたため一覧にない番号", f"{counts['masked_in_evidence']:,}件"))
    return [
        Line("right", shown_day(known.day)),
        Line("text", "【要記入】　御中（カード会社、決済代行会社）"),
        Line("right", organisation),
        Line("title", _TITLE),
        Line(
            "text", f"{organisation}が取り扱うカード情報{state(known).sentence}。一覧を別に、暗号化してお渡しします。"
        ),
        Line("centre", "記"),
        Line("heading", "1. 対象のカード番号"),
        Line("text", f"重複を除いたカード番号　{counts['cards']:,}件"),
        Grid(("内訳", "件数"), tuple(rows), (3, 2)),
        Line("heading", "2. 対象の期間"),
        Line("text", window),
        Line("heading", "3. 原因と対応"),
        Line("text", f"原因　{known.words('cause_summary') or known.words('cause', UNKNOWN)}"),
        Line("text", f"対応　{known.words('subject_response', UNKNOWN)}"),
        Line("heading", "4. 一覧の取扱い"),
        Line(
            "text",
            "カード番号の全桁は一覧のファイルだけにあります。電子メールに添付せず、合意した方法で渡してください。",
        ),
        Line("text", "【要確認】本人と公表の時期は、カード会社と合意して決める。"),
        Line("heading", "5. 連絡先"),
        *(Line("point", line) for line in contact(known)),
        Line("right", "以上"),
    ]


def _applies(known: Known) -> bool:
    return any("card" in one.kinds for one in known.items) and known.result is not None


TEMPLATE = Template("card-company-list", "カード会社への一覧", "numbers for the card companies", make, True, _applies)
