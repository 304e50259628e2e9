"""What groups of like words tell the random field: of a word, of its neighbours, and of those behind one word more."""

from __future__ import annotations

from tenmatsu.pii.name_groups import NONE, Groups, before

Word = tuple[str, str, int, int]
"""A word of a line, its kinds, its start and its end."""


def of_words(found: list[Word], text: str, signs: str) -> list[Groups]:
    """The groups of each word of a line; of kanji and katakana alone."""
    return [
        before(word, text[end : end + 1]) if end and signs[start] in "kc" else NONE for word, _, start, end in found
    ]


def beside(found: list[Word], groups: list[Groups], n: int) -> list[str]:
    """The groups of word `n` and around it, those two words away with the word between (選手の…, …が率いる)."""
    (f0, _, w0), (f1, _, w1), (fine, middle, wide), (f3, _, w3), (f4, _, w4) = groups[n - 2 : n + 3]
    told = ["g2" + fine, "g3" + middle, "g4" + wide] if fine != "-" else []
    if f1 != "-":
        told += ["g5" + f1, "g6" + w1, "g7" + w1 + wide]
    if f3 != "-":
        told += ["g8" + f3, "g9" + w3, "ga" + wide + w3]
    if f0 != "-":
        word = found[n - 1][0]
        told += ["gb" + word + f0, "gc" + word + w0]
    if f4 != "-":
        word = found[n + 1][0]
        told += ["ge" + word + f4, "gf" + word + w4]
    return told
