"""One reading however it was written: カトウ, ｶﾄｳ, KATOH, Kato and KATOU all become KATO.

Kana and romaji are brought to one canonical Latin form (Kunrei consonants, long vowels short, doubled consonants
single), so that a passport's romaji meets a form's furigana. The form is for matching only.
"""

from __future__ import annotations

from functools import cache

import polars as pl

VOWELS = "AIUEO"
ROWS = {
    "": "アイウエオ", "K": "カキクケコ", "S": "サシスセソ", "T": "タチツテト", "N": "ナニヌネノ", "H": "ハヒフヘホ",
    "M": "マミムメモ", "R": "ラリルレロ", "G": "ガギグゲゴ", "Z": "ザジズゼゾ", "D": "ダヂヅデド", "B": "バビブベボ",
    "P": "パピプペポ",
}  # fmt: skip
SMALL = {"ャ": "YA", "ュ": "YU", "ョ": "YO", "ァ": "A", "ィ": "I", "ゥ": "U", "ェ": "E", "ォ": "O"}
SINGLE = {
    "ヤ": "YA", "ユ": "YU", "ヨ": "YO", "ワ": "WA", "ヰ": "I", "ヱ": "E", "ヲ": "O", "ン": "N", "ッ": "", "ー": "",
    "ヴ": "B", "ヂ": "ZI", "ヅ": "ZU", "・": "", "ヶ": "KE", "ヵ": "KA",
}  # fmt: skip
HEPBURN = {
    "SHA": "SYA", "SHU": "SYU", "SHO": "SYO", "SHI": "SI", "SHE": "SYE", "CHA": "TYA", "CHU": "TYU", "CHO": "TYO",
    "CHI": "TI", "CHE": "TYE", "TSU": "TU", "FU": "HU", "JA": "ZYA", "JU": "ZYU", "JO": "ZYO", "JI": "ZI", "JE": "ZYE",
    "DZU": "ZU", "DU": "ZU", "DI": "ZI", "L": "R", "VU": "BU", "VA": "BA", "VI": "BI", "VE": "BE", "VO": "BO",
    "-": "", "'": "", "’": "", ".": "", "WO": "O", "SY": "SY",
}  # fmt: skip
SHORT = {
    "OU": "O", "OO": "O", "UU": "U", "AA": "A", "II": "I", "EE": "E", "NN": "N", "KK": "K", "TT": "T", "SS": "S",
    "PP": "P", "TC": "T", "MB": "NB", "MP": "NP", "MM": "NM", "RR": "R", "GG": "G", "BB": "B", "DD": "D", "ZZ": "Z",
    "IY": "Y",
}  # fmt: skip
ACCENTS = dict(zip("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŌŪĀĒĪŁØŠŽ", "AAAAAACEEEEIIIINOOOOOUUUUYOUAEILOSZ", strict=True))


@cache
def kana_table() -> dict[str, str]:
    """Katakana (two characters before one) → canonical Latin."""
    single = {
        kana: consonant + vowel for consonant, kanas in ROWS.items() for kana, vowel in zip(kanas, VOWELS, strict=True)
    } | SINGLE
    pairs = {
        kana + small: latin.rstrip(VOWELS) + end
        for kana, latin in single.items()
        if latin
        for small, end in SMALL.items()
    }
    return pairs | single | SMALL


def katakana(text: pl.Expr) -> pl.Expr:
    """Hiragana and half-width kana as full-width katakana (the text must be NFKC already)."""
    hiragana = [chr(code) for code in range(0x3041, 0x3097)]
    return text.str.replace_many(hiragana, [chr(ord(one) + 0x60) for one in hiragana])


def kana_key(text: pl.Expr) -> pl.Expr:
    """Katakana as an old printer writes it, no small kana, no long-vowel mark, ヂヅ as ジズ: キョウコ → キヨウコ."""
    large = dict(zip("ァィゥェォッャュョヮヵヶヂヅヰヱヲ", "アイウエオツヤユヨワカケジズイエオ", strict=True))
    return text.str.replace_many(list(large), list(large.values())).str.replace_all(r"[^ァ-ヴ]", "")


def canonical(text: pl.Expr) -> pl.Expr:
    """Katakana or romaji, without spaces, to the canonical Latin reading; null stays null."""
    kana = kana_table()
    longest = sorted(kana, key=lambda one: (-len(one), one))
    latin = text.str.to_uppercase().str.replace_many(longest, [kana[one] for one in longest], leftmost=True)
    latin = latin.str.replace_many(list(ACCENTS), list(ACCENTS.values()))
    latin = latin.str.replace_all(r"OH([BCDFGJKLMNPQRSTVWXYZ]|$)", "O$1")
    for table in (HEPBURN, SHORT, SHORT):
        latin = latin.str.replace_many(list(table), list(table.values()), leftmost=True)
    return latin.str.replace_all(r"[^A-Z]", "")
