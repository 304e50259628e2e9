"""What lies beside the tables on a server: notes and logs without persons, and a file that nobody can open."""

from __future__ import annotations

import random
from pathlib import Path

from tenmatsu.rehearsal import files
from tenmatsu.rehearsal.scenario import Figures, Scenario

README = """このフォルダについて
予約系DBからの抽出作業用。作業後は削除すること。
・reserve_* : ホームページ予約
・rurubu/  : 別サイトの予約
・partner/ : 提携先から受領
文字コードは特記がない限りシフトJIS。
"""
LOCKED = "backup/old_2006.zip"


def write(folder: Path, scenario: Scenario, figures: Figures) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Write them; the answers are (item, why) of what cannot be read and (item, what) of what holds no persons."""
    (folder / "readme.txt").write_bytes(README.replace("\n", "\r\n").encode("cp932"))
    (folder / "log").mkdir(exist_ok=True)
    (folder / "log" / "extract_20160321.log").write_text(_log(figures.records), encoding="utf-8")
    (folder / "backup").mkdir(exist_ok=True)
    chance = random.Random(f"{scenario.name} {figures.records}")  # noqa: S311 - no secret
    files.locked_zip(folder / LOCKED, "old_2006.csv", chance.randbytes(4096))
    nothing = [("readme.txt", "a note"), ("log/extract_20160321.log", "a log")]
    return [(LOCKED, "encrypted; no password is known")], nothing


def _log(records: int) -> str:
    lines = ["2016-03-21 01:58:40 INFO  connect db=rsv schema=public"]
    for at in range(40):
        lines.append(
            f"2016-03-21 02:{at:02d}:07 INFO  extracted {records * (at + 1) // 40} of {records} rows, 0 errors"
        )
    return "\n".join([*lines, "2016-03-21 02:41:00 INFO  done", ""])
