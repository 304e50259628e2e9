"""TOML 1.0 as text: the standard library reads it and does not write it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time

_BARE = re.compile(r"^[A-Za-z0-9_-]+$")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def pairs(table: Mapping[str, object]) -> str:
    """The `key = value` lines of one table."""
    return "".join(f"{_key(key)} = {value_text(value)}\n" for key, value in table.items())


def value_text(value: object) -> str:
    """One value: string, boolean, number, date, time, list or inline table; TypeError for anything else."""
    match value:
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _float(value)
        case date() | datetime() | time():
            return value.isoformat()
        case list() | tuple():
            return "[" + ", ".join(value_text(one) for one in value) + "]"
        case Mapping():
            return "{" + ", ".join(f"{_key(str(key))} = {value_text(one)}" for key, one in value.items()) + "}"
    raise TypeError(f"TOML has no {type(value).__name__}")


def _key(key: str) -> str:
    return key if _BARE.match(key) else _quoted(key)


def _float(value: float) -> str:
    return repr(value) if math.isfinite(value) else f"{value}".replace("Infinity", "inf")


def _quoted(text: str) -> str:
    return '"' + "".join(_SHORT.get(letter) or _letter(letter) for letter in text) + '"'


def _letter(letter: str) -> str:
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x20 or ord(letter) == 0x7F else letter
