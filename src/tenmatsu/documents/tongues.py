"""The languages of a person's notice, and the names of kinds of data and advice in each (`tongues.toml`)."""

from __future__ import annotations

import tomllib
from calendar import month_name
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from tenmatsu.errors import RuleError

TONGUES = ("ja", "en", "zh-Hans", "zh-Hant", "ko")


class _Advice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: tuple[str, ...]
    words: dict[str, str]


class _Tongues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: dict[str, dict[str, str]]
    joint: dict[str, str]
    window: dict[str, dict[str, str]]
    state: dict[str, dict[str, str]]
    event: dict[str, dict[str, str]]
    event_joint: dict[str, str]
    advice: tuple[_Advice, ...]


@cache
def _table() -> _Tongues:
    text = files("tenmatsu.documents").joinpath("tongues.toml").read_text("utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), _Tongues)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"tongues.toml: {error}") from error


def kinds_text(kinds: Iterable[str], lang: str) -> str:
    """The names of kinds, each once, in the order of the table: 氏名、住所、電話番号."""
    held = set(kinds)
    names = [words[lang] for kind, words in _table().kind.items() if kind in held]
    return (
        _table().joint[lang].join(dict.fromkeys([*names, *(one for one in sorted(held) if one not in _table().kind)]))
    )


def event_text(events: Iterable[str], lang: str) -> str:
    """What happened to the data (leak, loss, damage) as a word of the language: 漏えい・毀損."""
    held = set(events)
    return _table().event_joint[lang].join(words[lang] for event, words in _table().event.items() if event in held)


def state_text(certainty: str, lang: str, events: Iterable[str], you: str) -> str:
    """What is said of the exposure: leaked, or may have leaked (lost, damaged); `you` is for Japanese alone."""
    said = _table().state["confirmed" if certainty == "confirmed" else "possible"][lang]
    return said.format(event=event_text(events, lang), you=you)


def window_text(start: str | None, end: str | None, lang: str) -> str:
    """The window of an exposure; that it is not known is said."""
    words = _table().window
    if not start and not end:
        return words["unknown"][lang]
    first, last = day_text(start or end or "", lang), day_text(end or start or "", lang)
    return first if first == last else words["span"][lang].format(start=first, end=last)


def day_text(text: str, lang: str) -> str:
    """A day (2023-07-14) as the language writes it."""
    year, month, day = text.split("-")
    return _table().window["day"][lang].format(y=int(year), m=int(month), d=int(day), month=month_name[int(month)])


def advice(kinds: Iterable[str], lang: str) -> list[str]:
    """What a person can do, by the kinds that concern them."""
    held = set(kinds)
    return [one.words[lang] for one in _table().advice if held & set(one.kinds)]


def everything() -> Mapping[str, dict[str, str]]:
    """Every kind with its names."""
    return _table().kind
