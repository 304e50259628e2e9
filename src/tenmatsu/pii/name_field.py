"""The conditional random field over characters: its weights (`data/names.crf.zst`) and its answers.

The weights are a work of their own under CC BY-SA 3.0; see `data/names.LICENCE.md`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
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


def _spans(first: int, rows: Rows) -> Iterator[tuple[int, int, float]]:
    tagger = _tagger()
    tagger.set(rows)
    tags = tagger.tag()
    start = -1
    for at, tag in enumerate(tags):
        if tag in "BS":
            start = at
        if start >= 0 and tag in "ES":
            sure = min(tagger.marginal(tags[n], n) for n in (start, at))
            yield first + start, first + at + 1, round(min(sure, 0.89), 3)
        if tag not in "BI":
            start = -1
