"""F1 per field of a reading against marked gold: sets of plain values, pooled over documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from tenmatsu.disclosures.inventory import key_of
from tenmatsu.disclosures.names import short

FIELDS = (
    "organisation",
    "date",
    "detection",
    "count",
    "item",
    "item_excluded",
    "cause",
    "timeline",
    "contact",
    "reports",
)


def facts(incident: Mapping[str, Any], field: str) -> set[str]:
    """The plain values of one field."""
    if field in ("date", "detection"):
        dated = incident["disclosure" if field == "date" else "detection"]
        return {dated["date"]} if dated else set()
    if field == "organisation":
        return {re.sub(r"\s", "", short(one["name"])) for one in incident["organisations"]}
    if field == "count":
        units = {"名": "人", "者": "人"}
        return {f"{one['qualifier']}{one['value']}{units.get(one['unit'], one['unit'])}" for one in incident["counts"]}
    if field in ("item", "item_excluded"):
        return {
            key_of(unicodedata.normalize("NFKC", one["name"])) for one in incident[f"{field.replace('item', 'items')}"]
        }
    if field == "cause":
        return {re.sub(r"\(BCC漏れ\)", "", one["value"]) for one in incident["causes"]}
    if field == "timeline":
        return {one["date"] for one in incident["timeline"]}
    if field == "contact":
        return {re.sub(r"\D", "", one["phone"]) for one in incident["contacts"] if one.get("phone")}
    return {"警" if "警" in one["to"] else one["to"] for one in incident["reports"]}


def scores(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, float]:
    """F1 of each field over (gold, read) pairs of documents; incidents are paired in order."""
    hits = dict.fromkeys(FIELDS, 0)
    gold_all, read_all = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    for gold, read in pairs:
        for at in range(max(len(gold["incidents"]), len(read["incidents"]))):
            for field in FIELDS:
                want = facts(gold["incidents"][at], field) if at < len(gold["incidents"]) else set()
                have = facts(read["incidents"][at], field) if at < len(read["incidents"]) else set()
                if field == "timeline" and at < len(gold["incidents"]):
                    have -= facts(gold["incidents"][at], "date")
                hits[field] += len(want & have)
                gold_all[field] += len(want)
                read_all[field] += len(have)
    return {name: 2 * hits[name] / ((gold_all[name] + read_all[name]) or 1) for name in FIELDS}


def polarity_errors(gold: Mapping[str, Any], read: Mapping[str, Any]) -> list[str]:
    """Items that the page says were not exposed and that the reading calls exposed."""
    wrong: list[str] = []
    for want, have in zip(gold["incidents"], read["incidents"], strict=False):
        excluded = facts(want, "item_excluded") - facts(want, "item")
        wrong += sorted(excluded & facts(have, "item"))
    return wrong


def quotes(value: Any) -> Iterable[tuple[str, int]]:
    """Every quote with its offset."""
    if isinstance(value, dict):
        if isinstance(value.get("quote"), str):
            yield value["quote"], value["offset"]
        for inner in value.values():
            yield from quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes(inner)
