"""Precedents as MISP events (core format), and a check of what this module writes.

Source: MISP core format, https://www.misp-standard.org/rfc/misp-standard-core.html
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from tenmatsu.disclosures.precedents import Precedent

_SPACE = uuid.UUID("0b7a52f2-6f8e-5d8b-9c1e-6a4f5e6f7d21")
_TYPES = {
    "Targeting data": ("target-org",),
    "Other": ("datetime", "text", "counter", "phone-number", "comment"),
    "External analysis": ("text", "comment", "link"),
    "Person": ("phone-number", "text"),
}


def event(row: Precedent) -> dict[str, Any]:
    """One MISP event with an attribute for each fact; the words it stands on are the attribute's comment."""
    name = f"{row.doc}/{row.incident.id}"
    day = row.published or row.detected or row.event
    attributes = [
        {
            "uuid": str(uuid.uuid5(_SPACE, f"{name}/{number}")),
            "category": category,
            "type": kind,
            "value": value,
            "comment": comment,
            "to_ids": False,
            "disable_correlation": True,
        }
        for number, (category, kind, value, comment) in enumerate(_attributes(row))
    ]
    written: dict[str, Any] = {
        "uuid": str(uuid.uuid5(_SPACE, name)),
        "info": row.incident.title.value if row.incident.title else f"{row.organisation}: {', '.join(row.causes)}",
        "threat_level_id": "4",
        "analysis": "2",
        "distribution": "0",
        "published": False,
        "Attribute": attributes,
        "Tag": [{"name": "tlp:clear"}, *({"name": f'tenmatsu:cause="{cause}"'} for cause in row.causes)],
    }
    if day is not None:
        written["date"] = day.isoformat()
        written["timestamp"] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    return {"Event": written}


def _attributes(row: Precedent) -> Iterator[tuple[str, str, str, str]]:
    for who in row.incident.organisations:
        yield "Targeting data", "target-org", who.name, who.role
    if row.incident.detection is not None and row.detected is not None:
        yield (
            "Other",
            "datetime",
            f"{row.detected.isoformat()}T00:00:00+09:00",
            f"detection: {row.incident.detection.quote.text}",
        )
    for dated in row.incident.timeline:
        yield "Other", "text", f"{dated.date} {dated.what}", dated.quote.text
    for count in row.incident.counts:
        yield "Other", "text", f"{count.qualifier} {count.value}{count.unit} ({count.certainty})", count.quote.text
    for item in row.incident.items:
        yield "External analysis", "text", f"exposed: {item.name}", item.quote.text
    for item in row.incident.items_excluded:
        yield "External analysis", "text", f"not exposed: {item.name}", item.quote.text


def problems(written: Mapping[str, Any]) -> list[str]:
    """What in a MISP event does not fit the core format, one sentence each; empty when all fits."""
    inner = written.get("Event")
    if not isinstance(inner, Mapping):
        return ["Event is missing"]
    found = [
        f"Event.{name} is missing"
        for name in ("uuid", "info", "date", "threat_level_id", "analysis")
        if not inner.get(name)
    ]
    if inner.get("threat_level_id") not in ("1", "2", "3", "4"):
        found.append("Event.threat_level_id must be 1 to 4")
    if inner.get("analysis") not in ("0", "1", "2"):
        found.append("Event.analysis must be 0, 1 or 2")
    for number, attribute in enumerate(inner.get("Attribute", ())):
        found += [f"Attribute {number}: {problem}" for problem in _attribute_problems(attribute)]
    return found


def _attribute_problems(attribute: Mapping[str, Any]) -> Iterator[str]:
    try:
        uuid.UUID(str(attribute.get("uuid")))
    except ValueError:
        yield "its uuid is none"
    if attribute.get("type") not in _TYPES.get(str(attribute.get("category")), ()):
        yield f"type {attribute.get('type')!r} does not stand under category {attribute.get('category')!r}"
    if not attribute.get("value"):
        yield "its value is empty"
