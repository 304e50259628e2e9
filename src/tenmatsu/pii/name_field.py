"""The conditional random field over characters: its weights (`data/names.crf.zst`) and its answers.

The weights are a work of their own under CC BY-SA 3.0; see `data/names.LICENCE.md`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

import pycrfsuite  # type: ignore[import-untyped]  # the package ships no types
import zstandard

from tenmatsu.pii.name_features import Rows, parts

_WEIGHTS = "data/names.crf.zst"
_own = threading.local()
_once = threading.Lock()


@cache
def _weights() -> bytes:
    return zstandard.ZstdDecompressor().decompress((files("tenmatsu.pii") / _WEIGHTS).read_bytes())


@cache
def there() -> bool:
    """Whether the weights are installed."""
    return (files("tenmatsu.pii") / _WEIGHTS).is_file()


def _tagger() -> pycrfsuite.Tagger:
    """One for each thread: a tagger keeps the line it reads."""
    if not hasattr(_own, "tagger"):
        tagger = pycrfsuite.Tagger()
        with _once:
            tagger.open_inmemory(_weights())  # reads these very bytes and does not hold them: the one copy must stay
        _own.tagger = tagger
    found: pycrfsuite.Tagger = _own.tagger
    return found


@lru_cache(8192)
def spans(line: str) -> list[tuple[int, int, float]]:
    """Start, end and probability of each name in a folded line; lines that come again are not read again."""
    return [span for start, rows in parts(line) for span in _spans(start, rows)]


_LEAST = 0.45
"""Probability from which a name is told: the best F1 on sentences that were not learned from."""
_LONGEST = 40


def _spans(first: int, rows: Rows) -> list[tuple[int, int, float]]:
    """Names likely enough at their start, within and at their end; the likeliest first, none overlapping another.

    More are found than lie on the one likeliest path of tags, and as many of them are right.
    """
    tagger = _tagger()
    tagger.set(rows)
    likely = tagger.marginal
    begins = [n for n in range(len(rows)) if likely("O", n) <= 1 - _LEAST]
    told = [one for n in begins for one in _from(likely, n, len(rows))]
    kept: list[tuple[int, int, float]] = []
    for sure, start, end in sorted(told, key=lambda one: (-one[0], one[1] - one[2])):
        if all(end <= other or start >= last for other, last, _ in kept):
            kept.append((start, end, sure))
    return [(first + start, first + end, round(min(sure, 0.89), 3)) for start, end, sure in sorted(kept)]


def _from(likely: Callable[[str, int], float], start: int, size: int) -> Iterator[tuple[float, int, int]]:
    """Probability, start and end of each name that may begin at `start`."""
    alone, sure = likely("S", start), likely("B", start)
    if alone >= _LEAST:
        yield alone, start, start + 1
    for at in range(start + 1, min(size, start + _LONGEST)):
        if sure < _LEAST:
            return
        last = min(sure, likely("E", at))
        if last >= _LEAST:
            yield last, start, at + 1
        sure = min(sure, likely("I", at))
