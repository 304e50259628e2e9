"""Printed figures that count other things: devices, members in all, letters fetched back, inquiries."""

from __future__ import annotations

from collections.abc import Iterable

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.claims.counts import counted
from tenmatsu.disclosures.facts import Count
from tenmatsu.disclosures.scene import Scene


def read(scene: Scene) -> Iterable[Count]:
    """Each other figure once."""
    return scene.once("counted", counted)[1]


CLAIM = Claim(
    "figures",
    read,
    lambda fact: f"{fact.value}{fact.unit}" if isinstance(fact, Count) else "",
    (("紛失のお詫び\n生徒30人の成績が入ったパソコン1台を紛失しました。", ("1台",)),),
    ("紛失のお詫び\n生徒30人の成績を紛失しました。",),
)
