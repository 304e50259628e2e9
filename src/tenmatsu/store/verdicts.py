"""Verdicts of a person from a CSV file (`decide --from FILE.csv`), as a spreadsheet saves it: UTF-8 or cp932."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tenmatsu.errors import InputError, LocatorError
from tenmatsu.model import Decision, Locator, Verdict

HEADERS: Mapping[str, str] = {
    "left": "left", "right": "right", "verdict": "verdict", "by": "by", "note": "note",
    "左": "left", "右": "right", "判断": "verdict", "判定": "verdict", "判断者": "by", "担当者": "by", "備考": "note",
    "レコード1": "left", "レコード2": "right",
}  # fmt: skip
"""Header as written (NFKC, lower case) → column; other columns are left aside."""

WORDS: Mapping[str, Verdict] = {
    "same": Verdict.SAME, "different": Verdict.DIFFERENT, "unsure": Verdict.UNSURE,
    "同じ": Verdict.SAME, "同一": Verdict.SAME, "同一人": Verdict.SAME, "同一人物": Verdict.SAME,
    "別": Verdict.DIFFERENT, "別人": Verdict.DIFFERENT, "違う": Verdict.DIFFERENT,
    "不明": Verdict.UNSURE, "保留": Verdict.UNSURE,
}  # fmt: skip


def read_verdicts(path: Path, *, by: str = "", when: datetime | None = None) -> list[Decision]:
    """All verdicts of the file, or InputError for the first row that is not one; a row without any verdict is skipped.

    Columns left, right, verdict, by, note in any order; `by` stands in where a row (or the file) names nobody, `when`
    is the moment of all of them (now, when not given). A review list with some verdicts still empty is therefore fine.
    """
    rows = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    moment = when or datetime.now(UTC)
    try:
        columns = _columns(next(rows, []), path)
        return list(_decisions(rows, columns, by, moment, path))
    except csv.Error as error:
        raise InputError(
            f"{path}: line {rows.line_num}: not well-formed CSV; save it again from the spreadsheet"
        ) from error


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read; check the name and the rights of the file") from error
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path}: neither UTF-8 nor cp932 (Shift_JIS); save it as CSV UTF-8")


def _columns(header: list[str], path: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(header):
        name = HEADERS.get(unicodedata.normalize("NFKC", cell).strip().lower())
        if name:
            found.setdefault(name, position)
    missing = [name for name in ("left", "right", "verdict") if name not in found]
    if missing:
        raise InputError(
            f"{path}: line 1: no column {', '.join(missing)}; the columns are left, right, verdict, by, note"
        )
    return found


def _decisions(
    rows: Iterator[list[str]], columns: Mapping[str, int], by: str, moment: datetime, path: Path
) -> Iterator[Decision]:
    before = 1
    for row in rows:
        line, before = before + 1, rows.line_num  # type: ignore[attr-defined]  # csv.reader counts physical lines
        cells = {name: row[position].strip() if position < len(row) else "" for name, position in columns.items()}
        if not cells["verdict"]:
            continue
        yield _decision(cells, by, moment, f"{path}: line {line}")


def _decision(cells: Mapping[str, str], by: str, moment: datetime, place: str) -> Decision:
    verdict = WORDS.get(unicodedata.normalize("NFKC", cells["verdict"]).lower())
    if verdict is None:
        raise InputError(f"{place}: unknown verdict; allowed are {', '.join(WORDS)}")
    for side in ("left", "right"):
        if not _names_a_record(cells[side]):
            raise InputError(f"{place}: {side} names no record; write item#row=17 as in the review list")
    if cells["left"] == cells["right"]:
        raise InputError(f"{place}: left and right are the same record; a verdict needs two")
    who = cells.get("by") or by
    if not who:
        raise InputError(f"{place}: nobody is named who decided; fill the column by or give --by")
    return Decision(cells["left"], cells["right"], verdict, who, moment, cells.get("note", ""))


def _names_a_record(text: str) -> bool:
    try:
        return bool(Locator.parse(text).place)
    except LocatorError:
        return False
