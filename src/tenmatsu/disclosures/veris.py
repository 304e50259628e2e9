"""Precedents as VERIS incidents (community schema 1.3.7), and a check of what this module writes.

Source of the enumerations: verisc-enum.json of the VERIS project. What a page does not say is written Unknown.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from tenmatsu.disclosures import lexicon
from tenmatsu.disclosures.precedents import Precedent

VERSION = "1.3.7"
_SPACE = uuid.UUID("6f1d1f0e-5f0c-5a9e-9a53-3d1f1f6c0f11")


def incident(row: Precedent) -> dict[str, Any]:
    """One VERIS incident. `plus` keeps the causes and items in the words of the page's language."""
    written: dict[str, Any] = {
        "schema_version": VERSION,
        "schema_name": "veris",
        "incident_id": str(uuid.uuid5(_SPACE, f"{row.doc}/{row.incident.id}")),
        "source_id": "tenmatsu",
        "security_incident": "Confirmed",
        "summary": row.incident.title.value if row.incident.title else row.organisation,
        "confidence": "Medium",
        "victim": {
            "victim_id": row.organisation or "Unknown",
            "industry": "000000",
            "employee_count": "Unknown",
            "country": ["JP"],
        },
        "action": _actions(row),
        "actor": _actors(row),
        "asset": {"assets": [{"variety": name} for name in _assets(row)], "cloud": ["Unknown"]},
        "attribute": {"confidentiality": _confidentiality(row)},
        "timeline": _timeline(row),
        "discovery_method": {"unknown": True},
        "reference": row.doc,
        "plus": {"causes": list(row.causes), "items": list(row.items), "items_excluded": list(row.excluded)},
    }
    return written


def _kinds(row: Precedent) -> list[Mapping[str, Any]]:
    table = lexicon.load("veris")["cause"]
    return [table[cause] for cause in row.causes if cause in table]


def _actions(row: Precedent) -> dict[str, Any]:
    actions: dict[str, Any] = {}
    for kind in _kinds(row):
        held = actions.setdefault(kind["action"], {"variety": [], "vector": []})
        for name in ("variety", "vector"):
            if kind[name] not in held[name]:
                held[name].append(kind[name])
        if kind["action"] == "social":
            held["target"] = ["Unknown"]
    return actions or {"unknown": {}}


def _actors(row: Precedent) -> dict[str, Any]:
    who = {kind["actor"] for kind in _kinds(row)}
    actors: dict[str, Any] = {}
    if "external" in who:
        actors["external"] = {"variety": ["Unknown"], "motive": ["Unknown"], "country": ["Unknown"]}
    if "internal" in who:
        actors["internal"] = {"variety": ["Unknown"], "motive": ["Unknown"]}
    return actors or {"unknown": {}}


def _assets(row: Precedent) -> list[str]:
    return list(dict.fromkeys(kind["asset"] for kind in _kinds(row))) or ["Unknown"]


def _confidentiality(row: Precedent) -> dict[str, Any]:
    varieties = dict.fromkeys(_variety(item) for item in row.items) or {"Unknown": None}
    total = row.records or row.persons
    certain = "漏えい確認" in {
        *(one.certainty for one in row.incident.counts),
        *(one.certainty for one in row.incident.items),
    }
    written: dict[str, Any] = {
        "data_disclosure": "Yes" if certain else "Potentially",
        "data": [{"variety": name} for name in varieties],
        "state": ["Unknown"],
        "data_victim": ["Unknown"],
    }
    return written | ({"data_total": total} if total else {})


def _variety(item: str) -> str:
    table = lexicon.load("veris")["item"]
    return next((name for name, words in table.items() if any(word in item for word in words)), "Personal")


def _timeline(row: Precedent) -> dict[str, Any]:
    day = row.event or row.detected or row.published
    whole: dict[str, int] = {"year": day.year, "month": day.month, "day": day.day} if day else {"year": row.year or 0}
    written: dict[str, Any] = {"incident": whole}
    if row.to_detection is not None:
        written["discovery"] = {"unit": "Days", "value": row.to_detection}
    return written


def problems(written: Mapping[str, Any]) -> list[str]:
    """What in a VERIS incident does not fit the schema, one sentence each; empty when all fits."""
    known = lexicon.load("veris")["enum"]
    found = [f"{name} is missing" for name in known["required"] if name not in written]
    if found:
        return found
    for action, held in written["action"].items():
        if action == "unknown":
            continue
        if action not in known["action"]:
            found.append(f"action.{action} is no VERIS action")
            continue
        for name in ("variety", "vector"):
            allowed = known["action"][action][name]
            found += [f"action.{action}.{name}: no such value {one!r}" for one in held[name] if one not in allowed]
    for actor in written["actor"]:
        if actor not in ("external", "internal", "partner", "unknown"):
            found.append(f"actor.{actor} is no VERIS actor")
    confidentiality = written["attribute"]["confidentiality"]
    if confidentiality["data_disclosure"] not in ("Yes", "No", "Potentially", "Unknown"):
        found.append("attribute.confidentiality.data_disclosure: no such value")
    found += [
        f"data: no such variety {one['variety']!r}"
        for one in confidentiality["data"]
        if one["variety"] not in known["data"]
    ]
    found += [
        f"asset: no such variety {one['variety']!r}"
        for one in written["asset"]["assets"]
        if one["variety"] not in known["asset"]
    ]
    if not 1900 <= written["timeline"]["incident"]["year"] <= 2100:
        found.append("timeline.incident.year is not known, and VERIS asks for it")
    return found
