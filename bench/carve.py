"""Row carving: rows found of rows that stood there, rows given that are rows, and speed.

    python bench/carve.py [MEGABYTES] [SEED]

A disk is made of pieces of 4 KiB blocks: tables of many schemas, encodings, delimiters and sizes (cut into fragments
that stand apart), and for noise whatever this machine has: programs, source code, documentation, logs, random bytes.
Rows cut in two by a fragment's border do not count as standing there. All persons are invented.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tenmatsu.evidence.disks.carve import carve_rows
from tenmatsu.evidence.disks.disk_file import DiskFile

BLOCK = 4096
FAMILY = [
    "佐藤",
    "鈴木",
    "髙橋",
    "田中",
    "伊藤",
    "渡邉",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "斎藤",
    "五十嵐",
    "長谷川",
    "Smith",
    "García",
    "Nguyễn",
]
GIVEN = [
    "翔太",
    "美咲",
    "健一",
    "陽子",
    "大輔",
    "恵",
    "拓也",
    "由美",
    "直樹",
    "さくら",
    "ひなた",
    "悠真",
    "Anna",
    "José",
]
KANA = ["サトウ", "スズキ", "タカハシ", "タナカ", "ﾜﾀﾅﾍﾞ", "ﾔﾏﾓﾄ", "なかむら"]
PLACES = [
    "東京都新宿区西新宿",
    "大阪府大阪市北区梅田",
    "北海道札幌市中央区北一条西",
    "福岡県福岡市博多区",
    "京都府京都市左京区",
]

COLUMNS: dict[str, Callable[[random.Random, int], str]] = {
    "id": lambda pick, i: f"{i:08d}",
    "code": lambda pick, i: f"C{pick.randint(10, 99)}-{i:06d}",
    "name": lambda pick, i: f"{pick.choice(FAMILY)}{pick.choice(['　', ' ', ''])}{pick.choice(GIVEN)}",
    "kana": lambda pick, i: f"{pick.choice(KANA)} {pick.choice(KANA)}",
    "mail": lambda pick, i: f"user{i}.{pick.randint(1, 999)}@example.{pick.choice(['com', 'co.jp', 'org'])}",
    "phone": lambda pick, i: pick.choice(
        [f"090-0000-{i % 10000:04d}", f"03-0000-{i % 10000:04d}", f"0900000{i % 10000:04d}"]
    ),
    "post": lambda pick, i: f"{pick.randint(100, 999)}-{pick.randint(0, 9999):04d}",
    "address": lambda pick, i: (
        f"{pick.choice(PLACES)}{pick.randint(1, 9)}丁目{pick.randint(1, 30)}番{pick.randint(1, 20)}号"
    ),
    "birth": lambda pick, i: f"{pick.randint(1930, 2010)}/{pick.randint(1, 12)}/{pick.randint(1, 28)}",
    "seen": lambda pick, i: f"2016-03-{pick.randint(1, 28):02d} {pick.randint(0, 23):02d}:{pick.randint(0, 59):02d}:00",
    "sex": lambda pick, i: pick.choice(["男", "女", ""]),
    "amount": lambda pick, i: str(pick.randint(0, 900_000)),
    "flag": lambda pick, i: pick.choice("012"),
    "memo": lambda pick, i: pick.choice(["", "", "要連絡", "電話不通、再度", "VIP"]).replace("、", "、"),
    "card": lambda pick, i: f"4111{pick.randint(10**11, 10**12 - 1)}",
}
PERSONAL = ("name", "mail", "phone", "address", "birth", "card")
FORMS = ["utf-8", "utf-8", "cp932", "cp932", "euc_jp", "utf-16-le", "utf-16-be"]


def table(pick: random.Random, number: int) -> tuple[list[str], str, str]:
    """(rows with a header, encoding, line end) of one table."""
    encoding, delimiter = pick.choice(FORMS), pick.choice([",", ",", ",", "\t", ";"])
    names = pick.sample(list(COLUMNS), pick.randint(2, 13))
    names += [one for one in pick.sample(PERSONAL, 2) if one not in names]
    quoted, rows = pick.random() < 0.25, pick.choice([3, 8, 40, 300, 2000, 9000])
    lines = [delimiter.join(names)] if pick.random() < 0.8 else []
    for i in range(rows):
        cells = [COLUMNS[name](pick, number * 100_000 + i) for name in names]
        lines.append(delimiter.join(f'"{cell}"' for cell in cells) if quoted else delimiter.join(cells))
    text = "\n".join(lines)
    for bad in set(text):
        try:
            bad.encode(encoding)
        except UnicodeEncodeError:
            text = text.replace(bad, "?")
    return text.split("\n"), encoding, pick.choice(["\r\n", "\n"])


def fragments(pick: random.Random, lines: list[str], encoding: str, end: str) -> tuple[list[bytes], set[str]]:
    """The table's blocks in pieces, and the rows that stand whole in one of them."""
    raw = (end.join(lines) + end).encode(encoding)
    cuts = sorted({pick.randrange(1, max(2, len(raw) // BLOCK)) * BLOCK for _ in range(pick.choice([0, 0, 1, 3]))})
    edges = [0, *(cut for cut in cuts if cut < len(raw)), len(raw)]
    pieces, whole, at = [raw[a:b] for a, b in pairwise(edges)], set[str](), 0
    for line in lines:
        length = len((line + end).encode(encoding))
        if not any(at < edge < at + length for edge in edges):
            whole.add(line)
        at += length
    return [piece.ljust(-(-len(piece) // BLOCK) * BLOCK, b"\0") for piece in pieces], whole


def noise(pick: random.Random) -> Callable[[], bytes]:
    """What this machine has for noise."""
    files = [
        p
        for root in ("/usr/lib/python3", "/usr/share/doc", "/var/log", "/usr/bin", "/etc")
        for p in Path(root).rglob("*")
    ]
    files += list(Path(random.__file__).parent.glob("*.py"))
    files = [one for one in files if one.is_file() and not one.is_symlink()]

    def some() -> bytes:
        if pick.random() < 0.4 or not files:
            return pick.randbytes(BLOCK * pick.randint(1, 60))
        try:
            raw = pick.choice(files).read_bytes()[: BLOCK * 100]
        except OSError:
            raw = b""
        return raw.ljust(-(-len(raw) // BLOCK) * BLOCK, b"\0")

    return some


def disk(megabytes: int, seed: int) -> tuple[bytes, set[str], set[str]]:
    """(the disk, rows that stand whole on it, every line of the tables)."""
    pick = random.Random(seed)
    other, pieces, whole, every, size, number = noise(pick), list[bytes](), set[str](), set[str](), 0, 0
    while size < megabytes << 20:
        number += 1
        lines, encoding, end = table(pick, number)
        parts, standing = fragments(pick, lines, encoding, end)
        pieces += [*parts, *(other() for _ in range(pick.randint(1, 8)))]
        whole |= standing
        every |= set(lines)
        size = sum(map(len, pieces))
    pick.shuffle(pieces)
    return b"".join(pieces), whole, every


def main() -> None:
    """Make the disk, carve it, count."""
    megabytes, seed = (int(word) for word in (sys.argv[1:] + ["96", "1"][len(sys.argv) - 1 :])[:2])
    raw, whole, every = disk(megabytes, seed)
    start, worked = time.perf_counter(), time.process_time()
    found = carve_rows(lambda at, count: raw[at : at + count], [(0, len(raw))])
    items = [one for one in found if isinstance(one, DiskFile)]
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    given = [
        line
        for one in items
        for line in b"".join(one.read()).decode(one.encoding or "utf-8", "replace").replace("\r\n", "\n").split("\n")
        if line
    ]
    right = sum(line in every for line in given)
    print(f"{len(raw) / 1e6:.0f} MB, {len(whole)} rows standing, {len(items)} items, {len(given)} rows given")
    print(f"recall {len(whole & set(given)) / len(whole):.4f}  precision {right / max(1, len(given)):.4f}")
    print(f"{len(raw) / 1e6 / seconds:.0f} MB/s by the clock, {len(raw) / 1e6 / worked:.0f} MB/s of processor time")
    if "--show" in sys.argv:
        lost = sorted(whole - set(given))
        print("\n".join(f"- {line[:150]}" for line in lost[:: max(1, len(lost) // 25)]))
        wrong = [line for line in given if line not in every]
        print("\n".join(f"+ {line[:150]}" for line in wrong[:: max(1, len(wrong) // 25)]))


if __name__ == "__main__":
    main()
