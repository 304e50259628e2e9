"""The word lists of this stage: TOML files in `lexicons/`, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from tenmatsu.errors import RuleError


@cache
def load(name: str) -> dict[str, Any]:
    """`lexicons/<name>.toml`; RuleError names the file when it is not well formed."""
    source = files("tenmatsu.disclosures") / "lexicons" / f"{name}.toml"
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"lexicons/{name}.toml: not well-formed TOML ({error}); mend the file") from error


def words(name: str, key: str) -> tuple[str, ...]:
    """A list of words."""
    return tuple(load(name)[key])


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """A list of regular expressions as one, in the order of the file."""
    return led("|".join(load(name)[key]))


@cache
def led(written: str) -> re.Pattern[str]:
    """A regular expression compiled with each alternative led by a plain character where it can be.

    `(?:漏|流)出` becomes `漏出|流出`, which matches the same in the same order; `re` then skips to the characters that
    may begin a match instead of trying every place.
    """
    return re.compile("|".join(one for arm in _arms(written) for one in _unfolded(arm)))


_LED = 16
"""So many alternatives at most out of one: more cost longer to compile than they save."""


def _unfolded(arm: str) -> list[str]:
    """One alternative as several, its leading group or class written out; as it is when that changes what it gives."""
    found = _HEAD.match(arm)
    if found is None or re.search(r"\((?!\?[:=!<])|\(\?<[^=!]|\(\?P", arm):
        return [arm]
    if found["set"]:
        return [re.escape(one) + arm[found.end() :] for one in found["set"]]
    close = _closing(arm)
    rest = arm[close + 1 :]
    if rest[:1] in ("?", "*", "+", "{"):
        return [arm]
    several = [one for inner in _arms(arm[3:close]) for one in _unfolded(inner + rest)]
    return several if len(several) <= _LED else [arm]


_HEAD = re.compile(r"\[(?P<set>[^\W\d_]{2,8})\](?![?*+{])|(?P<group>\(\?:)")


def _closing(arm: str) -> int:
    """Where the group that opens the alternative closes."""
    return next(at for at, depth in _depths(arm) if depth == 0 and arm[at] == ")")


def _arms(written: str) -> list[str]:
    """The alternatives of an expression, cut where | stands outside of groups and classes."""
    bars = [at for at, depth in _depths(written) if depth == 0 and written[at] == "|"]
    return [written[a + 1 : b] for a, b in zip([-1, *bars], [*bars, len(written)], strict=True)]


def _depths(written: str) -> Iterator[tuple[int, int]]:
    """Each place outside of classes and escapes, with how many groups are open after it."""
    depth = 0
    for token in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<one>.)", written, re.S):
        if token["one"] is None:
            continue
        depth += (token["one"] == "(") - (token["one"] == ")")
        yield token.start(), depth


def trie(entries: tuple[str, ...]) -> str:
    """A regular expression that matches the longest of the entries, shared heads matched once."""
    root: dict[str, Any] = {}
    for entry in entries:
        node = root
        for character in entry:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    arms = [re.escape(character) + _branch(after) for character, after in node.items() if character]
    if not arms:
        return ""
    joined = arms[0] if len(arms) == 1 and not ends else f"(?:{'|'.join(arms)})"
    return joined + "?" if ends else joined


@cache
def _sections() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = load("sections")["section"]
    return tuple((one["kind"], re.compile("|".join(map(re.escape, one["words"])))) for one in listed)


_HEADLINE = re.compile(
    r"お知らせ|[お御]詫び|おわび|ご報告|#\d|(?:漏えい|漏洩|流出|紛失|誤送信|誤送付|誤交付|盗難|アクセス|攻撃|公表|発表)(?:等|事案|事故)?(?:に関する|の発生|の可能性)?(?:について|か)?$"
)


@cache
def section(heading: str) -> str:
    """What kind of text stands under a heading: items, chronology, contact … or '' when it says nothing of it."""
    if _HEADLINE.search(heading):
        return ""
    return next((kind for kind, known in _sections() if known.search(heading)), "")
