"""The words that the random field looks up, and the fewest of them that make up a run of kanji or katakana.

Lists: `data/ipadic.txt.zst` (names, places, organisations and nouns of IPADIC 2.7.0; its licence stands beside it) and
the name and place lists of `words`. Kinds of a word, one letter each: S surname, s a common one, G given name, g one of
the large list, N other name, L place, O organisation, X other proper noun, n noun, x suffix.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import zstandard

from tenmatsu.pii import words

LONGEST = 10
Word = tuple[int, int, str]
"""Start, end and kinds (`?` when unknown)."""


@cache
def kinds() -> dict[str, str]:
    """Every word with its kinds."""
    packed = (files("tenmatsu.pii") / "data/ipadic.txt.zst").read_bytes()
    found: dict[str, str] = {}
    for line in zstandard.ZstdDecompressor().decompress(packed).decode().splitlines():
        sign, _, listed = line.partition("\t")
        for word in listed.split(" "):
            found[word] = found.get(word, "") + sign
    for sign, names in (("s", words.surnames()), ("g", words.given_names()), ("L", _places())):
        for word in names:
            if sign not in found.get(word, ""):
                found[word] = found.get(word, "") + sign
    return found


def _places() -> frozenset[str]:
    return frozenset(words.PREFECTURES) | words.cities()


@cache
def _reach() -> dict[str, int]:
    """First two characters → length of the longest word that begins so."""
    reach: dict[str, int] = {}
    for word in kinds():
        key = word[:2]
        reach[key] = max(len(word), reach.get(key, 0))
    return reach


@lru_cache(65536)
def may_name(run: str) -> bool:
    """Whether a run of kanji or kana may hold a name: a word listed as one, or unknown; places are none."""
    if "ァ" <= run[0] <= "ー":
        return not _MAY_NAME.isdisjoint(kinds().get(run, "?"))
    if len(run) == 1 or "ぁ" <= run[0] <= "ん":
        return not _NAMES.isdisjoint(kinds().get(run, ""))
    found = cut(run)
    return any(not _MAY_NAME.isdisjoint(kind) for _, _, kind in found) or len(found) == len(run)


_NAMES = frozenset("SsGN")
_MAY_NAME = frozenset("SsGgNX?")


@lru_cache(65536)
def cut(run: str) -> list[Word]:
    """The cheapest way to make `run` of known words: few words, long before short, single characters last."""
    if len(run) > 40:
        return [*cut(run[:40]), *((start + 40, end + 40, kind) for start, end, kind in cut(run[40:]))]
    known, reach, size = kinds(), _reach(), len(run)
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(1e9, 0, "")] * size
    for at in range(size):
        cost = best[at][0]
        _try(best, at, at + 1, cost + 2.0, known.get(run[at], "") or "?")
        for end in range(at + 2, min(size, at + reach.get(run[at : at + 2], 0)) + 1):
            kind = known.get(run[at:end])
            if kind:
                _try(best, at, end, cost + (1.0 if "S" in kind or "G" in kind or "n" in kind else 1.05), kind)
    return _back(best, size)


def _try(best: list[tuple[float, int, str]], at: int, end: int, cost: float, kind: str) -> None:
    if kind != "?" and end - at == 1:
        cost -= 0.5
    elif kind == "g":
        cost += 0.3
    if cost < best[end][0] - 1e-9:
        best[end] = (cost, at, kind)


def _back(best: list[tuple[float, int, str]], end: int) -> list[Word]:
    found: list[Word] = []
    while end > 0:
        _, start, kind = best[end]
        found.append((start, end, kind))
        end = start
    return found[::-1]


def katakana(run: str) -> list[Word]:
    """A katakana word is not cut: ジョンソン is not ジョン and ソン."""
    return [(0, len(run), kinds().get(run, "?"))]
