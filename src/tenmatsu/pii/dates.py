"""Dates as they stand in Japanese tables: western, 8 digits, 和暦 long and short, kanji numerals; with a time or not.

Era-change days belong to both eras (大正15年12月25日 is a day, so is 昭和元年12月25日). A year beyond its era
(平成32年) occurs in real files: it is read, and flagged by `beyond`, never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

_ERAS = (
    ("明治", "明", "M", 1868, date(1868, 1, 25), date(1912, 7, 30)),
    ("大正", "大", "T", 1912, date(1912, 7, 30), date(1926, 12, 25)),
    ("昭和", "昭", "S", 1926, date(1926, 12, 25), date(1989, 1, 7)),
    ("平成", "平", "H", 1989, date(1989, 1, 8), date(2019, 4, 30)),
    ("令和", "令", "R", 2019, date(2019, 5, 1), date(9999, 12, 31)),
)
_BY_WORD = {word: era for era in _ERAS for word in era[:3]}
_NUMERAL = "0-9〇零一二三四五六七八九十"
_ERA = re.compile(
    rf"^(明治|大正|昭和|平成|令和|[明大昭平令MTSHR])[-./ ]?\s*(元|[{_NUMERAL}]{{1,3}})\s*[年./-]\s*"
    rf"([{_NUMERAL}]{{1,3}})\s*[月./-]\s*([{_NUMERAL}]{{1,3}})\s*日?\s*生?(?:まれ)?$",
    re.IGNORECASE,
)
_ERA_DIGITS = re.compile(r"^([MTSHR])(\d\d)(\d\d)(\d\d)$", re.IGNORECASE)
_KANJI_WEST = re.compile(rf"^([〇零一二三四五六七八九]{{4}})年([{_NUMERAL}]{{1,3}})月([{_NUMERAL}]{{1,3}})日$")
_KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}

_TIME = (
    r"(?:[T\s]*(?:午前|午後|AM|PM)?\s*[0-9]{1,2}[:時][0-9]{1,2}(?:[:分][0-9]{1,2}(?:\.[0-9]+)?秒?)?分?"
    r"\s*(?:AM|PM)?\s*(?:Z|UTC|JST|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_DAY = r"\s*(?:\(?[月火水木金土日]\)?(?:曜日)?|\((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\))?\s*"
YMD = rf"^([12][0-9]{{3}})\s*[-/.年]\s*([0-9]{{1,2}})\s*[-/.月]\s*([0-9]{{1,2}})\s*日?{_DAY}{_TIME}\s*生?(?:まれ)?$"
YMD8 = r"^([12][0-9]{3})([01][0-9])([0-3][0-9])(?:(?:[ T]?[0-2][0-9]:?[0-5][0-9](?::?[0-5][0-9])?)?)$"
DMY = rf"^([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.]((?:19|20)[0-9]{{2}}){_TIME}$"
TIMED = r"[0-9]{1,2}[:時][0-9]{1,2}|^[12][0-9]{13}$"
MIDNIGHT = r"[T ]0?0:00(:00(\.0+)?)?(Z|\+09:00)?$"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH = "|".join(f"{name}[a-z]*" for name in _MONTHS)
DMONY = rf"(?i)^([0-9]{{1,2}})[- /]({_MONTH})[-, /.]+((?:19|20)[0-9]{{2}})$"
MONDY = rf"(?i)^({_MONTH})[- /.]+([0-9]{{1,2}}),?[- /]+((?:19|20)[0-9]{{2}})$"


@dataclass(frozen=True, slots=True)
class Reading:
    """A day, and whether it lies beyond the era that it was written in."""

    day: date
    beyond: bool = False


def _number(text: str) -> int:
    """元, digits, 五十, 二十三, 五〇."""
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
    return int("".join(str(_KANJI.get(char, char)) for char in text))


def era(text: str) -> Reading | None:
    """The day written in 和暦, or None. `昭和五十年一月二日`, `S50.1.2`, `㍻3年4月1日`, `S500102`."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("‐", "-").replace("−", "-")
    found = _ERA.match(plain) or _ERA_DIGITS.match(plain)
    if not found:
        return None
    _, _, _, first, begins, ends = _BY_WORD[found[1].upper()]
    try:
        day = date(first + _number(found[2]) - 1, _number(found[3]), _number(found[4]))
    except ValueError:
        return None
    return Reading(day, not begins <= day <= ends)


def read(text: str) -> Reading | None:
    """The day that a cell states, western or 和暦, or None when it states none or no such day exists."""
    day = days(pl.Series([text]))[0]
    if np.isnat(day):
        return None
    japanese = era(text)
    return japanese or Reading(day.astype(object))


def days(cells: pl.Series) -> NDArray[np.datetime64]:
    """Folded cells → datetime64[D], NaT where a cell states no day of the calendar."""
    plain = cells.str.normalize("NFKC").str.strip_chars()
    answer = np.full(len(plain), np.datetime64("NaT"), dtype="datetime64[D]")
    for pattern, order in (
        (YMD, (1, 2, 3)),
        (YMD8, (1, 2, 3)),
        (DMY, (3, 2, 1)),
        (DMY, (3, 1, 2)),
        (DMONY, (3, 2, 1)),
        (MONDY, (3, 1, 2)),
    ):
        open_ = np.isnat(answer)
        if open_.any():
            answer = np.where(open_, _western(plain, pattern, order), answer)
    for at in np.flatnonzero(np.isnat(answer)):
        reading = _japanese(plain[int(at)])
        if reading:
            answer[at] = np.datetime64(reading.day)
    return answer


def _western(cells: pl.Series, pattern: str, order: tuple[int, int, int]) -> NDArray[np.datetime64]:
    if not bool(cells.str.contains(pattern).any()):
        return np.full(len(cells), np.datetime64("NaT"), dtype="datetime64[D]")
    year, month, day = (_field(cells, pattern, group) for group in order)
    frame = pl.DataFrame({"y": year, "m": month, "d": day})
    fits = pl.col("m").is_between(1, 12) & pl.col("d").is_between(1, 31)
    text = pl.format(
        "{}-{}-{}", "y", pl.col("m").cast(pl.String).str.zfill(2), pl.col("d").cast(pl.String).str.zfill(2)
    )
    made = frame.select(pl.when(fits).then(text).str.to_date("%Y-%m-%d", strict=False))
    return made.to_series().to_numpy().astype("datetime64[D]")


def _field(cells: pl.Series, pattern: str, group: int) -> pl.Series:
    text = cells.str.extract(pattern, group)
    named = {name.lower(): str(at) for at, name in enumerate(_MONTHS, 1)}
    if "Jan" in pattern:
        text = text.str.to_lowercase()
        text = pl.Series([None if one is None else named.get(one[:3], one) for one in text], dtype=pl.String)
    return text.cast(pl.Int32, strict=False)


def _japanese(text: str | None) -> Reading | None:
    if not text:
        return None
    found = _KANJI_WEST.match(text)
    if found:
        try:
            return Reading(date(_number(found[1]), _number(found[2]), _number(found[3])))
        except ValueError:
            return None
    return era(re.sub(r"生(まれ)?$", "", text))


def serials(cells: pl.Series) -> NDArray[np.datetime64]:
    """Excel's day numbers (1900 system: 25569 is 1970-01-01) → datetime64[D]; NaT outside 1900-03-01 … 2099."""
    number = cells.cast(pl.Float64, strict=False).to_numpy()
    fits = (number >= 61) & (number < 73051) & (number == np.floor(number))
    origin = np.datetime64(date(1899, 12, 30) + timedelta(0), "D")
    moved = origin + np.where(fits, number, 0).astype("int64").astype("timedelta64[D]")
    return np.where(fits, moved, np.datetime64("NaT", "D"))
