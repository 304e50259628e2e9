"""Postal addresses as a matching key: the same place written ten ways gives one key.

    東京都港区芝公園十二丁目３番４号 クレスト000   →  港区芝公園12-3-4
    東京都港区芝公園12-3-4-506                    →  港区芝公園12-3-4
    札幌市中央区北四条西５丁目                     →  札幌市中央区北4条西5
    京都市中京区烏丸通御池上る二条殿町552           →  京都市中京区二条殿町552

The prefecture is left out (it is often omitted), as are 大字・字, floor and room. The key is for matching only.
"""

from __future__ import annotations

import polars as pl

from tenmatsu.people import variants

PREFECTURE = r"^(?:北海道|東京都|(?:京都|大阪)府|[^\s\d]{2,3}?県)"
DIGITS = "〇一二三四五六七八九"
NUMERAL = r"[〇一二三四五六七八九十百]+"
STREET = r"([市区町村])[^0-9市区町村]{2,14}?(?:上る|下る|上ル|下ル|東入る?|西入る?|東入ル|西入ル|上がる|下がる)"
NUMBERS = r"^(\D*?\d+(?:条\D*?\d+)?(?:-\d+){0,2})"


NOWHERE = r"(?i)^(?:(?:null|none|n/?a|なし|無し|不明|未定|同上|ダミー|テスト|test|未入力|未登録|[-‐ー－*＊・.。、/?？0０ 　])+)$"
"""What is written where no address is known."""


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


UNITS = ("丁目", "番地", "番", "号", "条", "線", "地割", "の")
COUNTED = {f"{_numeral(value)}{unit}": f"{value}{unit}" for value in range(60, 0, -1) for unit in UNITS[:-1]}


def key(text: pl.Expr) -> pl.Expr:
    """The matching key of an address column (strings as written); null when there is no number and no town in it."""
    table = variants.table()
    tidy = (
        text.str.normalize("NFKC")
        .str.replace(r"^〒?\s*\d{3}-?\d{4}\s*", "")
        .str.replace_all(r"[\s　,、()（）「」]", "")
        .str.replace_all(r"(\d)[‐‑–—―−ー－ｰ~〜](\d)", "$1-$2")
        .str.replace_all(r"(\d)[‐‑–—―−ー－ｰ~〜](\d)", "$1-$2")
        .str.replace_many(list(table), list(table.values()))
        .str.replace(PREFECTURE, "")
        .str.replace_all("番町", "ばん町")
        .str.replace_many(list(COUNTED), list(COUNTED.values()), leftmost=True)
        .str.replace(STREET, "$1")
        .str.replace_all(r"大字|小字|([市区町村])字", "$1")
        .str.replace_many(["ヶ", "ケ", "ヵ", "カ", "ガ", "之", "ノ"], ["が", "が", "が", "が", "が", "の", "の"])
        .str.replace_all(r"(\d)(?:丁目|番地|番町目|番|号|線|地割)の?", "$1-")
        .str.replace_all(r"(\d)の(\d)", "$1-$2")
        .str.replace_all(r"-+", "-")
    )
    found = tidy.str.extract(NUMBERS, 1).fill_null(tidy.str.strip_chars("-"))
    return pl.when(found.str.len_chars() >= 4).then(found)
