"""Made sentences of the office: mails, minutes, forms, letters, reports of incidents, lists (patterns in `office.txt`).

A quarter of the patterns is kept apart. Slots: N full name, F surname, G given name, E foreign name in katakana, R in
Latin letters, Y reading; O organisation, L place, B place without its suffix, D section, T title, H honorific, d date,
t time, p telephone, m mail address, n number. Names of persons alone are to be found.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from bench.names.corpus import Sentence, share

from tenmatsu.pii import name_words, words


def _parts() -> dict[str, list[str]]:
    """The parts of `office.txt`: [title], then lines."""
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("office.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            found[line[1:-1]] = here = []
        elif not line.startswith("#"):
            here.append(line)
    return found


_PARTS = _parts()
PATTERNS, BARE = _PARTS["with names"], _PARTS["without names"]
SECTIONS, TITLES, BUSINESS, FOREIGN, FAMILY = (
    _PARTS[title][0].split(" ")
    for title in ("sections", "titles", "business", "foreign given names", "foreign surnames")
)


@cache
def _lists() -> dict[str, list[str]]:
    kinds = name_words.kinds()
    kanji = re.compile("[々\u3400-\u9fffヶ]{1,3}")
    given = re.compile("[々\u3400-\u9fffぁ-ん]{1,3}")
    return {
        "common": sorted(words.surnames()),
        "rare": sorted(one for one, kind in kinds.items() if "S" in kind and kanji.fullmatch(one)),
        "given": sorted(one for one, kind in kinds.items() if "G" in kind and given.fullmatch(one) and len(one) > 1),
        "many": sorted(one for one, kind in kinds.items() if "g" in kind and kanji.fullmatch(one) and len(one) > 1),
        "romaji": sorted(words.surname_romaji()),
        "given romaji": sorted(words.given_romaji()),
        "place": sorted(words.PREFECTURES) * 4 + sorted(words.cities()),
        "bare place": sorted(one[:-1] for one in words.cities() | set(words.PREFECTURES) if len(one) in (3, 4)),
        "town": sorted(one for one in words.towns() if kanji.fullmatch(one)),
        "reading": sorted(words.surname_readings()),
        "given reading": sorted(words.given_readings()),
    }


def family(chance: random.Random) -> str:
    """Mostly a common surname, at times a rare one, at times two characters that are none."""
    lists, dice = _lists(), chance.random()
    if dice < 0.65:
        return chance.choice(lists["common"]).translate(VARIANTS if chance.random() < 0.2 else {})
    if dice < 0.9:
        return chance.choice(lists["rare"])
    return chance.choice(lists["rare"])[0] + chance.choice(lists["rare"])[-1]


VARIANTS = str.maketrans("高崎浜辺斎沢広国桜真", "髙﨑濵邊齋澤廣國櫻眞")


def given(chance: random.Random) -> str:
    return chance.choice(_lists()["given" if chance.random() < 0.7 else "many"])


def _katakana(text: str) -> str:
    return "".join(chr(ord(one) + 0x60) if "ぁ" <= one <= "ん" else one for one in text)


def _slot(sign: str, chance: random.Random) -> tuple[str, str]:
    """The text of a slot, and its label or ''."""
    lists, pick = _lists(), chance.choice
    if sign == "N":
        return family(chance) + pick(["", "", "", " ", "　"]) + given(chance), "P"
    if sign in "FG":
        return (family if sign == "F" else given)(chance), "P"
    if sign == "E":
        first, dot = pick(FOREIGN), pick(["・", "・", "・", " ", ""])
        return first if not dot else first + dot + pick(FAMILY), "P"
    if sign == "R":
        first, last = pick(lists["given romaji"]).capitalize(), pick(lists["romaji"]).capitalize()
        return pick(
            [f"{first} {last}", f"{last} {first}", f"{last.upper()} {first}", f"{last.upper()} {first.upper()}"]
        ), "P"
    if sign == "O":
        stem = pick([family(chance), pick(lists["town"]), pick(lists["place"])[:2], pick(FAMILY)])
        body = stem + pick(BUSINESS)
        return pick(["株式会社" + body, body + "株式会社", body, body, body, "㈱" + body, "(有)" + body]), "G"
    if sign == "B":
        return pick(lists["bare place"]), "L"
    if sign == "L":
        return pick([pick(lists["place"]), pick(lists["place"]) + pick(lists["town"]), pick(lists["town"])]), "L"
    return _plain(sign, chance), ""


def _plain(sign: str, chance: random.Random) -> str:
    pick, number = chance.choice, chance.randint
    if sign == "Y":
        return _katakana(pick(_lists()["reading"]) + pick(["", " ", "　"]) + pick(_lists()["given reading"]))
    if sign == "d":
        return pick(
            [
                f"{number(1, 12)}月{number(1, 28)}日",
                f"20{number(10, 26)}/{number(1, 12)}/{number(1, 28)}",
                f"令和{number(1, 8)}年{number(1, 12)}月",
            ]
        )
    return {
        "D": lambda: pick(SECTIONS),
        "T": lambda: pick(TITLES),
        "H": lambda: pick(["様", "さん", "氏", "殿"]),
        "t": lambda: f"{number(0, 23)}時{number(0, 59)}分",
        "p": lambda: f"0{number(3, 99)}-{number(1000, 9999)}-{number(1000, 9999)}",
        "m": lambda: f"{pick(_lists()['romaji'])}{number(1, 99)}@example.jp",
        "n": lambda: str(number(1, 99)),
    }[sign]()


def fill(pattern: str, chance: random.Random) -> Sentence:
    """A pattern with its slots filled."""
    text, spans = "", []
    for piece in re.split(r"(\{[A-Za-z]\})", pattern.replace("\\n", "\n").replace("\\t", "\t")):
        word, label = _slot(piece[1], chance) if len(piece) == 3 and piece[0] == "{" else (piece, "")
        if label:
            spans.append((len(text), len(text) + len(word), label))
        text += word
    return text, spans


def sentences(count: int, seed: int, held: bool) -> list[Sentence]:
    """`count` sentences of the patterns kept apart (`held`) or of the others; the same every time."""
    chance = random.Random(seed)
    chosen = [one for one in PATTERNS if (share(one) > 0.75) == held]
    bare = [one for one in BARE if (share(one) > 0.75) == held] or BARE[:1]
    return [fill(chance.choice(bare if chance.random() < 0.15 else chosen), chance) for _ in range(count)]
