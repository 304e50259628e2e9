"""Kana to romaji (Hepburn as passports print it: long vowels unwritten, SATO for さとう), and its narrow form."""

from __future__ import annotations

_ROWS = {
    "a": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_ODD = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヤ": "ya", "ユ": "yu",
    "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ー": "", "ヴ": "vu",
}  # fmt: skip
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}


def _single() -> dict[str, str]:
    vowels = "aiueo"
    table = {
        char: (consonant if consonant != "a" else "") + vowels[at]
        for consonant, row in _ROWS.items()
        for at, char in enumerate(row)
    }
    return table | _ODD


SINGLE = _single()
_NARROW_FROM = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー・"
)
_NARROW_TO = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ･"
_VOICED_FROM, _VOICED_TO = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ", "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳ"
NARROW: dict[str, str] = (
    dict(zip(_NARROW_FROM, _NARROW_TO, strict=True))
    | {wide: f"{narrow}ﾞ" for wide, narrow in zip(_VOICED_FROM, _VOICED_TO, strict=True)}
    | {wide: f"{narrow}ﾟ" for wide, narrow in zip("パピプペポ", "ﾊﾋﾌﾍﾎ", strict=True)}
    | {" ": " ", "　": " "}
)
"""Full-width katakana to half-width, one entry per character."""

WIDE_DIGITS: dict[str, str] = dict(zip("0123456789", "０１２３４５６７８９", strict=True))


def katakana(text: str) -> str:
    """Hiragana as katakana; everything else unchanged."""
    return "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in text)


def hiragana(text: str) -> str:
    """Katakana as hiragana; everything else unchanged."""
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)


def romaji(text: str) -> str:
    """Lower-case Hepburn, long vowels as a passport prints them: オオノ → ono, サトウ → sato."""
    out = ""
    text = katakana(text)
    for at, char in enumerate(text):
        if char in _SMALL:
            out = _joined(out, _SMALL[char])
        elif char == "ッ":
            following = SINGLE.get(text[at + 1 : at + 2], "")
            out += "t" if following.startswith("ch") else following[:1]
        else:
            out += SINGLE.get(char, "")
    out = out.replace("oo", "o").replace("ou", "o").replace("uu", "u")
    return out.replace("nb", "mb").replace("np", "mp").replace("nm", "mm")


def _joined(out: str, small: str) -> str:
    """キ + ャ → kya, シ + ャ → sha."""
    if out.endswith(("shi", "chi", "ji")):
        return out[:-1] + small[-1]
    return out[:-1] + small if out.endswith("i") else out[:-1] + small[-1]
