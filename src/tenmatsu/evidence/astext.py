"""A typed value as the text a person would see."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any


def text_of(value: Any) -> str:
    """9012345678 without .0, dates in ISO form, lists and objects as JSON, bytes as text or hex, null as ''."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return _bytes(value)
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=text_of)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def number(value: float) -> str:
    """A floating number with the 15 digits that a spreadsheet shows."""
    text = f"{value:.15g}"
    return f"{value:.0f}" if "e+" in text and abs(value) < 1e21 else text


def _bytes(value: bytes) -> str:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()
    return text if text.isprintable() else value.hex()
