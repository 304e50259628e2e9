"""A cp932 CSV of some hundred MB into Parquet: ours against Polars and DuckDB on the same table in UTF-8, in one run.

    python bench/read_csv.py [--rows 1000000] [--quirks]

Ours does more: it transcodes, hashes, keeps every row's number and line, judges total lines and repeated headers.
`--quirks` adds quoted line breaks, ragged rows and stray quotes to one row in a hundred.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

import duckdb
import polars as pl

from tenmatsu.evidence.walk import walk
from tenmatsu.model import Table

SURNAMES = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "髙﨑",
    "会計",
    "五十嵐",
]
GIVEN = ["花子", "太郎", "一郎", "さくら", "健太", "美咲", "翔", "結衣", "大輔", "陽菜", "直樹", "優子"]
TOWNS = [
    "千代田区霞が関",
    "港区芝公園",
    "新宿区西新宿",
    "札幌市中央区北一条西",
    "名古屋市中区三の丸",
    "大阪市北区中之島",
    "福岡市博多区東公園",
]
HEADER = (
    "会員番号,氏名,フリガナ,性別,生年月日,メールアドレス,電話番号,郵便番号,住所,旅券番号,発行日,区分,金額,登録日時,備考"
)


def line(number: int, chance: random.Random, quirks: bool) -> str:
    family, given = chance.choice(SURNAMES), chance.choice(GIVEN)
    town, block = chance.choice(TOWNS), chance.randrange(1, 40)
    born = f"19{chance.randrange(40, 99)}/{chance.randrange(1, 13):02d}/{chance.randrange(1, 28):02d}"
    home = f"{town}{block}丁目{chance.randrange(1, 30)}番{chance.randrange(1, 20)}号"
    note = "" if chance.random() < 0.8 else "備考あり"
    cells = [f"{number:08d}", f"{family}　{given}", "ヤマダ ハナコ", chance.choice("男女"), born]
    cells += [f"user{number}@example.{chance.choice(('com', 'jp', 'net'))}", f"090-0000-{chance.randrange(10000):04d}"]
    cells += [f"{chance.randrange(1000000, 9999999)}", home, f"TR{chance.randrange(1000000, 9999999)}", "2014-05-01"]
    cells += ["一般", str(chance.randrange(100, 90000)), "2016-03-19 10:20:30", note]
    if quirks and number % 100 == 0:
        cells[8] = chance.choice((f'"{town}\r\n{block}"', f'{town}"{block}', f"{town},{block}"))
    return ",".join(cells)


def write(path: Path, rows: int, quirks: bool) -> int:
    chance = random.Random(1)
    utf8 = path.with_suffix(".utf8.csv")
    with path.open("w", encoding="cp932", newline="\r\n") as ours, utf8.open("w", encoding="utf-8") as theirs:
        for out in (ours, theirs):
            out.write(HEADER + "\n")
        for number in range(1, rows + 1):
            text = line(number, chance, quirks)
            ours.write(text + "\n")
            theirs.write(text + "\n")
    return path.stat().st_size


def ours(path: Path, into: Path) -> Table:
    return next(found for found in walk(path, "evidence", into) if isinstance(found, Table))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--quirks", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leak.csv"
        size = write(path, asked.rows, asked.quirks)
        utf8 = path.with_suffix(".utf8.csv")
        print(f"{size / 1e6:.0f} MB cp932, {asked.rows} rows, quirks: {asked.quirks}")
        start = time.perf_counter()
        table = ours(path, Path(folder) / "into")
        mine = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"tenmatsu  {mine:6.2f} s  {size / 1e6 / mine:5.0f} MB/s  {table.rows} rows, notes {dict(table.notes)}")
        theirs = {}
        if not asked.quirks:
            start = time.perf_counter()
            pl.read_csv(utf8, infer_schema=False).write_parquet(Path(folder) / "polars.parquet")
            theirs["polars (UTF-8, all in memory)"] = time.perf_counter() - start
        start = time.perf_counter()
        reading = (
            f"read_csv('{utf8}', all_varchar=true, header=true, strict_mode=false, null_padding=true, parallel=false)"
        )
        duckdb.sql("set threads=1")
        try:
            duckdb.sql(f"copy (select * from {reading}) to '{folder}/duckdb.parquet' (compression zstd)")
            theirs["duckdb (UTF-8, one thread)"] = time.perf_counter() - start
        except duckdb.Error as error:
            print(f"duckdb gave up: {type(error).__name__}")
        for name, seconds in theirs.items():
            print(f"{name:30} {seconds:6.2f} s  ratio to ours {mine / seconds:.2f}")
        print(f"largest child process so far {peak:.0f} MB")


if __name__ == "__main__":
    main()
