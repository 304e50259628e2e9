"""Cases built by hand: a few known persons, and strangers around them so that common things are common."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import islice, product
from pathlib import Path

import polars as pl

HEADER = ("氏名", "フリガナ", "生年月日", "性別", "メールアドレス", "電話番号", "郵便番号", "住所")
Person = tuple[str, ...]

_SURNAMES = (
    "長野 ナガノ/桑田 クワタ/相沢 アイザワ/今井 イマイ/河合 カワイ/柴田 シバタ/野口 ノグチ/松井 マツイ/菊地 キクチ/"
    "木下 キノシタ/大西 オオニシ/杉本 スギモト/新井 アライ/浜田 ハマダ/市川 イチカワ/古川 フルカワ/水野 ミズノ/"
    "小松 コマツ/島田 シマダ/平野 ヒラノ"
)
_GIVEN = (
    "直樹 ナオキ 男/真由美 マユミ 女/和也 カズヤ 男/里美 サトミ 女/博之 ヒロユキ 男/奈々 ナナ 女/隆史 タカシ 男/"
    "優香 ユウカ 女/康平 コウヘイ 男/早苗 サナエ 女/修 オサム 男/千尋 チヒロ 女/光男 ミツオ 男/春菜 ハルナ 女/"
    "勇気 ユウキ 男/静香 シズカ 女/敏夫 トシオ 男/文子 フミコ 女/悟 サトル 男/理沙 リサ 女"
)
_TOWNS = (
    "060-0001 北海道札幌市中央区北一条西/980-0014 宮城県仙台市青葉区本町/330-0063 埼玉県さいたま市浦和区高砂/"
    "231-0021 神奈川県横浜市中区日本大通/604-8571 京都府京都市中京区上本能寺前町/540-0008 大阪府大阪市中央区大手前/"
    "730-0011 広島県広島市中区基町/812-0045 福岡県福岡市博多区東公園"
)


def _parts(text: str) -> list[list[str]]:
    return [one.split(" ") for one in text.split("/")]


def known(name: str) -> dict[str, Person]:
    """The persons of a table in `data/`, by what they are called there."""
    with (Path(__file__).parent / "data" / name).open(encoding="utf-8", newline="") as source:
        return {row[0]: tuple(row[1:]) for row in list(csv.reader(source))[1:]}


def strangers(count: int = 390) -> list[Person]:
    """Persons who have nothing to do with one another, the same ones each time."""
    people, towns = [], _parts(_TOWNS)
    names = product(_parts(_SURNAMES), _parts(_GIVEN))
    for n, ((family, kana), (given, sound, sex)) in enumerate(islice(names, count)):
        post, town = towns[n % len(towns)]
        born = f"{1945 + n * 7 % 60}-{1 + n * 5 % 12:02}-{1 + n * 11 % 28:02}"
        number = f"080-{2300 + n * 13 % 7000:04}-{(n * 7919 + 1357) % 10000:04}"
        where = f"{town}{n % 9 + 1}-{n // 9 + 1}"
        mail = f"u{n}.{n * 37 % 9973}@example.com"
        people.append((f"{family} {given}", f"{kana} {sound}", born, sex, mail, number, post, where))
    return people


def csv_bytes(rows: Iterable[Sequence[str]], encoding: str = "utf-8", header: Sequence[str] | None = HEADER) -> bytes:
    """Rows as a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([header] if header else [])
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def make(case: Path, files: dict[str, bytes], *, master: str = "", more: str = "") -> Path:
    """A case folder with evidence files and, when asked for, a master (id 会員番号)."""
    for name, content in files.items():
        path = case / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    text = '[case]\ntitle = "手作りの事案"\norganisation = "架空商店"\nas_of = 2024-06-01\n' + more
    text += '\n[[evidence]]\npath = "evidence"\nchannel = "intrusion"\ncertainty = "possible"\n'
    if master:
        text += f'\n[[master]]\nname = "members"\npath = "{master}"\nid = "会員番号"\n'
    (case / "case.toml").write_text(text, encoding="utf-8")
    return case


class Found:
    """The records of a result by item and row."""

    def __init__(self, case: Path) -> None:
        self.records = pl.read_parquet(case / "result" / "records.parquet")
        self._person = {
            (item, row): person for item, row, person in self.records["item", "row", "person_id"].iter_rows()
        }

    def person(self, item: str, row: int) -> int:
        """The person of a record."""
        return int(self._person[item, row])

    def one(self, *places: tuple[str, int]) -> bool:
        """Whether these records are one person."""
        return len({self.person(*place) for place in places}) == 1

    def apart(self, *places: tuple[str, int]) -> bool:
        """Whether these records are all different persons."""
        return len({self.person(*place) for place in places}) == len(places)


def tenmatsu(*arguments: object, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own; fails when it ends with another code."""
    done = subprocess.run(
        [sys.executable, "-m", "tenmatsu", *map(str, arguments)], capture_output=True, text=True, check=False,
        env={**os.environ, "COLUMNS": "100", "LANG": "C.UTF-8", **environment}, timeout=240,
    )  # fmt: skip
    assert done.returncode == code, (done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done
