"""The closed vocabulary of facts (facts.toml): names, types, meanings, and how their values are read."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from tenmatsu.errors import InputError, RuleError
from tenmatsu.law.items import Items, fold, parse_items
from tenmatsu.law.places import code_of
from tenmatsu.law.values import (
    Interval,
    Moment,
    Said,
    parse_choice,
    parse_count,
    parse_moment,
    parse_said,
    parse_words,
)

Value = Said | Interval | Moment | Items | frozenset[str] | str | None


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One name of the vocabulary."""

    type: Literal["answer", "count", "moment", "items", "words", "choice", "text"]
    ja: str
    en: str
    unit: str = ""
    candidates: bool = False
    by_place: bool = False
    choices: dict[str, tuple[str, ...]] = {}
    aliases: tuple[str, ...] = ()


@cache
def vocabulary() -> Mapping[str, Term]:
    """Every name of facts.toml."""
    text = files("tenmatsu.law").joinpath("facts.toml").read_text("utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, Term])
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"facts.toml: {error}") from error


@cache
def _names() -> Mapping[str, str]:
    return {alias: name for name, term in vocabulary().items() for alias in (name, *term.aliases)}


def name_of(given: str) -> str:
    """The vocabulary's name for `given` (`residents.FR` keeps its place); InputError with near words."""
    stem, _, place = given.strip().partition(".")
    name = _names().get(stem)
    if name is None or (bool(place) and not vocabulary()[name].by_place):
        near = difflib.get_close_matches(stem, _names(), 4, 0.5)
        meant = f"did you mean {', '.join(near)}? " if near else ""
        raise InputError(f"no fact is called {given!r}; {meant}`tenmatsu fact --names` lists them all")
    try:
        return f"{name}.{code_of(place)}" if place else name
    except ValueError as error:
        raise InputError(f"the fact {name} cannot be read: {error}") from error


def term_of(name: str) -> Term:
    """The term of a name that may carry a place."""
    return vocabulary()[name_of(name).partition(".")[0]]


def read_value(name: str, text: str) -> Value:
    """The value of a fact; InputError names the fact and the words allowed, never the text given."""
    term = term_of(name)
    try:
        match term.type:
            case "answer":
                return parse_said(text)
            case "count":
                return parse_count(text)
            case "moment":
                return Said.YES if fold(text) == "yes" else parse_moment(text, who=term.candidates)
            case "items":
                return parse_items(text)
            case "words":
                return parse_words(text, term.choices)
            case "choice":
                return parse_choice(text, term.choices)
            case "text":
                return text
    except ValueError as error:
        raise InputError(f"the fact {name} cannot be read: {error}") from error
