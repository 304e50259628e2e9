"""The word lists of this stage: TOML files in `lexicons/`, read once."""

from __future__ import annotations

import re
import tomllib
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
    return re.compile("|".join(load(name)[key]))


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
