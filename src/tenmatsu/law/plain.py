"""A duty as plain values for JSON: dates as ISO 8601, both languages side by side."""

from __future__ import annotations

from typing import Any

import msgspec

from tenmatsu.law.duty import Duty
from tenmatsu.law.facts import key_of


def plain(duty: Duty) -> dict[str, Any]:
    """Every field of the duty, with `due`, `needs_review`, and the key of each fact of the chain (`fact_key`)."""
    tree: dict[str, Any] = msgspec.to_builtins(duty, str_keys=True)
    for reason, told in zip(duty.because, tree["because"], strict=True):
        told["fact_key"] = key_of(reason.fact) if reason.fact else None
    due = duty.due
    return {**tree, "due": due.isoformat() if due else None, "needs_review": duty.needs_review}
