"""A page into a Disclosure: cut into incidents, each read by every kind of claim in `claims/`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tenmatsu import plug
from tenmatsu.disclosures import daylight, segment
from tenmatsu.disclosures.claim import Claim
from tenmatsu.disclosures.dates import Moment, resolve, scan
from tenmatsu.disclosures.facts import Disclosure, Incident, Stated
from tenmatsu.disclosures.layout import Page, page
from tenmatsu.disclosures.page import text_of
from tenmatsu.disclosures.scene import Scene

_ADDRESS = re.compile(r"https?://[^\s)）」】]+")
_SINGLE = frozenset({"disclosure", "report_number", "detection", "secondary_damage"})


@cache
def claims() -> tuple[Claim, ...]:
    """Every kind of claim."""
    return plug.members("tenmatsu.disclosures.claims", "CLAIM", Claim)


def read_file(path: Path) -> Disclosure:
    """Read a text, HTML, PDF or docx file. InputError names a file that cannot be read or holds no text."""
    return read(text_of(path), path.stem)


def read(text: str, doc: str) -> Disclosure:
    """Read a page's text. Every fact quotes it verbatim."""
    made = page(text, doc)
    incidents = tuple(_incident(scene, number) for number, scene in enumerate(scenes(made), 1))
    return Disclosure(doc, text, incidents)


def scenes(made: Page) -> list[Scene]:
    """The parts of a page that report an incident, each with its dates resolved from its own day."""
    parts = segment.parts(made)
    if not parts:
        return []
    found = scan(_without_addresses(made.text))
    lines = [daylight.dateline(made, part, found) for part in parts if not part.shared and not part.background]
    days = [day for day in lines if day is not None]
    return [_scene(made, part, found, days) for part in parts]


def _without_addresses(text: str) -> str:
    """Web addresses blanked out: their digits are no dates."""
    return _ADDRESS.sub(lambda address: " " * len(address.group()), text) if "http" in text else text


def _scene(made: Page, part: segment.Part, found: Sequence[Moment], days: Sequence[Moment]) -> Scene:
    whole = segment.Part(0, len(made.text), tuple(made.sentences))
    day = daylight.day_of(made, whole if part.background else part, found, days)
    held = [one for one in found if any(s.start <= one.start < s.end for s in part.sentences)] if part.background else [
        one for one in found if part.start <= one.start < part.end
    ]  # fmt: skip
    resolved = resolve(made.text, held, day.anchor, day.stated.start if day.stated else -1)
    headline = (part.headline.start, part.headline.end) if part.headline else None
    return Scene(
        made, part.start, part.end, part.sentences, resolved, None if part.background else day.stated, day.printed,
        day.anchor, part.owner, headline, part.background, part.shared,
    )  # fmt: skip


def _incident(scene: Scene, number: int) -> Incident:
    values: dict[str, Any] = {}
    for claim in claims():
        facts = tuple(claim.read(scene))
        values[claim.field] = (facts[0] if facts else None) if claim.field in _SINGLE else facts
    start = scene.page.folded.origin(scene.start)
    end = scene.page.folded.origin(scene.end - 1) + 1 if scene.end > scene.start else start
    title = None
    if scene.headline is not None:
        quote = scene.quote(*scene.headline)
        title = Stated(quote.text, quote)
    kind = "background" if scene.background else "primary"
    said = {item.quote.offset for item in values["items_excluded"]}
    values["items"] = tuple(item for item in values["items"] if item.quote.offset not in said)
    return Incident(id=f"incident_{number}", kind=kind, span=(start, end), title=title, **values)
