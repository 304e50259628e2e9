"""case.toml of a rehearsal."""

from __future__ import annotations

import json
from datetime import date

from tenmatsu.model import Brief


def case_toml(brief: Brief) -> str:
    """The brief in the form that `investigate` reads."""
    lines = ["[case]", f"title = {_word(brief.title)}", f"organisation = {_word(brief.organisation)}"]
    lines += [f"sector = {_word(brief.sector)}", f"as_of = {brief.as_of.isoformat()}"]
    for one in brief.evidence:
        lines += ["", "[[evidence]]", f"path = {_word(one.path)}", f"channel = {_word(one.channel)}"]
        lines += [f"window = [{_days(one.window)}]"] if one.window else []
        lines += [f"certainty = {_word(one.certainty.value)}"]
    for master in brief.masters:
        lines += [
            "",
            "[[master]]",
            f"name = {_word(master.name)}",
            f"path = {_word(master.path)}",
            f"id = {_word(master.id)}",
        ]
        lines += [f"segments = [{', '.join(_word(one) for one in master.segments)}]"]
    return "\n".join(lines) + "\n"


def _word(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _days(window: tuple[date, date]) -> str:
    return ", ".join(day.isoformat() for day in window)
