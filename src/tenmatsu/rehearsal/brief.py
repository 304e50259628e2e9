"""case.toml of a rehearsal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tenmatsu.model import Brief, Evidence


def case_toml(brief: Brief) -> str:
    """The brief in the form that `investigate` reads."""
    lines = ["[case]", f"title = {_word(brief.title)}", f"organisation = {_word(brief.organisation)}"]
    lines += [f"sector = {_word(brief.sector)}", f"as_of = {brief.as_of.isoformat()}"]
    for one in brief.evidence:
        lines += ["", "[[evidence]]", *_evidence(one)]
    for master in brief.masters:
        lines += [
            "",
            "[[master]]",
            f"name = {_word(master.name)}",
            f"path = {_word(master.path)}",
            f"id = {_word(master.id)}",
        ]
        lines += [f"segments = [{', '.join(_word(one) for one in master.segments)}]"]
    for fact in brief.facts:
        lines += ["", "[[fact]]", *(f"{key} = {_value(value)}" for key, value in fact.items())]
    return "\n".join(lines) + "\n"


def _evidence(one: Evidence) -> list[str]:
    lines = [f"path = {_word(one.path)}", f"channel = {_word(one.channel)}"]
    lines += [f"window = [{_days(one.window)}]"] if one.window else []
    lines += [f"certainty = {_word(one.certainty.value)}"]
    lines += [f"recipient = {_word(one.recipient)}"] if one.recipient else []
    return lines + [f"{key} = {_value(value)}" for key, value in one.extra.items()]


def _value(value: object) -> str:
    """A TOML value: a word, a yes or no, a number, a day, a moment, a list, a table."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _word(str(value))


def _word(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _days(window: tuple[date, date]) -> str:
    return ", ".join(day.isoformat() for day in window)
