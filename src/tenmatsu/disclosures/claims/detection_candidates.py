"""Every day that a reader could take for the detection: first suspicion, knowledge of the leak, confirmation."""

from __future__ import annotations

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.claims.detection import candidates
from tenmatsu.disclosures.facts import Dated

CLAIM = Claim(
    "detection_candidates",
    lambda scene: scene.once("candidates", candidates),
    lambda fact: fact.date if isinstance(fact, Dated) else "",
    (
        (
            "流出のお詫び\n2021年4月20日\n当社は4月2日に不審な通信を検知し、4月9日に個人情報の流出が判明しました。",
            ("2021-04-02", "2021-04-09"),
        ),
    ),
    ("個人情報紛失のお詫び\n2021年4月20日\n書類を紛失しました。",),
)
