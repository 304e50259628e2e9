"""Bytes of a mail as text, under the character set that it declares and often does not keep.

Mailers in Japan call cp932 `Shift_JIS`, write ① and half-width kana into `ISO-2022-JP`, declare `us-ascii` or nothing
over UTF-8, and `gb2312` over GBK. The declared one is taken first in its widest form, then what the bytes show.
"""

from __future__ import annotations

import codecs
import re

from tenmatsu.evidence.encoding import encoding_of, plausible

_WIDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(x-?)?(shift[-_]?jis|sjis|ms[-_]?kanji|windows[-_]?(31j|932)|cp932|ms932)(-.*)?", ("cp932",)),
    (r"(x-)?(cs)?iso-?2022-?jp.*|jis|cp5022[0-2]|jis7", ("iso2022_jp", "cp50221", "iso2022_jp_ext", "iso2022_jp_2004")),
    (r"(x-)?euc[-_]?jp.*|ujis|cp51932|eucjp[-_]?(ms|win)", ("euc_jp", "eucjp_ms")),
    (r"gb[-_]?2312(-80)?|gbk|cp936|x-gbk|gb18030|euc[-_]?cn", ("gb18030",)),
    (r"ks[-_]?c[-_]?5601.*|euc[-_]?kr|cp949|ms949|windows-949", ("cp949",)),
    (r"big5.*|cp950", ("cp950", "big5hkscs")),
    (r"utf-?8.*|unicode-1-1-utf-8", ("utf-8",)),
    (r"utf-?7|unicode-1-1-utf-7", ("utf-7",)),
)
_LATIN = re.compile(r"(iso-?8859-?1|latin-?1|windows-?1252|cp1252|iso-?8859-?15)", re.I)
_UNSAFE = frozenset({"punycode", "idna", "unicode_escape", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs"})
_DENSE = re.compile(rb"[\x80-\xff][\x40-\xff]?[\x80-\xff]{2}")


def decoded(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """The text, and why it is not whole (None: every byte is a character of the encoding that was found)."""
    names = _declared(data, (charset or "").strip(" \"'").lower())
    for name in names:
        try:
            return data.decode(name), None
        except (UnicodeError, LookupError):
            continue
    guess = "utf-8" if "utf-8" in names and _mostly_utf8(data) else encoding_of(data, cut=False)
    if guess is not None:
        try:
            return data.decode(guess), None
        except UnicodeError:
            pass
    name = guess or next(iter(names), "utf-8")
    text = data.decode(name, "backslashreplace")
    return text, f"some bytes are no characters in {name}: they are shown as \\xNN"


def _mostly_utf8(data: bytes) -> bool:
    """One damaged byte does not make another encoding of it, though cp932 may decode it."""
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    return faults * 5 <= sum(letter > "\x7f" for letter in text) - faults


def raw_text(data: bytes) -> str:
    """Bytes without any declaration (a header with raw 8-bit or ISO-2022-JP) as text."""
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    return decoded(data, None)[0]


def _declared(data: bytes, charset: str) -> tuple[str, ...]:
    """The Python codecs to try, in order, before the bytes are left to speak for themselves."""
    if not charset or charset in ("us-ascii", "ascii", "unknown-8bit", "unknown", "default", "8bit", "x-unknown"):
        return ("ascii",) if b"\x1b" not in data else ()
    if b"\x1b$" in data and "2022" not in charset and encoding_of(data, cut=False) in ("iso2022_jp", "cp50221"):
        return ()
    for pattern, names in _WIDER:
        if re.fullmatch(pattern, charset):
            return names if "2022" not in pattern or data.isascii() else ()
    if _LATIN.fullmatch(charset):
        return () if _looks_japanese(data) else ("cp1252", "latin-1")
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ()
    return () if name in _UNSAFE else (name,)


def _looks_japanese(data: bytes) -> bool:
    """Any bytes decode as Latin-1. Clean UTF-8, or dense pairs of high bytes, are something else."""
    if data.isascii():
        return False
    guess = encoding_of(data, cut=False)
    if guess in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        return True
    high = sum(byte >= 0x80 for byte in data)
    dense = guess in ("cp932", "euc_jp", "eucjp_ms") and bool(_DENSE.search(data)) and plausible(data, guess or "")
    return dense and high * 4 > len(data)
