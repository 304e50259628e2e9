"""Kinds of data that leaked, may have leaked, or were on what went missing."""

from __future__ import annotations

from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.facts import DataItem
from tenmatsu.disclosures.inventory import inventory
from tenmatsu.disclosures.scene import Scene


def read(scene: Scene) -> Iterable[DataItem]:
    """Each exposed item once."""
    return scene.once("inventory", inventory)[0]


CLAIM = Claim(
    "items",
    read,
    lambda fact: fact.name if isinstance(fact, DataItem) else "",
    (
        (
            "流出のお詫び\n不正アクセスにより、会員の氏名、住所及び電話番号が流出しました。",
            ("氏名", "住所", "電話番号"),
        ),
        (
            "流出のお詫び\n流出しました。\n2. 流出した情報\n・カード情報(番号、有効期限、セキュリティコード)",
            ("クレジットカード番号", "有効期限", "セキュリティコード"),
        ),
    ),
    ("流出のお詫び\n流出しました。カード番号や暗証番号を電話でお聞きすることはありません。",),
)
