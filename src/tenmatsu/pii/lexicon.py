"""All kinds of the folder, and the dictionary of labels that they make together."""

from __future__ import annotations

from functools import cache

from tenmatsu import plug
from tenmatsu.errors import InputError
from tenmatsu.pii.header import Lexicon, compact
from tenmatsu.pii.kind import Kind

WEAK = 0.5
"""Trust in a label that several kinds share (`連絡先`, `記号`)."""


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its word."""
    return {kind.word: kind for kind in plug.members("tenmatsu.pii.kinds", "KIND", Kind)}


@cache
def lexicon() -> Lexicon:
    labels: dict[str, dict[str, float]] = {}
    for kind in kinds().values():
        for weight, words in ((1.0, kind.headers), (WEAK, kind.says)):
            for word in words:
                said = labels.setdefault(compact(word), {})
                said[kind.word] = max(weight, said.get(kind.word, 0.0))
    return Lexicon(labels)


def header_words() -> frozenset[str]:
    """All labels that are known, NFKC, lower case, without blanks and marks: a hint for finding header rows."""
    return lexicon().words


def is_header_word(text: str) -> bool:
    """Whether a cell reads like a label of some kind (whole, or without its owner and number)."""
    return bool(text.strip()) and max(lexicon().read(text).kinds.values(), default=0.0) >= 0.9


def label(kind: str, lang: str) -> str:
    """How people call a kind, in `ja` or `en`."""
    found = kinds().get(kind)
    if found is None:
        raise InputError(f"no such kind of data {kind!r}; there are {', '.join(kinds())}")
    return found.ja if lang == "ja" else found.en
