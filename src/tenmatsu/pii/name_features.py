"""What the random field sees of each character of a line: neighbours, classes, runs, words and their groups.

Characters, not words: a tokeniser with its dictionary (50 to 200 MB) would be needed at run time otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenmatsu.pii import name_likes, name_words, words
from tenmatsu.pii.name_groups import NONE, Groups

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

    `known=False` hides the dictionaries and the groups of words: training does so at times, that names outside of them
    are learned too.
    """
    text = words.plain(line)
    return _rows(text, _kinds_of(text), [(0, len(text))], known)


def parts(line: str) -> Iterator[tuple[int, Rows]]:
    """The parts of `line` that may hold a name: where each starts, and its features as the whole line gives them."""
    text = words.plain(line)
    signs = _kinds_of(text)
    wanted = worth(text, signs)
    rows = _rows(text, signs, wanted, True) if wanted else []
    for start, end in wanted:
        yield start, rows[start:end]


def _kinds_of(text: str) -> str:
    return "".join(map(_SIGNS.__getitem__, text))


_MARGIN = 6
"""Fewer loses names (F1 on sentences not learned from falls by .003 at four); all of a line finds no more."""
_KANA_BEGINS = re.compile("(?<!h)h{2,}")
_HONOURED = re.compile("[ぁ-ん]{2,5}(?=さん|さま|ちゃん|くん|様|氏|先生)")
_MAY_BE = re.compile("(?:k+m)+k+|c+|kk+|[Aa]{2,}")


def worth(text: str, signs: str) -> list[tuple[int, int]]:
    """Where names may stand: runs that the dictionaries allow as names or do not know, and six characters more."""
    wanted: list[tuple[int, int]] = []
    for start, end in sorted(_spots(text, signs)):
        start, end = max(start - _MARGIN, 0), min(end + _MARGIN, len(text))
        if wanted and start <= wanted[-1][1]:
            start, end = wanted[-1][0], max(end, wanted.pop()[1])
        wanted.append((start, end))
    return wanted


def _spots(text: str, signs: str) -> Iterator[tuple[int, int]]:
    for run in _MAY_BE.finditer(signs):
        if "A" in run[0] or "m" in run[0] or (run[0][0] in "kc" and name_words.may_name(text[run.start() : run.end()])):
            yield run.span()
    for run in _KANA_BEGINS.finditer(signs):
        start, most = run.start(), min(run.end() - run.start(), 4)
        if any(name_words.may_name(text[start : start + size]) for size in range(2, most + 1)):
            yield start, start + 4
    for named in _HONOURED.finditer(text):
        yield named.span()


def _rows(text: str, signs: str, wanted: list[tuple[int, int]], known: bool) -> Rows:
    padded, classes = f"^^{text}$$", f"^^{signs}$$"
    rows: list[list[str]] = [[]] * len(text)
    for start, end in wanted:
        rows[start:end] = [_near(padded, classes, at) for at in range(start, end)]
    _runs(text, signs, padded, rows)
    _words(text, signs, rows, known)
    return rows


def _near(text: str, signs: str, at: int) -> list[str]:
    before, last, here, follow, after = tuple(text[at : at + 5])
    kinds = signs[at : at + 5]
    if kinds[1:4] == "hhh":
        return ["0" + here, "5" + kinds]
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
        if kind in "hps" or not any(rows[start:end]):
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
        for at in range(start, end):
            if not rows[at]:
                continue
            rows[at] += [
                *shared,
                f"y{kind}{min(at - start, 4)}{behind}",
                f"z{kind}{min(end - at, 5)}{behind}",
                f"j{kind}{min(end - at, 5)}{behind[0]}",
                f"i{kind}{min(at - start, 5)}{before}",
                f"l{kind}{min(end - at, 5)}{text[end - 1]}",
            ]


def _words(text: str, signs: str, rows: Rows, known: bool) -> None:
    """The word a character stands in, and the two words on either side, with their kinds and groups."""
    found = [("^", "^", 0, 0)] * 2 + list(_cut(text, signs, known)) + [("$", "$", 0, 0)] * 2
    groups = name_likes.of_words(found, text, signs) if known else []
    for n in range(2, len(found) - 2):
        _, _, start, end = found[n]
        if signs[start] in "hp" or not any(rows[start:end]):
            continue
        shared, group = _around(found, n), NONE
        if known:
            shared += name_likes.beside(found, groups, n)
            group = groups[n]
        for at in range(start, end):
            if rows[at]:
                place = "s" if end - start == 1 else "b" if at == start else "e" if at == end - 1 else "i"
                rows[at] += shared
                rows[at] += _placed(place, found, n, group)


def _around(found: list[name_likes.Word], n: int) -> list[str]:
    (_, k0, _, _), (w1, k1, _, _), (word, kind, _, _), (w3, k3, _, _), (_, k4, _, _) = found[n - 2 : n + 3]
    return [
        "A" + kind,
        "B" + k1 + "|" + kind,
        "C" + kind + "|" + k3,
        "E" + k0 + "|" + k1 + "|" + kind,
        "F" + kind + "|" + k3 + "|" + k4,
        "G" + word,
        "H" + w1,
        "I" + w3,
        "J" + kind + "|" + w3,
        "K" + w1 + "|" + kind,
    ]


def _placed(place: str, found: list[name_likes.Word], n: int, group: Groups) -> list[str]:
    """The same with the place of a character in its word: alone, at the beginning, inside, at the end."""
    (_, k1, _, _), (word, kind, _, _), (w3, k3, _, _) = found[n - 1 : n + 2]
    told = [
        "M" + place + kind,
        "N" + place + k1 + "|" + kind,
        "O" + place + kind + "|" + k3,
        "P" + place + kind + "|" + w3,
        "R" + place + word,
    ]
    return told if group is NONE else [*told, "g0" + place + group[0], "g1" + place + group[2]]


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
