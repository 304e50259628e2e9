"""Loss: a medium that was lost or stolen, with all that it held.

Encryption makes nobody safe by itself: it releases only with the means of decryption kept safe (規則7条1号の高度な
暗号化その他の措置), which the facts `advanced_encryption` and `key_state` settle. Exposure is then only possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tenmatsu.exposure.channel import Channel, Scene
from tenmatsu.exposure.given import choice, fact, text, whole
from tenmatsu.model import Certainty, Fact

ANSWERS = ("yes", "no", "unknown")
SAYS = {
    "yes": "媒体は暗号化されていたとされる(方式と鍵の状態は確かめること)",
    "no": "媒体は暗号化されていなかった",
    "unknown": "媒体が暗号化されていたかは分かっていない",
}


def _lines(scene: Scene) -> str:
    text(scene, "medium")
    choice(scene, "stolen", ANSWERS)
    if choice(scene, "encrypted", ANSWERS) == "yes":
        scene = replace(scene, evidence=replace(scene.evidence, certainty=Certainty.POSSIBLE))
    return whole(scene)


def _facts(scene: Scene) -> Sequence[Fact]:
    found = []
    if medium := text(scene, "medium"):
        found.append(fact(scene, "media", medium))
    if encrypted := choice(scene, "encrypted", ANSWERS):
        found.append(fact(scene, "encrypted", encrypted))
        found.append(fact(scene, "other_matters", SAYS[encrypted]))
        strong = {"yes": "unknown", "no": "no", "unknown": "unknown"}[encrypted]
        found.append(fact(scene, "advanced_encryption", strong, note="方式と鍵の状態を確かめる"))
    if stolen := choice(scene, "stolen", ANSWERS):
        found.append(fact(scene, "stolen", stolen))
        if stolen == "yes":
            found.append(fact(scene, "improper_purpose", "suspected"))
    return found


CHANNEL = Channel(
    name="loss",
    keys=frozenset({"medium", "encrypted", "stolen"}),
    lines=_lines,
    facts=_facts,
    whole=lambda _scene: True,
    says={"ja": "紛失・盗難", "en": "loss or theft of a medium"},
)
