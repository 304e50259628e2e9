"""What the commands share when they answer: the language, the terminal, JSON."""

from __future__ import annotations

import json
from typing import Any, Literal

import msgspec
from rich.console import Console
from rich.text import Text

Lang = Literal["ja", "en"]


def say(lang: str, ja: str, en: str) -> str:
    """The sentence in the language asked for."""
    return ja if lang == "ja" else en


def terminal() -> Console:
    """Standard output; no markup, since what is shown may hold brackets."""
    return Console(highlight=False, markup=False, emoji=False)


def print_json(answer: Any) -> None:
    """The answer as JSON in UTF-8: dataclasses become objects, dates ISO 8601, paths text."""
    plain = msgspec.to_builtins(answer, enc_hook=str)
    print(json.dumps(plain, ensure_ascii=False, indent=1))


def plain(text: str | None, empty: str = "") -> Text:
    """A value of the evidence as text: control characters, also those that turn the line round, never reach the
    terminal."""
    return Text(
        "".join(sign if sign.isprintable() else " " if sign in "\n\t\r\u3000" else "�" for sign in text or empty)
    )
