"""Postal addresses as a matching key: the same place written ten ways gives one key.

    東京都港区芝公園十二丁目３番４号 クレスト000   →  港区芝公園12-3-4
    東京都港区芝公園12-3-4-506                    →  港区芝公園12-3-4
    札幌市中央区北四条西５丁目１                   →  札幌市中央区北4条西5-1
    京都市中京区烏丸通御池上る二条殿町552           →  京都市中京区二条殿町552

The prefecture is left out (it is often omitted), as are 大字・字, floor and room. The key is for matching only.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from tenmatsu.people import variants

PREFECTURE = r"^(?:〒?\d{3}-?\d{4})?(?:北海道|東京都|(?:京都|大阪)府|[^\s\d]{2,3}?県)?"
STREET = r"([市区町村])[^0-9市区町村]{2,14}?(?:上る|下る|上ル|下ル|東入る?|西入る?|東入ル|西入ル|上がる|下がる)"
ON_A_STREET = "[東西上下][入るルが]"
NUMBERS = r"^(\D*?\d+(?:条\D*?\d+)?(?:-\d+){0,2})"
NOWHERE = (
    r"(?i)^(?:(?:null|none|n/?a|なし|無し|不明|未定|同上|ダミー|テスト|test|未入力|未登録|"
    r"[-‐ー－*＊・.。、/?？0０ 　])+)$"
)
"""What is written where no address is known."""

DIGITS = "〇一二三四五六七八九"
UNITS = {"丁目": "-", "番地の": "-", "番地": "-", "番": "-", "号": "-", "地割": "-", "条": "条", "線": "線"}


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


@cache
def _rewritten() -> tuple[list[str], list[str]]:
    """Every piece written otherwise in a key, the longest first: 十二丁目 → 12-, 番地の → -, ー → -, 髙 → 高."""
    table = {f"{_numeral(value)}{unit}": f"{value}{to}" for value in range(1, 60) for unit, to in UNITS.items()}
    table |= {unit: to for unit, to in UNITS.items() if unit != to}
    table |= {f"{_numeral(value)}番町": f"{_numeral(value)}ばん町" for value in range(1, 60)} | {"番町": "ばん町"}
    table |= dict.fromkeys("‐‑–—―−ー－ｰ~〜のノ之", "-") | dict.fromkeys("ヶケヵカガが", "が")
    table |= {sign: "" for sign in " 　,、()（）「」"} | {"大字": "", "小字": ""}
    table |= {f"{place}字": place for place in "市区町村"}
    table |= variants.table()
    longest = sorted(table, key=lambda one: (-len(one), one))
    return longest, [table[one] for one in longest]


def key(text: pl.Series) -> pl.Series:
    """The matching key of an address column (as written); null when there is no number and no town in it."""
    old, new = _rewritten()
    tidy = text.str.normalize("NFKC").str.replace_many(old, new, leftmost=True).str.replace(PREFECTURE, "")
    street = tidy.str.contains(ON_A_STREET).fill_null(value=False)
    if street.any():
        tidy = tidy.zip_with(~street, tidy.str.replace(STREET, "$1"))
    tidy = tidy.str.replace_all("-+", "-")
    found = tidy.str.extract(NUMBERS, 1)
    found = found.zip_with(found.is_not_null(), tidy.str.strip_chars("-"))
    return found.set(found.str.len_chars() < 4, None)
