"""What a SELECT of an audit log looked at: its columns, and the conditions that bound its rows.

Not a parser of SQL: enough to tell, by the branches of its OR, which columns its WHERE compares with which values. What
cannot be followed (NOT, a function, a sub-query, a comparison of two columns) bounds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

MOST_BRANCHES = 1000


@dataclass(frozen=True, slots=True)
class Condition:
    """A column compared with values: `test` is in, like, between, >, >=, < or <=; `of` is the table of the column where
    the statement reads several and says it (`c.id`), else empty."""

    name: str
    test: str
    values: tuple[str, ...]
    of: str = ""


Branch = tuple[Condition, ...]
"""The conditions of one branch of an OR, all of which hold; empty where nothing bounds it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The branches that the conditions have, any of which may have shown rows, the columns shown ('*' for all), and the
    tables that were read."""

    branches: tuple[Branch, ...]
    columns: tuple[str, ...]
    tables: tuple[str, ...] = ()


_TEXT = re.compile(r"'((?:[^'\\]|''|\\.)*)'", re.S)
_APART = re.compile(r"\b(?:union(?:\s+all)?|intersect|except|minus)\b", re.I)
_SELECT = re.compile(
    r"\bselect\b(?:\s+(?:distinct|all|top\s*\(?\s*\d+\s*\)?))*(?P<columns>.*?)\bfrom\b(?P<rest>.*)", re.I | re.S
)
_WHERE = re.compile(r"\bwhere\b(?P<test>.*?)(?:\b(?:group|order|limit|for|offset|fetch|having)\b|;|$)", re.I | re.S)
_FROM = re.compile(r"^(?P<tables>.*?)(?:\bwhere\b|\bgroup\b|\border\b|\blimit\b|\bfor\b|\bhaving\b|;|$)", re.I | re.S)
_ONE = r"(?:[^\W\d][\w$#]*|\"[^\"]*\"|`[^`]*`|\[[^\]]*\])"
_NAME = rf"(?P<name>{_ONE}(?:\s*\.\s*{_ONE})*)"
_LITERAL = r"(?:[NnEe]?'\d+'|[+-]?\d+(?:\.\d+)?|\"[^\"]*\")"
_TESTS = (
    re.compile(rf"{_NAME}\s*(?P<test>=|>=|<=|<|>)\s*(?P<value>{_LITERAL})(?:::[\w ]+)?", re.S),
    re.compile(rf"{_NAME}\s+(?P<test>in)\s*\((?P<value>[^()]*)\)", re.I | re.S),
    re.compile(rf"{_NAME}\s+i?(?P<test>like)\s+(?P<value>[NnEe]?'\d+')", re.I | re.S),
    re.compile(rf"{_NAME}\s+(?P<test>between)\s+(?P<value>{_LITERAL}\s*,\s*{_LITERAL})", re.I | re.S),
)
_TURNED = re.compile(rf"(?P<value>{_LITERAL})\s*=\s*{_NAME}", re.S)
_VALUE = re.compile(r"'(\d+)'|([+-]?\d+(?:\.\d+)?)|\"([^\"]*)\"")  # the last is MySQL's
_SYSTEM = re.compile(r"\W*(?:pg_\w+|information_schema|performance_schema|mysql\W*\.|sys\W*\.|dual\b)", re.I)
_BETWEEN = re.compile(r"\bbetween\b(.*?)\band\b", re.I | re.S)
_TABLE = re.compile(
    rf"(?:^|,|\bjoin\b)\s*(?:only\s+)?(?P<table>{_ONE}(?:\s*\.\s*{_ONE})*)(?:\s+(?:as\s+)?(?P<alias>{_ONE}))?", re.I
)
_FURTHER = re.compile(rf"\b(?:from|join)\b\s*(?:only\s+)?(?P<table>{_ONE}(?:\s*\.\s*{_ONE})*)", re.I)
_COUNTS = re.compile(r"\s*count\s*\(.*\)\s*(?:as\s+)?\S*\s*", re.I | re.S)
_WORDS = {"on", "using", "inner", "left", "right", "full", "cross", "natural", "join", "where", "outer", "with"}


def statement(sql: str) -> Statement | None:
    """What a SELECT says; None for any other statement, and for one that only counts: they show no row."""
    texts: list[str] = []

    def kept(found: re.Match[str]) -> str:
        texts.append(found[1].replace("''", "'").replace("\\'", "'"))
        return f"'{len(texts) - 1}'"

    plain = re.sub(r"--[^\n]*|/\*.*?\*/", " ", _TEXT.sub(kept, sql), flags=re.S)
    branches: list[Branch] = []
    columns: list[str] = []
    read: list[str] = []
    for part in _APART.split(plain):
        found = _SELECT.search(part)
        if found and not _SYSTEM.match(found["rest"]) and not _COUNTS.fullmatch(found["columns"]):
            where = _WHERE.search(found["rest"])
            tables = _tables(found["rest"])
            branches += _branches(where["test"], texts, tables) if where else [()]
            columns += _columns(found["columns"])
            read += _read(found["rest"])
    return Statement(tuple(branches), tuple(columns), tuple(dict.fromkeys(read))) if branches else None


def _read(rest: str) -> list[str]:
    """The tables that are read, in small letters; those of a sub-query too."""
    deeper = [bare(one["table"]).casefold() for one in _FURTHER.finditer(rest)]
    named = [one.casefold() for one in _tables(rest).values()]
    return [one for one in (*named, *deeper) if one not in ("select", "lateral")]


def _tables(rest: str) -> dict[str, str]:
    """Alias and name → table, of the tables that are read."""
    found = _FROM.match(rest)
    named: dict[str, str] = {}
    for one in _TABLE.finditer(found["tables"] if found else ""):
        table = bare(one["table"])
        named[table.casefold()] = table
        if one["alias"] and one["alias"].casefold() not in _WORDS:
            named[bare(one["alias"]).casefold()] = table
    return named


def bare(name: str) -> str:
    """The last part of a name, without its quotes."""
    return name.rsplit(".", 1)[-1].strip().strip('"`[] ')


def _branches(test: str, texts: list[str], tables: dict[str, str]) -> list[Branch]:
    """The alternatives of a condition: those of an OR one after the other, those of an AND each with each."""
    test = _BETWEEN.sub(r" between \1 , ", _inner(test))
    either = _split(test, "or")
    if len(either) > 1:
        return [branch for one in either for branch in _branches(one, texts, tables)]
    both = _split(test, "and")
    if len(both) == 1:
        return [_condition(test, texts, tables)]
    parts = [_branches(one, texts, tables) for one in both]
    count = 1
    for part in parts:
        count *= len(part)
    if count > MOST_BRANCHES:
        longest = max(parts, key=len)
        return longest if sum(len(one) > 1 for one in parts) == 1 else [()]
    return [tuple(pair for branch in each for pair in branch) for each in product(*parts)]


def _inner(test: str) -> str:
    """Without the brackets around the whole."""
    test = test.strip()
    while test.startswith("(") and _closing(test) == len(test) - 1:
        test = test[1:-1].strip()
    return test


def _closing(test: str) -> int:
    depth = 0
    for at, sign in enumerate(test):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at
    return -1


def _split(test: str, word: str) -> list[str]:
    """The parts between a word that stands outside all brackets."""
    parts, start, depth = [], 0, 0
    for found in re.finditer(rf"[()]|\b{word}\b", test, re.I):
        if found[0] in "()":
            depth += 1 if found[0] == "(" else -1
        elif depth == 0:
            parts.append(test[start : found.start()])
            start = found.end()
    return [*parts, test[start:]]


def _condition(test: str, texts: list[str], tables: dict[str, str]) -> Branch:
    """One condition without AND and OR; none for a NOT, a function, a sub-query, a comparison of two columns."""
    test = test.strip()
    found = next((one for form in _TESTS if (one := form.fullmatch(test))), None) or _TURNED.fullmatch(test)
    if not found or re.match(r"\s*select\b", found["value"], re.I):
        return ()
    values = tuple(texts[int(at)] if at else number or quoted for at, number, quoted in _VALUE.findall(found["value"]))
    if not values or _VALUE.sub("", re.sub(r"[NnEe](?=')", "", found["value"])).replace(",", "").strip():
        return ()
    word = found.groupdict().get("test") or "="
    before, dot, _ = found["name"].rpartition(".")
    of = tables.get(bare(before).casefold(), bare(before)) if dot else ""
    of = "" if set(tables.values()) == {of} else of
    return (Condition(bare(found["name"]), "in" if word == "=" else word.lower(), values, of),)


def _columns(text: str) -> list[str]:
    names = []
    for part in re.split(r",(?![^(]*\))", text):
        told = re.split(r"\bas\b", part.strip(), flags=re.I)[0].strip()
        if not _COUNTS.fullmatch(told):
            names.append(bare(told) or "*")
    return names
