"""Kinds of personal data by the law's measure: the words of items.toml, read leniently, never guessed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from tenmatsu.errors import RuleError

Class = Literal["sensitive", "property", "login", "password", "login_pair", "unique", "plain", "open"]
UNNAMED = "other"
AND_MORE = ("…", "...", "?")
GRAVE = ("sensitive",)
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_JOINTS = re.compile(r"[・,，/／＋+&]|及び|および|並びに|と(?=\S)| and ")


class ItemKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """One kind: its class under the law, its names, further spellings."""

    kind: Class
    ja: str
    en: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """The kinds found; `complete` is False while something is unread or unnamed, so that absence proves nothing."""

    words: frozenset[str]
    complete: bool = True

    def __str__(self) -> str:
        return ";".join(sorted(self.words)) + ("" if self.complete else ";…")


@cache
def kinds() -> Mapping[str, ItemKind]:
    """Every kind of items.toml by its word."""
    text = files("tenmatsu.law").joinpath("items.toml").read_text("utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, ItemKind])
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"items.toml: {error}") from error


def fold(text: str) -> str:
    """Case, width, spaces and middle dots aside."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("・", "")


@cache
def _spellings() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for word, kind in kinds().items():
        for spelling in (word, kind.ja, kind.en, *kind.also):
            table.setdefault(fold(spelling), word)
    return table


def word_of(text: str) -> str | None:
    """The word for one spelling (`クレジットカード番号` → `card`, plurals too), or None when it is not in the list."""
    folded = fold(text)
    for spelling in (folded, folded.removesuffix("s"), fold(_BRACKETS.sub("", text))):
        if spelling in _spellings():
            return _spellings()[spelling]
    return None


def words_of(text: str) -> tuple[str, ...]:
    """The words in one entry: `氏名・住所` has two. What speaks of something grave inside an unknown entry counts
    as that; an entry that stays unknown is `other`."""
    whole = word_of(text)
    if whole:
        return (whole,)
    parts = [part for part in _JOINTS.split(text) if part.strip()]
    each = [word_of(part) for part in parts]
    if len(parts) > 1 and all(each):
        return tuple(word for word in each if word)
    inside = [word for spelling, word in _spellings().items() if kinds()[word].kind in GRAVE and spelling in fold(text)]
    return (*dict.fromkeys(inside), UNNAMED)


def _entries(text: str) -> list[str]:
    return [part.strip() for part in text.replace("、", ";").replace("；", ";").split(";") if part.strip()]


def parse_items(text: str) -> Items:
    """Read `氏名;メールアドレス;…`; a trailing … says that there may be more. A word not in the list leaves it open."""
    entries = _entries(text)
    words = [word for entry in entries if entry not in AND_MORE for word in words_of(entry)]
    opened = any(entry in AND_MORE for entry in entries) or any(kinds()[word].kind == "open" for word in words)
    return Items(frozenset(words), complete=not opened)


def unnamed(text: str) -> tuple[str, ...]:
    """The spellings in `text` that the list does not hold."""
    return tuple(entry for entry in _entries(text) if entry not in AND_MORE and UNNAMED in words_of(entry))


def name_of(word: str, lang: str) -> str:
    """The name shown for a word."""
    kind = kinds()[word]
    return kind.ja if lang == "ja" else kind.en


def classes(items: Items) -> frozenset[str]:
    """The classes that the items have together: a login and a password make a pair."""
    found = {kinds()[word].kind for word in items.words}
    if "password" in found and "login" in found:
        found.add("login_pair")
    return frozenset(found)
