"""What a SELECT of an audit log looked at: its columns, and the values that its conditions name.

Not a parser of SQL: enough to tell the values that a WHERE names, by the branches of its OR, from a look at the whole
table. A branch without a value (LIKE, ranges, NOT, no WHERE) bounds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

Branch = tuple[tuple[str, str], ...]
"""The values of one branch of an OR, each with its column (`c.id` keeps its table); empty where nothing bounds it."""
MOST_BRANCHES = 1000
_TEXT = re.compile(r"'((?:[^']|'')*)'")
_APART = re.compile(r"\b(?:union(?:\s+all)?|intersect|except|minus)\b", re.I)
_SELECT = re.compile(r"\bselect\b(?:\s+distinct)?(?P<columns>.*?)\bfrom\b(?P<rest>.*)", re.I | re.S)
_WHERE = re.compile(r"\bwhere\b(?P<test>.*?)(?:\b(?:group|order|limit|for|offset|fetch)\b|;|$)", re.I | re.S)
_NAME = r"(?P<name>(?:[\w.]|\"[^\"]*\"|`[^`]*`|\[[^\]]*\])*?(?:[^\W\d]\w*|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]))"
_EQUAL = re.compile(rf"{_NAME}\s*=\s*(?P<value>[NnEe]?'\d+'|\d+|\"[^\"]*\")(?:::\w+)?", re.S)
_TURNED = re.compile(rf"(?P<value>[NnEe]?'\d+'|\d+)\s*=\s*{_NAME}", re.S)
_IN = re.compile(rf"{_NAME}\s+in\s*\((?P<value>[^()]*)\)", re.I | re.S)
_VALUE = re.compile(r"'(\d+)'|\b(\d+)\b|\"([^\"]*)\"")  # the last is MySQL's
_SYSTEM = re.compile(r"\W*(?:pg_\w+|information_schema|performance_schema|mysql\W*\.|sys\W*\.|dual\b)", re.I)
_BETWEEN = re.compile(r"\bbetween\b(.*?)\band\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Statement:
    """The branches that the conditions have, any of which may have shown rows, and the columns shown ('*' for all)."""

    branches: tuple[Branch, ...]
    columns: tuple[str, ...]


def statement(sql: str) -> Statement | None:
    """What a SELECT says; None for any other statement, which shows no row."""
    texts: list[str] = []

    def kept(found: re.Match[str]) -> str:
        texts.append(found[1].replace("''", "'"))
        return f"'{len(texts) - 1}'"

    plain = re.sub(r"--[^\n]*|/\*.*?\*/", " ", _TEXT.sub(kept, sql), flags=re.S)
    branches: list[Branch] = []
    columns: list[str] = []
    for part in _APART.split(plain):
        found = _SELECT.search(part)
        if found and not _SYSTEM.match(found["rest"]):
            where = _WHERE.search(found["rest"])
            branches += _branches(where["test"], texts) if where else [()]
            columns += _columns(found["columns"])
    return Statement(tuple(branches), tuple(columns)) if branches else None


def _branches(test: str, texts: list[str]) -> list[Branch]:
    """The alternatives of a condition: those of an OR one after the other, those of an AND each with each."""
    test = _BETWEEN.sub(r" between \1 , ", _bare(test))
    either = _split(test, "or")
    if len(either) > 1:
        return [branch for one in either for branch in _branches(one, texts)]
    both = _split(test, "and")
    if len(both) == 1:
        return [_values(test, texts)]
    parts = [_branches(one, texts) for one in both]
    count = 1
    for part in parts:
        count *= len(part)
    if count > MOST_BRANCHES:
        longest = max(parts, key=len)
        return longest if sum(len(one) > 1 for one in parts) == 1 else [()]
    return [tuple(pair for branch in each for pair in branch) for each in product(*parts)]


def _bare(test: str) -> str:
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


def _values(test: str, texts: list[str]) -> Branch:
    """The values of one condition that is neither AND nor OR; none where it is a NOT, a function or a sub-query."""
    test = test.strip()
    found = _EQUAL.fullmatch(test) or _TURNED.fullmatch(test) or _IN.fullmatch(test)
    if not found or re.match(r"\s*select\b", found["value"], re.I) or re.search(r"\bnot\b", found["name"], re.I):
        return ()
    named = found["name"].strip('"`[] ')
    name = named.rsplit(".", 1)[-1].strip('"`[] ')
    told = _VALUE.findall(found["value"])
    return tuple(
        (named if name.casefold() == "id" else name, texts[int(one)] if one else other or quoted)
        for one, other, quoted in told
    )


def _columns(text: str) -> list[str]:
    names = []
    for part in re.split(r",(?![^(]*\))", text):
        bare = re.split(r"\bas\b", part.strip(), flags=re.I)[0].strip()
        names.append(bare.rsplit(".", 1)[-1].strip('"`[] ') or "*")
    return names
