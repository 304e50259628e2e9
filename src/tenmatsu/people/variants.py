"""Characters that are one name written two ways: old forms, vendor forms, common look-alikes of the family register.

NFKC leaves 髙 﨑 邉 濵 德 alone, so the table is ours: old to new forms come from joyokanji (Apache-2.0), the rest from
the list below. Folding is for matching only: what is shown and posted is always the form as written.
斎 and 斉 (and 龍/竜, 嶋/島, 富/冨) are different legal names that people confuse; they are folded too, since a name
alone never joins two records, and `why` shows both forms as written.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

FAMILIES = (
    "辺邉邊", "高髙", "崎﨑嵜碕", "浜濱濵", "斎斉齋齊", "島嶋嶌", "富冨", "峰峯", "吉𠮷", "徳德", "沢澤", "広廣",
    "桜櫻", "恵惠", "真眞", "竜龍", "凛凜", "国國圀", "曽曾", "檜桧", "藪籔薮", "荘莊", "寿壽", "栄榮", "弥彌", "静靜",
    "清淸", "遥遙",
    "瑶瑤", "尭堯", "槙槇", "亘亙", "瀬瀨", "桑桒", "緒緖", "黒黑", "万萬", "与與", "礼禮", "豊豐", "関關",
    "児兒", "円圓", "条條", "来來", "亀龜", "宝寶", "実實", "楽樂", "応應", "歳歲", "渋澁澀", "滝瀧", "鉄鐵銕",
    "会會", "学學", "芸藝", "旧舊", "岡崗", "館舘", "昂昻", "晃晄", "巌巖", "柳栁", "橋𣘺",
    "鶴靍靏", "淵渕渊", "慎愼", "秋穐", "蔵藏", "諌諫", "頼賴", "穂穗",
    "衛衞", "鴎鷗", "鰺鯵", "呑吞", "喜㐂", "郎郞",
)  # fmt: skip
"""The first of each family stands for all."""


def _chain(table: dict[str, str], character: str) -> str:
    seen = {character}
    while (follow := table.get(character)) and follow not in seen:
        seen.add(follow)
        character = follow
    return character


@cache
def table() -> dict[str, str]:
    """Character as written → the character that stands for its family."""
    config = files("joyokanji") / "config"
    found: dict[str, str] = {}
    for name in ("kanji.json", "variants.json"):
        pairs = json.loads((config / name).read_text("utf-8"))
        found |= {old: new for old, new in pairs.items() if len(old) == len(new) == 1 and old != new}
    for family in FAMILIES:
        first = family[0]
        found |= {one: first for one in family[1:] if one != first}
        found.pop(first, None)
    return {old: _chain(found, old) for old in found if _chain(found, old) != old}


def fold(text: str) -> str:
    """`text` with each variant replaced by the form that stands for it: 髙﨑 → 高崎."""
    return text.translate(_ordinals())


@cache
def _ordinals() -> dict[int, str]:
    return {ord(old): new for old, new in table().items()}
