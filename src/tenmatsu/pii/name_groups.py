"""Groups of words that stand in like places (選手, 監督, 投手 …), from word vectors: `data/chive.txt.zst`.

The groups are made by `bench/names/groups.py` from the vectors of chiVe 1.1 (licence beside the file). A word belongs
to one of 1,024 groups, which lie in 256 and in 64 wider ones. Words are kept as checksums of four bytes, 2.4 MB in
all; of ten thousand words that are not listed, one is taken for a listed one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

import numpy as np
import zstandard

Groups = tuple[str, str, str]
"""Fine, middle and wide group of a word; three hyphens when it is not listed."""
NONE: Groups = ("-", "-", "-")


@cache
def _listed() -> tuple[array[int], array[int], tuple[Groups, ...]]:
    """Checksums of the words in order, the number of each one's groups, and the groups."""
    packed = (files("tenmatsu.pii") / "data/chive.txt.zst").read_bytes()
    groups: list[Groups] = []
    sums = array("I")
    ends: list[int] = []
    for line in zstandard.ZstdDecompressor().decompress(packed).splitlines():
        numbers, _, words = line.partition(b"\t")
        fine, middle, wide = numbers.decode().split(" ")
        groups.append((fine, "b" + middle, "c" + wide))
        sums.extend(map(crc32, words.split(b" ")))
        ends.append(len(sums))
    keys = np.frombuffer(sums, dtype=np.uint32)
    order = np.argsort(keys, kind="stable")
    of = np.repeat(np.arange(len(ends), dtype=np.uint16), np.diff(ends, prepend=0))
    return array("I", keys[order].tobytes()), array("H", of[order].tobytes()), tuple(groups)


def of(word: str) -> Groups:
    """The groups of `word`."""
    sums, numbers, groups = _listed()
    wanted = crc32(word.encode("utf-8", "replace"))
    at = bisect_left(sums, wanted)
    return groups[numbers[at]] if at < len(sums) and sums[at] == wanted else NONE


@lru_cache(65536)
def before(word: str, follow: str) -> Groups:
    """The groups of `word`, or of the inflected word that it makes with the hiragana `follow` (率, い: 率いる)."""
    inflected = of(word + follow) if "ぁ" <= follow <= "ん" else NONE
    return of(word) if inflected is NONE else inflected
