"""Invented notices with their gold: plain pages in which every fact is marked where it stands.

A mark is `{{kind:value|words}}`; the words stay in the page, the mark becomes a fact that quotes them. A mark without
words gives a fact that the page states elsewhere. `{{#}}` opens the next incident of a round-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MARK = re.compile(r"\{\{(?P<head>[^{}|]*?)(?:\|(?P<words>(?:[^{}]|\{\{[^{}]*\}\})*?))?\}\}")
_LISTS = (
    "organisations",
    "timeline",
    "causes",
    "counts",
    "items",
    "items_excluded",
    "reports",
    "contacts",
    "corrections",
)
NOTICES = Path(__file__).parent / "notices"


def notices(name: str) -> Iterator[tuple[str, str]]:
    """The marked pages of one file, each with its name."""
    for part in (NOTICES / f"{name}.txt").read_text(encoding="utf-8").split("%%% ")[1:]:
        head, _, page = part.partition("\n")
        yield head.split()[0], page.strip("\n") + "\n"


def gold(doc: str, marked: str) -> tuple[str, dict[str, Any]]:
    """The plain page and its gold annotation."""
    pieces: list[str] = []
    facts: list[tuple[str, str, int, str]] = []
    _walk(marked, 0, pieces, facts)
    text = "".join(pieces)
    incidents: list[dict[str, Any]] = []
    for kind, value, start, words in facts:
        if kind == "#" or not incidents:
            incidents.append(_empty(len(incidents), "background" if value == "background" else "primary", len(text)))
            if kind == "#":
                if len(incidents) == 2 and not any(incidents[0][key] for key in _LISTS):
                    del incidents[0]
                continue
        _take(incidents[-1], kind, value, words, start if words else 0, text)
    return text, {"doc": doc, "header": None, "incidents": incidents}


def _walk(marked: str, base: int, pieces: list[str], facts: list[tuple[str, str, int, str]]) -> int:
    """Copy the words and note the marks; returns the length of the plain text so far."""
    at = 0
    for mark in _MARK.finditer(marked):
        plain = marked[at : mark.start()]
        pieces.append(plain)
        base += len(plain)
        kind, _, value = mark["head"].partition(":")
        if mark["head"].startswith("#"):
            kind, value = "#", mark["head"][1:]
        words = mark["words"] or ""
        bare = _MARK.sub(lambda inner: inner["words"] or "", words)
        facts.append((kind, value, base, bare))
        base = _walk(words, base, pieces, facts)
        at = mark.end()
    pieces.append(marked[at:])
    return base + len(marked[at:])


def _empty(number: int, kind: str, end: int) -> dict[str, Any]:
    single = dict.fromkeys(("title", "disclosure", "report_number", "detection", "secondary_damage"))
    return {"id": f"i{number}", "kind": kind, "core": True, "span": [0, end], **single, **{key: [] for key in _LISTS}}


def _take(incident: dict[str, Any], kind: str, value: str, words: str, start: int, text: str) -> None:
    quote = {"quote": words or text[:1], "offset": start}
    if kind == "o":
        incident["organisations"].append({"name": words, "aliases": [], "role": value, **quote})
    elif kind == "d":
        incident["disclosure"] = {"date": value, **quote}
    elif kind in "tx":
        incident["timeline"].append({"date": value, "what": "", "core": True, **quote})
        if kind == "x":
            incident["detection"] = {"date": value, "how": "", **quote}
    elif kind == "k":
        incident["causes"].append({"value": value, **quote})
    elif kind == "c":
        number, unit, qualifier, certainty = value.split(",")
        count = {
            "value": int(number),
            "unit": unit,
            "qualifier": qualifier,
            "certainty": certainty,
            "what": "",
            "core": True,
        }
        incident["counts"].append({**count, **quote})
    elif kind in "ie":
        incident["items" if kind == "i" else "items_excluded"].append({"name": value or words, **quote})
    elif kind == "r":
        incident["reports"].append({"to": words or "文部科学省", "kind": value, **quote})
    elif kind == "p":
        incident["contacts"].append({"phone": words, "hours": "", **quote})
    elif kind == "s":
        incident["secondary_damage"] = {"value": value, **quote}
    elif kind == "n":
        incident["report_number"] = {"value": value, **quote}
    elif kind == "co":
        field, before, after = value.split(">")
        incident["corrections"].append({"field": field, "from": before, "to": after, **quote})
