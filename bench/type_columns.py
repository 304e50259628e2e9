# ruff: noqa: E501 (patterns and makers are kept whole)
"""Typing and confirming a table of 13 columns, against the same patterns applied cell by cell in Python.

    python bench/type_columns.py [ROWS]

Prints seconds, peak memory of this process, and the ratio to `re` and Python check digits per cell (on 20,000 rows, scaled).
"""

from __future__ import annotations

import random
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from tenmatsu.model import Table
from tenmatsu.pii.columns import type_columns

PATTERNS = [
    re.compile(pattern)
    for pattern in (
        r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$", r"^0\d{1,4}-?\d{1,4}-?\d{4}$", r"^\d{3}-?\d{4}$", r"^[A-Z]{2}\d{7}$",
        r"^\d{4}[-/]?\d{2}[-/]?\d{2}$", r"^(北海道|.{2,3}[都府県]).+[市区町村]", r"^\d{12}$", r"^\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}$",
        r"^[\u30a1-\u30fa\u30fc ]+$", r"^[\u4e00-\u9fff]{1,4}[ 　]?[\u3041-\u3096\u4e00-\u9fff]{1,4}$", r"^\d{4}-\d{6}$", r"^[A-Z]{2}\d{8}[A-Z]{2}$",
    )
]  # fmt: skip


def columns(rows: int, rng: random.Random) -> dict[str, list[str]]:
    """Invented cells: the values of a thousand rows, drawn again and again."""
    family, given = ("佐藤", "鈴木", "高橋", "田中", "渡辺", "伊藤"), ("花子", "一郎", "健太", "美咲", "翔太", "陽子")

    def card() -> str:
        body = "4" + "".join(rng.choices("0123456789", k=14))
        odd = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(reversed(body)))
        return body + str(-odd % 10)

    makers = (
        lambda: f"{rng.randrange(10**8):09}", lambda: f"{rng.choice(family)} {rng.choice(given)}", lambda: "サトウ ハナコ",
        lambda: rng.choice("男女"), lambda: f"{rng.randrange(1940, 2010)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
        lambda: f"090-{rng.randrange(1000, 9999)}-{rng.randrange(10000):04}", lambda: f"user{rng.randrange(10**6)}@example.com",
        lambda: f"150-{rng.randrange(50):04}", lambda: f"東京都港区芝公園{rng.randrange(1, 5)}-{rng.randrange(1, 30)}-{rng.randrange(1, 30)}",
        lambda: f"T{rng.choice('KRZ')}{rng.randrange(10**7):07}", card, lambda: f"{rng.randrange(10**11, 10**12)}",
        lambda: f"2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02} 10:{rng.randrange(60):02}:00",
    )  # fmt: skip
    pools = [[maker() for _ in range(20_000)] for maker in makers]
    return {f"c{at}": (pool * (rows // len(pool) + 1))[:rows] for at, pool in enumerate(pools, 1)}


def main(rows: int) -> None:
    cells = columns(rows, random.Random(1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        number = pl.int_range(1, rows + 1, eager=True)
        pl.DataFrame({"row": number, "line": number, **cells}).write_parquet(path, row_group_size=1 << 20)
        few = [column[:20_000] for column in cells.values()]
        del cells
        start = time.perf_counter()
        typed = type_columns(Table("bench", path, rows, 13, None))
        took = time.perf_counter() - start
    start = time.perf_counter()
    for column in few:
        for cell in column:
            for pattern in PATTERNS:
                pattern.match(cell)
    slow = (time.perf_counter() - start) * rows / len(few[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} rows x 13: {took:.1f} s, {rows / took:,.0f} rows/s, peak {peak:,.0f} MB (with the making of the table)"
    )
    print(f"12 patterns by Python re per cell: {slow:.1f} s for the same rows, {slow / took:.1f} times as long")
    print(" ".join(column.kind for column in typed))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
