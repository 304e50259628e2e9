"""Every kind of claim finds what its own examples say, and nothing in its misses."""

from __future__ import annotations

import pytest

from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.layout import page
from tenmatsu.disclosures.read import claims, scenes


def _shown(claim: Claim, text: str) -> list[str]:
    return [claim.shows(fact) for scene in scenes(page(text)) for fact in claim.read(scene)]


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.field)
def test_a_claim_finds_its_examples(claim: Claim) -> None:
    for text, wanted in claim.hits:
        shown = _shown(claim, text)
        assert set(wanted) <= set(shown), (text, shown)


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.field)
def test_a_claim_leaves_its_misses(claim: Claim) -> None:
    for text in claim.misses:
        assert scenes(page(text)), "a miss is still a page that reports an incident"
        assert _shown(claim, text) == []


def test_every_claim_fills_a_field_of_its_own() -> None:
    fields = [claim.field for claim in claims()]
    assert len(fields) == len(set(fields)) >= 14
