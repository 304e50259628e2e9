"""Misdelivery: fax, post, mail or papers handed over that reached somebody else.

Every record in the documents was exposed to the recipient. That he destroyed them ends the danger; it does not undo
that he could read them (通則ガイドライン 3-5-1-2: no leak only where all was recovered before a third party looked).
"""

from __future__ import annotations

from collections.abc import Sequence

from tenmatsu.exposure.channel import Channel, Scene
from tenmatsu.exposure.given import choice, fact, whole
from tenmatsu.model import Fact

MEANS = {"fax": "ファクシミリ", "post": "郵送", "mail": "電子メール", "hand": "手渡し"}
DESTROYED = ("yes", "no", "unknown")
SAYS = {
    "yes": "誤って渡した書類は、受け取った者による破棄を確認した",
    "no": "誤って渡した書類は、破棄されていない",
    "unknown": "誤って渡した書類が破棄されたかは確認できていない",
}


def _lines(scene: Scene) -> str:
    choice(scene, "means", tuple(MEANS))
    choice(scene, "destroyed", DESTROYED)
    return whole(scene)


def _facts(scene: Scene) -> Sequence[Fact]:
    means, destroyed = choice(scene, "means", tuple(MEANS)), choice(scene, "destroyed", DESTROYED)
    found = [fact(scene, "media", MEANS[means])] if means else []
    return [*found, fact(scene, "other_matters", SAYS[destroyed])] if destroyed else found


CHANNEL = Channel(
    name="misdelivery",
    keys=frozenset({"means", "destroyed"}),
    lines=_lines,
    facts=_facts,
    whole=True,
    says={"ja": "誤送付", "en": "misdelivery"},
)
