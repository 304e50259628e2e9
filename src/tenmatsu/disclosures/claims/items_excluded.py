"""Kinds of data that the page says were not exposed. Never told as exposed."""

from __future__ import annotations

from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import DataItem
from tenmatsu.disclosures.inventory import inventory
from tenmatsu.disclosures.scene import Scene


def read(scene: Scene) -> Iterable[DataItem]:
    """Each excluded item once."""
    return scene.once("inventory", inventory)[1]


CLAIM = Claim(
    "items_excluded",
    read,
    lambda fact: fact.name if isinstance(fact, DataItem) else "",
    (
        (
            "流出のお詫び\n氏名が流出しましたが、クレジットカード番号や銀行口座情報は含まれておりません。",
            ("クレジットカード番号", "銀行口座情報"),
        ),
        ("流出のお詫び\n氏名、住所(クレジットカード情報は含まない)が流出しました。", ("クレジットカード情報",)),
    ),
    ("流出のお詫び\n氏名、住所が流出しました。",),
)
