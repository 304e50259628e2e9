"""発送データ: the list for a printer, in UTF-8 and cp932, the 外字 report, what is left out and why, hashes and counts.

list-utf8.csv     UTF-8 with BOM, CRLF, every cell quoted: one field per column, 様 or 御中, never both
list-cp932.csv    the same without the rows of `held.csv`
held.csv          rows whose name or address cp932 lacks: a person chooses the form first
gaiji.csv         each such character (and those that JIS X 0208 lacks) with its code point and proposals
left-out.csv      persons who get no letter, each with the reason
SHA256SUMS        of all of them
"""
# ruff: noqa: S608 - the SQL is made of our own text; what comes from outside is quoted or bound

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb

from tenmatsu.documents.check import Figure
from tenmatsu.documents.gaiji import gaiji, in_cp932, lacking, to_cp932
from tenmatsu.documents.harmless import harmless, sql_harmless
from tenmatsu.documents.hashes import sha256
from tenmatsu.documents.known import Known, shown_day
from tenmatsu.documents.letters import number_of
from tenmatsu.documents.paper import Block, Grid, Line, Paper
from tenmatsu.documents.result import columns, quoted, tables
from tenmatsu.documents.template import MARK, Made, Package, Template
from tenmatsu.model import Unit

HEADS = ("管理番号", "郵便番号", "住所1", "住所2", "住所3", "会社", "部署", "役職", "氏名", "敬称")
FILES = ("list-utf8.csv", "list-cp932.csv", "held.csv", "gaiji.csv", "left-out.csv")


def make(known: Known, version: int) -> Made:
    """The package; its count sheet is the paper."""
    own = f"{_WORDS}\n版{version}"
    return Made((), own, package=lambda folder: package(known, folder, version))


def package(known: Known, folder: Path, version: int) -> Package:
    """Write the files and the count sheet; every person of the register is listed, held or left out, once."""
    assert known.result is not None
    with tables(known.result, memory="1500MB", scratch=folder.parent) as db:
        _rows(db)
        suspects = list(_suspects(db))
        held = {no for no, _, text in suspects if any(not in_cp932(sign) for sign in text)}
        db.execute("create temp table held (no varchar)")
        if held:
            db.executemany("insert into held values (?)", [(no,) for no in sorted(held)])
        _lists(db, folder)
        signs = _gaiji(folder / "gaiji.csv", suspects, held)
        counts = _counts(db, len(signs))
    _encode(folder)
    hashes = {name: sha256(folder / name) for name in FILES}
    (folder / "SHA256SUMS").write_text("".join(f"{told}  {name}\n" for name, told in hashes.items()), "utf-8")
    figures = tuple(Figure(count, unit, "exact", "mail-house") for count in counts.values() for unit in Unit)
    sheet = Paper("mail-house", "ja", _TITLE, f"{MARK}　発送データ 版{version}", tuple(_sheet(known, counts, hashes)))
    return Package(counts, figures, (sheet,), constants=sheet.text)


_ORGANISATION = (
    "(株式会社|有限会社|合同会社|合資会社|合名会社|[（(]株[）)]|㈱"
    "|法人|協会|組合|商店|事務所|学校|大学|病院|市役所|役場)"
)
_HONORIFIC = r"[\s　]*(様|さま|殿|御中)$"
_CITY = r"^(.{2,3}[都道府県])?(.*?[0-9０-９]+(?:[-−－ー‐丁目番地号の0-9０-９]*[0-9０-９号地目])?)?(.*)$"


def _rows(db: duckdb.DuckDBPyConnection) -> None:
    """`letter`: one row per person with the printer's columns, and `reason` where no letter can go."""
    present = set(columns(db, "persons"))
    abroad = "residence is not null and residence <> 'JP'" if "residence" in present else "false"
    db.execute(
        f"create temp view named as select *, "
        f"trim(regexp_replace(coalesce(name, ''), {quoted(_HONORIFIC)}, '')) as called, "
        "trim(coalesce(address, '')) as street from persons"
    )
    db.execute(
        f"create temp table letter as select person_id, {number_of()} as no, "
        "case when length(postcode) = 7 then left(postcode, 3) || '-' || right(postcode, 4) "
        "else coalesce(postcode, '') end as postcode, "
        f"trim(coalesce(regexp_extract(street, {quoted(_CITY)}, 1), '') "
        f"|| coalesce(regexp_extract(street, {quoted(_CITY)}, 2), '')) as street_1, "
        f"trim(coalesce(regexp_extract(street, {quoted(_CITY)}, 3), '')) as street_2, "
        f"case when {_IS_ORGANISATION} then called else '' end as company, "
        f"case when {_IS_ORGANISATION} then '' else called end as called, "
        f"case when {_IS_ORGANISATION} then '御中' else '様' end as honorific, "
        "case when street = '' then '住所がない' when called = '' then '氏名がない' "
        f"when {abroad} then '国外に住んでいる' end "
        "as reason from named"
    )


_IS_ORGANISATION = f"regexp_matches(called, {quoted(_ORGANISATION)})"


def _suspects(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str]]:
    """(管理番号, field, text) of every field that holds a character which JIS X 0208 lacks: few, found in SQL."""
    for field, column in (("氏名", "called"), ("会社", "company"), ("住所", "street_1 || street_2")):
        yield from db.execute(
            f"select no, {quoted(field)}, {column} from letter where reason is null and "
            f"regexp_matches({column}, {quoted(lacking())}) order by person_id"
        ).fetchall()


def _lists(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    names = ("no", "postcode", "street_1", "street_2", "''", "company", "''", "''", "called", "honorific")
    cells = ", ".join(f'{sql_harmless(f"({name})")} as "{head}"' for name, head in zip(names, HEADS, strict=True))
    form = "(format csv, header, force_quote *, new_line '\\r\\n')"
    order = "where reason is null {} order by person_id"
    for name, which in (
        ("list-utf8.csv", ""),
        ("list-cp932.csv", "and no not in (select no from held)"),
        ("held.csv", "and no in (select no from held)"),
    ):
        db.execute(f"copy (select {cells} from letter {order.format(which)}) to {quoted(str(folder / name))} {form}")
    left = 'select no as "管理番号", reason as "理由" from letter where reason is not null order by person_id'
    db.execute(f"copy ({left}) to {quoted(str(folder / 'left-out.csv'))} {form}")


def _encode(folder: Path) -> None:
    """The lists in the encoding of their names, piece by piece: Excel wants a BOM before UTF-8.

    A character that cp932 lacks cannot be in its list (it is held), and would raise.
    """
    for name, encoding in zip((*FILES[:3], FILES[4]), ("utf-8-sig", "cp932", "utf-8-sig", "utf-8-sig"), strict=True):
        path, draft = folder / name, folder / f"{name}.draft"
        with (
            path.open(encoding="utf-8", newline="") as source,
            draft.open("w", encoding=encoding, newline="") as target,
        ):
            while piece := source.read(1 << 20):
                target.write(to_cp932(piece) if encoding == "cp932" else piece)
        draft.replace(path)


def _gaiji(path: Path, suspects: list[tuple[str, str, str]], held: set[str]) -> set[str]:
    """The report: one line per person, field and character. Answers the characters."""
    signs: set[str] = set()
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream, quoting=csv.QUOTE_ALL)
        out.writerow(("管理番号", "欄", "文字", "符号位置", "JIS X 0208", "cp932", "縮退候補", "扱い"))
        for no, field, text in suspects:
            for one in gaiji(text):
                signs.add(one.sign)
                fate = "保留（人が選ぶ）" if no in held else "そのまま"
                proposals = "・".join(one.proposals) or "候補なし（人が決める）"
                sign = harmless(one.sign)
                out.writerow((no, field, sign, one.point, "なし", "あり" if one.cp932 else "なし", proposals, fate))
    return signs


def _counts(db: duckdb.DuckDBPyConnection, signs: int) -> dict[str, int]:
    row = db.execute(
        "select count(*), count(*) filter (reason is null), count(*) filter (reason is not null), "
        "count(*) filter (honorific = '御中' and reason is null), (select count(*) from held) from letter"
    ).fetchall()[0]
    total, listed, out, companies, held = map(int, row)
    return {
        "persons": total, "listed": listed, "left_out": out, "listed_cp932": listed - held, "held": held,
        "to_organisations": companies, "gaiji": signs,
    }  # fmt: skip


_TITLE = "発送データ 件数表・受領書"
_LABELS = {
    "persons": "本人（登録簿の全員）",
    "listed": "発送の対象",
    "left_out": "対象から除いた人（理由は left-out.csv）",
    "listed_cp932": "cp932 の一覧に載る人",
    "held": "外字のため保留の人（held.csv）",
    "to_organisations": "うち御中で送る先",
}
_WORDS = f"{_TITLE} cp932 JIS X 0208 UTF-8 SHA-256 sha256 list-utf8.csv list-cp932.csv SHA256SUMS"


def _sheet(known: Known, counts: dict[str, int], hashes: dict[str, str]) -> Iterator[Block]:
    yield Line("right", shown_day(known.day))
    yield Line("text", "【要記入】発送代行会社　御中")
    yield Line("right", known.organisation or "【要記入】")
    yield Line("title", _TITLE)
    yield Line("text", f"事案　{known.title}")
    yield Line("text", "データはこの表と別の経路で渡し、受け取った側は SHA-256 を照合してください。")
    rows = tuple((label, f"{counts[key]:,}人") for key, label in _LABELS.items())
    yield Grid(("内訳", "人数"), rows, (3, 1))
    yield Line("text", "発送の対象と除いた人の和は全員に、cp932 の一覧と保留の和は発送の対象に等しくなります。")
    yield Line(
        "text", f"外字として報告した文字の種類　{counts['gaiji']:,}種（gaiji.csv。自動では何も置き換えていません）"
    )
    yield Grid(("ファイル", "SHA-256"), tuple((name, "".join(_pieces(told))) for name, told in hashes.items()), (1, 3))
    yield Line("text", "データを消去する期限　【要記入】")
    yield Line("text", "受領　　　年　　月　　日　　受領者")
    yield Line("right", "以上")


def _pieces(told: str) -> Iterator[str]:
    """A hash in groups of eight digits, as it is read aloud."""
    for place in range(0, len(told), 8):
        yield f"{told[place : place + 8]} "


TEMPLATE = Template("mail-house", "発送データ", "package for the mail house", make, needs_register=True)
