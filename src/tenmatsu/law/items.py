"""Kinds of personal data by the law's measure: the words of items.toml, read leniently, never guessed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from tenmatsu.errors import RuleError

Class = Literal[
    "sensitive", "property", "login", "password", "login_pair", "payment_id", "payment_password", "account", "unique",
    "plain", "open",
]  # fmt: skip
UNNAMED = "other"
AND_MORE = ("…", "...", "?")
GRAVE = ("sensitive",)
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_JOINTS = re.compile(r"[・,，/／＋+&]|及び|および|並びに|と(?=\S)| and ")
_POLITE = re.compile(r"^[お御ご](?=.{2,})")
_TAIL = re.compile(r"(等|など|ほか|の?(一部|全部|写し|コピー|有無)|のみ|だけ)$")
_STUFF = re.compile(r"(情報|データ)$")
_NOT_HELD = re.compile(r"含まない|含まれない|含まず|含みません|含まれません|含まれていない|除く|以外|not included")
_MASKED = re.compile(r"下[4四]桁|末尾[4四]桁|マスク|マスキング|伏せ字|伏字|last(4|four)|masked")
_CARD = re.compile(r"クレジットカード|デビットカード|カード番号|card")
_PAYING = re.compile(
    r"バンキング|銀行|決済|送金|支払|証券|暗号資産|仮想通貨|ウォレット|電子マネー|キャッシュカード|ペイ|payment|bank|wallet|crypto"
)
_SECRET = re.compile(r"パスワード|暗証番号|password|passcode")
_ENTRY = re.compile(r"ログイン(?!パスワード)|id(?![a-z])|ユーザ|アカウント|口座番号|会員番号|login|user|account")
"""How a login is spelled inside a longer entry: what it opens, its secret half, its open half (folded text)."""


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
            table.setdefault(_bare(spelling), word)
    return table


def _bare(text: str) -> str:
    """A spelling without what does not change its sense: お, の, hyphens, underlines."""
    return re.sub(r"[の\-_]", "", _POLITE.sub("", fold(text)))


def _forms(text: str) -> Iterator[str]:
    """What a spelling may be looked up as, the most exact first."""
    whole = fold(text)
    yield whole
    yield whole.removesuffix("s")
    for shorter in (fold(_BRACKETS.sub("", text)), whole):
        yield shorter
        yield _TAIL.sub("", shorter)
        yield _STUFF.sub("", _TAIL.sub("", shorter))


def word_of(text: str) -> str | None:
    """The word for one spelling (`クレジットカード番号` → `card`, plurals too), or None when it is not in the list."""
    if _MASKED.search(fold(text)) and _CARD.search(fold(text)):
        return "card_last4"
    held = (_spellings().get(_bare(form)) for form in _forms(text) if form)
    return next((word for word in held if word), None)


def words_of(text: str) -> tuple[str, ...]:
    """The words in one entry: `氏名・住所` has two. What speaks of something grave inside an unknown entry counts
    as that; an entry that stays unknown is `other`; one that says what is not included holds none."""
    if _NOT_HELD.search(fold(text)):
        return ()
    whole = word_of(text)
    if whole:
        return (whole,)
    parts = [part for part in _JOINTS.split(_BRACKETS.sub("", text)) if part.strip()]
    each = [word_of(part) or _login_in(fold(part)) for part in parts]
    if len(parts) > 1 and all(each):
        return tuple(word for word in each if word)
    login = _login_in(fold(text))
    if login:
        return (login,)
    inside = [word for spelling, word in _spellings().items() if _grave_in(spelling, word, _bare(text))]
    return (*dict.fromkeys(inside), UNNAMED)


def _grave_in(spelling: str, word: str, text: str) -> bool:
    return kinds()[word].kind in GRAVE and len(spelling) > 1 and spelling in text


def _login_in(text: str) -> str | None:
    """A login, or half of one, told in other words: `ネット銀行のID・パスワード`."""
    if not _SECRET.search(text):
        return "payment_login_id" if _PAYING.search(text) and re.search(r"ログインid|loginid|userid", text) else None
    both = _ENTRY.search(text) is not None
    if _PAYING.search(text):
        return "payment_login" if both else "payment_password"
    return "login_pair" if both else "password"


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


_HALVES = ("login", "payment_id", "account")
_SECRETS = ("password", "payment_password")


def classes(items: Items) -> frozenset[str]:
    """The classes that the items have together: a login and a password make a pair, and where one of the two is that
    of a payment service, or a bank account, the pair is one whose use may cause loss of property (規則7条2号)."""
    found = {kinds()[word].kind for word in items.words}
    if found & {*_SECRETS} and found & {*_HALVES}:
        paying = found & {"payment_id", "payment_password", "account"}
        found.add("property" if paying else "login_pair")
    return frozenset(found)
