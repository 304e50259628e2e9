"""What the random field sees of each character of a line: neighbours, classes, runs, and matches in the dictionaries.

Characters, not words: a tokeniser with its dictionary (50 to 200 MB) would be needed at run time otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import name_words, words

_KINDS = (
    (r"[ぁ-ん]", "h"),
    (r"[ァ-ヴー]", "k"),
    (r"[々〆ヶ\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]", "c"),
    (r"[A-Z]", "A"),
    (r"[a-zÀ-ÿ]", "a"),
    (r"[0-9]", "n"),
    (r"\s", "s"),
    (r"[・=＝]", "m"),
)
_PARTS = tuple((re.compile(pattern), sign) for pattern, sign in _KINDS)
_SPLIT = re.compile("k+|c+|h+|[Aa]+|n+|.")
_RUN = re.compile("(?:k+m)+k+|k+|c+|h+|[Aa]+|n+|.")
Rows = list[list[str]]


class _Signs(dict[str, str]):
    def __missing__(self, one: str) -> str:
        self[one] = next((sign for pattern, sign in _PARTS if pattern.match(one)), "p")
        return self[one]


_SIGNS = _Signs()


def features(line: str, known: bool = True) -> Rows:
    """One list of features for each character of `line` (already folded to NFKC, one for one).

    `known=False` hides the dictionaries: training does so at times, that names outside of them are learned too.
    """
    text = words.plain(line)
    signs = "".join(_SIGNS[one] for one in text)
    padded, classes = f"^^{text}$$", f"^^{signs}$$"
    rows = [_near(padded, classes, at) for at in range(len(text))]
    _runs(text, signs, padded, rows)
    _words(text, signs, rows, known)
    return rows


def _near(text: str, signs: str, at: int) -> list[str]:
    before, last, here, follow, after = tuple(text[at : at + 5])
    kinds = signs[at : at + 5]
    if kinds[1:4] == "hhh":
        return ["0" + here, "t" + last + here + follow, "5" + kinds]
    return [
        "0" + here,
        "1" + last,
        "2" + follow,
        "3" + before,
        "4" + after,
        "a" + last + here,
        "b" + here + follow,
        "c" + before + last,
        "d" + follow + after,
        "t" + last + here + follow,
        "5" + kinds,
        "6" + kinds[1:4],
        "7" + last + kinds[2:4],
        "8" + kinds[1:3] + follow,
    ]


def _runs(text: str, signs: str, padded: str, rows: Rows) -> None:
    """The run of one script around a character: its length, the place in it, what stands before, behind and last."""
    for run in _RUN.finditer(signs):
        start, end = run.span()
        kind = signs[start]
        if kind in "hps":
            continue
        size = min(end - start, 9)
        before, behind = padded[start : start + 2], padded[end + 2 : end + 4]
        tail = text[end - 2 : end] if end - start > 1 else text[start:end]
        shared = [
            f"n{kind}{size}",
            f"p{kind}{before[1]}",
            f"q{kind}{behind[0]}",
            f"r{kind}{before}",
            f"s{kind}{behind}",
            f"e{kind}{text[end - 1]}",
            f"f{kind}{tail}",
            f"w{size}{before[1]}{behind[0]}",
        ]
        if "m" in run[0]:
            shared.append("dot")
        if kind in "kAa":
            shared.append(f"W{text[start:end]}")
        for at in range(start, end):
            rows[at] += [
                *shared,
                f"y{kind}{min(at - start, 4)}{behind}",
                f"z{kind}{min(end - at, 5)}{behind}",
                f"j{kind}{min(end - at, 5)}{behind[0]}",
                f"i{kind}{min(at - start, 5)}{before}",
                f"l{kind}{min(end - at, 5)}{text[end - 1]}",
            ]


def _words(text: str, signs: str, rows: Rows, known: bool) -> None:
    """The word a character stands in, and the two words on either side, with their kinds."""
    found = [("^", "^", 0, 0)] * 2 + list(_cut(text, signs, known)) + [("$", "$", 0, 0)] * 2
    for n in range(2, len(found) - 2):
        (_, k0, _, _), (w1, k1, _, _), (word, kind, start, end), (w3, k3, _, _), (_, k4, _, _) = found[n - 2 : n + 3]
        if signs[start] in "hp":
            continue
        shared = [
            "A" + kind,
            "B" + k1 + "|" + kind,
            "C" + kind + "|" + k3,
            "D" + k1 + "|" + kind + "|" + k3,
            "E" + k0 + "|" + k1 + "|" + kind,
            "F" + kind + "|" + k3 + "|" + k4,
            "G" + word,
            "H" + w1,
            "I" + w3,
            "J" + kind + "|" + w3,
            "K" + w1 + "|" + kind,
            "L" + w1 + "|" + kind + "|" + w3,
        ]
        size = end - start
        for at in range(start, end):
            place = "s" if size == 1 else "b" if at == start else "e" if at == end - 1 else "i"
            rows[at] += shared
            rows[at] += [
                "M" + place + kind,
                "N" + place + k1 + "|" + kind,
                "O" + place + kind + "|" + k3,
                "P" + place + kind + "|" + w3,
                "R" + place + word,
            ]


def _cut(text: str, signs: str, known: bool) -> Iterator[tuple[str, str, int, int]]:
    """Words of the whole line: kanji runs cut by the dictionary, every other run of one script whole."""
    for run in _SPLIT.finditer(signs):
        start, end = run.span()
        sign, word = signs[start], text[start:end]
        if sign == "c" and known:
            for first, last, kind in name_words.cut(word):
                yield word[first:last], f"{kind}{min(last - first, 4)}", start + first, start + last
        elif sign == "k" and known:
            yield word, "k" + name_words.kinds().get(word, "?"), start, end
        elif sign == "h":
            yield word[:3], "h" + word[:2], start, end
        else:
            yield word[:12], sign if sign != "p" else word, start, end
