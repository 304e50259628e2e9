"""Small sets of records for tests: written as a table, normalised and resolved as a case would do it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tenmatsu.model import Table, TypedColumn
from tenmatsu.people import features, normal
from tenmatsu.people.join import Verdicts
from tenmatsu.people.resolve import Resolution, resolve
from tenmatsu.pii.dates import days

COLUMNS = ("name", "name_kana", "sex", "birth_date", "email", "phone", "postcode", "address", "passport", "member_id")
SURNAMES = (
    "佐藤サトウ", "鈴木スズキ", "高橋タカハシ", "田中タナカ", "伊藤イトウ", "渡辺ワタナベ", "山本ヤマモト",
    "中村ナカムラ",
    "小林コバヤシ", "加藤カトウ",
)  # fmt: skip
GIVEN = (
    "翔ショウ", "大輔ダイスケ", "健一ケンイチ", "花子ハナコ", "美咲ミサキ", "恵ケイ", "直樹ナオキ", "陽子ヨウコ",
    "誠マコト",
    "愛アイ", "拓也タクヤ", "由美ユミ",
)  # fmt: skip
NONE = Verdicts()


def _parts(text: str) -> tuple[str, str]:
    kana = next(at for at, sign in enumerate(text) if "ァ" <= sign <= "ヶ")
    return text[:kana], text[kana:]


def crowd(size: int, seed: int = 7) -> list[dict[str, str]]:
    """Strangers, each with one complete record of his own: the population among whom the cases stand."""
    pick = random.Random(seed)
    people = []
    for number in range(size):
        (family, family_kana), (given, given_kana) = _parts(pick.choice(SURNAMES)), _parts(pick.choice(GIVEN))
        extra, extra_kana = pick.choice(["", "子", "美", "郎"]), ""
        people.append({
            "name": f"{family} {given}{extra}", "name_kana": f"{family_kana} {given_kana}{extra_kana}",
            "birth_date": f"{pick.randint(1940, 2005)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}",
            "email": f"person{number}@example.jp", "phone": f"0901{pick.randint(1000000, 9999999)}",
            "postcode": f"{pick.randint(1000000, 9999998)}",
            "address": f"某市{pick.choice('東西南北')}町{pick.randint(1, 9)}-{pick.randint(1, 30)}-{number}",
        })  # fmt: skip
    return people


def write_table(rows: Sequence[dict[str, str]], item: str, folder: Path) -> tuple[Table, list[TypedColumn]]:
    """The rows as a table on disk, with every column typed as it is named."""
    labels = [label for label in COLUMNS if any(label in row for row in rows)]
    path = folder / f"{item}.parquet"
    cells = {f"c{at}": [row.get(label, "") for row in rows] for at, label in enumerate(labels, 1)}
    numbers = list(range(1, len(rows) + 1))
    pl.DataFrame({"row": numbers, "line": numbers, **cells}).write_parquet(path)
    table = Table(item, path, len(rows), len(labels), tuple(labels))
    return table, [TypedColumn(item, at, label, label, 1.0, "given") for at, label in enumerate(labels, 1)]


@dataclass(frozen=True)
class Found:
    """A resolution, and the person of each record by its place in the list that was given."""

    resolution: Resolution
    first: int

    def together(self, *places: int) -> bool:
        """The records at these places (0 is the first case record) are one person in the best estimate."""
        return len({int(self.resolution.best[self.first + place]) for place in places}) == 1

    def surely(self, *places: int) -> bool:
        """They are one person by sure links alone."""
        return len({int(self.resolution.sure[self.first + place]) for place in places}) == 1


def find(
    folder: Path,
    cases: Sequence[dict[str, str]],
    *,
    among: int = 3000,
    masters: Sequence[dict[str, str]] = (),
    verdicts: Verdicts = NONE,
    items: Sequence[str] = (),
) -> Found:
    """Resolve the records of `cases` among `among` strangers; `verdicts` name places in `cases`, `items` say where each
    of them stands (all in one table without)."""
    rows = [*crowd(among), *cases]
    files = []
    for item, content in (("records", rows), ("master", list(masters))):
        if content:
            table, columns = write_table(content, item, folder)
            normal.normalise(table, columns, folder / f"{item}-normal.parquet", first=0, read_days=days)
            files.append(folder / f"{item}-normal.parquet")
    if items:
        placed = pl.Series("item", ["records"] * among + list(items))
        pl.read_parquet(files[0]).with_columns(placed).write_parquet(files[0])
    known = features.write(files[:1], files[1:], folder / "features")
    moved = Verdicts(*(tuple((a + among, b + among) for a, b in side) for side in (verdicts.same, verdicts.different)))
    return Found(resolve(known, folder / "pairs", moved), among)
