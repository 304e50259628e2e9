"""Make the groups of like words that the random field looks up: python -m bench.names.groups JA_GINZA [out].

JA_GINZA is the folder `ja_ginza-5.3.0` of an unpacked wheel of ja-ginza: it carries 480,443 words of chiVe 1.1 mc90 and
20,000 vectors of 300 numbers, one for the words of like meaning. Vectors are put into 1,024 groups by k-means, those
into 256 and 64. Needs scikit-learn and msgpack, here alone; about two minutes on one core; the same every time.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import msgpack  # type: ignore[import-not-found]  # wanted here alone
import numpy as np
import zstandard
from numpy.typing import NDArray
from sklearn.cluster import KMeans  # type: ignore[import-not-found]  # wanted here alone

OUT = Path(__file__).parents[2] / "src/tenmatsu/pii/data/chive.txt.zst"
FINE, MIDDLE, COARSE = 1024, 256, 64
JAPANESE = re.compile(r"[々〆ヶ\u3400-\u9fffァ-ヴーぁ-ん]+")
LISTED = re.compile(r"[ァ-ヴー]{2,10}|[々〆ヶ\u3400-\u9fff]{1,6}")
INFLECTED = re.compile(r"([々\u3400-\u9fff]{1,3}[ぁ-ん])[ぁ-ん]{0,3}")
MOST = 60
"""A vector weighs as the square root of its words, of so many at most."""


def key(word: str) -> int:
    """The key of a word in the vocabulary: MurmurHash64A with seed 1 (as spaCy's string store has it)."""
    data, most, multiply = word.encode(), (1 << 64) - 1, 0xC6A4A7935BD1E995
    found = 1 ^ (len(data) * multiply & most)
    for at in range(0, len(data) // 8 * 8, 8):
        part = int.from_bytes(data[at : at + 8], "little") * multiply & most
        found = (found ^ ((part ^ part >> 47) * multiply & most)) * multiply & most
    rest = data[len(data) // 8 * 8 :]
    if rest:
        found = (found ^ int.from_bytes(rest, "little")) * multiply & most
    found = (found ^ found >> 47) * multiply & most
    return found ^ found >> 47


def vocabulary(folder: Path) -> dict[str, int]:
    """Each word and the number of its vector; vectors of frequent words come first."""
    rows = msgpack.unpackb((folder / "vocab/key2row").read_bytes(), strict_map_key=False)
    strings = json.loads((folder / "vocab/strings.json").read_text("utf-8"))
    return {word: rows[key(word)] for word in strings if key(word) in rows}


def grouped(words: dict[str, int], vectors: NDArray[np.float32]) -> dict[int, tuple[int, int, int]]:
    """The fine, middle and coarse group of each vector that has Japanese words."""
    size = np.zeros(len(vectors))
    for word, row in words.items():
        size[row] += bool(JAPANESE.fullmatch(word))
    weight, used = np.minimum(size, MOST) ** 0.5, np.flatnonzero(size)
    even = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    first = KMeans(FINE, n_init=1, max_iter=25, random_state=0).fit(even[used], sample_weight=weight[used])
    middles = first.cluster_centers_ / np.linalg.norm(first.cluster_centers_, axis=1, keepdims=True)
    heavy = np.bincount(first.labels_, weight[used], FINE)
    middle, coarse = (
        KMeans(count, n_init=5, random_state=0).fit(middles, sample_weight=heavy).labels_ for count in (MIDDLE, COARSE)
    )
    rows = zip(used, first.labels_, strict=True)
    return {int(row): (int(one), int(middle[one]), int(coarse[one])) for row, one in rows}


def listed(words: dict[str, int]) -> dict[str, int]:
    """Words of katakana and of kanji; of inflected ones the stem (率い), with the vector of the commonest so begun."""
    found = {word: row for word, row in words.items() if LISTED.fullmatch(word)}
    for word, row in sorted(words.items(), key=lambda one: one[1]):
        stem = INFLECTED.fullmatch(word)
        if stem:
            found.setdefault(stem[1], row)
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    words = vocabulary(folder)
    groups = grouped(words, np.load(folder / "vocab/vectors"))
    lines: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for word, row in listed(words).items():
        lines[groups[row]].append(word)
    text = "".join(f"{' '.join(map(str, numbers))}\t{' '.join(sorted(lines[numbers]))}\n" for numbers in sorted(lines))
    out.write_bytes(zstandard.ZstdCompressor(level=19).compress(text.encode()))
    print(len(words), "words", sum(map(len, lines.values())), "listed", out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
